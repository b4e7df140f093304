public import ConsumerProtection

/// A regime's data file `limits.yaml`: the rows, and when each binds without Lua.
public struct RegimeFile: Sendable, Equatable {
  /// When a row binds if the regime's script gives no answer.
  public enum Applies: Sendable, Equatable {
    /// Only when the script selects it, or as a further step.
    case onSelection
    /// To every complaint.
    case always
    /// To complaints that one of these transferred.
    case transferred([Transferor])
  }

  /// The plugin that brings it.
  public let plugin: String
  /// The file inside the plugin's folder.
  public let file: String
  /// The rows.
  public let table: RegimeTable
  /// For each row, by its place in the table, when it binds without Lua.
  public let applies: [Applies]
  /// For each row the line in the file.
  public let lines: [Int]

  /// Reads a regime's data.
  ///
  /// - Parameters:
  ///   - folder: The plugin's folder.
  ///   - regime: What the manifest says about it.
  ///   - plugin: The plugin's id.
  /// - Returns: The rows.
  /// - Throws: Every problem at once, each with line and column.
  public static func read(
    in folder: PluginFolder, _ regime: PluginManifest.Regime, plugin: String
  ) throws(PluginProblems) -> RegimeFile {
    guard let bytes = folder.bytes(of: regime.file) else {
      throw PluginProblems([
        PluginProblem(
          .manifest, file: regime.file, Phrase("没有文件 \(regime.file)", "there is no \(regime.file)"))
      ])
    }
    var reader = RegimeReader(try YAMLValue.read(bytes, file: regime.file), file: regime.file)
    return try reader.regime(id: regime.id, plugin: plugin)
  }

  /// The same with the bank's own numbers, where a row names a setting and the setting is smaller.
  func lowered(by settings: JSONValue) -> RegimeFile {
    let quantities = table.quantities.map { number in
      guard let setting = number.setting, let own = settings[setting]?.integer, own > 0 else {
        return number
      }
      return number.lowered(to: Int(own))
    }
    return RegimeFile(
      plugin: plugin, file: file, table: table.with(quantities: quantities), applies: applies,
      lines: lines)
  }

  /// The rows that bind by the data alone, for each obligation the one that falls due first.
  func binding(on day: CivilDay, record: ComplaintRecord) -> [(row: Limit, line: Int)] {
    var transferor: Transferor?
    if case .text(let text)? = record["transferred_by"] { transferor = Transferor(rawValue: text) }
    // The plain week decides between rows of different units; all rows shipped count natural days.
    let week = WorkingCalendar(id: "", version: "", officialYears: [], days: [])
    var binding: [(row: Limit, line: Int, due: CivilDay)] = []
    for (place, row) in table.rows.enumerated()
    where row.isInForce(on: day) && row.extends == nil && row.trigger == .receipt {
      switch applies[place] {
      case .onSelection: continue
      case .always: break
      case .transferred(let list):
        guard let transferor, list.contains(transferor) else { continue }
      }
      let entry = (row: row, line: lines[place], due: row.budget.due(from: day, in: week).day)
      if let known = binding.firstIndex(where: { $0.row.name == row.name }) {
        if entry.due < binding[known].due { binding[known] = entry }
      } else {
        binding.append(entry)
      }
    }
    return binding.map { ($0.row, $0.line) }
  }
}
