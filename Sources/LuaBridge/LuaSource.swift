/// A file of a plugin.
public struct LuaSource: Sendable, Equatable {
  /// The path inside the plugin, for example `main.lua` or `rules/card.lua`; at most 56 bytes.
  public let name: String
  /// The text, UTF-8, byte for byte.
  public let bytes: [UInt8]

  /// Makes a source from bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a source from text.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

/// A function of a loaded plugin; valid for the machine that loaded it, as long as that lives.
public struct LuaFunctionReference: Sendable, Equatable {
  let reference: Int32
  let machine: UInt64
}

/// What `main.lua` returned: a table, key by key.
public struct LuaExports: Sendable, Equatable {
  /// One key of the table.
  public struct Entry: Sendable, Equatable {
    /// The key, for example `complaint.route`.
    public let name: String
    /// The type of the value: `function`, `table`, `string` …
    public let kind: String
    /// The function to call, where the value is one.
    public let function: LuaFunctionReference?
    /// The file that defines the function.
    public let file: String?
    /// The line where the function's definition starts.
    public let line: Int?
  }

  /// The entries, sorted by the bytes of their names.
  public let entries: [Entry]
  /// What loading used.
  public let meters: LuaMeters

  /// Makes exports.
  public init(entries: [Entry], meters: LuaMeters) {
    self.entries = entries
    self.meters = meters
  }

  /// The function under a key, nil where there is none.
  public func function(_ name: String) -> LuaFunctionReference? {
    entries.first { $0.name == name }?.function
  }
}
