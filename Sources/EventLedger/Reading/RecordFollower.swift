/// Reads acknowledged lines in order, as they stand, without an index, a lock or a key.
///
/// It goes on where it stopped: called again it gives what was acknowledged meanwhile, across
/// segments. What a recovery could still cut off is never shown.
public struct RecordFollower {
  private let location: StoreLocation
  private let segments: SegmentFiles
  private let store: StoreIdentity
  private var walker: LineWalker
  /// Lines up to this number are passed over.
  private var shown: UInt64

  /// Where reading begins.
  public enum Start: Sendable {
    /// With the line of this number.
    case sequence(UInt64)
    /// With the last so many lines.
    case last(UInt64)
  }

  /// Opens a store.
  ///
  /// - Throws: `notAStore`, `newerFormat`, `corrupt` or `io`.
  public init(
    at path: String, from start: Start, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) {
    location = StoreLocation(path: path, keyPath: nil)
    store = try StoreIdentity.read(location, environment.fileSystem)
    segments = SegmentFiles(location, environment.fileSystem)
    let head = try AcknowledgedHead.read(location, segments)
    let first: UInt64
    switch start {
    case .sequence(let number): first = max(1, number)
    case .last(let count): first = head.sequence > count ? head.sequence - count + 1 : 1
    }
    shown = first - 1
    walker = try Self.walker(to: first, head, segments, store)
  }

  /// Begins with the last segment whose first line is not beyond the wanted one.
  private static func walker(
    to first: UInt64, _ head: LedgerHead, _ segments: SegmentFiles, _ store: StoreIdentity
  ) throws(LedgerError) -> LineWalker {
    var low: UInt32 = 1
    var high = head.position.segment
    while low < high {
      let middle = low + (high - low + 1) / 2
      if try header(middle, segments).line.sequence <= first {
        low = middle
      } else {
        high = middle - 1
      }
    }
    let header = try header(low, segments)
    return LineWalker(
      segments, store: store,
      after: LedgerHead(
        sequence: header.line.sequence - 1, transaction: header.line.transaction - 1,
        position: LedgerPosition(segment: low, offset: 0), at: header.line.at,
        chain: header.previous))
  }

  private static func header(
    _ number: UInt32, _ segments: SegmentFiles
  ) throws(LedgerError) -> SegmentHeader {
    guard let header = try segments.header(number) else {
      throw .corrupt(Finding(.wrongSegment, file: StoreLocation.segmentName(number), offset: 0))
    }
    return header
  }

  /// Calls `body` with each further acknowledged line until it returns false or there is none.
  ///
  /// - Returns: Whether any line was given.
  /// - Throws: `corrupt` where the chain breaks before what was acknowledged.
  @discardableResult
  public mutating func read(
    _ body: (LedgerLine) -> Bool
  ) throws(LedgerError) -> Bool {
    // A recovery may have replaced the file under its name.
    segments.forget(walker.last.position.segment)
    guard let head = try HeadFile.read(location, segments.files)?.head else { return false }
    var hasRead = false
    while walker.last.sequence < head.sequence {
      let place = walker.last
      switch try walker.next() {
      case .line(let line):
        guard line.sequence > shown else { continue }
        shown = line.sequence
        hasRead = true
        if !body(line) { return true }
      case .end: throw damage(.behindHead, place)
      case .damaged(let code): throw damage(code, place)
      }
    }
    return hasRead
  }

  private func damage(_ code: Finding.Code, _ place: LedgerHead) -> LedgerError {
    .corrupt(
      Finding(
        code, file: StoreLocation.segmentName(place.position.segment),
        offset: UInt64(place.position.offset), sequence: place.sequence + 1))
  }
}
