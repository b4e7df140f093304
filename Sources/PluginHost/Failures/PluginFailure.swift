public import ConsumerProtection

/// Why a plugin gave no answer, with all that its author needs to repair it.
///
/// It holds names of fields, never their values, unless the machine was asked to keep them.
public struct PluginFailure: Error, Sendable, Equatable {
  /// Stable for good; each has a section in the reference.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code as printed, e.g. `LUA-301`.
    public let text: String
    /// A code by its printed text.
    public init(_ text: String) { self.text = text }
    /// The printed text.
    public var description: String { text }
  }

  /// A line of the plugin's source.
  public struct SourceLine: Sendable, Equatable {
    /// The line's number, from 1.
    public let number: Int
    /// The line without its end.
    public let text: String
  }

  /// One call that led to the failure.
  public struct Frame: Sendable, Equatable {
    /// The file; nil for a function of the host.
    public let file: String?
    /// The line in it.
    public let line: Int?
    /// The function's name, where it has one.
    public let function: String?
  }

  /// A field that had been read.
  public struct FieldRead: Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// Its value in words; printed only when it is asked for.
    public let value: String?
  }

  /// How much of one meter was used.
  public struct Usage: Sendable, Equatable {
    /// Instructions used.
    public let instructions: Int
    /// Instructions allowed.
    public let instructionsMax: Int
    /// The most KiB held; depends on earlier calls.
    public let memoryKiB: Int
    /// KiB allowed.
    public let memoryKiBMax: Int
  }

  /// The stable code.
  public let code: Code
  /// The plugin.
  public let plugin: String
  /// The plugin's version, when its manifest could be read.
  public let version: String?
  /// The hook that was asked, when one was.
  public let hook: String?
  /// The case that it was asked about, when there is one.
  public let caseID: String?
  /// The file inside the plugin's folder.
  public let file: String?
  /// The line in it, from 1.
  public let line: Int?
  /// The column in it, from 1.
  public let column: Int?
  /// What went wrong.
  public let message: Phrase
  /// Whether the message may repeat personal text that the plugin had read.
  public let isMessagePersonal: Bool
  /// The code that the plugin gave to `ctx.fail`.
  public let pluginCode: String?
  /// The lines around the place.
  public let source: [SourceLine]
  /// The calls that led here, innermost first.
  public let traceback: [Frame]
  /// What had been read of the record.
  public let fieldsRead: [FieldRead]
  /// What the call had used; nil when nothing ran.
  public let usage: Usage?
  /// What it means for the case.
  public let effect: Phrase
  /// The command that shows it again.
  public let repeatCommand: String?

  /// A failure with its parts.
  public init(
    code: Code, plugin: String, version: String? = nil, hook: String? = nil,
    caseID: String? = nil, file: String? = nil, line: Int? = nil, column: Int? = nil,
    message: Phrase, isMessagePersonal: Bool = false, pluginCode: String? = nil,
    source: [SourceLine] = [], traceback: [Frame] = [], fieldsRead: [FieldRead] = [],
    usage: Usage? = nil, effect: Phrase, repeatCommand: String? = nil
  ) {
    self.code = code
    self.plugin = plugin
    self.version = version
    self.hook = hook
    self.caseID = caseID
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.isMessagePersonal = isMessagePersonal
    self.pluginCode = pluginCode
    self.source = source
    self.traceback = traceback
    self.fieldsRead = fieldsRead
    self.usage = usage
    self.effect = effect
    self.repeatCommand = repeatCommand
  }
}
