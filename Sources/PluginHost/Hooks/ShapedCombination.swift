public import ConsumerProtection

/// An answer that stands after the answers of all plugins were combined.
public struct StandingAnswer: Sendable, Equatable {
  /// The plugin that gave it.
  public let plugin: String
  /// Where its function is defined, e.g. `main.lua:14`.
  public let at: String
  /// The item in the shape of the hook, without `because`.
  public let answer: JSONValue
  /// Why, as the plugin put it.
  public let because: Because
}

/// Makes one answer of the answers of several plugins, as the hook's declaration says.
struct ShapedCombination {
  private(set) var standing: [StandingAnswer] = []
  private(set) var losers: [DecisionRecord.Given] = []
  private(set) var conflicts: [DecisionRecord.Conflict] = []
  /// Whether a failure, or two answers that differ, leaves the question to a person.
  private(set) var isHeld = false

  private let order: HookOrder?

  private struct Opinion {
    let reply: PluginReply<[ShapedItem]>
    let item: ShapedItem

    func given(_ reason: Phrase?) -> DecisionRecord.Given {
      DecisionRecord.Given(
        plugin: reply.member.id, at: reply.at, answer: item.answer, because: item.because,
        reason: reason)
    }

    var standing: StandingAnswer {
      StandingAnswer(
        plugin: reply.member.id, at: reply.at, answer: item.answer, because: item.because)
    }
  }

  init(_ replies: [PluginReply<[ShapedItem]>], _ rule: Combination, order: HookOrder?) {
    self.order = order
    for reply in replies where !reply.isUsed {
      losers += (reply.value ?? []).map {
        Opinion(reply: reply, item: $0).given(PluginSet.shadowReason)
      }
    }
    let counted = replies.filter(\.isUsed)
    let hasFailed = counted.contains { $0.failure != nil }
    switch rule {
    case .union(let keys, let clash):
      unite(Self.opinions(counted), by: keys, clash)
      isHeld = hasFailed
    case .first: decide(counted, about: nil)
    case .perKey:
      for key in Self.keys(in: counted) { decide(counted, about: key) }
      isHeld = isHeld || (hasFailed && standing.isEmpty)
    case .oneOwner:
      if !hasFailed { standing = Self.opinions(counted).map(\.standing) }
      isHeld = hasFailed
    case .oneStands: agree(counted, hasFailed: hasFailed)
    }
  }

  private static func opinions(_ replies: [PluginReply<[ShapedItem]>]) -> [Opinion] {
    replies.flatMap { reply in (reply.value ?? []).map { Opinion(reply: reply, item: $0) } }
  }

  private static func keys(in replies: [PluginReply<[ShapedItem]>]) -> [String] {
    var keys: [String] = []
    for opinion in opinions(replies) {
      guard let key = opinion.item.answer["key"]?.text, !keys.contains(key) else { continue }
      keys.append(key)
    }
    return keys
  }

  // MARK: union

  private mutating func unite(
    _ opinions: [Opinion], by keys: [String], _ clash: Combination.Clash
  ) {
    var kept: [Opinion] = []
    var dropped: [[JSONValue]] = []
    for opinion in opinions {
      let identity = opinion.item.identity(keys)
      guard let place = kept.firstIndex(where: { $0.item.identity(keys) == identity }) else {
        if dropped.contains(identity) {
          losers.append(opinion.given(Self.neitherReason))
        } else {
          kept.append(opinion)
        }
        continue
      }
      guard kept[place].item.answer != opinion.item.answer else { continue }
      let about = identity.map { $0.text ?? $0.line }.joined(separator: " ")
      settle(&kept, place, opinion, clash, about)
      if clash == .neither { dropped.append(identity) }
    }
    standing = kept.map(\.standing)
  }

