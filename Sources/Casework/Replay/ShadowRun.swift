public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Walks the record and adds up what was answered in shadow.
struct ShadowRun {
  private(set) var report: ShadowReport
  private let plugin: String?
  private let detailCountMax: Int
  private let words: (Because, _ plugin: String) -> Phrase
  /// The pairs in shadow of the set that answers now, as places in the report's lines.
  private var watched: [Int] = []
  /// The intake that is being read: its transaction, case and day, and the hooks seen on record.
  private var intake: (transaction: UInt64, id: String, day: CivilDay, seen: Set<Int>)?

  init(
    _ report: ShadowReport, plugin: String?, detailCountMax: Int,
    words: @escaping (Because, String) -> Phrase
  ) {
    self.report = report
    self.plugin = plugin
    self.detailCountMax = detailCountMax
    self.words = words
  }

  mutating func take(_ line: LedgerLine) {
    if let intake, line.transaction != intake.transaction { finish() }
    if line.hasType("plugins.activated") {
      activate(line)
    } else if line.hasType("complaint.received") {
      let day = CivilDay(number: Int32(truncatingIfNeeded: line.day))
      guard day >= report.from, day <= report.to, !watched.isEmpty else { return }
      intake = (line.transaction, line.id, day, [])
    } else if line.hasType("decided"), intake != nil,
      let json = try? JSONReader.value(of: line.data)
    {
      decide(json)
    }
  }

  /// Counts the pairs of the last intake of which nothing stands on record: they had no opinion.
  mutating func finish() {
    guard let intake else { return }
    self.intake = nil
    for place in watched {
      report.lines[place].asked += 1
      if !intake.seen.contains(place) { report.lines[place].silent += 1 }
    }
  }

  /// The plugins and hooks that a set asks in shadow.
  private mutating func activate(_ line: LedgerLine) {
    finish()
    watched = []
    guard let json = try? JSONReader.value(of: line.data) else { return }
    let order = json["order"]
    for entry in json["plugins"]?.array ?? [] {
      guard let id = entry["id"]?.text, plugin.map({ $0 == id }) ?? true else { continue }
      let rest = entry["enforcement"]?.text
      for hook in order?.members ?? []
      where (hook.value.array ?? []).contains(.text(id))
        && PluginRuntime.intakeHooks.contains(hook.name)
      {
        let word = rest == "off" ? "off" : entry["hooks"]?[hook.name]?.text ?? rest
        if word == "shadow" { watched.append(place(of: id, hook.name)) }
      }
    }
  }

  private mutating func place(of plugin: String, _ hook: String) -> Int {
    if let place = report.lines.firstIndex(where: { $0.plugin == plugin && $0.hook == hook }) {
      return place
    }
    report.lines.append(ShadowReport.Line(plugin: plugin, hook: hook))
    return report.lines.count - 1
  }

  private mutating func decide(_ json: JSONValue) {
    guard let hook = json["hook"]?.text else { return }
    let used = json["used"]?.array ?? []
    for place in watched where report.lines[place].hook == hook {
      let plugin = report.lines[place].plugin
      let own = (json["losers"]?.array ?? []).filter { $0["plugin"]?.text == plugin }
      let hasFailed = (json["failures"]?.array ?? []).contains { $0["plugin"]?.text == plugin }
      intake?.seen.insert(place)
      guard !hasFailed else {
        report.lines[place].failed += 1
        continue
      }
      guard let first = own.first else {
        report.lines[place].silent += 1
        continue
      }
      if used.isEmpty {
        report.lines[place].alone += 1
      } else if own.allSatisfy({ answer in
        used.contains { $0["answer"] == answer["answer"] }
      }) {
        report.lines[place].same += 1
        continue
      } else {
        report.lines[place].different += 1
      }
      note(first, used.first, plugin, hook)
    }
  }

  private mutating func note(
    _ shadow: JSONValue, _ used: JSONValue?, _ plugin: String, _ hook: String
  ) {
    guard report.cases.count < detailCountMax, let intake else { return }
    let parts = shadow["because"]?.array ?? []
    let because = parts.first?.text.map {
      Because($0, parts.count > 1 ? parts[1].members ?? [] : [])
    }
    report.cases.append(
      ShadowReport.Case(
        id: intake.id, receivedOn: intake.day, plugin: plugin, hook: hook,
        decided: used?["answer"],
        decidedBy: used.map { "\($0["plugin"]?.text ?? "") \($0["at"]?.text ?? "")" } ?? "",
        shadow: shadow["answer"] ?? .null, place: shadow["at"]?.text ?? "",
        because: because.map { words($0, plugin) }))
  }
}

extension Workspace {
  /// What plugins and tables in shadow answered on cases received in a period, from the decision records
  /// alone: nobody is asked again and nothing is written.
  ///
  /// - Parameters:
  ///   - plugin: One plugin or table; nil is all.
  ///   - from: The first day of receipt.
  ///   - to: The last day of receipt.
  ///   - detailCountMax: How many differing cases are told one by one.
  /// - Returns: Counts by plugin and hook, and cases.
  /// - Throws: Whatever the ledger reports.
  public func shadowReport(
    of plugin: String? = nil, from: CivilDay, to: CivilDay, detailCountMax: Int = 20
  ) throws(Failure) -> ShadowReport {
    let view = try currentView()
    var empty = ShadowReport(from: from, to: to)
    empty.position = view.head.sequence
    empty.hash = view.head.hash
    let set = plugins.set
    var run = ShadowRun(empty, plugin: plugin, detailCountMax: detailCountMax) { because, plugin in
      Phrase(
        set.text(of: because, from: plugin, in: .zh), set.text(of: because, from: plugin, in: .en))
    }
    do throws(LedgerError) {
      try view.scan { line in
        run.take(line)
        return true
      }
    } catch {
      throw Failure(error)
    }
    run.finish()
    var report = run.report
    report.lines.removeAll { $0.asked == 0 }
    return report
  }
}
