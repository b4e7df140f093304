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
    checks.append(keys(workspace))
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

  /// The key is fetched as a command would, and compared with the pool: a restored workspace without its
  /// key is noticed here.
  private func keys(_ workspace: Workspace) -> Check {
    let title = Phrase("密钥", "keys")
    do throws(Failure) {
      let check = try workspace.keyCheck()
      return Check(
        name: "keys", title: title,
        problem: check.fits
          ? nil
          : Phrase(
            "\(check.place) 没有本工作区的密钥，请从备份或份额恢复（xiaobao key join）",
            "\(check.place) does not have this workspace's key: restore it, or join its shares (xiaobao"
              + " key join)"))
    } catch {
      return Check(name: "keys", title: title, problem: error.problem)
    }
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
