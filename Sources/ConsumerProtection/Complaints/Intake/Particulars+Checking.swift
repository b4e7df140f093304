// Who may complain for whom, and what a channel brings along.

extension Particulars {
  /// Refuses particulars that contradict themselves, the channel or the rules on who complains.
  func check(channel: String, headcount: Int, in context: Context) throws(Refusal) {
    try checkTexts()
    try checkFacts(of: channel, in: context)
    switch capacity {
    case .proxy: try checkProxy()
    case .heir: try checkHeir()
    case .joint: try checkJoint(headcount, in: context)
    case .inPerson, nil: try checkAlone(in: context)
    }
  }

  private func checkTexts() throws(Refusal) {
    let texts: [(PersonalText?, Phrase)] = [
      (proof, Phrase("授权或继承证明", "authorisation or proof of inheritance")),
      (difficulty, Phrase("不能到场的原因", "why the consumer does not come")),
      (proxyName, Phrase("受托人姓名", "proxy's name")),
      (proxyPhone, Phrase("受托人电话", "proxy's telephone")),
      (proxyIDNumber, Phrase("受托人证件号码", "proxy's document number")),
    ]
    for (text, field) in texts {
      try TextCheck.size(text?.plain, field, max: TextCheck.shortMax)
    }
    try TextCheck.size(representatives?.plain, Phrase("代表人", "representatives"))
  }

  private func checkFacts(of channel: String, in context: Context) throws(Refusal) {
    let known = ChannelFacts.all(channel)
    let name = CodeTable.intakeChannel.name(of: channel)
    for fact in channelFacts {
      let text = fact.value.text ?? ""
      guard let declared = known.first(where: { $0.name == fact.name }) else {
        let list = known.map(\.name)
        throw Refusal(
          .malformedInput,
          problem: Phrase(
            "渠道“\(name.zh)”没有要素“\(fact.name)”", "the channel \(name.en) has no fact `\(fact.name)`"),
          remedy: list.isEmpty
            ? Phrase("请删去 channel_facts，或更正渠道", "leave `channel_facts` out, or correct the channel")
            : Phrase(
              "可用：\(list.joined(separator: "、"))", "use: \(list.joined(separator: ", "))"))
      }
      try TextCheck.size(text, declared.title, max: TextCheck.shortMax)
      if declared.kind == .day { try Self.checkDay(text, declared, in: context) }
    }
    try checkPost(in: context)
  }

  private static func checkDay(
    _ text: String, _ fact: ChannelFact, in context: Context
  ) throws(Refusal) {
    guard let day = CivilDay(iso: text), day <= context.businessDay else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "\(fact.title.zh)“\(text)”不是 \(context.businessDay.iso) 或之前的日期",
          "the \(fact.title.en) `\(text)` is no day up to \(context.businessDay.iso)"),
        remedy: Phrase("写作 2026-03-02，不晚于收到日", "write it as 2026-03-02, up to the receipt"))
    }
  }

  /// A letter is posted before it arrives.
  private func checkPost(in context: Context) throws(Refusal) {
    func day(_ name: String) -> CivilDay? {
      channelFacts.first { $0.name == name }?.value.text.flatMap { CivilDay(iso: $0) }
    }
    guard let postmark = day("postmark"), let arrived = day("arrived"), arrived < postmark else {
      return
    }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "到达日 \(arrived.iso) 早于邮戳日 \(postmark.iso)",
        "the arrival \(arrived.iso) comes before the postmark \(postmark.iso)"),
      remedy: Phrase("请核对信封后更正", "look at the envelope and correct it"))
  }

  private func checkProxy() throws(Refusal) {
    let parts: [(PersonalText?, Phrase)] = [
      (proxyName, Phrase("受托人姓名", "the proxy's name")),
      (proxyIDNumber, Phrase("受托人证件号码", "the proxy's document number")),
      (proxyPhone, Phrase("受托人联系方式", "the proxy's contact")),
      (proof, Phrase("授权委托书原件", "the original authorisation")),
    ]
    let missing = parts.filter { $0.0 == nil }.map(\.1)
    guard !missing.isEmpty else { return }
    throw .notEntitled(
      Phrase(
        "委托代理投诉缺少：\(missing.map(\.zh).joined(separator: "、"))",
        "a complaint by proxy lacks: \(missing.map(\.en).joined(separator: ", "))"),
      Phrase(
        "补齐 proxy 各项后登记；材料未齐的，先用 xiaobao contact register 登记来访",
        "fill in `proxy`; until the papers are there, record the visit: xiaobao contact register"),
      .complaintMeasures("第十四条", "art. 14"))
  }

  private func checkHeir() throws(Refusal) {
    guard proof == nil else { return }
    throw .notEntitled(
      Phrase("继承人投诉缺少继承关系证明", "a complaint by an heir lacks the proof of inheritance"),
      Phrase(
        "填写 heir.proof；材料未齐的，先用 xiaobao contact register 登记来访",
        "fill in `heir.proof`; until it is there, record the visit: xiaobao contact register"),
      .complaintMeasures("第十四条", "art. 14"))
  }

  private func checkJoint(_ headcount: Int, in context: Context) throws(Refusal) {
    guard headcount >= 2 else {
      throw .notEntitled(
        Phrase("共同投诉的人数为 \(headcount)", "a joint complaint has \(headcount) complainant"),
        Phrase("在 headcount 填写投诉人数（2 人以上）", "give `headcount`, from 2 on"), nil)
    }
    guard representativeCount > 0 else { return }
    if let most = context.lookUps.quantity("joint_representatives", on: context.businessDay),
      representativeCount > most.value
    {
      throw .notEntitled(
        Phrase(
          "共同投诉推选了 \(representativeCount) 名代表，至多 \(most.value) 名",
          "a joint complaint names \(representativeCount) representatives; \(most.value) at most"),
        Phrase("请投诉人重新推选代表后登记", "ask the complainants to choose again, then register it"),
        most.citation)
    }
  }

  private func checkAlone(in context: Context) throws(Refusal) {
    guard representativeCount > 0 || proxyName != nil else { return }
    let zh = representativeCount > 0 ? "代表人" : "受托人"
    let en = representativeCount > 0 ? "representatives" : "a proxy"
    throw .notEntitled(
      Phrase("填写了\(zh)，但 capacity 不是相应身份", "there is \(en), but `capacity` does not say so"),
      Phrase("将 capacity 填为 joint 或 proxy", "set `capacity` to joint or proxy"), nil)
  }
}

extension Refusal.Code {
  /// Nothing shows that whoever complains is entitled to.
  public static let notEntitled = Self("XB-040")
  /// The bank must not ask for what it holds itself.
  public static let askedTooMuch = Self("XB-041")
  /// A file cannot be taken as an attachment.
  public static let attachmentRefused = Self("XB-042")
}

extension Refusal {
  fileprivate static func notEntitled(
    _ problem: Phrase, _ remedy: Phrase, _ basis: Citation?
  ) -> Refusal {
    Refusal(.notEntitled, problem: problem, remedy: remedy, basis: basis)
  }
}
