internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao box …`
struct BoxCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "box", "意见箱、意见簿：开启登记、到期、间隔", "suggestion boxes and books: openings, what falls due, gaps",
    verbs: [BoxOpen.self, BoxList.self, BoxHistory.self])
}

/// `xiaobao box open UNIT --with STAFF --slips N`
struct BoxOpen: Verb {
  static let configuration: CommandConfiguration = .command(
    "open", "登记一次开箱（两人；零件也登记）", "record an opening by two persons, zero slips too",
    detail: Phrase(
      "每份意见随后逐件登记（渠道 suggestion_box 或 suggestion_book），时限自收到即开箱之日起算；与客户书写日的间隔如实显示。"
        + "开启周期在站点文件 intake.box_opening。",
      "Each slip is registered afterwards (channel suggestion_box or suggestion_book); its clock starts at"
        + " the receipt, the opening, and the gap to the day it was written is shown. The period stands in"
        + " intake.box_opening of the site file."),
    examples: [
      Example("xiaobao box open B01 --with 10024 --slips 0", "意见箱为空", "the box was empty"),
      Example(
        "xiaobao box open B01 --form book --with 10024 --slips 2", "意见簿有两条",
        "two entries in the book"),
    ])

  @OptionGroup var subject: UnitArgument

  @Option(help: .say("box 意见箱，book 意见簿", "box or book", value: Phrase("形式", "form")))
  var form = "box"

  @Option(help: .say("同时在场的另一人", "the second person", value: Phrase("工号", "staff number")))
  var with: String

  @Option(help: .say("意见数，可为 0", "how many were found, 0 too", value: Phrase("件数", "count")))
  var slips: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let opening = SuggestionBox.Opening(
      unit: subject.id,
      form: try OptionValue.choice(form, "--form", of: SuggestionBox.Form.self), second: with,
      slips: try OptionValue.count(slips, "--slips", in: 0...100_000) ?? 0)
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    let box = try await workspace.openBox(opening, as: invocation)
    if session.isJSON {
      Output.print(JSONText.envelope([.init("box", JSONValue(box, on: try session.businessDay()))]))
    } else {
      session.print(try session.line(box))
    }
    return .done
  }
}

/// `xiaobao box list`
struct BoxList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出意见箱、意见簿，标出逾期和从未登记的", "list boxes and books, what is late and what was never opened",
    examples: [Example("xiaobao box list", "哪些该开了", "what is to be opened")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let day = try session.businessDay()
    let (boxes, never) = try await workspace.boxes(on: day)
    if session.isJSON {
      Output.print(
        JSONText.envelope([
          .init("items", .array(boxes.map { JSONValue($0, on: day) })),
          .init("never_opened", JSONValue(never)),
        ]))
    } else {
      for box in boxes { session.print(try session.line(box)) }
      if !never.isEmpty {
        let list = never.joined(separator: session.say("、", ", "))
        session.print(session.say("从未登记开箱的网点：\(list)", "outlets without any opening: \(list)"))
      }
    }
    let isLate = boxes.contains { box in box.due.map { $0 < day } ?? false }
    return isLate ? .findings : .done
  }
}

/// `xiaobao box history BOX`
struct BoxHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出历次开箱", "every opening of a box or book",
    examples: [Example("xiaobao box history B01.box", "B01 意见箱历次开启", "the box of B01")])

  @Argument(help: .say("编号，如 B01.box", "the identifier, e.g. B01.box", value: Phrase("编号", "box")))
  var id: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(SuggestionBox.kind, id))
  }
}

extension Session {
  /// A box or book in a line: last opening, slips, gap, next due.
  fileprivate func line(_ box: SuggestionBox) throws(Failure) -> String {
    guard let last = box.openings.last else { return box.id }
    let day = try businessDay()
    var text = "\(box.id)  \(say(last.form.title))  \(last.envelope.day.iso)  "
    text += say("\(last.slips) 件", "\(last.slips) found")
    if let gap = last.gap { text += say("  距上次 \(gap) 天", "  \(gap) days since the last") }
    if last.isLate { text += say("  逾期开启", "  opened late") }
    if let due = last.due {
      text += say("  下次最迟 \(due.iso)", "  next by \(due.iso)")
      if due < day {
        let late = due.distance(to: day)
        text += say("  已逾期 \(late) 天", "  \(late) days late")
      }
    }
    return text
  }
}

extension JSONValue {
  /// A box or book: `{id, unit, form, opened_on, second, slips, gap_days?, late, due?, days_late}`.
  fileprivate init(_ box: SuggestionBox, on day: CivilDay) {
    var object = ObjectBuilder()
    object.add("id", box.id)
    if let last = box.openings.last {
      object.add("unit", last.unit)
      object.add("form", last.form.rawValue)
      object.add("opened_on", last.envelope.day)
      object.add("second", last.second)
      object.add("slips", last.slips)
      object.add("gap_days", last.gap)
      object.add("late", last.isLate)
      object.add("due", last.due)
      object.add("days_late", last.due.map { max(0, $0.distance(to: day)) } ?? 0)
    }
    object.add("openings", box.openings.count)
    self = object.object
  }
}
