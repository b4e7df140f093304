internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// Which plugins are meant: a folder, an identifier of the workspace, or all of its plugins.
struct PluginTarget: ParsableArguments {
  @Argument(
    help: .say(
      "插件目录或编号；缺省为本工作区全部插件", "a folder or an identifier; else every plugin of the workspace",
      value: Phrase("插件", "plugin")),
    completion: .directory)
  var target: String?

  /// The folders meant.
  ///
  /// - Throws: `LUA-101` when one cannot be read, `XB-101` outside a workspace.
  func folders(in session: Session) throws(Failure) -> [PluginFolder] {
    session.adoptLanguageOfSurroundings()
    if isFile { return [] }
    if let target,
      target.contains("/") || target == "." || Files.isReadable("\(target)/plugin.yaml")
    {
      return [try Self.folder(Self.trimmed(target))]
    }
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let text = try Files.readText(paths.siteFile)
    let site = try SiteFile(text: text, path: paths.siteFile)
    if site.rules.contains(where: { $0.id == target }) { return [] }
    let ids = target.map { [$0] } ?? site.plugins.map(\.id)
    var folders: [PluginFolder] = []
    for id in ids { folders.append(try Self.folder("\(paths.plugins)/\(id)")) }
    return folders
  }

  /// The one folder that a path or an identifier names.
  ///
  /// - Throws: as `folders(in:)`.
  static func folder(named name: String, in session: Session) throws(Failure) -> PluginFolder {
    var target = PluginTarget()
    target.target = name
    let folders = try target.folders(in: session)
    guard let folder = folders.first else {
      throw Failure(
        "LUA-101",
        problem: Phrase("“\(name)”是规则表，没有插件目录", "`\(name)` is a rule table and has no folder"),
        remedy: Phrase(
          "规则表在站点文件中；可用 xiaobao plugin check、plugin test 与 plugin replay",
          "A rule table stands in the site file; use xiaobao plugin check, plugin test and plugin replay"
        ))
    }
    return folder
  }

  /// The other plugins that stand beside a folder, on which it may depend.
  static func neighbours(of folder: PluginFolder) -> [PluginFolder] {
    let parent =
      folder.path.hasSuffix("/" + folder.name)
      ? String(folder.path.dropLast(folder.name.count + 1)) : "."
    return Files.names(in: parent)
      .filter { $0 != folder.name && Files.isReadable("\(parent)/\($0)/plugin.yaml") }
      .compactMap { try? PluginFolder(path: "\(parent)/\($0)") }
  }

  private static func folder(_ path: String) throws(Failure) -> PluginFolder {
    do throws(PluginProblems) {
      return try PluginFolder(path: path)
    } catch {
      throw Failure(error)
    }
  }

  private static func trimmed(_ path: String) -> String {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    // `.` is a folder with a name, and the name is the plugin's.
    let last = path.split(separator: "/").last ?? ""
    guard last == "." || last == "..", let whole = realpath(path, nil) else { return path }
    defer { free(whole) }
    return String(cString: whole)
  }
}
