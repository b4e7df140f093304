internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao completion SHELL`
struct CompletionCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "completion", "输出命令补全脚本", "print a completion script",
    examples: [
      Example(
        "xiaobao completion bash > ~/.local/share/bash-completion/completions/xiaobao",
        "为 bash 安装", "install it for bash")
    ])

  @Argument(help: .say("外壳", "the shell", value: Phrase("外壳", "shell")))
  var shell: ShellChoice

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    // In a workspace the verbs of its plugins are completed, too.
    let verbs = ReportListing.commands(in: try? session.workspacePaths()).map {
      PluginVerb(offer: $0, arguments: []).declaration
    }
    Output.print(
      CompletionScript(shell: shell, language: session.language, plugins: verbs).text)
    return .done
  }
}

/// The shells as the argument takes them.
enum ShellChoice: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish
}
