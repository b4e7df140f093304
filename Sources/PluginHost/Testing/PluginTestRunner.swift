internal import ConsumerProtection
internal import LuaBridge

/// Runs `tests/*.yaml` of a plugin.
public enum PluginTestRunner {
  /// Runs every case with the plugin alone in its set, but for `others`.
  ///
  /// A case compares what the script itself returns, before answers are combined; its shape is
  /// checked all the same. The clock of a case stands at noon in UTC of `today`, 2026-03-02 unless
  /// the case says otherwise.
  ///
  /// - Parameters:
  ///   - folder: The plugin.
  ///   - others: Plugins that it may depend on, such as a calendar.
  ///   - filter: Only cases whose name contains this text.
  /// - Returns: What became of each case.
  public static func run(
    _ folder: PluginFolder, others: [PluginFolder] = [], filter: String? = nil
  ) -> PluginTestReport {
    if case .failure(let problems) = folder.manifest {
      return PluginTestReport(plugin: folder.name, cases: [], problems: problems.problems)
    }
    var cases: [PluginTestReport.Case] = []
    var problems: [PluginProblem] = []
    for file in folder.files where file.path.hasPrefix("tests/") && isYAML(file.path) {
      do throws(PluginProblems) {
        var reader = PluginTestReader(file: file.path)
        let tests = reader.cases(try YAMLValue.read(file.bytes, file: file.path))
        problems += reader.fields.problems
        for test in tests where filter.map({ test.name.contains($0) }) ?? true {
          cases.append(PluginTestCaseRun(test, folder, others).result(file: file.path))
        }
      } catch {
        problems += error.problems
      }
    }
    return PluginTestReport(plugin: folder.name, cases: cases, problems: problems)
  }

  private static func isYAML(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }
}

/// One case with a set of its own, so that no case sees another.
struct PluginTestCaseRun {
  private let test: PluginTestCase
  private let set: PluginSet
  private let id: String

  init(_ test: PluginTestCase, _ folder: PluginFolder, _ others: [PluginFolder]) {
    self.test = test
    id = folder.name
    let manifest = try? folder.manifest.get()
    let own = SitePlugin(
      id: folder.name, digest: nil, role: manifest?.regime == nil ? .overlay : .regime,
      settings: test.settings)
    let rest = others.filter { $0.name != folder.name }
    set = PluginSet(
      folders: [folder] + rest,
      site: rest.map { SitePlugin(id: $0.name, digest: nil) } + [own], requiresApproval: false)
    set.keepsInput = true
  }

  func result(file: String) -> PluginTestReport.Case {
    let outcome = set.rawAnswer(of: id, test.hook, argument, context, query: query)
    return PluginTestReport.Case(
      file: file, line: test.line, name: test.name, differences: differences(outcome),
      instructions: outcome.instructions)
  }

  private var argument: RawArgument {
    let hook = HookDeclaration.named(test.hook)
    if hook?.takesComplaint == true { return .record(record) }
    switch hook?.name {
    case "calendar.days": return .value(.integer(Int64(test.year ?? 2026)))
    case "importer.<id>":
      let fields = test.row.filter { !$0.text.isEmpty }.map {
        LuaTable.Field(key: $0.header, value: .string($0.text))
      }
      return .value(.table(LuaTable(fields: fields)))
    default: return .value(.nil)
    }
  }

  private var record: ComplaintRecord {
    var record = ComplaintRecord()
    for entry in test.record {
      let kind = ComplaintFields.index(of: entry.key).map { ComplaintFields.all[$0].kind }
      // A day or a number that stands unquoted where the field holds text is that text.
      let isText = kind == .text || kind == .day
      let value =
        isText ? entry.value.written.map { .text($0) } ?? .none : FieldValue(entry.value.json)
      record[entry.key] = entry.value.content == .null ? FieldValue.none : value
    }
    return record
  }

  private var context: HookContext {
    let today =
      test.today ?? test.day ?? CivilDay(year: 2026, month: 3, day: 2) ?? CivilDay(number: 0)
    let noon = Int64(today.number) * 86_400_000 + 43_200_000
    return HookContext(
      now: Instant(milliseconds: noon), today: today, day: test.day ?? today,
      language: test.language, caseID: "C-00000000-000000", params: params)
  }

  /// The parameters of a report with the manifest's defaults.
  private var params: JSONValue? {
    let report = set.manifest(of: id)?.reports.first { "report.\($0.id)" == test.hook }
    guard let report else { return test.params }
    var members = test.params?.members ?? []
    for parameter in report.parameters {
      if let initial = parameter.initial, !members.contains(where: { $0.name == parameter.name }) {
        members.append(.init(parameter.name, initial))
      }
    }
    return .object(members)
  }

  private var query: FixedQuery {
    FixedQuery(test.query, provenance: QueryProvenance(institution: "test"))
  }

  private func differences(_ outcome: RawAnswer) -> [Phrase] {
    if let expected = test.expectError { return errorDifferences(expected, outcome) }
    if let failure = outcome.failure {
      return [
        Phrase(failure.block(in: .zh, showInput: true), failure.block(in: .en, showInput: true))
      ]
    }
    let found = outcome.value.json
    var differences: [Phrase] = []
    if let expected = test.expect {
      differences += AnswerComparison.differences(expected, found)
    }
    if let expected = test.expectContains {
      differences += AnswerComparison.missing(expected, in: found)
    }
    if let count = test.expectCount, found.array?.count ?? 0 != count {
      differences.append(
        Phrase(
          "应有 \(count) 项，实有 \(found.array?.count ?? 0) 项",
          "\(count) items expected, \(found.array?.count ?? 0) found"))
    }
    if let reads = test.expectReads, Set(reads) != Set(outcome.reads) {
      differences.append(
        Phrase(
          "应读取 \(reads.joined(separator: "、"))，实际读取 \(outcome.reads.joined(separator: "、"))",
          "reads expected: \(reads.joined(separator: ", ")); found: \(outcome.reads.joined(separator: ", "))"
        ))
    }
    return differences
  }

  private func errorDifferences(_ expected: String, _ outcome: RawAnswer) -> [Phrase] {
    guard let failure = outcome.failure else {
      return [
        Phrase(
          "应失败（\(expected)），实际回答 \(outcome.value.json.line)",
          "failure expected (\(expected)), found \(outcome.value.json.line)")
      ]
    }
    let texts = [
      failure.code.text, failure.pluginCode ?? "", failure.message.zh, failure.message.en,
    ]
    guard !texts.contains(where: { $0.contains(expected) }) else { return [] }
    return [
      Phrase(
        "应失败于“\(expected)”，实际：\(failure.message.zh)",
        "failure expected: `\(expected)`; found: \(failure.message.en)")
    ]
  }
}
