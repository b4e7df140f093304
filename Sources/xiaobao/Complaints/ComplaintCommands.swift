internal import ArgumentParser
internal import ConsumerProtection

/// `xiaobao complaint …`
struct ComplaintCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "complaint", "消费投诉：登记、受理、派单、调查、决定、答复、反馈、办结",
    "consumer complaints, from intake to closure",
    verbs: [
      ComplaintSubmit.self, ComplaintIntake.self, ComplaintList.self, ComplaintExport.self,
      ComplaintSearch.self,
      ComplaintShow.self,
      ComplaintHistory.self,
      ComplaintAccept.self, ComplaintAssign.self, ComplaintInvestigate.self,
      ComplaintDecide.self, ComplaintReply.self, ComplaintFeedback.self, ComplaintClose.self,
      ComplaintExtend.self, ComplaintExtensionCommands.self, ComplaintWithdraw.self,
      ComplaintEscalate.self, ComplaintPlan.self,
      ComplaintTaskVerb.self, ComplaintDraft.self, ComplaintSet.self, ComplaintFieldList.self,
      ComplaintPause.self, ComplaintResume.self, ComplaintAgree.self,
      ComplaintInterestCommands.self, ComplaintRemedies.self, ComplaintReviewCommands.self,
      ComplaintOutcomeVerb.self, ComplaintApprovalCommands.self, ComplaintRemind.self,
      ComplaintSupervise.self, ComplaintAssist.self, ComplaintRespond.self,
      ComplaintHandOff.self, ComplaintNoteVerb.self,
      ComplaintContact.self, ComplaintCallback.self, ComplaintInspect.self, ComplaintLiability.self,
      ComplaintRectify.self, ComplaintSuggest.self, ComplaintDeduct.self,
      ComplaintSettle.self, ComplaintSupplement.self, ComplaintAsk.self,
      ComplaintFirstResponse.self,
      ComplaintHandOver.self, ComplaintAttach.self, ComplaintAttachments.self,
      ComplaintDecline.self, ComplaintNumber.self, ComplaintRefused.self,
      ComplaintAnswerBack.self, ComplaintFind.self, ComplaintMerge.self, ComplaintRepeat.self,
      ComplaintRestart.self,
    ])
}

/// The case number, the first argument of most verbs.
struct CaseArgument: ParsableArguments {
  @Argument(
    help: .say(
      "投诉编号，如 C-20260302-000007", "the case number, e.g. C-20260302-000007",
      value: Phrase("投诉编号", "case")))
  var id: String
}
