public import Casework
internal import ConsumerProtection
public import EventLedger
internal import Foundation

/// A workspace of an invented bank in a temporary folder; removed with the value's owner.
public final class SampleWorkspace: Sendable {
  /// Where its parts lie.
  public let paths: WorkspacePaths
  private let environment: LedgerEnvironmentBox?

  /// The administrator's staff number.
  public static let administrator = "A001"
  /// A handler at the head office.
  public static let handler = "H001"
  /// A handler's colleague.
  public static let colleague = "H002"
  /// The head of complaint handling.
  public static let head = "Q001"
  /// A senior executive of the head office.
  public static let executive = "Z001"
  /// Somebody at an outlet's counter.
  public static let counter = "C001"

  /// Makes a workspace with the shipped plugins, units and persons in service since 2015.
  ///
  /// - Parameters:
  ///   - site: The text of a site file; nil is one with every shipped plugin and any day back.
  ///   - organisation: Whether units and persons are loaded.
  ///   - environment: The ledger's disk, clock and chance; nil is the machine's own.
  ///   - since: The day from which head office and administrator are there.
  /// - Throws: Whatever making the workspace throws.
  public init(
    site: String? = nil, organisation: Bool = true, environment: LedgerEnvironment? = nil,
    since: String = "2015-01-01"
  ) async throws {
    self.environment = environment.map { LedgerEnvironmentBox($0) }
    let folder = FileManager.default.temporaryDirectory.path
    paths = WorkspacePaths(root: "\(folder)/xiaobao-test-\(UUID().uuidString)")
    var options = CreationOptions()
    options.name = Phrase("测试农村商业银行", "Test Rural Bank")
    options.administrator = Self.administrator
    options.pluginSource = Repository.plugins
    options.environment = self.environment
    options.siteFile = (site ?? Self.site(policy: "{backdating_days: unlimited}"), "site.yaml")
    if let disk = environment?.fileSystem as? SimulatedFileSystem { try Self.prepare(disk, paths) }
    _ = try await Workspace.create(
      at: paths.root, options: options,
      as: Invocation(actor: Self.administrator, on: Self.day(since), reason: "test"))
    guard organisation else { return }
    let workspace = try open()
    _ = try await workspace.loadOrganisation(
      JSONReader.value(of: Array(Self.organisation.utf8)),
      as: Self.by(Self.administrator, "2015-01-01"))
    await workspace.close()
  }

  deinit {
    try? FileManager.default.removeItem(atPath: paths.root)
  }

  /// Opens the workspace.
  public func open(_ access: Workspace.Access = .writing) throws(Failure) -> Workspace {
    var options = Workspace.Options()
    options.environment = environment
    return try Workspace(opening: paths, access: access, options: options)
  }

  /// Somebody's invocation on a business day.
  public static func by(_ actor: String, _ day: String) -> Invocation {
    Invocation(actor: actor, on: self.day(day), reason: "test")
  }

  /// A site file with every shipped plugin, its policy as a YAML flow mapping and further lines.
  public static func site(policy: String = "{}", more: String = "") -> String {
    """
    version: 1
    institution: {id: test, name: 测试农村商业银行, name_en: Test Rural Bank}
    plugins:
      - id: cn.calendar
      - {id: cn.complaint-limits, role: regime}
      - {id: cn.branch-routing, settings: {desks: {B.loan: HQ.CP, B.card: HQ.CARD}}}
      - id: report.annual-disclosure
      - id: report.summary
      - id: import.cfpb
    policy: \(policy)
    \(more)
    """
  }

  /// A simulated disk starts empty: the folders above the ledger are made.
  private static func prepare(_ disk: SimulatedFileSystem, _ paths: WorkspacePaths) throws {
    var path = ""
    for part in paths.root.split(separator: "/") {
      path += "/\(part)"
      try disk.mkdir(path, permissions: 0o755)
    }
  }

  /// A business day.
  public static func day(_ text: String) -> BusinessTime? { try? BusinessTime(text: text) }

  private static let organisation = """
    {"units":[
      {"id":"B1","name":"城东支行","level":"sub_branch","parent":"HQ","from":"2015-01-01"},
      {"id":"B2","name":"乡镇支行","level":"sub_branch","parent":"HQ","from":"2015-01-01"},
      {"id":"HQ.CARD","name":"银行卡部","level":"department","parent":"HQ","from":"2015-01-01"},
      {"id":"HQ.CP","name":"消费者权益保护部","level":"department","parent":"HQ","from":"2015-01-01"}],
     "persons":[
      {"id":"H001","name":"测试甲","unit":"HQ.CP","from":"2015-01-01","roles":["handler"]},
      {"id":"H002","name":"测试乙","unit":"HQ.CARD","from":"2015-01-01","roles":["handler"]},
      {"id":"Q001","name":"测试丙","unit":"HQ.CP","from":"2015-01-01","roles":["complaint_head"]},
      {"id":"Z001","name":"测试丁","unit":"HQ","from":"2015-01-01","roles":["senior_executive"]},
      {"id":"C001","name":"测试戊","unit":"B1","from":"2015-01-01","roles":["intake"]}]}
    """
}
