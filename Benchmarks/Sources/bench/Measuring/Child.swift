internal import Glibc

/// Another program, started by `posix_spawn` with its output thrown away.
struct Child {
  let path: String
  let arguments: [String]
  let environment: [String]

  /// Runs it to its end.
  ///
  /// - Returns: Nanoseconds from before the spawn until after the wait.
  /// - Throws: When it cannot be started or ends with another code than 0.
  func run() throws(BenchError) -> Int64 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    return try run(&actions)
  }

  /// Runs it once and keeps what it prints in a file.
  func run(output: String) throws(BenchError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = try run(&actions)
  }

  private func run(_ actions: inout posix_spawn_file_actions_t) throws(BenchError) -> Int64 {
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    defer { for text in argv + envp { free(text) } }
    argv.append(nil)
    envp.append(nil)
    var process = pid_t()
    var status: Int32 = 0
    let start = Clock.now()
    let code = posix_spawn(&process, path, &actions, nil, argv, envp)
    guard code == 0 else {
      throw BenchError("cannot start \(path): \(String(cString: strerror(code)))")
    }
    waitpid(process, &status, 0)
    let end = Clock.now()
    guard status == 0 else {
      throw BenchError("\(path) \(arguments.joined(separator: " ")) failed (status \(status))")
    }
    return end - start
  }

  /// The first file of that name on the path.
  static func find(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
