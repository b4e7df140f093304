internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// `xiaobao plugin …`
struct PluginCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "plugin", "插件：新建、检查、测试、试问、列出、次序、批准", "plugins: new, check, test, run, list, order, approve",
    verbs: [
      PluginNew.self,
      PluginList.self,
      PluginCheckCommand.self,
      PluginTest.self,
      PluginRun.self,
      PluginBenchCommand.self,
      PluginReplCommand.self,
      PluginOrder.self,
      PluginApprove.self,
      PluginRelease.self, PluginReplay.self,
      PluginDiff.self,
      PluginShadowReport.self,
      PluginStubs.self,
      PluginDocs.self,
      PluginPack.self,
      PluginKeygen.self,
      PluginSign.self,
      PluginVerify.self,
      PluginInstall.self,
    ])
}

/// `xiaobao plugin list`
struct PluginList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出本工作区的插件", "the plugins of this workspace",
    examples: [Example("xiaobao plugin list", "版本、状态、钩子", "version, state, hooks")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let rows = try session.open(.reading).pluginRows()
    if session.isJSON {
      Output.print(JSONText.list(rows.map { JSONValue($0) }, total: rows.count, next: nil))
    } else {
      session.print(table(rows, in: session))
    }
    return rows.contains { $0.state.needsAttention } ? .findings : .done
  }

  private func table(_ rows: [PluginRow], in session: Session) -> TextTable {
    TextTable(
      columns: [
        .init(session.say("编号", "Plugin")),
        .init(session.say("版本", "Version")),
        .init(session.say("状态", "State")),
        .init(session.say("效力", "Enforcement"), priority: 2),
        .init(session.say("名称", "Title"), minimumWidth: 10, priority: 3),
        .init(session.say("钩子", "Hooks"), minimumWidth: 14, priority: 1),
      ],
      rows: rows.map { row in
        [
          row.id, row.version ?? (row.isTable ? "" : "?"),
          row.isTable && row.state == .approved
            ? session.say("站点文件", "site file") : session.say(row.state.title),
          session.say(row.enforcement.title)
            + (row.role == .regime ? session.say("（法规）", " (regime)") : ""),
          row.title.map { session.say($0) } ?? "", row.hooks.joined(separator: " "),
        ]
      })
  }
}

extension PluginRow.State {
  var title: Phrase {
    switch self {
    case .approved: Phrase("已批准", "approved")
    case .unapproved: Phrase("未批准", "not approved")
    case .changed: Phrase("批准后有改动", "changed since approval")
    case .missing: Phrase("缺失", "missing")
    case .off: Phrase("停用", "off")
    case .quarantined: Phrase("已隔离", "in quarantine")
    }
  }

  var needsAttention: Bool { self != .approved && self != .off }
}

extension SitePlugin.Enforcement {
  var title: Phrase {
    switch self {
    case .off: Phrase("停用", "off")
    case .shadow: Phrase("仅记录", "shadow")
    case .advisory: Phrase("建议", "advisory")
    case .mandatory: Phrase("强制", "mandatory")
    }
  }
}

extension JSONValue {
  /// A plugin: `{id, version?, title?, hooks, enforcement, hook_enforcement?, role, digest?, table?, state}`.
  init(_ row: PluginRow) {
    var object = ObjectBuilder()
    object.add("id", row.id)
    object.add("version", row.version)
    object.add("title", value: row.title.map { JSONValue($0) })
    object.add("hooks", value: JSONValue(row.hooks))
    object.add("enforcement", row.enforcement.rawValue)
    if !row.hookEnforcement.isEmpty {
      let hooks = row.hookEnforcement.sorted { $0.key < $1.key }
      object.add(
        "hook_enforcement",
        value: .object(hooks.map { JSONValue.Member($0.key, .text($0.value.rawValue)) }))
    }
    object.add("role", row.role.rawValue)
    object.add("isolation", row.isolation.rawValue)
    object.add("digest", row.digest?.description)
    if row.isTable { object.add("table", true) }
    object.add("state", row.state.rawValue)
    self = object.object
  }
}
