extension HookSubject {
  /// The class of the subject in the words of LuaLS: `claim` → `Claim`.
  var className: String { name.prefix(1).uppercased() + name.dropFirst() }
}
