public import ConsumerProtection

/// One field of a record handle.
public struct RecordField: Sendable, Equatable {
  /// What a field holds.
  public enum Kind: String, Sendable {
    /// Text.
    case text
    /// A day, `YYYY-MM-DD`.
    case day
    /// A whole number.
    case integer
    /// `true` or `false`.
    case boolean
    /// A table, read-only.
    case table
  }

  /// The name that scripts use.
  public let name: String
  /// What it holds.
  public let kind: Kind
  /// Whether it names a person or was written freely: nil for plugins without a permission.
  public let isPersonal: Bool
  /// What it means.
  public let meaning: Phrase

  init(_ name: String, _ kind: Kind, personal: Bool = false, _ zh: String, _ en: String) {
    self.name = name
    self.kind = kind
    isPersonal = personal
    meaning = Phrase(zh, en)
  }
}

/// The fields of a complaint as plugins see it, in the order of ``ComplaintRecord``.
///
/// The order grows only at its end, and a field is never removed inside an API major.
public enum ComplaintFields {
  /// Every field, in order.
  public static let all: [RecordField] = [
    RecordField("id", .text, "投诉编号", "the complaint's number"),
    RecordField("stage", .text, "所处阶段", "the stage it is at"),
    RecordField("received_on", .day, "收到投诉的业务日", "the business day of receipt"),
    RecordField("intake_channel", .text, "投诉渠道（标准键）", "intake channel, standard key"),
    RecordField("intake_label", .text, "投诉渠道（本行名称）", "intake channel, the bank's own label"),
    RecordField(
      "business_channel", .text, "投诉业务办理渠道（标准键）", "business channel, standard key"),
    RecordField(
      "business_channel_label", .text, "投诉业务办理渠道（本行名称）",
      "business channel, the bank's own label"),
    RecordField("business_class", .text, "投诉业务类别（标准键）", "business class, standard key"),
    RecordField(
      "business_class_label", .text, "投诉业务类别（本行名称）", "business class, the bank's own label"),
    RecordField("cause", .text, "投诉原因（标准键）", "cause, standard key"),
    RecordField("cause_label", .text, "投诉原因（本行名称）", "cause, the bank's own label"),
    RecordField("region", .text, "地区（标准键）", "region, standard key"),
    RecordField("region_label", .text, "地区（本行名称）", "region, the bank's own label"),
    RecordField("product", .text, "产品或服务", "product or service"),
    RecordField("amount", .integer, "涉及金额，单位：分", "the amount in dispute, in fen"),
    RecordField("headcount", .integer, "投诉人数", "how many people complain"),
    RecordField("unit", .text, "当前承办机构", "the unit that has it"),
    RecordField("respondent_unit", .text, "被投诉机构", "the unit complained about"),
    RecordField("first_contact_owner", .text, "首问责任人", "the first-contact owner's staff number"),
    RecordField(
      "transferred_by", .text, "转办单位：pbc、nfra、government 或 other",
      "who transferred it: pbc, nfra, government or other"),
    RecordField("source_system", .text, "来源系统", "the system it came from"),
    RecordField("source_id", .text, "来源系统中的编号", "its identifier there"),
    RecordField("synthetic", .boolean, "是否为合成数据", "whether the data are invented"),
    RecordField("narrative_length", .integer, "投诉内容的字数", "length of the narrative in characters"),
    RecordField("narrative", .text, personal: true, "投诉内容", "the narrative"),
    RecordField("demand", .text, personal: true, "投诉人的诉求", "what the complainant asks for"),
    RecordField("complainant_name", .text, personal: true, "投诉人姓名", "the complainant's name"),
    RecordField(
      "complainant_phone", .text, personal: true, "投诉人电话", "the complainant's telephone"),
    RecordField("urgency", .text, "紧急程度：I、II 或 III", "how urgent it is: I, II or III"),
    RecordField(
      "escalated_to", .text, "升级投诉：客户越过本行投诉至 pbc、nfra、government 或 other",
      "to whom the customer went above the bank: pbc, nfra, government or other"),
    RecordField(
      "capacity", .text, "投诉人身份：in_person、proxy、heir 或 joint",
      "who complains for whom: in_person, proxy, heir or joint"),
    RecordField(
      "suspected_agent", .boolean, "是否疑似代理维权（内部标记）",
      "whether agents are suspected, an internal mark"),
  ]

  /// The names, in order.
  public static let names = all.map(\.name)

  /// The place of a field; nil for a name that is not declared.
  public static func index(of name: String) -> Int? { places[name] }

  private static let places = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($0.element.name, $0.offset) })
}