  /// Two items about the same thing say it differently.
  private mutating func settle(
    _ kept: inout [Opinion], _ place: Int, _ opinion: Opinion, _ clash: Combination.Clash,
    _ about: String
  ) {
    let known = kept[place]
    let reason: Phrase
    switch clash {
    case .first: reason = orderReason(known, opinion)
    case .highest(let key, let words):
      let (old, new) = (Self.rank(known, key, words), Self.rank(opinion, key, words))
      if new > old {
        kept[place] = opinion
        let reason = Phrase("取最高的 \(key)", "the highest \(key) stands")
        record(known, loses: true, to: opinion, about, reason)
        return
      }
      reason =
        new < old
        ? Phrase("取最高的 \(key)", "the highest \(key) stands") : orderReason(known, opinion)
    case .both:
      kept.append(opinion)
      record(
        opinion, loses: false, to: known, about,
        Phrase("两个都采用", "both stand"))
      return
    case .neither:
      kept.remove(at: place)
      losers.append(known.given(Self.neitherReason))
      record(opinion, loses: true, to: known, about, Self.neitherReason)
      return
    }
    record(opinion, loses: true, to: known, about, reason)
  }

  private static let neitherReason = Phrase(
    "说法不同，两个都不采用", "they differ, and neither is taken")

  private static func rank(_ opinion: Opinion, _ key: String, _ words: [String]) -> Int64 {
    let value = opinion.item.answer[key]
    if let integer = value?.integer { return integer }
    return Int64(words.firstIndex(of: value?.text ?? "") ?? -1)
  }

  private mutating func record(
    _ other: Opinion, loses: Bool, to kept: Opinion, _ about: String, _ reason: Phrase
  ) {
    if loses { losers.append(other.given(reason)) }
    conflicts.append(
      DecisionRecord.Conflict(
        about: about, kept: kept.given(nil), other: other.given(reason), reason: reason))
  }

  private func orderReason(_ first: Opinion, _ second: Opinion) -> Phrase {
    let (one, two) = (first.reply.member.id, second.reply.member.id)
    guard one != two else {
      return Phrase("同一插件说了两次，取前一个", "one plugin said it twice; the first stands")
    }
    return order?.reason(one, before: two) ?? Phrase(same: "")
  }

  // MARK: one answer

  /// The first in order; a failure that stands before it leaves the question open.
  private mutating func decide(_ replies: [PluginReply<[ShapedItem]>], about key: String?) {
    func item(_ reply: PluginReply<[ShapedItem]>) -> ShapedItem? {
      reply.value?.first { key == nil || $0.answer["key"]?.text == key }
    }
    let first = replies.firstIndex { item($0) != nil || $0.failure != nil }
    let winner = first.flatMap { place in
      item(replies[place]).map { Opinion(reply: replies[place], item: $0) }
    }
    if winner == nil, first != nil { isHeld = true }
    if let winner { standing.append(winner.standing) }
    for reply in replies {
      guard let item = item(reply), reply.member.id != winner?.reply.member.id else { continue }
      let opinion = Opinion(reply: reply, item: item)
      guard let winner else {
        losers.append(
          opinion.given(
            Phrase("排在其前的插件失败，未采用", "a plugin before it failed: it is not used")))
        continue
      }
      if item.answer == winner.item.answer { continue }
      record(
        opinion, loses: true, to: winner, key ?? "answer", orderReason(winner, opinion))
    }
  }

  /// Equal answers stand; anything else goes to a person.
  private mutating func agree(_ replies: [PluginReply<[ShapedItem]>], hasFailed: Bool) {
    let opinions = Self.opinions(replies)
    guard let first = opinions.first else {
      isHeld = hasFailed
      return
    }
    let reason = Phrase("答案不同，转人工", "the answers differ: a person decides")
    let others = opinions.dropFirst().filter { $0.item.answer != first.item.answer }
    for other in others { record(other, loses: true, to: first, "answer", reason) }
    if others.isEmpty, !hasFailed {
      standing = [first.standing]
      return
    }
    isHeld = true
    losers.append(
      first.given(
        others.isEmpty ? Phrase("另一插件失败，转人工", "another plugin failed: a person decides") : reason))
  }
}
