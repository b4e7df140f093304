internal import Casework
internal import ConsumerProtection
internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// What `doctor` says about the Lua library, the plugins at work, the calendar and the disk.
enum PluginChecks {
  /// How many of the ledger's last lines are looked at.
  private static let surveyedLines: UInt64 = 5_000
  /// Less room than this needs attention, in MiB.
  private static let freeMiBMin: UInt64 = 256
  /// A plugin that uses more of its budget than this, in percent, needs attention.
  private static let budgetPercentMax = 80

  static func checks(of workspace: Workspace) async -> [DoctorCommand.Check] {
    var checks = [lua(), await order(of: workspace), deprecated(in: workspace)]
    do throws(Failure) {
      let survey = try await workspace.surveyDecisions(lastLines: surveyedLines)
      checks += [conflicts(survey), budgets(survey)]
    } catch {
      checks.append(
        .init(name: "decisions", title: Phrase("插件的决定", "decisions"), problem: error.problem))
    }
    checks += await troubles(of: workspace)
    checks += trust(in: workspace)
    checks.append(await calendar(of: workspace))
    checks.append(disk(of: workspace.paths))
    return checks
  }

  private static func lua() -> DoctorCommand.Check {
    let release = LuaLibrary.release
    let title = Phrase("Lua 库", "Lua library")
    let name = packageVersion().map { "\(release) (liblua5.4-0 \($0))" } ?? release
    guard LuaLibrary.isTested(release) else {
      return .init(
        name: "lua", title: title,
        problem: Phrase(
          "\(name)：未经测试的版本，请使用 5.4.4 或之后的 5.4", "\(name): not tested, use 5.4.4 or a later 5.4"))
    }
    let open = LuaLibrary.openDefects(in: release)
    guard !open.isEmpty else {
      return .init(name: "lua", title: title, problem: nil, detail: Phrase(same: name))
    }
    func lines(_ language: Language) -> String {
      open.map { defect in
        let (problem, barrier) = (
          defect.problem.text(in: language), defect.barrier.text(in: language)
        )
        return language == .zh
          ? "已知缺陷（5.4.\(defect.mendedIn) 修复）：\(problem)；\(barrier)"
          : "known defect, mended in 5.4.\(defect.mendedIn): \(problem); \(barrier)"
      }.joined(separator: "\n")
    }
    return .init(
      name: "lua", title: title, problem: nil,
      detail: Phrase("\(name)\n\(lines(.zh))", "\(name)\n\(lines(.en))"))
  }

