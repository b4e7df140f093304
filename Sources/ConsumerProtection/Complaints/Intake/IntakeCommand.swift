extension Complaint {
  /// What is done around intake; see `Command.intake`.
  public enum IntakeCommand: Sendable, Equatable {
    /// Ends it with an agreement at the counter.
    case settle(Settlement)
    /// Completes what was registered.
    case supplement(Supplement)
    /// Asks the complainant for material: keys of `CodeTable.material`.
    case ask([String], note: String)
    /// Records the first contact with the complainant.
    case respond(manner: Reply.Manner, proof: String)
    /// Hands the first-contact owner's duty to somebody else.
    case handOver(to: String, reason: String)
    /// Adds a file.
    case attach(Attachment)
    /// Ends it because it is not to be handled.
    case decline(Declining)
    /// Adds a number elsewhere, with who gave it.
    case addNumber(String, from: Transferor?)
    /// Records that a regulator does not take it.
    case noteRefusal(number: String, RegulatorGround)
    /// Records what a regulator was told.
    case answerBack(AnswerBack)
    /// Ends it by merging it into an earlier one that is still open.
    case merge(into: String)
    /// Takes another complaint in; an order of `merge`.
    case takeMerged(ComplaintMergeTaken.Source)
    /// Says that it repeats an earlier one that has ended.
    case linkRepeat(of: String)
    /// Begins its clock anew with new facts and reasons, which are attached.
    case restart(reason: String, second: String)
    /// Ends it because the contact was no complaint.
    case relabel(to: ContactKind, reason: String, second: String)

    /// The verb on the command line, and what it does.
    public var verb: (name: String, act: Phrase) {
      switch self {
      case .settle: ("settle", Phrase("当场和解", "be settled"))
      case .supplement: ("supplement", Phrase("补正", "be supplemented"))
      case .ask: ("ask", Phrase("要求补正", "have material asked for"))
      case .respond: ("first-response", Phrase("登记首次联系", "be responded to"))
      case .handOver: ("hand-over", Phrase("移交首问责任", "be handed over"))
      case .attach: ("attach", Phrase("添加材料", "take a file"))
      case .decline: ("decline", Phrase("不予办理", "be declined"))
      case .addNumber: ("number", Phrase("登记外部编号", "take a number"))
      case .noteRefusal: ("refused", Phrase("登记监管不受理", "have a regulator's refusal noted"))
      case .answerBack: ("answer-back", Phrase("登记反馈监管", "be answered back"))
      case .merge: ("merge", Phrase("合并", "be merged"))
      case .takeMerged: ("merge", Phrase("并入其他投诉", "take another complaint in"))
      case .linkRepeat: ("repeat", Phrase("标为重复投诉", "be linked as a repeat"))
      case .restart: ("restart", Phrase("重新起算", "have its clock begin anew"))
      case .relabel: ("relabel", Phrase("变更性质", "be relabelled"))
      }
    }
  }
}
