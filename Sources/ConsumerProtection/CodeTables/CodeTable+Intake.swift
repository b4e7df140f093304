// What an office notes about a complaint and its complainant beside the classes.
//
// Source of the words: lists of bank systems (practice, not a standard).

extension CodeTable {
  /// What makes a case delicate (敏感信息); several may hold.
  public static let sensitivity = CodeTable(
    field: "sensitivity", title: Phrase("敏感标记", "sensitivity mark"),
    missing: Row("none", "无", "none"),
    rows: [
      Row("regulator", "监管类", "regulator", ["监管"]),
      Row("public_opinion", "舆情类", "public opinion", ["舆情"]),
      Row("judicial", "司法类", "judicial", ["司法"]),
      Row("petition", "信访", "petition"),
      Row("extreme", "过激行为", "extreme behaviour"),
      Row("emotional", "情绪激动", "agitated"),
      Row("special_group", "特殊群体", "special group"),
      Row("special_occupation", "特殊职业", "special occupation"),
    ])

  /// Who needs particular care (特殊消费者群体); several may hold.
  public static let vulnerableGroup = CodeTable(
    field: "vulnerable_groups", title: Phrase("特殊消费者群体", "vulnerable group"),
    missing: Row("none", "无", "none"),
    rows: [
      Row("elderly", "老年人", "elderly", ["老年客户"]),
      Row("minor", "未成年人", "minor"),
      Row("disabled", "残疾人", "person with a disability", ["残障人士"]),
      Row("ill", "重病患者", "seriously ill"),
      Row("low_income", "低收入人群", "low income", ["困难群众"]),
      Row("rural", "偏远农村居民", "remote rural resident"),
      Row("other", "其他特殊群体", "other vulnerable group"),
    ])

  /// What the complainant asks for (投诉诉求), as lists count it; the words stand in `demand`.
  public static let demandKind = CodeTable(
    field: "demand_kinds", title: Phrase("诉求类型", "kind of demand"),
    missing: Row("none", "无", "none"),
    rows: [
      Row("refund", "申请退费", "refund", ["退费", "退款"]),
      Row("verify", "核实原因", "verify the cause", ["核实"]),
      Row("answer", "答复", "an answer", ["要求答复"]),
      Row("query", "查询", "a query"),
      Row("compensation", "补偿", "compensation", ["赔偿"]),
      Row("stop_contact", "停止骚扰", "stop the contacts"),
      Row("speed_up", "加快处理", "speed up"),
      Row("restore", "恢复使用", "restore the use"),
      Row("other", "其他诉求", "other demand"),
    ])

  /// What a bank may ask a complainant to hand in, and what it holds itself (补正材料).
  ///
  /// Source: 银保监会令2020年第3号 art. 13 and 14.
  public static let material = CodeTable(
    field: "material", title: Phrase("补正材料", "material to hand in"),
    missing: Row("other", "其他材料", "other material"),
    rows: [
      Row("identity", "身份信息", "identity", ["身份证件"]),
      Row("contact", "联系方式", "contact details"),
      Row("respondent", "被投诉人", "respondent"),
      Row("request", "投诉请求、主要事实和相关依据", "request, facts and grounds", ["事实和依据"]),
      Row("signature", "投诉人签名", "complainant's signature", ["签名"]),
      Row("authorisation", "授权委托书原件", "original authorisation", ["授权委托书"]),
      Row("proxy_identity", "受托人身份信息和联系方式", "proxy's identity and contact"),
      Row("inheritance", "继承关系证明", "proof of inheritance"),
      Row("contract", "合同、协议（本行留存）", "contract, which the bank holds", ["合同"]),
      Row("statement", "账户流水、交易记录（本行留存）", "statements, which the bank holds", ["流水", "交易记录"]),
      Row("recording", "录音录像（本行留存）", "recordings, which the bank holds", ["录音"]),
    ])

  /// The keys of `material` that the bank holds itself and must not ask for (art. 13).
  public static let heldByBank: Set<String> = ["contract", "statement", "recording"]
}
