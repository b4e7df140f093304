import Foundation
import Testing
import XiaobaoTestSupport

/// Files of other systems, as banks have them, through the program itself.
struct ImportCommandTests {
  /// The columns of the ledger of 69, in another order than anybody's, with 省, 市 and 区县 three times.
  private static let columns = [
    "备注", "工单号", "投诉受理日期", "办结日期", "回复/作出处理决定日期", "回访日期", "投诉渠道", "工单来源",
    "投诉业务办理渠道", "投诉业务类别", "投诉原因", "产品大类", "产品小类", "投诉金额(万元)", "投诉人数", "投诉内容",
    "投诉请求", "姓名", "身份证号码", "投诉电话/邮箱", "预留电话", "回复电话", "人行工单号", "原系统工单号",
    "网点机构号", "网点名称", "工单状态", "投诉受理渠道", "性别", "国家", "省", "市", "区县", "出生年", "被投诉机构",
    "所在层级", "归属机构", "省", "市", "区县", "投诉等级", "条线类别", "调查经过", "处理情况", "处理结果", "处理机构",
    "层级", "归属", "属性", "省", "市", "区县", "处理时长", "客户是否需要回复", "是否回复投诉人", "是否回访", "回访机构",
    "回访结果", "回访情况", "是否有责", "问责情况", "是否进行小额补偿", "小额补偿金额", "报送人行状态", "是否升级投诉",
    "办结期限", "超过15日办结原因", "产品与服务改进情况", "核减类型",
  ]

  private static func row(_ cells: [String: String]) -> String {
    var cells = cells
    return columns.map { name in
      let text = cells.removeValue(forKey: name) ?? ""
      return text.contains { ",\"\n".contains($0) }
        ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
    }.joined(separator: ",")
  }

  /// Two lines before the header; digits of full width; tabs around a number; a quoted line feed; rare
  /// characters; a wrong day; days the wrong way round; a row of totals.
  private static let ledger =
    ([
      "示例银行消费投诉台账", "导出时间：2025-06-01", columns.joined(separator: ","),
      row([
        "工单号": "\tGD0001\t", "投诉受理日期": "２０２５年３月２日", "办结日期": "2025-03-10",
        "回复/作出处理决定日期": "2025/3/9", "投诉渠道": "电话", "工单来源": "人行系统转来投诉", "人行工单号": "PBC-9",
        "原系统工单号": "OLD-1", "投诉业务类别": "银行卡", "投诉金额(万元)": "１．２３４５", "投诉人数": "3人",
        "姓名": "张㐂𠮷", "投诉内容": "柜面排队\n\"太久\"", "投诉请求": "道歉",
      ]),
      row(["工单号": "GD0002", "投诉受理日期": "2025-04-31", "投诉内容": "日期有误"]),
      row([
        "工单号": "GD0003", "投诉受理日期": "2025-04-30", "办结日期": "2025-04-01", "投诉渠道": "来访",
        "投诉业务类别": "银行卡", "投诉内容": "办结早于受理",
      ]),
      row(["工单号": "GD0004", "投诉受理日期": "20250506", "投诉人数": "很多", "投诉内容": "人数有误"]),
      row(["工单号": "合计"]),
    ].joined(separator: "\r\n")) + "\r\n"

  static let encodings: [(name: String, mark: [UInt8], encoding: String)] = [
    ("utf-8", [], "utf-8"), ("utf-8", [0xEF, 0xBB, 0xBF], "utf-8"),
    ("gb18030", [], "gb18030"), ("utf-16le", [0xFF, 0xFE], "utf-16le"),
    ("utf-16be", [0xFE, 0xFF], "utf-16be"), ("utf-16le", [], "utf-16le"),
  ]

  /// The text in an encoding, by the C library's own tool: nothing of ours.
  private static func bytes(_ text: String, _ encoding: String) throws -> [UInt8] {
    if encoding == "utf-8" { return Array(text.utf8) }
    let ran = try Data(converted(Array(text.utf8), from: "utf-8", to: encoding))
    return Array(ran)
  }

