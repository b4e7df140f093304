internal import CWorker
internal import LuaBridge

/// Why a worker process is of no more use.
enum WorkerLoss: Error {
  case cannotStart(Int32)
  case closed
  case timedOut
  case tooLarge
  case outOfMemory
  case wrongFrame(String)
}

/// One worker process and the channel to it.
final class WorkerProcess {
  /// The system's number of it.
  let process: Int32
  private let channel: OpaquePointer
  private var isEnded = false

  /// Starts a program in its worker mode.
  init(executable: String) throws(WorkerLoss) {
    var (process, descriptor) = (Int32(0), Int32(0))
    let code = worker_start(executable, PluginWorker.argument, &process, &descriptor)
    guard code == 0 else { throw .cannotStart(code) }
    guard let channel = worker_channel_open(descriptor) else {
      _ = worker_end(process)
      throw .outOfMemory
    }
    self.process = process
    self.channel = channel
  }

  deinit {
    _ = end()
    worker_channel_close(channel)
  }

  /// Sends a frame.
  func send(
    _ kind: WorkerFrame, _ bytes: [UInt8], _ timeout: inout Int64
  ) throws(WorkerLoss) {
    let code = worker_send(channel, kind.rawValue, bytes, bytes.count, &timeout)
    if let loss = Self.loss(code) { throw loss }
  }

  /// The next frame; its contents stay until the one after it.
  func receive(
    _ timeout: inout Int64
  ) throws(WorkerLoss) -> (kind: WorkerFrame, contents: WireReader) {
    var (kind, length) = (UInt32(0), 0)
    var bytes: UnsafePointer<UInt8>?
    let code = worker_receive(
      channel, WorkerFrame.byteCountMax, &kind, &bytes, &length, &timeout)
    if let loss = Self.loss(code) { throw loss }
    guard let frame = WorkerFrame(rawValue: kind) else { throw .wrongFrame("kind \(kind)") }
    return (frame, WireReader(UnsafeRawBufferPointer(start: bytes, count: length)))
  }

  /// Ends the process; the signal that had ended it before, or 0.
  func end() -> Int32 {
    guard !isEnded else { return 0 }
    isEnded = true
    return worker_end(process)
  }

  private static func loss(_ code: Int32) -> WorkerLoss? {
    switch Int(code) {
    case WORKER_OK: nil
    case WORKER_TIMED_OUT: .timedOut
    case WORKER_TOO_LARGE: .tooLarge
    case WORKER_NO_MEMORY: .outOfMemory
    default: .closed
    }
  }
}
