internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What the last decisions of plugins say about them.
public struct DecisionSurvey: Sendable, Equatable {
  /// Two plugins that answered differently.
  public struct Conflict: Sendable, Equatable {
    /// The hook.
    public let hook: String
    /// What they disagree on.
    public let about: String
    /// The plugin whose answer stood.
    public let kept: String
    /// The other.
    public let other: String
    /// How often.
    public var count: Int
  }

  /// How much of its budget a plugin used on a hook.
  public struct Usage: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// The hook.
    public let hook: String
    /// The median of instructions.
    public let median: Int
    /// The instructions that 99 of 100 calls do not exceed.
    public let p99: Int
    /// The most instructions of one call.
    public let most: Int
    /// Instructions allowed now; nil for a plugin or hook that is no longer there.
    public let limit: Int?
  }

  /// How many decision records were looked at.
  public let decisionCount: Int
  /// Disagreements, the most frequent first.
  public let conflicts: [Conflict]
  /// Budgets, by plugin and hook.
  public let usage: [Usage]
}

extension Workspace {
  /// Looks at the decision records among the last lines of the ledger.
  public func surveyDecisions(lastLines count: UInt64) throws(Failure) -> DecisionSurvey {
    var follower = try Workspace.lines(paths, from: .last(count))
    var survey = Survey()
    _ = try Self.reporting { () throws(LedgerError) in
      try follower.read { line in
        guard line.type == EngineEvent.decided, let json = try? JSONReader.value(of: line.data)
        else { return true }
        survey.take(json)
        return true
      }
    }
    return survey.result { plugin, hook in
      guard let manifest = plugins.set.manifest(of: plugin), manifest.hook(hook) != nil else {
        return nil
      }
      return manifest.limits.instructions ?? HookDeclaration.named(hook)?.instructions
    }
  }

  /// Whether the site's calendar has official data for a year.
  public func hasOfficialCalendar(_ year: Int) -> Bool {
    let day = clock.civil(clock.now()).day
    let context = HookContext(now: clock.now(), today: day, day: day, zone: site.zone)
    guard let middle = CivilDay(year: year, month: 7, day: 1) else { return false }
    return plugins.calendar(year...year, context)?.isOfficial(middle) ?? false
  }

  /// How many plugins each hook asks.
  public func hookCounts() -> [(hook: String, count: Int)] {
    plugins.set.hooks.map { ($0, plugins.set.orderedIDs(for: $0).count) }
  }

  /// The year of today in the institution's zone.
  public nonisolated func civilYear() -> Int { clock.civil(clock.now()).day.year }
}

/// Adds decision records up.
private struct Survey {
  private var count = 0
  private var conflicts: [DecisionSurvey.Conflict] = []
  private var used: [[String]: [Int]] = [:]

  mutating func take(_ json: JSONValue) {
    count += 1
    let hook = json["hook"]?.text ?? ""
    for conflict in json["conflicts"]?.array ?? [] {
      let found = DecisionSurvey.Conflict(
        hook: hook, about: conflict["about"]?.text ?? "",
        kept: conflict["kept"]?["plugin"]?.text ?? "",
        other: conflict["other"]?["plugin"]?.text ?? "", count: 1)
      let place = conflicts.firstIndex {
        $0.hook == found.hook && $0.about == found.about && $0.kept == found.kept
          && $0.other == found.other
      }
      if let place { conflicts[place].count += 1 } else { conflicts.append(found) }
    }
    for asked in json["asked"]?.array ?? [] {
      guard let plugin = asked["plugin"]?.text, let number = asked["instructions"]?.integer else {
        continue
      }
      used[[plugin, hook], default: []].append(Int(number))
    }
  }

  func result(limit: (String, String) -> Int?) -> DecisionSurvey {
    let usage = used.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, numbers in
      let sorted = numbers.sorted()
      return DecisionSurvey.Usage(
        plugin: key[0], hook: key[1], median: sorted[(sorted.count - 1) / 2],
        p99: sorted[(sorted.count * 99 - 1) / 100], most: sorted[sorted.count - 1],
        limit: limit(key[0], key[1]))
    }
    return DecisionSurvey(
      decisionCount: count, conflicts: conflicts.sorted { $0.count > $1.count }, usage: usage)
  }
}
