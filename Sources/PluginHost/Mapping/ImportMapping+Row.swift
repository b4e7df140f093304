internal import ConsumerProtection

extension ImportMapping {
  /// Makes a draft of one row.
  ///
  /// - Parameter cells: Header and text of each cell that is not empty.
  /// - Returns: The draft; nil for a row of totals.
  /// - Throws: The first cell that cannot be read.
  public func draft(
    from cells: [(header: String, text: String)]
  ) throws(CellProblem) -> ImportDraft? {
    let row = MappedRow(cells, mapping: self)
    guard let number = try row.text("source_id") else { throw row.missing("source_id") }
    if footers.contains(where: { number.hasPrefix($0) }) { return nil }
    guard let received = try row.day("received_on") else { throw row.missing("received_on") }
    var draft = ImportDraft(sourceID: MappedCells.halfWidth(number), receivedOn: received)
    (draft.intakeChannel, draft.intakeLabel) = try row.code("intake_channel")
    (draft.businessChannel, draft.businessChannelLabel) = try row.code("business_channel")
    (draft.businessClass, draft.businessClassLabel) = try row.code("business_class")
    (draft.cause, draft.causeLabel) = try row.code("cause")
    (draft.region, draft.regionLabel) = try row.code("region")
    draft.product = try row.text("product")
    draft.amount = try row.money("amount")
    draft.headcount = try row.count("headcount")
    draft.transferredBy = try row.choice("transferred_by", of: Transferor.self)
    draft.unit = try row.text("unit")
    draft.respondentUnit = try row.text("respondent_unit")
    draft.outsideNumbers = row.texts("outside_numbers")
    draft.narrative = try row.text("narrative")
    draft.demand = try row.text("demand")
    draft.complainantName = try row.text("complainant_name")
    draft.complainantPhone = try row.text("complainant_phone")
    draft.complainantIDNumber = try row.text("complainant_id")
    draft.complainantAddress = try row.text("complainant_address")
    draft.archive = try row.text("archive")
    draft.dates = try row.days()
    draft.contradictions = contradictions(in: draft)
    return draft
  }

  /// Days that lie the wrong way round, in the source's own names.
  private func contradictions(in draft: ImportDraft) -> [Phrase] {
    var known: [(name: String, day: CivilDay)] = []
    for name in order {
      if name == "received_on" {
        known.append((column(of: name), draft.receivedOn))
      } else if let date = draft.dates.first(where: { $0.name == name }) {
        known.append((column(of: name), date.day))
      }
    }
    return zip(known, known.dropFirst()).filter { $1.day < $0.day }.map { earlier, later in
      Phrase(
        "“\(later.name)”\(later.day.iso) 早于“\(earlier.name)”\(earlier.day.iso)；均按原样保留",
        "`\(later.name)` \(later.day.iso) lies before `\(earlier.name)` \(earlier.day.iso); both are kept"
      )
    }
  }

  private func column(of name: String) -> String {
    let columns =
      name == "received_on"
      ? fields.first { $0.target == name }?.columns : days.first { $0.name == name }?.columns
    return columns?.first ?? name
  }
}

/// One row under its mapping.
private struct MappedRow {
  private let cells: [String: String]
  private let mapping: ImportMapping

  init(_ cells: [(header: String, text: String)], mapping: ImportMapping) {
    var known: [String: String] = [:]
    for cell in cells {
      let text = MappedCells.trimmed(cell.text)
      guard !text.isEmpty, !mapping.blanks.contains(text), known[cell.header] == nil else {
        continue
      }
      known[cell.header] = text
    }
    self.cells = known
    self.mapping = mapping
  }

  private func field(_ target: String) -> ImportMapping.Field? {
    guard let field = mapping.fields.first(where: { $0.target == target }) else { return nil }
    let isThere =
      field.whenPresent.isEmpty || field.whenPresent.contains { cells[$0] != nil }
    return isThere ? field : nil
  }

  private func cell(_ columns: [String]) -> (column: String, text: String)? {
    for column in columns {
      if let text = cells[column] { return (column, text) }
    }
    return nil
  }

  func missing(_ target: String) -> CellProblem {
    let names = mapping.fields.first { $0.target == target }?.columns ?? []
    return CellProblem(
      column: names.first ?? "", value: "",
      reason: Phrase(
        "没有“\(names.joined(separator: "/"))”", "there is no `\(names.joined(separator: "/"))`"))
  }

