internal import ConsumerProtection

/// Texts and numbers that several places print.
enum ConsumerWords {
  /// The version of the program.
  static let version = "0.1.0"

  static let purpose = Phrase(
    "每个命令都接受 --on 日期（事情实际发生的业务日）。姓名、投诉内容、调查结果、答复等个人信息只从文件、标准输入或"
      + "终端读入，从不写在命令行上。",
    "Every command takes --on DAY, the day on which it happened. Names, narratives, findings and"
      + " replies are read from a file, standard input or the terminal, never from the command line."
  )

  static let versionLine = Phrase("消保 xiaobao \(version)", "xiaobao \(version)")
}
