internal import ConsumerProtection

/// A query source with answers written down beforehand, for plugin tests.
public struct FixedQuery: QuerySource {
  /// One answer, found by its `by`.
  public struct Answer: Sendable, Equatable {
    /// The dimensions of the request that it answers.
    public let by: [String]
    /// The answer.
    public let table: CountTable

    /// An answer for a request by these dimensions.
    public init(by: [String], table: CountTable) {
      self.by = by
      self.table = table
    }
  }

  /// The dimensions that may be asked for.
  public let dimensions: [String]
  /// Where the figures come from.
  public let provenance: QueryProvenance
  private let answers: [Answer]

  /// A source that knows these answers and refuses every other request.
  public init(
    _ answers: [Answer] = [], dimensions: [String] = QueryDimensions.standard,
    provenance: QueryProvenance = QueryProvenance(institution: "")
  ) {
    self.answers = answers
    self.dimensions = dimensions
    self.provenance = provenance
  }

  /// The answer written down for the request's dimensions.
  public func count(_ request: CountRequest) throws(QueryError) -> CountTable {
    guard let answer = answers.first(where: { $0.by == request.by }) else {
      let by = request.by.joined(separator: ", ")
      throw QueryError(Phrase("测试未给出按“\(by)”的统计", "the test gives no count by `\(by)`"))
    }
    return answer.table
  }
}

/// The dimensions that API 1.0 promises.
public enum QueryDimensions {
  /// Every dimension, in the order of the reference.
  public static let standard = [
    "year", "quarter", "month", "stage", "closed", "unit", "channel", "intake_channel",
    "intake_channel_label", "business_channel", "business_channel_label", "business_class",
    "business_class_label", "cause", "cause_label", "region", "region_label", "product",
    "source_system", "overdue", "past_original", "satisfaction", "synthetic",
  ]
}
