/// What the stored event types mean, for histories that people read.
public enum EventTitles {
  private static let titles: [String: Phrase] = [
    UnitEstablished.type: Phrase("机构设立", "unit established"),
    UnitRenamed.type: Phrase("机构更名", "unit renamed"),
    UnitMoved.type: Phrase("机构隶属变更", "unit moved"),
    UnitClosed.type: Phrase("机构撤销", "unit closed"),
    PersonRecorded.type: Phrase("人员登记", "person recorded"),
    PersonPosted.type: Phrase("任职", "person posted"),
    RoleGranted.type: Phrase("授予角色", "role granted"),
    RoleEnded.type: Phrase("终止角色", "role ended"),
    PersonLeft.type: Phrase("离岗", "person left"),
    AuthorityGranted.type: Phrase("临时授权", "temporary authority"),
    ComplaintReceived.type: Phrase("收到投诉", "complaint received"),
    ComplaintAccepted.type: Phrase("受理", "accepted"),
    ComplaintAssigned.type: Phrase("派单", "assigned"),
    ComplaintInvestigated.type: Phrase("调查结果", "finding recorded"),
    ComplaintDecided.type: Phrase("处理决定", "decided"),
    ComplaintReplied.type: Phrase("答复告知", "replied"),
    ComplaintFeedbackRecorded.type: Phrase("客户反馈", "feedback recorded"),
    ComplaintClosed.type: Phrase("办结", "closed"),
    ComplaintExtended.type: Phrase("延期", "extended"),
    ComplaintWithdrawn.type: Phrase("撤回", "withdrawn"),
    ComplaintOverdueMarked.type: Phrase("逾期", "overdue"),
    ComplaintArchived.type: Phrase("归档", "archived"),
    ComplaintFieldsSet.type: Phrase("登记字段", "fields set"),
    ComplaintPlanned.type: Phrase("安排任务", "planned"),
    ComplaintTaskDone.type: Phrase("完成任务", "task done"),
    ComplaintEscalated.type: Phrase("升级", "escalated"),
    ViewSaved.type: Phrase("保存视图", "view saved"),
    ViewDropped.type: Phrase("停用视图", "view dropped"),
    SubjectRevealed.type: Phrase("查看个人信息", "personal data opened"),
    SubjectHeld.type: Phrase("法律保全", "legal hold"),
    SubjectReleased.type: Phrase("解除保全", "hold ended"),
    SubjectErasureRequested.type: Phrase("申请删除个人信息", "erasure asked for"),
    SubjectErasureCancelled.type: Phrase("撤回删除申请", "erasure taken back"),
    SubjectRestricted.type: Phrase("个人信息仅存储", "personal data stored only"),
    SubjectErased.type: Phrase("个人信息已删除", "personal data erased"),
    ComplaintContacted.type: Phrase("联系", "contacted"),
    ComplaintCalledBack.type: Phrase("回访", "called back"),
    ComplaintInspected.type: Phrase("质检", "inspected"),
    ComplaintLiabilityFound.type: Phrase("责任认定", "liability found"),
    ComplaintRectificationOrdered.type: Phrase("要求整改", "rectification ordered"),
    ComplaintRectified.type: Phrase("整改完成", "rectified"),
    ComplaintSuggestionMade.type: Phrase("产品建议", "suggestion made"),
    ComplaintDeductionRequested.type: Phrase("申请核减", "deduction requested"),
    ComplaintDeductionAnswered.type: Phrase("核减答复", "deduction answered"),
  ]

  /// The title of a stored type, such as `complaint.received`; nil for one of another part.
  public static func title(of type: String) -> Phrase? {
    titles[type] ?? Complaint.HandlingEvent.title(of: type)
  }
}
