public import ConsumerProtection

/// The whole Lua API, declared once; registration, reference, stubs, lint list, permission matrix and
/// compatibility fixture are made from it.
public enum HostAPI {
  /// The reference page in Markdown, whole file.
  public static func referencePage(in language: Language) -> String { "" }

  /// LuaLS stubs: a `---@meta` file for editors.
  public static func stubs(in language: Language) -> String { "" }

  /// A luacheck configuration that knows the sandbox's globals.
  public static var luacheckConfiguration: String { "" }

  /// The compatibility fixture of this level: canonical JSON, one declaration a line.
  public static var compatibilityFixture: String { "" }
}
