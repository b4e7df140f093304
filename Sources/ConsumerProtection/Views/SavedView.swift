/// A saved view of complaints (视图): a name for conditions, columns and an order.
///
/// It keeps the words that were asked, not what they gave: `due_within: 3` is counted anew each day.
public struct SavedView: Matter, Equatable {
  /// `view`
  public static let kind = MatterKind("view")

  /// What a view shows.
  public struct Definition: Sendable, Equatable {
    /// What people call it.
    public var title: String
    /// Conditions and order by the names of the options of `complaint list`: texts, or `true`.
    public var filters: [JSONValue.Member]
    /// The columns in order; empty takes those of `complaint list`.
    public var columns: [String]

    /// A definition with its parts.
    public init(title: String, filters: [JSONValue.Member], columns: [String] = []) {
      self.title = title
      self.filters = filters
      self.columns = columns
    }
  }

  /// What somebody wants done with a view.
  public enum Command: Sendable, Equatable {
    /// Keeps a definition under the name; a name in use gets a further revision.
    case save(Definition)
    /// Takes the view out of use.
    case drop
  }

  /// The name: 1 to 32 letters, digits, `-` and `.`.
  public let id: String
  /// What it shows.
  public internal(set) var definition: Definition
  /// Counts what was saved under the name, from 1.
  public internal(set) var revision: Int
  /// Who saved it last.
  public internal(set) var savedBy: String
  /// When.
  public internal(set) var savedOn: CivilDay
  /// Whether it is out of use.
  public internal(set) var isDropped = false

  /// Conditions that a view may keep. What looks into sealed texts is none: it may name a person.
  public static let filterNames = [
    "stage", "unit", "owner", "class", "cause", "channel", "from", "to", "due_from", "due_to",
    "due_within", "amount_from", "amount_to", "tag", "field", "open", "overdue", "held", "sort",
    "reverse", "urgency", "sensitivity", "vulnerable", "escalated", "escalated_to",
    "suspected_agent",
  ]
}

extension SavedView {
  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on view: SavedView?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay(notBefore: view?.savedOn, of: view?.id ?? "")
    switch (view, command) {
    case (_, .save(let definition)):
      try TextCheck.identifier(context.newIdentifier, Phrase("视图名称", "name of the view"))
      try TextCheck.notEmpty(definition.title, Phrase("视图标题", "title of the view"))
      try TextCheck.size(
        definition.title, Phrase("视图标题", "title of the view"), max: TextCheck.shortMax)
      for member in definition.filters where !filterNames.contains(member.name) {
        throw unknown(member.name)
      }
      return Outcome(
        .saved(
          ViewSaved(
            definition: definition, revision: (view?.revision ?? 0) + 1,
            envelope: context.envelope(of: context.newIdentifier))))
    case (nil, .drop):
      throw .notThere(Phrase("视图", "view"), context.newIdentifier, list: "xiaobao view list")
    case (let view?, .drop):
      guard !view.isDropped else {
        throw .notThere(Phrase("视图", "view"), view.id, list: "xiaobao view list")
      }
      return Outcome(.dropped(ViewDropped(envelope: context.envelope(of: view.id))))
    }
  }

  private static func unknown(_ name: String) -> Refusal {
    let near = Nearest.match(of: name, in: filterNames)
    return Refusal(
      .malformedInput, problem: Phrase("视图没有条件“\(name)”", "a view has no condition `\(name)`"),
      remedy: Phrase(
        near.map { "是否为 \($0)？" } ?? "可用：\(filterNames.joined(separator: "、"))",
        near.map { "did you mean \($0)?" } ?? "use: \(filterNames.joined(separator: ", "))"))
  }

  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to view: SavedView?) -> SavedView? {
    switch event {
    case .saved(let fact):
      return SavedView(
        id: fact.envelope.id, definition: fact.definition, revision: fact.revision,
        savedBy: fact.envelope.actor, savedOn: fact.envelope.day)
    case .dropped:
      var next = view
      next?.isDropped = true
      return next
    }
  }
}
