internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao init DIR`
struct InitCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "init", "新建工作区", "make a workspace",
    detail: Phrase(
      "建立站点文件、插件、台账与密钥，并登记总行和系统管理员（--as 的工号）。",
      "Makes the site file, plugins, ledger and keys, and records the head office and the"
        + " administrator (the staff number of --as)."),
    examples: [
      Example(
        "xiaobao init demo --name 示例农村商业银行 --as 10001", "10001 为系统管理员",
        "10001 is the administrator"),
      Example(
        "xiaobao init demo --site Examples/rural-bank/xiaobao.yaml --as 10001", "用已写好的站点文件",
        "with a prepared site file"),
    ])

  @Argument(
    help: .say("目录，须为空或不存在", "the folder, empty or not there yet", value: Phrase("目录", "dir")))
  var directory: String

  @Option(
    help: .say(
      "机构名称（无 --site 时必填）", "the institution's name; needed without --site",
      value: Phrase("名称", "name")))
  var name: String?

  @Option(
    help: .say("机构英文名称，缺省同中文名称", "its English name; else the same", value: Phrase("名称", "name")))
  var nameEn: String?

  @Option(help: .say("机构短编号", "a short identifier", value: Phrase("编号", "id")))
  var id = "bank"

  @Option(help: .say("时区", "the time zone", value: Phrase("时区", "zone")))
  var zone = "Asia/Shanghai"

  @Option(help: .say("工作区语言", "the workspace's language", value: Phrase("语言", "language")))
  var language: LanguageChoice = .zh

  @Option(
    help: .say(
      "总行的机构编号；总行与管理员自 --on 之日起存在，缺省 2000-01-01",
      "the head office's identifier; it and the administrator are there from --on, else 2000-01-01",
      value: Phrase("机构", "unit")))
  var headOffice = "HQ"

  @Option(
    help: .say(
      "已写好的站点文件，取代以上各项", "a prepared site file, instead of the above", value: Phrase("文件", "file")),
    completion: .file(extensions: ["yaml"]))
  var site: String?

  @Option(
    help: .say(
      "随附插件的目录；缺省为 XIAOBAO_PLUGINS，再次为程序旁的 plugins",
      "the folder of the shipped plugins; else XIAOBAO_PLUGINS, else plugins beside the program",
      value: Phrase("目录", "dir")),
    completion: .directory)
  var plugins: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    var options = CreationOptions()
    options.administrator = invocation.actor
    options.institutionID = id
    options.zone = zone
    options.language = language.language
    options.headOffice = headOffice
    options.pluginSource =
      plugins ?? session.environment["XIAOBAO_PLUGINS"] ?? ShippedPlugins.folder() ?? "plugins"
    if let site {
      options.siteFile = (text: try InputFile.text(site), path: site)
    } else if let name, !name.isEmpty {
      options.name = Phrase(name, nameEn ?? name)
    } else {
      throw Self.nameMissing
    }
    let creation = try await Workspace.create(at: directory, options: options, as: invocation)
    show(creation, in: session)
    return .done
  }

  private static let nameMissing = Failure(
    "XB-306", problem: Phrase("缺少机构名称", "The institution's name is missing"),
    remedy: Phrase(
      "加 --name 名称，或用 --site 给出站点文件", "add --name NAME, or give a site file with --site"),
    exit: .usage)

  private func show(_ creation: Creation, in session: Session) {
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("path", creation.path)
      object.add("institution", value: JSONValue(creation.institution))
      object.add(
        "plugins",
        value: .array(
          creation.plugins.map { plugin in
            .object([
              JSONValue.Member("id", .text(plugin.id)),
              JSONValue.Member("version", .text(plugin.version)),
              JSONValue.Member("digest", .text(plugin.digest)),
            ])
          }))
      Output.print(JSONText.envelope(object.members))
      return
    }
    session.print(
      session.say(
        "已为 \(creation.institution.zh) 建立工作区 \(creation.path)",
        "made the workspace \(creation.path) of \(creation.institution.en)"))
    session.print(
      TextTable(
        columns: [
          .init(session.say("插件", "Plugin")), .init(session.say("版本", "Version")),
          .init(session.say("批准的摘要", "Approved digest"), minimumWidth: 16, priority: 1),
        ],
        rows: creation.plugins.map { [$0.id, $0.version, $0.digest] }))
    session.print(
      session.say(
        "请将 \(creation.path)/keys 与台账分开备份。下一步：xiaobao unit load organisation.json"
          + " --workspace \(creation.path)",
        "Back up \(creation.path)/keys apart from the ledger. Next: xiaobao unit load"
          + " organisation.json --workspace \(creation.path)"))
  }
}
