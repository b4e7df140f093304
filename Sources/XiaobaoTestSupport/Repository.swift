/// Where the repository's files lie, for tests that read them.
public enum Repository {
  /// The repository's root folder.
  public static let root: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(3).joined(separator: "/")
  }()

  /// The shipped plugins.
  public static var plugins: String { "\(root)/plugins" }

  /// The sample bank.
  public static var sampleBank: String { "\(root)/Examples/shili-rural-bank" }

  /// A file of real data beside the repository; it may be absent.
  public static func sharedData(_ name: String) -> String { "\(root)/../shared/data/\(name)" }
}
