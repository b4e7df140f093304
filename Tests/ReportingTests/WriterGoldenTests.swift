import Foundation
import Reporting
import Testing

@Suite struct WriterGoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let format: String
    let language: Document.Language
    var testDescription: String { "\(format) in \(language)" }
  }

  static let cases = DocumentWriters.all.flatMap { writer in
    Document.Language.allCases.map { Case(format: writer.format, language: $0) }
  }

  @Test(arguments: cases)
  func `the sample document is written as its golden file`(of golden: Case) throws {
    let writer = try #require(DocumentWriters.named(golden.format))
    let document = SampleDocument.make(golden.language)
    try Golden.expect(
      writer.write(document, options: .init()),
      equals: "sample.\(golden.language.rawValue).\(writer.fileExtension)")
  }

  @Test(arguments: cases)
  func `writing twice gives the same bytes`(of golden: Case) throws {
    let writer = try #require(DocumentWriters.named(golden.format))
    let first = writer.write(SampleDocument.make(golden.language), options: .init())
    #expect(first == writer.write(SampleDocument.make(golden.language), options: .init()))
  }

  @Test(arguments: [20, 40, 60, 132])
  func `the text writer fits every width`(width: Int) throws {
    let bytes = TextWriter().write(SampleDocument.make(.zh), options: .init(width: width))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { DisplayWidth.columns(of: String($0)) > width } == [])
    try Golden.expect(bytes, equals: "sample.zh.\(width).txt")
  }

  @Test func `colour adds only terminal sequences`() throws {
    let document = SampleDocument.make(.zh)
    let plain = TextWriter().write(document, options: .init())
    let colour = TextWriter().write(document, options: .init(colour: true))
    let stripped = String(decoding: colour, as: UTF8.self)
      .replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(colour != plain)
    #expect(stripped == String(decoding: plain, as: UTF8.self))
  }

  @Test(arguments: cases)
  func `a failing check and invented data are visible in every format`(of golden: Case) throws {
    let writer = try #require(DocumentWriters.named(golden.format))
    let document = SampleDocument.make(golden.language)
    let text = String(decoding: writer.write(document, options: .init()), as: UTF8.self)
    let word = FixedWord.checksFailed.text(in: golden.language)
    #expect(text.contains(golden.format == "json" ? "\"checks_passed\": false" : word))
    #expect(text.contains(try #require(document.provenance.syntheticMarker)))
    var sound = document
    sound.checks.removeLast()
    let clean = String(decoding: writer.write(sound, options: .init()), as: UTF8.self)
    #expect(clean.contains(golden.format == "json" ? "\"checks_passed\": true" : document.title))
    #expect(!clean.contains(word))
  }

  @Test func `an unknown format has no writer`() {
    #expect(DocumentWriters.named("docx") == nil)
    #expect(DocumentWriters.all.map(\.format) == ["text", "md", "csv", "json", "html"])
  }
}
