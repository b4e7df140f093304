extension PluginFailure.Code {
  /// `plugin.yaml`, a locale file or `limits.yaml` cannot be read.
  public static let manifest = Self("LUA-101")
  /// The site file approves no digest, or the plugin's folder is not there.
  public static let notApproved = Self("LUA-102")
  /// A file was changed after its approval.
  public static let changed = Self("LUA-103")
  /// `after` and `before` run in a circle.
  public static let orderCycle = Self("LUA-104")
  /// The plugin needs a higher level of the API.
  public static let apiTooNew = Self("LUA-105")
  /// A plugin that it needs is missing, too old, or excluded.
  public static let dependency = Self("LUA-106")
  /// Two plugins own one report, import format or regime.
  public static let twoOwners = Self("LUA-107")
  /// The site file's settings do not fit the plugin's schema.
  public static let settings = Self("LUA-108")
  /// A file is not Lua.
  public static let syntax = Self("LUA-201")
  /// A file is too large or too deeply nested.
  public static let sourceLimit = Self("LUA-202")
  /// The main file failed while it was loaded.
  public static let loadFailed = Self("LUA-203")
  /// A hook that this API does not have, or that the manifest and the main file do not both name.
  public static let unknownHook = Self("LUA-204")
  /// An error in the script.
  public static let runtime = Self("LUA-301")
  /// The instruction budget is spent.
  public static let instructions = Self("LUA-302")
  /// The memory budget is spent.
  public static let memory = Self("LUA-303")
  /// The wall-clock limit has passed.
  public static let wallClock = Self("LUA-304")
  /// The answer is not of the hook's shape.
  public static let wrongAnswer = Self("LUA-305")
  /// A field that the record does not have.
  public static let unknownField = Self("LUA-306")
  /// A field that the manifest's `reads` leaves out.
  public static let undeclaredRead = Self("LUA-307")
  /// A host function outside the plugin's permissions or the hook's.
  public static let notPermitted = Self("LUA-308")
  /// The plugin itself said that it cannot answer: `ctx.fail`.
  public static let failed = Self("LUA-309")
}
