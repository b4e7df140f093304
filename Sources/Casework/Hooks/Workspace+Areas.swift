public import ConsumerProtection
internal import EventLedger
public import PluginHost

/// What the plugins said about something that is no complaint: a product, a claim, a score, the counts.
public struct AreaAnswer: Sendable {
  /// One item that stands.
  public struct Item: Sendable {
    /// The plugin; nil for an item of the program's own.
    public let plugin: String?
    /// Where its function is defined.
    public let at: String?
    /// The item in the shape of the hook.
    public let answer: JSONValue
    /// Why, in the caller's language.
    public let reason: String
  }

  /// The number of what was asked about.
  public let id: String
  /// What stands, in order.
  public let items: [Item]
  /// Why a person has to look: `fund_failed` and the like; empty when all is well.
  public let held: [String]
  /// What plugins disagreed on, in words.
  public let conflicts: [Phrase]
  /// Plugins that failed.
  public let failures: [PluginFailure]
  /// The ledger line of the record; nil when there was nothing to record.
  public let sequence: UInt64?
}

extension Workspace {
  /// Asks `watch.detect` over the counts of the ledger.
  public func watch(as invocation: Invocation) throws(Failure) -> AreaAnswer {
    let day = try moment(of: invocation).businessDay
    return try ask(
      "watch.detect", .nothing, about: MatterReference(MatterKind("watch"), day.iso),
      as: invocation)
  }

  /// Asks `score.<scheme>` about a sheet of figures.
  ///
  /// - Throws: `XB-002` for an unknown scheme, `LUA-108` for a wrong sheet.
  public func score(
    _ scheme: String, sheet: JSONValue, file: String, as invocation: Invocation
  ) throws(Failure) -> AreaAnswer {
    let known = plugins.set.scores.map(\.scheme.id)
    guard known.contains(scheme) else {
      throw Self.unknown(scheme, Phrase("评分方案", "scheme"), known)
    }
    return try askSubject(
      "score.\(scheme)", sheet, file: file, kind: "score", as: invocation)
  }

  /// Asks `product.checklist`; the built-in list stands first.
  public func productChecklist(
    _ product: JSONValue, file: String, as invocation: Invocation
  ) throws(Failure) -> AreaAnswer {
    let asked = try askSubject(
      "product.checklist", product, file: file, kind: "product", as: invocation)
    let own = ProductReview.items.map { item in
      AreaAnswer.Item(
        plugin: nil, at: nil, answer: item.json, reason: item.basis.text(in: invocation.language))
    }
    let codes = Set(ProductReview.items.map(\.code))
    return AreaAnswer(
      id: asked.id,
      items: own + asked.items.filter { !codes.contains($0.answer["code"]?.text ?? "") },
      held: asked.held, conflicts: asked.conflicts, failures: asked.failures,
      sequence: asked.sequence)
  }

  /// Asks `fund.assess` about a claim; no item stands when a person has to decide.
  public func assessFund(
    _ claim: JSONValue, file: String, as invocation: Invocation
  ) throws(Failure) -> AreaAnswer {
    try askSubject("fund.assess", claim, file: file, kind: "fund", as: invocation)
  }

  private func askSubject(
    _ hook: String, _ json: JSONValue, file: String, kind: String, as invocation: Invocation
  ) throws(Failure) -> AreaAnswer {
    guard let subject = HookDeclaration.named(hook)?.subject else {
      preconditionFailure("\(hook) has no subject")
    }
    let values: JSONValue
    do throws(PluginProblems) {
      values = try subject.values(of: json, file: file, required: ["id"])
    } catch {
      throw Self.wrongFile(error, file)
    }
    let id = values["id"]?.text ?? ""
    return try ask(
      hook, .subject(values), about: MatterReference(MatterKind(kind), id), as: invocation)
  }

