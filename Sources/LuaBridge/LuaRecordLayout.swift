/// The fields of a record handle, in slot order. Made once and shared: a machine knows a layout by its
/// identity, so keep the instance.
public final class LuaRecordLayout: Sendable {
  /// A function the machine itself offers on a handle, without a call into Swift.
  public enum Builtin: String, Sendable, CaseIterable {
    /// `fail(code, message)` raises a failure of kind ``LuaFailure/Kind/raised``.
    case fail
    /// `random()`, `random(n)`, `random(m, n)`: as `math.random`, seeded by the call.
    case random
  }

  /// What error messages call the record, for example `complaint` or `ctx`.
  public let name: String
  /// The declared fields; position is slot index. At most 512.
  public let fields: [String]
  /// Fields that exist but that the manifest's `reads` leaves out: reading one raises and says so.
  public let undeclared: [String]
  /// Functions of the machine on this handle.
  public let builtins: [Builtin]
  let indexByName: [String: Int]

  /// Makes a layout; a name that occurs twice is a programmer's mistake.
  public init(
    name: String, fields: [String], undeclared: [String] = [], builtins: [Builtin] = []
  ) {
    precondition(fields.count <= 512, "A record layout has at most 512 fields.")
    var indexByName: [String: Int] = [:]
    for (index, field) in fields.enumerated() {
      let previous = indexByName.updateValue(index, forKey: field)
      precondition(previous == nil, "The record layout \(name) has the field \(field) twice.")
    }
    self.name = name
    self.fields = fields
    self.undeclared = undeclared
    self.builtins = builtins
    self.indexByName = indexByName
  }

  /// The slot of a declared field, nil for any other name.
  public func index(of field: String) -> Int? { indexByName[field] }
}
