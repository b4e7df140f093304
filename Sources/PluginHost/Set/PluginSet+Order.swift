public import ConsumerProtection

/// The order in which one hook asks, for programs.
public struct HookPlaces: Sendable, Equatable {
  /// One who is asked.
  public struct Place: Sendable, Equatable {
    /// The plugin or table.
    public let plugin: String
    /// How far its answers to this hook count.
    public let enforcement: SitePlugin.Enforcement
    /// Why it stands behind the one before it; nil for the first.
    public let reason: Phrase?
  }

  /// A declared edge: `first` is asked before `second`.
  public struct Edge: Sendable, Equatable {
    /// Who is asked first.
    public let first: String
    /// Who is asked later.
    public let second: String
    /// Whose manifest or table says so.
    public let declaredBy: String
    /// Why, in words.
    public let reason: Phrase
  }

  /// The hook.
  public let hook: String
  /// Those who are asked, in order.
  public let places: [Place]
  /// Every declared edge between two of them.
  public let edges: [Edge]
  /// Circles, each as the path `a, b, a`; their members are not asked.
  public let cycles: [[String]]
}

extension PluginSet {
  /// The order of every hook, with the reason of each place and of each edge.
  public var places: [HookPlaces] {
    hooks.compactMap { hook in
      guard let order = orders[hook] else { return nil }
      return HookPlaces(
        hook: hook,
        places: order.ids.enumerated().map { place, id in
          HookPlaces.Place(
            plugin: id, enforcement: member(id)?.site.enforcement(of: hook) ?? .mandatory,
            reason: place == 0 ? nil : order.reason(order.ids[place - 1], before: id))
        },
        edges: order.edges.map { edge in
          HookPlaces.Edge(
            first: edge.first, second: edge.second, declaredBy: edge.declaredBy,
            reason: order.reason(edge.first, before: edge.second))
        }, cycles: order.cycles)
    }
  }

  /// Loads every plugin that is on, so that what fails at first use fails now.
  ///
  /// - Throws: The first failure: of the set itself, then of loading, in site order.
  public func loadAll(_ context: HookContext) throws(PluginFailure) {
    if let failure = failures.first { throw failure }
    for member in members where member.isOn && member.site.table == nil {
      guard let hook = member.manifest?.hooks.first?.name else { continue }
      _ = try machine(of: member, hook: hook, context)
    }
  }
}
