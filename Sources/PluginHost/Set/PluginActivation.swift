public import ConsumerProtection

/// Which plugins decide, exactly: the payload of `plugins.activated`.
public struct PluginActivation: Sendable, Equatable {
  /// One plugin of the set.
  public struct Entry: Sendable, Equatable {
    /// The plugin.
    public let id: String
    /// Its version; nil when its manifest cannot be read.
    public let version: PluginVersion?
    /// The digest of its files.
    public let digest: PluginDigest?
    /// How far its answers count.
    public let enforcement: SitePlugin.Enforcement
    /// How far its answers to single hooks count, where that differs.
    public let hookEnforcement: [String: SitePlugin.Enforcement]
    /// What it is to the site.
    public let role: SitePlugin.Role
    /// Its settings with the defaults filled in.
    public let settings: JSONValue
    /// The code of the failure that keeps it from being asked; nil for a sound plugin.
    public let failure: PluginFailure.Code?
  }

  /// The level of the API.
  public let api: APILevel
  /// The plugins in site order.
  public let plugins: [Entry]
  /// For each hook that a plugin answers the ids in the order of asking, hooks sorted by name.
  public let order: [HookOrder]

  /// The order of one hook.
  public struct HookOrder: Sendable, Equatable {
    /// The hook.
    public let hook: String
    /// The plugins.
    public let plugins: [String]
  }
}
