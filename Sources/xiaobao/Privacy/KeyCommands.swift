internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao key …`
struct KeyCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "key", "工作区密钥：查看来源、双人分管、合成、演练",
    "the workspace key: where it is, two custodians, joining, the drill",
    verbs: [KeyShow.self, KeySplit.self, KeyJoin.self, KeyDrill.self])
}

/// `xiaobao key show`
struct KeyShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看密钥来源及是否相符（不显示密钥）", "where the key comes from and whether it fits; never the key",
    examples: [Example("xiaobao key show", "密钥是否可用", "whether the key can be used")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let check = try session.open(.reading).keyCheck()
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("place", check.place)
      object.add("fits", check.fits)
      object.add("keys", Int(check.count))
      object.add("destroyed", Int(check.destroyed))
      Output.print(JSONText.envelope(object.members))
    } else {
      session.print(facts: [
        Fact("来源", "Place", check.place),
        Fact(
          "相符", "Fits",
          check.fits
            ? session.say("是", "yes")
            : session.say("否，无法打开封存内容", "no: nothing sealed can be opened")),
        Fact("密钥池", "Pool", "\(check.count)"),
        Fact("已销毁", "Destroyed", "\(check.destroyed)"),
      ])
    }
    return check.fits ? .done : .findings
  }
}

/// The files of the two shares.
struct ShareOptions: ParsableArguments {
  @Option(
    help: .say("第一份的文件", "the file of the first share", value: Phrase("文件", "file")),
    completion: .file())
  var first: String

  @Option(
    help: .say("第二份的文件", "the file of the second share", value: Phrase("文件", "file")),
    completion: .file())
  var second: String
}

/// `xiaobao key split --first FILE --second FILE`
struct KeySplit: Verb {
  static let configuration: CommandConfiguration = .command(
    "split", "将工作区密钥分为两份，由两人分管", "split the workspace key into two shares for two custodians",
    detail: Phrase(
      "两份缺一不可，单独一份不含任何信息（异或）。分好后可删除 keys/workspace.key，并在站点文件写 key: {shares: [甲的文件, 乙的文件]}。",
      "Both are needed and one alone says nothing (exclusive or). Afterwards keys/workspace.key can go, and"
        + " the site file says key: {shares: [one, other]}."),
    examples: [
      Example(
        "xiaobao key split --first /media/a/share --second /media/b/share", "写到两个介质",
        "onto two media")
    ])

  @OptionGroup var shares: ShareOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try session.open(.reading).splitKey(to: shares.first, shares.second)
    session.print(
      session.say(
        "已写出两份：\(shares.first)、\(shares.second)。请分别交两人保管，并演练：xiaobao key drill",
        "two shares written: \(shares.first), \(shares.second). Give them to two persons and try: xiaobao"
          + " key drill"))
    return .done
  }
}

/// `xiaobao key join --first FILE --second FILE --to FILE`
struct KeyJoin: Verb {
  static let configuration: CommandConfiguration = .command(
    "join", "由两份合成工作区密钥，写到新文件", "join two shares into a key, in a new file",
    examples: [
      Example(
        "xiaobao key join --first a --second b --to keys/workspace.key", "恢复密钥文件",
        "bring the key file back")
    ])

  @OptionGroup var shares: ShareOptions

  @Option(
    name: .customLong("to"), help: .say("写到此新文件", "the new file", value: Phrase("文件", "file")),
    completion: .file())
  var target: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try session.open(.reading).joinKey(shares.first, shares.second, to: target)
    session.print(session.say("密钥相符，已写入 \(target)", "the key fits; written to \(target)"))
    return .done
  }
}

/// `xiaobao key drill --first FILE --second FILE`
struct KeyDrill: Verb {
  static let configuration: CommandConfiguration = .command(
    "drill", "演练：两份能否打开本工作区，不写任何文件",
    "try whether two shares open this workspace; nothing is written",
    examples: [Example("xiaobao key drill --first a --second b", "每年演练", "once a year")])

  @OptionGroup var shares: ShareOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let fits = try session.open(.reading).drillKey(shares.first, shares.second)
    if session.isJSON {
      Output.print(JSONText.envelope([JSONValue.Member("fits", .boolean(fits))]))
    } else {
      session.print(
        fits
          ? session.say("两份可以打开本工作区", "the two shares open this workspace")
          : session.say("两份不是本工作区的密钥", "the two shares are the key of another workspace"))
    }
    return fits ? .done : .findings
  }
}
