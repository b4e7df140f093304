public import ConsumerProtection

/// One function that scripts can call, declared once.
public struct HostFunctionDeclaration: Sendable, Equatable {
  /// One parameter.
  public struct Parameter: Sendable, Equatable {
    /// The name in the reference.
    public let name: String
    /// The type in the words of LuaLS, e.g. `string`, `integer`, `string[]`.
    public let type: String
    /// Whether it may be left out.
    public let isOptional: Bool
    /// What it is, with its unit.
    public let meaning: Phrase
  }

  /// Where a function may be called.
  public enum Phase: Sendable, Equatable {
    /// While the plugin loads and in every hook.
    case everywhere
    /// In every hook.
    case hooks
    /// In these hooks only, by their declared names.
    case only([String])

    /// The hooks of the declaration list in which it may be called.
    public var hookNames: [String] {
      switch self {
      case .everywhere, .hooks: HookDeclaration.all.map(\.name)
      case .only(let names): names
      }
    }
  }

  /// The module, e.g. `host.date`, or `ctx`.
  public let module: String
  /// The name in the module.
  public let name: String
  /// The parameters in order.
  public let parameters: [Parameter]
  /// The type of the result in the words of LuaLS; nil for none.
  public let result: String?
  /// What it does, what it returns, when it raises.
  public let meaning: Phrase
  /// The level since which it exists.
  public let since: APILevel
  /// Where it may be called.
  public let phase: Phase
  /// The permission that it needs.
  public let permission: PluginManifest.Permission?
  /// Lua code that shows a use; it must run.
  public let example: String

  /// `host.date.add`.
  public var fullName: String { "\(module).\(name)" }

  init(
    _ module: String, _ name: String, _ parameters: [Parameter] = [], result: String?,
    _ zh: String, _ en: String, phase: Phase = .everywhere,
    permission: PluginManifest.Permission? = nil, example: String
  ) {
    self.module = module
    self.name = name
    self.parameters = parameters
    self.result = result
    meaning = Phrase(zh, en)
    since = APILevel(1, 0)
    self.phase = phase
    self.permission = permission
    self.example = example
  }
}

extension HostFunctionDeclaration.Parameter {
  static func given(_ name: String, _ type: String, _ zh: String, _ en: String) -> Self {
    Self(name: name, type: type, isOptional: false, meaning: Phrase(zh, en))
  }

  static func optional(_ name: String, _ type: String, _ zh: String, _ en: String) -> Self {
    Self(name: name, type: type, isOptional: true, meaning: Phrase(zh, en))
  }
}