  /// The version of Debian's package, where this is a Debian.
  private static func packageVersion() -> String? {
    guard let text = try? Files.readText("/var/lib/dpkg/status", byteCountMax: 64 << 20) else {
      return nil
    }
    var isMeant = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("Package: ") { isMeant = line == "Package: liblua5.4-0" }
      if isMeant, line.hasPrefix("Version: ") { return String(line.dropFirst("Version: ".count)) }
    }
    return nil
  }

  /// Plugins that failed on the last case they were asked about: what is wrong stands here until they
  /// answer again, are released or approved anew.
  private static func troubles(of workspace: Workspace) async -> [DoctorCommand.Check] {
    let troubles: [PluginTrouble]
    do throws(Failure) {
      troubles = try await workspace.pluginTroubles()
    } catch {
      return [
        .init(
          name: "failing", title: Phrase("插件失败", "failing plugins"), problem: error.problem)
      ]
    }
    return troubles.map { trouble in
      let (zh, en) =
        trouble.isQuarantined
        ? (
          "，已隔离：xiaobao plugin release \(trouble.id) --reason …",
          ", in quarantine: xiaobao plugin release \(trouble.id) --reason …"
        ) : ("", "")
      return .init(
        name: "failing", title: Phrase("插件失败 \(trouble.id)", "failing plugin \(trouble.id)"),
        problem: Phrase(
          "连续 \(trouble.inARow) 件失败，最后一次 \(trouble.caseID) \(trouble.hook) \(trouble.code)\(zh)",
          "\(trouble.inARow) cases in a row, last \(trouble.caseID) \(trouble.hook) \(trouble.code)\(en)"
        ))
    }
  }

  /// The keys whose packages may be installed, and the packages whose signature holds no longer; nothing
  /// where the site names no key and has no package.
  private static func trust(in workspace: Workspace) -> [DoctorCommand.Check] {
    let packages = workspace.packageSigners()
    let keys = workspace.site.trust
    guard !(keys.isEmpty && packages.isEmpty) else { return [] }
    let title = Phrase("签名密钥", "signing keys")
    var problems: [Phrase] = packages.filter { $0.signer == nil }.map { package in
      Phrase(
        "插件 \(package.id) 的签名不再有效：文件夹有改动，或其密钥不再受信任；请重新安装签名的包",
        "the signature of \(package.id) holds no longer: its folder was changed, or its key is not trusted"
          + " any more; install a signed package again")
    }
    for (place, key) in keys.enumerated() {
      guard let twin = keys[..<place].first(where: { $0.key == key.key }) else { continue }
      problems.append(
        Phrase(
          "“\(twin.name)”与“\(key.name)”是同一密钥，请删去一个",
          "`\(twin.name)` and `\(key.name)` are one key; strike one of them"))
    }
    guard problems.isEmpty else {
      return [
        .init(
          name: "trust", title: title,
          problem: Phrase(
            problems.map(\.zh).joined(separator: "\n"), problems.map(\.en).joined(separator: "\n")))
      ]
    }
    let lines =
      keys.map { "\($0.name) \($0.key)" } + packages.map { "\($0.id) ← \($0.signer ?? "")" }
    return [
      .init(
        name: "trust", title: title, problem: nil,
        detail: Phrase(same: lines.joined(separator: "\n")))
    ]
  }

  private static func order(of workspace: Workspace) async -> DoctorCommand.Check {
    let hooks = await workspace.hookCounts()
    let list = hooks.map { "\($0.hook) \($0.count)" }
    return .init(
      name: "order", title: Phrase("插件次序", "order of plugins"), problem: nil,
      detail: Phrase(list.joined(separator: "、"), list.joined(separator: ", ")))
  }

  private static func deprecated(in workspace: Workspace) -> DoctorCommand.Check {
    var uses: [(plugin: String, problem: PluginProblem)] = []
    for row in workspace.pluginRows() {
      guard let folder = try? workspace.pluginFolder(row.id) else { continue }
      uses += PluginCheck.deprecated(in: folder).map { (row.id, $0) }
    }
    let title = Phrase("不建议使用的接口", "deprecated calls")
    guard !uses.isEmpty else {
      return .init(name: "deprecated", title: title, problem: nil, detail: Phrase("无", "none"))
    }
    func lines(_ language: Language) -> String {
      uses.map { "\($0.plugin) \($0.problem.place) \($0.problem.problem.text(in: language))" }
        .joined(separator: "\n")
    }
    return .init(
      name: "deprecated", title: title, problem: nil, detail: Phrase(lines(.zh), lines(.en)))
  }

  private static func conflicts(_ survey: DecisionSurvey) -> DoctorCommand.Check {
    let title = Phrase("插件之间的分歧", "conflicts")
    guard !survey.conflicts.isEmpty else {
      return .init(
        name: "conflicts", title: title, problem: nil,
        detail: Phrase(
          "最近 \(survey.decisionCount) 次决定中没有", "none in the last \(survey.decisionCount) decisions")
      )
    }
    func lines(_ language: Language) -> String {
      survey.conflicts.prefix(10).map { conflict in
        Phrase(
          "\(conflict.hook) \(conflict.about)：\(conflict.kept) 与 \(conflict.other) 不一致 \(conflict.count) 次，采用前者",
          "\(conflict.hook) \(conflict.about): \(conflict.kept) and \(conflict.other) disagreed \(conflict.count) times, the first stood"
        ).text(in: language)
      }.joined(separator: "\n")
    }
    return .init(
      name: "conflicts", title: title, problem: nil, detail: Phrase(lines(.zh), lines(.en)))
  }

  private static func budgets(_ survey: DecisionSurvey) -> DoctorCommand.Check {
    let title = Phrase("插件预算", "budgets used")
    func line(_ usage: DecisionSurvey.Usage, _ language: Language) -> String {
      let limit = usage.limit.map(String.init) ?? "?"
      return Phrase(
        "\(usage.plugin) \(usage.hook)：中位 \(usage.median)，p99 \(usage.p99)，最多 \(usage.most) / \(limit) 条指令",
        "\(usage.plugin) \(usage.hook): p50 \(usage.median), p99 \(usage.p99), at most \(usage.most) of \(limit) instructions"
      ).text(in: language)
    }
    func lines(_ list: [DecisionSurvey.Usage]) -> Phrase {
      Phrase(
        list.map { line($0, .zh) }.joined(separator: "\n"),
        list.map { line($0, .en) }.joined(separator: "\n"))
    }
    let near = survey.usage.filter { usage in
      usage.limit.map { usage.most * 100 > $0 * budgetPercentMax } ?? false
    }
    guard near.isEmpty else {
      return .init(name: "budgets", title: title, problem: lines(near))
    }
    return .init(
      name: "budgets", title: title, problem: nil,
      detail: survey.usage.isEmpty
        ? Phrase("尚无决定", "no decision yet") : lines(survey.usage))
  }

  private static func calendar(of workspace: Workspace) async -> DoctorCommand.Check {
    let (title, year) = (Phrase("工作日历", "calendar"), workspace.civilYear())
    guard await workspace.hasOfficialCalendar(year) else {
      return .init(
        name: "calendar", title: title,
        problem: Phrase(
          "\(year) 年没有官方放假安排：期限为暂定，请更新日历插件",
          "no official days for \(year): limits are provisional, bring the calendar plugin up to date"
        ))
    }
    // Limits that end after the new year are provisional already; the office waits for the announcement.
    let next = await workspace.hasOfficialCalendar(year + 1)
    return .init(
      name: "calendar", title: title, problem: nil,
      detail: next
        ? Phrase("\(year)、\(year + 1) 年均有官方安排", "official days for \(year) and \(year + 1)")
        : Phrase(
          "\(year + 1) 年尚无官方放假安排：跨年的工作日期限为暂定，公布后请更新日历插件",
          "no official days for \(year + 1) yet: limits in working days across the new year are provisional; bring the calendar plugin up to date once they are announced"
        ))
  }

  private static func disk(of paths: WorkspacePaths) -> DoctorCommand.Check {
    let title = Phrase("磁盘", "disk")
    var space = statvfs()
    guard statvfs(paths.ledger, &space) == 0 else {
      return .init(
        name: "disk", title: title,
        problem: Phrase("无法读取磁盘余量", "the free space cannot be read"))
    }
    let free = (UInt64(space.f_bavail) * UInt64(space.f_frsize)) >> 20
    let text = free < 10_240 ? "\(free) MiB" : "\(free >> 10) GiB"
    return .init(
      name: "disk", title: title,
      problem: free < freeMiBMin ? Phrase("仅余 \(text)", "only \(text) left") : nil,
      detail: Phrase("余 \(text)", "\(text) free"))
  }
}
