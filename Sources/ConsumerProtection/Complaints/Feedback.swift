/// How content the customer is with the handling (满意度).
public enum Satisfaction: String, Sendable, Hashable, CaseIterable {
  /// Very satisfied.
  case verySatisfied = "very_satisfied"
  /// Satisfied.
  case satisfied
  /// Neither.
  case neutral
  /// Dissatisfied.
  case dissatisfied
  /// Very dissatisfied.
  case veryDissatisfied = "very_dissatisfied"
  /// The customer gave no answer; a reason is recorded.
  case notGiven = "not_given"

  /// The degree as people say it.
  public var title: Phrase {
    switch self {
    case .verySatisfied: Phrase("非常满意", "very satisfied")
    case .satisfied: Phrase("满意", "satisfied")
    case .neutral: Phrase("一般", "neutral")
    case .dissatisfied: Phrase("不满意", "dissatisfied")
    case .veryDissatisfied: Phrase("非常不满意", "very dissatisfied")
    case .notGiven: Phrase("未反馈", "not given")
    }
  }
}

/// What the customer says to the reply (沟通反馈), before the complaint may close.
public struct Feedback: Sendable, Equatable {
  /// How content the customer is.
  public var satisfaction: Satisfaction
  /// The customer's own words; empty where there are none.
  public var opinion: String
  /// Why there is no answer; needed for `notGiven` alone.
  public var reason: String

  /// The customer's degree of satisfaction, with words where there are some.
  public init(_ satisfaction: Satisfaction, opinion: String = "", reason: String = "") {
    self.satisfaction = satisfaction
    self.opinion = opinion
    self.reason = reason
  }

  /// No answer, and why.
  public static func notGiven(reason: String) -> Feedback { Feedback(.notGiven, reason: reason) }
}
