/// Colours whose neighbours differ in lightness, so that a print without colour still reads.
enum ChartPalette {
  /// A fill and the ink that is legible on it.
  struct Entry {
    let fill: String
    let ink: String
    /// The dashes of a line in this colour; empty for a full line.
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
    Entry(fill: "#5b3a8c", ink: "#fff", dashes: "14 3"),
    Entry(fill: "#c9d86a", ink: "#111", dashes: "1 2"),
    Entry(fill: "#0f6b6f", ink: "#fff", dashes: "7 7"),
    Entry(fill: "#d9d9d9", ink: "#111", dashes: "9 2 1 2"),
    Entry(fill: "#8a4b12", ink: "#fff", dashes: "4 1"),
    Entry(fill: "#b5d0f0", ink: "#111", dashes: "2 6"),
    Entry(fill: "#222222", ink: "#fff", dashes: "16 6"),
    Entry(fill: "#f6ef9d", ink: "#111", dashes: "3 3 9 3"),
  ]

  /// The entry of the series or category at this position; the list begins again after sixteen.
  static func entry(_ index: Int) -> Entry { entries[index % entries.count] }
}
