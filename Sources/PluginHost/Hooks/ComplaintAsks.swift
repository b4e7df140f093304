public import ConsumerProtection

/// A reply that a plugin drafted.
public struct ReplyDraft: Sendable, Equatable {
  /// What was found.
  public let findings: String
  /// The basis.
  public let basis: String
  /// The reasons.
  public let reasons: String
  /// The plugin; nil for the standard reply.
  public let plugin: String?

  /// A draft with its parts.
  public init(findings: String, basis: String, reasons: String, plugin: String?) {
    self.findings = findings
    self.basis = basis
    self.reasons = reasons
    self.plugin = plugin
  }
}

/// A refusal of `matter.guard`.
public struct GuardRefusal: Sendable, Equatable {
  /// The plugin's code.
  public let code: String
  /// Why it cannot be done.
  public let problem: Phrase
  /// What to do instead.
  public let remedy: Phrase
  /// The plugin.
  public let plugin: String
}

/// A notice of `matter.observe`.
public struct Notice: Sendable, Equatable {
  /// A unit or a staff number.
  public let to: String
  /// The subject.
  public let subject: String
  /// The text.
  public let text: String
  /// The plugin.
  public let plugin: String
}

extension PluginSet {
  /// Asks `complaint.classify`; each key for itself.
  public func askClassify(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[Classification]> {
    askShaped("complaint.classify", .complaint(record), context).map { given in
      Classification(
        key: given.answer["key"]?.text ?? "", value: given.answer["value"] ?? .null,
        plugin: given.plugin)
    }
  }

  /// Asks `complaint.plan`.
  public func askPlan(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[TaskAnswer]> {
    askShaped("complaint.plan", .complaint(record), context).map { given in
      TaskAnswer(
        name: given.answer["name"]?.text ?? "", title: given.phrase("title"),
        owner: given.answer["owner"]?.text,
        budget: (try? Budget(given.answer["budget"]?.text ?? "")) ?? .naturalDays(0),
        plugin: given.plugin)
    }
  }

  /// Asks `complaint.escalate`; the highest level first.
  public func askEscalate(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[EscalationAnswer]> {
    let answer = askShaped("complaint.escalate", .complaint(record), context).map { given in
      EscalationAnswer(
        level: Int(given.answer["level"]?.integer ?? 1), to: given.answer["to"]?.text ?? "",
        plugin: given.plugin)
    }
    return HookAnswer(
      value: answer.value.enumerated().sorted {
        ($1.element.level, $0.offset) < ($0.element.level, $1.offset)
      }.map(\.element), held: answer.held, record: answer.record, failures: answer.failures)
  }

  /// Asks `complaint.reply`; nil for the standard reply.
  public func askReply(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<ReplyDraft?> {
    let answer = askShaped("complaint.reply", .complaint(record), context).map { given in
      ReplyDraft(
        findings: given.answer["findings"]?.text ?? "", basis: given.answer["basis"]?.text ?? "",
        reasons: given.answer["reasons"]?.text ?? "", plugin: given.plugin)
    }
    return HookAnswer(
      value: answer.value.first, held: answer.held, record: answer.record,
      failures: answer.failures)
  }

  /// Asks `matter.guard`; a failure refuses as well.
  public func askGuard(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[GuardRefusal]> {
    askShaped("matter.guard", .complaint(record), context).map { given in
      GuardRefusal(
        code: given.answer["code"]?.text ?? "", problem: given.phrase("problem"),
        remedy: given.phrase("remedy"), plugin: given.plugin)
    }
  }

  /// Asks `matter.observe` after a commit.
  public func askObserve(
    _ record: ComplaintRecord, _ context: HookContext
  ) -> HookAnswer<[Notice]> {
    askShaped("matter.observe", .complaint(record), context).map { given in
      Notice(
        to: given.answer["to"]?.text ?? "", subject: given.answer["subject"]?.text ?? "",
        text: given.answer["text"]?.text ?? "", plugin: given.plugin)
    }
  }

  /// Asks `matter.fields` for a kind of matter: the fields in the order of asking.
  ///
  /// A clash is an error of loading: neither field is there, and both plugins are named with their
  /// places. A name that is none, and a choice without words, are errors of their plugin.
  public func askFields(_ kind: String, _ context: HookContext) -> HookAnswer<[CustomField]> {
    let asked = askShaped("matter.fields", .text(kind), context)
    let answer = asked.map { given in
      CustomField(
        name: given.answer["name"]?.text ?? "",
        kind: CustomField.Kind(rawValue: given.answer["type"]?.text ?? "") ?? .text,
        title: given.phrase("title"),
        choices: (given.answer["choices"]?.array ?? []).compactMap(\.text), plugin: given.plugin)
    }
    let clashes = (asked.record?.conflicts ?? []).map { clash in
      let (kept, other) = (clash.kept, clash.other)
      return unloaded(
        other.plugin, .twoOwners,
        Phrase(
          "字段“\(clash.about)”有两种说法：\(kept.plugin) \(kept.at) 与 \(other.plugin) \(other.at)，都不装载",
          "the field `\(clash.about)` is declared in two ways, by \(kept.plugin) \(kept.at) and"
            + " \(other.plugin) \(other.at): neither is loaded"))
    }
    let wrong = answer.value.filter { !$0.isSound }.map { field in
      unloaded(
        field.plugin, .wrongAnswer,
        Phrase(
          "字段“\(field.name)”不合规：名称用小写字母、数字和 _；只有 choice 要有 choices",
          "the field `\(field.name)` is not sound: names are lower-case letters, digits and _; a choice"
            + " has `choices`, and nothing else has"))
    }
    return HookAnswer(
      value: answer.value.filter(\.isSound), held: answer.held, record: answer.record,
      failures: answer.failures + clashes + wrong)
  }

  private func unloaded(
    _ plugin: String, _ code: PluginFailure.Code, _ problem: Phrase
  ) -> PluginFailure {
    PluginFailure(
      code: code, plugin: plugin, version: member(plugin)?.version, hook: "matter.fields",
      message: problem, effect: HookDeclaration.fields.effect,
      repeatCommand: "xiaobao complaint fields")
  }

  /// Whether any plugin answers the hook: asking needs no record otherwise.
  public func answers(_ hook: String) -> Bool { members.contains { $0.answers(hook) } }
}

extension HookAnswer where Value == [StandingAnswer] {
  /// The same answer with what stands read as the hook's own type.
  func map<Item: Sendable>(_ read: (StandingAnswer) -> Item) -> HookAnswer<[Item]> {
    HookAnswer<[Item]>(
      value: value.map(read), held: held, record: record, failures: failures, asked: asked)
  }
}

extension StandingAnswer {
  func phrase(_ key: String) -> Phrase {
    Phrase(answer[key]?["zh"]?.text ?? "", answer[key]?["en"]?.text ?? "")
  }
}

extension CustomField {
  /// Whether the declaration can be used.
  fileprivate var isSound: Bool {
    CustomField.isName(name) && (kind == .choice) == !choices.isEmpty
  }
}
