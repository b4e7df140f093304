/// Collects the rows of one sheet.
final class SheetPart: XMLSink {
  /// Rows that are complete and were not fetched yet.
  var rows: [SheetRow] = []
  private(set) var problem: SheetProblem?

  private let sheet: String
  private let shared: SharedTexts
  private let styles: StylePart
  private let from1904: Bool
  private let limits: SheetLimits

  private var isInData = false
  private var row = 0
  private var column = -1
  private var cells: [SheetCell] = []
  private var problems: [SheetProblem] = []
  private var kind = ""
  private var look = 0
  private var value: [UInt8] = []
  private var isInValue = false
  private var isPhonetic = false

  init(
    sheet: String, shared: SharedTexts, styles: StylePart, from1904: Bool, limits: SheetLimits
  ) {
    self.sheet = sheet
    self.shared = shared
    self.styles = styles
    self.from1904 = from1904
    self.limits = limits
  }

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "sheetData": isInData = true
    case "row" where isInData: startRow(attributes)
    case "c" where isInData: startCell(attributes)
    case "v": isInValue = true
    case "t": isInValue = !isPhonetic
    case "rPh": isPhonetic = true
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInValue, isInData else { return }
    value += bytes
    if value.count > limits.cellByteCountMax {
      problem = place(SheetProblem("单元格文本过长", "the text of the cell is too long"))
    }
  }

  func end(_ name: String) {
    switch name {
    case "sheetData": isInData = false
    case "row" where isInData:
      if !cells.isEmpty || !problems.isEmpty {
        rows.append(SheetRow(number: row, cells: cells, problems: problems))
      }
    case "c" where isInData: endCell()
    case "v", "t": isInValue = false
    case "rPh": isPhonetic = false
    default: break
    }
  }

  private func startRow(_ attributes: XMLAttributes) {
    let number = attributes["r"].map { Int($0) ?? 0 } ?? row + 1
    guard number > row, number <= SheetLimits.rowCountMax else {
      problem = SheetProblem(
        "第 \(row) 行之后的行号无效", "the row behind row \(row) has no valid number", sheet: sheet)
      return
    }
    row = number
    column = -1
    cells = []
    problems = []
  }

  private func startCell(_ attributes: XMLAttributes) {
    var next = column + 1
    if let name = attributes["r"] {
      guard let place = CellReference.parse(name), place.row == row, place.column > column else {
        problem = SheetProblem(
          "第 \(row) 行有无效的单元格位置“\(name)”", "row \(row) has a cell at no valid place `\(name)`",
          sheet: sheet)
        return
      }
      next = place.column
    }
    column = next
    guard column < SheetLimits.columnCountMax else {
      problem = SheetProblem("列数过多", "there are too many columns", sheet: sheet)
      return
    }
    kind = attributes["t"] ?? "n"
    look = attributes["s"].flatMap { Int($0) } ?? 0
    value.removeAll(keepingCapacity: true)
  }

  private func endCell() {
    let stored = String(decoding: value, as: UTF8.self)
    switch kind {
    case "s":
      guard let number = Int(stored), shared.texts.indices.contains(number) else {
        if !stored.isEmpty {
          refuse("引用的文本不存在", "it refers to a text that is not there")
        }
        return
      }
      add(shared.texts[number])
    case "inlineStr", "str": add(SheetText.unescaped(stored))
    case "b": add(stored == "1" || stored == "true" ? "TRUE" : "FALSE")
    case "e": refuse("公式出错（\(stored)）", "its formula failed (\(stored))")
    case "d": add(stored.hasSuffix("T00:00:00") ? String(stored.dropLast(9)) : stored)
    default: endNumber(stored)
    }
  }

  private func endNumber(_ stored: String) {
    guard !stored.isEmpty else { return }
    let text = SheetNumber.text(stored, isDay: styles.isDay(look), from1904: from1904)
    guard let text else {
      return refuse(
        "数字“\(stored)”超过 15 位，表格软件已丢失末位；证件号、账号等请把单元格设为文本后重新填写",
        "the number `\(stored)` has more than the 15 digits that a spreadsheet keeps; set the cell to "
          + "text and enter it again")
    }
    add(text)
  }

  private func add(_ text: String) {
    if !text.isEmpty { cells.append(SheetCell(column: column, text: text)) }
  }

  private func refuse(_ zh: String, _ en: String) {
    problems.append(place(SheetProblem(zh, en)))
  }

  private func place(_ problem: SheetProblem) -> SheetProblem {
    var problem = problem
    problem.sheet = sheet
    problem.cell = CellReference.name(column: max(0, column), row: row)
    return problem
  }
}
