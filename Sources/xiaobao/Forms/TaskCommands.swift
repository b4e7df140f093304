internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao task …`
struct TaskCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "task", "工单：派发给没有终端的网点，回收填写结果",
    "work orders for units without a terminal: send them out, take them in",
    verbs: [TaskSend.self, TaskTakeIn.self])
}

/// `xiaobao task send --output DIR`
struct TaskSend: Verb {
  static let configuration: CommandConfiguration = .command(
    "send", "按机构派发工单（xlsx 与可打印的网页）", "write a work order for each unit, as a workbook and a page",
    detail: Phrase(
      "列出待调查的投诉和未完成的任务；个人信息遮盖，包括投诉内容中的姓名和号码。",
      "Lists cases that wait for findings, and open tasks; personal data is masked, in what the"
        + " complainant says too."),
    examples: [
      Example("xiaobao task send --output outgoing", "每个机构一份，写入目录 outgoing", "one for each unit"),
      Example("xiaobao task send --unit B1 --output outgoing", "只派发给 B1", "for B1 alone"),
    ])

  @Option(help: .say("只派发给此机构", "for this unit alone", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(
    help: .say("写入的目录", "the folder to write to", value: Phrase("目录", "dir")),
    completion: .directory)
  var output: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let invocation = try session.invocation()
    let orders = try await workspace.workOrders(for: unit, as: invocation)
    try Files.makeFolder(output)
    var items: [JSONValue] = []
    for order in orders {
      let base = "\(output)/\(order.unit)-\(order.day.iso)"
      try Files.write(try order.workbook(), to: base + ".xlsx")
      try Files.write(try await workspace.page(of: order, as: invocation), to: base + ".html")
      var object = ObjectBuilder()
      object.add("unit", order.unit)
      object.add("rows", order.lineCount)
      object.add("workbook", base + ".xlsx")
      object.add("page", base + ".html")
      items.append(object.object)
      if !session.isJSON {
        session.print(
          "\(order.unit)  \(order.unitName)  "
            + session.say("\(order.lineCount) 行", "\(order.lineCount) rows") + "  \(base).xlsx")
      }
    }
    if session.isJSON {
      Output.print(JSONText.list(items, total: items.count, next: nil))
    } else if orders.isEmpty {
      session.print(session.say("没有待办的工单", "nothing waits for a work order"))
    }
    return .done
  }
}

/// `xiaobao task take-in FILE`
struct TaskTakeIn: Verb {
  static let configuration: CommandConfiguration = .command(
    "take-in", "回收填写好的工单", "take a filled work order in",
    detail: Phrase(
      "先核对全部行；有一行被拒绝就都不登记，除非加 --each。重复回收不会重复登记。有行被拒绝时退出码为 2。",
      "All rows are checked first; where one is refused nothing is stored, unless --each is given. Taking"
        + " it in again stores nothing twice. Exit 2 when rows were refused."),
    examples: [
      Example("xiaobao task take-in B1-2026-03-10.xlsx", "回收 B1 的工单", "what B1 filled in"),
      Example(
        "xiaobao task take-in B1-2026-03-10.xlsx --each", "有错的行除外，其余登记",
        "take the good rows, whatever is wrong with others"),
    ])

  @Argument(
    help: .say("填写好的工作簿", "the filled workbook", value: Phrase("文件", "file")),
    completion: .file(extensions: ["xlsx"]))
  var file: String

  @Flag(help: .say("逐行登记：有错的行除外", "row by row: take the good ones"))
  var each = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let result = try await workspace.takeIn(file, each: each, as: try session.invocation())
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: result)))
    } else {
      show(result, in: session)
    }
    return result.rejected.isEmpty ? .done : .findings
  }

  private func show(_ result: TakenIn, in session: Session) {
    session.print(facts: [
      Fact("登记", "Recorded", "\(result.recorded)"),
      Fact("已有", "Known already", result.repeated == 0 ? nil : "\(result.repeated)"),
      Fact("未填", "Not filled in", result.empty == 0 ? nil : "\(result.empty)"),
      Fact("拒绝", "Rejected", result.rejected.isEmpty ? nil : "\(result.rejected.count)"),
    ])
    for row in result.rejected {
      session.note(
        session.say("第 \(row.row) 行", "row \(row.row)") + " \(row.caseID) [\(row.code)] "
          + DisplayWidth.printable(session.say(row.reason)))
    }
    if result.isHeldBack {
      session.note(
        session.say(
          "有行被拒绝，全部未登记；改正后重新回收，或加 --each 只登记其余各行",
          "rows were refused, so nothing was stored; mend them and take it in again, or add --each")
      )
    }
  }

  private static func members(of result: TakenIn) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("recorded", result.recorded)
    object.add("repeated", result.repeated)
    object.add("empty", result.empty)
    object.add("held_back", result.isHeldBack)
    object.add(
      "rejected",
      value: .array(
        result.rejected.map { row in
          var entry = ObjectBuilder()
          entry.add("row", row.row)
          entry.add("case", row.caseID.isEmpty ? nil : row.caseID)
          entry.add("code", row.code)
          entry.add("reason", value: JSONValue(row.reason))
          return entry.object
        }))
    return object.members
  }
}
