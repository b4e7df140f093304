import ConsumerProtection
import Foundation
import Testing

/// The golden files of the events, under `Fixtures/events/<type>/v1.json`.
enum Golden {
  /// The types that have a file.
  static func types() throws -> Set<String> {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/events", withExtension: nil))
    return Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
  }

  /// A file: the plain payload as `data`, and the texts to seal by field as `sealed`.
  static func file(of type: String) throws -> JSONValue {
    let folder = "Fixtures/events/\(type)/v1"
    let url = try #require(Bundle.module.url(forResource: folder, withExtension: "json"), "\(type)")
    return try JSONReader.value(of: Array(try Data(contentsOf: url)))
  }
}
