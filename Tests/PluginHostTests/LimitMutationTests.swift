import ConsumerProtection
import Foundation
import Testing

@testable import PluginHost

/// Every number of every shipped table of limits is held by a case of its plugin: a table in which one
/// number or one day is off by one fails.
@Suite struct LimitMutationTests {
  /// A table with one number or day changed.
  private struct Mutant {
    let text: String
    let change: String
  }

  static let regimes = (RepositoryPlugins.names + RepositoryPlugins.examples).filter {
    // An empty table, such as that of petitions, has nothing to change.
    $0 != "cn.petition" && (try? RepositoryPlugins.folder($0).manifest.get().regime) ?? nil != nil
  }

  @Test func `six regimes are shipped`() {
    #expect(
      Set(Self.regimes).isSuperset(of: [
        "au.rg271", "cn.complaint-limits", "eu.psd2", "in.rbios", "uk.disp", "us.cfpb",
      ]))
  }

  @Test(arguments: regimes)
  func `any one limit off by one fails the plugin's own cases`(name: String) throws {
    let folder = try RepositoryPlugins.folder(name)
    let file = try #require(try folder.manifest.get().regime?.file)
    let others = try RepositoryPlugins.calendar(besides: name)
    let bytes = try #require(folder.bytes(of: file))
    let mutants = Self.mutants(of: String(decoding: bytes, as: UTF8.self))
    // Budgets and first days, each up and down.
    #expect(mutants.count >= 4)
    for mutant in mutants {
      let files = folder.files.map { entry in
        entry.path == file
          ? PluginFolder.File(path: file, bytes: Array(mutant.text.utf8)) : entry
      }
      let changed = PluginFolder(path: folder.path, files: files)
      #expect(Self.isKilled(changed, others), "\(name): nothing noticed \(mutant.change)")
    }
  }

  /// Whether some case fails; cases that count days first, since they usually notice.
  private static func isKilled(_ folder: PluginFolder, _ others: [PluginFolder]) -> Bool {
    let plan = PluginTestPlan(folder, others: others)
    if !plan.problems.isEmpty { return true }
    let items = plan.items.sorted { countsDays($0) && !countsDays($1) }
    return items.contains { !plan.run($0, recordsCoverage: false).result.differences.isEmpty }
  }

  private static func countsDays(_ item: PluginTestPlan.Item) -> Bool {
    if case .yaml(let test, _) = item { !test.expectDue.isEmpty } else { false }
  }

  private static func mutants(of text: String) -> [Mutant] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var mutants: [Mutant] = []
    for (place, line) in lines.enumerated() {
      guard !line.drop(while: { $0 == " " }).hasPrefix("#") else { continue }
      for (range, value) in numbers(in: line) {
        for changed in value {
          var all = lines
          all[place] = line.replacingCharacters(in: range, with: changed)
          mutants.append(
            Mutant(text: all.joined(separator: "\n"), change: "line \(place + 1): \(all[place])"))
        }
      }
    }
    return mutants
  }

  /// The count of a budget, a plain number and the days of `in_force`, each with its two neighbours.
  private static func numbers(in line: String) -> [(Range<String.Index>, [String])] {
    if line.contains(" budget: ") || line.contains(" value: "),
      let range = line.range(of: "[0-9]+", options: .regularExpression),
      let count = Int(line[range])
    {
      return [(range, ["\(count - 1)", "\(count + 1)"])]
    }
    guard line.contains(" in_force: ") else { return [] }
    var found: [(Range<String.Index>, [String])] = []
    var from = line.startIndex
    while let range = line.range(
      of: "[0-9]{4}-[0-9]{2}-[0-9]{2}", options: .regularExpression, range: from..<line.endIndex)
    {
      if let day = CivilDay(iso: String(line[range])) {
        found.append((range, [(day + -1).iso, (day + 1).iso]))
      }
      from = range.upperBound
    }
    return found
  }
}
