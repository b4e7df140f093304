/// How personal texts are covered, on the screen, in what leaves the system, and for plugins that may see
/// them masked.
///
/// Source: T/PCAC 0001 《个人支付信息保护指引》 (industry guide): name, identity number, telephone and
/// account are masked when they are shown. ``MaskingRule/all`` is the table of what is covered.
public enum Masking {
  /// The surname stays: 张三丰 → 张**, 欧阳明 → 欧阳*; of other names the first character.
  public static func name(_ text: String) -> String {
    let characters = Array(text)
    guard !characters.isEmpty else { return text }
    let isCompound = characters.count > 2 && Surnames.count(characters[...]) == 2
    let kept = isCompound ? 2 : 1
    return String(characters.prefix(kept)) + stars(characters.count - kept)
  }

  /// The first three and the last two characters stay: 13812345678 → 138******78.
  public static func number(_ text: String) -> String {
    let characters = Array(text)
    guard characters.count > 6 else { return stars(characters.count) }
    return String(characters.prefix(3)) + stars(characters.count - 5)
      + String(characters.suffix(2))
  }

  /// The last four characters stay: 6222021234567890 → ************7890.
  public static func account(_ text: String) -> String {
    let count = text.count
    guard count > 6 else { return stars(count) }
    return stars(count - 4) + String(text.suffix(4))
  }

  /// The first three characters stay, of an e-mail address the first one and the domain.
  public static func address(_ text: String) -> String {
    if let at = text.lastIndex(of: "@"), at != text.startIndex {
      return String(text.prefix(1)) + "***" + text[at...]
    }
    return text.prefix(3) + "****"
  }

  /// What of a text that somebody wrote freely names a person is covered; case numbers, days and amounts
  /// stay. Names that are known to belong to the case are covered wherever they stand.
  public static func freeText(_ text: String, names: [String] = []) -> String {
    var scanner = MaskingScanner(text, names: names)
    return scanner.masked()
  }

  /// A sealed field by its name, such as `complainant.phone`; everything that is no name, number or
  /// address is free text.
  public static func field(_ field: String, _ text: String, names: [String] = []) -> String {
    switch field.split(whereSeparator: { $0 == "." || $0 == "_" }).last {
    case "name": name(text)
    case "phone": number(text)
    case "number" where field.hasSuffix("id_number"): number(text)
    case "representatives":
      text.split(omittingEmptySubsequences: false, whereSeparator: { "、，,;；\n".contains($0) })
        .map { name(String($0)) }.joined(separator: "、")
    case "account": account(text)
    case "address", "email": address(text)
    default: freeText(text, names: names)
    }
  }

  private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }
}
