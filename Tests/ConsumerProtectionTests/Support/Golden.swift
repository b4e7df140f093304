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

  /// Writes the file of a type that has none yet, once, when `XIAOBAO_RECORD_GOLDEN=1`; one that is
  /// there is never touched. The test fails all the same, because its bundle was made before.
  static func recordMissing(_ event: some RecordedEvent) throws {
    guard ProcessInfo.processInfo.environment["XIAOBAO_RECORD_GOLDEN"] == "1" else { return }
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/events/\(event.type)")
    let file = folder.appending(path: "v1.json")
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    let encoded = Area.EncodedEvent(event)
    let sealed = encoded.sealed.map { JSONValue.Member($0.field, .text($0.text)) }
    var writer = JSONWriter()
    writer.write(
      .object([
        .init("data", try JSONReader.value(of: encoded.data)), .init("sealed", .object(sealed)),
      ]))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(writer.bytes + [0x0A]).write(to: file)
  }
}
