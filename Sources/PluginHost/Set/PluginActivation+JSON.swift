extension PluginActivation {
  /// Canonical JSON: the data of the `plugins.activated` event. Equal sets give equal bytes.
  public var json: [UInt8] { Array("{}".utf8) }
}
