@testable import EventLedger

/// libFuzzer calls this with bytes. Where scanner and strict reading differ the process ends, and the
/// bytes are kept as `crash-*`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  precondition(
    scanned(bytes) == StrictLine.read(bytes), "the scanner and the strict reading differ")
  return 0
}

/// libFuzzer's driver: it makes inputs and keeps what covers new ground.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argumentCount: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The package manager wants an entry point of its own.
@main
enum FuzzLine {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runDriver(&count, &arguments) { fuzzLine($0, $1) }
  }
}
