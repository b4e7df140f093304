internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Counts over the complaints' rows at one ledger position, from maintained counts where they fit.
struct LedgerQuery: QuerySource {
  let view: LedgerView
  let institution: String
  /// The bank's own fields; each is the dimension `field.<name>`.
  var fields: [CustomField] = []

  var dimensions: [String] {
    QueryDimensions.standard + fields.map { "field.\($0.name)" }
  }

  var provenance: QueryProvenance {
    QueryProvenance(
      institution: institution, sequence: Int64(view.head.sequence), hash: view.head.hash)
  }

  func count(_ request: CountRequest) throws(QueryError) -> CountTable {
    let table: TableView
    do throws(LedgerError) {
      table = try Workspace.complaints(in: view)
    } catch {
      throw QueryError(Failure(error).problem)
    }
    let reader = DimensionReader(table: table, language: request.language)
    var by: [Dimension] = []
    for name in request.by { by.append(try reader.dimension(name)) }
    var tests: [(dimension: Dimension, value: FieldValue)] = []
    for condition in request.conditions {
      tests.append((try reader.dimension(condition.dimension), condition.value))
    }
    let question = Question(by: by, tests: tests, from: request.from, to: request.to)
    do throws(LedgerError) {
      return question.answer(try table.count(by: question.keys, where: question.conditions(table)))
    } catch {
      throw QueryError(Failure(error).problem)
    }
  }
}

/// One dimension: the columns that it looks at, and what becomes of their values.
private struct Dimension {
  var keys: [GroupKey]
  /// Its single column, where a value is found by its code.
  var column: ComplaintColumn?
  var value: ([Int64?]) -> FieldValue
}

/// A request in terms of columns.
private struct Question {
  let by: [Dimension]
  let tests: [(dimension: Dimension, value: FieldValue)]
  let from: CivilDay?
  let to: CivilDay?

  private static let synthetic = GroupKey.value(ComplaintColumn.synthetic.rawValue)

  /// Every column that is looked at, once; whether a case is made up first.
  var keys: [GroupKey] {
    var keys = [Self.synthetic]
    for key in by.flatMap(\.keys) + tests.flatMap(\.dimension.keys) where !keys.contains(key) {
      keys.append(key)
    }
    return keys
  }

  /// What columns can see to; every test is made again on the groups.
  func conditions(_ table: TableView) -> [RowCondition] {
    let day = GroupKey.value(ComplaintColumn.receivedOn.rawValue)
    var conditions: [RowCondition] = []
    if from != nil || to != nil {
      conditions.append(
        RowCondition(
          day, from: from.map { Int64($0.number) }, through: to.map { Int64($0.number) }))
    }
    for test in tests {
      guard let column = test.dimension.column, case .text(let text) = test.value else { continue }
      // A code that no row has: -1 is the number of none.
      conditions.append(
        RowCondition(
          .value(column.rawValue), equals: table.code(column.rawValue, text) ?? -1))
    }
    return conditions
  }

  func answer(_ groups: [RowGroup]) -> CountTable {
    let keys = keys
    func value(_ dimension: Dimension, _ group: RowGroup) -> FieldValue {
      dimension.value(
        dimension.keys.map { key in keys.firstIndex(of: key).flatMap { group.key[$0] } })
    }
    var rows: [[FieldValue.Key]: (keys: [FieldValue], count: Int64)] = [:]
    var (total, synthetic) = (Int64(0), Int64(0))
    for group in groups {
      guard tests.allSatisfy({ value($0.dimension, group) == $0.value }) else { continue }
      total += group.count
      if group.key[0] != nil { synthetic += group.count }
      let values = by.map { value($0, group) }
      rows[values.map(\.key), default: (values, 0)].count += group.count
    }
    return CountTable(
      rows: rows.values.map { CountRow(keys: $0.keys, count: $0.count) }, total: total,
      synthetic: synthetic)
  }
}

/// Finds dimensions by their names.
private struct DimensionReader {
  let table: TableView
  let language: Language

  func dimension(_ name: String) throws(QueryError) -> Dimension {
    switch name {
    case "year": return month { .integer(Int64($0.year)) }
    case "quarter": return month { .text("\($0.year)-Q\($0.quarter)") }
    case "month": return month { .text(String($0.iso.prefix(7))) }
    case "stage": return code(.stage)
    case "closed": return closed
    case "unit": return code(.unit)
    case "channel", "intake_channel": return code(.intakeChannel)
    case "intake_channel_label": return label(.intakeLabel, .intakeChannel, .intakeChannel)
    case "business_channel": return code(.businessChannel)
    case "business_channel_label":
      return label(.businessChannelLabel, .businessChannel, .businessChannel)
    case "business_class": return code(.businessClass)
    case "business_class_label": return label(.businessClassLabel, .businessClass, .businessClass)
    case "cause": return code(.cause)
    case "cause_label": return label(.causeLabel, .cause, .cause)
    case "region": return code(.region)
    case "region_label": return label(.regionLabel, .region, .region)
    case "product": return code(.product)
    case "source_system": return code(.sourceSystem)
    case "overdue": return flag(.overdue)
    case "past_original": return flag(.pastOriginal)
    case "satisfaction": return code(.satisfaction)
    case "synthetic": return flag(.synthetic)
    case _ where name.hasPrefix("field."): return field(String(name.dropFirst("field.".count)))
    default:
      throw QueryError(Phrase("没有统计维度“\(name)”", "there is no dimension `\(name)`"))
    }
  }

  private func text(_ column: ComplaintColumn, _ code: Int64?) -> String {
    code.map { table.text(column.rawValue, code: $0) } ?? ""
  }

  private func month(_ value: @escaping (CivilDay) -> FieldValue) -> Dimension {
    Dimension(keys: [.month(ComplaintColumn.receivedOn.rawValue)]) { group in
      value(CivilDay(indexed: group[0].map { CivilMonth.firstDay(of: $0) } ?? 0))
    }
  }

  private func code(_ column: ComplaintColumn) -> Dimension {
    Dimension(keys: [.value(column.rawValue)], column: column) { group in
      let text = text(column, group[0])
      return text.isEmpty ? .none : .text(text)
    }
  }

  private func label(
    _ label: ComplaintColumn, _ key: ComplaintColumn, _ codes: CodeTable
  ) -> Dimension {
    Dimension(keys: [.value(label.rawValue), .value(key.rawValue)]) { group in
      let own = text(label, group[0])
      return .text(own.isEmpty ? codes.name(of: text(key, group[1])).text(in: language) : own)
    }
  }

  /// One of the bank's own fields, out of the text that holds them all.
  private func field(_ name: String) -> Dimension {
    Dimension(keys: [.value(ComplaintColumn.fields.rawValue)]) { group in
      let members = CustomFieldValues.members(of: text(.fields, group[0]))
      switch members.first(where: { $0.name == name })?.value {
      case .text(let text)?: return .text(text)
      case .integer(let integer)?: return .integer(integer)
      case .boolean(let boolean)?: return .bool(boolean)
      default: return .none
      }
    }
  }

  private func flag(_ column: ComplaintColumn) -> Dimension {
    Dimension(keys: [.value(column.rawValue)]) { .bool($0[0] != nil) }
  }

  private var closed: Dimension {
    Dimension(keys: [.value(ComplaintColumn.stage.rawValue)]) { group in
      .bool(["closed", "withdrawn"].contains(text(.stage, group[0])))
    }
  }
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
