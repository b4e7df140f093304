internal import ConsumerProtection
internal import LuaBridge

/// `host.date`: civil days as text, no clock and no zone.
enum DateFunctions {
  static func bodies(_ state: HostState) -> [String: HostBody] {
    var bodies: [String: HostBody] = [:]
    bodies["host.date.is_working_day"] = HostBody { (values) throws(HostFunctionError) in
      let arguments = HostArguments("host.date.is_working_day", values)
      let day = try arguments.day(0)
      let id = try arguments.optionalText(1) ?? state.context.calendarID
      guard let calendar = state.set.calendarForHost(id, year: day.year, state.context),
        calendar.isOfficial(day)
      else { return HostReply(.nil, cost: 10) }
      return HostReply(.boolean(calendar.isWorkingDay(day)), cost: 10)
    }
    bodies["host.date.label"] = HostBody { (values) throws(HostFunctionError) in
      let arguments = HostArguments("host.date.label", values)
      let day = try arguments.day(0)
      let language: Language
      if let code = try arguments.optionalText(1) {
        guard let known = Language(rawValue: code) else {
          throw HostFunctionError(
            "argument 2 of host.date.label must be \"zh\" or \"en\"", code: "bad_argument")
        }
        language = known
      } else {
        language = state.context.language
      }
      return HostReply(.string(label(day, language)), cost: 5)
    }
    return bodies
  }

  /// What needs neither calendar nor language.
  static var arithmetic: [String: HostBody] {
    [
      "host.date.parse": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.date.parse", values)
        let text = try arguments.text(0)
        let format = try arguments.optionalText(1) ?? "iso"
        guard ["iso", "m/d/yyyy", "m/d/yy"].contains(format) else {
          throw HostFunctionError(
            "argument 2 of host.date.parse must be \"iso\", \"m/d/yyyy\" or \"m/d/yy\"",
            code: "bad_argument")
        }
        return HostReply(parsed(text, format).map { .string($0.iso) } ?? .nil, cost: 5)
      },
      "host.date.add": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.date.add", values)
        let (day, count) = (try arguments.day(0), try arguments.integer(1))
        guard abs(count) <= 1_000_000 else {
          throw HostFunctionError(
            "argument 2 of host.date.add must be at most 1000000 days", code: "bad_argument")
        }
        let sum = day + Int(count)
        guard CivilDay.years.contains(sum.year) else {
          throw HostFunctionError("the day is outside the years 1900 to 2199", code: "bad_argument")
        }
        return HostReply(.string(sum.iso), cost: 3)
      },
      "host.date.diff": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.date.diff", values)
        let days = try arguments.day(0).distance(to: try arguments.day(1))
        return HostReply(.integer(Int64(days)), cost: 3)
      },
      "host.date.year": part("host.date.year") { $0.year },
      "host.date.month": part("host.date.month") { $0.month },
      "host.date.quarter": part("host.date.quarter") { $0.quarter },
      "host.date.weekday": part("host.date.weekday") { $0.isoWeekday },
      "host.date.last_of_month": HostBody { (values) throws(HostFunctionError) in
        let day = try HostArguments("host.date.last_of_month", values).day(0)
        return HostReply(.string(((day - (day.day - 1)).addingMonths(1) - 1).iso), cost: 3)
      },
    ]
  }

  private static func part(
    _ name: String, _ body: @escaping (CivilDay) -> Int
  ) -> HostBody {
    HostBody { (values) throws(HostFunctionError) in
      HostReply(.integer(Int64(body(try HostArguments(name, values).day(0)))), cost: 2)
    }
  }

  private static func parsed(_ text: String, _ format: String) -> CivilDay? {
    if format == "iso" { return CivilDay(iso: text) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count),
      parts[2].utf8.count == (format == "m/d/yy" ? 2 : 4),
      let month = Int(parts[0]), let day = Int(parts[1]), var year = Int(parts[2])
    else { return nil }
    if format == "m/d/yy" { year += year <= 68 ? 2000 : 1900 }
    return CivilDay(year: year, month: month, day: day)
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static func label(_ day: CivilDay, _ language: Language) -> String {
    switch language {
    case .zh: "\(day.year)年\(day.month)月\(day.day)日"
    case .en: "\(day.day) \(months[day.month - 1]) \(day.year)"
    }
  }
}
