import Foundation
import Testing

/// The issue's list of bad input: each gets problem, remedy and basis on standard error, the right
/// exit code, and leaves the record whole.
struct BadInputTests {
  /// Checks a refusal in both languages and that nothing was stored.
  private func refused(
    _ bank: Bank, _ arguments: [String], input: [UInt8] = [], code: Int32, _ errorCode: String,
    zh: String, en: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let complaints = try bank.must("complaint", "list", "--json")
    var record: [String] = []
    for (language, labels, words) in [
      ("zh", ["问题：", "办法：", "依据："], zh), ("en", ["Problem:", "Remedy:", "Basis:"], en),
    ] {
      let ran = try bank.program.run(arguments + ["--lang", language], input: input)
      #expect(ran.code == code, "\(ran)", sourceLocation: sourceLocation)
      #expect(ran.output == "", sourceLocation: sourceLocation)
      let lines = ran.error.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      #expect(lines.count >= 4, "\(ran.error)", sourceLocation: sourceLocation)
      for label in labels {
        #expect(
          lines.contains { $0.hasPrefix(label) }, "\(ran.error)", sourceLocation: sourceLocation)
      }
      #expect(ran.error.contains("[\(errorCode)]"), "\(ran.error)", sourceLocation: sourceLocation)
      #expect(ran.error.contains(words), "\(ran.error)", sourceLocation: sourceLocation)
      record.append(try bank.must("ledger", "stat", "--json"))
    }
    // The first command of a workspace may record which plugins answer; a refusal records nothing.
    #expect(record[0] == record[1], sourceLocation: sourceLocation)
    #expect(
      try bank.must("complaint", "list", "--json") == complaints, sourceLocation: sourceLocation)
    #expect(try bank.isSound(), sourceLocation: sourceLocation)
  }

  private let submit = ["complaint", "submit", "--file", "-", "--as", "C001"]

  private func draft(_ change: (String) -> String) -> [UInt8] { Array(change(Bank.complaint).utf8) }

  @Test func `an unknown channel is refused with the nearest one`() async throws {
    let bank = try await Bank()
    try refused(
      bank, submit,
      input: draft { $0.replacingOccurrences(of: #""phone""#, with: #""phonee""#) }, code: 1,
      "XB-003", zh: "phonee", en: "did you mean phone")
  }

  @Test func `a day in the future is refused`() async throws {
    let bank = try await Bank()
    try refused(
      bank, submit + ["--on", "2199-01-01"], input: Array(Bank.complaint.utf8), code: 1, "XB-004",
      zh: "2199-01-01", en: "2199-01-01")
  }

  @Test func `an impossible day is refused`() async throws {
    let bank = try await Bank()
    try refused(
      bank, submit + ["--on", "2026-02-30"], input: Array(Bank.complaint.utf8), code: 1, "XB-004",
      zh: "2026-02-30", en: "2026-02-30")
  }

  @Test func `an empty text is refused`() async throws {
    let bank = try await Bank()
    let empty = draft { $0.replacingOccurrences(of: "客户称柜面挂失等候过久。", with: "  ") }
    try refused(bank, submit, input: empty, code: 1, "XB-005", zh: "为空", en: "is empty")
  }

  @Test func `a text of one megabyte is refused, and so is a file beyond it`() async throws {
    let bank = try await Bank()
    let long = String(repeating: "长", count: 1_000_000 / 3)
    let draft = draft { $0.replacingOccurrences(of: "客户称柜面挂失等候过久。", with: long) }
    try refused(bank, submit, input: draft, code: 1, "XB-006", zh: "65536", en: "65536")
    let huge = Array(repeating: UInt8(ascii: "a"), count: 1 << 20 + 1)
    let id = try bank.investigated()
    try refused(
      bank, ["complaint", "investigate", id, "--file", "-"], input: huge, code: 1, "XB-006",
      zh: "1048576", en: "1048576")
  }

  @Test func `invalid UTF-8 is refused with its place`() async throws {
    let bank = try await Bank()
    var bytes = Array(Bank.complaint.utf8)
    let place = try #require(Bank.complaint.utf8.firstIndex(of: 0xE5))
    bytes[
      bytes.distance(
        from: 0, to: Bank.complaint.utf8.distance(from: Bank.complaint.utf8.startIndex, to: place))] =
      0xFF
    try refused(bank, submit, input: bytes, code: 1, "XB-007", zh: "UTF-8", en: "UTF-8")
    let id = try bank.investigated()
    try refused(
      bank, ["complaint", "investigate", id, "--file", "-"], input: [0xB9, 0xFA], code: 1,
      "XB-007", zh: "字节 0", en: "byte 0")
  }

  @Test func `a file that is not JSON is refused with line and column`() async throws {
    let bank = try await Bank()
    try refused(
      bank, submit, input: Array("{\"narrative\": \"甲\",\n  demand: 1}".utf8), code: 1, "XB-007",
      zh: "<stdin>:2:3", en: "<stdin>:2:3")
  }

  @Test func `an unknown field is refused with the nearest one`() async throws {
    let bank = try await Bank()
    try refused(
      bank, submit, input: draft { $0.replacingOccurrences(of: "\"demand\"", with: "\"demands\"") },
      code: 1, "XB-007", zh: "demand", en: "demand")
  }

  @Test func `a unit that does not exist is refused`() async throws {
    let bank = try await Bank()
    let id = try bank.submit(on: Bank.today)
    try bank.must("complaint", "accept", id)
    try refused(
      bank, ["complaint", "assign", id, "--unit", "NOWHERE"], code: 1, "XB-002", zh: "NOWHERE",
      en: "NOWHERE")
  }

  @Test func `a command not admitted at this stage is refused with the way on`() async throws {
    let bank = try await Bank()
    let id = try bank.submit(on: Bank.today)
    try refused(
      bank, ["complaint", "close", id], code: 1, "XB-001", zh: "xiaobao complaint",
      en: "xiaobao complaint")
  }

  @Test func `a complaint that does not exist is refused`() async throws {
    let bank = try await Bank()
    try refused(
      bank, ["complaint", "accept", "C-20260302-000099"], code: 1, "XB-002",
      zh: "C-20260302-000099", en: "C-20260302-000099")
  }

  @Test func `somebody who is no member of the staff is refused`() async throws {
    let bank = try await Bank()
    try refused(
      bank, ["complaint", "submit", "--file", "-", "--as", "nobody"],
      input: Array(Bank.complaint.utf8), code: 1, "XB-009", zh: "nobody", en: "nobody")
  }

  @Test func `a workspace that is not one is refused`() async throws {
    let bank = try await Bank()
    for (language, label) in [("zh", "问题："), ("en", "Problem: ")] {
      let ran = try bank.run("due", "--workspace", "/usr", "--lang", language)
      #expect(ran.code == 64)
      #expect(ran.output == "")
      #expect(ran.error.hasPrefix(label) && ran.error.contains("[XB-101]"), "\(ran.error)")
    }
  }

  @Test func `without a file and without a terminal nothing is asked`() async throws {
    let bank = try await Bank()
    let id = try bank.submit(on: Bank.today)
    for line in [
      ["complaint", "submit"], ["complaint", "investigate", id], ["person", "add"],
    ] {
      try refused(bank, line, code: 64, "XB-310", zh: "--file", en: "--file")
    }
  }

  @Test func `two people deciding the same case at once leave one decision`() async throws {
    let bank = try await Bank()
    let id = try bank.investigated()
    let line = ["complaint", "decide", id, "--outcome", "upheld", "--file", "-"]
    let texts = Array(#"{"reasons":"属实","basis":"规范"}"#.utf8)
    let both = try [
      bank.program.start(line + ["--as", "H001"], input: texts),
      bank.program.start(line + ["--as", "H002"], input: texts),
    ].map { try $0.ended() }
    let losers = both.filter { $0.code != 0 }
    #expect(losers.count == 1, "\(both)")
    let loser = try #require(losers.first)
    #expect(loser.code == 1)
    #expect(loser.error.contains("[XB-001]") || loser.error.contains("[XB-015]"), "\(loser.error)")
    for label in ["问题：", "办法：", "依据："] { #expect(loser.error.contains(label)) }
    let history = try bank.must("complaint", "history", id, "--json")
    #expect(history.components(separatedBy: #""complaint.decided""#).count == 2)
    #expect(try bank.isSound())
  }

  @Test func `a full disk is reported and the record stays whole`() async throws {
    let bank = try await Bank()
    // A file system of 1 MiB in a name space of its own; not every machine allows that.
    let script = """
      set -e
      mount -t tmpfs -o size=1m tmpfs /mnt
      cp -r "$1/." /mnt
      cat /dev/zero > /mnt/ballast 2>/dev/null || true
      set +e
      "$2" complaint submit --file - --as C001 --workspace /mnt <<< "$3"
      echo "code $?"
      rm /mnt/ballast
      "$2" ledger verify --deep --workspace /mnt --json
      "$2" complaint submit --file - --as C001 --workspace /mnt <<< "$3"
      """
    let arguments = [
      "--user", "--map-root-user", "--mount", "/bin/bash", "-c", script, "bash", bank.path,
      Program.path, Bank.complaint,
    ]
    let probe = try Program.run(
      "/usr/bin/env", ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
      environment: [:], folder: "/")
    guard probe.code == 0 else {
      print("skipped: this machine does not let a test mount a file system of its own")
      return
    }
    let ran = try Program.run(
      "/usr/bin/env", ["unshare"] + arguments, environment: ["LANG": "zh_CN.UTF-8"], folder: "/")
    #expect(ran.error.contains("[XB-209]"), "\(ran)")
    for label in ["问题：", "办法：", "依据："] { #expect(ran.error.contains(label)) }
    #expect(ran.output.hasPrefix("code 75\n"), "\(ran.output)")
    #expect(ran.output.contains("\"sound\":true"), "\(ran.output)")
    #expect(ran.output.contains("-000001  已登记"), "\(ran.output)")
  }
}
