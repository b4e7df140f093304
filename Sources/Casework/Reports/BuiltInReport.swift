internal import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Reporting

/// A report that the program makes itself, because it reads whole complaints and not counts.
enum BuiltInReport: String, CaseIterable {
  /// One line a complaint (台账).
  case register
  /// The rates, with their counts.
  case measures

  var title: Phrase {
    switch self {
    case .register: Phrase("消费投诉台账", "register of complaints")
    case .measures: Phrase("投诉处理质效指标", "measures of complaint handling")
    }
  }

  /// What may be asked: a quarter, or a first and last day; one unit.
  var parameters: [PluginManifest.Parameter] {
    [
      PluginManifest.Parameter(
        name: "quarter", kind: .text, initial: nil,
        title: Phrase("季度，如 2026Q1", "quarter, e.g. 2026Q1")),
      PluginManifest.Parameter(
        name: "from", kind: .day, initial: nil, title: Phrase("起始日", "first day")),
      PluginManifest.Parameter(
        name: "to", kind: .day, initial: nil, title: Phrase("截止日", "last day")),
      PluginManifest.Parameter(
        name: "unit", kind: .text, initial: nil, title: Phrase("办理机构", "handling unit")),
    ]
  }
}

/// What a built-in report is asked for.
struct BuiltInQuestion {
  var from: CivilDay?
  var to: CivilDay?
  var unit: String?

  /// - Throws: `XB-008` for a wrong or contradictory parameter.
  init(_ parameters: [(name: String, text: String)], of report: BuiltInReport) throws(Failure) {
    var quarter: String?
    for parameter in parameters {
      switch parameter.name {
      case "quarter": quarter = parameter.text
      case "from": from = try Self.day(parameter)
      case "to": to = try Self.day(parameter)
      case "unit": unit = parameter.text
      default: throw Self.wrong(parameter, report)
      }
    }
    guard let quarter else { return }
    guard from == nil, to == nil, let days = Self.days(ofQuarter: quarter) else {
      throw Self.wrong(("quarter", quarter), report)
    }
    (from, to) = days
  }

  /// The first and last day of `2026Q1`.
  static func days(ofQuarter text: String) -> (from: CivilDay, to: CivilDay)? {
    let parts = text.uppercased().split(separator: "Q")
    guard parts.count == 2, let year = Int(parts[0]), (1900...9999).contains(year),
      let quarter = Int(parts[1]), (1...4).contains(quarter)
    else { return nil }
    func first(_ month: Int) -> CivilDay? {
      let (year, month) = month > 12 ? (year + 1, month - 12) : (year, month)
      return CivilDay(iso: "\(year)-\(month < 10 ? "0" : "")\(month)-01")
    }
    guard let start = first(quarter * 3 - 2), let next = first(quarter * 3 + 1) else { return nil }
    return (start, next + -1)
  }

  private static func day(_ parameter: (name: String, text: String)) throws(Failure) -> CivilDay {
    guard let day = CivilDay(iso: parameter.text) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase(
          "\(parameter.name)：没有这一天：\(parameter.text)",
          "\(parameter.name): there is no such day: \(parameter.text)"),
        remedy: Phrase("请写作 2026-03-02", "write it as 2026-03-02"), exit: .usage)
    }
    return day
  }

  private static func wrong(
    _ parameter: (name: String, text: String), _ report: BuiltInReport
  ) -> Failure {
    Failure(
      Refusal.Code.badNumber.text,
      problem: Phrase(
        "报表 \(report.rawValue) 的参数 \(parameter.name)=\(parameter.text) 无效",
        "the parameter \(parameter.name)=\(parameter.text) of the report \(report.rawValue) is not valid"
      ),
      remedy: Phrase(
        "可用：quarter=2026Q1，或 from= 与 to=；unit=机构",
        "use quarter=2026Q1, or from= and to=; unit=UNIT"), exit: .usage)
  }
}
