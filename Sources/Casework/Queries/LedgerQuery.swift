internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Counts over the complaints' rows at one ledger position.
///
/// A range of days is a range of case numbers, so a year's report reads that year's rows only.
struct LedgerQuery: QuerySource {
  let view: LedgerView
  let institution: String
  let dimensions = QueryDimensions.standard

  var provenance: QueryProvenance {
    QueryProvenance(
      institution: institution, sequence: Int64(view.head.sequence), hash: view.head.hash)
  }

  func count(_ request: CountRequest) throws(QueryError) -> CountTable {
    let readers = try request.by.map { name throws(QueryError) in try reader(name, request.language)
    }
    var conditions: [(read: (RowView) -> FieldValue, value: FieldValue)] = []
    for condition in request.conditions {
      conditions.append((try reader(condition.dimension, request.language), condition.value))
    }
    var groups: [[FieldValue.Key]: (keys: [FieldValue], count: Int64)] = [:]
    var (total, synthetic) = (Int64(0), Int64(0))
    do throws(LedgerError) {
      try view.index.scan(Self.range(request), reversed: false) { _, value in
        let row = RowView(Array(value), fieldCount: ComplaintRow.Field.allCases.count)
        guard conditions.allSatisfy({ $0.read(row) == $0.value }) else { return true }
        total += 1
        if !row.text(ComplaintRow.Field.synthetic.rawValue).isEmpty { synthetic += 1 }
        let keys = readers.map { $0(row) }
        groups[keys.map(\.key), default: (keys, 0)].count += 1
        return true
      }
    } catch {
      throw QueryError(Failure(error).problem)
    }
    let rows = groups.values.map { CountRow(keys: $0.keys, count: $0.count) }
    return CountTable(rows: rows, total: total, synthetic: synthetic)
  }

  /// Case numbers begin with the day of intake.
  private static func range(_ request: CountRequest) -> KeyRange {
    let lower = request.from.map { CaseNumber.prefix(of: $0) } ?? ""
    let upper = request.to.map { IndexKey.complaint(CaseNumber.prefix(of: $0 + 1)) }
    return KeyRange(
      from: IndexKey.complaint(lower),
      to: upper ?? KeyRange.successor(ofPrefix: IndexKey.complaint("")))
  }

  private func reader(
    _ dimension: String, _ language: Language
  ) throws(QueryError) -> (RowView) -> FieldValue {
    typealias Field = ComplaintRow.Field
    func text(_ field: Field) -> (RowView) -> FieldValue {
      { Self.value($0.text(field.rawValue)) }
    }
    func label(_ own: Field, _ key: Field, _ table: CodeTable) -> (RowView) -> FieldValue {
      { row in
        let own = row.text(own.rawValue)
        let key = row.text(key.rawValue)
        return .text(own.isEmpty ? table.name(of: key).text(in: language) : own)
      }
    }
    func day(_ body: @escaping (CivilDay) -> FieldValue) -> (RowView) -> FieldValue {
      {
        body(CivilDay(number: Int32(truncatingIfNeeded: $0.number(Field.receivedOn.rawValue) ?? 0)))
      }
    }
    func flag(_ field: Field) -> (RowView) -> FieldValue {
      { .bool(!$0.text(field.rawValue).isEmpty) }
    }
    switch dimension {
    case "year": return day { .integer(Int64($0.year)) }
    case "quarter": return day { .text("\($0.year)-Q\($0.quarter)") }
    case "month": return day { .text(String($0.iso.prefix(7))) }
    case "stage": return text(.stage)
    case "closed":
      return { .bool(["closed", "withdrawn"].contains($0.text(Field.stage.rawValue))) }
    case "unit": return text(.unit)
    case "channel", "intake_channel": return text(.intakeChannel)
    case "intake_channel_label": return label(.intakeLabel, .intakeChannel, .intakeChannel)
    case "business_channel": return text(.businessChannel)
    case "business_channel_label":
      return label(.businessChannelLabel, .businessChannel, .businessChannel)
    case "business_class": return text(.businessClass)
    case "business_class_label": return label(.businessClassLabel, .businessClass, .businessClass)
    case "cause": return text(.cause)
    case "cause_label": return label(.causeLabel, .cause, .cause)
    case "region": return text(.region)
    case "region_label": return label(.regionLabel, .region, .region)
    case "product": return text(.product)
    case "source_system": return text(.sourceSystem)
    case "overdue": return flag(.overdue)
    case "satisfaction": return text(.satisfaction)
    case "synthetic": return flag(.synthetic)
    default:
      throw QueryError(Phrase("没有统计维度“\(dimension)”", "there is no dimension `\(dimension)`"))
    }
  }

  private static func value(_ text: String) -> FieldValue { text.isEmpty ? .none : .text(text) }
}

extension FieldValue {
  /// A hashable stand-in for grouping.
  fileprivate enum Key: Hashable {
    case none
    case bool(Bool)
    case integer(Int64)
    // Bytes, because equivalent characters are still different labels.
    case text([UInt8])
  }

  fileprivate var key: Key {
    switch self {
    case .none: .none
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .text(let value): .text(Array(value.utf8))
    }
  }
}
