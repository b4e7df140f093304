internal import Casework
internal import ConsumerProtection

/// The sample bank of `Examples/`: its site file, its people and its 285 complaints of 2024.
struct SampleBank {
  /// Who sets the workspace up; the organisation file does not have them.
  private static let founder = "E0100"
  /// Who commands afterwards: the head of the office.
  static let actor = "E0101"

  private let folder: String
  private let plugins: String
  /// The complaints as `xiaobao complaint submit` reads them.
  let drafts: [JSONValue]

  /// - Parameters:
  ///   - repository: The root of the repository.
  ///   - scratch: Where the generator may write.
  /// - Throws: When the generator cannot be run or writes no JSON.
  init(repository: String, scratch: String) throws(BenchError) {
    folder = "\(repository)/Examples/shili-rural-bank"
    plugins = "\(repository)/plugins"
    guard let awk = Child.find("awk") else { throw BenchError("awk is not installed") }
    let output = "\(scratch)/complaints.jsonl"
    try Child(path: awk, arguments: ["-f", "\(folder)/generate.awk"], environment: ["LC_ALL=C"])
      .run(output: output)
    drafts = try Self.values(in: try Files.read(output))
  }

  private static func values(in bytes: [UInt8]) throws(BenchError) -> [JSONValue] {
    var values: [JSONValue] = []
    for line in bytes.split(separator: 10) { values.append(try json(Array(line))) }
    return values
  }

  private static func json(_ bytes: [UInt8]) throws(BenchError) -> JSONValue {
    do throws(JSONError) {
      return try JSONReader.value(of: bytes)
    } catch {
      throw BenchError("\(error.line):\(error.column): \(error.problem.en)")
    }
  }

  /// The n-th draft, endlessly; from the second round on each has a source number of its own.
  func draft(_ number: Int) -> JSONValue {
    let draft = drafts[number % drafts.count]
    guard number >= drafts.count, let members = draft.members else { return draft }
    let source = JSONValue.object([
      .init("system", .text("bench")), .init("id", .text("bench-\(number)")),
    ])
    return .object(members.map { $0.name == "source" ? .init("source", source) : $0 })
  }

  /// Makes a workspace with the bank's units and people, without complaints.
  func makeWorkspace(at path: String) async throws(BenchError) -> WorkspacePaths {
    var options = CreationOptions()
    options.administrator = Self.founder
    options.pluginSource = plugins
    let site = "\(folder)/xiaobao.yaml.in"
    options.siteFile = (String(decoding: try Files.read(site), as: UTF8.self), site)
    let people = try Self.json(try Files.read("\(folder)/organisation.json"))
    let invocation = Invocation(actor: Self.founder)
    do throws(Failure) {
      let opening = Invocation(
        actor: Self.founder, on: CivilDay(iso: "2000-01-01").map { BusinessTime(day: $0) })
      _ = try await Workspace.create(at: path, options: options, as: opening)
      let paths = WorkspacePaths(root: path)
      let workspace = try Workspace(opening: paths, access: .writing)
      _ = try await workspace.loadOrganisation(people, as: invocation)
      await workspace.close()
      return paths
    } catch {
      throw BenchError(error)
    }
  }

  /// Makes the workspace of the demo: every complaint taken in, none handled yet.
  func makeDemo(at path: String) async throws(BenchError) -> WorkspacePaths {
    let paths = try await makeWorkspace(at: path)
    do throws(Failure) {
      let workspace = try Workspace(opening: paths, access: .serving)
      for draft in drafts {
        _ = try await workspace.submit(draft, as: Invocation(actor: Self.actor))
      }
      await workspace.close()
      return paths
    } catch {
      throw BenchError(error)
    }
  }
}
