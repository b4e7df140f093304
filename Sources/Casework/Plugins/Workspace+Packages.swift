internal import ConsumerProtection
public import PluginHost

/// What an installation did.
public struct PluginInstallation: Sendable, Equatable {
  /// The plugin.
  public let id: String
  /// The version and revision installed before; nil for a plugin that was not there, or not from a package.
  public let before: (version: PluginVersion, revision: Int)?
  /// The version and revision installed now.
  public let after: (version: PluginVersion, revision: Int)
  /// The name of the trusted key that signed the package.
  public let signer: String
  /// The digest that the site file must pin before the plugin is asked.
  public let digest: PluginDigest
  /// Whether the site file pins that digest already.
  public let isApproved: Bool

  /// Whether both say the same.
  public static func == (left: PluginInstallation, right: PluginInstallation) -> Bool {
    left.id == right.id && left.digest == right.digest && left.signer == right.signer
      && left.after == right.after && left.isApproved == right.isApproved
      && left.before?.version == right.before?.version
      && left.before?.revision == right.before?.revision
  }
}

extension Workspace {
  /// Puts a package's files into the workspace, whole or not at all. Whether the plugin is asked is the
  /// approval's to say: this pins nothing.
  ///
  /// - Parameters:
  ///   - package: The package.
  ///   - allowsOlder: Whether it may take the place of a newer one.
  /// - Returns: What was done.
  /// - Throws: `LUA-122` without a signature of a key that the site trusts, `LUA-123` when a newer one is
  ///   installed, the findings of the check, `XB-111` when the disk refuses.
  public nonisolated func install(
    _ package: PluginPackage, allowsOlder: Bool = false
  ) throws(Failure) -> PluginInstallation {
    guard let signer = package.signer(among: site.trust) else {
      throw Self.notSigned(package, site.trust)
    }
    let errors = PluginCheck.findings(in: package.folder).filter { $0.severity == .error }
    guard errors.isEmpty else { throw Failure(PluginProblems(errors)) }
    let id = package.folder.name
    let folder = "\(paths.plugins)/\(id)"
    let installed = InstalledPackage(at: folder)
    if let installed, !allowsOlder,
      (package.version, package.revision) < (installed.version, installed.revision)
    {
      throw Failure(
        PluginFailure.Code.older.text,
        problem: Phrase(
          "\(id) 已安装 \(installed.version) 第 \(installed.revision) 版次，安装包是 \(package.version) 第 \(package.revision) 版次",
          "\(id) \(installed.version) revision \(installed.revision) is installed; the package is"
            + " \(package.version) revision \(package.revision)"),
        remedy: Phrase("确要退回时加 --older", "Add --older to go back on purpose"))
    }
    try Self.replace(folder, with: package.installedFiles)
    return PluginInstallation(
      id: id, before: installed.map { ($0.version, $0.revision) },
      after: (package.version, package.revision), signer: signer.name,
      digest: package.folder.digest,
      isApproved: site.plugins.contains {
        $0.id == id && $0.digest == package.folder.digest
      })
  }

  /// The installed packages by plugin, each with the trusted key whose signature holds for its folder as it
  /// is now; nil where none does any more.
  public nonisolated func packageSigners() -> [(id: String, signer: String?)] {
    site.plugins.compactMap { plugin in
      guard let package = InstalledPackage(at: "\(paths.plugins)/\(plugin.id)") else { return nil }
      let folder = try? pluginFolder(plugin.id)
      return (plugin.id, folder.flatMap { package.signer(of: $0, among: site.trust)?.name })
    }
  }

  private static func notSigned(_ package: PluginPackage, _ trust: [TrustedKey]) -> Failure {
    let id = package.folder.name
    let problem: Phrase
    if trust.isEmpty {
      problem = Phrase(
        "\(SiteFile.fileName) 的 trust 为空：没有受信任的密钥",
        "`trust` in \(SiteFile.fileName) is empty: no key is trusted")
    } else if package.signatures.isEmpty {
      problem = Phrase("\(id) 的安装包没有签名", "the package of \(id) is not signed")
    } else {
      let keys = package.signatures.map(\.key.description).joined(separator: " ")
      problem = Phrase(
        "\(id) 的安装包没有受信任密钥的有效签名；其签名：\(keys)",
        "no trusted key made a valid signature of \(id); signed by: \(keys)")
    }
    return Failure(
      PluginFailure.Code.notSigned.text, problem: problem,
      remedy: Phrase(
        "请持有密钥的人用 xiaobao plugin sign 签名，或核实后将其公钥加入 trust",
        "Let a holder of a trusted key sign it with xiaobao plugin sign, or add the signer's public key"
          + " under trust after checking whose it is"))
  }

  /// The new folder is made beside the old one and takes its place by a rename.
  private static func replace(
    _ folder: String, with files: [PluginFolder.File]
  ) throws(Failure) {
    let parts = folder.split(separator: "/").map(String.init)
    let parent = folder.dropLast((parts.last ?? "").count + 1)
    let (fresh, old) = ("\(parent)/.\(parts.last ?? "")-new", "\(parent)/.\(parts.last ?? "")-old")
    // What an installation that was interrupted left behind.
    if !Files.isFolder(folder), Files.isFolder(old) { try Files.move(old, to: folder) }
    for left in [fresh, old] where Files.isFolder(left) { try Files.removeFolder(left) }
    try Files.makeFolder(fresh)
    for file in files {
      if let slash = file.path.lastIndex(of: "/") {
        try Files.makeFolder("\(fresh)/\(file.path[..<slash])")
      }
      try Files.write(file.bytes, to: "\(fresh)/\(file.path)")
    }
    let replaces = Files.isFolder(folder)
    if replaces { try Files.move(folder, to: old) }
    do throws(Failure) {
      try Files.move(fresh, to: folder)
    } catch {
      if replaces { try? Files.move(old, to: folder) }
      throw error
    }
    if replaces { try? Files.removeFolder(old) }
  }
}

extension InstalledPackage {
  /// What a folder keeps of its package; nil when it came by another way.
  init?(at folder: String) {
    guard let listing = try? Files.read("\(folder)/\(Self.listingName)"),
      let signatures = try? Files.read("\(folder)/\(Self.signaturesName)")
    else { return nil }
    self.init(listing: listing, signatures: signatures)
  }
}

extension SiteFile {
  /// Where a plugin runs when its entry does not say.
  ///
  /// What a trusted key signed, exactly as it stands, runs in the program; so does everything approved
  /// on a site that names no keys, for there the pin is the bank's signature. Else in a worker.
  func isolation(of plugin: SitePlugin, in folder: PluginFolder?, at path: String)
    -> SitePlugin.Isolation
  {
    if let stated = plugin.isolation { return stated }
    guard !trust.isEmpty, let folder else { return .inProcess }
    let signer = InstalledPackage(at: path)?.signer(of: folder, among: trust)
    return signer == nil ? .worker : .inProcess
  }
}
