internal import Casework
internal import ConsumerProtection
internal import Reporting

/// Asks a person field by field. Prompts go to standard error; an answer is never printed back.
struct Questions {
  let language: Language
  let source: any LineSource
  /// Where prompts go.
  let prompt: (String) -> Void

  init(_ session: Session) {
    self.init(language: session.language, source: StandardInputLines()) { Output.error($0) }
  }

  init(language: Language, source: any LineSource, prompt: @escaping (String) -> Void) {
    self.language = language
    self.source = source
    self.prompt = prompt
  }

  /// What a person who leaves is told: nothing was stored.
  static let cancelled = Failure(
    "XB-311", problem: Phrase("已取消，未作任何登记", "Cancelled; nothing was stored"),
    remedy: Phrase("需要时重新运行命令", "Run the command again when you are ready"))

  /// One line; an empty answer is nil.
  func line(_ title: Phrase, hint: Phrase? = nil) throws(Failure) -> String? {
    let text = title.text(in: language)
    let note = hint.map { language == .zh ? "（\($0.zh)）" : " (\($0.en))" } ?? ""
    prompt("\(text)\(note)\(language == .zh ? "：" : ": ")")
    let answer = Self.trimmed(try answer())
    return answer.isEmpty ? nil : answer
  }

  /// One line that must not be empty.
  func required(_ title: Phrase, hint: Phrase? = nil) throws(Failure) -> String {
    while true {
      if let answer = try line(title, hint: hint) { return answer }
      say(Phrase("此项必填。", "This one is needed."))
    }
  }

  /// Several lines, ended by a line with a single full stop; nil when there are none.
  func paragraph(_ title: Phrase) throws(Failure) -> String? {
    say(
      Phrase(
        "\(title.zh)（可多行；单独一行“.”结束）：", "\(title.en) (several lines; a line with . alone ends):"))
    var lines: [String] = []
    while true {
      let line = try answer()
      if line == "." { break }
      lines.append(line)
    }
    let text = lines.joined(separator: "\n")
    return Self.trimmed(text).isEmpty ? nil : text
  }

  /// A text of several lines that must not be empty.
  func requiredParagraph(_ title: Phrase) throws(Failure) -> String {
    while true {
      if let text = try paragraph(title) { return text }
      say(Phrase("此项必填。", "This one is needed."))
    }
  }

  /// One of a list, by number, key, name or label; an empty answer takes the default. `resolve` says
  /// what a word means that is no row of the list.
  func choice(
    _ title: Phrase, rows: [(key: String, name: Phrase)], standard: String?,
    resolve: (String) -> String? = { _ in nil }
  ) throws(Failure) -> String? {
    say(Phrase("\(title.zh)：", "\(title.en):"))
    let width = rows.map { DisplayWidth.columns(of: $0.name.text(in: language)) }.max() ?? 0
    for (index, row) in rows.enumerated() {
      let name = DisplayWidth.padded(row.name.text(in: language), to: width)
      let number = DisplayWidth.padded("\(index + 1)", to: 4, alignment: .right)
      say(Phrase(same: "\(number)  \(name)  \(row.key)"))
    }
    let hint = standard.map { Phrase("直接回车为 \($0)", "Enter takes \($0)") }
    while true {
      guard let answer = try line(Phrase("序号或名称", "Number or name"), hint: hint) else {
        if standard != nil { return nil }
        say(Phrase("此项必填。", "This one is needed."))
        continue
      }
      if let number = Int(answer), rows.indices.contains(number - 1) {
        return rows[number - 1].key
      }
      if let row = rows.first(where: {
        $0.key == answer || $0.name.zh == answer || $0.name.en == answer
      }) {
        return row.key
      }
      if resolve(answer) != nil { return answer }
      say(Phrase("没有“\(answer)”这一项，请重选。", "There is no `\(answer)` in the list; try again."))
    }
  }

  /// Asks for a yes; anything but yes is a no.
  func confirms(_ title: Phrase) throws(Failure) -> Bool {
    let answer = try line(title, hint: Phrase("y 为是", "y for yes"))?.lowercased()
    return ["y", "yes", "是"].contains(answer ?? "")
  }

  /// A line of explanation.
  func say(_ phrase: Phrase) { prompt(phrase.text(in: language) + "\n") }

  private func answer() throws(Failure) -> String {
    guard let bytes = source.next() else {
      prompt("\n")
      throw Self.cancelled
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase(
          "输入不是有效的 UTF-8（字节 \(firstInvalidUTF8Offset(in: bytes))）",
          "The input is not valid UTF-8 (byte \(firstInvalidUTF8Offset(in: bytes)))"),
        remedy: Phrase("请将终端编码设为 UTF-8", "Set the terminal's encoding to UTF-8"))
    }
    return text
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
    let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) }
    return String(scalars[start..<(end ?? start)])
  }
}
