internal import ConsumerProtection

/// What stands beside a complaint's way, as lists and histories call it.
enum HandlingWord {
  /// An obligation that is no limit of the way itself.
  static func obligation(_ name: String) -> Phrase {
    Phrase(same: name)
  }

  /// A sealed text.
  static func text(_ field: String) -> Phrase {
    switch field {
    case "result": Phrase("结果", "result")
    case "terms": Phrase("约定内容", "terms")
    case "notice_proof": Phrase("告知凭证", "proof of notice")
    default: Phrase(same: field)
    }
  }
}
