internal import ConsumerProtection
internal import LuaBridge

extension RuleTable {
  /// The rows that answer for a record, and the fields that were looked at to know it.
  func answering(_ record: ComplaintRecord) -> (rows: [Row], reads: [String]) {
    var rows: [Row] = []
    var seen: Set<String> = []
    for row in self.rows {
      let fits = row.conditions.allSatisfy { condition in
        seen.insert(condition.field)
        return condition.holds(for: record[condition.field] ?? .none)
      }
      guard fits else { continue }
      rows.append(row)
      if isDecidedByFirst { break }
    }
    return (rows, seen.isEmpty ? [] : ComplaintFields.names.filter(seen.contains))
  }

  /// A row's answer as a script of the hook would give it.
  func value(of row: Row) -> LuaValue {
    var fields = row.answer.map { LuaTable.Field(key: $0.name, value: LuaValue($0.value)) }
    if hook == "complaint.deadline", !row.answer.contains(where: { $0.name == "basis" }) {
      fields.append(.init(key: "basis", value: LuaValue(Self.phrase(Self.ownRule))))
    }
    fields.append(
      .init(
        key: "because",
        value: .table(
          LuaTable(
            items: [.string(HostReason.ruleRow)],
            fields: [
              .init(key: "en", value: .string(row.because.en)),
              .init(key: "row", value: .integer(Int64(row.number))),
              .init(key: "zh", value: .string(row.because.zh)),
            ]))))
    let answer = LuaValue.table(LuaTable(fields: fields))
    return isDecidedByFirst ? answer : .table(LuaTable(items: [answer]))
  }

  private static let ownRule = Phrase("本行规定", "the bank's own rule")

  private static func phrase(_ phrase: Phrase) -> JSONValue {
    .object([.init("zh", .text(phrase.zh)), .init("en", .text(phrase.en))])
  }
}

extension PluginSet {
  /// Asks a table: one reply for each row that answers, or one without an answer.
  func ask<Value>(
    _ table: RuleTable, _ member: PluginMember, _ hook: String, _ record: ComplaintRecord,
    _ context: HookContext, _ read: (LuaValue, PluginMember) throws(AnswerError) -> Value?
  ) -> [PluginReply<Value>] {
    if let failure = member.failure ?? member.hookFailures[hook] {
      let reply = PluginReply<Value>(member: member, hook: hook)
      reply.failure = failure.shown(for: hook, context)
      return [reply]
    }
    let (rows, reads) = table.answering(record)
    let asked = DecisionRecord.Asked(
      plugin: member.id, digest: nil, enforcement: member.site.enforcement(of: hook), reads: reads,
      contextReads: [], record: record, instructions: 0)
    guard !rows.isEmpty else {
      let reply = PluginReply<Value>(member: member, at: "\(table.file):\(table.line)", hook: hook)
      reply.asked = asked
      return [reply]
    }
    return rows.enumerated().map { place, row in
      let reply = PluginReply<Value>(member: member, at: "\(table.file):\(row.line)", hook: hook)
      if place == 0 { reply.asked = asked }
      do throws(AnswerError) {
        reply.value = try read(table.value(of: row), member)
      } catch {
        reply.failure = PluginFailure(
          code: .wrongAnswer, plugin: member.id, hook: hook,
          caseID: context.caseID.isEmpty ? nil : context.caseID, file: table.file, line: row.line,
          message: error.phrase, effect: HookDeclaration.named(hook)?.effect ?? Phrase(same: ""),
          repeatCommand: "xiaobao plugin check \(member.id)")
      }
      return reply
    }
  }
}
