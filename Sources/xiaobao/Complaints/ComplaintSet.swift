internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao complaint set CASE NAME=VALUE…`
struct ComplaintSet: Verb {
  static let configuration: CommandConfiguration = .command(
    "set", "登记自定义字段", "set fields of the bank's own",
    detail: Phrase(
      "字段由插件（matter.fields）声明，另有 severity 和 tags；见 xiaobao complaint fields。值留空即删除。字段以明文保存，不得填写个人信息。",
      "Plugins (matter.fields) declare the fields; severity and tags are always there; see xiaobao"
        + " complaint fields. An empty value takes one away. Fields are kept in plain: no personal data."
    ),
    examples: [
      Example(
        "xiaobao complaint set C-20260302-000007 severity=high branch_ticket=T-17", "登记两个字段",
        "set two fields")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("字段和值", "fields and values", value: Phrase("名称=值", "name=value")))
  var pairs: [String]
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    var given: [(name: String, text: String)] = []
    for text in pairs { given.append(try OptionValue.pair(text, "NAME=VALUE")) }
    let workspace = try session.open(.writing)
    return session.show(
      try await workspace.setFields(given, of: subject.id, as: session.invocation()))
  }
}

/// `xiaobao complaint fields`
struct ComplaintFieldList: Verb {
  static let configuration: CommandConfiguration = .command(
    "fields", "列出自定义字段", "list the fields of the bank's own",
    examples: [
      Example("xiaobao complaint fields", "字段、类型和来源", "fields, kinds, and who declares them")
    ])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let invocation = try session.invocation()
    let fields = await workspace.customFields(as: invocation)
    let failures = await workspace.fieldFailures(as: invocation)
    if session.isJSON {
      Output.print(
        JSONText.envelope([
          .init("fields", .array(fields.map { JSONValue($0) })),
          .init("failures", .array(failures.map { JSONValue($0) })),
        ]))
    } else {
      for field in fields {
        let choices = field.choices.isEmpty ? "" : "  \(field.choices.joined(separator: "|"))"
        let plugin = field.plugin.isEmpty ? "" : "  (\(field.plugin))"
        session.print(
          "\(DisplayWidth.padded(field.name, to: 20))  \(DisplayWidth.padded(field.kind.rawValue, to: 8))"
            + "\(session.say(field.title))\(choices)\(plugin)")
      }
      for failure in failures { session.report(Failure(failure)) }
    }
    return failures.isEmpty ? .done : .findings
  }
}

extension JSONValue {
  /// A field: `{name, type, title, choices?, plugin?}`.
  init(_ field: CustomField) {
    var object = ObjectBuilder()
    object.add("name", field.name)
    object.add("type", field.kind.rawValue)
    object.add("title", value: JSONValue(field.title))
    if !field.choices.isEmpty { object.add("choices", value: JSONValue(field.choices)) }
    if !field.plugin.isEmpty { object.add("plugin", field.plugin) }
    self = object.object
  }
}
