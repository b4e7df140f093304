internal import CSpreadsheet

/// What is told of an XML text, in its order. Names come without their prefix.
protocol XMLSink: AnyObject {
  func start(_ name: String, _ attributes: XMLAttributes)
  func end(_ name: String)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
  /// What the sink found wrong; reading stops.
  var problem: SheetProblem? { get }
}

/// The attributes of one element, read where they stand.
struct XMLAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { self.list = list }

  /// The value of the attribute with this name, whatever its prefix.
  subscript(_ name: String) -> String? {
    guard let list else { return nil }
    var place = 0
    while let key = list[place], let value = list[place + 1] {
      if XMLScanner.localName(key) == name { return String(cString: value) }
      place += 2
    }
    return nil
  }

  /// The value of the attribute with this prefix and name, such as `r:id`.
  subscript(prefixed name: String) -> String? {
    guard let list else { return nil }
    var place = 0
    while let key = list[place], let value = list[place + 1] {
      let text = String(cString: key)
      if text.contains(":"), XMLScanner.localName(key) == name, !text.hasPrefix("xmlns:") {
        return String(cString: value)
      }
      place += 2
    }
    return nil
  }
}

/// Reads one XML text piece by piece with expat. Declarations of types are refused, so nothing is
/// expanded and nothing outside the text is read.
final class XMLScanner {
  private let parser: XML_Parser
  private let sink: any XMLSink
  private let depthMax: Int
  private var depth = 0
  private var refusal: SheetProblem?

  init?(_ sink: any XMLSink, limits: SheetLimits) {
    guard let parser = XML_ParserCreate(nil) else { return nil }
    self.parser = parser
    self.sink = sink
    depthMax = limits.depthMax
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(parser, startHandler, endHandler)
    XML_SetCharacterDataHandler(parser, textHandler)
    XML_SetStartDoctypeDeclHandler(parser, declarationHandler)
  }

  deinit { XML_ParserFree(parser) }

  /// Takes the next piece; an empty one ends the text.
  func read(_ bytes: [UInt8], of part: String) throws(SheetProblem) {
    let status = bytes.withUnsafeBytes { raw in
      XML_Parse(
        parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count),
        bytes.isEmpty ? 1 : 0)
    }
    if let problem = sink.problem ?? refusal { throw problem }
    guard status == XML_STATUS_ERROR else { return }
    let line = XML_GetCurrentLineNumber(parser)
    let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
    throw SheetProblem(
      "部件 \(part) 第 \(line) 行不是有效的 XML（\(words)）",
      "the part \(part) is not valid XML at line \(line) (\(words))")
  }

  fileprivate func start(_ name: String, _ attributes: XMLAttributes) {
    depth += 1
    if depth > depthMax {
      stop(SheetProblem("XML 嵌套过深", "the XML elements are nested too deeply"))
    } else {
      sink.start(name, attributes)
      stopIfNeeded()
    }
  }

  fileprivate func end(_ name: String) {
    depth -= 1
    sink.end(name)
    stopIfNeeded()
  }

  fileprivate func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    sink.text(bytes)
    stopIfNeeded()
  }

  fileprivate func refuseDeclaration() {
    stop(
      SheetProblem("文件含有类型声明（DOCTYPE），不予读取", "the file declares types (DOCTYPE) and is not read"))
  }

  private func stopIfNeeded() {
    if sink.problem != nil { XML_StopParser(parser, 0) }
  }

  private func stop(_ problem: SheetProblem) {
    refusal = problem
    XML_StopParser(parser, 0)
  }

  /// A name behind its prefix: `row` for `x:row`.
  static func localName(_ name: UnsafePointer<CChar>) -> String {
    var start = name
    var place = name
    while place.pointee != 0 {
      if place.pointee == 0x3A { start = place + 1 }
      place += 1
    }
    return String(cString: start)
  }
}

private func scanner(_ data: UnsafeMutableRawPointer?) -> XMLScanner? {
  data.map { Unmanaged<XMLScanner>.fromOpaque($0).takeUnretainedValue() }
}

private let startHandler: XML_StartElementHandler = { data, name, attributes in
  guard let name else { return }
  scanner(data)?.start(XMLScanner.localName(name), XMLAttributes(attributes))
}

private let endHandler: XML_EndElementHandler = { data, name in
  guard let name else { return }
  scanner(data)?.end(XMLScanner.localName(name))
}

private let textHandler: XML_CharacterDataHandler = { data, text, count in
  guard let text else { return }
  text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
    scanner(data)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }
}

private let declarationHandler: XML_StartDoctypeDeclHandler = { data, _, _, _, _ in
  scanner(data)?.refuseDeclaration()
}
