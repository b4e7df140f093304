internal import ConsumerProtection
internal import LuaBridge

/// What the host functions of one machine look at while a hook runs.
///
/// The set outlives its machines; a machine is never called outside its set.
final class HostState {
  unowned let set: PluginSet
  let plugin: String
  let locale: LocaleTexts
  // Unchecked: see PluginMachine.
  @exclusivity(unchecked)
  var context: HookContext
  var hook = ""
  /// The counts, while a report runs.
  var query: (any QuerySource)?
  /// Whether any counted case was invented data.
  var sawSynthetic = false

  init(set: PluginSet, plugin: String, locale: LocaleTexts, context: HookContext) {
    self.set = set
    self.plugin = plugin
    self.locale = locale
    self.context = context
  }
}
