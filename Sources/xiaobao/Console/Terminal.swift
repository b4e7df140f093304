#if canImport(Glibc)
  internal import Glibc
#endif

/// What is known of the three standard streams.
struct Terminal: Sendable, Equatable {
  /// Whether a person can be asked.
  var isInteractive: Bool
  /// The columns of standard output; nil when it is no terminal.
  var outputWidth: Int?
  /// Whether errors and progress go to a terminal, and its columns.
  var errorWidth: Int?
  /// Whether colour is wanted: a terminal, no `NO_COLOR`, no `TERM=dumb`.
  var allowsColour: Bool

  /// The streams of this process.
  init(environment: [String: String]) {
    outputWidth = Self.width(of: STDOUT_FILENO, environment)
    errorWidth = Self.width(of: STDERR_FILENO, environment)
    isInteractive = isatty(STDIN_FILENO) == 1 && errorWidth != nil
    let isForbidden = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    allowsColour = outputWidth != nil && !isForbidden
  }

  /// The width for text that a person reads: a terminal's, within bounds, else 80.
  var textWidth: Int { min(max(outputWidth ?? 80, 40), 100) }

  private static func width(of descriptor: Int32, _ environment: [String: String]) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    if let columns = environment["COLUMNS"].flatMap(Int.init), columns >= 20 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
    return Int(size.ws_col)
  }
}
