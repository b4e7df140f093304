import Foundation
import Testing

@testable import ConsumerProtection

/// The golden files of intake's events.
@Suite struct IntakeEventFixtureTests {
  @Test(arguments: IntakeEventSamples.events.map(\.type))
  func `an event of intake is written and read as its golden file has it`(type: String) throws {
    let event = try #require(IntakeEventSamples.events.first { $0.type == type })
    let encoded = encode(event)
    if ProcessInfo.processInfo.environment["XIAOBAO_RECORD_GOLDEN"] == "1" {
      try record(encoded, type)
    }
    let golden = try Golden.file(of: type)
    var writer = JSONWriter()
    writer.write(try #require(golden["data"]))
    #expect(
      String(decoding: encoded.data, as: UTF8.self) == String(decoding: writer.bytes, as: UTF8.self)
    )
    let sealed = encoded.sealed.map { JSONValue.Member($0.field, .text($0.text)) }
    #expect(golden["sealed"] == .object(sealed))
    #expect(try read(event, golden) == Self.recorded("\(event)"))
  }

  private func encode<Event: RecordedEvent>(_ event: Event) -> Area.EncodedEvent {
    Area.EncodedEvent(event)
  }

  /// What the golden file reads as, in words: texts by the number of their key.
  private func read<Event: RecordedEvent>(_ event: Event, _ golden: JSONValue) throws -> String {
    let fields = try #require(golden["sealed"]?.members).map { ($0.name, UInt64(7)) }
    let payload = try Payload(
      try #require(golden["data"]), sealed: Dictionary(uniqueKeysWithValues: fields))
    let id =
      switch event.type.split(separator: ".").first {
      case "complaint": "C-20260302-000007"
      case "contact": "K-20260302-000001"
      case "person": "88002"
      case "emergency": "E-20260302-000007"
      default: "O1.book"
      }
    let envelope = EventEnvelope(id: id, day: day("2026-03-02"), actor: "88001")
    return "\(try Event(type: event.type, version: 1, payload: payload, envelope: envelope))"
  }

  private static func recorded(_ text: String) -> String {
    text.replacingOccurrences(
      of: #"plain\("(?:[^"\\]|\\.)*"\)"#, with: "recorded(key: 7)", options: .regularExpression)
  }

  /// A file that is there is a promise and is never written again.
  private func record(_ encoded: Area.EncodedEvent, _ type: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/events/\(type)")
    let file = folder.appendingPathComponent("v1.json")
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("data")
      writer.writeVerbatim(encoded.data)
      writer.member(
        "sealed", .object(encoded.sealed.map { JSONValue.Member($0.field, .text($0.text)) }))
    }
    try Data(writer.bytes + [0x0A]).write(to: file)
    Issue.record("recorded \(type); read it and run the test again")
  }
}
