/// Why a plugin answered as it did: a text id of its locale files and the arguments.
public struct Because: Sendable, Equatable {
  /// The text id, e.g. `large_card`.
  public let code: String
  /// The arguments, sorted by name.
  public let arguments: [JSONValue.Member]

  /// A reason with its arguments.
  public init(_ code: String, _ arguments: [JSONValue.Member] = []) {
    self.code = code
    self.arguments = arguments
  }
}

/// The plugins' combined answers for one command.
public struct Answers: Sendable, Equatable {
  /// What `complaint.check` objects to.
  public var problems: [CheckProblem]
  /// Where `complaint.route` sends the case.
  public var route: RouteAnswer?
  /// The limits that `complaint.deadline` selected or added, already resolved to budgets.
  public var deadlines: [DeadlineAnswer]
  /// What `complaint.deadline` answers today for a case that is counted anew; nil where nobody was
  /// asked, or a plugin failed.
  public var recounted: [DeadlineAnswer]?
  /// Codes of failures after which the case waits in the manual queue, e.g. `route_failed`.
  public var held: [String]
  /// What `complaint.classify` decided, key by key.
  public var classified: [Classification] = []
  /// The tasks of `complaint.plan`.
  public var tasks: [TaskAnswer] = []
  /// Where `complaint.escalate` sends the case, the highest level first.
  public var escalations: [EscalationAnswer] = []

  /// Answers; empty by default.
  public init(
    problems: [CheckProblem] = [], route: RouteAnswer? = nil, deadlines: [DeadlineAnswer] = [],
    held: [String] = []
  ) {
    self.problems = problems
    self.route = route
    self.deadlines = deadlines
    self.held = held
  }
}

/// One objection of `complaint.check`.
public struct CheckProblem: Sendable, Equatable {
  /// Whether it refuses the intake or only warns.
  public enum Severity: String, Sendable {
    /// The intake is refused.
    case error
    /// The intake goes on, flagged.
    case warning
  }
  /// The field objected to, when there is one.
  public let field: String?
  /// The plugin's code for the problem.
  public let code: String
  /// Refuses or warns.
  public let severity: Severity
  /// The plugin's words.
  public let message: Phrase
  /// The plugin that objects.
  public let plugin: String

  /// An objection with its parts.
  public init(
    field: String?, code: String, severity: Severity, message: Phrase, plugin: String
  ) {
    self.field = field
    self.code = code
    self.severity = severity
    self.message = message
    self.plugin = plugin
  }
}

/// Where a case goes.
public struct RouteAnswer: Sendable, Equatable {
  /// The unit's identifier.
  public let unit: String
  /// The person's staff number, when the plugin names one.
  public let person: String?
  /// Why.
  public let because: Because
  /// The plugin whose answer won.
  public let plugin: String

  /// A route with its parts.
  public init(unit: String, person: String?, because: Because, plugin: String) {
    self.unit = unit
    self.person = person
    self.because = because
    self.plugin = plugin
  }
}

/// A limit for the case: a row of a regime, or a shorter one of the bank's own.
public struct DeadlineAnswer: Sendable, Equatable {
  /// The obligation's name, e.g. `decision`.
  public let name: String
  /// The regime's row, e.g. `CN3.18.simple`; the overlay's plugin id otherwise.
  public let rule: String
  /// Whether it is law (true) or the bank's own overlay.
  public let isRegime: Bool
  /// How long.
  public let budget: Budget
  /// The calendar that the budget counts in, where it needs one.
  public let calendar: String?
  /// The provision, or the bank's own rule.
  public let basis: Citation
  /// Why this limit applies.
  public let because: Because
  /// The plugin that selected it.
  public let plugin: String
  /// The obligations that settling by its day makes needless; empty for a duty.
  public var exempts: [String] = []

  /// A limit with its parts.
  public init(
    name: String, rule: String, isRegime: Bool, budget: Budget, calendar: String?, basis: Citation,
    because: Because, plugin: String
  ) {
    self.name = name
    self.rule = rule
    self.isRegime = isRegime
    self.budget = budget
    self.calendar = calendar
    self.basis = basis
    self.because = because
    self.plugin = plugin
  }
}

/// What `complaint.classify` decided for one key.
public struct Classification: Sendable, Equatable {
  /// `business_class`, `cause`, `severity` or `tags`.
  public let key: String
  /// A text, or a list of texts for `tags`.
  public let value: JSONValue
  /// The plugin.
  public let plugin: String

  /// A classification with its parts.
  public init(key: String, value: JSONValue, plugin: String) {
    self.key = key
    self.value = value
    self.plugin = plugin
  }
}

/// A task that `complaint.plan` adds to a case (任务).
public struct TaskAnswer: Sendable, Equatable {
  /// The name, once a complaint.
  public let name: String
  /// What is to be done.
  public let title: Phrase
  /// A staff number or a unit.
  public let owner: String?
  /// How long, from the business day.
  public let budget: Budget
  /// The plugin.
  public let plugin: String

  /// A task with its parts.
  public init(name: String, title: Phrase, owner: String?, budget: Budget, plugin: String) {
    self.name = name
    self.title = title
    self.owner = owner
    self.budget = budget
    self.plugin = plugin
  }
}

/// To whom `complaint.escalate` sends a case (升级).
public struct EscalationAnswer: Sendable, Equatable {
  /// 1 to 9, 9 is the highest.
  public let level: Int
  /// A unit or a staff number.
  public let to: String
  /// The plugin; nil for the default superior.
  public let plugin: String?

  /// An escalation with its parts.
  public init(level: Int, to: String, plugin: String?) {
    self.level = level
    self.to = to
    self.plugin = plugin
  }
}
