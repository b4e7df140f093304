struct Verification {
  var location: StoreLocation, projection: any Projection, level: VerifyLevel, environment: LedgerEnvironment
  mutating func run(progress: (UInt64) -> Void) throws(LedgerError) -> VerifyReport { VerifyReport(level: level) }
}
