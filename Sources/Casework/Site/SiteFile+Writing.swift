internal import ConsumerProtection
internal import PluginHost

extension SiteFile {
  /// The text of a new site file: what `xiaobao init` writes, with room to add.
  static func template(
    institution: Institution, zone: String, language: Language,
    plugins: [(id: String, digest: PluginDigest, role: SitePlugin.Role)]
  ) -> String {
    var text = """
      # 消保工作区站点文件 / the site file of a Xiaobao workspace (docs/reference/site-file.md)
      version: 1
      institution:
        id: \(quoted(institution.id))
        name: \(quoted(institution.name.zh))
        name_en: \(quoted(institution.name.en))
        head_office: \(quoted(institution.headOffice))
      zone: \(quoted(zone))
      language: \(language.rawValue)
      privacy:
        # 每人每日查看明文件数上限（T/PCAC 0001 建议不超过 100）/ records an operator may open a day
        reveals_per_day: 100
      plugins:  # 顺序即优先次序 / the order decides

      """
    for plugin in plugins {
      text += "  - id: \(plugin.id)\n    digest: \"\(plugin.digest)\"\n"
      if plugin.role == .regime { text += "    role: regime\n" }
    }
    return text
  }

  /// The text with a plugin's digest pin replaced or added; nil when the plugin's line is not known.
  ///
  /// Everything else, comments among it, stays as the administrator wrote it.
  static func text(
    _ text: String, pinning digest: PluginDigest, to plugin: SitePlugin
  ) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = plugin.line.map({ $0 - 1 }), lines.indices.contains(start) else { return nil }
    let pin = "digest: \"\(digest)\""
    var index = start
    repeat {
      if let range = pinRange(lines[index]) {
        lines[index].replaceSubrange(range, with: pin)
        return lines.joined(separator: "\n")
      }
      index += 1
    } while index < lines.count && !isNextEntry(lines[index])
    if let brace = lines[start].firstRange(of: "{") {
      lines[start].replaceSubrange(brace, with: "{\(pin), ")
    } else {
      let indent = lines[start].prefix { $0 == " " }.count + 2
      lines.insert(String(repeating: " ", count: indent) + pin, at: start + 1)
    }
    return lines.joined(separator: "\n")
  }

  private static func isNextEntry(_ line: String) -> Bool {
    let bare = line.drop { $0 == " " }
    return bare.hasPrefix("- ") || (!line.hasPrefix(" ") && !bare.isEmpty && !bare.hasPrefix("#"))
  }

  private static func pinRange(_ line: String) -> Range<String.Index>? {
    guard let start = line.firstRange(of: "digest:")?.lowerBound else { return nil }
    let rest = line[start...].dropFirst("digest:".count).drop { $0 == " " }
    let end = rest.firstIndex { ",}# ".contains($0) } ?? line.endIndex
    return start..<end
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
