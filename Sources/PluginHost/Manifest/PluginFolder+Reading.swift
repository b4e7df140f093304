internal import ConsumerProtection
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension PluginFolder {
  /// The most bytes of one file.
  static let fileByteCountMax = 4 << 20
  /// The most files of one folder.
  static let fileCountMax = 1000

  /// Every file below `path` except dot files.
  static func read(_ path: String) throws(PluginProblems) -> [File] {
    var files: [File] = []
    try read(path, inside: "", into: &files)
    return files
  }

  private static func read(
    _ root: String, inside folder: String, into files: inout [File]
  ) throws(PluginProblems) {
    for name in try names(in: folder.isEmpty ? root : "\(root)/\(folder)", folder) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      var status = stat()
      guard lstat("\(root)/\(path)", &status) == 0 else {
        throw failure(path, "无法读取", "cannot be read")
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try read(root, inside: path, into: &files)
      case S_IFREG:
        guard status.st_size <= fileByteCountMax else {
          throw failure(path, "超过 4 MiB", "is larger than 4 MiB")
        }
        guard files.count < fileCountMax else {
          throw failure(path, "文件超过 \(fileCountMax) 个", "is one file too many (\(fileCountMax))")
        }
        files.append(File(path: path, bytes: try contents(of: root, path)))
      default:
        throw failure(path, "不是普通文件（不跟随链接）", "is no plain file (links are not followed)")
      }
    }
  }

  private static func names(in path: String, _ shown: String) throws(PluginProblems) -> [String] {
    guard let directory = opendir(path) else {
      throw failure(shown.isEmpty ? path : shown, "文件夹无法打开", "the folder cannot be opened")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func contents(of root: String, _ path: String) throws(PluginProblems) -> [UInt8] {
    let descriptor = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(path, "无法打开", "cannot be opened") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { unsafe in
        #if canImport(Glibc)
          Glibc.read(descriptor, unsafe.baseAddress, unsafe.count)
        #elseif canImport(Musl)
          Musl.read(descriptor, unsafe.baseAddress, unsafe.count)
        #else
          Darwin.read(descriptor, unsafe.baseAddress, unsafe.count)
        #endif
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, "读取失败", "cannot be read")
      }
      bytes += buffer[..<count]
      guard bytes.count <= fileByteCountMax else {
        throw failure(path, "超过 4 MiB", "is larger than 4 MiB")
      }
    }
  }

  private static func failure(_ path: String, _ zh: String, _ en: String) -> PluginProblems {
    PluginProblems([PluginProblem(.manifest, file: path, Phrase("\(path) \(zh)", "\(path) \(en)"))])
  }
}
