import ConsumerProtection
import Foundation
import Testing

@testable import PluginHost

/// Packages: the same bytes from the same files, whole or refused, signed by somebody known.
@Suite struct PackageTests {
  private let source = plugin(
    "acme.cards", hooks: "{complaint.route: {}}",
    main: "return {['complaint.route'] = function() return nil end}",
    files: ["tests/route.yaml": "[]\n", "README.md": "# 信用卡\n", "rules/card.lua": "return {}\n"])

  private func refused(_ bytes: [UInt8]) -> PluginFailure.Code? {
    do throws(PluginProblems) {
      _ = try PluginPackage(reading: bytes)
      return nil
    } catch {
      return error.problems.first?.code
    }
  }

  @Test func `the same folder gives the same package, and reading gives it back`() throws {
    let package = try PluginPackage(packing: source, revision: 7)
    #expect(try PluginPackage(packing: source, revision: 7).bytes == package.bytes)
    let read = try PluginPackage(reading: package.bytes)
    #expect(read == package)
    #expect(read.folder.digest == source.digest)
    #expect(read.revision == 7 && read.version == PluginVersion(1, 0, 0))
    #expect(try PluginPackage(packing: source, revision: 8).fingerprint != package.fingerprint)
  }

  @Test func `tar can list and unpack a package`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "package-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "acme.xbp")
    try Data(PluginPackage(packing: source).bytes).write(to: file)
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/tar")
    tar.arguments = [
      "-xf", file.path(percentEncoded: false), "-C", folder.path(percentEncoded: false),
    ]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    let unpacked = try Data(contentsOf: folder.appending(path: "rules/card.lua"))
    #expect(unpacked == Data("return {}\n".utf8))
  }

  @Test func `a bit changed anywhere in a signed package is noticed`() throws {
    let key = PluginSigningKey()
    let trusted = [TrustedKey(name: "hq", key: key.publicKey)]
    var package = try PluginPackage(packing: source)
    package.sign(with: key)
    let bytes = package.bytes
    #expect(try PluginPackage(reading: bytes).signer(among: trusted)?.name == "hq")
    // Every fifth byte, each time another bit: headers, contents, padding, signatures.
    for place in stride(from: 0, to: bytes.count, by: 5) {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place / 5 % 8)
      let read = try? PluginPackage(reading: changed)
      #expect(read?.signer(among: trusted) == nil, "byte \(place)")
    }
  }

  @Test func `a package that is cut short or has something behind its end is refused`() throws {
    let bytes = try PluginPackage(packing: source).bytes
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(refused(Array(bytes.prefix(length))) == .package)
    }
    #expect(refused(bytes + [0]) == .package)
    #expect(refused(bytes + Array(repeating: 0, count: 512)) == .package)
    #expect(refused(bytes) == nil)
  }

  @Test func `files that are missing, added, renamed or lead outside are refused`() throws {
    let entries = try #require(
      TarArchive.entries(of: try PluginPackage(packing: source).bytes))
    func archive(_ change: (inout [TarArchive.Entry]) -> Void) -> [UInt8] {
      var changed = entries
      change(&changed)
      return TarArchive.bytes(of: changed)
    }
    let evil = Array("return 1".utf8)
    let changes: [[UInt8]] = [
      archive { $0.removeLast() },
      archive { $0.removeFirst() },
      archive { $0.append(.init(path: "extra.lua", bytes: evil)) },
      archive { $0.append(.init(path: "../../evil.lua", bytes: evil)) },
      archive { $0.append(.init(path: "/etc/evil", bytes: evil)) },
      archive { $0.append(.init(path: ".hidden", bytes: evil)) },
      archive { $0.append(.init(path: "a//b", bytes: evil)) },
      archive { $0.append($0[1]) },
      archive { $0.swapAt(1, 2) },
      archive { $0.append(.init(path: "SIGNATURES", bytes: evil)) },
    ]
    for (place, change) in changes.enumerated() { #expect(refused(change) == .package, "\(place)") }
    #expect(refused(archive { _ in }) == nil)
  }

  @Test func `a signature counts only for its key and its package`() throws {
    let (key, other) = (PluginSigningKey(), PluginSigningKey())
    var package = try PluginPackage(packing: source)
    package.sign(with: key)
    package.sign(with: key)
    #expect(package.signatures.count == 1)
    #expect(package.isSigned(by: key.publicKey) && !package.isSigned(by: other.publicKey))
    package.sign(with: other)
    let read = try PluginPackage(reading: package.bytes)
    #expect(read.isSigned(by: key.publicKey) && read.isSigned(by: other.publicKey))
    // Moved to the package of another revision, the signature says nothing.
    let next = try PluginPackage(packing: source, revision: 2)
    let moved = TarArchive.bytes(
      of: (TarArchive.entries(of: next.bytes) ?? [])
        + [.init(path: "SIGNATURES", bytes: package.signatureText)])
    #expect(try !PluginPackage(reading: moved).isSigned(by: key.publicKey))
  }

  @Test func `keys are read as they are written, and nothing else is a key`() throws {
    let key = PluginSigningKey()
    #expect(PluginSigningKey(key.text)?.publicKey == key.publicKey)
    #expect(PluginKey(key.publicKey.description) == key.publicKey)
    for text in ["", "ed25519:", "ed25519:xyz", key.text, key.publicKey.description + "0"] {
      #expect(PluginKey(text) == nil)
    }
    #expect(PluginSigningKey(key.publicKey.description) == nil)
  }

  @Test func `an installed folder is signed only as long as what runs is what was signed`() throws {
    let key = PluginSigningKey()
    let trusted = [TrustedKey(name: "hq", key: key.publicKey)]
    var package = try PluginPackage(packing: source)
    package.sign(with: key)
    let files = package.installedFiles
    let installed = try #require(
      InstalledPackage(
        listing: files.first { $0.path == ".package" }?.bytes ?? [],
        signatures: files.first { $0.path == ".signatures" }?.bytes ?? []))
    #expect(installed.signer(of: source, among: trusted)?.name == "hq")
    #expect(installed.signer(of: source, among: []) == nil)
    let changed = PluginFolder(
      path: source.path,
      files: source.files.map {
        $0.path == "main.lua" ? .init(path: $0.path, bytes: $0.bytes + [10]) : $0
      })
    #expect(installed.signer(of: changed, among: trusted) == nil)
  }
}
