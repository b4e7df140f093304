internal import ConsumerProtection
internal import PluginHost

/// How a file is taken in.
public struct ImportOptions: Sendable {
  /// Decide everything and store nothing.
  public var isDryRun = false
  /// The encoding; nil looks at the file.
  public var encoding: SourceEncoding?
  /// A mapping file; nil takes the format's own.
  public var mapping: String?
  /// The sheet of a workbook; nil takes the first that it shows.
  public var sheet: String?
  /// Where rejected rows go, to be mended and taken in again.
  public var rejects: String?

  /// Nothing special.
  public init() {}
}

/// Who makes drafts of the rows.
enum ImportFormat {
  /// A plugin.
  case plugin(PluginManifest.Importer)
  /// A mapping file.
  case mapping(ImportMapping)

  /// The source's name in the record.
  var source: String {
    switch self {
    case .plugin(let importer): importer.id
    case .mapping(let mapping): mapping.source
    }
  }

  /// The columns that a header must have, each with the names it may bear.
  var required: [[String]] {
    switch self {
    case .plugin(let importer): importer.required
    case .mapping(let mapping): mapping.required
    }
  }

  var separator: UInt8 {
    switch self {
    case .plugin: UInt8(ascii: ",")
    case .mapping(let mapping): mapping.separator
    }
  }

  /// Whether two columns may bear one name; a plugin would lose one of them.
  var allowsTwins: Bool {
    switch self {
    case .plugin: false
    case .mapping: true
    }
  }
}

extension Workspace {
  /// The name of a mapping given with `--map`.
  static let mappedFormat = "csv"

  /// The mapping files of the workspace.
  public func mappings() -> [String] {
    Files.names(in: paths.mappings).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
  }

  /// The plugin's format, the workspace's mapping of that name, or the mapping file given.
  func format(_ name: String, _ options: ImportOptions) throws(Failure) -> ImportFormat {
    if let path = options.mapping { return .mapping(try Self.mapping(at: path)) }
    if let known = plugins.set.importers.first(where: { $0.importer.id == name }) {
      return .plugin(known.importer)
    }
    guard mappings().contains(name) else { throw unknownImporter(name) }
    return .mapping(try Self.mapping(at: "\(paths.mappings)/\(name).yaml"))
  }

  private static func mapping(at path: String) throws(Failure) -> ImportMapping {
    let bytes = try Files.read(path, byteCountMax: 1 << 20)
    do throws(PluginProblems) {
      return try ImportMapping.read(bytes, file: path)
    } catch {
      let lines = error.problems.map { "\($0.place) \($0.problem.zh)" }
      let english = error.problems.map { "\($0.place) \($0.problem.en)" }
      throw Failure(
        "XB-126",
        problem: Phrase(
          "对照文件有误：\(lines.joined(separator: "；"))",
          "The mapping file is wrong: \(english.joined(separator: "; "))"),
        remedy: Phrase(
          "按 docs/using/import.md 修正后重试", "Mend it after docs/using/import.md and try again"),
        exit: .usage)
    }
  }
}
