// What stands in a workbook beside its sheets.

/// Which part is meant by which relation.
final class RelationPart: XMLSink {
  private var relations: [(id: String, kind: String, target: String)] = []
  var problem: SheetProblem? { nil }

  func start(_ name: String, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"]
    else { return }
    let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
    relations.append((id, kind, target))
  }

  func end(_: String) {}
  func text(_: UnsafeBufferPointer<UInt8>) {}

  func target(ofKind kind: String, from folder: String) -> String? {
    relations.first { $0.kind == kind }.map { Self.path($0.target, from: folder) }
  }

  func target(id: String, from folder: String) -> String? {
    relations.first { $0.id == id }.map { Self.path($0.target, from: folder) }
  }

  /// The name in the archive; a target without a leading slash counts from the folder.
  private static func path(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}

/// The list of sheets.
final class BookPart: XMLSink {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  /// Whether days count from 1904 instead of 1900.
  private(set) var from1904 = false
  var problem: SheetProblem? { nil }

  func start(_ name: String, _ attributes: XMLAttributes) {
    if name == "sheet", let title = attributes["name"], let id = attributes[prefixed: "id"] {
      let state = attributes["state"] ?? "visible"
      sheets.append((title, id, state != "visible"))
    } else if name == "workbookPr", let value = attributes["date1904"] {
      from1904 = value == "1" || value == "true"
    }
  }

  func end(_: String) {}
  func text(_: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells refer to by number.
final class SharedTexts: XMLSink {
  private(set) var texts: [String] = []
  private(set) var problem: SheetProblem?
  private let limits: SheetLimits
  private var current: [UInt8] = []
  private var byteCount = 0
  private var isInText = false
  private var isPhonetic = false

  init(limits: SheetLimits) { self.limits = limits }

  func start(_ name: String, _: XMLAttributes) {
    switch name {
    case "si": current.removeAll(keepingCapacity: true)
    case "t": isInText = !isPhonetic
    // How a name is read stands beside it and is no part of it.
    case "rPh": isPhonetic = true
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    current += bytes
    byteCount += bytes.count
    if byteCount > limits.sharedByteCountMax || current.count > limits.cellByteCountMax {
      problem = SheetProblem("文本过长", "the texts are too long")
    }
  }

  func end(_ name: String) {
    switch name {
    case "si":
      byteCount += 16
      texts.append(SheetText.unescaped(String(decoding: current, as: UTF8.self)))
    case "t": isInText = false
    case "rPh": isPhonetic = false
    default: break
    }
  }
}

/// Which looks of cells show days.
final class StylePart: XMLSink {
  private var written: [Int: Bool] = [:]
  private var days: [Bool] = []
  private var isInCells = false
  var problem: SheetProblem? { nil }

  func isDay(_ look: Int) -> Bool { look < days.count && look >= 0 && days[look] }

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
        written[id] = DayFormat.isDay(code)
      }
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      days.append(written[id] ?? DayFormat.isBuiltIn(id))
    default: break
    }
  }

  func end(_ name: String) { if name == "cellXfs" { isInCells = false } }
  func text(_: UnsafeBufferPointer<UInt8>) {}
}
