public import ConsumerProtection
internal import LuaBridge

/// What a hook with a declared shape is asked about.
public enum ShapedQuestion: Sendable {
  /// A complaint.
  case complaint(ComplaintRecord)
  /// An object with the fields of the hook's subject, as `HookSubject.values(of:)` checked it.
  case subject(JSONValue)
  /// A plain text, e.g. the kind of matter.
  case text(String)
  /// Nothing but the context.
  case nothing
}

extension PluginSet {
  /// Asks a hook with a declared shape and combines the answers as its declaration says.
  ///
  /// A new row of the table is a declaration, and one small typed ask that reads what stands.
  ///
  /// - Parameters:
  ///   - hook: The name; of a family with the plugin's own id, e.g. `score.annual`.
  ///   - question: What it is asked about.
  ///   - context: `params` hold what the declaration names.
  ///   - query: Counts for `host.query`, where the hook may ask for them.
  /// - Returns: What stands, in order, with the record for the ledger.
  public func askShaped(
    _ hook: String, _ question: ShapedQuestion, _ context: HookContext,
    query: (any QuerySource)? = nil
  ) -> HookAnswer<[StandingAnswer]> {
    guard let declared = HookDeclaration.named(hook), let shape = declared.shape,
      let rule = declared.rule
    else { preconditionFailure("\(hook) is not declared with a shape and a combination") }
    let replies: [PluginReply<[ShapedItem]>]
    if case .complaint(let record) = question {
      replies = ask(hook, record, context) {
        (value, _) throws(AnswerError) -> [ShapedItem] in try shape.items(in: value)
      }
    } else {
      replies = asked(hook).map { reply(of: $0, hook, question, context, query, shape) }
    }
    let combined = ShapedCombination(replies, rule, order: orders[hook])
    let used = combined.standing.map {
      DecisionRecord.Given(
        plugin: $0.plugin, at: $0.at, answer: $0.answer, because: $0.because, reason: nil)
    }
    let owners = rule == .oneOwner ? ownerConflicts(hook) : []
    return HookAnswer(
      value: combined.standing,
      held: combined.isHeld ? [declared.heldCode ?? "\(hook)_failed"] : [],
      record: decisionRecord(
        hook, context, replies, used: used, losers: combined.losers,
        conflicts: combined.conflicts + owners), failures: replies.compactMap(\.failure),
      asked: replies.compactMap(\.asked))
  }

  private func reply(
    of member: PluginMember, _ hook: String, _ question: ShapedQuestion, _ context: HookContext,
    _ query: (any QuerySource)?, _ shape: AnswerShape
  ) -> PluginReply<[ShapedItem]> {
    let reply = PluginReply<[ShapedItem]>(member: member, hook: hook)
    do throws(PluginFailure) {
      let called = try call(hook, of: member, question, context, query)
      reply.at = called.at
      reply.asked = asked(member, hook, called.lua, question)
      do throws(AnswerError) {
        guard !called.lua.value.isNil else { return reply }
        if called.lua.value == .boolean(false) {
          throw AnswerError("", "是 false；没有意见请返回 nil", "is false; no opinion is nil")
        }
        reply.value = try shape.items(in: called.lua.value)
      } catch {
        throw called.maker.wrongAnswer(error, at: called.at, called.lua.meters)
      }
    } catch {
      reply.failure = error
    }
    return reply
  }

  /// What one call gave, and how to say what is wrong with it.
  struct Called {
    let lua: LuaReply
    let at: String
    let maker: FailureMaker
  }

  /// Calls a hook of one plugin on any question but a complaint.
  func call(
    _ hook: String, of member: PluginMember, _ question: ShapedQuestion, _ context: HookContext,
    _ query: (any QuerySource)? = nil
  ) throws(PluginFailure) -> Called {
    let machine = try machine(of: member, hook: hook, context)
    guard let prepared = machine.hook(hook) else {
      throw .unusable(
        .unknownHook, plugin: member.id, version: member.version, hook: hook,
        Phrase("插件没有钩子 \(hook)", "the plugin does not answer \(hook)"))
    }
    machine.state.query = query
    defer { machine.state.query = nil }
    let maker = FailureMaker(
      member: member, hook: hook, context: context, budget: prepared.budget)
    do throws(LuaFailure) {
      let lua: LuaReply
      switch question {
      case .complaint(let record): lua = try machine.call(prepared, record, context)
      case .subject(let subject): lua = try machine.call(prepared, subject: subject, context)
      case .text(let text): lua = try machine.call(prepared, .string(text), context)
      case .nothing: lua = try machine.call(prepared, .nil, context)
      }
      return Called(lua: lua, at: prepared.at, maker: maker)
    } catch {
      throw maker.failure(error, whileLoading: false)
    }
  }

  private func asked(
    _ member: PluginMember, _ hook: String, _ lua: LuaReply, _ question: ShapedQuestion
  ) -> DecisionRecord.Asked {
    var read: JSONValue?
    if case .subject(let subject) = question { read = subject }
    return DecisionRecord.Asked(
      plugin: member.id, digest: member.folder?.digest,
      enforcement: member.site.enforcement(of: hook), read: lua.reads,
      readOfContext: lua.contextReads, record: Self.noComplaint, subject: read,
      instructions: lua.meters.instructions)
  }

  private static let noComplaint = ComplaintRecord()

  /// Two owners of one hook: both are refused, and both places are on record.
  private func ownerConflicts(_ hook: String) -> [DecisionRecord.Conflict] {
    let owners = members.filter { $0.manifest?.hook(hook) != nil && $0.answers(hook) }
    guard let first = owners.first, owners.count > 1 else { return [] }
    let reason = Phrase(
      "只能有一个插件负责，两个都不询问", "a hook with one owner: neither is asked")
    func given(_ member: PluginMember, _ reason: Phrase?) -> DecisionRecord.Given {
      let line = member.manifest?.hook(hook)?.line
      return DecisionRecord.Given(
        plugin: member.id, at: "plugin.yaml" + (line.map { ":\($0)" } ?? ""), answer: .null,
        because: nil, reason: reason)
    }
    return owners.dropFirst().map {
      DecisionRecord.Conflict(
        about: hook, kept: given(first, nil), other: given($0, reason), reason: reason)
    }
  }
}
