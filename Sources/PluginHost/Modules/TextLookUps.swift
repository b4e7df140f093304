internal import ConsumerProtection
internal import LuaBridge

/// `host.i18n` and `host.log`.
enum TextLookUps {
  static func bodies(_ state: HostState) -> [String: HostBody] {
    [
      "host.i18n.t": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.i18n.t", values)
        let code = try arguments.text(0)
        let members =
          arguments[1].isNil
          ? [] : try arguments.table(1).fields.map { JSONValue.Member($0.key, $0.value.json) }
        let text = state.locale.text(code, members, in: state.context.language)
        return HostReply(.string(text), cost: 10 + text.utf8.count / 8)
      },
      "host.i18n.name": HostBody { (values) throws(HostFunctionError) in
        let arguments = HostArguments("host.i18n.name", values)
        let (table, key) = (try arguments.text(0), try arguments.text(1))
        let name = state.set.codeTableName(table, key)?.text(in: state.context.language)
        return HostReply(.string(name ?? key), cost: 10)
      },
      "host.log.info": line("info", state),
      "host.log.warn": line("warn", state),
    ]
  }

  private static func line(_ level: String, _ state: HostState) -> HostBody {
    HostBody { (values) throws(HostFunctionError) in
      let text = try HostArguments("host.log.\(level)", values).text(0)
      guard text.utf8.count <= 4096 else {
        throw HostFunctionError("host.log.\(level) takes at most 4096 bytes", code: "too_large")
      }
      state.set.log(state.plugin, level, text)
      return HostReply(.nil, cost: text.utf8.count / 8)
    }
  }
}
