// Business class and cause. Source: JR/T 0169-2018, dimensions B and C; the order of the
// standard and its numeric codes are not confirmed, so none is given.

extension CodeTable {
  /// What kind of business the complaint is about (投诉业务类别).
  public static let businessClass = CodeTable(
    field: "business_class", title: Phrase("投诉业务类别", "business class"),
    missing: Row("unclassified", "未分类", "unclassified", ["不详"]),
    rows: [
      Row("B.deposit", "人民币储蓄", "RMB savings", ["储蓄", "存款", "人民币储蓄业务"]),
      Row("B.loan", "贷款", "loans", ["贷款业务", "个人贷款", "个人住房贷款"]),
      Row(
        "B.card", "银行卡", "bank cards",
        ["借记卡", "信用卡", "银行卡业务", "debit card", "credit card"]),
      Row("B.wealth", "自营理财", "own wealth products", ["理财", "自营理财业务"]),
      Row(
        "B.payment", "支付结算", "payment and settlement",
        ["支付", "电子支付", "账户管理", "资金汇划", "票据", "汇兑业务", "支付结算业务"]),
      Row("B.fx", "外汇", "foreign exchange", ["外汇业务"]),
      Row("B.metal", "贵金属", "precious metals", ["贵金属业务"]),
      Row("B.agency", "银行代理业务", "agency business", ["代理保险", "代理业务", "代销"]),
      Row("B.cash", "人民币管理", "RMB cash management", ["现金管理"]),
      Row("B.treasury", "国库", "treasury", ["国库业务"]),
      Row("B.collection", "债务催收", "debt collection", ["催收"]),
      Row("B.other_intermediary", "其他中间业务", "other fee business", ["中间业务"]),
      Row("B.privacy", "个人金融信息", "personal financial information", ["个人信息"]),
      Row("B.other", "其他", "other", ["其它"]),
    ])

  /// Why the consumer complains (投诉原因).
  public static let cause = CodeTable(
    field: "cause", title: Phrase("投诉原因", "cause"),
    missing: Row("unclassified", "未分类", "unclassified", ["不详"]),
    rows: [
      Row(
        "C.service", "因服务态度及服务质量", "service attitude and quality",
        ["服务态度及服务质量", "服务态度", "服务质量", "服务"]),
      Row(
        "C.facility", "因金融机构服务设施、设备、业务系统", "facilities, equipment and systems",
        ["金融机构服务设施、设备、业务系统", "服务设施、设备、业务系统", "设施系统"]),
      Row(
        "C.rules", "因金融机构管理制度、业务规则与流程", "rules and processes",
        ["金融机构管理制度、业务规则与流程", "管理制度、业务规则与流程", "制度流程"]),
      Row("C.marketing", "因营销方式和手段", "marketing ways and means", ["营销方式和手段", "营销"]),
      Row("C.disclosure", "因信息披露", "disclosure", ["信息披露"]),
      Row("C.choice", "因自主选择权", "free choice", ["自主选择权"]),
      Row("C.price", "因定价收费", "pricing and fees", ["定价收费", "收费"]),
      Row("C.return", "因产品收益", "product return", ["产品收益"]),
      Row("C.contract", "因合同条款", "contract terms", ["合同条款"]),
      Row("C.fund_safety", "因消费者资金安全", "safety of funds", ["消费者资金安全", "资金安全"]),
      Row(
        "C.info_safety", "因消费者信息安全", "safety of information", ["消费者信息安全", "信息安全"]),
      Row(
        "C.collection", "因债务催收方式和手段", "collection ways and means", ["债务催收方式和手段", "催收"]),
      Row("C.other", "其他", "other", ["其它"]),
    ])

  /// The five tables, by the order of the fields.
  public static var all: [CodeTable] {
    [.intakeChannel, .businessChannel, .businessClass, .cause, .region]
  }

  /// The table of a field, such as `business_class`.
  public static func table(of field: String) -> CodeTable? { all.first { $0.field == field } }
}
