/// The rules of locking, committing and recovery, each on. A mutation test switches one off and must see
/// harm; nothing else ever does.
///
/// `MutationTests` has a row for each of them. Two more have no switch, because what they guard is guarded
/// twice: the chain of the active segment is checked again when the index catches up with it, and a
/// transaction's numbers are checked with it.
struct RecoveryRules: Sendable {
  // Locks.
  var takesLock = true

  // Committing.
  var synchronisesBeforeAcknowledging = true
  var writesHeadAfterSynchronising = true
  var synchronisesDirectories = true

  // Errors while writing.
  var takesBackFailedWrite = true
  var refusesAfterFailedSynchronisation = true
  var writesPoison = true

  // Recovery, steps 1 and 2.
  var refusesMissingSegments = true
  var needsSealBeforeRemovedSegment = true
  var checksPredecessor = true

  // Step 4, with the opening that looks at nothing.
  var fastOpenNeedsSameBoot = true
  var fastOpenNeedsNoPoison = true
  var fastOpenNeedsLength = true
  var checksHead = true
  var checksManifest = true

  // Steps 5 to 9.
  var usesGroupField = true
  var dropsUnfinishedTransaction = true
  var keepsEvidence = true
  var rewritesBeyondHead = true
  var copiesWhenInDoubt = true
  var synchronisesRepair = true
  var writesHeadAfterRecovery = true
  var removesPoison = true
  var notesRecovery = true
}
