import Reporting

/// The columns of a line, measured apart from the code under test.
enum DisplayColumns {
  static func of(_ line: String) -> Int { DisplayWidth.columns(of: line) }
}
