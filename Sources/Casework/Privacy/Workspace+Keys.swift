internal import ConsumerProtection
internal import EventLedger

/// What a look at the keys found.
public struct KeyCheck: Sendable, Equatable {
  /// Where the workspace key comes from, as errors name it.
  public let place: String
  /// Whether it is the key that wrapped the pool.
  public let fits: Bool
  /// Keys of the pool.
  public let count: UInt64
  /// How many of them were destroyed.
  public let destroyed: UInt64
}

extension Workspace {
  /// The machine's own environment with the site's key.
  static func environment(_ paths: WorkspacePaths, _ key: KeyPlace?) -> LedgerEnvironment {
    var environment = LedgerEnvironment.posix()
    environment.workspaceKey = key.map { SiteKeySource(key: $0, root: paths.root) }
    return environment
  }

  /// The same, by what the site file says; a damaged site file is somebody else's finding.
  static func environment(_ paths: WorkspacePaths) -> LedgerEnvironment {
    let site = try? SiteFile(text: Files.readText(paths.siteFile), path: paths.siteFile)
    return environment(paths, site?.key)
  }

  /// Writes the two shares of the workspace key into new files; the key itself stays where it is.
  ///
  /// - Throws: `XB-150` without a key, `XB-111` where a file cannot be written.
  public nonisolated func splitKey(to first: String, _ second: String) throws(Failure) {
    let key = try workspaceKeyBytes()
    let shares = KeyShare.split(key, SystemRandomness())
    try Files.writeNew(Array(shares.0.text.utf8), at: first, mode: 0o600)
    try Files.writeNew(Array(shares.1.text.utf8), at: second, mode: 0o600)
  }

  /// Writes the key of two shares into a new file, after checking that it opens this workspace.
  public nonisolated func joinKey(
    _ first: String, _ second: String, to path: String
  ) throws(Failure) {
    let key = try KeyShare.joined([try KeyShare.read(first), try KeyShare.read(second)])
    guard try fits(key) else {
      throw KeyShare.failure(
        Phrase("这是另一个工作区的密钥", "this is the key of another workspace"),
        Phrase("请给出本工作区的两份份额", "give the two shares of this workspace"))
    }
    try Files.writeNew(Array((KeyShare.hex(key) + "\n").utf8), at: path, mode: 0o600)
  }

  /// Whether two shares open this workspace, without writing anything: the drill of the custodians.
  public nonisolated func drillKey(_ first: String, _ second: String) throws(Failure) -> Bool {
    try fits(KeyShare.joined([try KeyShare.read(first), try KeyShare.read(second)]))
  }

  /// Looks at the workspace key and the pool.
  public nonisolated func keyCheck() throws(Failure) -> KeyCheck {
    let source = keySource
    let bytes = source.contents().flatMap { WorkspaceKeyText.bytes(of: $0) }
    do throws(LedgerError) {
      let status = try StoreStatus(at: paths.ledger, keysAt: paths.keys)
      return KeyCheck(
        place: source.place,
        fits: try bytes.map { key throws(LedgerError) in
          try Ledger.keyFits(key, at: paths.ledger, keysAt: paths.keys)
        } ?? false,
        count: status.keyCount ?? 0, destroyed: status.destroyedKeyCount ?? 0)
    } catch {
      throw Failure(error)
    }
  }

  private nonisolated var keySource: SiteKeySource {
    SiteKeySource(key: site.key ?? .file("\(paths.keys)/workspace.key"), root: paths.root)
  }

  private nonisolated func workspaceKeyBytes() throws(Failure) -> [UInt8] {
    let source = keySource
    guard let key = source.contents().flatMap({ WorkspaceKeyText.bytes(of: $0) }) else {
      throw KeyShare.failure(
        Phrase("\(source.place) 没有工作区密钥", "there is no workspace key in \(source.place)"),
        Phrase("检查 \(SiteFile.fileName) 的 key", "see `key` in \(SiteFile.fileName)"))
    }
    return key
  }

  private nonisolated func fits(_ key: [UInt8]) throws(Failure) -> Bool {
    do throws(LedgerError) {
      return try Ledger.keyFits(key, at: paths.ledger, keysAt: paths.keys)
    } catch {
      throw Failure(error)
    }
  }
}
