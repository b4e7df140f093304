internal import ConsumerProtection
internal import LuaBridge

/// One test of a spec, with machines of its own for the spec and for the plugin.
struct SpecRun {
  private let spec: SpecFile
  private let folder: PluginFolder
  private let asking: SpecAsking
  private let machine: Result<SpecMachine, PluginProblems>
  private let recordsCoverage: Bool

  /// For one test with all that it asks; each hook has its own budget beside this.
  private static let budget = LuaBudget(
    instructions: 20_000_000, memoryBytes: 64 << 20, wallMilliseconds: 10_000)

  init(
    _ spec: SpecFile, _ folder: PluginFolder, _ others: [PluginFolder], recordsCoverage: Bool
  ) {
    self.spec = spec
    self.folder = folder
    self.recordsCoverage = recordsCoverage
    let asking = SpecAsking(folder, others: others, recordsCoverage: recordsCoverage)
    self.asking = asking
    do throws(PluginProblems) {
      machine = .success(
        try SpecMachine(
          spec.file, folder: folder, asking: asking, recordsCoverage: recordsCoverage))
    } catch {
      machine = .failure(error)
    }
  }

  /// Runs the test.
  func result(of test: SpecFile.Test) -> PluginTestReport.Case {
    func made(_ differences: [Phrase], _ instructions: Int = 0) -> PluginTestReport.Case {
      PluginTestReport.Case(
        file: spec.file.path, line: test.line, name: test.name, differences: differences,
        instructions: instructions)
    }
    switch machine {
    case .failure(let problems): return made(problems.problems.map(\.problem))
    case .success(let machine):
      guard let function = machine.exports.function(test.key) else {
        return made([Phrase("规格文件没有再给出这个测试", "the spec did not give this test again")])
      }
      do throws(LuaFailure) {
        let reply = try machine.lua.call(function, arguments: [], budget: Self.budget)
        return made([], reply.meters.instructions)
      } catch {
        return made(differences(of: error), error.meters.instructions)
      }
    }
  }

  /// The lines of the plugin that ran, in the spec's own machine too, where it requires modules.
  var coverage: [LuaCoverage] {
    guard recordsCoverage else { return [] }
    return asking.coverage + ((try? machine.get())?.lua.coverage ?? [])
  }

  private func differences(of failure: LuaFailure) -> [Phrase] {
    // What a word of the spec refuses is the fault of the line that says the word.
    let frame = failure.traceback.first { $0.file != nil && $0.file != SpecMachine.supportName }
    let isInside = failure.file == SpecMachine.supportName || failure.file == nil
    let (file, line) = isInside ? (frame?.file, frame?.line) : (failure.file, failure.line)
    let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    let words =
      asking.differences.isEmpty
      ? [FailureWords.phrase(for: failure, code: .runtime)] : asking.differences
    return words.enumerated().map { index, phrase in
      index > 0 || place.isEmpty
        ? phrase : Phrase("\(place) \(phrase.zh)", "\(place) \(phrase.en)")
    }
  }
}
