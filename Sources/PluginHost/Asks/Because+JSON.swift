internal import ConsumerProtection

extension Because {
  /// `["code"]` or `["code", {name: value}]`.
  var json: JSONValue {
    arguments.isEmpty
      ? .array([.text(code)]) : .array([.text(code), .object(arguments)])
  }
}
