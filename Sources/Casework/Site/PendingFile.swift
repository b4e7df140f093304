internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// A file that is written piece by piece beside its place and appears there whole, or not at all.
///
/// One command owns it from its making to its end.
public final class PendingFile: Sendable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32

  /// Begins the file, for everybody to read unless `mode` says otherwise.
  ///
  /// - Throws: `XB-111` when the system refuses.
  public init(_ path: String, mode: UInt32 = 0o644) throws(Failure) {
    self.path = path
    temporary = "\(path).tmp-\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Files.unwritable(path, errno) }
  }

  /// Adds bytes.
  ///
  /// - Throws: `XB-111` when the system refuses.
  public func append(_ bytes: [UInt8]) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Files.unwritable(path, errno) }
      offset += count
    }
  }

  /// Puts the file into its place, synchronised.
  ///
  /// - Throws: `XB-111` when the system refuses.
  public func publish() throws(Failure) {
    let isSafe = fdatasync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw Files.unwritable(path, code)
    }
  }

  /// Takes back what was written.
  public func discard() {
    close(descriptor)
    unlink(temporary)
  }
}
