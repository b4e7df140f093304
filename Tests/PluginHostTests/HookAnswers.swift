import ConsumerProtection

@testable import PluginHost

/// Function bodies that answer a hook in its shape: what a test needs to ask every hook of the table.
enum HookAnswers {
  /// A whole answer; `differing` says something else about the same thing.
  static func body(
    _ hook: HookDeclaration, b differing: Bool = false, extra: String = ""
  ) -> String {
    guard let shape = hook.shape else { return plain(hook, differing, extra) }
    let parts = shape.keys.map { key in
      let value = literal(key, differs: differing && !identity(hook).contains(key.name))
      return shape.form == .keyed
        ? "\(key.name) = { value = \(value), because = \"why\" }" : "\(key.name) = \(value)"
    }
    let because = shape.form == .keyed ? "" : ", because = \"why\""
    let table = "{ \(parts.joined(separator: ", "))\(because)\(extra) }"
    return "return " + (shape.form == .list ? "{ \(table) }" : table)
  }

  /// What a hook with a declared shape is asked about.
  static func question(_ hook: HookDeclaration) -> ShapedQuestion {
    if hook.takesComplaint { return .complaint(card) }
    if hook.subject != nil { return .subject(.object([.init("id", .text("X-1"))])) }
    return hook.name == "matter.fields" ? .text("complaint") : .nothing
  }

  private static func identity(_ hook: HookDeclaration) -> [String] {
    if case .union(let keys, _)? = hook.rule { keys } else { [] }
  }

  private static func literal(_ key: AnswerShape.Key, differs: Bool) -> String {
    switch key.kind {
    case .text: differs ? "\"b\"" : "\"a\""
    case .phrase: differs ? "{ zh = \"乙\", en = \"b\" }" : "\"a\""
    case .integer(let bounds): String(bounds.lowerBound + (differs ? 1 : 0))
    case .amount: differs ? "200" : "100"
    case .day: differs ? "\"2026-03-03\"" : "\"2026-03-02\""
    case .boolean: differs ? "false" : "true"
    case .choice(let words): "\"\(words[differs ? 1 : 0])\""
    case .texts: differs ? "{ \"b\" }" : "{ \"a\" }"
    case .budget: differs ? "\"3 working_days\"" : "\"5 working_days\""
    }
  }

  /// The hooks whose answers have a reader of their own.
  private static func plain(_ hook: HookDeclaration, _ differing: Bool, _ extra: String) -> String {
    let word = differing ? "b" : "a"
    switch hook.name {
    case "complaint.check":
      return """
        return { { field = "product", code = "\(word)", severity = "warning", message = "缺",
          because = "why"\(extra) } }
        """
    case "complaint.route": return "return { unit = \"\(word)\", because = \"why\"\(extra) }"
    case "complaint.deadline":
      return """
        return { { name = "decision", budget = "\(differing ? 7 : 5) natural_days",
          basis = { zh = "制度", en = "rule" }, because = "why"\(extra) } }
        """
    case "calendar.days":
      return """
        return { { day = "2026-05-02", kind = "\(differing ? "workday" : "holiday")",
          name = { zh = "节", en = "Feast" }\(extra) } }
        """
    case "report.<id>", "command.<name>":
      return "return { title = \"\(word)\", blocks = {}\(extra) }"
    case "importer.<id>":
      return "return { source_id = \"\(word)\", received_on = \"2026-03-02\"\(extra) }"
    case "writer.<format>": return "return first.kind .. \"\(word)\""
    default: preconditionFailure("\(hook.name) needs an answer here")
    }
  }
}
