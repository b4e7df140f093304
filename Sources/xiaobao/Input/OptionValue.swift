internal import Casework
internal import ConsumerProtection

/// Reads the values of options, with a failure that names the option.
enum OptionValue {
  /// A day; nil when the option was not given.
  static func day(_ text: String?, _ option: String) throws(Failure) -> CivilDay? {
    guard let text else { return nil }
    guard let day = CivilDay(iso: text) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase("\(option)：没有这一天：\(text)", "\(option): there is no such day: \(text)"),
        remedy: Phrase("请写作 2026-03-02", "write it as 2026-03-02"), exit: .usage)
    }
    return day
  }

  /// An amount of yuan; nil when the option was not given.
  static func money(_ text: String?, _ option: String) throws(Failure) -> Money? {
    guard let text else { return nil }
    guard let money = Money(text) else {
      throw Failure(
        Refusal.Code.badNumber.text,
        problem: Phrase("\(option)：“\(text)”不是金额", "\(option): `\(text)` is no amount"),
        remedy: Phrase("请写作 1234.56（元）", "write it as 1234.56, in yuan"), exit: .usage)
    }
    return money
  }

  /// A whole number within bounds; nil when the option was not given.
  static func count(
    _ text: String?, _ option: String, in bounds: ClosedRange<Int>
  ) throws(Failure) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), bounds.contains(number) else {
      throw Failure(
        Refusal.Code.badNumber.text,
        problem: Phrase("\(option) 的值“\(text)”无效", "the value `\(text)` of \(option) is not valid"),
        remedy: Phrase(
          "请给出 \(bounds.lowerBound) 至 \(bounds.upperBound) 的整数",
          "give a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"), exit: .usage)
    }
    return number
  }

  /// Values of a list separated by commas.
  static func choices<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String, of _: Choice.Type
  ) throws(Failure) -> [Choice] where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    var choices: [Choice] = []
    for word in text.split(separator: ",") {
      guard let choice = Choice(rawValue: String(word)) else {
        throw invalid(String(word), option, names)
      }
      choices.append(choice)
    }
    return choices
  }

  /// One value out of a list.
  static func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String, of _: Choice.Type
  ) throws(Failure) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text) else {
      throw invalid(text, option, Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  private static func invalid(_ word: String, _ option: String, _ names: [String]) -> Failure {
    let near = Nearest.match(of: word, in: names)
    return Failure(
      "XB-305",
      problem: Phrase(
        "\(option) 的值“\(word)”无效", "the value `\(word)` of \(option) is not valid"),
      remedy: Phrase(
        (near.map { "是否指 \($0)？" } ?? "") + "可选值：\(names.joined(separator: "、"))",
        (near.map { "did you mean \($0)? " } ?? "") + "one of: \(names.joined(separator: ", "))"),
      exit: .usage)
  }
}

extension OptionValue {
  /// `name=value`; the value may be empty.
  static func pair(
    _ text: String, _ option: String
  ) throws(Failure) -> (name: String, text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure(
        "XB-305",
        problem: Phrase(
          "\(option) 的值“\(text)”无效", "the value `\(text)` of \(option) is not valid"),
        remedy: Phrase("写作 \(option) 名称=值", "write \(option) NAME=VALUE"), exit: .usage)
    }
    return (name: String(parts[0]), text: String(parts[1]))
  }
}
