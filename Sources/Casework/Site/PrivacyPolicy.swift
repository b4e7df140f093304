/// The site's choices about personal data: `privacy` in the site file.
public struct PrivacyPolicy: Sendable, Equatable {
  /// How many records an operator may open in a day; nil for no bound.
  public let revealsPerDay: Int?

  /// A policy; without a bound by default.
  public init(revealsPerDay: Int? = nil) { self.revealsPerDay = revealsPerDay }
}
