internal import Glibc

/// The few file calls that a benchmark needs.
enum Files {
  static func read(_ path: String) throws(BenchError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("read", path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &block, block.count)
      guard count >= 0 else { throw failure("read", path) }
      guard count > 0 else { return bytes }
      bytes += block[..<count]
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(BenchError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure("write", path) }
    defer { close(file) }
    var offset = 0
    while offset < bytes.count {
      let rest = Array(bytes[offset...])
      let count = Glibc.write(file, rest, rest.count)
      guard count > 0 else { throw failure("write", path) }
      offset += count
    }
  }

  /// Makes the folders above a file.
  static func makeFolders(of path: String) throws(BenchError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      made += "/\(part)"
      guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure("make", made) }
    }
  }

  /// A new folder that nobody else has.
  static func makeScratch(in parent: String) throws(BenchError) -> String {
    var template = Array("\(parent)/xiaobao-bench-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw failure("make a folder in", parent) }
    return made
  }

  /// Removes a folder and all in it; what cannot be removed stays.
  static func remove(_ path: String) {
    guard let remover = Child.find("rm") else { return }
    _ = try? Child(path: remover, arguments: ["-rf", "--", path], environment: []).run()
  }

  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  private static func failure(_ act: String, _ path: String) -> BenchError {
    BenchError("cannot \(act) \(path): \(String(cString: strerror(errno)))")
  }
}
