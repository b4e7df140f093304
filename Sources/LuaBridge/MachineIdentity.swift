internal import Synchronization

/// Numbers for machines, so that a reference of one is never used with another.
enum MachineIdentity {
  private static let last = Atomic<UInt64>(0)

  static func next() -> UInt64 {
    last.wrappingAdd(1, ordering: .relaxed).newValue
  }
}
