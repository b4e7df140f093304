/// How personal texts are covered, on the screen and for plugins that may see them masked.
///
/// Source: T/PCAC 0001 《个人支付信息保护指引》 (industry guide): name, identity number, telephone and
/// account are masked when they are shown.
public enum Masking {
  /// The first character stays: 张三丰 → 张**.
  public static func name(_ text: String) -> String {
    guard let first = text.first else { return text }
    return "\(first)" + String(repeating: "*", count: text.count - 1)
  }

  /// The first three and the last two characters stay: 13812345678 → 138******78.
  public static func number(_ text: String) -> String {
    let characters = Array(text)
    guard characters.count > 6 else { return String(repeating: "*", count: characters.count) }
    return String(characters.prefix(3)) + String(repeating: "*", count: characters.count - 5)
      + String(characters.suffix(2))
  }

  /// Runs of seven digits or more become stars: telephone, card and identity numbers.
  public static func freeText(_ text: String) -> String {
    var result: [UInt8] = []
    var run: [UInt8] = []
    func close() {
      let isNumber = run.filter { (48...57).contains($0) }.count >= 7
      result += isNumber ? run.map { (48...57).contains($0) ? UInt8(ascii: "*") : $0 } : run
      run = []
    }
    for byte in text.utf8 {
      let isDigit = (48...57).contains(byte)
      let isInside = !run.isEmpty && (byte == 32 || byte == 45)
      if isDigit || isInside {
        run.append(byte)
      } else {
        close()
        result.append(byte)
      }
    }
    close()
    return String(decoding: result, as: UTF8.self)
  }
}
