internal import EventLedger

#if canImport(Glibc)
  internal import Glibc
#endif

/// Where the workspace key comes from: `key` in the site file.
public enum KeyPlace: Sendable, Equatable {
  /// A file of 32 bytes or 64 hexadecimal digits; a relative path is read from the workspace on.
  case file(String)
  /// A variable of the environment with 64 hexadecimal digits.
  case environment(String)
  /// A program and its arguments that writes the key to its standard output; no shell is asked.
  case command([String])
  /// The files of the two custodians' shares.
  case shares(String, String)
}

/// Fetches the workspace key once it is needed.
struct SiteKeySource: WorkspaceKeySource {
  let key: KeyPlace
  let root: String

  var place: String {
    switch key {
    case .file(let path): path
    case .environment(let name): "$\(name)"
    case .command(let words): words.first ?? ""
    case .shares(let first, let second): "\(first) + \(second)"
    }
  }

  func contents() -> [UInt8]? {
    switch key {
    case .file(let path): try? Files.read(absolute(path), byteCountMax: 4_096)
    case .environment(let name): getenv(name).map { Array(String(cString: $0).utf8) }
    case .command(let words): CommandOutput.bytes(of: words, countMax: 4_096)
    case .shares(let first, let second):
      try? KeyShare.joined([first, second].map { try KeyShare.read(absolute($0)) })
    }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(root)/\(path)"
  }
}

/// Runs a program and takes what it writes, without a shell and without a file.
enum CommandOutput {
  /// nil where it cannot be run, ends with another code than 0, or writes more than that.
  static func bytes(of words: [String], countMax: Int) -> [UInt8]? {
    var ends: [Int32] = [0, 0]
    guard let program = words.first, pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failed = posix_spawn(&process, program, &actions, nil, &arguments, environ)
    close(ends[1])
    guard failed == 0 else { return nil }
    let output = read(ends[0], countMax: countMax)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? output : nil
  }

  private static func read(_ descriptor: Int32, countMax: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4_096)
    while output.count <= countMax {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output += block[..<count]
    }
    return output.count <= countMax ? output : nil
  }
}
