internal import ConsumerProtection
internal import Crypto

/// A plugin as one file: `PACKAGE`, which lists everything, the plugin's files, and `SIGNATURES`.
///
/// `PACKAGE` is canonical JSON: `{format, id, version, revision, digest, files: [{path, size, sha256}]}`.
/// A signature covers exactly these bytes and with them every file, tests and texts for people included.
public struct PluginPackage: Sendable, Equatable {
  /// A signature of a package.
  public struct Signature: Sendable, Equatable {
    /// Whose it claims to be.
    public let key: PluginKey
    let bytes: [UInt8]
  }

  /// The plugin's files.
  public let folder: PluginFolder
  /// The plugin's version.
  public let version: PluginVersion
  /// Counts packages of one version, from 1.
  public let revision: Int
  /// The signatures, valid or not, in the order in which they were made.
  public private(set) var signatures: [Signature]
  /// The bytes of `PACKAGE`.
  let listing: [UInt8]

  static let listingName = "PACKAGE"
  static let signaturesName = "SIGNATURES"
  /// The most bytes of a package.
  public static let byteCountMax = 64 << 20

  /// Packs a folder.
  ///
  /// - Throws: When the manifest is wrong, the folder is not named as its plugin, or a path is too long.
  public init(packing folder: PluginFolder, revision: Int = 1) throws(PluginProblems) {
    let manifest = try folder.manifest.get()
    guard manifest.id == folder.name else {
      throw Self.problem(
        Phrase(
          "目录应与插件同名：\(manifest.id)，而不是 \(folder.name)",
          "the folder must be named \(manifest.id) as its plugin, not \(folder.name)"))
    }
    if let long = folder.files.first(where: { $0.path.utf8.count > TarArchive.pathByteCountMax }) {
      throw Self.problem(
        Phrase("路径超过 100 字节：\(long.path)", "a path of more than 100 bytes: \(long.path)"))
    }
    if let reserved = folder.files.first(where: {
      [Self.listingName, Self.signaturesName].contains($0.path)
    }) {
      throw Self.problem(
        Phrase("文件名 \(reserved.path) 为安装包保留", "the name \(reserved.path) is the package's own"))
    }
    self.folder = folder
    version = manifest.version
    self.revision = revision
    signatures = []
    listing = Self.listing(of: folder, manifest, revision)
  }

