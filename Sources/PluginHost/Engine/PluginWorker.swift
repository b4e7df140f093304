internal import CWorker
internal import Glibc
internal import LuaBridge

/// The mode of a program in which it runs one plugin for another process.
public enum PluginWorker {
  /// The one argument of a worker.
  public static let argument = "--plugin-worker"

  /// Serves as a worker until the host goes away. Files, sockets, processes and privileges are given up
  /// before the first byte of a plugin is read.
  public static func serve() -> Never {
    var type = Int32(0)
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(WORKER_CHANNEL, SOL_SOCKET, SO_TYPE, &type, &length) == 0,
      let channel = worker_channel_open(WORKER_CHANNEL)
    else {
      let words = "\(argument): only xiaobao itself starts this / 仅供程序自身启动\n"
      _ = words.withCString { Glibc.write(2, $0, strlen($0)) }
      exit(64)
    }
    let server = WorkerServer(
      channel: channel, confinement: WorkerConfinement(worker_confine()))
    server.run()
  }

  /// The program that runs now, as workers are started from it.
  public static let ownExecutable = "/proc/self/exe"

  /// Starts a worker, lets it try what it must not be able to do, and ends it.
  ///
  /// - Parameter executable: The program to start.
  /// - Returns: What held; nil when no worker could be started.
  public static func inspect(executable: String = ownExecutable) -> WorkerConfinement? {
    func outcome(_ act: Int, _ argument: Int, in process: WorkerProcess) -> Int? {
      var timeout: Int64 = 30_000_000_000
      var writer = WireWriter()
      writer.write(act)
      writer.write(argument)
      do throws(WorkerLoss) {
        try process.send(.tryOut, writer.bytes, &timeout)
        var (kind, contents) = try process.receive(&timeout)
        guard kind == .tried else { return nil }
        return try? contents.number()
      } catch {
        return nil
      }
    }
    func started() -> (WorkerProcess, WorkerConfinement)? {
      var timeout: Int64 = 30_000_000_000
      do throws(WorkerLoss) {
        let process = try WorkerProcess(executable: executable)
        var (kind, contents) = try process.receive(&timeout)
        guard kind == .hello, (try? contents.number()) == WorkerFrame.version,
          let confinement = try? contents.confinement()
        else { return nil }
        return (process, confinement)
      } catch {
        return nil
      }
    }
    var found: WorkerConfinement?
    for act in WorkerConfinement.Act.allCases {
      guard let (process, fresh) = started() else { return nil }
      var confinement = fresh
      confinement.outcomes = found?.outcomes ?? [:]
      if let code = outcome(act.number, 4 << 30, in: process) {
        confinement.outcomes[act] =
          act == .descriptors ? .descriptors(code) : code == 0 ? .possible : .refused(Int32(code))
      } else {
        confinement.outcomes[act] = .ended(signal: process.end())
      }
      found = confinement
      _ = process.end()
    }
    return found
  }
}

/// What a worker process gave up, as its kernel allows.
public struct WorkerConfinement: Sendable, Equatable {
  /// Something that a plugin's process must not be able to do.
  public enum Act: String, Sendable, CaseIterable {
    /// Read a file.
    case readFile
    /// Read a folder.
    case readFolder
    /// Open a socket.
    case openSocket
    /// Start a process by a copy of itself.
    case fork
    /// Become another program.
    case execute
    /// Make memory that can be run.
    case makeCode
    /// Count the open descriptors.
    case descriptors
  }

  /// What became of a try.
  public enum Outcome: Sendable, Equatable {
    /// It succeeded.
    case possible
    /// The system refused it, with this error number.
    case refused(Int32)
    /// The kernel ended the process.
    case ended(signal: Int32)
    /// How many descriptors are open: three of nothing and the channel.
    case descriptors(Int)
  }

  /// What a worker has open: three streams that lead nowhere, and the channel.
  public static let descriptorCount = 4

  /// Whether it can never gain privileges.
  public let hasNoNewPrivileges: Bool
  /// Whether files, processes, descriptors and core dumps are limited.
  public let hasLimits: Bool
  /// The kernel's level of Landlock; 0 where it has none.
  public let landlockLevel: Int
  /// Whether system calls are filtered.
  public let hasSystemCallFilter: Bool
  /// What became of each try; empty until ``PluginWorker/inspect(executable:)``.
  public internal(set) var outcomes: [Act: Outcome] = [:]

  /// Whether files are out of reach by one way at least.
  public var isConfined: Bool { landlockLevel > 0 || hasSystemCallFilter }

  init(_ held: worker_confinement) {
    self.init(
      hasNoNewPrivileges: held.no_new_privileges == 1, hasLimits: held.limits == 1,
      landlockLevel: Int(held.landlock), hasSystemCallFilter: held.seccomp == 1)
  }

  init(
    hasNoNewPrivileges: Bool, hasLimits: Bool, landlockLevel: Int, hasSystemCallFilter: Bool
  ) {
    self.hasNoNewPrivileges = hasNoNewPrivileges
    self.hasLimits = hasLimits
    self.landlockLevel = landlockLevel
    self.hasSystemCallFilter = hasSystemCallFilter
  }
}

extension WorkerConfinement.Act {
  var number: Int {
    switch self {
    case .readFile: Int(WORKER_TRY_OPEN)
    case .readFolder: Int(WORKER_TRY_LIST)
    case .openSocket: Int(WORKER_TRY_SOCKET)
    case .fork: Int(WORKER_TRY_FORK)
    case .execute: Int(WORKER_TRY_EXEC)
    case .makeCode: Int(WORKER_TRY_CODE)
    case .descriptors: Int(WORKER_TRY_DESCRIPTORS)
    }
  }
}

extension WireWriter {
  mutating func write(_ confinement: WorkerConfinement) {
    write(confinement.hasNoNewPrivileges)
    write(confinement.hasLimits)
    write(confinement.landlockLevel)
    write(confinement.hasSystemCallFilter)
  }
}

extension WireReader {
  mutating func confinement() throws(WireError) -> WorkerConfinement {
    let (privileges, limits) = (try flag(), try flag())
    let level = try number()
    return WorkerConfinement(
      hasNoNewPrivileges: privileges, hasLimits: limits, landlockLevel: level,
      hasSystemCallFilter: try flag())
  }
}
