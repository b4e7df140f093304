internal import ConsumerProtection

/// Where the parts of a workspace lie.
public struct WorkspacePaths: Sendable, Equatable {
  /// The workspace's folder.
  public let root: String

  /// The parts of a workspace at `root`.
  public init(root: String) { self.root = root }

  /// The site file.
  public var siteFile: String { "\(root)/\(SiteFile.fileName)" }
  /// The bank's plugins.
  public var plugins: String { "\(root)/plugins" }
  /// How files of other systems are read, one YAML file a kind.
  public var mappings: String { "\(root)/mappings" }
  /// The record.
  public var ledger: String { "\(root)/ledger" }
  /// The keys of sealed data.
  public var keys: String { "\(root)/keys" }
  /// Files by SHA-256.
  public var attachments: String { "\(root)/attachments" }
  /// Notices for the bank's own gateway.
  public var outbox: String { "\(root)/outbox" }

  /// Finds the workspace: the given folder, else `XIAOBAO_WORKSPACE`, else the nearest parent of the
  /// current folder that has a site file.
  ///
  /// - Throws: `XB-101` when there is none.
  public static func located(
    explicit: String?, environment: String?, currentDirectory: String
  ) throws(Failure) -> WorkspacePaths {
    if let given = explicit ?? environment {
      let paths = WorkspacePaths(root: given)
      guard Files.isReadable(paths.siteFile) else { throw missing(given) }
      return paths
    }
    var folder = Substring(currentDirectory)
    while true {
      let paths = WorkspacePaths(root: folder.isEmpty ? "/" : String(folder))
      if Files.isReadable(paths.siteFile) { return paths }
      guard let slash = folder.lastIndex(of: "/") else { throw missing(currentDirectory) }
      folder = folder[..<slash]
    }
  }

  private static func missing(_ path: String) -> Failure {
    Failure(
      "XB-101",
      problem: Phrase(
        "\(path) 不是消保工作区（没有 \(SiteFile.fileName)）",
        "\(path) is no workspace: there is no \(SiteFile.fileName)"),
      remedy: Phrase(
        "进入工作区，或给出 --workspace DIR；新建：xiaobao init DIR --name 机构名称",
        "Enter a workspace or give --workspace DIR; make one: xiaobao init DIR --name NAME"),
      exit: .usage)
  }
}
