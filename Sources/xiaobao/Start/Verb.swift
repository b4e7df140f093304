internal import ArgumentParser
internal import Casework

/// A command that does something; the others are nouns that only hold verbs.
protocol Verb: ParsableCommand {
  var global: GlobalOptions { get }
  /// Does it.
  ///
  /// - Returns: How it ended; a failure is thrown.
  func run(in session: Session) async throws(Failure) -> Ending
}

/// How a command ends when nothing failed.
enum Ending: Int32 {
  case done = 0
  /// It ran and found something that needs attention.
  case findings = 2
  /// It ran and found the ledger damaged.
  case damaged = 65
}
