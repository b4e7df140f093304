internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao view …`
struct ViewCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "view", "视图：把常用的查询条件、列和次序存下来", "saved views: conditions, columns and an order under a name",
    verbs: [ViewSave.self, ViewList.self, ViewShow.self, ViewExport.self, ViewDrop.self])
}

/// The name of a view, the first argument.
struct ViewArgument: ParsableArguments {
  @Argument(
    help: .say(
      "视图名称，1 至 32 个字母、数字、- 或 .", "the view's name: 1 to 32 letters, digits, - and .",
      value: Phrase("名称", "name")))
  var id: String
}

/// `xiaobao view save NAME --title TEXT …`
struct ViewSave: Verb {
  static let configuration: CommandConfiguration = .command(
    "save", "保存视图；同名的存为新的一版", "save a view; a name in use gets a further revision",
    detail: Phrase(
      "条件与 complaint list 相同，存的是条件本身：--due-within 3 每天重新计算。封存文字和投诉人不能作为视图的条件。",
      "The conditions are those of complaint list, and they are kept as asked: --due-within 3 is counted anew"
        + " each day. Sealed texts and complainants are no conditions of a view."),
    examples: [
      Example(
        "xiaobao view save urgent --title 三日内到期 --open --due-within 3 --sort due", "最急的在前",
        "the most urgent first"),
      Example(
        "xiaobao view save cards --title 信用卡大额 --class 信用卡 --amount-from 10000 --columns id,unit,amount,due",
        "指定的列", "chosen columns"),
    ])

  @OptionGroup var subject: ViewArgument

  @Option(help: .say("标题", "what people call it", value: Phrase("标题", "title")))
  var title: String?

  @Option(
    help: .say(
      "列，逗号分隔；缺省同 complaint list", "columns, with commas; else those of complaint list",
      value: Phrase("列", "columns")))
  var columns: String?

  @OptionGroup var filters: ComplaintFilters
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let columns =
      try self.columns.map { text throws(Failure) in
        try OptionValue.choices(text, "--columns", of: ComplaintListColumn.self).map(\.rawValue)
      } ?? []
    let workspace = try session.open(.writing)
    // A view that cannot be shown is not saved.
    _ = try await filters.query(in: session, workspace)
    let definition = SavedView.Definition(
      title: title ?? subject.id, filters: filters.given, columns: columns)
    return session.show(
      try await workspace.perform(.save(definition), on: subject.id, as: session.invocation()))
  }
}

/// `xiaobao view list`
struct ViewList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出视图", "the views in use",
    examples: [Example("xiaobao view list", "名称、标题、版本、条件", "name, title, revision, conditions")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let views = try await session.open(.reading).views()
    if session.isJSON {
      Output.print(JSONText.list(views.map { JSONValue($0) }, total: views.count, next: nil))
      return .done
    }
    session.print(
      TextTable(
        columns: [
          .init(session.say("名称", "Name")), .init(session.say("标题", "Title"), minimumWidth: 8),
          .init(session.say("版本", "Revision"), alignment: .right, priority: 2),
          .init(session.say("条件", "Conditions"), minimumWidth: 16, priority: 4),
          .init(session.say("保存人", "Saved by"), priority: 1),
        ],
        rows: views.map { view in
          [
            view.id, view.definition.title, "\(view.revision)",
            EventWord.summary(.object(view.definition.filters)),
            "\(view.savedBy) \(view.savedOn.iso)",
          ]
        }))
    return .done
  }
}

/// `xiaobao view show NAME`
struct ViewShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "显示视图所列的投诉", "the complaints that a view shows",
    examples: [Example("xiaobao view show urgent --limit 20", "前 20 件", "the first twenty")])

  @OptionGroup var subject: ViewArgument
  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let view = try await workspace.view(subject.id)
    var query = try await FilterReader(session: session, workspace: workspace)
      .query(view.definition.filters)
    query.limit = try list.count()
    query.after = list.after
    let page = try await workspace.complaints(query)
    guard !session.isJSON, !view.definition.columns.isEmpty else {
      ComplaintTable.show(page, in: session)
      return .done
    }
    let columns = view.definition.columns.compactMap { ComplaintListColumn(rawValue: $0) }
    session.print(ComplaintTable(language: session.language).table(page.items, columns))
    if let next = page.next {
      session.print(session.say("下一页：", "next page: ") + "--after \(next)")
    }
    return .done
  }
}

/// `xiaobao view export NAME`
struct ViewExport: Verb {
  static let configuration: CommandConfiguration = .command(
    "export", "导出视图所列的全部投诉", "write all complaints that a view shows",
    examples: [Example("xiaobao view export urgent > urgent.csv", "CSV", "as CSV")])

  @OptionGroup var subject: ViewArgument

  @Option(help: .say("格式：csv、jsonl", "the form: csv, jsonl", value: Phrase("格式", "form")))
  var format = "csv"

  @Flag(help: .say("CSV 前加字节序标记", "a byte order mark before the CSV"))
  var bom = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let format = try OptionValue.choice(self.format, "--format", of: ExportFormat.self)
    let workspace = try session.open(.reading)
    let view = try await workspace.view(subject.id)
    let query = try await FilterReader(session: session, workspace: workspace)
      .query(view.definition.filters)
    let chosen = view.definition.columns.compactMap { ComplaintListColumn(rawValue: $0) }
    try await ExportRun(session: session, workspace: workspace).run(
      query, chosen.isEmpty ? ComplaintListColumn.plain : chosen, format, byteOrderMark: bom)
    return .done
  }
}

/// `xiaobao view drop NAME`
struct ViewDrop: Verb {
  static let configuration: CommandConfiguration = .command(
    "drop", "停用视图", "take a view out of use",
    examples: [Example("xiaobao view drop urgent", "停用 urgent", "urgent goes out of use")])

  @OptionGroup var subject: ViewArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    session.show(
      try await session.open(.writing).perform(.drop, on: subject.id, as: session.invocation()))
  }
}

extension JSONValue {
  /// A view: `{name, title, revision, filters, columns, saved_by, saved_on}`.
  init(_ view: SavedView) {
    var object = ObjectBuilder()
    object.add("name", view.id)
    object.add("title", view.definition.title)
    object.add("revision", view.revision)
    object.add("filters", value: .object(view.definition.filters))
    object.add("columns", value: JSONValue(view.definition.columns))
    object.add("saved_by", view.savedBy)
    object.add("saved_on", view.savedOn)
    self = object.object
  }
}
