internal import ConsumerProtection

extension HostAPI {
  /// The levels that this build supports, lowest first; each has a fixture and a plugin in the tests.
  public static let levels = [APILevel(1, 0)]

  /// The compatibility fixture of this level: one JSON object a line, functions, hooks, record and
  /// context fields, codes. A later build of the same major must still have every line.
  public static var compatibilityFixture: String { compatibilityFixture(of: .current) }

  /// What a level offers, without what later levels added.
  public static func compatibilityFixture(of level: APILevel) -> String {
    let lines =
      functions.filter { $0.since <= level }.map { line($0, of: level) }
      + HookDeclaration.all.filter { $0.since <= level }.map(line) + ComplaintFields.all.map(line)
      + contextFields.map { field in
        JSONValue.object([
          .init("kind", .text("context")), .init("name", .text(field.name)),
          .init("type", .text(field.type)),
        ]).line
      }
      + PluginManifest.Permission.allCases.map { permission in
        JSONValue.object([
          .init("kind", .text("permission")), .init("name", .text(permission.rawValue)),
        ]).line
      }
      + PluginFailure.Code.meanings.map { entry in
        JSONValue.object([.init("kind", .text("code")), .init("name", .text(entry.code.text))]).line
      }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines of a fixture that are no longer so: what a build of the same major must not have.
  static func broken(_ fixture: String, now: String) -> [String] {
    let lines = Set(now.split(separator: "\n"))
    return fixture.split(separator: "\n").filter { !lines.contains($0) }.map(String.init)
  }

  private static func line(_ function: HostFunctionDeclaration, of level: APILevel) -> String {
    // A hook that a later level added is no part of what this level promised.
    let hooks = function.phase.hookNames.filter { name in
      HookDeclaration.all.contains { $0.name == name && $0.since <= level }
    }
    let parameters = function.parameters.map { parameter in
      JSONValue.text("\(parameter.name)\(parameter.isOptional ? "?" : ""): \(parameter.type)")
    }
    var members = [
      JSONValue.Member("kind", .text("function")), .init("name", .text(function.fullName)),
      .init("parameters", .array(parameters)), .init("result", .text(function.result ?? "nil")),
      .init("since", .text(function.since.description)),
      .init("load", .boolean(function.phase == .everywhere)),
      .init("hooks", .array(hooks.map { .text($0) })),
    ]
    if let permission = function.permission {
      members.append(.init("permission", .text(permission.rawValue)))
    }
    return JSONValue.object(members).line
  }

  private static func line(_ hook: HookDeclaration) -> String {
    JSONValue.object([
      .init("kind", .text("hook")), .init("name", .text(hook.name)),
      .init("arguments", .text(hook.arguments)), .init("answer", .text(hook.answer.en)),
      .init("since", .text(hook.since.description)),
      .init("instructions", .integer(Int64(hook.instructions))),
      .init("memory_kib", .integer(Int64(hook.memoryKiB))),
      .init("wall_ms", .integer(Int64(hook.wallMilliseconds))),
    ]).line
  }

  private static func line(_ field: RecordField) -> String {
    JSONValue.object([
      .init("kind", .text("field")), .init("name", .text(field.name)),
      .init("type", .text(field.kind.rawValue)), .init("personal", .boolean(field.isPersonal)),
    ]).line
  }
}
