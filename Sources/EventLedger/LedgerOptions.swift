/// Choices of an opened ledger. The defaults are those of production.
public struct LedgerOptions: Sendable {
  /// A segment is sealed before the first group that would begin at or beyond this size (bytes).
  public var segmentByteCount = 64 << 20
  /// The index is published when the tail holds this many lines …
  public var tailLineCountMax = 1_000
  /// … or this many bytes.
  public var tailByteCountMax = 1 << 20
  /// While `append(batch:)` is used the first limit is multiplied by this …
  public var bulkFactor = 64
  /// … and is at least the lines that the index covers, divided by this, …
  public var bulkShare = 4
  /// … but never more than this: what waits in memory does not grow with the ledger.
  public var bulkLineCountMax = 262_144
  /// The n-grams of sealed texts are written when they lag so many lines behind …
  public var textLineCountMax = 4_096
  /// … or, while `append(batch:)` is used, as many as the rows wait for; false = never.
  public var keepsTexts = true
  /// How long to wait for another writer (ms).
  public var lockWaitMilliseconds = 5_000
  /// Admit a clock that stands more than five minutes before the last line.
  public var allowsClockStep = false
  /// Write although `statfs` names a network or unknown user-space file system.
  public var allowsNetworkFileSystem = false
  /// Keys written ahead at once.
  public var keyBlockCount = 4_096
  /// Recovery rules, each on; switched off only to show that a test needs it.
  var rules = RecoveryRules()

  /// The defaults.
  public init() {}
}

/// When the writer's lock is held.
public enum WriterMode: Sendable {
  /// For the life of the handle (a server).
  case exclusive
  /// Around each commit group (a command line).
  case perCommit
}

/// Everything that comes from outside: disk, clock, chance and the process's name.
public struct LedgerEnvironment: Sendable {
  /// The disk.
  public var fileSystem: any FileSystem
  /// The wall clock.
  public var clock: any LedgerClock
  /// Chance: identifiers, keys and nonces.
  public var randomness: any LedgerRandomness
  /// Who writes.
  public var identity: ProcessIdentity
  /// Where the workspace key comes from; nil = the file in the key directory.
  public var workspaceKey: (any WorkspaceKeySource)?

  /// An environment of given parts.
  public init(
    fileSystem: any FileSystem, clock: any LedgerClock, randomness: any LedgerRandomness,
    identity: ProcessIdentity
  ) {
    self.fileSystem = fileSystem
    self.clock = clock
    self.randomness = randomness
    self.identity = identity
  }

  /// The machine's own disk, clock and chance.
  public static func posix() -> LedgerEnvironment {
    LedgerEnvironment(
      fileSystem: PosixFileSystem(), clock: SystemClock(), randomness: SystemRandomness(),
      identity: .current())
  }
}

/// The wall clock of the record.
public protocol LedgerClock: Sendable {
  /// Milliseconds since the epoch, UTC.
  func now() -> Int64
}

/// A source of unpredictable bytes.
public protocol LedgerRandomness: Sendable {
  /// Fills the buffer.
  func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

/// The operating system's name for this process.
public struct ProcessIdentity: Sendable, Equatable {
  /// Process number.
  public var processID: Int32
  /// Host name.
  public var host: String
  /// The kernel's boot identifier: it changes when the page cache was lost.
  public var bootID: String

  /// A process on a host.
  public init(processID: Int32, host: String, bootID: String) {
    self.processID = processID
    self.host = host
    self.bootID = bootID
  }
}
