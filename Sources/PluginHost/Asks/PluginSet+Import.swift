internal import ConsumerProtection
internal import LuaBridge

extension PluginSet {
  /// Runs `importer.<id>` on one row.
  ///
  /// - Parameters:
  ///   - id: The format's identifier, without `importer.`.
  ///   - row: Header and text of each cell; empty cells are left out by the host.
  ///   - context: `params` may hold the caller's options.
  /// - Returns: The draft, or why there is none.
  /// - Throws: The failure that rejects the row; code `LUA-309` when the plugin itself rejected it.
  public func importRow(
    _ id: String, row: [(header: String, text: String)], _ context: HookContext
  ) throws(PluginFailure) -> ImportedRow {
    let hook = "importer.\(id)"
    let owner = try owner(of: hook, among: importers.map { "importer.\($0.importer.id)" }, context)
    let fields = row.filter { !$0.text.isEmpty }.map {
      LuaTable.Field(key: $0.header, value: .string($0.text))
    }
    let answer = try ask(hook, of: owner, argument: .table(LuaTable(fields: fields)), context) {
      (value) throws(AnswerError) -> ImportedRow in
      if let rejection = try ImportRejection(reading: value) { return .rejected(rejection) }
      return .draft(try ImportDraft(reading: value))
    }
    guard let row = answer.value else {
      let maker = FailureMaker(member: owner, hook: hook, context: context)
      throw maker.wrongAnswer(
        AnswerError("", "是 nil；用 ctx.fail 拒绝该行", "is nil; reject a row with ctx.fail"),
        at: answer.at, .none)
    }
    return row
  }

  /// The one plugin that answers the hook.
  func owner(
    of hook: String, among known: [String], _ context: HookContext
  ) throws(PluginFailure) -> PluginMember {
    let owners = members.filter { $0.manifest?.hook(hook) != nil && $0.answers(hook) }
    if let owner = owners.first { return owner }
    let near = Nearest.match(of: hook, in: known)
    throw PluginFailure.unusable(
      .unknownHook, plugin: "—", version: nil, hook: hook,
      Phrase(
        "没有插件提供 \(hook)" + (near.map { "；是否为 \($0)？" } ?? ""),
        "no plugin offers \(hook)" + (near.map { "; did you mean \($0)?" } ?? ""))
    ).shown(for: hook, context)
  }
}

extension ImportRejection {
  /// Reads `{reject={code=, reason=, column=?, value=?}}`; nil for a draft.
  init?(reading value: LuaValue) throws(AnswerError) {
    guard case .table(let table) = value, table.fields.contains(where: { $0.key == "reject" })
    else { return nil }
    let outer = try AnswerReader(value, "", keys: ["reject"])
    let reader = try AnswerReader(
      outer["reject"], "reject", keys: ["code", "reason", "column", "value"])
    code = try reader.word("code")
    reason = try reader.phrase("reason")
    column = try reader.optionalText("column") ?? ""
    self.value = try reader.optionalText("value") ?? ""
  }
}

extension ImportDraft {
  static let keys = [
    "source_id", "received_on", "intake_channel", "intake_label", "product", "business_class",
    "business_class_label", "cause", "cause_label", "region", "region_label", "amount",
    "narrative", "headcount", "transferred_by", "archive", "business_channel",
    "business_channel_label", "unit", "respondent_unit", "demand", "dates", "contradictions",
  ]

  init(reading value: LuaValue) throws(AnswerError) {
    let reader = try AnswerReader(value, "", keys: Self.keys)
    sourceID = try reader.word("source_id")
    receivedOn = try reader.day("received_on")
    intakeChannel = try reader.optionalText("intake_channel")
    intakeLabel = try reader.optionalText("intake_label")
    product = try reader.optionalText("product")
    businessClass = try reader.optionalText("business_class")
    businessClassLabel = try reader.optionalText("business_class_label")
    cause = try reader.optionalText("cause")
    causeLabel = try reader.optionalText("cause_label")
    region = try reader.optionalText("region")
    regionLabel = try reader.optionalText("region_label")
    amount = try reader.optionalInteger("amount").map { Money(fen: $0) }
    narrative = try reader.optionalText("narrative")
    headcount = try reader.optionalInteger("headcount")
    if !reader["transferred_by"].isNil {
      transferredBy = try reader.choice(
        "transferred_by", of: Transferor.allCases.map(\.rawValue))
    }
    archive = try reader.optionalText("archive")
    businessChannel = try reader.optionalText("business_channel")
    businessChannelLabel = try reader.optionalText("business_channel_label")
    unit = try reader.optionalText("unit")
    respondentUnit = try reader.optionalText("respondent_unit")
    demand = try reader.optionalText("demand")
    if !reader["dates"].isNil {
      for (place, item) in try AnswerReader.list(reader["dates"], "dates").enumerated() {
        let date = try AnswerReader(item, "dates[\(place + 1)]", keys: ["name", "day"])
        dates.append(SourceDate(name: try date.word("name"), day: try date.day("day")))
      }
    }
    if !reader["contradictions"].isNil {
      for (place, item) in try AnswerReader.list(reader["contradictions"], "contradictions")
        .enumerated()
      {
        let text = try AnswerReader(
          item, "contradictions[\(place + 1)]", keys: ["text"]
        ).phrase("text")
        contradictions.append(text)
      }
    }
    if let amount, amount.fen < 0 {
      throw reader.wrong("amount", "不能为负", "must not be negative")
    }
    if let headcount, headcount < 1 {
      throw reader.wrong("headcount", "至少为 1", "must be at least 1")
    }
  }
}
