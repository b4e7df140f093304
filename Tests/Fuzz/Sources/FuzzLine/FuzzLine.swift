@testable import EventLedger

/// libFuzzer calls this with bytes; where scanner and strict reading differ the process ends, and the
/// bytes are kept as `crash-*`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  let fast = scanned(bytes)
  let slow = StrictLine.read(bytes)
  if fast != slow {
    print("scanner: \(fast.map { "\($0)" } ?? "refused")")
    print("strict:  \(slow.map { "\($0)" } ?? "refused")")
    preconditionFailure("the scanner and the strict reading differ")
  }
  // What was accepted is read once more when somebody asks for its sealed values.
  if let slow, !slow.sealed.isEmpty {
    let entries = slow.sealed.withUnsafeBytes { SealedScanner.entries($0) }
    precondition(entries?.isEmpty == false, "accepted sealed values can not be read")
  }
  return 0
}
