public import ConsumerProtection
public import PluginHost

/// The workspace's site file, `xiaobao.yaml`: what the administrator decides.
public struct SiteFile: Sendable, Equatable {
  /// The institution whose office this is.
  public struct Institution: Sendable, Equatable {
    /// A short identifier, e.g. `demo-rcb`.
    public let id: String
    /// The name in both languages.
    public let name: Phrase
    /// The identifier of the head office among the units.
    public let headOffice: String
  }

  /// The name of the file.
  public static let fileName = "xiaobao.yaml"

  /// The institution.
  public let institution: Institution
  /// Its IANA time zone.
  public let zone: String
  /// Its first language.
  public let language: Language
  /// The plugins in the site's order.
  public let plugins: [SitePlugin]
  /// Rules that need no Lua; they stand before the plugins.
  public let rules: [RuleTable]
  /// The bank's own labels: table name, then label, then standard key.
  public let labels: [String: [String: String]]
  /// The bank's own limits; they may only shorten.
  public let limits: [SiteLimit]
  /// The site's choices where law leaves one.
  public let policy: Policy
  /// The site's choices about personal data.
  public let privacy: PrivacyPolicy
  /// Where the workspace key comes from; nil = `keys/workspace.key`.
  public let key: KeyPlace?
  /// Where the daily sweep puts a signed checkpoint, from the workspace on; nil = nowhere.
  public let checkpointFolder: String?
  /// The keys whose signatures on plugin packages count.
  public let trust: [TrustedKey]
}
