public import ConsumerProtection
internal import LuaBridge

/// One question to one hook, apart from any case's life: for `plugin run`, `bench` and tests.
public struct HookQuestion: Sendable, Equatable {
  /// What the function gets first.
  public enum Argument: Sendable, Equatable {
    /// A complaint's record.
    case record(ComplaintRecord)
    /// Any other value; null for hooks that get none.
    case value(JSONValue)
  }

  /// The hook, e.g. `complaint.route`.
  public let hook: String
  /// What the function gets first.
  public var argument: Argument
  /// The `ctx` that it gets second.
  public var context: HookContext

  /// A question with its parts.
  public init(_ hook: String, _ argument: Argument, _ context: HookContext) {
    self.hook = hook
    self.argument = argument
    self.context = context
  }
}

extension HookQuestion {
  /// Reads what stands in a file for a hook: the fields of a complaint, the parameters of a report, or
  /// whatever else the hook is called with.
  ///
  /// - Parameters:
  ///   - json: The file's value.
  ///   - hook: The hook, a name that the API has.
  ///   - file: The file, for messages.
  ///   - context: The context; a report's takes the value as its parameters.
  /// - Throws: Every field that a complaint does not have or that is of another kind.
  public init(
    reading json: JSONValue, for hook: String, file: String, _ context: HookContext
  ) throws(PluginProblems) {
    let declaration = HookDeclaration.named(hook)
    if declaration?.takesComplaint == true {
      let record = try ComplaintRecord(reading: json, file: file)
      var context = context
      if case .text(let id)? = record["id"] { context.caseID = id }
      self.init(hook, .record(record), context)
    } else if declaration?.arguments.hasPrefix("nil") == true {
      var context = context
      if json != .null { context.params = json }
      self.init(hook, .value(.null), context)
    } else if let subject = declaration?.subject {
      let given = json == .null ? .object([]) : json
      self.init(hook, .value(try subject.values(of: given, file: file, required: [])), context)
    } else {
      self.init(hook, .value(json), context)
    }
  }

  var raw: RawArgument {
    switch argument {
    case .record(let record): .record(record)
    case .value(let json) where HookDeclaration.named(hook)?.subject != nil: .subject(json)
    case .value(let json): .value(LuaValue(json))
    }
  }
}

extension ComplaintRecord {
  /// Reads `{field: value}`; what is not named is absent.
  init(reading json: JSONValue, file: String) throws(PluginProblems) {
    guard let members = json.members else {
      throw PluginProblems([
        PluginProblem(
          .unknownField, file: file,
          Phrase(
            "应为一个对象：字段名与值，如 {\"amount\": 5000001}",
            "must be one object of fields, as {\"amount\": 5000001}"))
      ])
    }
    self.init()
    var problems: [PluginProblem] = []
    for member in members {
      guard let place = ComplaintFields.index(of: member.name) else {
        let hint = Hint.phrase(member.name, in: ComplaintFields.names)
        problems.append(
          PluginProblem(
            .unknownField, file: file,
            Phrase(
              "投诉记录没有字段“\(member.name)”\(hint.zh)",
              "the record has no field `\(member.name)`\(hint.en)")))
        continue
      }
      let field = ComplaintFields.all[place]
      guard let value = field.value(of: member.value) else {
        problems.append(
          PluginProblem(
            .unknownField, file: file,
            Phrase(
              "字段 \(field.name) 应为\(field.kind.words.zh)，不是 \(member.value.line)",
              "the field \(field.name) must be \(field.kind.words.en), not \(member.value.line)")))
        continue
      }
      self[field.name] = value
    }
    if !problems.isEmpty { throw PluginProblems(problems) }
  }
}

extension RecordField {
  /// The value of this field; nil for one of another kind.
  func value(of json: JSONValue) -> FieldValue? {
    switch (kind, json) {
    case (_, .null): FieldValue.none
    case (.text, .text(let text)): .text(text)
    case (.day, .text(let text)): CivilDay(iso: text).map { .text($0.iso) }
    case (.integer, .integer(let integer)): .integer(integer)
    case (.boolean, .boolean(let boolean)): .bool(boolean)
    default: nil
    }
  }
}

extension RecordField.Kind {
  /// The kind in words.
  var words: Phrase {
    switch self {
    case .text: Phrase("文本", "a text")
    case .day: Phrase("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
    case .integer: Phrase("整数", "a whole number")
    case .boolean: Phrase("true 或 false", "true or false")
    case .table: Phrase("对象或列表", "an object or a list")
    }
  }
}
