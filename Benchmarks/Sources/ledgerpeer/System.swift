internal import EventLedger
internal import Glibc

enum Clock {
  /// Nanoseconds that never step back.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

enum Memory {
  /// Anonymous memory of this process in KiB: without the page cache that it looks at.
  static var anonymous: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("RssAnon:") { return Int(text.filter(\.isNumber)) ?? 0 }
    }
    return 0
  }
}

enum Output {
  static func write(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(1, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count <= 0 { exit(1) }
      done += count
    }
  }

  static func append(_ row: IndexRow, _ column: Rowing.Column, to text: inout [UInt8]) {
    switch column {
    case .received, .closed, .due, .amount:
      if let number = row.number(column.rawValue) { append(number, to: &text) }
    case .source: text.append(contentsOf: row.text(column.rawValue).utf8)
    default: row.withCode(column.rawValue) { text.append(contentsOf: $0) }
    }
  }

  static func append(_ number: Int64, to text: inout [UInt8]) {
    text.append(contentsOf: String(number).utf8)
  }
}

/// Plain threads that are waited for.
enum Threads {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for turn in 0..<count {
      var thread = pthread_t()
      let argument = Unmanaged.passRetained(Body { body(turn) })
      pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
          return nil
        }, argument.toOpaque())
      threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
  }
}
