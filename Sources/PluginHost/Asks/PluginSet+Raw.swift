internal import ConsumerProtection
internal import Reporting
internal import LuaBridge

/// The first argument of a hook.
enum RawArgument {
  case record(ComplaintRecord)
  case value(LuaValue)
  /// An object with the fields of the hook's subject.
  case subject(JSONValue)
}

/// What one plugin's script returns, before answers are combined.
struct RawAnswer {
  var value = LuaValue.nil
  var reads: [String] = []
  var contextReads: [String] = []
  var meters = LuaMeters.none
  /// Where the answering function is defined.
  var at = "main.lua"
  var failure: PluginFailure?
}

extension PluginSet {
  /// Asks one plugin and keeps its answer as it is; the shape is checked all the same.
  func rawAnswer(
    of id: String, _ hook: String, _ argument: RawArgument, _ context: HookContext,
    query: any QuerySource, repeating: String? = nil
  ) -> RawAnswer {
    var answer = RawAnswer()
    guard let member = member(id) else { return answer }
    do throws(PluginFailure) {
      let machine = try machine(of: member, hook: hook, context)
      guard let prepared = machine.hook(hook) else {
        throw PluginFailure.unusable(
          .unknownHook, plugin: id, version: member.version, hook: hook,
          Phrase("插件没有钩子 \(hook)", "the plugin does not answer \(hook)"))
      }
      machine.state.query = query
      defer { machine.state.query = nil }
      answer.at = prepared.at
      var maker = FailureMaker(
        member: member, hook: hook, context: context, budget: prepared.budget,
        repeating: repeating ?? "xiaobao plugin test \(id)")
      let reply: LuaReply
      do throws(LuaFailure) {
        switch argument {
        case .record(let record): reply = try machine.call(prepared, record, context)
        case .value(let value): reply = try machine.call(prepared, value, context)
        case .subject(let subject):
          reply = try machine.call(prepared, subject: subject, context)
        }
      } catch {
        answer.reads = error.fieldsRead
        answer.meters = error.meters
        if case .record(let record) = argument {
          maker = maker.reading(prepared.values(of: error.fieldsRead, in: record))
        }
        throw maker.failure(error, whileLoading: false)
      }
      answer.value = reply.value
      answer.meters = reply.meters
      answer.contextReads = reply.contextFieldsRead
      var values: [(String, FieldValue, Bool)] = []
      if case .record(let record) = argument {
        answer.reads = reply.fieldsRead
        values = prepared.values(of: reply.fieldsRead, in: record)
        maker = maker.reading(values)
      } else if case .subject = argument {
        answer.reads = reply.fieldsRead
      }
      do throws(AnswerError) {
        try PersonalGuard.check(
          reply.value, read: values.map { (name: $0.0, value: $0.1, isPersonal: $0.2) })
        try checkShape(reply.value, of: member, prepared, argument, context)
      } catch {
        throw maker.wrongAnswer(error, at: prepared.at, reply.meters)
      }
    } catch {
      answer.failure = error
    }
    return answer
  }

  private func checkShape(
    _ value: LuaValue, of member: PluginMember, _ hook: PreparedHook, _ argument: RawArgument,
    _ context: HookContext
  ) throws(AnswerError) {
    if value.isNil { return }
    if value == .boolean(false) {
      throw AnswerError("", "是 false；没有意见请返回 nil", "is false; no opinion is nil")
    }
    switch hook.declaration.name {
    case "complaint.check": _ = try Self.findings(in: value, of: member, context.language)
    case "complaint.route": _ = try Self.route(in: value, of: member)
    case "complaint.deadline":
      var day = context.day
      if case .record(let record) = argument { day = record.receivedOn ?? day }
      _ = try deadlines(in: value, of: member, day, context)
    case "calendar.days":
      guard case .value(.integer(let year)) = argument else { return }
      _ = try Self.days(in: value, year: Int(year))
    case "importer.<id>":
      if try ImportRejection(reading: value) == nil { _ = try ImportDraft(reading: value) }
    case "writer.<format>": _ = try Self.pieceBytes(value)
    case _ where hook.declaration.shape != nil:
      _ = try hook.declaration.shape?.items(in: value)
    default:
      let id = String(hook.name.dropFirst(hook.declaration.prefix.count))
      _ = try DocumentReader(
        id: id, language: context.language, provenance: .init(institution: "")
      ).document(value)
    }
  }
}
