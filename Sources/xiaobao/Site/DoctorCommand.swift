internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// `xiaobao doctor`
struct DoctorCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "doctor", "检查工作区是否可用", "see whether the workspace is fit for use",
    detail: Phrase("有发现时退出码为 2。", "Exit 2 when something needs attention."),
    examples: [
      Example(
        "xiaobao doctor", "站点文件、台账、密钥、插件、日历、磁盘", "site file, ledger, keys, plugins, calendar, disk")
    ])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  /// One thing looked at.
  struct Check {
    let name: String
    let title: Phrase
    let problem: Phrase?
    /// What to say instead of "fine".
    var detail: Phrase?
  }

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    var checks = [Check(name: "site", title: Phrase("站点文件", "site file"), problem: nil)]
    checks.append(ledger(workspace.paths))
    let isKeyed = Files.isReadable("\(workspace.paths.keys)/workspace.key")
    checks.append(
      Check(
        name: "keys", title: Phrase("密钥", "keys"),
        problem: isKeyed
          ? nil
          : Phrase("keys/workspace.key 不可读，请从备份恢复", "keys/workspace.key cannot be read: restore it")
      ))
    for row in workspace.pluginRows() where row.state.needsAttention {
      checks.append(
        Check(
          name: "plugin", title: Phrase("插件 \(row.id)", "plugin \(row.id)"),
          problem: row.state.title))
    }
    for failure in await workspace.pluginFailures() {
      checks.append(
        Check(
          name: "plugin", title: Phrase("插件 \(failure.plugin)", "plugin \(failure.plugin)"),
          problem: failure.message))
    }
    checks += WorkerCheck.checks(of: workspace)
    checks += await PluginChecks.checks(of: workspace)
    show(checks, in: session)
    return checks.allSatisfy { $0.problem == nil } ? .done : .findings
  }

  private func ledger(_ paths: WorkspacePaths) -> Check {
    let title = Phrase("台账", "ledger")
    do throws(Failure) {
      let report = try Workspace.verify(paths, level: .fast)
      return Check(name: "ledger", title: title, problem: report.findings.first?.phrase)
    } catch {
      return Check(name: "ledger", title: title, problem: error.problem)
    }
  }

  private func show(_ checks: [Check], in session: Session) {
    if session.isJSON {
      let items = checks.map { check in
        var object = ObjectBuilder()
        object.add("name", check.name)
        object.add("title", value: JSONValue(check.title))
        object.add("ok", check.problem == nil)
        object.add("problem", value: check.problem.map { JSONValue($0) })
        object.add("detail", value: check.detail.map { JSONValue($0) })
        return object.object
      }
      Output.print(JSONText.list(items, total: items.count, next: nil))
      return
    }
    session.print(
      facts: checks.map { check in
        let words = check.problem ?? check.detail
        return Fact(check.title, words.map { session.say($0) } ?? session.say("正常", "fine"))
      })
  }
}
