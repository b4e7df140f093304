internal import Casework
internal import Glibc
internal import PluginHost

/// The benchmarks of the house. They print ratios against a peer of the same run and assert nothing.
@main
enum Main {
  static func main() async {
    // Workers are this program again.
    if CommandLine.arguments.dropFirst().first == PluginWorker.argument { PluginWorker.serve() }
    do throws(BenchError) {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      try await run(options)
    } catch {
      let text = Array("bench: \(error)\n".utf8)
      _ = write(STDERR_FILENO, text, text.count)
      exit(1)
    }
  }

  private static func run(_ options: Options) async throws(BenchError) {
    let scratch = try Files.makeScratch(in: options.directory)
    print("scratch folder: \(scratch)\(options.keeps ? "" : " (removed at the end)")")
    defer { if !options.keeps { Files.remove(scratch) } }
    let results = Results(path: options.results)
    if options.parts == [.ledger] {
      try await ledger(options, results)
      return try results.save()
    }
    if options.parts == [.plugins] {
      try await plugins(options, scratch, results)
      return try results.save()
    }
    let bank = try SampleBank(repository: options.repository, scratch: scratch)
    for part in options.parts {
      switch part {
      case .start: try await start(options, bank, scratch, results)
      case .decisions:
        try await Decisions(repository: options.repository, rounds: options.isQuick ? 20 : 100)
          .run(results)
      case .submits:
        try await Submits(bank: bank, scratch: scratch, rounds: options.isQuick ? 10 : 50)
          .run(results)
      case .ledger: try await ledger(options, results)
      case .plugins: try await plugins(options, scratch, results)
      case .reads:
        try await Reads(
          repository: options.repository, bank: bank, scratch: scratch,
          rounds: options.isQuick ? 10 : 50
        ).run(results)
      }
    }
    try results.save()
  }

  private static func plugins(
    _ options: Options, _ scratch: String, _ results: Results
  ) async throws(BenchError) {
    let rounds = options.isQuick ? 20 : 100
    try await PluginFigures(
      repository: options.repository, scratch: scratch, python: options.python, rounds: rounds
    ).run(results)
    try await PatternFigures(repository: options.repository, rounds: rounds).run(results)
  }

  /// What it loads stays, so that the next run begins at once.
  private static func ledger(
    _ options: Options, _ results: Results
  ) async throws(BenchError) {
    let scratch = "\(options.directory)/ledger"
    try Files.makeFolders(of: "\(scratch)/.")
    try await LedgerFigures(
      ours: "\(options.peers)/ledgerpeer", theirs: "\(options.peers)/sqlitepeer", scratch: scratch,
      size: options.size, rounds: options.isQuick ? 20 : 60
    ).run(results)
  }

  private static func start(
    _ options: Options, _ bank: SampleBank, _ scratch: String, _ results: Results
  ) async throws(BenchError) {
    guard Files.exists(options.xiaobao) else {
      throw BenchError("there is no \(options.xiaobao): build it with `make release`")
    }
    let workspace: WorkspacePaths
    if let given = options.workspace {
      workspace = WorkspacePaths(root: given)
    } else {
      workspace = try await bank.makeDemo(at: "\(scratch)/demo")
    }
    try await Start(
      xiaobao: options.xiaobao, workspace: workspace, scratch: scratch,
      rounds: options.isQuick ? 60 : 400
    ).run(results)
  }
}
