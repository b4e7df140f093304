/// Personal texts as a plugin with `personal_data.masked` sees them.
enum Masking {
  /// A field's text masked in the way of its kind; no plugin gets more than this without
  /// `personal_data.full`.
  static func masked(_ field: String, _ text: String) -> String {
    switch field {
    case "complainant_name": name(text)
    case "complainant_phone": phone(text)
    default: freeText(text)
    }
  }

  /// The first character stays: 张三丰 → 张**.
  static func name(_ text: String) -> String {
    guard let first = text.first else { return text }
    return "\(first)" + String(repeating: "*", count: text.count - 1)
  }

  /// The first three and the last two digits stay: 13812345678 → 138******78.
  static func phone(_ text: String) -> String {
    let characters = Array(text)
    guard characters.count > 6 else { return String(repeating: "*", count: characters.count) }
    return String(characters.prefix(3)) + String(repeating: "*", count: characters.count - 5)
      + String(characters.suffix(2))
  }

  /// Runs of seven digits or more become stars: telephone, card and identity numbers.
  static func freeText(_ text: String) -> String {
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
