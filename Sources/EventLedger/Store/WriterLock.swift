/// `LOCK`: the writer's lock, and who holds it.
final class WriterLock {
  private let location: StoreLocation
  private let environment: LedgerEnvironment
  private let file: OpenFile
  private(set) var isHeld = false
  /// The last writer ran since this machine's last start, so the page cache is what it left.
  private(set) var lastWriterSharedBoot = false

  init(_ location: StoreLocation, _ environment: LedgerEnvironment) throws(LedgerError) {
    self.location = location
    self.environment = environment
    file = try onDisk(location.lockFile) { () throws(FileError) in
      try OpenFile(
        environment.fileSystem, location.lockFile, .createOrUpdate(permissions: 0o644))
    }
  }

  private static let stepMilliseconds = 5

  /// Waits at most `milliseconds`, then names the holder.
  func acquire(waiting milliseconds: Int, _ rules: RecoveryRules) throws(LedgerError) {
    var left = milliseconds
    while rules.takesLock, try !attempt() {
      guard left > 0 else { throw .locked(try holder()) }
      sleepMilliseconds(min(left, Self.stepMilliseconds))
      left -= Self.stepMilliseconds
    }
    isHeld = true
    try noteHolder()
  }

  private func attempt() throws(LedgerError) -> Bool {
    try onDisk(location.lockFile) { () throws(FileError) in
      try environment.fileSystem.tryLock(file.handle)
    }
  }

  func release() {
    guard isHeld else { return }
    environment.fileSystem.unlock(file.handle)
    isHeld = false
  }

  private func content() throws(LedgerError) -> [UInt8] {
    try onDisk(location.lockFile) { () throws(FileError) in try file.readAll() }
  }

  /// Four lines: pid, host, boot identifier, start of the hold.
  private func noteHolder() throws(LedgerError) {
    let identity = environment.identity
    let before = Self.lines(try content())
    lastWriterSharedBoot =
      before.count >= 4 && !identity.bootID.isEmpty && before[2] == identity.bootID
    var text = Array("\(identity.processID)\n\(identity.host)\n\(identity.bootID)\n".utf8)
    Timestamp.append(environment.clock.now(), to: &text)
    text.append(0x0A)
    // Padded, so that a shorter text never leaves the end of a longer one behind.
    while text.count < before.joined(separator: "\n").utf8.count + 1 { text.append(0x0A) }
    do {
      try text.lend { bytes throws(FileError) in try file.write(bytes, at: 0) }
    } catch {
      // The content serves messages and the fast opening only.
      lastWriterSharedBoot = false
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  private func holder() throws(LedgerError) -> LockHolder {
    let lines = Self.lines(try content())
    guard lines.count >= 4 else { return LockHolder(processID: 0, host: "", since: 0) }
    let since = Array(lines[3].utf8).withUnsafeBytes { Timestamp.milliseconds($0) }
    return LockHolder(processID: Int32(lines[0]) ?? 0, host: lines[1], since: since ?? 0)
  }
}
