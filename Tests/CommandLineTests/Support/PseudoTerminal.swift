import Foundation
import Glibc

/// A terminal that a test types at.
enum PseudoTerminal {
  private struct Unusable: Error {}

  /// Runs the program at a terminal and types the text; `\u{4}` is Ctrl-D.
  static func run(_ program: Program, _ arguments: [String], typing text: String) throws -> Ran {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number) = (CInt(0), CInt(0))
    // TIOCSPTLCK and TIOCGPTN: what unlockpt and ptsname do, which this C library's map leaves out.
    guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw Unusable() }
    let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard terminal >= 0 else { throw Unusable() }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = program.environment.merging(["TERM": "xterm", "COLUMNS": "100"]) {
      own, _ in own
    }
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    close(terminal)
    var bytes = Array(text.utf8)
    write(master, &bytes, bytes.count)
    // Reading ends with an error once the program has closed its side.
    var shown: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &block, block.count)
      guard count > 0 else { break }
      shown += block[..<count]
    }
    process.waitUntilExit()
    close(master)
    return Ran(
      code: process.terminationStatus, output: String(decoding: shown, as: UTF8.self), error: "")
  }
}