  /// Asks, and records who said what in the history of what was asked about.
  private func ask(
    _ hook: String, _ question: ShapedQuestion, about reference: MatterReference,
    as invocation: Invocation
  ) throws(Failure) -> AreaAnswer {
    let moment = try moment(of: invocation)
    let activated = try activatedSet(as: invocation, at: moment, in: currentView())
    let loader = MatterLoader(view: activated.view, areas: Self.areas)
    let loaded = try loader.load(reference)
    try check(moment, notBefore: loaded)
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    try authorise([AskArea()], by: invocation, at: moment, lookUps, in: activated.view)
    let context = hookContext(reference.id, invocation, moment, activated.number, activated.view)
    let query = LedgerQuery(
      view: activated.view, institution: site.institution.name.text(in: invocation.language),
      fields: customFields(as: invocation))
    let answer = plugins.set.askShaped(hook, question, context, query: query)
    var sequence: UInt64?
    if let record = answer.record {
      sequence = try append([record], to: loaded, as: invocation, at: moment, lookUps)
    }
    return AreaAnswer(
      id: reference.id,
      items: answer.value.map { given in
        AreaAnswer.Item(
          plugin: given.plugin, at: given.at, answer: given.answer,
          reason: plugins.set.text(
            of: given.because, from: given.plugin, in: invocation.language))
      }, held: answer.held, conflicts: (answer.record?.conflicts ?? []).map(Self.words),
      failures: answer.failures, sequence: sequence)
  }

  private static func words(_ conflict: DecisionRecord.Conflict) -> Phrase {
    let (kept, other) = (conflict.kept, conflict.other)
    return Phrase(
      "\(conflict.about)：\(kept.plugin) (\(kept.at)) 与 \(other.plugin) (\(other.at)) 不一致：\(conflict.reason.zh)",
      "\(conflict.about): \(kept.plugin) (\(kept.at)) and \(other.plugin) (\(other.at)) disagree: "
        + conflict.reason.en)
  }

  private static func wrongFile(_ problems: PluginProblems, _ file: String) -> Failure {
    func text(_ language: Language) -> String {
      problems.problems.map { $0.problem.text(in: language) }
        .joined(separator: language == .zh ? "；" : "; ")
    }
    return Failure(
      Refusal.Code.malformedInput.text,
      problem: Phrase("\(file)：\(text(.zh))", "\(file): \(text(.en))"),
      remedy: Phrase(
        "字段见 docs/zh/reference/lua-api.md", "the fields stand in docs/reference/lua-api.md"))
  }

  static func unknown(_ id: String, _ what: Phrase, _ known: [String]) -> Failure {
    let near = Nearest.match(of: id, in: known)
    let list = known.isEmpty ? "—" : known.joined(separator: ", ")
    return Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase(
        "没有\(what.zh)“\(id)”" + (near.map { "；是否为 \($0)？" } ?? ""),
        "There is no \(what.en) `\(id)`" + (near.map { "; did you mean \($0)?" } ?? "")),
      remedy: Phrase("可用：\(list)", "on offer: \(list)"))
  }
}

/// The command of asking about another area, for the table of authorities: whoever is in service.
struct AskArea: Sendable {}

/// The review before a product is sold (消保审查): what the rule names, no more.
///
/// Source: 银行保险机构消费者权益保护管理办法 (银保监会令2022年第9号), art. 9: design, pricing,
/// agreements and marketing.
enum ProductReview {
  struct Item {
    let code: String
    let text: Phrase
    let basis = Phrase(
      "银行保险机构消费者权益保护管理办法（银保监会令2022年第9号）第九条",
      "Measures for Protecting Consumers of Banks and Insurers (CBIRC Order 2022 No. 9), art. 9")

    var json: JSONValue {
      func phrase(_ phrase: Phrase) -> JSONValue {
        .object([.init("zh", .text(phrase.zh)), .init("en", .text(phrase.en))])
      }
      return .object([
        .init("code", .text(code)), .init("text", phrase(text)), .init("basis", phrase(basis)),
      ])
    }
  }

  static let items = [
    Item(code: "design", text: Phrase("产品和服务的设计开发", "the design of the product or service")),
    Item(code: "pricing", text: Phrase("定价管理", "its pricing")),
    Item(code: "agreements", text: Phrase("协议制定", "its agreements")),
    Item(code: "marketing", text: Phrase("营销宣传", "its marketing")),
  ]
}
