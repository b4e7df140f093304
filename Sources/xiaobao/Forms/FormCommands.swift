internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao form …`
struct FormCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "form", "表单与告知书：列出、查看模板、打印", "forms and letters: list, show their pages, print",
    verbs: [FormList.self, FormShow.self, FormPrint.self])
}

/// `xiaobao form list`
struct FormList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出表单与告知书", "list the forms and letters",
    detail: Phrase(
      "本行的模板放在工作区 forms/名称.html，或插件的 forms 文件夹，优先于内置模板。",
      "A page in the workspace's forms/NAME.html, or in a plugin's folder forms, takes the place of the"
        + " program's own."),
    examples: [Example("xiaobao form list", "有哪些表单", "what can be printed")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let forms = await (try session.open(.reading)).forms()
    if session.isJSON {
      Output.print(JSONText.list(forms.map { JSONValue($0) }, total: forms.count, next: nil))
      return .done
    }
    session.print(
      TextTable(
        columns: [
          .init(session.say("名称", "Name")), .init(session.say("表单", "Form")),
          .init(session.say("模板", "Page")),
        ],
        rows: forms.map { form in
          let source = form.source.isEmpty ? session.say("内置", "the program's") : form.source
          return [form.name, session.say(form.title), source]
        }))
    return .done
  }
}

extension JSONValue {
  /// A form: `{name, title, source?}`.
  init(_ form: FormListing) {
    var object = ObjectBuilder()
    object.add("name", form.name)
    object.add("title", value: JSONValue(form.title))
    object.add("source", form.source.isEmpty ? nil : form.source)
    self = object.object
  }
}

/// `xiaobao form show NAME`
struct FormShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "输出表单的模板，供本行修改", "print a form's page with its gaps, for the bank to change",
    examples: [
      Example(
        "xiaobao form show reply --output forms/reply.html", "以内置模板为底稿",
        "start from the program's page")
    ])

  @Argument(help: .say("表单名称", "the form", value: Phrase("名称", "name")))
  var name: String

  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let text = try await session.open(.reading).formTemplate(name)
    guard let output else {
      Output.print(text)
      return .done
    }
    if let slash = output.lastIndex(of: "/"), slash != output.startIndex {
      try Files.makeFolder(String(output[..<slash]))
    }
    try Files.write(Array(text.utf8), to: output)
    session.note(session.say("已写入 \(output)", "written to \(output)"))
    return .done
  }
}

/// `xiaobao form print NAME CASE --output FILE.html`
struct FormPrint: Verb {
  static let configuration: CommandConfiguration = .command(
    "print", "就一件投诉打印表单或告知书", "print a form or letter about a complaint",
    detail: Phrase(
      "生成可打印（A4）的网页，个人信息遮盖，包括自由文本中的姓名和号码。",
      "Writes a page that prints on A4, with personal data masked, names and numbers in free text too."
    ),
    examples: [
      Example(
        "xiaobao form print reply C-20260302-000007 --output reply.html", "处理决定告知书",
        "the reply letter"),
      Example(
        "xiaobao form print work-order C-20260302-000007 --output order.html", "投诉建议工单",
        "the work order"),
    ])

  @Argument(help: .say("表单名称", "the form", value: Phrase("名称", "name")))
  var name: String

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let bytes = try await workspace.printForm(
      name, about: subject.id, as: try session.invocation())
    guard let output else {
      Output.write(bytes)
      return .done
    }
    try Files.write(bytes, to: output)
    session.note(session.say("已写入 \(output)", "written to \(output)"))
    return .done
  }
}
