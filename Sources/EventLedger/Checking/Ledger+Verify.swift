extension Ledger {
  /// Checks a store without writing to it and without a lock.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory; nil = keys are not checked.
  ///   - projection: The entries of the index, for the levels that look at it.
  ///   - level: How thoroughly.
  ///   - environment: The disk.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: Everything found; damage is a finding, not an error.
  /// - Throws: `notAStore`, `newerFormat` or `io`: the check could not be made.
  public static func verify(
    at path: String, keysAt keyPath: String? = nil, projection: any Projection,
    level: VerifyLevel, environment: LedgerEnvironment = .posix(),
    progress: (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> VerifyReport {
    var verification = Verification(
      location: StoreLocation(path: path, keyPath: keyPath), projection: projection, level: level,
      environment: environment)
    return try verification.run(progress: progress)
  }
}
