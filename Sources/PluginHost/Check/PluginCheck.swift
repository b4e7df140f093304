internal import ConsumerProtection

/// What `plugin check` looks at without asking a hook.
public enum PluginCheck {
  /// Every finding, in the order of the files and lines.
  ///
  /// Looked at: manifest, settings schema, locale files, regime data and tests; that each file compiles
  /// and the main file loads; hooks and main file against each other; global names, host functions and
  /// modules that do not exist; reasons without a text; reads that `reads` does not declare;
  /// permissions that nothing uses or that are missing; fields of `ctx`, settings and parameters that
  /// do not exist, settings that nothing reads; what the API deprecates.
  public static func findings(in folder: PluginFolder) -> [PluginProblem] {
    findings(in: folder, deprecations: HostAPI.deprecations)
  }

  /// What the settings of a site have against the plugin's schema, every problem with its path.
  ///
  /// - Parameters:
  ///   - site: The site file's entry.
  ///   - file: The site file, for messages.
  ///   - folder: The plugin.
  /// - Returns: The problems, at the line of the entry; none where the schema itself cannot be read.
  public static func findings(
    of site: SitePlugin, file: String, in folder: PluginFolder
  ) -> [PluginProblem] {
    guard let schema = try? SettingsSchema.read(in: folder),
      case .failure(let errors) = schema.settings(from: site.settings)
    else { return [] }
    return errors.problems.map { error in
      PluginProblem(
        .settings, file: file, line: site.line,
        Phrase(
          "\(folder.name) 的 \(error.path)：\(error.problem.zh)",
          "\(error.path) of \(folder.name): \(error.problem.en)"))
    }
  }

  /// Uses of what the API deprecates; empty for a manifest that cannot be read.
  public static func deprecated(in folder: PluginFolder) -> [PluginProblem] {
    guard let manifest = try? folder.manifest.get() else { return [] }
    return DeprecationCheck.findings(of: manifest, in: folder, HostAPI.deprecations)
  }

  /// The same under another list of what is deprecated.
  static func findings(
    in folder: PluginFolder, deprecations: [HostAPI.Deprecation]
  ) -> [PluginProblem] {
    var findings: [PluginProblem] = []
    do {
      _ = try SettingsSchema.read(in: folder)
    } catch {
      findings += error.problems
    }
    let locale = LocaleTexts(of: folder)
    findings += locale.problems
    findings += LocaleCheck.findings(in: folder, locale)
    findings += testProblems(in: folder)
    switch folder.manifest {
    case .failure(let problems): findings += problems.problems
    case .success(let manifest):
      if let regime = manifest.regime {
        do {
          _ = try RegimeFile.read(in: folder, regime, plugin: manifest.id)
        } catch {
          findings += error.problems
        }
      }
      findings += ManifestCheck.findings(of: manifest, in: folder)
      findings += ContextCheck.findings(of: manifest, in: folder)
      findings += DeprecationCheck.findings(of: manifest, in: folder, deprecations)
      findings += LoadCheck.findings(of: manifest, in: folder)
    }
    findings += SourceCheck.findings(in: folder)
    return sorted(findings)
  }

  private static func testProblems(in folder: PluginFolder) -> [PluginProblem] {
    var problems: [PluginProblem] = []
    for file in folder.files where file.path.hasPrefix("tests/") {
      if file.path.hasSuffix("_spec.lua") { problems += specProblems(in: file, of: folder) }
      guard file.path.hasSuffix(".yaml") else { continue }
      do {
        var reader = PluginTestReader(file: file.path)
        _ = reader.cases(try YAMLValue.read(file.bytes, file: file.path))
        problems += reader.fields.problems
      } catch {
        problems += error.problems
      }
    }
    return problems
  }

  /// Specs are loaded only where the plugin itself is Lua: else its own files are named, once.
  private static func specProblems(
    in file: PluginFolder.File, of folder: PluginFolder
  ) -> [PluginProblem] {
    do throws(PluginProblems) {
      _ = try SpecFile(file, of: folder)
      return []
    } catch {
      return error.problems.filter { $0.file.hasPrefix("tests/") }
    }
  }

  private static func sorted(_ findings: [PluginProblem]) -> [PluginProblem] {
    var unique: [PluginProblem] = []
    for finding in findings where !unique.contains(finding) { unique.append(finding) }
    return unique.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      return (first.file, first.line ?? 0, left.offset) < (
        second.file, second.line ?? 0, right.offset
      )
    }.map(\.element)
  }
}

/// A word with the nearest known one behind it.
enum Hint {
  static func phrase(_ word: String, in known: [String]) -> Phrase {
    guard let near = Nearest.match(of: word, in: known.filter { $0 != word }) else {
      return Phrase(same: "")
    }
    return Phrase("；是否为 \(near)？", "; did you mean `\(near)`?")
  }
}
