/// The few terminal sequences in use (ECMA-48 SGR).
enum ANSI {
  static func bold(_ text: String) -> String { "\u{1B}[1m\(text)\u{1B}[0m" }
  static func dim(_ text: String) -> String { "\u{1B}[2m\(text)\u{1B}[0m" }
  static func alarm(_ text: String) -> String { "\u{1B}[1;31m\(text)\u{1B}[0m" }
}
