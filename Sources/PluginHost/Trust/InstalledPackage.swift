internal import ConsumerProtection

/// What stays in a plugin's folder of the package that it came in: `.package` and `.signatures`.
/// Dot files are no part of the digest.
public struct InstalledPackage: Sendable, Equatable {
  /// The name of the kept listing.
  public static let listingName = ".package"
  /// The name of the kept signatures.
  public static let signaturesName = ".signatures"

  private let listing: [UInt8]
  private let signatures: [PluginPackage.Signature]
  /// The version that was installed.
  public let version: PluginVersion
  /// The revision that was installed.
  public let revision: Int
  private let digest: String

  /// Reads what a folder keeps; nil when there is nothing or it cannot be read.
  public init?(listing: [UInt8], signatures: [UInt8]) {
    guard let members = try? JSONReader.value(of: listing).members,
      let signatures = PluginPackage.signatures(in: signatures)
    else { return nil }
    func member(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }
    guard case .text(let digest)? = member("digest"), case .text(let version)? = member("version"),
      let version = PluginVersion(version), case .integer(let revision)? = member("revision")
    else { return nil }
    self.listing = listing
    self.signatures = signatures
    self.version = version
    self.revision = Int(revision)
    self.digest = digest
  }

  /// The trusted key whose signature holds for the folder as it is now: what runs is what was signed.
  public func signer(of folder: PluginFolder, among trusted: [TrustedKey]) -> TrustedKey? {
    guard digest == folder.digest.description else { return nil }
    return trusted.first { candidate in
      signatures.contains {
        $0.key == candidate.key && candidate.key.isSigner(of: listing, $0.bytes)
      }
    }
  }
}

extension PluginPackage {
  /// The files of an installed folder: those of the plugin, and what is kept of the package.
  public var installedFiles: [PluginFolder.File] {
    folder.files + [
      PluginFolder.File(path: InstalledPackage.listingName, bytes: listing),
      PluginFolder.File(path: InstalledPackage.signaturesName, bytes: signatureText),
    ]
  }
}
