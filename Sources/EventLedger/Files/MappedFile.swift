// because the memory is never written and lives as long as this object
/// A file's bytes in memory, read only, unmapped when nobody holds it.
public final class MappedFile: @unchecked Sendable {
  let base: UnsafeRawPointer
  let count: Int
  private let release: (UnsafeRawPointer, Int) -> Void

  /// Takes over memory that `release` gives back.
  init(
    _ base: UnsafeRawPointer, _ count: Int,
    release: @escaping @Sendable (UnsafeRawPointer, Int) -> Void
  ) {
    self.base = base
    self.count = count
    self.release = release
  }

  /// A copy of bytes, for a file system without mapping.
  convenience init(copying bytes: [UInt8]) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 4_096)
    bytes.withUnsafeBytes {
      if $0.count > 0 {
        memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
      }
    }
    self.init(memory, bytes.count) { base, _ in
      UnsafeMutableRawPointer(mutating: base).deallocate()
    }
  }

  deinit { release(base, count) }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
