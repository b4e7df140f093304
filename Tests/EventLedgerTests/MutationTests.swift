import Testing

@testable import EventLedger

/// Test group 6: each rule of locking, committing and recovery is switched off in turn, and harm must be
/// seen; with all of them on there is none. The run prints a table.
@Suite struct MutationTests {
  @Test func `with all rules on no life does harm`() throws {
    let seeds = Soak.seeds(200)
    let (harm, lives) = try RandomLives.firstHarm(seeds: seeds) { _ in }
    #expect(harm == nil)
    print("all rules on: \(lives) random lives, no harm")
  }

  @Test func `every rule that is switched off does harm that is seen`() throws {
    var table: [String] = []
    for rule in Mutation.all {
      // Random lives with all rules on are the test above.
      if !rule.isRandom {
        let sound = try rule.trial { _ in }
        #expect(sound == nil, "\(rule.name) is on")
      }
      let harm = try rule.trial(rule.off)
      #expect(harm != nil, "\(rule.name) is off, and nothing notices")
      table.append("| \(rule.name) | \(rule.step) | \(harm ?? "nothing") |")
    }
    print("| rule switched off | where | caught by |\n| --- | --- | --- |")
    print(table.joined(separator: "\n"))
  }

  @Test func `no rule is without a row in the table`() {
    let switches = Mirror(reflecting: RecoveryRules()).children.compactMap(\.label)
    #expect(Mutation.all.map(\.name) == switches)
    for rule in Mutation.all {
      var rules = RecoveryRules()
      rule.off(&rules)
      let off = Mirror(reflecting: rules).children.filter { $0.value as? Bool == false }
      #expect(off.map(\.label) == [rule.name])
    }
  }
}

/// A rule, how to switch it off, and a trial that tells what goes wrong then.
struct Mutation {
  typealias Change = (inout RecoveryRules) -> Void

  var name: String
  /// The step of docs/reference/ledger-format.md, or the moment.
  var step: String
  var off: Change
  /// The trial is many random lives.
  var isRandom: Bool
  /// nil = no harm.
  var trial: (@escaping Change) throws -> String?

  init(
    _ name: String, _ step: String, _ rule: WritableKeyPath<RecoveryRules, Bool>,
    _ trial: ((@escaping Change) throws -> String?)? = nil
  ) {
    self.name = name
    self.step = step
    off = { $0[keyPath: rule] = false }
    isRandom = trial == nil
    self.trial = trial ?? Self.lives
  }

  /// Random lives that all go well with the rules on, as far as somebody has looked.
  private static func lives(_ change: @escaping Change) throws -> String? {
    try RandomLives.firstHarm(seeds: Soak.seeds(150), change).harm
  }

  static var all: [Mutation] {
    [
      Mutation("takesLock", "lock", \.takesLock, MutationTrials.secondWriter),
      Mutation(
        "synchronisesBeforeAcknowledging", "commit", \.synchronisesBeforeAcknowledging),
      Mutation("writesHeadAfterSynchronising", "commit", \.writesHeadAfterSynchronising),
      Mutation("synchronisesDirectories", "commit", \.synchronisesDirectories),
      Mutation(
        "takesBackFailedWrite", "write fails", \.takesBackFailedWrite, MutationTrials.failedWrite),
      Mutation(
        "refusesAfterFailedSynchronisation", "sync fails", \.refusesAfterFailedSynchronisation,
        MutationTrials.stubbornProcess),
      Mutation("writesPoison", "sync fails", \.writesPoison, MutationTrials.readerBesidePoison),
      Mutation(
        "refusesMissingSegments", "1", \.refusesMissingSegments, MutationTrials.missingSegment),
      Mutation(
        "needsSealBeforeRemovedSegment", "1", \.needsSealBeforeRemovedSegment,
        MutationTrials.emptySegmentBehindUnsealed),
      Mutation("checksPredecessor", "2", \.checksPredecessor, MutationTrials.foreignPredecessor),
      Mutation(
        "fastOpenNeedsSameBoot", "fast opening", \.fastOpenNeedsSameBoot,
        MutationTrials.damageAfterReboot),
      Mutation(
        "fastOpenNeedsNoPoison", "fast opening", \.fastOpenNeedsNoPoison,
        MutationTrials.poisonAtTheEnd),
      Mutation("fastOpenNeedsLength", "fast opening", \.fastOpenNeedsLength),
      Mutation("checksHead", "4", \.checksHead, MutationTrials.recordBehindHead),
      Mutation("checksManifest", "4", \.checksManifest, MutationTrials.recordBehindManifest),
      Mutation("usesGroupField", "5", \.usesGroupField, MutationTrials.damageInTheMiddle),
      Mutation(
        "dropsUnfinishedTransaction", "6", \.dropsUnfinishedTransaction,
        MutationTrials.halfTransaction),
      Mutation("keepsEvidence", "7", \.keepsEvidence, MutationTrials.evidence),
      Mutation("rewritesBeyondHead", "8", \.rewritesBeyondHead, MutationTrials.silentSyncFailure),
      Mutation("copiesWhenInDoubt", "8", \.copiesWhenInDoubt, MutationTrials.sameBlocks),
      Mutation("synchronisesRepair", "8", \.synchronisesRepair),
      Mutation(
        "writesHeadAfterRecovery", "9", \.writesHeadAfterRecovery, MutationTrials.cutAfterRecovery),
      Mutation("removesPoison", "9", \.removesPoison, MutationTrials.poisonAfterRecovery),
      Mutation("notesRecovery", "9", \.notesRecovery, MutationTrials.noteOfRecovery),
    ]
  }
}
