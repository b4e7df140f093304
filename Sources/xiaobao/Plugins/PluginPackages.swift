internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// A package's file on the command line.
enum PackageFile {
  static func read(_ path: String) throws(Failure) -> PluginPackage {
    let bytes = try Files.read(path, byteCountMax: PluginPackage.byteCountMax)
    do throws(PluginProblems) {
      return try PluginPackage(reading: bytes)
    } catch {
      throw Failure(
        error.problems.first?.code.text ?? PluginFailure.Code.package.text,
        problem: Phrase("\(path)：\(error.text.zh)", "\(path): \(error.text.en)"),
        remedy: Phrase(
          "重新取得安装包，或用 xiaobao plugin pack 重新打包",
          "Get the package again, or pack it anew with xiaobao plugin pack"))
    }
  }

  static func show(
    _ package: PluginPackage, _ path: String, signer: String?, in session: Session
  ) {
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("id", package.folder.name)
      object.add("version", package.version.description)
      object.add("revision", package.revision)
      object.add("digest", package.folder.digest.description)
      object.add("package", package.fingerprint)
      object.add("file", path)
      object.add("signatures", value: JSONValue(package.signatures.map(\.key.description)))
      object.add("signer", signer)
      Output.print(JSONText.envelope(object.members))
      return
    }
    let signed = package.signatures.map(\.key.description).joined(separator: " ")
    session.print(facts: [
      Fact("插件", "Plugin", package.folder.name),
      Fact("版本", "Version", package.version.description),
      Fact("版次", "Revision", "\(package.revision)"),
      Fact("摘要", "Digest", package.folder.digest.description),
      Fact("安装包", "Package", package.fingerprint),
      Fact("文件", "File", path),
      Fact("签名密钥", "Signed by", signed.isEmpty ? session.say("无", "none") : signed),
      Fact("受信任的签名人", "Trusted signer", signer),
    ])
  }
}

/// `xiaobao plugin keygen FILE`
struct PluginKeygen: Verb {
  static let configuration: CommandConfiguration = .command(
    "keygen", "生成签署插件的密钥", "make a key that signs plugins",
    detail: Phrase(
      "私钥写入文件（仅本人可读），打印公钥。将公钥写入站点文件的 trust；私钥交专人保管，不要放在工作区里。",
      "Writes the secret key into a file that only you can read, and prints the public key. Put that"
        + " under trust in the site file; keep the secret key elsewhere than the workspace."),
    examples: [Example("xiaobao plugin keygen hq.key", "写入 hq.key", "into hq.key")])

  @Argument(help: .say("私钥文件", "the file of the secret key", value: Phrase("文件", "file")))
  var file: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    session.adoptLanguageOfSurroundings()
    guard !Files.isReadable(file) else {
      throw Failure(
        "XB-111", problem: Phrase("\(file) 已存在", "\(file) is there already"),
        remedy: Phrase("换一个文件名", "Choose another name"))
    }
    let key = PluginSigningKey()
    try Files.write(Array(key.text.utf8), to: file, mode: 0o600)
    if session.isJSON {
      Output.print(
        JSONText.envelope([JSONValue.Member("public_key", .text(key.publicKey.description))]))
    } else {
      session.print(key.publicKey.description)
    }
    return .done
  }
}

/// `xiaobao plugin pack DIR`
struct PluginPack: Verb {
  static let configuration: CommandConfiguration = .command(
    "pack", "将插件打成一个安装包", "make one file of a plugin",
    detail: Phrase(
      "同样的文件得到逐字节相同的安装包（tar 格式）；有错误的插件不打包。",
      "The same files give the same package to the byte, a tar file; a plugin with errors is refused."
    ),
    examples: [
      Example(
        "xiaobao plugin pack plugins/acme.cards --revision 2", "写入 acme.cards-1.4.0-2.xbp",
        "into acme.cards-1.4.0-2.xbp")
    ])

  @Argument(
    help: .say("插件目录", "the plugin's folder", value: Phrase("目录", "dir")),
    completion: .directory)
  var folder: String

  @Option(help: .say("安装包文件", "the package's file", value: Phrase("文件", "file")))
  var to: String?

  @Option(
    help: .say(
      "同一版本的第几次打包，默认 1", "which package of this version, 1 by default", value: Phrase("版次", "n")))
  var revision: Int?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    session.adoptLanguageOfSurroundings()
    let number = revision ?? 1
    guard (1...1_000_000_000).contains(number) else {
      throw Failure(
        "XB-004", problem: Phrase("--revision 应为正整数", "--revision must be a positive number"),
        remedy: Phrase("从 1 起编号", "Count from 1"), exit: .usage)
    }
    let package: PluginPackage
    do throws(PluginProblems) {
      let source = try PluginFolder(path: folder)
      let errors = PluginCheck.findings(in: source).filter { $0.severity == .error }
      guard errors.isEmpty else { throw PluginProblems(errors) }
      package = try PluginPackage(packing: source, revision: number)
    } catch {
      throw Failure(error)
    }
    let path = to ?? "\(package.folder.name)-\(package.version)-\(number).xbp"
    try Files.write(package.bytes, to: path)
    PackageFile.show(package, path, signer: nil, in: session)
    return .done
  }
}

/// `xiaobao plugin sign FILE --key KEY`
struct PluginSign: Verb {
  static let configuration: CommandConfiguration = .command(
    "sign", "签署安装包", "sign a package",
    detail: Phrase(
      "签名（Ed25519）覆盖安装包中的每个文件，写在包内。签署前请核对内容：签名就是担保。",
      "The signature (Ed25519) covers every file of the package and stands inside it. Look at the"
        + " contents first: who signs answers for them."),
    examples: [
      Example(
        "xiaobao plugin sign acme.cards-1.4.0-2.xbp --key hq.key", "用 hq.key 签署", "with hq.key")
    ])

