import Foundation
import Reporting
import Spreadsheets
import Testing

@Suite struct WorkbookWriterTests {
  @Test(arguments: Document.Language.allCases)
  func `the sample document is written as a workbook whose cells stand in its golden file`(
    language: Document.Language
  ) throws {
    let bytes = try XLSXWriter().write(SampleDocument.make(language))
    #expect(try bytes == XLSXWriter().write(SampleDocument.make(language)))
    try Golden.expect(
      Array(try Self.listing(of: bytes).utf8), equals: "sample.\(language.rawValue).xlsx.txt")
  }

  /// Sheet by sheet and row by row, cells parted by ` | `.
  private static func listing(of bytes: [UInt8]) throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    let book = try WorkbookReader(path: url.path)
    var text = ""
    for sheet in book.sheets {
      text += "[\(sheet.name)]\n"
      let rows = try book.rows(of: sheet)
      while let row = try rows.next() {
        text += "\(row.number) " + row.texts().joined(separator: " | ") + "\n"
      }
    }
    return text
  }
}
