internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// Rule tables that are meant, with what is wrong in their file.
struct MeantTables {
  var tables: [RuleTable] = []
  var problems: [PluginProblem] = []
  /// The file, for messages.
  var file = SiteFile.fileName

  /// The tables of a YAML file: a site file, or one with `rules:` alone.
  static func inFile(
    _ path: String, labels: [String: [String: String]] = [:]
  ) throws(Failure) -> MeantTables {
    var reader = RuleTableReader(file: path, labels: labels, codeTable: CodeTables.named)
    let tables = reader.tables(inText: try Files.readText(path))
    return MeantTables(tables: tables, problems: reader.problems, file: path)
  }
}

extension PluginTarget {
  /// Whether a YAML file is meant.
  var isFile: Bool { target?.hasSuffix(".yaml") == true || target?.hasSuffix(".yml") == true }

  /// The rule tables meant: those of a file, the one of an identifier, or all of the workspace.
  ///
  /// - Throws: `XB-101` outside a workspace, `XB-102` for a wrong site file.
  func tables(in session: Session) throws(Failure) -> MeantTables {
    if isFile, let target {
      let labels = (try? site(in: session))?.labels ?? [:]
      return try MeantTables.inFile(target, labels: labels)
    }
    if let target,
      target.contains("/") || target == "." || Files.isReadable("\(target)/plugin.yaml")
    {
      return MeantTables()
    }
    let rules = try site(in: session).rules
    return MeantTables(tables: rules.filter { table in target.map { $0 == table.id } ?? true })
  }

  /// The site file, where there is one that can be read.
  func siteFile(in session: Session) -> SiteFile? { try? site(in: session) }

  private func site(in session: Session) throws(Failure) -> SiteFile {
    let paths = try session.workspacePaths()
    return try SiteFile(text: try Files.readText(paths.siteFile), path: paths.siteFile)
  }
}
