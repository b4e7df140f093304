internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao ledger reindex`
struct LedgerReindex: Verb {
  static let configuration: CommandConfiguration = .command(
    "reindex", "由台账重建索引", "make the index anew from the record",
    examples: [Example("xiaobao ledger reindex", "索引损坏时使用", "when the index is damaged")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    try await session.open(.writing).reindex { lines in progress.tick(lines: lines) }
    progress.clear()
    if session.isJSON {
      Output.print(JSONText.envelope([JSONValue.Member("reindexed", .boolean(true))]))
    } else {
      session.print(session.say("索引已重建", "the index was made anew"))
    }
    return .done
  }
}
