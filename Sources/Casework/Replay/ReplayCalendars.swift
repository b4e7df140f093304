internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// The working calendar in force at each case: that of the plugin set then active, from the folders kept
/// at their approval.
final class ReplayCalendars {
  private let current: PluginSet
  private let id: String
  private let approved: ApprovedFolders
  /// The plugins that feed the calendar today.
  private let feeders: [PluginFolder]
  /// The set that counts for what is read now; nil while it is today's.
  private var then: PluginSet?
  /// Whether the calendar of then was not kept.
  private(set) var isMissing = false
  private var known: [[String]: PluginSet] = [:]
  private var calendars: [ObjectIdentifier: (years: ClosedRange<Int>, calendar: WorkingCalendar)] =
    [:]

  init(_ current: PluginSet, site: SiteFile, paths: WorkspacePaths) {
    self.current = current
    id = site.policy.calendarID
    approved = ApprovedFolders(paths)
    feeders = site.plugins.compactMap { try? PluginFolder(path: "\(paths.plugins)/\($0.id)") }
      .filter { (try? $0.manifest.get().calendar?.id) == site.policy.calendarID }
  }

  /// Takes note of a plugin set that answers from here on.
  func activate(_ line: LedgerLine) {
    guard let plugins = (try? JSONReader.value(of: line.data))?["plugins"]?.array else { return }
    (then, isMissing) = (nil, false)
    var folders: [PluginFolder] = []
    for feeder in feeders {
      guard let entry = plugins.first(where: { $0["id"]?.text == feeder.name }),
        let digest = entry["digest"]?.text.flatMap({ PluginDigest($0) })
      else { continue }
      if digest == feeder.digest {
        folders.append(feeder)
      } else if let kept = approved.folder(feeder.name, digest) {
        folders.append(kept)
      } else {
        isMissing = true
      }
    }
    guard !isMissing, folders.map(\.digest) != feeders.map(\.digest) else { return }
    let key = folders.map(\.digest.hex)
    let set =
      known[key]
      ?? PluginSet(
        folders: folders, site: folders.map { SitePlugin(id: $0.name, digest: $0.digest) })
    known[key] = set
    then = set
  }

  /// The calendar then in force, or the one of other rules.
  func calendar(
    _ years: ClosedRange<Int>, _ context: HookContext, of other: PluginSet? = nil
  ) -> WorkingCalendar {
    let set = other ?? then ?? current
    let key = ObjectIdentifier(set)
    if let known = calendars[key], known.years.contains(years.lowerBound),
      known.years.contains(years.upperBound)
    {
      return known.calendar
    }
    let before = calendars[key]?.years ?? years
    let wanted =
      min(before.lowerBound, years.lowerBound)...max(before.upperBound, years.upperBound)
    let calendar = set.calendar(id, years: wanted, context).value ?? Workspace.plainCalendar(id)
    calendars[key] = (wanted, calendar)
    return calendar
  }
}
