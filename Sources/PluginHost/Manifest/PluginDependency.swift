/// One entry of `depends`: `cn.calendar >= 1.0`, `? hq.scores`, `! old.cards`.
public struct PluginDependency: Sendable, Hashable {
  /// What the entry asks for.
  public enum Need: String, Sendable, Hashable {
    /// The other plugin must be there.
    case required
    /// `?`: when the other plugin is there, its version must fit.
    case optional
    /// `!`: the other plugin must not be there.
    case incompatible
  }

  /// How versions are compared.
  public enum Comparison: String, Sendable, Hashable {
    /// This version or a later one.
    case atLeast = ">="
    /// A later version.
    case above = ">"
    /// Exactly this version.
    case exactly = "="
    /// This version or an earlier one.
    case atMost = "<="
    /// An earlier version.
    case below = "<"
  }

  /// One bound of a range; all bounds of a dependency must hold.
  public struct Bound: Sendable, Hashable {
    /// How to compare.
    public let comparison: Comparison
    /// With what.
    public let version: PluginVersion
  }

  /// What the entry asks for.
  public let need: Need
  /// The other plugin.
  public let id: String
  /// The bounds of its version; empty admits every version.
  public let bounds: [Bound]
  /// The entry as written.
  public let text: String

  /// Reads an entry; nil when it has another form.
  public init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    guard var first = words.first else { return nil }
    var need = Need.required
    if let mark = first.first, mark == "?" || mark == "!" {
      need = mark == "?" ? .optional : .incompatible
      first.removeFirst()
      if first.isEmpty { words.removeFirst() } else { words[0] = first }
    }
    guard let id = words.first, PluginManifest.isIdentifier(id) else { return nil }
    var bounds: [Bound] = []
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard let comparison = Comparison(rawValue: word), let number = rest.popFirst(),
        let version = PluginVersion(number, parts: 1...3)
      else { return nil }
      bounds.append(Bound(comparison: comparison, version: version))
    }
    self.need = need
    self.id = id
    self.bounds = bounds
    self.text = text
  }

  /// Whether a version lies in the range.
  public func admits(_ version: PluginVersion) -> Bool {
    bounds.allSatisfy { bound in
      switch bound.comparison {
      case .atLeast: version >= bound.version
      case .above: version > bound.version
      case .exactly: version == bound.version
      case .atMost: version <= bound.version
      case .below: version < bound.version
      }
    }
  }
}
