internal import ConsumerProtection
internal import LuaBridge
public import Reporting

extension PluginSet {
  /// The formats that plugins write, sorted by id.
  public var writers: [(plugin: String, writer: PluginManifest.Report)] {
    offers(\.writers)
  }

  /// The verbs that plugins add, sorted by name.
  public var commands: [(plugin: String, command: PluginManifest.Report)] {
    offers(\.commands)
  }

  /// The schemes that plugins score, sorted by id.
  public var scores: [(plugin: String, scheme: PluginManifest.Report)] {
    offers(\.scores)
  }

  private func offers(
    _ section: KeyPath<PluginManifest, [PluginManifest.Report]>
  ) -> [(plugin: String, PluginManifest.Report)] {
    members.filter(\.isOn).flatMap { member in
      (member.manifest?[keyPath: section] ?? []).map { (member.id, $0) }
    }.sorted { $0.1.id < $1.1.id }
  }

  /// Writes a document with `writer.<format>`, piece by piece: neither the script nor the host ever
  /// holds more than one piece of the text.
  ///
  /// - Parameters:
  ///   - document: What is written.
  ///   - format: The format, without `writer.`.
  ///   - context: The context of every piece.
  ///   - emit: Takes the bytes of one piece, in order.
  /// - Throws: The failure; what was emitted before must not be kept.
  public func write<Trouble: Error>(
    _ document: Document, as format: String, _ context: HookContext,
    emit: ([UInt8]) throws(Trouble) -> Void
  ) throws(WritingError<Trouble>) {
    let hook = "writer.\(format)"
    let owner: PluginMember
    do throws(PluginFailure) {
      owner = try self.owner(of: hook, among: writers.map { "writer.\($0.writer.id)" }, context)
    } catch {
      throw .plugin(error)
    }
    var pieces = DocumentPieces(document)
    while let piece = pieces.next() {
      let bytes: [UInt8]
      do throws(PluginFailure) {
        bytes = try self.bytes(of: piece, hook, owner, context)
      } catch {
        throw .plugin(error)
      }
      guard !bytes.isEmpty else { continue }
      do throws(Trouble) {
        try emit(bytes)
      } catch {
        throw .output(error)
      }
    }
  }

  private func bytes(
    of piece: JSONValue, _ hook: String, _ owner: PluginMember, _ context: HookContext
  ) throws(PluginFailure) -> [UInt8] {
    let called = try call(hook, of: owner, .subject(piece), context)
    do throws(AnswerError) {
      return try Self.pieceBytes(called.lua.value)
    } catch {
      throw called.maker.wrongAnswer(error, at: called.at, called.lua.meters)
    }
  }

  static func pieceBytes(_ value: LuaValue) throws(AnswerError) -> [UInt8] {
    switch value {
    case .nil: return []
    case .string(let text): return Array(text.utf8)
    case .bytes(let bytes): return bytes
    default:
      throw AnswerError(
        "", "应为文本或 nil，不是\(value.typePhrase.zh)",
        "must be a text or nil, not \(value.typePhrase.en)")
    }
  }
}

/// Why a document was not written whole.
public enum WritingError<Trouble: Error>: Error {
  /// The plugin failed.
  case plugin(PluginFailure)
  /// The caller could not take the bytes.
  case output(Trouble)
}

/// The pieces of a document in reading order; rows come in batches.
struct DocumentPieces {
  static let rowCountMax = 200

  private let document: Document
  private var state = State.begin

  private enum State {
    case begin
    case block(Int)
    case rows(block: Int, first: Int)
    case note(Int)
    case done
  }

  init(_ document: Document) { self.document = document }

  mutating func next() -> JSONValue? {
    switch state {
    case .begin:
      state = .block(0)
      return piece(
        "begin", ("title", .text(document.title)), ("subtitle", document.subtitle.map { .text($0) })
      )
    case .block(let place):
      guard place < document.blocks.count else {
        state = .note(0)
        return next()
      }
      return begin(document.blocks[place], place)
    case .rows(let block, let first): return rows(block, first)
    case .note(let place):
      guard place < document.notes.count else {
        state = .done
        return piece("end", ("title", .text(document.title)))
      }
      state = .note(place + 1)
      let note = document.notes[place]
      return piece(
        "note", ("text", .text(note.text)), ("title", note.source.map { .text($0) }))
    case .done: return nil
    }
  }

  private mutating func begin(_ block: Document.Block, _ place: Int) -> JSONValue {
    state = .block(place + 1)
    switch block {
    case .heading(let level, let text):
      return piece("heading", ("level", .integer(Int64(level))), ("text", .text(text)))
    case .paragraph(let text): return piece("paragraph", ("text", .text(text)))
    case .table(let table):
      state = .rows(block: place, first: 0)
      return piece("table", ("title", .text(table.title)), ("columns", Self.columns(of: table)))
    case .figure(let figure):
      return piece(
        "figure", ("title", .text(figure.title)),
        ("categories", .array(figure.categories.map { .text($0) })),
        (
          "series",
          .array(
            figure.series.map { series in
              .object([
                .init("name", .text(series.name)),
                .init("values", .array(series.values.map { .integer($0) })),
              ])
            })
        ))
    }
  }

  private mutating func rows(_ place: Int, _ first: Int) -> JSONValue {
    guard case .table(let table) = document.blocks[place] else {
      preconditionFailure("rows belong to a table")
    }
    guard first < table.rows.count else {
      state = .block(place + 1)
      return piece(
        "table_end", ("columns", Self.columns(of: table)),
        ("total", table.totalRow.map { Self.texts($0) }))
    }
    let batch = table.rows[first..<min(first + Self.rowCountMax, table.rows.count)]
    state = .rows(block: place, first: first + batch.count)
    return piece(
      "rows", ("columns", Self.columns(of: table)), ("first", .integer(Int64(first + 1))),
      ("rows", .array(batch.map { Self.texts($0) })))
  }

  private static func columns(of table: Table) -> JSONValue {
    .array(
      table.columns.map { column in
        .object([
          .init("key", .text(column.key)), .init("title", .text(column.title)),
          .init("kind", .text(column.kind.rawValue)),
        ])
      })
  }

  private static func texts(_ cells: [Cell]) -> JSONValue { .array(cells.map { .text($0.text) }) }

  private func piece(_ kind: String, _ members: (String, JSONValue?)...) -> JSONValue {
    .object(
      [.init("kind", .text(kind))]
        + members.compactMap { name, value in value.map { JSONValue.Member(name, $0) } })
  }
}
