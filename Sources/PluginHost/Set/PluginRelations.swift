internal import ConsumerProtection

/// What plugins are to each other: dependencies, owners, order.
enum PluginRelations {
  /// Marks plugins whose dependencies do not hold; repeated, since one refusal may cause the next.
  static func check(_ members: [PluginMember]) {
    var changed = true
    while changed {
      changed = false
      for member in members where member.isOn && member.failure == nil {
        guard let manifest = member.manifest,
          let problem = manifest.depends.lazy.compactMap({ broken($0, in: members) }).first
        else { continue }
        member.failure = .unusable(
          .dependency, plugin: member.id, version: member.version, problem)
        changed = true
      }
    }
    checkOwners(members)
  }

  private static func broken(
    _ dependency: PluginDependency, in members: [PluginMember]
  ) -> Phrase? {
    let id = dependency.id
    let other = members.first { $0.id == id && $0.isOn }
    guard let other, let version = other.manifest?.version else {
      return dependency.need == .required
        ? Phrase(
          "依赖“\(dependency.text)”，但站点没有启用 \(id)",
          "depends on `\(dependency.text)`, and the site has no \(id)") : nil
    }
    let fits = dependency.admits(version)
    switch dependency.need {
    case .incompatible:
      return fits
        ? Phrase("与 \(id) \(version) 不相容", "is incompatible with \(id) \(version)") : nil
    case .optional where fits: return nil
    case .required where fits:
      return other.failure == nil
        ? nil
        : Phrase("所依赖的 \(id) 不可用", "depends on \(id), which cannot be used")
    default:
      return Phrase(
        "依赖“\(dependency.text)”，现有 \(id) \(version)",
        "depends on `\(dependency.text)`, the site has \(id) \(version)")
    }
  }

  /// A report or an import format has one owner; two are refused both, since neither may win by luck.
  private static func checkOwners(_ members: [PluginMember]) {
    let hooks = Set(members.flatMap { $0.manifest?.hooks.map(\.name) ?? [] }).sorted()
    for hook in hooks where HookDeclaration.named(hook)?.isFamily == true {
      let owners = members.filter { $0.manifest?.hook(hook) != nil && $0.answers(hook) }
      guard owners.count > 1 else { continue }
      let list = owners.map(\.id)
      for owner in owners {
        owner.hookFailures[hook] = .unusable(
          .twoOwners, plugin: owner.id, version: owner.version, hook: hook,
          Phrase(
            "\(hook) 有多个插件负责：\(list.joined(separator: "、"))；在站点文件中关闭其余的",
            "\(hook) has several owners: \(list.joined(separator: ", ")); switch all but one off"))
      }
    }
  }

  /// The order of every hook; circles become failures of their plugins.
  static func orders(of members: [PluginMember]) -> [String: HookOrder] {
    let able = members.filter { $0.isOn && $0.failure == nil }
    let hooks = Set(able.flatMap { $0.manifest?.hooks.map(\.name) ?? [] })
    var orders: [String: HookOrder] = [:]
    for hook in hooks.sorted() {
      let order = HookOrder(
        able.filter { $0.hookFailures[hook] == nil && $0.answers(hook) }.compactMap { member in
          member.manifest?.hook(hook).map {
            HookOrder.Candidate(id: member.id, after: $0.after, before: $0.before)
          }
        })
      orders[hook] = order
      for cycle in order.cycles { mark(cycle, of: hook, in: able) }
    }
    return orders
  }

  private static func mark(_ cycle: [String], of hook: String, in members: [PluginMember]) {
    let path = cycle.joined(separator: " → ")
    for member in members where cycle.contains(member.id) {
      member.hookFailures[hook] = .unusable(
        .orderCycle, plugin: member.id, version: member.version, hook: hook,
        Phrase(
          "\(hook) 的顺序成环：\(path)；删去其中一处 after 或 before",
          "the order of \(hook) runs in a circle: \(path); drop one `after` or `before`"))
    }
  }

  /// The regimes' data, of each regime id the first; a file that cannot be read is a failure.
  static func regimes(of members: [PluginMember]) -> [RegimeFile] {
    var regimes: [RegimeFile] = []
    for member in members
    where member.isOn && member.failure == nil && member.site.role == .overlay
      && member.manifest?.regime != nil
    {
      member.failure = .unusable(
        .manifest, plugin: member.id, version: member.version,
        Phrase(
          "该插件带有监管时限，站点文件须写 role: regime",
          "the plugin brings a regime: the site file must say role: regime"))
    }
    for member in members where member.isOn && member.site.role == .regime {
      guard let folder = member.folder, let regime = member.manifest?.regime else {
        if member.failure == nil {
          member.failure = .unusable(
            .manifest, plugin: member.id, version: member.version,
            Phrase(
              "站点给它 role: regime，但 plugin.yaml 没有 regime",
              "the site says role: regime, and plugin.yaml has no `regime`"))
        }
        continue
      }
      guard !regimes.contains(where: { $0.table.id == regime.id }) else {
        member.hookFailures["complaint.deadline"] = .unusable(
          .twoOwners, plugin: member.id, version: member.version, hook: "complaint.deadline",
          Phrase("监管制度 \(regime.id) 已由另一插件提供", "another plugin brings the regime \(regime.id)"))
        continue
      }
      do {
        let file = try RegimeFile.read(in: folder, regime, plugin: member.id)
        regimes.append(file.lowered(by: member.settings))
      } catch {
        if member.failure == nil {
          member.failure = .unusable(
            .manifest, plugin: member.id, version: member.version, at: error.problems.first,
            error.text)
        }
      }
    }
    return regimes
  }

  static func activation(
    of members: [PluginMember], _ orders: [String: HookOrder], api: APILevel
  ) -> PluginActivation {
    PluginActivation(
      api: api,
      plugins: members.map { member in
        PluginActivation.Entry(
          id: member.id, version: member.manifest?.version, digest: member.folder?.digest,
          enforcement: member.site.enforcement,
          hookEnforcement: member.site.hookEnforcement, role: member.site.role,
          settings: member.settings, failure: member.failure?.code)
      },
      order: orders.sorted { $0.key < $1.key }.map {
        PluginActivation.HookOrder(hook: $0.key, plugins: $0.value.ids)
      })
  }
}