  private static func converted(_ bytes: [UInt8], from: String, to: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/in"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
    process.arguments = ["-f", from, "-t", to, "-o", "\(folder.path)/out", "\(folder.path)/in"]
    try process.run()
    process.waitUntilExit()
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/out")))
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  private func importer() async throws -> Bank {
    var bank = try await Bank()
    bank.program.environment["XIAOBAO_ACTOR"] = "C001"
    return bank
  }

  @Test(arguments: encodings.indices)
  func `the ledger of 69 columns comes in from every encoding, and its rejects come in mended`(
    place: Int
  ) async throws {
    let (name, mark, encoding) = Self.encodings[place]
    let bank = try await importer()
    try bank.write(mark + Self.bytes(Self.ledger, encoding), to: "台账.csv")
    let trial = try bank.run("import", "ledger69", "台账.csv", "--dry-run", "--json")
    #expect(trial.code == 2)
    #expect(try bank.must("complaint", "list", "--json").contains("\"total\":0"))
    let ran = try bank.run("import", "ledger69", "台账.csv", "--rejects", "退回.csv", "--json")
    #expect(ran.code == 2)
    #expect(ran.output == trial.output)
    let result = try Self.object(ran.output)
    #expect(result["encoding"] as? String == name)
    #expect(result["rows"] as? Int == 5)
    #expect(result["preamble"] as? Int == 2)
    #expect(result["accepted"] as? Int == 2)
    #expect(result["archived"] as? Int == 2)
    #expect(result["totals"] as? Int == 1)
    let rejected = result["rejected"] as? [[String: Any]] ?? []
    #expect(rejected.map { $0["column"] as? String } == ["投诉受理日期", "投诉人数"])
    #expect(rejected.map { $0["value"] as? String } == ["2025-04-31", "很多"])
    #expect(rejected.map { $0["code"] as? String } == ["XB-124", "XB-124"])
    #expect(rejected.map { $0["row"] as? Int } == [5, 7])
    #expect(rejected.map { $0["line"] as? Int } == [6, 8])
    let contradictions = result["contradictions"] as? [[String: Any]] ?? []
    #expect(contradictions.map { $0["row"] as? Int } == [6])
    #expect(contradictions.map { $0["code"] as? String } == ["XB-125"])
    let rights = try FileManager.default.attributesOfItem(atPath: "\(bank.path)/退回.csv")
    #expect(rights[.posixPermissions] as? Int == 0o600)
    // The file of rejects is in the encoding of its source.
    let back = try Array(Data(contentsOf: URL(fileURLWithPath: "\(bank.path)/退回.csv")))
    let plain = encoding == "utf-8" ? back : try Self.converted(back, from: encoding, to: "utf-8")
    var text = String(decoding: plain, as: UTF8.self)
    #expect(text.contains("xiaobao.row,xiaobao.line,xiaobao.code,xiaobao.column,xiaobao.value"))
    text = text.replacingOccurrences(of: ",GD0002,2025-04-31,", with: ",GD0002,2025-04-30,")
      .replacingOccurrences(of: ",很多,人数有误", with: ",12,人数有误")
    try bank.write(Self.bytes(text, encoding), to: "改正.csv")
    let mended = try Self.object(try bank.must("import", "ledger69", "改正.csv", "--json"))
    #expect(mended["accepted"] as? Int == 2)
    let again = try Self.object(
      try bank.run("import", "ledger69", "台账.csv", "--json").output)
    #expect(again["accepted"] as? Int == 0)
    #expect(again["repeated"] as? Int == 2)
    #expect(try bank.isSound())
  }

  @Test func `the source's days, numbers and characters stand in the record`() async throws {
    let bank = try await importer()
    try bank.write(Self.bytes(Self.ledger, "gb18030"), to: "台账.csv")
    _ = try bank.run("import", "ledger69", "台账.csv")
    let id = "C-20250302-000001"
    let shown = try bank.must(
      "complaint", "show", id, "--reveal", "--reason", "核对", "--as", "Q001", "--json")
    #expect(shown.contains("张㐂𠮷"), "\(shown)")
    #expect(shown.contains("柜面排队\\n\\\"太久\\\""), "\(shown)")
    #expect(shown.contains("\"amount_fen\":1234500") || shown.contains("12345.00"), "\(shown)")
    var line = ""
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(bank.path)/ledger") {
      let bytes = FileManager.default.contents(atPath: "\(bank.path)/ledger/\(name)") ?? Data()
      line += String(decoding: bytes, as: UTF8.self)
    }
    #expect(
      line.contains("\"source_dates\":[\"replied=2025-03-09\",\"closed=2025-03-10\"]"), "\(line)")
    #expect(line.contains("\"outside_numbers\":[\"OLD-1\",\"PBC-9\"]"), "\(line)")
    #expect(line.contains("\"transferred_by\":\"pbc\""), "\(line)")
  }

  @Test func `a file that was cut off is said to be, and what stood before is stored once`()
    async throws
  {
    let bank = try await importer()
    let whole = try Self.bytes(Self.ledger, "gb18030")
    // In the middle of a row, then inside a quoted cell.
    let cut = try #require(Self.cut(Self.ledger, behind: "GD0003,2025-04-30"))
    try bank.write(Self.bytes(cut, "gb18030"), to: "断.csv")
    let row = try bank.run("import", "ledger69", "断.csv")
    #expect(row.code == 2 && row.error.contains("[XB-122]"), "\(row)")
    #expect(row.error.contains("可能被截断"), "\(row)")
    let quoted = try #require(Self.cut(Self.ledger, behind: "柜面排队"))
    try bank.write(Self.bytes(quoted, "gb18030"), to: "断2.csv")
    let open = try bank.run("import", "ledger69", "断2.csv")
    #expect(open.code == 1 && open.error.contains("XB-123"), "\(open)")
    #expect(open.error.contains("文件在引号内结束，可能被截断"), "\(open)")
    try bank.write(whole, to: "台账.csv")
    let rest = try Self.object(try bank.run("import", "ledger69", "台账.csv", "--json").output)
    #expect(rest["repeated"] as? Int == 1)
    #expect(rest["accepted"] as? Int == 1)
  }

  private static func cut(_ text: String, behind word: String) -> String? {
    text.range(of: word).map { String(text[..<$0.upperBound]) }
  }

  private static let mapping = """
    version: 1
    source: old-crm
    separator: semicolon
    days_as: dmy
    blank: ["n/a"]
    fields:
      source_id: [Ref, Reference]
      received_on: Received
      intake_channel: {columns: Channel, unmapped: reject, values: {Call: phone, Post: letter}}
      business_class: {columns: Product, values: {Card: B.card}}
      cause: {otherwise: C.service}
      amount: {columns: Amount, unit: fen}
      narrative: {columns: Text, required: true}
      respondent_unit: {columns: Branch, unmapped: ignore, values: {East: B1}}
    dates: {closed: Closed}
    order: [received_on, closed]

    """

  /// Looking for the person of each row would read all rows before it.
  @Test func `an import looks nobody up: each row has a person of its own`() async throws {
    let bank = try await importer()
    try bank.write(
      """
      version: 1
      source: old-crm
      fields:
        source_id: Ref
        received_on: Received
        intake_channel: {otherwise: phone}
        business_class: {otherwise: B.card}
        cause: {otherwise: C.service}
        complainant_name: Name
        complainant_phone: Phone

      """, to: "persons.yaml")
    try bank.write(
      "Ref,Received,Name,Phone\n1,2025-03-02,李四,13911112222\n2,2025-03-03,李四,13911112222\n",
      to: "persons.csv")
    try bank.must("import", "csv", "persons.csv", "--map", "persons.yaml")
    let found = try bank.must(
      "person", "find", "--file", "-", "--json", "--as", "Q001", input: "13911112222")
    #expect(found.contains("\"total\":2"), "\(found)")
  }

  @Test func `any other file comes in by a mapping`() async throws {
    let bank = try await importer()
    try bank.write(Self.mapping, to: "old.yaml")
    try bank.write(
      """
      Report of complaints;;;
      Closed;Reference;Received;Channel;Product;Amount;Text;Branch
      05/03/2025;1;02/03/2025;Call;Card;1050;Queue;East
      n/a;2;2/3/2025 09:30;Post;Loan;n/a;Letter lost;West
      ;3;02/13/2025;Call;Card;1;Wrong day;East
      ;4;02/03/2025;Cal;Card;1;Wrong channel;East
      ;5;02/03/2025;Call;Card;1;;East
      ;6;02/03/2025;Call;Card;1.5;Half a fen;East

      """, to: "old.csv")
    let ran = try bank.run(
      "import", "csv", "old.csv", "--map", "old.yaml", "--json", "--lang", "en")
    #expect(ran.code == 2, "\(ran)")
    let result = try Self.object(ran.output)
    #expect(result["accepted"] as? Int == 2)
    let rejected = result["rejected"] as? [[String: Any]] ?? []
    #expect(rejected.map { $0["column"] as? String } == ["Received", "Channel", "Text", "Amount"])
    let reasons = rejected.map { ($0["reason"] as? [String: String])?["en"] ?? "" }
    #expect(reasons[1] == "`Cal` is not in the mapping; did you mean `Call`?")
    let list = try bank.must("complaint", "list", "--json")
    #expect(list.contains("\"total\":2") && list.contains("B.card"), "\(list)")
  }

  @Test func `a wrong mapping, encoding, format or header is refused with its remedy`()
    async throws
  {
    let bank = try await importer()
    let wrong = Self.mapping.replacingOccurrences(of: "  narrative:", with: "  narative:")
      .replacingOccurrences(of: "order: [received_on, closed]", with: "order: [received, closed]")
    try bank.write(wrong, to: "wrong.yaml")
    try bank.write("a,b\n1,2\n", to: "old.csv")
    let mapping = try bank.run("import", "csv", "old.csv", "--map", "wrong.yaml")
    #expect(mapping.code == 64 && mapping.error.contains("XB-126"), "\(mapping)")
    #expect(mapping.error.contains("wrong.yaml:13:") && mapping.error.contains("是否为 narrative？"))
    #expect(mapping.error.contains("是否为 received_on？"), "\(mapping)")
    let encoding = try bank.run("import", "ledger69", "old.csv", "--encoding", "latin1")
    #expect(encoding.code == 64 && encoding.error.contains("XB-127"), "\(encoding)")
    let format = try bank.run("import", "ledger96", "old.csv")
    #expect(format.code == 64 && format.error.contains("XB-120"), "\(format)")
    #expect(format.error.contains("ledger69"), "\(format)")
    let header = try bank.run("import", "ledger69", "old.csv")
    #expect(header.code == 1 && header.error.contains("XB-121"), "\(header)")
    try bank.write("", to: "empty.csv")
    let empty = try bank.run("import", "ledger69", "empty.csv")
    #expect(empty.code == 1 && empty.error.contains("XB-123"), "\(empty)")
    // A byte that the encoding does not have rejects its row alone.
    try bank.write(
      Array("工单号,投诉受理日期,投诉内容\n1,2025-03-02,甲\n2,2025-03-02,".utf8) + [0xFF, 0x0A],
      to: "byte.csv")
    let byte = try bank.run("import", "ledger69", "byte.csv", "--json")
    #expect(byte.code == 2 && byte.output.contains("XB-007"), "\(byte)")
    #expect(byte.output.contains("\"accepted\":1"), "\(byte)")
  }
}
