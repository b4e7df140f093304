/// One fact about how a complaint arrived, such as the number of a recording.
public struct ChannelFact: Sendable, Equatable {
  /// What a fact holds.
  public enum Kind: Sendable {
    /// A number or a place, at most 512 bytes.
    case text
    /// A day up to the day of receipt.
    case day
  }

  /// The member's name, such as `recording`.
  public let name: String
  /// What it is.
  public let title: Phrase
  /// What it holds.
  public let kind: Kind

  init(_ name: String, _ zh: String, _ en: String, _ kind: Kind = .text) {
    self.name = name
    self.kind = kind
    title = Phrase(zh, en)
  }
}

/// Which facts belong to which intake channel (投诉渠道): a table, so that an office can read it.
///
/// A complaint that lacks one is registered all the same and says what is missing; one that has a
/// fact of another channel is refused.
public enum ChannelFacts {
  private static let recording = ChannelFact("recording", "录音编号", "recording number")
  private static let postmark = ChannelFact("postmark", "邮戳日", "postmark", .day)
  private static let arrived = ChannelFact("arrived", "到达日", "day of arrival", .day)
  private static let writtenOn = ChannelFact("written_on", "客户书写日", "day it was written", .day)
  private static let place = ChannelFact("place", "接待地点", "place of reception")
  private static let address = ChannelFact("address", "收件地址", "receiving address")
  private static let page = ChannelFact("page", "意见簿页码", "page of the book")
  private static let outlet = ChannelFact("outlet", "媒体名称", "medium")
  private static let link = ChannelFact("link", "链接或入口", "link or entry")
  private static let document = ChannelFact("document", "转办文号", "number of the transfer")
  private static let transferred = ChannelFact("transferred_on", "转办日", "day of transfer", .day)

  private static let table: [String: (needed: [ChannelFact], possible: [ChannelFact])] = [
    "phone": ([recording], []),
    "hotline": ([recording], []),
    "report_line": ([recording], []),
    "visit": ([], [place, recording]),
    "letter": ([postmark, arrived], [document]),
    "suggestion_book": ([page], [writtenOn]),
    "suggestion_box": ([], [writtenOn]),
    "email": ([address], []),
    "media": ([outlet], [link]),
    "online": ([], [link]),
    "fax": ([], [document]),
    "regulator_transfer": ([document], [transferred]),
  ]

  /// The facts that a complaint of that channel should have.
  public static func needed(_ channel: String) -> [ChannelFact] { table[channel]?.needed ?? [] }

  /// All facts that a complaint of that channel may have.
  public static func all(_ channel: String) -> [ChannelFact] {
    needed(channel) + (table[channel]?.possible ?? [])
  }

  /// The fact of that name, whatever the channel.
  public static func named(_ name: String) -> ChannelFact? {
    table.values.lazy.flatMap { $0.needed + $0.possible }.first { $0.name == name }
  }
}
