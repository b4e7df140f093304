internal import ConsumerProtection
internal import LuaBridge

/// One case of a YAML file, with a machine of its own, so that no case sees another.
struct PluginTestCaseRun {
  let test: PluginTestCase
  let trial: PluginTrial
  private let manifest: PluginManifest?

  init(
    _ test: PluginTestCase, _ folder: PluginFolder, _ others: [PluginFolder],
    recordsCoverage: Bool = false
  ) {
    self.test = test
    manifest = try? folder.manifest.get()
    trial = PluginTrial(
      folder, others: others, settings: test.settings, recordsCoverage: recordsCoverage)
  }

  /// Runs the case.
  func result(file: String) -> PluginTestReport.Case {
    let outcome = trial.plugins.rawAnswer(
      of: trial.id, test.hook, question.raw, question.context, query: query)
    return PluginTestReport.Case(
      file: file, line: test.line, name: test.name, differences: differences(outcome),
      instructions: outcome.meters.instructions)
  }

  /// The lines that ran.
  var coverage: [LuaCoverage] { trial.coverage }

  /// What the case asks.
  var question: HookQuestion { HookQuestion(test.hook, argument, context) }

  /// The answers that its counts get.
  var query: FixedQuery {
    FixedQuery(test.query, provenance: QueryProvenance(institution: "test"))
  }

  private var argument: HookQuestion.Argument {
    let hook = HookDeclaration.named(test.hook)
    if hook?.takesComplaint == true { return .record(record) }
    if let given = test.given { return .value(given) }
    switch hook?.name {
    case "calendar.days": return .value(.integer(Int64(test.year ?? 2026)))
    case "importer.<id>":
      return .value(
        .object(
          test.row.filter { !$0.text.isEmpty }.map {
            JSONValue.Member($0.header, .text($0.text))
          }))
    case "matter.fields": return .value(.text("complaint"))
    default: return .value(hook?.subject == nil ? .null : .object([]))
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
    .ofTest(
      now: test.now, today: test.today, day: test.day, language: test.language,
      params: HookContext.params(test.params, of: test.hook, in: manifest))
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
    return differences + dueDifferences()
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
