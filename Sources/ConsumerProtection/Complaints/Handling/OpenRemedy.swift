/// A way that is open to the complainant after the decision (救济途径), as a reply must name it.
///
/// Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 19 and art. 20.
public struct OpenRemedy: Sendable, Equatable {
  /// The way.
  public let remedy: Reply.Remedy
  /// The unit to apply to, where it is one of the bank's.
  public let unit: String?
  /// How long, from the day on which the complainant receives the decision.
  public let within: Budget?
  /// The provision; nil for the bank's own, voluntary way.
  public let basis: Citation?

  /// The way as the complainant is told it.
  public func title(unitName: String?) -> Phrase {
    let name = unitName ?? unit ?? ""
    let time = within.map(\.title)
    switch remedy {
    case .review:
      return Phrase(
        "自收到决定之日起\(time?.zh ?? "")内，向上级机构\(name)书面申请核查",
        "apply for a review in writing to \(name), the superior institution, within "
          + "\(time?.en ?? "the limit") of receiving the decision")
    case .appeal:
      return Phrase(
        "向本行申诉（本行自愿设立，不影响其他途径）\(time.map { "，\($0.zh)内" } ?? "")",
        "appeal to the bank (voluntary, the bank's own; the other ways stay open)"
          + (time.map { ", within \($0.en)" } ?? ""))
    case .mediation, .arbitration, .litigation: return remedy.title
    }
  }
}

extension Complaint {
  /// The ways that are open after the decision of this case.
  ///
  /// A review only where the deciding institution is a branch with a superior inside the bank and the
  /// regime knows one; the bank's own appeal only where the site says so.
  public func openRemedies(in context: Context) -> [OpenRemedy] {
    var open: [OpenRemedy] = []
    if let review = reviewRow(in: context), let superior = superiorInstitution(in: context) {
      open.append(
        OpenRemedy(
          remedy: .review, unit: superior.id, within: review.budget, basis: review.citation))
    }
    let art19 = Citation.complaintMeasures("第十九条", "art. 19")
    open += [Reply.Remedy.mediation, .arbitration, .litigation].map {
      OpenRemedy(remedy: $0, unit: nil, within: nil, basis: art19)
    }
    if let appeal = context.policy.handling.appeal {
      open.append(OpenRemedy(remedy: .appeal, unit: nil, within: appeal, basis: nil))
    }
    return open
  }

  /// The row that opens the application for a review; nil where the regime has none.
  func reviewRow(in context: Context) -> Limit? {
    context.lookUps.limits(startedBy: .decisionTold, onReceipt: receivedOn)
      .first { $0.name == "review_application" }
  }

  /// The institution above the one that decides; nil for the head office.
  func superiorInstitution(in context: Context) -> Unit? {
    let day = context.businessDay
    guard let own = context.lookUps.institution(of: handlingUnit, on: day),
      own.level != .headOffice
    else { return nil }
    return context.lookUps.unitsAbove(own.id, on: day).first { $0.level != .department }
  }

  /// Refuses a reply that names a way that is not open, or leaves the review out where it is.
  func checkRemedies(_ reply: Reply, in context: Context) throws(Refusal) {
    let open = openRemedies(in: context)
    let closed = reply.remedies.filter { remedy in !open.contains { $0.remedy == remedy } }
    let art20 = Citation.complaintMeasures("第二十条", "art. 20")
    if let first = closed.first {
      let list = open.map(\.remedy.rawValue).joined(separator: ",")
      throw Refusal(
        .remedyNotOpen,
        problem: first == .review
          ? Phrase(
            "投诉 \(id) 由 \(handlingUnit) 作出决定，没有可申请核查的上级机构",
            "\(id) was decided by \(handlingUnit), which has no superior institution to review it")
          : Phrase("投诉 \(id) 没有“\(first.title.zh)”途径", "\(first.title.en) is not open on \(id)"),
        remedy: Phrase("可告知的途径：--remedies \(list)", "what is open: --remedies \(list)"),
        basis: first == .review ? art20 : nil)
    }
    guard let review = open.first(where: { $0.remedy == .review }),
      !reply.remedies.contains(.review)
    else { return }
    let name = review.unit.flatMap { context.lookUps.unit($0)?.name(on: context.businessDay) }
    let title = review.title(unitName: name)
    throw Refusal(
      .incompleteReply,
      problem: Phrase(
        "投诉 \(id) 的答复没有告知：\(title.zh)", "the reply to \(id) does not say: \(title.en)"),
      remedy: Phrase("在 --remedies 中加入 review", "add review to --remedies"), basis: art20)
  }
}
