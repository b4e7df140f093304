@testable import EventLedger

/// libFuzzer calls this with bytes; where scanner and strict reading differ the process ends, and the
/// bytes are kept as `crash-*`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  let fast = scanned(bytes)
  let slow = StrictLine.read(bytes)
  precondition(fast == slow, "the scanner and the strict reading differ")
  return 0
}
