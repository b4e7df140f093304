internal import ArgumentParser
internal import ConsumerProtection

/// Completion scripts made from the declarations: words, options, and the values of options that
/// have a fixed set.
struct CompletionScript {
  let shell: ShellChoice
  let language: Language
  /// The verbs of the workspace's plugins.
  var plugins: [CommandDeclaration] = []

  /// Every command with its declaration, the root first.
  static let declarations: [CommandDeclaration] = {
    func walk(_ command: any ParsableCommand.Type, _ path: [String]) -> [CommandDeclaration] {
      [CommandDeclaration(command, path: path)]
        + command.configuration.subcommands.flatMap { child in
          walk(child, path + [CommandDeclaration.name(of: child)])
        }
    }
    return walk(Xiaobao.self, ["xiaobao"])
  }()

  var text: String {
    let commands =
      Self.declarations.prefix(1).map { root in
        root.adding(plugins.map { .init(name: $0.path.last ?? "", abstract: $0.abstract) })
      } + Self.declarations.dropFirst() + plugins
    return switch shell {
    case .bash: bash(commands)
    case .zsh: "#compdef xiaobao\nautoload -U +X bashcompinit && bashcompinit\n" + bash(commands)
    case .fish: fish(commands)
    }
  }

  private func bash(_ commands: [CommandDeclaration]) -> String {
    var cases = ""
    var values = ""
    for command in commands {
      let words = command.children.map(\.name) + command.arguments.flatMap(\.names)
      cases += "    '\(command.name)') words='\(words.joined(separator: " "))' ;;\n"
      for option in command.arguments where !option.completions.isEmpty && option.kind == .option {
        let list = option.completions.joined(separator: " ")
        values += "    '\(command.name) \(option.title(in: .en))') words='\(list)' ;;\n"
      }
    }
    return """
      # xiaobao completion
      _xiaobao() {
        local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local path='xiaobao' words='' part
        for part in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case " $(_xiaobao_children "$path") " in *" $part "*) path="$path $part" ;; *) break ;; esac
        done
        case "$path" in
      \(cases)  esac
        case "$path $previous" in
      \(values)  esac
        if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
        if [ ${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
      }
      _xiaobao_children() {
        case "$1" in
      \(children(commands))  esac
      }
      complete -F _xiaobao xiaobao

      """
  }

  private func children(_ commands: [CommandDeclaration]) -> String {
    commands.filter { !$0.children.isEmpty }.map { command in
      "    '\(command.name)') echo '\(command.children.map(\.name).joined(separator: " "))' ;;\n"
    }.joined()
  }

  private func fish(_ commands: [CommandDeclaration]) -> String {
    var lines = ["# xiaobao completion", "complete -c xiaobao -f"]
    for command in commands {
      let seen = command.path.dropFirst().map { "__fish_seen_subcommand_from \($0)" }
      let names = command.children.map(\.name).joined(separator: " ")
      let here = (seen + (names.isEmpty ? [] : ["not __fish_seen_subcommand_from \(names)"]))
        .joined(separator: "; and ")
      let condition = here.isEmpty ? "" : " -n '\(here)'"
      for child in command.children {
        lines.append(
          "complete -c xiaobao\(condition) -a \(child.name) -d '\(plain(child.abstract))'")
      }
      guard command.children.isEmpty else { continue }
      for option in command.arguments where option.kind != .positional {
        lines.append("complete -c xiaobao\(condition)" + fish(option))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func fish(_ option: ArgumentDeclaration) -> String {
    let names = option.names.map { name in
      name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
    }.joined()
    let value =
      option.kind == .flag
      ? ""
      : option.completions.isEmpty
        ? " -r -F" : " -x -a '\(option.completions.joined(separator: " "))'"
    return "\(names)\(value) -d '\(plain(option.abstract))'"
  }

  /// A description that may stand in single quotes.
  private func plain(_ phrase: Phrase) -> String {
    phrase.text(in: language).filter { $0 != "'" && $0 != "\\" }
  }
}
