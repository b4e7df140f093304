import Spreadsheets

/// Sheets as other programs write them, and books that are broken on purpose.
enum OtherBooks {
  static let kinds = """
    <x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>
    <x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>内联</x:t>\
    </x:is></x:c><x:c r="D1" t="b"><x:v>1</x:v></x:c></x:row>
    <x:row r="3"><x:c s="1"><x:v>46083</x:v></x:c><x:c s="2"><x:v>46083.604166666664</x:v></x:c>\
    <x:c s="2"><x:v>0.34375</x:v></x:c><x:c><x:v>1.1000000000000001</x:v></x:c>\
    <x:c><x:v>1.5E-7</x:v></x:c><x:c s="3"><x:v>45353</x:v></x:c>\
    <x:c t="str"><x:f>CONCAT(A1)</x:f><x:v>公式结果</x:v></x:c></x:row>
    <x:row><x:c r="A4" t="s"><x:v>1</x:v></x:c><x:c r="B4" t="e"><x:v>#N/A</x:v></x:c>\
    <x:c r="C4"><x:v>110101199003070000</x:v></x:c></x:row>
    </x:sheetData></x:worksheet>
    """

  static let tight = SheetLimits(
    partByteCountMax: 100_000, sharedByteCountMax: 10_000, cellByteCountMax: 1_000, depthMax: 16)

  /// Name, what is broken, and a word that the refusal must say.
  private static let cases: [(name: String, word: String, bytes: [UInt8])] = [
    ("csv", "另存为 .xlsx", Array("a,b\r\n1,2\r\n".utf8)),
    ("empty", "另存为 .xlsx", []),
    ("old xls", "另存为 .xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    ("no workbook", "没有工作簿", ZipFile.bytes([("other.txt", Array("x".utf8))])),
    ("no xml", "不是有效的 XML", ZipFile.book(sheet: "<worksheet><sheetData><row></sheetData>")),
    (
      "declared entities", "DOCTYPE",
      ZipFile.book(
        sheet: """
          <!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
          <worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
          """)
    ),
    (
      "large part", "解压后超过",
      ZipFile.book(
        sheet: "<worksheet><sheetData>" + String(repeating: "<row/>", count: 20_000)
          + "</sheetData></worksheet>")
    ),
    (
      "large cell", "文本过长",
      ZipFile.book(
        sheet: "<worksheet><sheetData><row><c t=\"str\"><v>"
          + String(repeating: "x", count: 2_000) + "</v></c></row></sheetData></worksheet>")
    ),
    (
      "deep", "嵌套过深",
      ZipFile.book(
        sheet: String(repeating: "<a>", count: 20) + String(repeating: "</a>", count: 20))
    ),
    (
      "cell beyond the sheet", "无效的单元格位置",
      ZipFile.book(
        sheet:
          "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"/></row></sheetData></worksheet>")
    ),
    (
      "rows out of order", "行号无效",
      ZipFile.book(
        sheet: "<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>")
    ),
    (
      "wrong checksum", "已损坏",
      ZipFile.book(sheet: "<worksheet><sheetData/></worksheet>", hasWrongChecksum: true)
    ),
  ]

  static let broken = cases.map(\.name)
  static func bytes(ofBroken name: String) -> [UInt8] {
    cases.first { $0.name == name }?.bytes ?? []
  }
  static func word(ofBroken name: String) -> String { cases.first { $0.name == name }?.word ?? "?" }
}

/// A zip archive of stored members, enough for a book by hand.
enum ZipFile {
  static func book(
    sheet: String, from1904: Bool = false, hasWrongChecksum: Bool = false
  ) -> [UInt8] {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let parts: [(String, String)] = [
      (
        "_rels/.rels",
        """
        <Relationships><Relationship Id="r1" Type="\(relation)/officeDocument" Target="/xl/book.xml"/>\
        </Relationships>
        """
      ),
      (
        "xl/book.xml",
        """
        <workbook xmlns:r="\(relation)"><workbookPr date1904="\(from1904 ? 1 : 0)"/><sheets>\
        <sheet name="暗" sheetId="1" state="hidden" r:id="r9"/>\
        <sheet name="表" sheetId="2" r:id="r1"/></sheets></workbook>
        """
      ),
      (
        "xl/_rels/book.xml.rels",
        """
        <Relationships><Relationship Id="r1" Type="\(relation)/worksheet" Target="worksheets/s.xml"/>\
        <Relationship Id="r9" Type="\(relation)/worksheet" Target="worksheets/hidden.xml"/>\
        <Relationship Id="r2" Type="\(relation)/sharedStrings" Target="shared.xml"/>\
        <Relationship Id="r3" Type="\(relation)/styles" Target="./styles.xml"/></Relationships>
        """
      ),
      (
        "xl/shared.xml",
        """
        <sst><si><r><t>富</t></r><r><t>文本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></si>\
        <si><t>留下的</t></si></sst>
        """
      ),
      (
        "xl/styles.xml",
        """
        <styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m\\-d h:mm"/>\
        <numFmt numFmtId="165" formatCode="[Red]0&quot;days&quot;"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>\
        </styleSheet>
        """
      ),
      ("xl/worksheets/s.xml", sheet),
    ]
    return bytes(
      parts.map { ($0.0, Array($0.1.utf8)) }, wrongChecksumOf: hasWrongChecksum ? 5 : nil)
  }

  static func bytes(
    _ members: [(name: String, data: [UInt8])], wrongChecksumOf wrong: Int? = nil
  ) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (place, member) in members.enumerated() {
      let name = Array(member.name.utf8)
      let checksum = crc32(member.data) ^ (place == wrong ? 1 : 0)
      let common =
        little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 4) + little(checksum, 4)
        + little(UInt32(member.data.count), 4) + little(UInt32(member.data.count), 4)
        + little(UInt32(name.count), 2) + little(0, 2)
      directory +=
        little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2)
        + little(0, 2) + little(0, 4) + little(UInt32(file.count), 4) + name
      file += little(0x0403_4B50, 4) + common + name + member.data
    }
    let start = UInt32(file.count)
    let count = UInt32(members.count)
    file += directory
    file += little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
    file += little(UInt32(directory.count), 4) + little(start, 4) + little(0, 2)
    return file
  }

  private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
