internal import ConsumerProtection
internal import PluginHost

extension ReportListing {
  /// The verbs of a workspace's approved plugins, sorted by name; empty without a workspace.
  ///
  /// Only the site file and the manifests are read: nothing runs, and no ledger is opened.
  public static func commands(in paths: WorkspacePaths?) -> [ReportListing] {
    guard let paths, let text = try? Files.readText(paths.siteFile),
      let site = try? SiteFile(text: text, path: paths.siteFile)
    else { return [] }
    return site.plugins.filter { $0.enforcement != .off }.flatMap { plugin -> [ReportListing] in
      guard let folder = try? PluginFolder(path: "\(paths.plugins)/\(plugin.id)"),
        folder.digest == plugin.digest, let manifest = try? folder.manifest.get()
      else { return [] }
      return manifest.commands.map {
        ReportListing(id: $0.id, title: $0.title, plugin: plugin.id, parameters: $0.parameters)
      }
    }.sorted { $0.id < $1.id }
  }
}