  /// What the cell means: through `values` where it stands there.
  private func meaning(
    _ field: ImportMapping.Field
  ) throws(CellProblem) -> (column: String, text: String, isMapped: Bool)? {
    guard let cell = cell(field.columns) else {
      if let otherwise = field.otherwise { return ("", otherwise, true) }
      if field.isRequired { throw missing(field.target) }
      return nil
    }
    let folded = MappedCells.halfWidth(cell.text)
    if let known = field.values.first(where: { $0.text == cell.text || $0.text == folded }) {
      return (cell.column, known.means, true)
    }
    if field.unmapped == .ignore { return nil }
    guard field.unmapped == .keep else {
      let near = Nearest.match(of: cell.text, in: field.values.map(\.text))
      throw CellProblem(
        column: cell.column, value: cell.text,
        reason: Phrase(
          "“\(cell.text)”不在对照表中" + (near.map { "；是否为 \($0)？" } ?? ""),
          "`\(cell.text)` is not in the mapping" + (near.map { "; did you mean `\($0)`?" } ?? "")))
    }
    return (cell.column, cell.text, false)
  }

  func text(_ target: String) throws(CellProblem) -> String? {
    guard let field = field(target) else { return nil }
    return try meaning(field)?.text
  }

  /// What all columns of the field hold, each once; a cell may have several, with commas between.
  func texts(_ target: String) -> [String] {
    guard let field = field(target) else { return [] }
    var texts: [String] = []
    for text in field.columns.compactMap({ cells[$0] }) {
      for part in text.split(whereSeparator: { ",;、；，".contains($0) }) {
        let one = MappedCells.trimmed(String(part))
        if !one.isEmpty, !texts.contains(one) { texts.append(one) }
      }
    }
    return texts
  }

  /// A key where the mapping names one, else the source's own label.
  func code(_ target: String) throws(CellProblem) -> (key: String?, label: String?) {
    guard let field = field(target), let found = try meaning(field) else { return (nil, nil) }
    guard found.isMapped else { return (nil, found.text) }
    return (found.text, cell(field.columns)?.text)
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ target: String, of _: Choice.Type
  ) throws(CellProblem) -> String? {
    guard let field = field(target), let found = try meaning(field) else { return nil }
    if Choice(rawValue: found.text) != nil { return found.text }
    let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw CellProblem(
      column: found.column, value: found.text,
      reason: Phrase("“\(found.text)”应为：\(all)", "`\(found.text)` must be one of: \(all)"))
  }

  func day(_ target: String) throws(CellProblem) -> CivilDay? {
    guard let field = field(target), let found = try meaning(field) else { return nil }
    return try day(found.column, found.text)
  }

  private func day(_ column: String, _ text: String) throws(CellProblem) -> CivilDay {
    if let day = MappedCells.day(text, mapping.dayOrder) { return day }
    throw CellProblem(
      column: column, value: text,
      reason: Phrase("“\(text)”不是日期", "`\(text)` is no day"))
  }

  func money(_ target: String) throws(CellProblem) -> Money? {
    guard let field = field(target), let found = try meaning(field) else { return nil }
    if let money = MappedCells.money(found.text, field.unit) { return money }
    throw CellProblem(
      column: found.column, value: found.text,
      reason: Phrase(
        "“\(found.text)”不是金额，或有零头分", "`\(found.text)` is no amount, or not whole fen"))
  }

  func count(_ target: String) throws(CellProblem) -> Int64? {
    guard let field = field(target), let found = try meaning(field) else { return nil }
    if let count = MappedCells.count(found.text), count > 0 { return count }
    throw CellProblem(
      column: found.column, value: found.text,
      reason: Phrase("“\(found.text)”不是人数", "`\(found.text)` is no number of people"))
  }

  func days() throws(CellProblem) -> [ImportDraft.SourceDate] {
    var days: [ImportDraft.SourceDate] = []
    for known in mapping.days {
      guard let cell = cell(known.columns) else { continue }
      days.append(
        ImportDraft.SourceDate(name: known.name, day: try day(cell.column, cell.text)))
    }
    return days
  }
}
