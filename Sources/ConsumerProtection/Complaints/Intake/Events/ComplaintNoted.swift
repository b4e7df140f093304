// What is noted about a registered complaint and changes neither its stage nor a limit.

/// The registration was completed (补正).
/// Version 1, since 0.1: the particulars that changed; sealed `note`?, `narrative`?, `demand`? and
/// theirs.
public struct ComplaintSupplemented: Sendable, Equatable {
  /// `complaint.supplemented`
  public static let type = "complaint.supplemented"
  /// What is noted now.
  public let particulars: Particulars
  /// What came in.
  public let note: PersonalText?
  /// What the complainant says, put right.
  public let narrative: PersonalText?
  /// What the complainant wants, put right.
  public let demand: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ supplement: Supplement, envelope: EventEnvelope) {
    particulars = supplement.particulars
    note = .plain(unlessEmpty: supplement.note)
    narrative = .plain(unlessEmpty: supplement.narrative)
    demand = .plain(unlessEmpty: supplement.demand)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    particulars = try Particulars(payload: payload)
    note = payload.sealed("note")
    narrative = payload.sealed("narrative")
    demand = payload.sealed("demand")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    particulars.write(to: &payload)
    payload.seal("note", note)
    payload.seal("narrative", narrative)
    payload.seal("demand", demand)
  }
}

/// The complainant was asked for material. Version 1, since 0.1: `material`; sealed `note`?.
public struct ComplaintMaterialAsked: Sendable, Equatable {
  /// `complaint.material_asked`
  public static let type = "complaint.material_asked"
  /// Keys of `CodeTable.material`.
  public let material: [String]
  /// In words.
  public let note: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(material: [String], note: String, envelope: EventEnvelope) {
    self.material = material
    self.note = .plain(unlessEmpty: note)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    material = try payload.texts("material")
    note = payload.sealed("note")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("material", material)
    payload.seal("note", note)
  }
}

/// The first contact with the complainant after the receipt (首次响应).
/// Version 1, since 0.1: `manner`, `minute`?, `settles`; sealed `proof`?.
public struct ComplaintFirstAnswered: Sendable, Equatable {
  /// `complaint.first_answered`
  public static let type = "complaint.first_answered"
  /// How.
  public let manner: Reply.Manner
  /// The minute of the day, where it is known.
  public let minute: Int?
  /// The rules of the obligations that it fulfils.
  public let settles: [String]
  /// What proves it.
  public let proof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    manner: Reply.Manner, minute: Int?, settles: [String], proof: String, envelope: EventEnvelope
  ) {
    self.manner = manner
    self.minute = minute
    self.settles = settles
    self.proof = .plain(unlessEmpty: proof)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    manner = try payload.choice("manner")
    minute = try payload.minute("minute")
    settles = try payload.texts("settles")
    proof = payload.sealed("proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("manner", manner.rawValue)
    payload.write("minute", minute.map(Int64.init))
    payload.write("settles", settles)
    payload.seal("proof", proof)
  }
}

/// The first-contact owner's duty went to somebody else (首问责任移交).
/// Version 1, since 0.1: `from`?, `to`, `covers`?; sealed `reason`.
public struct ComplaintHandedOver: Sendable, Equatable {
  /// `complaint.handed_over`
  public static let type = "complaint.handed_over"
  /// Who had it.
  public let from: String?
  /// Who has it now.
  public let to: String
  /// The absent person whom `to` stands in for (AB角).
  public let covers: String?
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(from: String?, to: String, covers: String?, reason: String, envelope: EventEnvelope) {
    self.from = from
    self.to = to
    self.covers = covers
    self.reason = .plain(reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    from = try payload.optionalText("from")
    to = try payload.text("to")
    covers = try payload.optionalText("covers")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("from", from)
    payload.write("to", to)
    payload.write("covers", covers)
    payload.seal("reason", reason)
  }
}

/// A file was added. Version 1, since 0.1: `sha256`, `bytes`, `type`, `purpose`; sealed `name`.
public struct ComplaintAttached: Sendable, Equatable {
  /// `complaint.attached`
  public static let type = "complaint.attached"
  /// The SHA-256 of its bytes in hex.
  public let digest: String
  /// Its size in bytes.
  public let byteCount: Int
  /// What kind of file its first bytes say it is.
  public let fileType: String
  /// What it is for.
  public let purpose: Attachment.Purpose
  /// Its name where it came from.
  public let name: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ attachment: Attachment, envelope: EventEnvelope) {
    digest = attachment.digest
    byteCount = attachment.byteCount
    fileType = attachment.type
    purpose = attachment.purpose
    name = .plain(unlessEmpty: attachment.name)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    digest = try payload.text("sha256")
    byteCount = Int(try payload.integer("bytes"))
    fileType = try payload.text("type")
    purpose = try payload.choice("purpose")
    name = payload.sealed("file_name")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("sha256", digest)
    payload.write("bytes", byteCount)
    payload.write("type", fileType)
    payload.write("purpose", purpose.rawValue)
    payload.seal("file_name", name)
  }
}
