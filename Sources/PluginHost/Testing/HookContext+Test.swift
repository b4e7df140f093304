public import ConsumerProtection

extension HookContext {
  /// The context of a test: the clock stands at noon in UTC of `today`, 2026-03-02 unless the test says
  /// otherwise. The case has a number that no ledger gives, which seeds `ctx.random()`.
  static func ofTest(
    now: Instant? = nil, today: CivilDay? = nil, day: CivilDay? = nil, language: Language = .zh,
    params: JSONValue? = nil
  ) -> HookContext {
    // The institution of a test lies in China, eight hours before UTC.
    let civil = now.map { $0.day(atOffset: 8 * 3600) }
    let today =
      today ?? civil ?? day ?? CivilDay(year: 2026, month: 3, day: 2) ?? CivilDay(number: 0)
    let noon = Instant(milliseconds: Int64(today.number) * 86_400_000 + 43_200_000)
    return HookContext(
      now: now ?? noon, today: today, day: day ?? today, language: language,
      caseID: testCaseID, params: params)
  }

  /// The number of a test's case; messages leave it out, since nobody knows it.
  private static let testCaseID = "C-00000000-000000"

  /// The case's number where there is a case that people know.
  var knownCaseID: String? {
    caseID.isEmpty || caseID == Self.testCaseID ? nil : caseID
  }

  /// The parameters of a report with the defaults of its manifest.
  public static func filled(
    _ given: JSONValue?, of hook: String, in folder: PluginFolder
  ) -> JSONValue? {
    params(given, of: hook, in: try? folder.manifest.get())
  }

  /// The same for a manifest that was read.
  static func params(
    _ given: JSONValue?, of hook: String, in manifest: PluginManifest?
  ) -> JSONValue? {
    let report =
      manifest?.reports.first { "report.\($0.id)" == hook }
      ?? manifest?.commands.first { "command.\($0.id)" == hook }
    guard let report else {
      // A hook that declares what stands in `ctx.params` always gets a table.
      let hasParams = HookDeclaration.named(hook)?.params.isEmpty == false
      return given ?? (hasParams ? .object([]) : nil)
    }
    var members = given?.members ?? []
    for parameter in report.parameters {
      if let initial = parameter.initial, !members.contains(where: { $0.name == parameter.name }) {
        members.append(.init(parameter.name, initial))
      }
    }
    return .object(members)
  }
}
