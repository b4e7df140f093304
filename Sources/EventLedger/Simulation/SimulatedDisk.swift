/// The state behind a `SimulatedFileSystem`.
struct SimulatedDisk: Sendable {
  struct File: Sendable {
    var cache: [UInt8] = []
    var disk: [UInt8] = []
    /// Sectors that differ from the disk and would be written by the next synchronisation.
    var dirty: Set<Int> = []
    var sizeIsDirty = false
    var permissions: UInt32 = 0o644
  }

  struct Handle: Sendable {
    var inode: Int
    var mayWrite: Bool
    var appends: Bool
  }

  /// A change of a name that no directory synchronisation has covered yet.
  struct NameChange: Sendable {
    var path: String
    var inode: Int?
    /// Changes of one call survive together.
    var call: Int
  }

  static let sectorByteCount = 512

  var random: SeededGenerator
  var files: [Int: File] = [:]
  var names: [String: Int] = [:]
  var durableNames: [String: Int] = [:]
  var pending: [NameChange] = []
  var directories: Set<String> = ["/"]
  var handles: [Int32: Handle] = [:]
  var locks: [Int: Int32] = [:]
  var nextInode = 1
  var nextHandle: Int32 = 3
  var calls: [String] = []
  var faults: [Int: SimulatedFileSystem.Fault] = [:]
  var namedFaults: [(String, Int, SimulatedFileSystem.Fault)] = []
  var isKilled = false
  var isReadOnly = false
  var byteCountMax: Int?
  var type: UInt64 = 0xEF53

  init(seed: UInt64) { random = SeededGenerator(seed) }

  var callCount: Int { calls.count }
  var byteCount: Int { Set(names.values).reduce(0) { $0 + (files[$1]?.cache.count ?? 0) } }

  func file(_ path: String) -> File? { names[path].flatMap { files[$0] } }

  /// Counts a changing call; answers the fault that is due.
  mutating func begin(_ name: String) throws(FileError) -> SimulatedFileSystem.Fault? {
    if isKilled { throw FileError(name, errno: ErrorNumber.io) }
    if isReadOnly { throw FileError(name, errno: ErrorNumber.readOnly) }
    var fault = faults.removeValue(forKey: calls.count)
    calls.append(name)
    for place in namedFaults.indices.reversed() where namedFaults[place].0 == name {
      namedFaults[place].1 -= 1
      if namedFaults[place].1 < 0 { fault = namedFaults.remove(at: place).2 }
    }
    if fault == .killed {
      isKilled = true
      throw FileError(name, errno: ErrorNumber.io)
    }
    return fault
  }

  /// The same for calls that have no faults but failing.
  mutating func begin(plain name: String) throws(FileError) {
    if case .fails(let number) = try begin(name) { throw FileError(name, errno: number) }
  }

  func handle(_ file: FileHandle, _ name: String) throws(FileError) -> Handle {
    guard !isKilled else { throw FileError(name, errno: ErrorNumber.io) }
    guard let handle = handles[file.descriptor] else {
      throw FileError(name, errno: ErrorNumber.badFile)
    }
    return handle
  }

  mutating func open(_ path: String, _ mode: FileMode) throws(FileError) -> FileHandle {
    if isKilled { throw FileError("open", path: path, errno: ErrorNumber.io) }
    var handle = Handle(inode: 0, mayWrite: true, appends: false)
    switch mode {
    case .read: handle.mayWrite = false
    case .update, .createOrUpdate: break
    case .append, .createNew: handle.appends = true
    }
    if handle.mayWrite && isReadOnly {
      throw FileError("open", path: path, errno: ErrorNumber.readOnly)
    }
    if let inode = names[path] {
      if case .createNew = mode {
        throw FileError("open", path: path, errno: ErrorNumber.exists)
      }
      handle.inode = inode
    } else {
      handle.inode = try create(path, mode)
    }
    nextHandle += 1
    handles[nextHandle] = handle
    return FileHandle(descriptor: nextHandle)
  }

  private mutating func create(_ path: String, _ mode: FileMode) throws(FileError) -> Int {
    let wanted: UInt32
    switch mode {
    case .createNew(let permissions), .createOrUpdate(let permissions): wanted = permissions
    default: throw FileError("open", path: path, errno: ErrorNumber.noEntry)
    }
    guard directories.contains(Self.parent(path)) else {
      throw FileError("open", path: path, errno: ErrorNumber.noEntry)
    }
    try begin(plain: "create")
    var file = File()
    file.permissions = wanted
    files[nextInode] = file
    change([(path, nextInode)])
    nextInode += 1
    return nextInode - 1
  }

  private mutating func change(_ changes: [(String, Int?)]) {
    for (path, inode) in changes {
      names[path] = inode
      pending.append(NameChange(path: path, inode: inode, call: calls.count))
    }
  }

  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  mutating func close(_ file: FileHandle) {
    guard let handle = handles.removeValue(forKey: file.descriptor) else { return }
    if locks[handle.inode] == file.descriptor { locks[handle.inode] = nil }
  }

  mutating func read(
    _ file: FileHandle, _ count: Int, at offset: UInt64
  ) throws(FileError) -> [UInt8] {
    let inode = try handle(file, "pread").inode
    guard let bytes = files[inode]?.cache, offset < UInt64(bytes.count) else { return [] }
    return Array(bytes[Int(offset)...].prefix(count))
  }

