/// What a bank decides about intake (受理环节的本行规定).
public struct IntakePolicy: Sendable, Equatable {
  /// How long after an opening the suggestion box or book is opened again; nil = nobody said.
  public var boxOpening: Budget?
  /// Units and staff numbers of the leadership group (消保工作领导小组), who are told of a major
  /// complaint; empty tells the head office.
  public var leadershipGroup: [String] = []
  /// How many days back a complaint may be a duplicate of another.
  public var duplicateDays = 30
  /// From how many per cent of shared character pairs on two narratives are called alike.
  public var duplicateSimilarity = 60
  /// The largest attachment in bytes.
  public var attachmentByteCountMax = 20 << 20
  /// The kinds of file that are taken; see `AttachmentType`.
  public var attachmentTypes = [
    "pdf", "jpeg", "png", "gif", "tiff", "ofd", "office", "zip", "mp3", "wav", "amr", "mp4", "text",
  ]

  /// The defaults.
  public init() {}
}
