internal import CPlainLua
internal import Glibc
internal import PluginHost

/// The C program's side: state and record are made once, a block of calls runs wholly in C.
final class PlainHost {
  private let host: OpaquePointer
  private var fields: [plain_field] = []
  private var copies: [UnsafeMutablePointer<CChar>?] = []

  init(
    chunk: [UInt8], hook: String, largeAmount: Int64, record: ComplaintRecord
  ) throws(BenchError) {
    let made = chunk.withUnsafeBytes { bytes in
      plain_open(bytes.baseAddress, bytes.count, hook, largeAmount)
    }
    guard let made else { throw BenchError("the C program cannot run the plugin") }
    host = made
    for (field, value) in zip(ComplaintFields.all, record.values) {
      fields.append(self.field(field.name, value))
    }
  }

  deinit {
    plain_close(host)
    for copy in copies { free(copy) }
  }

  private func field(_ name: String, _ value: FieldValue) -> plain_field {
    func copy(_ text: String) -> UnsafePointer<CChar>? {
      copies.append(strdup(text))
      return copies.last.flatMap(\.self).map { UnsafePointer($0) }
    }
    var field = plain_field()
    field.name = copy(name)
    switch value {
    case .none: field.absent = 1
    case .bool(let flag): field.integer = flag ? 1 : 0
    case .integer(let integer): field.integer = integer
    case .text(let text):
      field.text = copy(text)
      field.length = text.utf8.count
    }
    return field
  }

  /// Nanoseconds of one call.
  func route(_ shape: plain_shape, calls: Int64 = 20_000) throws(BenchError) -> Double {
    let start = Clock.now()
    let total = plain_route(host, shape, fields, Int32(fields.count), calls)
    let end = Clock.now()
    guard total > 0 else { throw BenchError("the C program's call failed") }
    return Double(end - start) / Double(calls)
  }
}