  mutating func write(
    _ file: FileHandle, _ bytes: [UInt8], at offset: Int?, name: String
  ) throws(FileError) -> Int {
    let handle = try handle(file, name)
    guard handle.mayWrite, var target = files[handle.inode] else {
      throw FileError(name, errno: ErrorNumber.badFile)
    }
    let fault = try begin(name)
    var count = bytes.count
    switch fault {
    case .fails(let number): throw FileError(name, errno: number)
    case .short(let taken): count = min(count, taken)
    default: break
    }
    let start = handle.appends ? target.cache.count : offset ?? target.cache.count
    if let limit = byteCountMax {
      let room = max(0, limit - byteCount + max(0, target.cache.count - start))
      guard room > 0 || count == 0 else { throw FileError(name, errno: ErrorNumber.noSpace) }
      count = min(count, room)
    }
    target.store(bytes.prefix(count), at: start)
    files[handle.inode] = target
    return count
  }

  mutating func truncate(_ file: FileHandle, _ byteCount: Int) throws(FileError) {
    let inode = try handle(file, "ftruncate").inode
    try begin(plain: "ftruncate")
    files[inode]?.cut(byteCount)
  }

  mutating func synchronise(_ file: FileHandle) throws(FileError) {
    let inode = try handle(file, "fdatasync").inode
    let fault = try begin("fdatasync")
    if case .fails(let number) = fault {
      files[inode]?.flush(some: &random)
      throw FileError("fdatasync", errno: number)
    }
    files[inode]?.flush()
  }

  mutating func rename(_ from: String, _ to: String) throws(FileError) {
    if directories.contains(from) { return try renameDirectory(from, to) }
    guard let inode = names[from] else {
      throw FileError("rename", path: from, errno: ErrorNumber.noEntry)
    }
    try begin(plain: "rename")
    change([(to, inode), (from, nil)])
  }

  /// As a directory is made, it is moved: durable at once, with what it holds.
  private mutating func renameDirectory(_ from: String, _ to: String) throws(FileError) {
    let inside = to + "/"
    guard !names.keys.contains(where: { $0.hasPrefix(inside) }),
      !directories.contains(where: { $0.hasPrefix(inside) })
    else { throw FileError("rename", path: to, errno: ErrorNumber.notEmpty) }
    try begin(plain: "rename")
    func moved(_ path: String) -> String {
      path == from || path.hasPrefix(from + "/") ? to + path.dropFirst(from.count) : path
    }
    directories = Set(directories.map(moved))
    names = Dictionary(uniqueKeysWithValues: names.map { (moved($0.key), $0.value) })
    durableNames = Dictionary(uniqueKeysWithValues: durableNames.map { (moved($0.key), $0.value) })
    pending = pending.map { NameChange(path: moved($0.path), inode: $0.inode, call: $0.call) }
  }

  mutating func unlink(_ path: String) throws(FileError) {
    guard names[path] != nil, !isKilled else {
      throw FileError("unlink", path: path, errno: isKilled ? ErrorNumber.io : ErrorNumber.noEntry)
    }
    try begin(plain: "unlink")
    change([(path, nil)])
  }

  mutating func synchroniseDirectory(_ path: String) throws(FileError) {
    try begin(plain: "fsync")
    for change in pending where Self.parent(change.path) == path {
      durableNames[change.path] = change.inode
    }
    pending.removeAll { Self.parent($0.path) == path }
  }

  mutating func makeDirectory(_ path: String) throws(FileError) {
    guard !directories.contains(path) else {
      throw FileError("mkdir", path: path, errno: ErrorNumber.exists)
    }
    guard directories.contains(Self.parent(path)) else {
      throw FileError("mkdir", path: path, errno: ErrorNumber.noEntry)
    }
    try begin(plain: "mkdir")
    directories.insert(path)
  }

  func list(_ path: String) throws(FileError) -> [String] {
    guard !isKilled, directories.contains(path) else {
      throw FileError(
        "opendir", path: path, errno: isKilled ? ErrorNumber.io : ErrorNumber.noEntry)
    }
    let inside = Array(names.keys) + Array(directories.subtracting(["/"]))
    return inside.filter { Self.parent($0) == path }
      .map { String($0.split(separator: "/").last ?? "") }.sorted()
  }

  mutating func tryLock(_ file: FileHandle) throws(FileError) -> Bool {
    let inode = try handle(file, "flock").inode
    guard locks[inode] == nil || locks[inode] == file.descriptor else { return false }
    locks[inode] = file.descriptor
    return true
  }

  mutating func unlock(_ file: FileHandle) {
    for (inode, holder) in locks where holder == file.descriptor { locks[inode] = nil }
  }

  func status(_ file: FileHandle) throws(FileError) -> FileStatus {
    let inode = try handle(file, "fstat").inode
    return FileStatus(
      byteCount: UInt64(files[inode]?.cache.count ?? 0),
      permissions: files[inode]?.permissions ?? 0, device: 1, inode: UInt64(inode))
  }

  mutating func changeMode(_ path: String, _ permissions: UInt32) throws(FileError) {
    guard let inode = names[path] else {
      throw FileError("chmod", path: path, errno: ErrorNumber.noEntry)
    }
    try begin(plain: "chmod")
    files[inode]?.permissions = permissions
  }
}
