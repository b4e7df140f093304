/// Characters that XML does not admit stand in a cell as `_x0008_`.
enum SheetText {
  /// The text with `_x0008_` as the character it stands for.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "_x") {
      result += rest[..<mark.lowerBound]
      let digits = rest[mark.upperBound...].prefix(5)
      if digits.count == 5, digits.last == "_", let code = UInt32(digits.dropLast(), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result.unicodeScalars.append(scalar)
        rest = rest[digits.endIndex...]
      } else {
        result += "_x"
        rest = rest[mark.upperBound...]
      }
    }
    return result + rest
  }

  /// The text so that what looks like such a mark is read as it stands.
  static func escaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "_x") {
      result += rest[..<mark.lowerBound]
      let digits = rest[mark.upperBound...].prefix(5)
      let isMark =
        digits.count == 5 && digits.last == "_" && UInt32(digits.dropLast(), radix: 16) != nil
      result += isMark ? "_x005F_x" : "_x"
      rest = rest[mark.upperBound...]
    }
    return result + rest
  }
}
