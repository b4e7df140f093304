internal import ConsumerProtection
internal import PluginHost

extension Draft {
  /// A draft from a row that an importer made.
  ///
  /// - Throws: `XB-003` for a code that its table does not have.
  init(_ row: ImportDraft, source: String, site: SiteFile) throws(Failure) {
    self.init(narrative: row.narrative)
    intakeChannel = try Self.coded(row.intakeChannel, row.intakeLabel, .intakeChannel, site)
    businessClass = try Self.coded(row.businessClass, row.businessClassLabel, .businessClass, site)
    cause = try Self.coded(row.cause, row.causeLabel, .cause, site)
    region = try Self.coded(row.region, row.regionLabel, .region, site)
    product = row.product
    amount = row.amount
    headcount = row.headcount.map { Int(clamping: $0) } ?? 1
    transferredBy = row.transferredBy.flatMap { Transferor(rawValue: $0) }
    sourceSystem = source
    sourceID = row.sourceID
    receivedOn = row.receivedOn
    archive = row.archive
  }

  /// A key from the importer with the source's own label; a label alone is looked up.
  private static func coded(
    _ key: String?, _ label: String?, _ table: CodeTable, _ site: SiteFile
  ) throws(Failure) -> CodeValue {
    guard let word = key ?? label else { return CodeValue(table.missing) }
    return try CodedWord(word, own: label, table: table, site: site).value()
  }
}
