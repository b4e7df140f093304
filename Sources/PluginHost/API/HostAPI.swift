internal import ConsumerProtection
internal import LuaBridge

/// The whole Lua API, declared once; registration, reference, stubs, lint list, permission matrix and
/// compatibility fixture are made from it.
public enum HostAPI {
  /// The modules of one machine: each declared function with its body.
  static func modules(_ bodies: [String: HostBody]) -> [HostModule] {
    moduleNames.map { module in
      HostModule(
        module,
        functions: functions.filter { $0.module == module }.map { declared in
          guard let body = bodies[declared.fullName] else {
            preconditionFailure("\(declared.fullName) is declared and has no body")
          }
          return HostFunction(declared.name, metered: body.call)
        })
    }
  }

  /// The functions of `ctx` that are not the machine's own, sorted by name.
  static func contextFunctions(_ bodies: [String: HostBody]) -> [HostFunction] {
    let own = LuaRecordLayout.Builtin.allCases.map(\.rawValue)
    return bodies.sorted { $0.key < $1.key }.filter { !own.contains($0.key) }
      .map { HostFunction($0.key, metered: $0.value.call) }
  }

  /// The functions of `ctx` that Swift answers, by short name.
  static func contextBodies(for state: HostState) -> [String: HostBody] {
    [
      "log": HostBody { (values) throws(HostFunctionError) in
        let text = try HostArguments("ctx.log", values).text(0)
        state.set.log(state.plugin, "info", text)
        return HostReply(.nil)
      }
    ]
  }

  /// The bodies that need nothing but their arguments: a worker process runs them itself.
  static var pureBodies: [String: HostBody] {
    merged([
      DateFunctions.arithmetic, TextFunctions.bodies, DataFunctions.bodies,
      DecimalFunctions.bodies,
    ])
  }

  /// Every body by its full name; a test compares the names with the declarations.
  static func bodies(for state: HostState) -> [String: HostBody] {
    merged([
      pureBodies, DateFunctions.bodies(state), QueryFunctions.bodies(state),
      TextLookUps.bodies(state),
    ])
  }

  private static func merged(_ parts: [[String: HostBody]]) -> [String: HostBody] {
    var bodies: [String: HostBody] = [:]
    for part in parts {
      bodies.merge(part) { _, _ in preconditionFailure("two bodies for one function") }
    }
    return bodies
  }

  /// For one hook (or `load`) the sentences raised by functions that may not be called there.
  static func refusals(
    for hook: String, permissions: [PluginManifest.Permission]
  ) -> [String: String] {
    let family = HookDeclaration.named(hook)?.name
    var refusals: [String: String] = [:]
    for function in functions {
      let name = function.fullName
      let isAdmitted: Bool
      switch function.phase {
      case .everywhere: isAdmitted = true
      case .hooks: isAdmitted = family != nil
      case .only(let hooks): isAdmitted = family.map { hooks.contains($0) } ?? false
      }
      if !isAdmitted {
        let list = function.phase.hookNames.joined(separator: ", ")
        refusals[name] = "\(name) cannot be called in \(hook); only in: \(list)"
      } else if let permission = function.permission, !permissions.contains(permission) {
        refusals[name] = "\(name) needs the permission \(permission.rawValue) in plugin.yaml"
      }
    }
    return refusals
  }
}
