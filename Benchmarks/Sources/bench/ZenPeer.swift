internal import ConsumerProtection
internal import Glibc
internal import PluginHost

/// GoRules ZEN in a Python process: told how many decisions to make, it says how long they took.
final class ZenPeer {
  private var process = pid_t()
  private let requests: Int32
  private let answers: UnsafeMutablePointer<FILE>

  /// Starts it with the record that both sides decide about.
  init(
    python: String, folder: String, record: ComplaintRecord, scratch: String
  ) throws(BenchError) {
    let file = "\(scratch)/record.json"
    try Files.write(Self.json(record), to: file)
    var (toPeer, fromPeer) = ([Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
    guard pipe(&toPeer) == 0, pipe(&fromPeer) == 0,
      (toPeer + fromPeer).allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }),
      let stream = fdopen(fromPeer[0], "r")
    else { throw BenchError("no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toPeer[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromPeer[1], 1)
    let words = [python, "\(folder)/peer.py", "\(folder)/routing.json", file]
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in argv { free(word) } }
    let code = posix_spawnp(&process, python, &actions, nil, &argv, environ)
    close(toPeer[0])
    close(fromPeer[1])
    guard code == 0 else { throw BenchError("cannot start \(python)") }
    requests = toPeer[1]
    answers = stream
  }

  deinit {
    close(requests)
    fclose(answers)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Nanoseconds of one decision.
  func decide(_ count: Int) throws(BenchError) -> Double {
    let line = Array("\(count)\n".utf8)
    var buffer = [CChar](repeating: 0, count: 64)
    guard write(requests, line, line.count) == line.count,
      fgets(&buffer, Int32(buffer.count), answers) != nil,
      let total = Double(String(decoding: buffer.prefix { $0 > 32 }.map(UInt8.init), as: UTF8.self))
    else { throw BenchError("the ZEN process ended; is zen-engine installed in that Python?") }
    return total / Double(count)
  }

  private static func json(_ record: ComplaintRecord) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (field, value) in zip(ComplaintFields.all, record.values) {
        switch value {
        case .none: break
        case .bool(let flag): writer.member(field.name, .boolean(flag))
        case .integer(let integer): writer.member(field.name, .integer(integer))
        case .text(let text): writer.member(field.name, .text(text))
        }
      }
    }
    return writer.bytes
  }
}
