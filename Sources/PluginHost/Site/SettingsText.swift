public import ConsumerProtection

/// Settings that stand in a file of their own, for trying a plugin.
public enum SettingsText {
  /// The settings in a YAML or JSON text.
  ///
  /// - Throws: The place where reading stopped.
  public static func value(in bytes: [UInt8], file: String) throws(PluginProblems) -> JSONValue {
    try YAMLValue.read(bytes, file: file, code: .settings).json
  }
}
