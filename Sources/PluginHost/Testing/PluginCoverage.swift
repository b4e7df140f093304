internal import ConsumerProtection
internal import LuaBridge

/// Which lines of a plugin its tests ran.
public struct PluginCoverage: Sendable, Equatable {
  /// One Lua file.
  public struct File: Sendable, Equatable {
    /// The path inside the folder.
    public let path: String
    /// Lines that hold code, ascending.
    public let lines: [Int]
    /// Lines of those that ran, ascending.
    public let ran: [Int]
    /// Lines of those that never ran.
    public var missed: [Int] { lines.filter { !ran.contains($0) } }
  }

  /// The files that count for approval, sorted by path.
  public let files: [File]

  /// Lines that hold code.
  public var lineCount: Int { files.reduce(0) { $0 + $1.lines.count } }
  /// Lines that ran.
  public var ranCount: Int { files.reduce(0) { $0 + $1.ran.count } }
  /// Lines that ran, in whole hundredths of a percent, rounded down; 10000 without any code.
  public var basisPoints: Int { lineCount == 0 ? 10_000 : ranCount * 10_000 / lineCount }
  /// The same as a percentage with two decimals, e.g. `93.75`.
  public var percentage: String {
    let rest = basisPoints % 100
    return "\(basisPoints / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The sources with a mark before each line: `+` ran, `-` did not, blank holds no code.
  ///
  /// - Parameter folder: The folder that was tested.
  /// - Returns: Lines without a line feed at the end.
  public func listing(of folder: PluginFolder) -> String {
    var lines: [String] = []
    for file in files {
      if !lines.isEmpty { lines.append("") }
      lines.append("\(file.path)  \(file.ran.count)/\(file.lines.count)")
      let text = String(decoding: folder.bytes(of: file.path) ?? [], as: UTF8.self)
      var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      if rows.last?.isEmpty == true { rows.removeLast() }
      let (code, ran) = (Set(file.lines), Set(file.ran))
      for (place, row) in rows.enumerated() {
        let number = place + 1
        let mark = ran.contains(number) ? "+" : code.contains(number) ? "-" : " "
        let digits = String(number)
        let pad = String(repeating: " ", count: max(0, 4 - digits.utf8.count))
        lines.append("\(mark)\(pad)\(digits) | \(row)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Adds up what several machines ran.
  struct Recorder {
    private var ran: [String: Set<Int>] = [:]

    mutating func add(_ coverage: [LuaCoverage]) {
      for file in coverage { ran[file.file, default: []].formUnion(file.executedLines) }
    }

    /// Files that no test loaded count with all their lines.
    func coverage(of folder: PluginFolder) -> PluginCoverage {
      PluginCoverage(
        files: folder.luaSources.map { source in
          let lines = Self.lines(of: source)
          let ran = ran[source.name] ?? []
          return File(path: source.name, lines: lines, ran: lines.filter { ran.contains($0) })
        })
    }

    /// The lines that hold code; none in a file that is not Lua, which `check` reports.
    private static func lines(of source: LuaSource) -> [Int] {
      guard let machine = try? LuaMachine(coverage: true),
        (try? machine.compile([source])) != nil
      else { return [] }
      return machine.coverage.first?.activeLines ?? []
    }
  }
}
