internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// How this machine confines the processes that plugins run in, tried out.
enum WorkerCheck {
  /// One check where a plugin of the site runs in a worker process; none otherwise.
  static func checks(of workspace: Workspace) -> [DoctorCommand.Check] {
    guard workspace.pluginRows().contains(where: { $0.isolation == .worker }) else { return [] }
    let title = Phrase("插件的工作进程", "worker processes")
    guard let held = PluginWorker.inspect() else {
      return [
        DoctorCommand.Check(
          name: "workers", title: title,
          problem: Phrase("无法启动工作进程", "a worker process cannot be started"))
      ]
    }
    return [
      DoctorCommand.Check(
        name: "workers", title: title, problem: problem(held), detail: detail(held))
    ]
  }

  /// What it could do and should not be able to.
  private static func problem(_ held: WorkerConfinement) -> Phrase? {
    let open = WorkerConfinement.Act.allCases.filter { act in
      switch held.outcomes[act] {
      case .possible: true
      case .descriptors(let count): count > WorkerConfinement.descriptorCount
      default: false
      }
    }
    guard !open.isEmpty || !held.hasNoNewPrivileges || !held.hasLimits else { return nil }
    let (zh, en) = (open.map { words($0).zh }, open.map { words($0).en })
    let ways = detail(held)
    return Phrase(
      "\(ways.zh)；仍然可以：\(zh.joined(separator: "、"))",
      "\(ways.en); it still can: \(en.joined(separator: ", "))")
  }

  /// Which means the kernel has.
  private static func detail(_ held: WorkerConfinement) -> Phrase {
    var (zh, en): ([String], [String]) = ([], [])
    if held.landlockLevel > 0 {
      zh.append("Landlock 第 \(held.landlockLevel) 级")
      en.append("Landlock level \(held.landlockLevel)")
    }
    if held.hasSystemCallFilter {
      zh.append("系统调用过滤（seccomp）")
      en.append("system calls filtered (seccomp)")
    }
    if held.hasNoNewPrivileges {
      zh.append("不得取得新权限")
      en.append("no new privileges")
    }
    if held.hasLimits {
      zh.append("资源上限")
      en.append("resource limits")
    }
    return Phrase(
      zh.isEmpty ? "本机内核没有隔离手段" : zh.joined(separator: "、"),
      en.isEmpty ? "this kernel has no means" : en.joined(separator: ", "))
  }

  private static func words(_ act: WorkerConfinement.Act) -> Phrase {
    switch act {
    case .readFile: Phrase("读取文件", "read a file")
    case .readFolder: Phrase("列出目录", "read a folder")
    case .openSocket: Phrase("打开网络连接", "open a socket")
    case .fork: Phrase("启动进程", "start a process")
    case .execute: Phrase("运行程序", "run a program")
    case .makeCode: Phrase("生成可执行的内存", "make memory that runs")
    case .descriptors: Phrase("使用多余的描述符", "use descriptors that it should not have")
    }
  }
}
