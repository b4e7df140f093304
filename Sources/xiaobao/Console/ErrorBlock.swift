internal import Casework
internal import ConsumerProtection
internal import Reporting

/// A failure as people and programs read it: problem, remedy, basis.
struct ErrorBlock {
  let failure: Failure

  /// The block in one language, as it goes to standard error.
  func text(in language: Language, width: Int?) -> String {
    let rows = [
      (Phrase("问题", "Problem"), "\(failure.problem.text(in: language)) [\(failure.code)]"),
      (Phrase("办法", "Remedy"), failure.remedy.text(in: language)),
      (Phrase("依据", "Basis"), basis.text(in: language)),
    ]
    var lines: [String] = []
    for (title, text) in rows {
      let label = title.text(in: language) + (language == .zh ? "：" : ":")
      let column = language == .zh ? 6 : 9
      let texts = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        width.map { DisplayWidth.wrapped(String(line), to: max(20, $0 - column)) }
          ?? [DisplayWidth.printable(String(line))]
      }
      for (index, text) in texts.enumerated() {
        lines.append(DisplayWidth.padded(index == 0 ? label : "", to: column) + text)
      }
    }
    if let detail = failure.detail {
      lines.append("")
      lines += detail.text(in: language).split(separator: "\n", omittingEmptySubsequences: false)
        .map { DisplayWidth.printable(String($0)) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The same for programs, one line of JSON.
  func json(in language: Language) -> String {
    var members = [
      JSONValue.Member("code", .text(failure.code)),
      JSONValue.Member("problem", .text(failure.problem.text(in: language))),
      JSONValue.Member("remedy", .text(failure.remedy.text(in: language))),
      JSONValue.Member("basis", .text(basis.text(in: language))),
    ]
    if let detail = failure.detail {
      members.append(JSONValue.Member("detail", .text(detail.text(in: language))))
    }
    members.append(JSONValue.Member("exit", .integer(Int64(failure.exit.rawValue))))
    return JSONText.envelope([JSONValue.Member("error", .object(members))])
  }

  /// The provision, or where no law decides, the program's own rule.
  private var basis: Phrase {
    failure.basis
      ?? Phrase(
        "本系统规则 \(failure.code)（docs/reference/errors.md）",
        "rule \(failure.code) of this program (docs/reference/errors.md)")
  }
}
