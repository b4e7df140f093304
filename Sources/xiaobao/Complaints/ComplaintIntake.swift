internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// `xiaobao complaint intake`
struct ComplaintIntake: Verb {
  static let configuration: CommandConfiguration = .command(
    "intake", "从标准输入逐行登记投诉，每行一个 JSON", "register complaints from standard input, one JSON a line",
    detail: Phrase(
      "工作区在整个过程中保持打开。每行登记一件，结果逐行输出；写错的一行报告行号，其余照常，最后退出码为 2。加 --watch 时，站点文件或插件有改动即重新加载："
        + "新规则在旁边建好、全部检查后整体替换；任何一步失败，原规则继续回答。",
      "The workspace stays open all the while. Each line is registered and answered by a line; a wrong one"
        + " is told with its number, the others go on, and the exit code is 2. With --watch, plugins and the"
        + " site file are read anew when they change: the new rules are built aside and take over whole;"
        + " when any step fails, the old ones go on answering."),
    examples: [
      Example(
        "gateway | xiaobao complaint intake --watch --json", "由网关持续送入", "fed by a gateway")
    ])

  @Flag(help: .say("插件或站点文件改动时重新加载", "read plugins and site file anew when they change"))
  var watch = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let lines = InputLines()
    var (number, ending) = (0, Ending.done)
    var stamp = workspace.pluginStamp()
    while let line = lines.next() {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      if watch { await reload(workspace, &stamp, in: session) }
      do throws(Failure) {
        let draft = try Self.json(line)
        session.show(try await workspace.submit(draft, duplicates: .identity, as: invocation))
      } catch {
        ending = .findings
        report(error, line: number, in: session)
      }
    }
    return ending
  }

  private func reload(
    _ workspace: Workspace, _ stamp: inout [UInt64], in session: Session
  ) async {
    let now = workspace.pluginStamp()
    guard now != stamp else { return }
    stamp = now
    do throws(Failure) {
      let reload = try await workspace.reloadPlugins()
      if reload.isChanged {
        session.note(session.say("规则已重新加载", "the rules were read anew"))
      }
    } catch {
      session.note(
        session.say("重新加载失败，原规则继续回答", "reading anew failed; the old rules go on answering"))
      session.note("[\(error.code)] \(session.say(error.problem))")
    }
  }

  private static func json(_ line: [UInt8]) throws(Failure) -> JSONValue {
    do throws(JSONError) {
      return try JSONReader.value(of: line)
    } catch {
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase(
          "第 \(error.column) 列：\(error.problem.zh)", "column \(error.column): \(error.problem.en)"),
        remedy: Phrase("每行一个 JSON 对象", "One JSON object a line"))
    }
  }

  private func report(_ failure: Failure, line: Int, in session: Session) {
    guard session.isJSON else {
      return session.note(
        session.say("第 \(line) 行", "line \(line)") + " [\(failure.code)] "
          + session.say(failure.problem))
    }
    var object = ObjectBuilder()
    object.add("line", line)
    object.add("code", failure.code)
    object.add("problem", value: JSONValue(failure.problem))
    Output.print(JSONText.envelope([JSONValue.Member("error", object.object)]))
  }
}

/// Lines of standard input as they come; the last one may lack its end.
final class InputLines {
  private var pending: [UInt8] = []
  private var isAtEnd = false

  func next() -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        let line = Array(pending[..<end])
        pending.removeFirst(end + 1)
        return line
      }
      guard !isAtEnd else {
        defer { pending = [] }
        return pending.isEmpty ? nil : pending
      }
      let count = read(STDIN_FILENO, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { pending += block[..<count] }
    }
  }
}
