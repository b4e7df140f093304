internal import ConsumerProtection
internal import LuaBridge

/// A failure by reference: it is large, rare, and asked for at every question.
final class KeptFailure {
  let failure: PluginFailure
  init(_ failure: PluginFailure) { self.failure = failure }
}

/// What one plugin said to one question.
///
/// A class, because it is passed on often and a failure is large. Its parts are filled in by the one
/// function that asks, so that access to them is not checked while the program runs.
final class PluginReply<Value> {
  let member: PluginMember
  /// Where the answering function is defined.
  @exclusivity(unchecked)
  var at: String
  /// The answer; nil for no opinion and for a failure.
  @exclusivity(unchecked)
  var value: Value?
  @exclusivity(unchecked)
  private var kept: KeptFailure?
  var failure: PluginFailure? {
    get { kept?.failure }
    set { kept = newValue.map(KeptFailure.init) }
  }
  /// Whether it failed, without a copy of how.
  var hasFailed: Bool { kept != nil }
  @exclusivity(unchecked)
  var asked: DecisionRecord.Asked?
  /// The hook that was asked; empty where the plugin's general enforcement counts.
  let hook: String
  /// Whether the answer counts.
  let isUsed: Bool

  init(
    member: PluginMember, at: String = "main.lua", failure: PluginFailure? = nil,
    hook: String = ""
  ) {
    self.member = member
    self.at = at
    kept = failure.map(KeptFailure.init)
    self.hook = hook
    isUsed = member.isUsed(on: hook)
  }

  /// Whether a person may decide otherwise.
  var isAdvisory: Bool { member.site.enforcement(of: hook) == .advisory }
}

extension PluginSet {
  /// The plugin's machine, loaded at first use; a plugin that failed to load fails alike each time.
  func machine(
    of member: PluginMember, hook: String, _ context: HookContext
  ) throws(PluginFailure) -> PluginMachine {
    if member.mayFail, let failure = member.failure ?? member.failure(on: hook) {
      throw failure.shown(for: hook, context)
    }
    if let loaded = member.machine { return loaded }
    if let failed = member.loadFailure { throw failed.failure.shown(for: hook, context) }
    do {
      let machine = try PluginMachine(member, in: self, context)
      member.machine = machine
      return machine
    } catch {
      let maker = FailureMaker(member: member, hook: hook, context: context, budget: .load)
      let failure = maker.failure(error, whileLoading: true)
      member.loadFailure = KeptFailure(failure)
      throw failure
    }
  }

  /// Asks every plugin of a hook on a complaint, in order.
  func ask<Value>(
    _ hook: String, _ record: ComplaintRecord, _ context: HookContext,
    _ read: (LuaValue, PluginMember) throws(AnswerError) -> Value?
  ) -> [PluginReply<Value>] {
    let members = asked(hook)
    var replies: [PluginReply<Value>] = []
    replies.reserveCapacity(members.count)
    for member in members {
      if member.isTable, let table = member.site.table {
        replies += ask(table, member, hook, record, context, read)
        continue
      }
      replies.append(reply(of: member, hook, record, context, read))
    }
    return replies
  }

  /// The plugin of a hook that only one answers: most hooks have one, and it needs no list.
  func onlyPlugin(asked hook: String) -> PluginMember? {
    let members = asked(hook)
    return members.count == 1 && !members[0].isTable ? members[0] : nil
  }

  /// Asks one plugin.
  func reply<Value>(
    of member: PluginMember, _ hook: String, _ record: ComplaintRecord, _ context: HookContext,
    _ read: (LuaValue, PluginMember) throws(AnswerError) -> Value?
  ) -> PluginReply<Value> {
    let reply = PluginReply<Value>(member: member, hook: hook)
    do throws(PluginFailure) {
      let machine = try machine(of: member, hook: hook, context)
      guard let prepared = machine.hook(hook) else { return reply }
      reply.at = prepared.at
      try ask(prepared, of: machine, record, context, reply, read)
    } catch {
      reply.failure = error
    }
    return reply
  }

