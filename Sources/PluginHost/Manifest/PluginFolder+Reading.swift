internal import ConsumerProtection

extension PluginFolder {
  static func read(_ path: String) throws(PluginProblems) -> [File] { [] }

  static func manifest(in files: [File]) -> Result<PluginManifest, PluginProblems> {
    .failure(
      PluginProblems([PluginProblem(.manifest, file: "plugin.yaml", .init(same: ""))]))
  }
}
