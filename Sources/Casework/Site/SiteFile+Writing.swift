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
      plugins:  # 顺序即优先次序 / the order decides

      """
    for plugin in plugins {
      text += "  - id: \(plugin.id)\n    digest: \"\(plugin.digest)\"\n"
      if plugin.role == .regime { text += "    role: regime\n" }
    }
    return text
  }

  /// The text with a plugin's digest pin replaced or added; nil when the plugin is not listed.
  ///
  /// Everything else, comments among it, stays as the administrator wrote it.
  static func text(_ text: String, pinning digest: PluginDigest, to id: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { isEntry($0, of: id) }) else { return nil }
    let pin = "digest: \"\(digest)\""
    if let range = pinRange(lines[start]) {
      lines[start].replaceSubrange(range, with: pin)
      return lines.joined(separator: "\n")
    }
    var index = start + 1
    while index < lines.count, !isNextEntry(lines[index]) {
      if let range = pinRange(lines[index]) {
        lines[index].replaceSubrange(range, with: pin)
        return lines.joined(separator: "\n")
      }
      index += 1
    }
    if lines[start].contains("{") {
      lines[start] = lines[start].replacingFirst("}", with: ", \(pin)}")
    } else {
      let indent = lines[start].prefix { $0 == " " }.count + 2
      lines.insert(String(repeating: " ", count: indent) + pin, at: start + 1)
    }
    return lines.joined(separator: "\n")
  }

  private static func isEntry(_ line: String, of id: String) -> Bool {
    let bare = line.filter { $0 != " " && $0 != "\"" && $0 != "'" }
    return ["-id:\(id)", "-{id:\(id),", "-{id:\(id)}"].contains { prefix in
      bare == prefix || (prefix.hasPrefix("-{") && bare.hasPrefix(prefix))
        || bare.hasPrefix("\(prefix)#")
    }
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

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: other)
    return copy
  }
}
