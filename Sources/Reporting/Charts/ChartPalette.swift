/// Colours whose neighbours differ in lightness, so that a print without colour still reads.
enum ChartPalette {
  /// A fill and the ink that is legible on it.
  struct Entry {
    let fill: String
    let ink: String
    let dashes: String
  }

  private static let entries = [
    Entry(fill: "#1f4e79", ink: "#fff", dashes: ""),
    Entry(fill: "#f2b84b", ink: "#111", dashes: "8 4"),
    Entry(fill: "#7a2e3a", ink: "#fff", dashes: "2 3"),
    Entry(fill: "#a9d3c5", ink: "#111", dashes: "10 3 2 3"),
    Entry(fill: "#4d4d4d", ink: "#fff", dashes: "5 3"),
    Entry(fill: "#e3d4ef", ink: "#111", dashes: "12 4"),
    Entry(fill: "#3c7a4d", ink: "#fff", dashes: "3 6"),
    Entry(fill: "#f4d9c6", ink: "#111", dashes: "6 2 2 2 2 2"),
  ]

  /// The entry of the series or category at this position; the list begins again after eight.
  static func entry(_ index: Int) -> Entry { entries[index % entries.count] }
}
