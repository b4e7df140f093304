/// A chart of counts. Writers that cannot draw print the same figures as a table.
public struct Figure: Sendable, Equatable {
  /// How the counts are drawn.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// A group of bars a category, one bar a series.
    case bar
    /// One line a series over the categories in order.
    case line
    /// One bar a category, the series stacked.
    case stacked
    /// One full bar a series, cut in proportion to its categories.
    case share
  }

  /// One named row of counts, one a category.
  public struct Series: Sendable, Equatable {
    /// The name in the legend.
    public var name: String
    /// The counts, in the order of the figure's categories.
    public var values: [Int64]

    /// Makes a series.
    public init(name: String, values: [Int64]) {
      self.name = name
      self.values = values
    }
  }

  /// Names the figure inside its document; unique, ASCII.
  public var id: String
  /// The line above the chart, also its accessible title.
  public var title: String
  /// How it is drawn.
  public var kind: Kind
  /// The labels of the categories.
  public var categories: [String]
  /// The series, each with as many values as there are categories.
  public var series: [Series]
  /// Decimals of printed shares (kind `share`), 0 to 9.
  public var decimals: Int

  /// Makes a figure; `Document.problems()` tells what does not fit.
  public init(
    id: String, title: String, kind: Kind, categories: [String], series: [Series],
    decimals: Int = 2
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.categories = categories
    self.series = series
    self.decimals = decimals
  }
}
