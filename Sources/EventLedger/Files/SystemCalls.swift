#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `memcmp`.
@inline(__always)
func systemCompare(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int32 {
  memcmp(a, b, count)
}

/// `memchr` for a line feed: its offset, or nil.
@inline(__always)
func offsetOfLineFeed(_ bytes: UnsafeRawBufferPointer) -> Int? {
  guard let base = bytes.baseAddress, let hit = memchr(base, 0x0A, bytes.count) else { return nil }
  return UnsafeRawPointer(hit) - base
}

/// Waits.
func sleepMilliseconds(_ count: Int) { usleep(UInt32(count) * 1_000) }

/// The numbers the store tells apart.
enum ErrorNumber {
  static let noEntry = ENOENT
  static let exists = EEXIST
  static let interrupted = EINTR
  static let noSpace = ENOSPC
  static let quota = EDQUOT
  static let tooBig = EFBIG
  static let io = EIO
  static let badFile = EBADF
  static let readOnly = EROFS
  static let access = EACCES
  static let permission = EPERM
  static let notDirectory = ENOTDIR
  static let notEmpty = ENOTEMPTY
}

/// A mutex with a condition, for threads that wait for their commit.
// because pthread objects at a fixed address are made to be shared between threads
final class Gate: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  func wait() { pthread_cond_wait(condition, mutex) }
  func wakeAll() { pthread_cond_broadcast(condition) }
}

/// A thread of its own for work that would otherwise hold up another.
enum SystemThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs something in a new thread; false = there is none to be had.
  static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    guard failure == 0 else {
      body.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
