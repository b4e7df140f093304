internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// Reading and writing whole small files of a workspace.
public enum Files {
  /// Whether the file can be read.
  public static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// Whether the path is a folder.
  public static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted by bytes; empty when it cannot be read.
  public static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The whole file.
  ///
  /// - Throws: `XB-110` when it cannot be read, `XB-006` when it is larger than `byteCountMax`.
  public static func read(_ path: String, byteCountMax: Int = 16 << 20) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: path, byteCountMax: byteCountMax)
  }

  /// Everything that a descriptor gives, such as standard input.
  public static func read(
    descriptor: Int32, name: String, byteCountMax: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(name, errno) }
      if count == 0 { return bytes }
      bytes += block[..<count]
      guard bytes.count <= byteCountMax else {
        throw Failure(
          Refusal.Code.textTooLong.text,
          problem: Phrase(
            "\(name) 超过 \(byteCountMax) 字节", "\(name) is larger than \(byteCountMax) bytes"),
          remedy: Phrase(
            "请缩短内容；全文可作为附件另存", "Shorten it; the whole text can be kept as an attachment"))
      }
    }
  }

  /// The file as text.
  ///
  /// - Throws: as `read`; `XB-007` when it is not valid UTF-8, with the place.
  public static func readText(_ path: String, byteCountMax: Int = 16 << 20) throws(Failure)
    -> String
  {
    let bytes = try read(path, byteCountMax: byteCountMax)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let offset = firstInvalidUTF8Offset(in: bytes)
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase(
          "\(path) 不是有效的 UTF-8（字节 \(offset)）", "\(path) is not valid UTF-8 (byte \(offset))"),
        remedy: Phrase("请转为 UTF-8 后重试", "Convert it to UTF-8 and try again"))
    }
    return text
  }

  /// Makes a folder and its parents.
  ///
  /// - Throws: `XB-111` when the system refuses.
  public static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(Failure) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw unwritable(path, errno) }
  }

  /// Writes a whole file so that it is there complete or not at all: a temporary file, synchronised,
  /// then renamed.
  ///
  /// - Throws: `XB-111` when the system refuses.
  public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(Failure)
  {
    let temporary = "\(path).tmp-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let error = errno
        close(descriptor)
        unlink(temporary)
        throw unwritable(path, error)
      }
      offset += count
    }
    let synchronised = fdatasync(descriptor) == 0
    close(descriptor)
    guard synchronised, rename(temporary, path) == 0 else {
      let error = errno
      unlink(temporary)
      throw unwritable(path, error)
    }
  }

  /// Writes a file that must not be there yet, durably.
  ///
  /// - Throws: `XB-111` when there is something or it cannot be written.
  public static func writeNew(
    _ bytes: [UInt8], at path: String, mode: UInt32 = 0o644
  ) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unwritable(path, errno) }
      offset += count
    }
    guard fsync(descriptor) == 0 else { throw unwritable(path, errno) }
  }

  /// Gives a file or folder another name; both stand on the same disk.
  ///
  /// - Throws: `XB-111` when the system refuses.
  static func move(_ path: String, to other: String) throws(Failure) {
    guard rename(path, other) == 0 else { throw unwritable(other, errno) }
  }

  /// Removes a folder with all that is in it; links are removed, not followed.
  ///
  /// - Throws: `XB-111` when the system refuses.
  static func removeFolder(_ path: String) throws(Failure) {
    for name in names(in: path) {
      var info = stat()
      guard lstat("\(path)/\(name)", &info) == 0 else { throw unwritable("\(path)/\(name)", errno) }
      if info.st_mode & S_IFMT == S_IFDIR {
        try removeFolder("\(path)/\(name)")
      } else if unlink("\(path)/\(name)") != 0 {
        throw unwritable("\(path)/\(name)", errno)
      }
    }
    guard rmdir(path) == 0 else { throw unwritable(path, errno) }
  }

  /// Adds bytes to the end of a file by one write, and synchronises; makes folder and file when needed.
  ///
  /// - Throws: `XB-111` when the system refuses.
  static func append(_ bytes: [UInt8], to path: String, in folder: String) throws(Failure) {
    guard !bytes.isEmpty else { return }
    if !isFolder(folder) { try makeFolder(folder) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw unwritable(path, errno) }
      offset += count
    }
    guard fdatasync(descriptor) == 0 else { throw unwritable(path, errno) }
  }

  /// What the system says, in both languages for what people meet.
  private static func reason(_ code: Int32) -> Phrase {
    let en = String(cString: strerror(code))
    return switch code {
    case ENOENT: Phrase("不存在", en)
    case EACCES, EPERM: Phrase("没有权限", en)
    case EISDIR: Phrase("是目录", en)
    case ENOTDIR: Phrase("上级不是目录", en)
    case EROFS: Phrase("只读文件系统", en)
    case ENOSPC, EDQUOT: Phrase("磁盘已满", en)
    default: Phrase("errno \(code)", en)
    }
  }

  static func unreadable(_ path: String, _ code: Int32) -> Failure {
    let reason = reason(code)
    return Failure(
      "XB-110", problem: Phrase("无法读取 \(path)（\(reason.zh)）", "Cannot read \(path) (\(reason.en))"),
      remedy: Phrase("请检查路径与权限", "Check the path and the rights"), exit: .usage)
  }

  static func unwritable(_ path: String, _ code: Int32) -> Failure {
    let reason = reason(code)
    return Failure(
      "XB-111",
      problem: Phrase("无法写入 \(path)（\(reason.zh)）", "Cannot write \(path) (\(reason.en))"),
      remedy: Phrase("请检查磁盘空间与权限", "Check the disk space and the rights"))
  }
}
