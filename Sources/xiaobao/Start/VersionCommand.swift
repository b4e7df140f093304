internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao version`
struct VersionCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "version", "显示版本", "show the version",
    examples: [Example("xiaobao version --json", "供程序读取", "for programs")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    if session.isJSON {
      Output.print(
        JSONText.envelope([JSONValue.Member("program", .text(ConsumerWords.version))]))
    } else {
      session.print(session.say(ConsumerWords.versionLine))
    }
    return .done
  }
}
