internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// The entry point: nothing is loaded or parsed here that the verb does not need.
@main
enum Main {
  static func main() async {
    if CommandLine.arguments.dropFirst().first == PluginWorker.argument { PluginWorker.serve() }
    Output.ignoreBrokenPipes()
    Output.explainLostMappings()
    let run = CommandRun(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: Self.environment())
    exit(await run.code())
  }

  /// The process's environment; of a name that stands twice the first counts.
  private static func environment() -> [String: String] {
    var environment: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      defer { entry += 1 }
      guard let equals = strchr(text, 61) else { continue }
      let name = String(
        decoding: UnsafeRawBufferPointer(start: text, count: equals - text), as: UTF8.self)
      if environment[name] == nil { environment[name] = String(cString: equals + 1) }
    }
    return environment
  }
}