  @Argument(help: .say("安装包", "the package", value: Phrase("文件", "file")), completion: .file())
  var file: String

  @Option(
    help: .say("私钥文件", "the file of the secret key", value: Phrase("文件", "file")),
    completion: .file())
  var key: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    session.adoptLanguageOfSurroundings()
    guard let secret = PluginSigningKey(try Files.readText(key)) else {
      throw Failure(
        PluginFailure.Code.notSigned.text,
        problem: Phrase("\(key) 不是签署插件的私钥", "\(key) is no key that signs plugins"),
        remedy: Phrase("用 xiaobao plugin keygen 生成", "Make one with xiaobao plugin keygen"))
    }
    var package = try PackageFile.read(file)
    package.sign(with: secret)
    try Files.write(package.bytes, to: file)
    PackageFile.show(package, file, signer: nil, in: session)
    return .done
  }
}

/// `xiaobao plugin verify FILE`
struct PluginVerify: Verb {
  static let configuration: CommandConfiguration = .command(
    "verify", "核验安装包的内容与签名", "see whether a package is whole and signed",
    detail: Phrase(
      "逐个文件与清单核对，并用 --key 给出的公钥，或站点文件 trust 中的公钥核验签名。没有有效签名时退出码为 1。",
      "Compares each file with the listing, and the signatures with the public keys given by --key, or"
        + " those under trust in the site file. Exit 1 without a valid signature."),
    examples: [
      Example(
        "xiaobao plugin verify acme.cards-1.4.0-2.xbp", "用站点信任的密钥", "by the keys of the site")
    ])

  @Argument(help: .say("安装包", "the package", value: Phrase("文件", "file")), completion: .file())
  var file: String

  @Option(help: .say("公钥，可重复", "a public key, may be repeated", value: Phrase("公钥", "key")))
  var key: [String] = []

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    session.adoptLanguageOfSurroundings()
    let package = try PackageFile.read(file)
    let trusted = try keys(in: session)
    guard let signer = package.signer(among: trusted) else {
      throw Failure(
        PluginFailure.Code.notSigned.text,
        problem: Phrase(
          "\(file) 没有受信任密钥的有效签名", "\(file) has no valid signature of a trusted key"),
        remedy: Phrase(
          "签名：\(list(package, "无"))；受信任：\(list(trusted, "无"))",
          "Signed by: \(list(package, "none")); trusted: \(list(trusted, "none"))"))
    }
    PackageFile.show(package, file, signer: signer.name, in: session)
    return .done
  }

  private func list(_ package: PluginPackage, _ none: String) -> String {
    let keys = package.signatures.map(\.key.description)
    return keys.isEmpty ? none : keys.joined(separator: " ")
  }

  private func list(_ trusted: [TrustedKey], _ none: String) -> String {
    trusted.isEmpty ? none : trusted.map { "\($0.name) \($0.key)" }.joined(separator: " ")
  }

  private func keys(in session: Session) throws(Failure) -> [TrustedKey] {
    guard key.isEmpty else {
      var keys: [TrustedKey] = []
      for text in key {
        guard let key = PluginKey(text) else {
          throw Failure(
            "XB-004",
            problem: Phrase("“\(text)”不是公钥", "`\(text)` is no public key"),
            remedy: Phrase(
              "公钥形如 ed25519: 加 64 位十六进制", "A public key is ed25519: and 64 hex digits"),
            exit: .usage)
        }
        keys.append(TrustedKey(name: text, key: key))
      }
      return keys
    }
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    return try SiteFile(text: try Files.readText(paths.siteFile), path: paths.siteFile).trust
  }
}

/// `xiaobao plugin install FILE`
struct PluginInstall: Verb {
  static let configuration: CommandConfiguration = .command(
    "install", "安装受信任密钥签署的安装包", "install a package that a trusted key signed",
    detail: Phrase(
      "核对内容与签名后整体替换 plugins/ 下的目录。安装不等于批准：随后核对差异并运行 xiaobao plugin approve。",
      "Checks contents and signature, then puts the folder under plugins/ in place as a whole. To install"
        + " is not to approve: look at the difference, then run xiaobao plugin approve."),
    examples: [
      Example("xiaobao plugin install acme.cards-1.4.0-2.xbp", "安装", "install it")
    ])

  @Argument(help: .say("安装包", "the package", value: Phrase("文件", "file")), completion: .file())
  var file: String

  @Flag(help: .say("允许退回较旧的安装包", "admit an older package"))
  var older = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let package = try PackageFile.read(file)
    let done = try session.open(.reading).install(package, allowsOlder: older)
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("id", done.id)
      object.add("version", done.after.version.description)
      object.add("revision", done.after.revision)
      object.add("before", done.before.map { "\($0.version)-\($0.revision)" })
      object.add("digest", done.digest.description)
      object.add("signer", done.signer)
      object.add("approved", done.isApproved)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    func words(_ part: (version: PluginVersion, revision: Int)) -> String {
      session.say(
        "\(part.version) 第 \(part.revision) 版次", "\(part.version) revision \(part.revision)")
    }
    session.print(facts: [
      Fact("插件", "Plugin", done.id),
      Fact("此前", "Before", done.before.map(words)),
      Fact("现已安装", "Installed now", words(done.after)),
      Fact("签名人", "Signer", done.signer),
      Fact("摘要", "Digest", done.digest.description),
      Fact(
        "下一步", "Next",
        done.isApproved
          ? nil
          : session.say("xiaobao plugin approve \(done.id)", "xiaobao plugin approve \(done.id)")),
    ])
    return .done
  }
}
