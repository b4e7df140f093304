public import ConsumerProtection

extension PluginManifest.Report {
  /// The `params` of a run from what the command line gave; defaults are filled in.
  ///
  /// - Parameter given: Names and texts, e.g. `("by", "product,year")`.
  /// - Returns: An object with a member for each parameter that has a value.
  /// - Throws: Every problem at once: unknown names with the nearest one, texts of another kind.
  public func values(of given: [(name: String, text: String)]) throws(PluginProblems) -> JSONValue {
    var problems: [PluginProblem] = []
    let names = parameters.map(\.name)
    for entry in given where !names.contains(entry.name) {
      let nearest = Nearest.match(of: entry.name, in: names)
      problems.append(
        Self.problem(
          Phrase(
            "报告 \(id) 没有参数 --\(entry.name)" + (nearest.map { "；是否为 --\($0)？" } ?? ""),
            "the report \(id) has no parameter --\(entry.name)"
              + (nearest.map { "; did you mean --\($0)?" } ?? ""))))
    }
    var members: [JSONValue.Member] = []
    for parameter in parameters {
      guard let text = given.last(where: { $0.name == parameter.name })?.text else {
        if let initial = parameter.initial { members.append(.init(parameter.name, initial)) }
        continue
      }
      guard let value = parameter.kind.value(of: text) else {
        problems.append(
          Self.problem(
            Phrase(
              "--\(parameter.name) 应为\(parameter.kind.title.zh)，不是“\(text)”",
              "--\(parameter.name) must be \(parameter.kind.title.en), not `\(text)`")))
        continue
      }
      members.append(.init(parameter.name, value))
    }
    guard problems.isEmpty else { throw PluginProblems(problems) }
    return .object(members)
  }

  private static func problem(_ phrase: Phrase) -> PluginProblem {
    PluginProblem(.settings, file: "params", phrase)
  }
}

extension PluginManifest.Parameter.Kind {
  /// The value of a text from the command line.
  fileprivate func value(of text: String) -> JSONValue? {
    switch self {
    case .text: .text(text)
    case .list:
      .array(
        text.split(separator: ",").map { part in
          .text(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
        })
    case .day: CivilDay(iso: text).map { .text($0.iso) }
    case .integer: Int64(text).map { .integer($0) }
    case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
    }
  }

  fileprivate var title: Phrase {
    switch self {
    case .text: Phrase("文本", "a text")
    case .list: Phrase("以逗号分隔的列表", "a list separated by commas")
    case .day: Phrase("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
    case .integer: Phrase("整数", "a whole number")
    case .boolean: Phrase("true 或 false", "true or false")
    }
  }
}
