import Foundation
import Testing

/// From a folder to an installed plugin that is asked, as the people concerned do it.
struct PackageCommandTests {
  private func plugin(_ bank: Bank, unit: String, version: String = "1.0.0") throws {
    try bank.write(
      """
      id: acme.cards
      version: \(version)
      api: "1.0"
      title: {zh: 卡类派单, en: Cards}
      hooks:
        complaint.route: {reads: [business_class]}
      """, to: "work/acme.cards/plugin.yaml")
    try bank.write(
      """
      return { ["complaint.route"] = function(complaint)
        if complaint.business_class == "B.card" then return { unit = "\(unit)", because = "card" } end
      end }

      """, to: "work/acme.cards/main.lua")
    try bank.write("card: 银行卡投诉\n", to: "work/acme.cards/locale/zh.yaml")
    try bank.write("card: a card complaint\n", to: "work/acme.cards/locale/en.yaml")
  }

  private func pack(_ bank: Bank, revision: Int = 1) throws -> String {
    let file = "\(bank.path)/acme-\(revision).xbp"
    try bank.must(
      "plugin", "pack", "work/acme.cards", "--to", file, "--revision", "\(revision)")
    return file
  }

  @Test func `pack, sign, verify, install, approve: then it is asked, in the program`() async throws
  {
    let bank = try await Bank()
    try plugin(bank, unit: "HQ.CP")
    let file = try pack(bank)
    let key = try bank.must("plugin", "keygen", "hq.key")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(key.hasPrefix("ed25519:"))
    let mode = try FileManager.default.attributesOfItem(atPath: "\(bank.path)/hq.key")
    #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try bank.run("plugin", "keygen", "hq.key").code == 1, "a key is never written over")

    // Nothing is trusted, then nobody has signed, then somebody unknown has.
    for _ in 1...2 {
      let refused = try bank.run("plugin", "install", file)
      #expect(refused.code == 1 && refused.error.contains("[LUA-122]"), "\(refused)")
      #expect(!FileManager.default.fileExists(atPath: "\(bank.path)/plugins/acme.cards"))
      try bank.rewrite("xiaobao.yaml") {
        $0.contains("trust:")
          ? $0 : $0 + "\ntrust:\n  - {name: 总行消保部, key: \"\(key)\"}\n"
      }
    }
    _ = try bank.must("plugin", "keygen", "other.key")
    try bank.must("plugin", "sign", file, "--key", "other.key")
    #expect(try bank.run("plugin", "verify", file).code == 1)
    #expect(try bank.run("plugin", "install", file).error.contains("[LUA-122]"))

    try bank.must("plugin", "sign", file, "--key", "hq.key")
    #expect(try bank.must("plugin", "verify", file).contains("总行消保部"))
    #expect(try bank.run("plugin", "verify", file, "--key", key).code == 0)
    #expect(try bank.must("plugin", "install", file).contains("xiaobao plugin approve acme.cards"))

    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "plugins:", with: "plugins:\n  - id: acme.cards\n#")
    }
    try bank.must("plugin", "approve", "acme.cards", "--as", "A001")
    let id = try bank.submit(on: Bank.today)
    #expect(try bank.must("explain", id).contains("acme.cards"))
    let list = try bank.must("plugin", "list", "--json")
    // Signed: in the program. The shipped ones carry no signature of this bank: in workers.
    #expect(
      list.contains(#""id":"acme.cards""#) && list.contains(#""isolation":"inprocess""#), "\(list)")
    #expect(list.contains(#""isolation":"worker""#))
    let (program, workers) = (
      list.components(separatedBy: #""isolation":"inprocess""#).count - 1,
      list.components(separatedBy: #""isolation":"worker""#).count - 1
    )
    #expect(program == 1 && workers >= 3)

    #expect(try bank.must("doctor").contains("总行消保部 \(key)"))
    let other = try bank.must("plugin", "keygen", "third.key")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try bank.rewrite("xiaobao.yaml") { $0.replacingOccurrences(of: key, with: other) }
    let doctor = try bank.run("doctor")
    #expect(doctor.code == 2, "\(doctor)")
    #expect(doctor.output.contains("插件 acme.cards 的签名不再有效"), "\(doctor)")
  }

  @Test func `an older package is refused, a damaged one too, and the installed one stays`()
    async throws
  {
    let bank = try await Bank(language: "en")
    let key = try bank.must("plugin", "keygen", "hq.key")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try bank.rewrite("xiaobao.yaml") { $0 + "\ntrust:\n  - {name: hq, key: \"\(key)\"}\n" }
    try plugin(bank, unit: "HQ.CP")
    let first = try pack(bank)
    try plugin(bank, unit: "B1")
    let second = try pack(bank, revision: 2)
    for file in [first, second] { try bank.must("plugin", "sign", file, "--key", "hq.key") }
    try bank.must("plugin", "install", second)
    let installed = try Data(contentsOf: URL(filePath: "\(bank.path)/plugins/acme.cards/main.lua"))
    let older = try bank.run("plugin", "install", first)
    #expect(older.code == 1 && older.error.contains("[LUA-123]"), "\(older)")
    var bytes = Array(try Data(contentsOf: URL(filePath: second)))
    bytes[2000] ^= 1
    try bank.write(bytes, to: "damaged.xbp")
    let damaged = try bank.run("plugin", "install", "damaged.xbp")
    #expect(damaged.code == 1 && damaged.error.contains("LUA-12"), "\(damaged)")
    #expect(
      try Data(contentsOf: URL(filePath: "\(bank.path)/plugins/acme.cards/main.lua")) == installed)
    try bank.must("plugin", "install", first, "--older")
    #expect(
      try Data(contentsOf: URL(filePath: "\(bank.path)/plugins/acme.cards/main.lua")) != installed)
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(bank.path)/plugins")
    #expect(left.filter { $0.hasPrefix(".") } == [])
  }
}