  private static func listing(
    of folder: PluginFolder, _ manifest: PluginManifest, _ revision: Int
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", .integer(1))
      writer.member("id", .text(manifest.id))
      writer.member("version", .text(manifest.version.description))
      writer.member("revision", .integer(Int64(revision)))
      writer.member("digest", .text(folder.digest.description))
      writer.member(
        "files",
        .array(
          folder.files.map { file in
            .object([
              .init("path", .text(file.path)), .init("size", .integer(Int64(file.bytes.count))),
              .init("sha256", .text(SHA256.hex(of: file.bytes))),
            ])
          }))
    }
    return writer.bytes + [10]
  }

  /// Reads a package. What is read is whole: every file as listed, no file beside them.
  ///
  /// - Throws: What is wrong with it.
  public init(reading bytes: [UInt8]) throws(PluginProblems) {
    // One package, one sequence of bytes: what no reader looks at may not differ either.
    guard let entries = TarArchive.entries(of: bytes), let first = entries.first,
      first.path == Self.listingName, TarArchive.bytes(of: entries) == bytes
    else {
      throw Self.problem(
        Phrase("不是插件安装包，或已损坏", "this is no plugin package, or it is damaged"))
    }
    let hasSignatures = entries.last?.path == Self.signaturesName
    let files = entries.dropFirst().dropLast(hasSignatures ? 1 : 0)
    let listed = try Self.members(of: first.bytes)
    guard files.allSatisfy({ Self.isSafe($0.path) }) else {
      throw Self.problem(Phrase("含有不允许的路径", "it holds a path that is not allowed"))
    }
    let folder = PluginFolder(
      path: "plugins/\(listed.id)",
      files: files.map { PluginFolder.File(path: $0.path, bytes: $0.bytes) })
    // Packing what was read must give the very listing: then nothing is missing, added or changed.
    let made = try PluginPackage(packing: folder, revision: listed.revision)
    guard made.listing == first.bytes else {
      throw Self.problem(
        Phrase("文件与清单 PACKAGE 不符", "the files are not those that its PACKAGE lists"))
    }
    self = made
    if hasSignatures, let last = entries.last {
      guard let signatures = Self.signatures(in: last.bytes) else {
        throw Self.problem(Phrase("SIGNATURES 无法读取", "its SIGNATURES cannot be read"))
      }
      self.signatures = signatures
    }
    guard self.bytes == bytes else {
      throw Self.problem(Phrase("文件次序或写法不合格式", "its files do not stand as the format has it"))
    }
  }

  private static func members(
    of listing: [UInt8]
  ) throws(PluginProblems) -> (id: String, revision: Int) {
    guard let value = try? JSONReader.value(of: listing), let members = value.members else {
      throw problem(Phrase("PACKAGE 无法读取", "its PACKAGE cannot be read"))
    }
    func member(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }
    guard case .integer(1)? = member("format") else {
      throw problem(Phrase("本程序不认识这种安装包格式", "this program does not know this format of packages"))
    }
    guard case .text(let id)? = member("id"), PluginManifest.isIdentifier(id),
      case .integer(let revision)? = member("revision"), (1...1_000_000_000).contains(revision)
    else { throw problem(Phrase("PACKAGE 不完整", "its PACKAGE is not complete")) }
    return (id, Int(revision))
  }

  /// Inside the folder, no dot files, no parts that lead out.
  private static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.isEmpty && path.utf8.count <= TarArchive.pathByteCountMax
      && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
      && path.utf8.allSatisfy { $0 > 31 && $0 != 127 && $0 != 92 }
  }

  private static func problem(_ phrase: Phrase) -> PluginProblems {
    PluginProblems([PluginProblem(.package, file: "PACKAGE", phrase)])
  }

  /// The package as one file.
  public var bytes: [UInt8] {
    var entries = [TarArchive.Entry(path: Self.listingName, bytes: listing)]
    entries += folder.files.map { TarArchive.Entry(path: $0.path, bytes: $0.bytes) }
    if !signatures.isEmpty {
      entries.append(TarArchive.Entry(path: Self.signaturesName, bytes: signatureText))
    }
    return TarArchive.bytes(of: entries)
  }

  /// SHA-256 of the listing: names this very package.
  public var fingerprint: String { "sha256:" + SHA256.hex(of: listing) }
}

extension PluginPackage {
  /// Adds a signature; a second one by the same key takes the place of the first.
  public mutating func sign(with key: PluginSigningKey) {
    guard let bytes = key.signature(of: listing) else { return }
    signatures.removeAll { $0.key == key.publicKey }
    signatures.append(Signature(key: key.publicKey, bytes: bytes))
  }

  /// Whether the key made a valid signature of this package.
  public func isSigned(by key: PluginKey) -> Bool {
    signatures.contains { $0.key == key && key.isSigner(of: listing, $0.bytes) }
  }

  /// The first trusted key that signed the package.
  public func signer(among trusted: [TrustedKey]) -> TrustedKey? {
    trusted.first { isSigned(by: $0.key) }
  }

  /// One line a signature: the key and 128 hexadecimal digits.
  var signatureText: [UInt8] {
    Array(
      signatures.map { "\($0.key) \(Hexadecimal.text(of: $0.bytes))\n" }.joined().utf8)
  }

  static func signatures(in text: [UInt8]) -> [Signature]? {
    var signatures: [Signature] = []
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2, let key = PluginKey(String(words[0])),
        let bytes = Hexadecimal.bytes(of: words[1], count: 64), signatures.count < 64
      else { return nil }
      signatures.append(Signature(key: key, bytes: bytes))
    }
    return signatures
  }
}
