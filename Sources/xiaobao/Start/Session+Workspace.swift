internal import Casework

#if canImport(Glibc)
  internal import Glibc
#endif

extension Session {
  /// Opens the workspace and takes its language.
  ///
  /// - Throws: `XB-101` when there is none; whatever the site file and the ledger report.
  func open(_ access: Workspace.Access) throws(Failure) -> Workspace {
    let paths = try workspacePaths()
    var options = Workspace.Options()
    options.allowsClockStep = global.allowClockStep
    let workspace = try Workspace(opening: paths, access: access, options: options)
    adopt(workspace.site.language)
    remember(workspace)
    return workspace
  }

  /// Takes the language of a workspace that is not opened.
  func adoptLanguage(of paths: WorkspacePaths) {
    guard let text = try? Files.readText(paths.siteFile),
      let site = try? SiteFile(text: text, path: paths.siteFile)
    else { return }
    adopt(site.language)
  }

  /// Takes the language of the workspace that one stands in, if any: for verbs that need none.
  func adoptLanguageOfSurroundings() {
    if let paths = try? workspacePaths() { adoptLanguage(of: paths) }
  }

  /// Where the workspace lies.
  func workspacePaths() throws(Failure) -> WorkspacePaths {
    try WorkspacePaths.located(
      explicit: global.workspace, environment: environment["XIAOBAO_WORKSPACE"],
      currentDirectory: Self.currentDirectory())
  }

  /// The process's folder.
  static func currentDirectory() -> String {
    guard let text = getcwd(nil, 0) else { return "/" }
    defer { free(text) }
    return String(cString: text)
  }
}
