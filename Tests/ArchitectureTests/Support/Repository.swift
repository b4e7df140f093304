import Foundation

/// The files of this repository.
enum Repository {
  /// The root; links are resolved, so that a linked folder of tests finds its own repository.
  static let root: URL = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url
  }()

  static func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// The paths of the files below a folder, relative to the root, sorted; hidden ones left out.
  static func files(below folder: String, extensions: Set<String>) throws -> [String] {
    let base = url(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return names.filter { name in
      extensions.contains((name as NSString).pathExtension)
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.map { "\(folder)/\($0)" }.sorted()
  }

  /// The lines of a file with their numbers, from 1.
  static func lines(_ path: String) throws -> [(number: Int, text: String)] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { ($0.offset + 1, String($0.element)) }
  }
}
