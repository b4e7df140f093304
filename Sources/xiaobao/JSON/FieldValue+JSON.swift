internal import ConsumerProtection
internal import PluginHost

extension JSONValue {
  /// What a field of a record holds.
  init(_ value: FieldValue) {
    switch value {
    case .none: self = .null
    case .bool(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .text(let text): self = .text(text)
    }
  }
}
