internal import ConsumerProtection
internal import LuaBridge

/// Runs the tests of a plugin: `tests/*.yaml` and `tests/*_spec.lua`.
public enum PluginTestRunner {
  /// What to run, and how.
  public struct Options: Sendable {
    /// Only tests whose name contains this text.
    public var filter: String?
    /// Run in an order that this number makes; nil keeps the order of the files. Each test has a
    /// machine of its own, so the order can change nothing but what a defect of the host would do.
    public var seed: UInt64?
    /// Record which lines run, which is slow.
    public var recordsCoverage = false

    /// Everything, in order, without coverage.
    public init() {}
  }

  /// Runs every test with the plugin alone in its set, but for `others`.
  ///
  /// A test compares what the script itself returns, before answers are combined; its shape is
  /// checked all the same. The clock of a test stands at noon in UTC of `today`, 2026-03-02 unless
  /// the test says otherwise.
  ///
  /// - Parameters:
  ///   - folder: The plugin.
  ///   - others: Plugins that it may depend on, such as a calendar.
  ///   - filter: Only tests whose name contains this text.
  /// - Returns: What became of each test.
  public static func run(
    _ folder: PluginFolder, others: [PluginFolder] = [], filter: String? = nil
  ) -> PluginTestReport {
    var options = Options()
    options.filter = filter
    return run(folder, others: others, options: options)
  }

  /// Runs the tests as the options say.
  public static func run(
    _ folder: PluginFolder, others: [PluginFolder] = [], options: Options
  ) -> PluginTestReport {
    if case .failure(let problems) = folder.manifest {
      return PluginTestReport(plugin: folder.name, cases: [], problems: problems.problems)
    }
    let plan = PluginTestPlan(folder, others: others)
    let chosen = plan.items.filter { item in
      options.filter.map { item.name.contains($0) } ?? true
    }
    var order = Array(chosen.indices)
    if let seed = options.seed { order.shuffle(seed: seed) }
    var cases: [(place: Int, result: PluginTestReport.Case)] = []
    var coverage = PluginCoverage.Recorder()
    for place in order {
      let outcome = plan.run(chosen[place], recordsCoverage: options.recordsCoverage)
      coverage.add(outcome.coverage)
      cases.append((place, outcome.result))
    }
    return PluginTestReport(
      plugin: folder.name, cases: cases.sorted { $0.place < $1.place }.map(\.result),
      problems: plan.problems,
      coverage: options.recordsCoverage ? coverage.coverage(of: folder) : nil)
  }
}

/// The tests of one plugin, found before any runs.
struct PluginTestPlan {
  /// One test.
  enum Item {
    case yaml(PluginTestCase, file: String)
    case spec(SpecFile, SpecFile.Test)

    var name: String {
      switch self {
      case .yaml(let test, _): test.name
      case .spec(_, let test): test.name
      }
    }
  }

  let folder: PluginFolder
  let others: [PluginFolder]
  private(set) var items: [Item] = []
  private(set) var problems: [PluginProblem] = []

  init(_ folder: PluginFolder, others: [PluginFolder]) {
    self.folder = folder
    self.others = others
    for file in folder.files where file.path.hasPrefix("tests/") {
      do throws(PluginProblems) {
        if file.path.hasSuffix(".yaml") || file.path.hasSuffix(".yml") {
          var reader = PluginTestReader(file: file.path)
          let tests = reader.cases(try YAMLValue.read(file.bytes, file: file.path))
          problems += reader.fields.problems
          items += tests.map { .yaml($0, file: file.path) }
        } else if file.path.hasSuffix("_spec.lua") {
          let spec = try SpecFile(file, of: folder)
          items += spec.tests.map { .spec(spec, $0) }
        }
      } catch {
        problems += error.problems
      }
    }
  }

  func run(
    _ item: Item, recordsCoverage: Bool
  ) -> (result: PluginTestReport.Case, coverage: [LuaCoverage]) {
    switch item {
    case .yaml(let test, let file):
      let run = PluginTestCaseRun(test, folder, others, recordsCoverage: recordsCoverage)
      let result = run.result(file: file)
      return (result, recordsCoverage ? run.coverage : [])
    case .spec(let spec, let test):
      let run = SpecRun(spec, folder, others, recordsCoverage: recordsCoverage)
      let result = run.result(of: test)
      return (result, run.coverage)
    }
  }
}

extension Array {
  /// The same order for the same seed everywhere (Fisher and Yates over SplitMix64).
  fileprivate mutating func shuffle(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    guard count > 1 else { return }
    for place in (1..<count).reversed() {
      swapAt(place, Int(next() % UInt64(place + 1)))
    }
  }
}
