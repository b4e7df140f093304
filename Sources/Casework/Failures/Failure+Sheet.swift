internal import ConsumerProtection
public import Spreadsheets

extension Failure {
  /// A workbook that cannot be read (`XB-130`), or, without a path, not be made (`XB-131`).
  public init(sheet problem: SheetProblem, path: String?) {
    guard let path else {
      self.init(
        "XB-131", problem: Phrase(problem.zh, problem.en),
        remedy: Phrase(
          "也可换用其他格式，如 --format csv", "another format may do as well, such as --format csv"))
      return
    }
    let place = problem.place.isEmpty ? path : "\(path):\(problem.place)"
    self.init(
      "XB-130", problem: Phrase("\(place)：\(problem.zh)", "\(place): \(problem.en)"),
      remedy: Phrase(
        "请用表格软件打开并另存为 .xlsx 后重试",
        "Open it in a spreadsheet program, save it as .xlsx and try again"))
  }
}