  private func ask<Value>(
    _ hook: PreparedHook, of machine: PluginMachine, _ record: ComplaintRecord,
    _ context: HookContext, _ reply: PluginReply<Value>,
    _ read: (LuaValue, PluginMember) throws(AnswerError) -> Value?
  ) throws(PluginFailure) {
    let member = reply.member
    let lua: LuaReply
    do {
      lua = try machine.call(hook, record, context)
    } catch {
      reply.asked = asked(
        member, hook, reads: LuaReads(error.fieldsRead), .none, record,
        error.meters.instructions)
      let maker = maker(member, hook, context, reads: error.fieldsRead, record)
      throw maker.failure(error, whileLoading: false)
    }
    if keepsRecords {
      reply.asked = asked(
        member, hook, reads: lua.reads, lua.contextReads, record, lua.meters.instructions)
    }
    do throws(AnswerError) {
      guard !lua.value.isNil else { return }
      if lua.value.isFalse {
        throw AnswerError("", "是 false；没有意见请返回 nil", "is false; no opinion is nil")
      }
      if hook.readsPersonalFields {
        try PersonalGuard.check(
          lua.value,
          read: hook.values(of: lua.fieldsRead, in: record).map {
            (name: $0.0, value: $0.1, isPersonal: $0.2)
          })
      }
      reply.value = try read(lua.value, member)
    } catch {
      let maker = maker(member, hook, context, reads: lua.fieldsRead, record)
      throw maker.wrongAnswer(error, at: hook.at, lua.meters)
    }
  }

  /// Asks one plugin with any other argument.
  func ask<Value>(
    _ hook: String, of member: PluginMember, argument: LuaValue, _ context: HookContext,
    _ read: (LuaValue) throws(AnswerError) -> Value?
  ) throws(PluginFailure) -> (value: Value?, at: String, instructions: Int) {
    let machine = try machine(of: member, hook: hook, context)
    guard let prepared = machine.hook(hook) else { return (nil, "main.lua", 0) }
    let maker = FailureMaker(
      member: member, hook: hook, context: context, budget: prepared.budget)
    let lua: LuaReply
    do {
      lua = try machine.call(prepared, argument, context)
    } catch {
      throw maker.failure(error, whileLoading: false)
    }
    do throws(AnswerError) {
      if lua.value.isFalse {
        throw AnswerError("", "是 false；没有意见请返回 nil", "is false; no opinion is nil")
      }
      let value = lua.value.isNil ? nil : try read(lua.value)
      return (value, prepared.at, lua.meters.instructions)
    } catch {
      throw maker.wrongAnswer(error, at: prepared.at, lua.meters)
    }
  }

  private func maker(
    _ member: PluginMember, _ hook: PreparedHook, _ context: HookContext, reads: [String],
    _ record: ComplaintRecord
  ) -> FailureMaker {
    let values = hook.values(of: reads, in: record)
    return FailureMaker(
      member: member, hook: hook.name, context: context, budget: hook.budget,
      read: values.map { ($0.0, keepsInput ? $0.1 : nil) },
      readsPersonalData: values.contains { $0.2 && $0.1 != .none })
  }

  /// What the answer depends on.
  private func asked(
    _ member: PluginMember, _ hook: PreparedHook, reads: LuaReads, _ contextReads: LuaReads,
    _ record: ComplaintRecord, _ instructions: Int
  ) -> DecisionRecord.Asked {
    DecisionRecord.Asked(
      plugin: member.id, digest: member.folder?.digest,
      enforcement: member.site.enforcement(of: hook.name), read: reads, readOfContext: contextReads,
      record: record, instructions: instructions)
  }

  /// The record of one question; nil when there is nothing to tell.
  func decisionRecord<Value>(
    _ hook: String, _ context: HookContext, _ replies: [PluginReply<Value>],
    used: [DecisionRecord.Given], losers: [DecisionRecord.Given] = [],
    conflicts: [DecisionRecord.Conflict] = []
  ) -> DecisionRecord? {
    guard keepsRecords else { return nil }
    let failures = replies.compactMap { reply in
      reply.failure.map { failure in
        DecisionRecord.Failed(
          plugin: reply.member.id, code: failure.code,
          at: failure.file.map { "\($0)\(failure.line.map { ":\($0)" } ?? "")" })
      }
    }
    guard !used.isEmpty || !losers.isEmpty || !conflicts.isEmpty || !failures.isEmpty else {
      return nil
    }
    return DecisionRecord(
      hook: hook, setNumber: context.setNumber, position: context.position, used: used,
      losers: losers, conflicts: conflicts, failures: failures,
      asked: replies.compactMap(\.asked))
  }

  static let shadowReason = Phrase("仅试运行（shadow），不采用", "in shadow: asked and recorded, not used")
}
