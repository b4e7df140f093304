internal import ConsumerProtection

/// What differs between two folders of one plugin: files line by line, and what the manifest asks for.
public struct PluginDifference: Sendable, Equatable {
  /// One file that differs.
  public struct File: Sendable, Equatable {
    /// What became of it.
    public enum Kind: String, Sendable {
      /// It is new.
      case added
      /// It is gone.
      case removed
      /// Its contents differ.
      case changed
    }

    /// The path inside the folder.
    public let path: String
    /// What became of it.
    public let kind: Kind
    /// Lines that are new.
    public let linesAdded: Int
    /// Lines that are gone.
    public let linesRemoved: Int
    /// The lines as a unified difference, without a head: ` `, `+` or `-` and the text. Empty where the
    /// file is no text.
    public let lines: [String]
  }

  /// One thing that the manifest says otherwise.
  public struct Manifest: Sendable, Equatable {
    /// The part: `permissions`, `reads`, `hooks`, `depends`, `limits`, `version`, `api`.
    public let part: String
    /// What is new, in the manifest's own words.
    public let added: [String]
    /// What is gone.
    public let removed: [String]
  }

  /// The digest before; nil where there is nothing to compare with.
  public let before: PluginDigest?
  /// The digest now.
  public let after: PluginDigest
  /// Files that differ, by path; those that are no part of the digest are left out.
  public let files: [File]
  /// What the manifest says otherwise.
  public let manifest: [Manifest]

  /// Compares a folder with what was approved; with nothing, everything is new.
  public init(from old: PluginFolder?, to new: PluginFolder) {
    before = old?.digest
    after = new.digest
    let paths = Set((old?.files ?? []).map(\.path) + new.files.map(\.path))
      .filter { PluginDigest.counts($0) }.sorted()
    files = paths.compactMap { path in
      Self.file(path, old?.bytes(of: path), new.bytes(of: path))
    }
    manifest = Self.manifest(
      old.flatMap { try? $0.manifest.get() }, try? new.manifest.get())
  }

  private static func file(_ path: String, _ old: [UInt8]?, _ new: [UInt8]?) -> File? {
    guard old != new else { return nil }
    let kind: File.Kind = old == nil ? .added : new == nil ? .removed : .changed
    guard let before = lines(of: old ?? []), let after = lines(of: new ?? []) else {
      return File(path: path, kind: kind, linesAdded: 0, linesRemoved: 0, lines: [])
    }
    let difference = after.difference(from: before)
    return File(
      path: path, kind: kind, linesAdded: difference.insertions.count,
      linesRemoved: difference.removals.count, lines: unified(before, after, difference))
  }

  /// The lines of a text; nil for bytes that are none.
  private static func lines(of bytes: [UInt8]) -> [String]? {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      return nil
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// So many equal lines stand around a change.
  private static let around = 2

  private static func unified(
    _ before: [String], _ after: [String], _ difference: CollectionDifference<String>
  ) -> [String] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var all: [(sign: Character, text: String)] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        all.append(("-", before[old]))
        old += 1
      } else if inserted.contains(new) {
        all.append(("+", after[new]))
        new += 1
      } else {
        all.append((" ", before[old]))
        old += 1
        new += 1
      }
    }
    let changed = all.indices.filter { all[$0].sign != " " }
    var shown: [String] = []
    var last: Int?
    for place in all.indices
    where changed.contains(where: { abs($0 - place) <= around }) {
      if let last, place > last + 1 { shown.append("@@") }
      shown.append("\(all[place].sign)\(all[place].text)")
      last = place
    }
    return shown
  }

  private static func manifest(_ old: PluginManifest?, _ new: PluginManifest?) -> [Manifest] {
    func parts(_ manifest: PluginManifest?) -> [(String, [String])] {
      guard let manifest else { return [] }
      let limits = [
        manifest.limits.instructions.map { "instructions \($0)" },
        manifest.limits.memoryKiB.map { "memory_kib \($0)" },
        manifest.limits.wallMilliseconds.map { "wall_ms \($0)" },
      ].compactMap(\.self)
      return [
        ("version", [manifest.version.description]), ("api", [manifest.api.description]),
        ("hooks", manifest.hooks.map(\.name)),
        ("permissions", manifest.permissions.map(\.rawValue)),
        ("reads", manifest.hooks.flatMap { hook in hook.reads.map { "\(hook.name) \($0)" } }),
        (
          "order",
          manifest.hooks.flatMap { hook in
            hook.after.map { "\(hook.name) after \($0)" }
              + hook.before.map { "\(hook.name) before \($0)" }
          }
        ),
        ("depends", manifest.depends.map(\.text)), ("limits", limits),
      ]
    }
    let (before, after) = (parts(old), parts(new))
    return ["version", "api", "hooks", "permissions", "reads", "order", "depends", "limits"]
      .compactMap { part in
        let was = before.first { $0.0 == part }?.1 ?? []
        let now = after.first { $0.0 == part }?.1 ?? []
        let difference = Manifest(
          part: part, added: now.filter { !was.contains($0) },
          removed: was.filter { !now.contains($0) })
        return difference.added.isEmpty && difference.removed.isEmpty ? nil : difference
      }
  }
}
