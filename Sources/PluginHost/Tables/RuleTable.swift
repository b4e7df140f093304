public import ConsumerProtection

/// A rule that needs no Lua: rows of the site file that answer one hook.
///
/// It stands in the set like a plugin: it is asked in its place of the order, its answers combine,
/// are recorded, replayed and explained alike. What it may depend on is the record alone.
public struct RuleTable: Sendable, Equatable {
  /// One row: where all conditions hold, it answers.
  public struct Row: Sendable, Equatable {
    /// What must hold, in the order of the file.
    let conditions: [RuleCondition]
    /// The answer, in the shape of the hook, without its reason.
    let answer: [JSONValue.Member]
    /// Why, in the bank's own words or made from the conditions.
    let because: Phrase
    /// The number of the row, from 1.
    let number: Int
    /// Where it stands in the site file.
    let line: Int
  }

  /// The identifier, in the form of a plugin's.
  public let id: String
  /// The hook that it answers.
  public let hook: String
  /// What people call it.
  public let title: Phrase
  /// How far its answers count.
  public let enforcement: SitePlugin.Enforcement
  /// Those who answer before it.
  let after: [String]
  /// Those who answer after it.
  let before: [String]
  /// The rows, in the order of the file.
  public let rows: [Row]
  /// Its own tests.
  let tests: [RuleTableTest]
  /// The file's name, for places.
  let file: String
  /// The line where it begins.
  public let line: Int

  /// The hooks that a table may answer.
  public static let hooks = ["complaint.route", "complaint.deadline", "complaint.check"]

  /// Whether the first row that fits is the only one that answers.
  var isDecidedByFirst: Bool { hook == "complaint.route" }

  /// The fields that any row asks for, in the order of the record.
  var reads: [String] {
    ComplaintFields.names.filter { name in
      rows.contains { $0.conditions.contains { $0.field == name } }
    }
  }

  /// What decides, exactly: rows without their places, for the record of the active set.
  var json: JSONValue {
    .object([
      .init("hook", .text(hook)),
      .init(
        "rows",
        .array(
          rows.map { row in
            .object(
              [
                JSONValue.Member(
                  "when",
                  .object(row.conditions.map { .init($0.field, .text($0.test.canonical)) }))
              ] + row.answer + [
                .init(
                  "because",
                  .object([.init("zh", .text(row.because.zh)), .init("en", .text(row.because.en))]))
              ])
          })),
    ])
  }

  /// The manifest under which it stands among the plugins.
  var manifest: PluginManifest {
    PluginManifest(
      id: id, version: PluginVersion(1), api: .current, title: title, summary: nil, license: nil,
      author: nil,
      hooks: [PluginManifest.Hook(name: hook, after: after, before: before, reads: reads)],
      permissions: [], depends: [], limits: .none, calendar: nil, regime: nil, importers: [],
      reports: [])
  }

  /// Rows that can never answer because an earlier one answers wherever they would.
  public var warnings: [PluginProblem] {
    guard isDecidedByFirst else { return [] }
    return rows.enumerated().compactMap { place, row in
      let earlier = rows[..<place].first { $0.conditions.allSatisfy(row.conditions.contains) }
      return earlier.map { earlier in
        PluginProblem(
          .settings, .warning, file: file, line: row.line,
          Phrase(
            "第 \(row.number) 行永远轮不到：第 \(earlier.number) 行（\(file):\(earlier.line)）先于它，且条件更宽",
            "row \(row.number) never answers: row \(earlier.number) (\(file):\(earlier.line)) stands"
              + " before it and asks for less"))
      }
    }
  }
}
