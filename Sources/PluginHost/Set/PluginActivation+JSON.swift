internal import ConsumerProtection

extension PluginActivation {
  /// Canonical JSON: the data of the `plugins.activated` event. Equal sets give equal bytes.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("api", .text(api.description))
      writer.key("plugins")
      writer.array { writer in for plugin in plugins { Self.write(plugin, to: &writer) } }
      writer.key("order")
      writer.object { writer in
        for hook in order { writer.member(hook.hook, .array(hook.plugins.map { .text($0) })) }
      }
    }
    return writer.bytes
  }

  private static func write(_ plugin: Entry, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", .text(plugin.id))
      if let version = plugin.version { writer.member("version", .text(version.description)) }
      if let digest = plugin.digest { writer.member("digest", .text(digest.description)) }
      writer.member("enforcement", .text(plugin.enforcement.rawValue))
      if !plugin.hookEnforcement.isEmpty {
        let hooks = plugin.hookEnforcement.sorted { $0.key < $1.key }
        writer.member(
          "hooks", .object(hooks.map { JSONValue.Member($0.key, .text($0.value.rawValue)) }))
      }
      if plugin.role == .regime { writer.member("role", .text(plugin.role.rawValue)) }
      writer.member("settings", plugin.settings)
      if let failure = plugin.failure { writer.member("failure", .text(failure.text)) }
    }
  }
}
