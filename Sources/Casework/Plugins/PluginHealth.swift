internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Which plugins failed last, how often in a row, and which digests are in quarantine.
///
/// An entry of the index, derived from the plugins' own histories.
struct PluginHealth: Equatable {
  /// How one plugin stands.
  struct Entry: Equatable {
    var digest: String
    /// Cases in a row on which it failed.
    var inARow: Int64
    var isQuarantined = false
    /// The last failure: code and hook.
    var code: String
    var hook: String
    /// The case of the last failure.
    var caseID: String
  }

  /// So many failures in a row put a digest into quarantine.
  static let inARowMax: Int64 = 3

  var entries: [String: Entry] = [:]

  init() {}

  init(in view: LedgerView) throws(LedgerError) {
    self.init(stored: try view.index.get(IndexKey.pluginHealth) ?? [])
  }

  private init(stored bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    for member in (try? JSONReader.value(of: bytes))?.members ?? [] {
      let value = member.value
      entries[member.name] = Entry(
        digest: value["digest"]?.text ?? "", inARow: value["in_a_row"]?.integer ?? 0,
        isQuarantined: value["quarantined"] == .boolean(true), code: value["code"]?.text ?? "",
        hook: value["hook"]?.text ?? "", caseID: value["case"]?.text ?? "")
    }
  }

  /// The digests that are not asked, by plugin.
  var quarantined: [String: PluginDigest] {
    entries.filter(\.value.isQuarantined).compactMapValues { PluginDigest($0.digest) }
  }

  /// Keeps the index's entry as a line of a plugin's history says.
  static func project(_ line: LedgerLine, into row: ProjectionEditor) {
    let type = line.type
    guard
      [EngineEvent.failed, EngineEvent.recovered, EngineEvent.quarantined, EngineEvent.released]
        .contains(type)
    else { return }
    var health = row.get(IndexKey.pluginHealth).map { PluginHealth(stored: $0) } ?? PluginHealth()
    let data = (try? JSONReader.value(of: line.data)) ?? .null
    switch type {
    case EngineEvent.failed:
      let digest = data["digest"]?.text ?? ""
      let known = health.entries[line.id]
      health.entries[line.id] = Entry(
        digest: digest, inARow: data["in_a_row"]?.integer ?? 1,
        isQuarantined: known?.digest == digest && known?.isQuarantined == true,
        code: data["code"]?.text ?? "", hook: data["hook"]?.text ?? "",
        caseID: data["case"]?.text ?? "")
    case EngineEvent.quarantined: health.entries[line.id]?.isQuarantined = true
    default: health.entries[line.id] = nil
    }
    row.put(IndexKey.pluginHealth, health.stored)
  }

  private var stored: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
        writer.member(
          id,
          .object([
            .init("digest", .text(entry.digest)), .init("in_a_row", .integer(entry.inARow)),
            .init("quarantined", .boolean(entry.isQuarantined)), .init("code", .text(entry.code)),
            .init("hook", .text(entry.hook)), .init("case", .text(entry.caseID)),
          ]))
      }
    }
    return writer.bytes
  }
}
