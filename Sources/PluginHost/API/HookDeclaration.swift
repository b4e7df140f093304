public import ConsumerProtection
internal import LuaBridge

/// One hook of the API: what it answers, how answers combine, and what a failure means.
public struct HookDeclaration: Sendable, Equatable {
  /// The name; `report.<id>` and `importer.<id>` stand for any id.
  public let name: String
  /// The level since which it exists.
  public let since: APILevel
  /// What the function is called with.
  public let arguments: String
  /// What it answers.
  public let answer: Phrase
  /// How the answers of several plugins become one.
  public let combination: Phrase
  /// What a failure means for the case.
  public let effect: Phrase
  /// Whether the first argument is the complaint's record.
  public let takesComplaint: Bool
  /// Instructions of one call when the manifest says nothing.
  public let instructions: Int
  /// KiB of memory when the manifest says nothing.
  public let memoryKiB: Int
  /// Wall-clock milliseconds when the manifest says nothing.
  public let wallMilliseconds: Int
  /// The form of an answer; nil where a reader of its own reads it.
  public let shape: AnswerShape?
  /// How answers become one; nil where the hook's own ask says it.
  public let rule: Combination?
  /// What the first argument is called and holds, when it is neither a complaint nor plain.
  public let subject: HookSubject?
  /// What stands in `ctx.params` beside the first argument.
  public let params: [RecordField]
  /// The code under which a failure flags the case, e.g. `plan_failed`.
  public let heldCode: String?

  /// The hooks of this level, in the order of the reference.
  public static let all: [HookDeclaration] = [
    check, classify, route, deadline, plan, escalate, reply, guardian, observe, fields, calendar,
    watch, score, checklist, fund, report, writer, importer, command,
  ]

  /// The declaration that a hook of a manifest belongs to; nil for an unknown name.
  public static func named(_ name: String) -> HookDeclaration? {
    if let hook = all.first(where: { $0.name == name && !$0.isFamily }) { return hook }
    return all.first { hook in
      guard hook.isFamily else { return false }
      return name.hasPrefix(hook.prefix)
        && PluginManifest.isIdentifier(String(name.dropFirst(hook.prefix.count)))
    }
  }

  /// Whether the name ends in an id of the plugin's own.
  public var isFamily: Bool { name.hasSuffix(">") }

  /// The name up to the plugin's own id, e.g. `report.`; the whole name of any other hook.
  public var prefix: String { String(name.prefix { $0 != "<" }) }

  init(
    _ name: String, arguments: String, answer: Phrase, combination: Phrase, effect: Phrase,
    takesComplaint: Bool = false, instructions: Int = 200_000, memoryKiB: Int = 8192,
    wallMilliseconds: Int = 1000, shape: AnswerShape? = nil, rule: Combination? = nil,
    subject: HookSubject? = nil, params: [RecordField] = [], heldCode: String? = nil
  ) {
    self.name = name
    since = APILevel(1, 0)
    self.arguments = arguments
    self.answer = answer
    self.combination = combination
    self.effect = effect
    self.takesComplaint = takesComplaint
    self.instructions = instructions
    self.memoryKiB = memoryKiB
    self.wallMilliseconds = wallMilliseconds
    self.shape = shape
    self.rule = rule
    self.subject = subject
    self.params = params
    self.heldCode = heldCode
  }
}

/// The first argument of a hook that is asked about something else than a complaint.
public struct HookSubject: Sendable, Equatable {
  /// What messages call it, e.g. `product`.
  public let name: String
  /// Its fields, in slot order.
  public let fields: [RecordField]
}

extension HookDeclaration {
  static let check = HookDeclaration(
    "complaint.check", arguments: "complaint, ctx",
    answer: Phrase(
      "问题列表：`{field=, code=, severity=\"error\"|\"warning\", message=, because=?}`",
      "a list of problems: `{field=, code=, severity=\"error\"|\"warning\", message=, because=?}`"),
    combination: Phrase("合并；有 error 则拒绝登记", "union; an `error` refuses the intake"),
    effect: Phrase("投诉照常登记编号，转人工队列", "the complaint is recorded and held in the manual queue"),
    takesComplaint: true)

  static let route = HookDeclaration(
    "complaint.route", arguments: "complaint, ctx",
    answer: Phrase(
      "承办机构：`{unit=, person=?, because=}`", "a desk: `{unit=, person=?, because=}`"),
    combination: Phrase(
      "按顺序第一个答案有效；全部询问，分歧记录在案",
      "the first in order decides; all are asked, disagreement is recorded"),
    effect: Phrase("转收件机构的人工队列", "the manual queue of the receiving unit"),
    takesComplaint: true)

  static let deadline = HookDeclaration(
    "complaint.deadline", arguments: "complaint, ctx",
    answer: Phrase(
      "时限列表：监管插件 `{name=, row=, because=}`；本行规则 `{name=, budget=, calendar=?, basis={zh=,en=}, because=}`",
      "a list of limits: a regime `{name=, row=, because=}`; an overlay "
        + "`{name=, budget=, calendar=?, basis={zh=,en=}, because=}`"),
    combination: Phrase(
      "同名取最早；晚于法定时限的不予采用", "the earliest for each name; later than statutory is refused"),
    effect: Phrase(
      "法定时限照常适用（取现行最严一行），并作标记", "statutory limits apply, the strictest row in force, flagged"),
    takesComplaint: true)

  static let calendar = HookDeclaration(
    "calendar.days", arguments: "year, ctx",
    answer: Phrase(
      "日期列表：`{day=, kind=\"holiday\"|\"workday\", name={zh=,en=}}`；nil 为该年无官方数据",
      "a list of days: `{day=, kind=\"holiday\"|\"workday\", name={zh=,en=}}`; nil: no official data"
    ),
    combination: Phrase("合并；同日不同说法为冲突", "union; two kinds for one day are a conflict"),
    effect: Phrase("该年的时限为暂定", "limits of that year are provisional"))

  static let report = HookDeclaration(
    "report.<id>", arguments: "nil, ctx",
    answer: Phrase("一份文档", "a document"),
    combination: Phrase("只有一个插件负责", "one owner"),
    effect: Phrase("该报告不出具", "that report is not issued"),
    instructions: 20_000_000, memoryKiB: 65_536, wallMilliseconds: 30_000)

  static let importer = HookDeclaration(
    "importer.<id>", arguments: "row, ctx",
    answer: Phrase("一条草稿", "a draft"),
    combination: Phrase("只有一个插件负责", "one owner"),
    effect: Phrase("该行被拒绝，报告行号", "that row is rejected with its number"))

  /// The budget of a call under a manifest's limits.
  func budget(under limits: PluginManifest.Limits) -> LuaBudget {
    LuaBudget(
      instructions: limits.instructions ?? instructions,
      memoryBytes: (limits.memoryKiB ?? memoryKiB) << 10,
      wallMilliseconds: limits.wallMilliseconds ?? wallMilliseconds)
  }

  /// The budget of loading a plugin that answers the hook.
  var loadBudget: LuaBudget {
    name == "importer.<id>"
      ? LuaBudget(instructions: 10_000_000, memoryBytes: 32 << 20, wallMilliseconds: 10_000)
      : .load
  }
}
