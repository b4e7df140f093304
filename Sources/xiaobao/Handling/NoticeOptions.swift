internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `--notified DAY --manner MANNER`, with the proof in a file or typed.
struct NoticeOptions: ParsableArguments {
  @Option(
    help: .say("告知投诉人之日", "the day the complainant was told", value: Phrase("日期", "day")))
  var notified: String?

  @Option(help: .say("告知方式", "how the complainant was told", value: Phrase("方式", "manner")))
  var manner: MannerChoice?

  /// The notice; nil where neither a day nor a manner was given.
  ///
  /// - Throws: `XB-306` for one without the other.
  func notice(proof: String) throws(Failure) -> ComplainantNotice? {
    let day = try OptionValue.day(notified, "--notified")
    switch (day, manner) {
    case (nil, nil): return nil
    case (let day?, let manner?):
      return ComplainantNotice(manner: manner.manner, sentOn: day, proof: proof)
    case (_?, nil), (nil, _?):
      throw Failure(
        "XB-306",
        problem: Phrase(
          "--notified 和 --manner 须同时给出", "--notified and --manner belong together"),
        remedy: Phrase("补上另一项", "give the other one too"), exit: .usage)
    }
  }
}
