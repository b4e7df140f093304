// What every area checks about a command before its own rules.

extension Context {
  /// Refuses a business day in the future, or one before the matter's last.
  func checkDay(notBefore last: CivilDay? = nil, of id: String = "") throws(Refusal) {
    guard businessDay <= today else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "业务日 \(businessDay.iso) 在今天（\(today.iso)）之后",
          "the business day \(businessDay.iso) lies after today, \(today.iso)"),
        remedy: Phrase(
          "请用 --on 给出不晚于 \(today.iso) 的日期", "give a day up to \(today.iso) with --on"))
    }
    guard let last, businessDay < last else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "业务日 \(businessDay.iso) 早于 \(id) 的最近一次记录（\(last.iso)）",
        "the business day \(businessDay.iso) lies before the last record of \(id), \(last.iso)"),
      remedy: Phrase(
        "请用 --on 给出不早于 \(last.iso) 的日期", "give a day from \(last.iso) on with --on"))
  }

  /// The unit, or a refusal when it does not exist or is not open on the business day.
  @discardableResult
  func activeUnit(_ id: String, on day: CivilDay? = nil) throws(Refusal) -> Unit {
    let day = day ?? businessDay
    let remedy = Phrase(
      "用 xiaobao unit list 查看机构，或用 xiaobao unit add 登记",
      "see xiaobao unit list, or record it with xiaobao unit add")
    guard let unit = lookUps.unit(id) else {
      throw Refusal(
        .unknownIdentifier, problem: Phrase("没有机构“\(id)”", "there is no unit `\(id)`"),
        remedy: remedy)
    }
    guard unit.isActive(on: day) else {
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "机构“\(id)”在 \(day.iso) 未设立或已撤销", "the unit `\(id)` is not open on \(day.iso)"),
        remedy: remedy)
    }
    return unit
  }

  /// The person, or a refusal when nobody has that number or is not in service on the business day.
  @discardableResult
  func activePerson(_ id: String) throws(Refusal) -> Person {
    let remedy = Phrase(
      "用 xiaobao person list 查看人员，或用 xiaobao person add 登记",
      "see xiaobao person list, or record the person with xiaobao person add")
    guard let person = lookUps.person(id) else {
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase("没有工号为“\(id)”的人员", "nobody has the staff number `\(id)`"),
        remedy: remedy)
    }
    guard person.isActive(on: businessDay) else {
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "工号“\(id)”在 \(businessDay.iso) 未在岗",
          "the person `\(id)` is not in service on \(businessDay.iso)"),
        remedy: remedy)
    }
    return person
  }
}

/// What a text may be.
enum TextCheck {
  /// The largest size of a text that people write, in bytes: 64 KiB.
  static let longMax = 65_536
  /// The largest size of a name, label or number, in bytes.
  static let shortMax = 512

  /// Refuses an empty text, or one that is blank throughout.
  static func notEmpty(_ text: String, _ field: Phrase) throws(Refusal) {
    guard text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return }
    throw Refusal(
      .emptyText, problem: Phrase("\(field.zh)为空", "the \(field.en) is empty"),
      remedy: Phrase("请填写\(field.zh)后重试", "write the \(field.en) and try again"))
  }

  /// Refuses a text larger than `max` bytes.
  static func size(_ text: String?, _ field: Phrase, max: Int = longMax) throws(Refusal) {
    guard let text, text.utf8.count > max else { return }
    let size = text.utf8.count
    throw Refusal(
      .textTooLong,
      problem: Phrase(
        "\(field.zh)有 \(size) 字节，上限 \(max) 字节",
        "the \(field.en) has \(size) bytes; the limit is \(max)"),
      remedy: Phrase(
        "请摘要填写，原文作为材料另行保存", "write a summary and keep the whole text as an attachment"))
  }

  /// Refuses an identifier that is not 1 to 32 letters, digits, `-` and `.`.
  static func identifier(_ text: String, _ field: Phrase) throws(Refusal) {
    let isGood = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isGood, (1...32).contains(text.utf8.count) else {
      throw Refusal(
        .malformedInput,
        problem: Phrase("\(field.zh)“\(text)”不合格式", "the \(field.en) `\(text)` is malformed"),
        remedy: Phrase(
          "用 1 至 32 个英文字母、数字、“-”或“.”", "use 1 to 32 letters, digits, `-` and `.`"))
    }
  }
}

extension Refusal {
  /// A command on a matter that does not exist.
  static func notThere(_ kind: Phrase, _ id: String, list: String) -> Refusal {
    Refusal(
      .unknownIdentifier, problem: Phrase("没有\(kind.zh)“\(id)”", "there is no \(kind.en) `\(id)`"),
      remedy: Phrase("用 \(list) 查看", "see \(list)"))
  }

  /// An opening command for an identifier that is taken.
  static func alreadyThere(_ kind: Phrase, _ id: String, show: String) -> Refusal {
    Refusal(
      .alreadyExists,
      problem: Phrase("\(kind.zh)“\(id)”已登记", "the \(kind.en) `\(id)` is already recorded"),
      remedy: Phrase("用 \(show) 查看，或换一个编号", "see \(show), or take another identifier"))
  }
}
