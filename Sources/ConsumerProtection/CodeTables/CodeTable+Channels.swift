// How a complaint came in, and where the business was done: two different fields.

extension CodeTable {
  /// How the complaint came in (投诉渠道).
  public static let intakeChannel = CodeTable(
    field: "intake_channel", title: Phrase("投诉渠道", "intake channel"),
    missing: Row("unrecorded", "未记录", "unrecorded", ["不详"]),
    rows: [
      Row("phone", "电话", "phone", ["来电", "电话投诉", "网点电话", "telephone"]),
      Row("hotline", "客服热线", "hotline", ["热线", "客服中心", "客户服务热线", "投诉热线"]),
      Row("visit", "来访", "visit", ["现场", "上门", "网点现场", "总分支行现场投诉", "in person", "walk-in"]),
      Row("letter", "信函", "letter", ["来信", "信件", "书信", "邮寄", "postal mail"]),
      Row("suggestion_book", "意见簿", "suggestion book", ["意见本", "客户意见簿"]),
      Row("suggestion_box", "意见箱", "suggestion box", ["客户意见箱"]),
      Row("email", "电子邮件", "e-mail", ["邮箱", "邮件", "电子信箱", "mailbox"]),
      Row("media", "媒体", "media", ["舆情", "新闻媒体", "报刊"]),
      Row("online", "网络", "online", ["官网", "网上", "手机银行", "在线客服", "微信", "web"]),
      Row(
        "regulator_transfer", "监管转办", "regulator transfer",
        ["监管部门转办", "人行系统转来投诉", "银保监会系统转来投诉", "国家信访系统转来投诉", "referral"]),
      Row("fax", "传真", "fax"),
      Row("report_line", "举报电话", "report line", ["举报", "举报热线"]),
      Row("other", "其他", "other", ["其它"]),
    ])

  /// Where the business was done (投诉业务办理渠道), not how the complaint came in.
  ///
  /// Source: JR/T 0169-2018, dimension A.
  public static let businessChannel = CodeTable(
    field: "business_channel", title: Phrase("投诉业务办理渠道", "business channel"),
    missing: Row("unrecorded", "未记录", "unrecorded", ["不详"]),
    rows: [
      Row(
        "A.front.onsite", "营业现场", "branch premises",
        ["营业场所", "前台业务渠道", "营业网点", "柜面", "柜台", "网点"]),
      Row("A.front.self_service", "自助机具", "self-service machine", ["自助设备", "自助机", "ATM"]),
      Row("A.front.e.webbank", "网银", "online banking", ["网上银行", "网银渠道", "电子渠道"]),
      Row("A.front.e.phone", "电话", "telephone", ["电话渠道", "电话银行"]),
      Row("A.front.e.mobile", "移动客户端", "mobile app", ["手机银行", "手机客户端", "APP"]),
      Row("A.front.e.publicnet", "网络公众平台", "public network platform", ["微信公众号", "微信银行"]),
      Row("A.front.e.sms", "短信", "SMS", ["短信渠道"]),
      Row("A.front.e.other", "其他电子渠道", "other electronic channel"),
      Row("A.front.third_party", "第三方渠道", "third-party channel", ["第三方", "合作机构"]),
      Row("A.front.other", "其他前台渠道", "other front channel", ["其他", "其它"]),
      Row("A.middle_back", "中、后台业务渠道", "middle and back office", ["中后台", "中后台业务渠道", "中、后台"]),
    ])

  /// Where the complainant lives or did the business (地区), as coarse as small banks report it.
  public static let region = CodeTable(
    field: "region", title: Phrase("投诉地区", "region"),
    missing: Row("unrecorded", "未记录", "unrecorded", ["不详"]),
    rows: [
      Row("urban", "城区", "urban area", ["城市", "市区", "县城", "城镇"]),
      Row("township", "乡镇", "townships", ["农村", "乡村", "村镇", "县域"]),
      Row("other", "其他地区", "other area", ["其他", "其它", "外地", "异地"]),
    ])
}
