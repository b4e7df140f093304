internal import Casework
internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Why a benchmark could not run.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(_ failure: Failure) {
    self.init("\(failure.code): \(failure.problem.en). \(failure.remedy.en)")
  }

  init(_ error: LedgerError) { self.init("ledger: \(error)") }

  init(_ failure: PluginFailure) { self.init("plugin: \(failure.block(in: .en))") }
}
