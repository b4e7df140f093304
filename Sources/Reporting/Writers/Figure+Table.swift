extension Figure {
  /// The figure's counts as a table, for writers that do not draw: a row a category, a column
  /// a series, and for kind `share` each count's share beside it.
  func asTable(in language: Document.Language) -> Table {
    let word = { (word: FixedWord) in word.text(in: language) }
    var columns = [Table.Column(key: "category", title: word(.category))]
    for (index, series) in series.enumerated() {
      let name = series.name.isEmpty ? word(.count) : series.name
      columns.append(
        Table.Column(
          key: "series\(index + 1)", title: name, kind: .count,
          total: kind == .share ? .sum : .none))
      guard kind == .share else { continue }
      let title = self.series.count == 1 ? word(.share) : "\(name) \(word(.share))"
      columns.append(
        Table.Column(key: "share\(index + 1)", title: title, kind: .share, total: .whole))
    }
    let rows = categories.indices.map { row(ofCategory: $0) }
    let table = Table(id: id, title: title, columns: columns, rows: rows)
    return kind == .share && !rows.isEmpty ? table.totalled(label: word(.total)) : table
  }

  private func row(ofCategory index: Int) -> [Cell] {
    var row: [Cell] = [.text(categories[index])]
    for series in series {
      let value = index < series.values.count ? series.values[index] : 0
      row.append(.count(value))
      guard kind == .share else { continue }
      row.append(.share(numerator: value, denominator: series.sum, decimals: decimals))
    }
    return row
  }
}

extension Figure.Series {
  /// The sum of the values; 0, which has no shares, when it leaves 64 bits.
  var sum: Int64 {
    Int64(exactly: values.reduce(Int128(0)) { $0 + Int128($1) }) ?? 0
  }
}
