/// What somebody comes with (来访来电性质). Only a complaint runs the clock of complaints.
public enum ContactKind: String, Sendable, Hashable, CaseIterable {
  /// A complaint (投诉).
  case complaint
  /// A question (咨询).
  case enquiry
  /// A suggestion (建议).
  case suggestion
  /// Praise (表扬).
  case praise
  /// A report of wrongdoing (举报).
  case report
  /// A petition (信访).
  case petition

  /// The kind as people say it.
  public var title: Phrase {
    switch self {
    case .complaint: Phrase("投诉", "complaint")
    case .enquiry: Phrase("咨询", "enquiry")
    case .suggestion: Phrase("建议", "suggestion")
    case .praise: Phrase("表扬", "praise")
    case .report: Phrase("举报", "report of wrongdoing")
    case .petition: Phrase("信访", "petition")
    }
  }
}
