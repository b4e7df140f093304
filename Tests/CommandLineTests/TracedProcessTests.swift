import EventLedger
import Foundation
import Testing
import XiaobaoTestSupport

/// Group 7 at exact places: strace ends the real program, or fails its calls, at the n-th one.
@Suite struct TracedProcessTests {
  private static let strace = ["/usr/bin/strace", "/usr/local/bin/strace"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// A complaint under a key; what strace injects is for calls on the record's own file.
  private static func submit(
    _ bank: Bank, key: String, inject: String? = nil, on file: String = "segments/000001.jsonl"
  ) throws -> Ran {
    let arguments = [
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-02", "--reason",
      "补录", "--idempotency-key", key,
    ]
    let draft = Array(Bank.complaint.utf8)
    guard let inject, let strace else { return try bank.program.run(arguments, input: draft) }
    let call = String(inject.prefix { $0 != ":" })
    let traced =
      [
        "-f", "-qq", "-o", "/dev/null", "-P", "\(bank.path)/ledger/\(file)", "-e", "trace=\(call)",
        "-e", "inject=\(inject)", Program.path,
      ] + arguments
    return try Program.run(
      strace, traced, environment: bank.program.environment, folder: bank.path, input: draft)
  }

  /// Whether strace may trace here at all: containers can forbid it.
  private static func canTrace() throws -> Bool {
    guard let strace else {
      print("skipped: strace is not installed")
      return false
    }
    let ran = try Program.run(
      strace, ["-f", "-qq", "-o", "/dev/null", "/bin/true"], environment: [:], folder: "/tmp")
    if ran.code != 0 { print("skipped: strace may not trace here") }
    return ran.code == 0
  }

  private static func isAcknowledged(_ ran: Ran) -> Bool {
    ran.code == 0 && ran.output.hasPrefix("C-")
  }

  private static func total(_ bank: Bank) throws -> String {
    let list = try bank.must("complaint", "list", "--limit", "1", "--json")
    return String(list.firstMatch(of: /"total":(\d+)/)?.1 ?? "")
  }

  @Test(arguments: ["fdatasync", "write"])
  func `killed at the n-th call on the record, the repeat stores the complaint once`(call: String)
    async throws
  {
    guard try Self.canTrace() else { return }
    let bank = try await Bank()
    // The first submit records the plugin set; from here on a submit is one commit.
    try bank.submit()
    var number = 0
    var isThrough = false
    while !isThrough, number < 12 {
      number += 1
      let key = "\(call)-\(number)"
      let ran = try Self.submit(bank, key: key, inject: "\(call):signal=KILL:when=\(number)")
      isThrough = Self.isAcknowledged(ran)
      let repeated = try Self.submit(bank, key: key)
      #expect(Self.isAcknowledged(repeated), "\(key): \(repeated.error)")
      #expect(try Self.total(bank) == "\(number + 1)", "\(key)")
    }
    #expect(isThrough, "so many calls were expected for one commit: \(number)")
    #expect(number > 1, "nothing was killed")
    #expect(try bank.isSound())
  }

  @Test func `a failed fdatasync of the real program leaves the outcome open and loses nothing`()
    async throws
  {
    guard try Self.canTrace() else { return }
    let bank = try await Bank()
    try bank.submit()
    let ran = try Self.submit(bank, key: "sync", inject: "fdatasync:error=EIO:when=1")
    #expect(ran.code != 0)
    #expect(ran.error.contains("XB-"), "\(ran)")
    #expect(FileManager.default.fileExists(atPath: "\(bank.path)/ledger/POISON"))
    let repeated = try Self.submit(bank, key: "sync")
    #expect(Self.isAcknowledged(repeated), "\(repeated)")
    #expect(!FileManager.default.fileExists(atPath: "\(bank.path)/ledger/POISON"))
    #expect(try Self.total(bank) == "2")
    #expect(try bank.isSound())
  }

  @Test(arguments: ["ENOSPC", "EDQUOT", "EIO", "EFBIG"])
  func `a failed write of the real program stores nothing`(error: String) async throws {
    guard try Self.canTrace() else { return }
    let bank = try await Bank()
    try bank.submit()
    let ran = try Self.submit(bank, key: "write", inject: "write:error=\(error):when=1")
    #expect(ran.code != 0 && ran.error.contains("XB-"), "\(ran)")
    #expect(try Self.total(bank) == "1")
    #expect(try bank.isSound())
    #expect(try Self.isAcknowledged(Self.submit(bank, key: "write")))
    #expect(try Self.total(bank) == "2")
  }

  @Test func `an interrupted write of the real program is continued`() async throws {
    guard try Self.canTrace() else { return }
    let bank = try await Bank()
    try bank.submit()
    let ran = try Self.submit(bank, key: "again", inject: "write:error=EINTR:when=1..3")
    #expect(Self.isAcknowledged(ran), "\(ran)")
    #expect(try Self.total(bank) == "2")
    #expect(try bank.isSound())
  }
}
