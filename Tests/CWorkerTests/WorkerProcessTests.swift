import CWorker
import Foundation
import Testing

/// The C half of a worker process without Lua: started, asked, killed, out of descriptors.
@Suite struct WorkerProcessTests {
  /// A program that gives every byte back.
  private static let echo = "exec cat <&3 >&3"

  /// A shell script as a worker, with its channel.
  private final class Worker {
    let process: Int32
    let channel: OpaquePointer

    init(_ script: String) throws {
      let file = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID()).sh")
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
      let path = file.path(percentEncoded: false)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      var (process, descriptor) = (Int32(0), Int32(-1))
      try #require(worker_start(path, "", &process, &descriptor) == 0)
      self.process = process
      channel = try #require(worker_channel_open(descriptor))
      self.file = file
    }

    private let file: URL

    deinit {
      worker_channel_close(channel)
      try? FileManager.default.removeItem(at: file)
    }

    func send(_ kind: UInt32, _ bytes: [UInt8], seconds: Int64 = 60) -> Int32 {
      var timeout = seconds * 1_000_000_000
      return worker_send(channel, kind, bytes, bytes.count, &timeout)
    }

    func receive(
      limit: Int = 1 << 20, nanoseconds: Int64 = 60_000_000_000
    ) -> (code: Int32, kind: UInt32, bytes: [UInt8]) {
      var (kind, length, timeout) = (UInt32(0), 0, nanoseconds)
      var bytes: UnsafePointer<UInt8>?
      let code = worker_receive(channel, limit, &kind, &bytes, &length, &timeout)
      guard code == 0 else { return (code, 0, []) }
      return (code, kind, Array(UnsafeBufferPointer(start: bytes, count: length)))
    }
  }

  @Test(arguments: [0, 1, 65_527, 65_528, 65_529, 200_000])
  func `a frame of any length comes back whole, around the size of the channel's buffer`(
    length: Int
  ) throws {
    let worker = try Worker(Self.echo)
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for kind in UInt32(1)...3 {
      #expect(worker.send(kind, bytes) == 0)
      let answer = worker.receive()
      #expect(answer.code == 0 && answer.kind == kind)
      #expect(answer.bytes == bytes)
    }
    #expect(worker_end(worker.process) == 0)
  }

  @Test func `a frame at the limit is taken and one byte more is too large`() throws {
    let worker = try Worker(Self.echo)
    #expect(worker.send(1, [1, 2, 3]) == 0)
    #expect(worker.receive(limit: 3).bytes == [1, 2, 3])
    #expect(worker.send(1, [1, 2, 3]) == 0)
    #expect(worker.receive(limit: 2).code == Int32(WORKER_TOO_LARGE))
    _ = worker_end(worker.process)
  }

  @Test func `a worker that says nothing costs its time and no more`() throws {
    let worker = try Worker(Self.echo)
    #expect(worker.receive(nanoseconds: 1_000_000).code == Int32(WORKER_TIMED_OUT))
    #expect(worker.send(7, [9]) == 0)
    #expect(worker.receive().bytes == [9])
    _ = worker_end(worker.process)
  }

  @Test func `a killed worker closes its channel, names its signal, and another takes its place`()
    throws
  {
    for round in 1...3 {
      let worker = try Worker(Self.echo)
      #expect(worker.send(1, [UInt8(round)]) == 0)
      #expect(worker.receive().bytes == [UInt8(round)])
      kill(worker.process, SIGKILL)
      #expect(worker.receive().code == Int32(WORKER_CLOSED))
      #expect(worker_end(worker.process) == SIGKILL)
      #expect(kill(worker.process, 0) == -1, "nothing is left to wait for")
    }
  }

  @Test func `half a frame and an end is a closed channel`() throws {
    let worker = try Worker("printf '\\010\\000\\000\\000\\001\\000' >&3")
    #expect(worker.receive().code == Int32(WORKER_CLOSED))
    #expect(worker_end(worker.process) == 0)
  }

  @Test func `a program that is not there is an error number and leaves no descriptor`() {
    var (process, descriptor) = (Int32(0), Int32(-1))
    #expect(worker_start("/nonexistent/program", "", &process, &descriptor) == ENOENT)
    #expect(process == 0 && descriptor == -1)
  }

  /// In a process of its own: the limit would hold for the other tests too.
  @Test func `without descriptors a worker is refused, and started when there are some again`()
    async
  {
    await #expect(processExitsWith: .exitCode(0)) {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = 64
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      var held: [Int32] = []
      while case let next = dup(0), next >= 0 { held.append(next) }
      func start() -> Int32 {
        var (process, descriptor) = (Int32(0), Int32(-1))
        let code = worker_start("/bin/true", "", &process, &descriptor)
        guard code == 0 else { return code }
        guard let channel = worker_channel_open(descriptor) else { return -1 }
        _ = worker_end(process)
        worker_channel_close(channel)
        return 0
      }
      // None left, then one: a channel has two ends. Each refusal gives back what it took.
      for _ in 1...100 where start() != EMFILE { _exit(1) }
      if let last = held.popLast() { close(last) }
      for _ in 1...100 where start() != EMFILE { _exit(2) }
      if let last = held.popLast() { close(last) }
      for _ in 1...10 where start() != 0 { _exit(3) }
      _exit(0)
    }
  }

  @Test func `a confined process keeps what it promises`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let held = worker_confine()
      guard held.no_new_privileges == 1, held.limits == 1 else { _exit(1) }
      // Where the kernel has no such rules the process could, and `doctor` says so.
      let opened = worker_try(Int32(WORKER_TRY_OPEN), 0)
      if held.landlock > 0 || held.seccomp == 1, opened != EACCES { _exit(2) }
      _exit(0)
    }
  }
}
