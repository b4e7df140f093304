internal import ConsumerProtection

/// What stands beside a complaint's way, as lists and histories call it.
enum HandlingWord {
  /// An obligation that is no limit of the way itself, such as `reminder.2`.
  static func obligation(_ name: String) -> Phrase {
    let parts = name.split(separator: ".", maxSplits: 1)
    let number = parts.count == 2 ? " \(parts[1])" : ""
    switch parts.first.map(String.init) {
    case "task": return Phrase("任务\(number)", "task\(number)")
    case "approval": return Phrase("审批\(number)", "approve\(number)")
    case let kind? where DutyRequest.Kind(rawValue: kind) != nil:
      let title = DutyRequest.Kind(rawValue: kind)?.title ?? Phrase(same: kind)
      return Phrase("回复\(title.zh)\(number)", "answer the \(title.en)\(number)")
    default: return Phrase(same: name)
    }
  }

  /// A sealed text.
  static func text(_ field: String) -> Phrase {
    switch field {
    case "result": Phrase("结果", "result")
    case "terms": Phrase("约定内容", "terms")
    case "notice_proof": Phrase("告知凭证", "proof of notice")
    case "detail": Phrase("利害关系说明", "words about the interest")
    case "grounds": Phrase("申请理由", "grounds")
    case "process": Phrase("处理程序", "the process")
    case "limits": Phrase("处理时限", "the time limits")
    case "outcome": Phrase("处理结果", "the result")
    case "words": Phrase("内容", "words")
    case "note": Phrase("工作记录", "note")
    default: Phrase(same: field)
    }
  }
}
