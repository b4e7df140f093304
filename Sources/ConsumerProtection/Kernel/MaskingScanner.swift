/// Walks once through a free text and covers what names a person.
struct MaskingScanner {
  private let text: [Character]
  private let names: [[Character]]
  private var place = 0
  private var result: [Character] = []

  init(_ text: String, names: [String]) {
    self.text = Array(text)
    // One character is no name; the longest first, so that no part of a name is left.
    self.names = names.map { Array($0) }.filter { $0.count > 1 }.sorted { $0.count > $1.count }
  }

  mutating func masked() -> String {
    result.reserveCapacity(text.count)
    while place < text.count {
      if passCaseNumber() || passKnownName() || passMail() || passDigits() || passCuedName() {
        continue
      }
      result.append(text[place])
      place += 1
    }
    return String(result)
  }

  private mutating func copy(_ count: Int) {
    result += text[place..<(place + count)]
    place += count
  }

  private mutating func cover(_ count: Int, keeping kept: Int) {
    result += text[place..<(place + kept)]
    result += Array(repeating: "*", count: count - kept)
    place += count
  }

  // MARK: numbers that are no person's

  /// `C-20260302-000007` and its like: letters, a day, a counter.
  private mutating func passCaseNumber() -> Bool {
    guard text[place].isASCII, text[place].isLetter, !isAfterWord else { return false }
    var end = place
    while end < text.count, text[end].isASCII, text[end].isLetter { end += 1 }
    guard end - place <= 6, end < text.count, text[end] == "-" else { return false }
    let day = digits(from: end + 1)
    guard day.count == 8, Self.isDay(day), end + 9 < text.count, text[end + 9] == "-" else {
      return false
    }
    let counter = digits(from: end + 10)
    guard (1...9).contains(counter.count) else { return false }
    copy(end + 10 + counter.count - place)
    return true
  }

  private var isAfterWord: Bool {
    guard place > 0 else { return false }
    let before = text[place - 1]
    return before.isASCII && (before.isLetter || before.isNumber)
  }

  private func digits(from start: Int) -> [Int] {
    var found: [Int] = []
    var next = start
    while next < text.count, let digit = Self.digit(text[next]) {
      found.append(digit)
      next += 1
    }
    return found
  }

  /// ASCII and full-width digits.
  private static func digit(_ character: Character) -> Int? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return nil
    }
    switch scalar.value {
    case 0x30...0x39: return Int(scalar.value - 0x30)
    case 0xFF10...0xFF19: return Int(scalar.value - 0xFF10)
    default: return nil
    }
  }

  private static func isDay(_ digits: [Int]) -> Bool {
    guard digits.count == 8 else { return false }
    let number = digits.reduce(0) { $0 * 10 + $1 }
    return (1900...2199).contains(number / 10_000)
      && CivilDay(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
  }

  // MARK: digits

  /// Identity numbers, telephones, cards, accounts: seven digits or more, whatever stands between them.
  private mutating func passDigits() -> Bool {
    guard Self.digit(text[place]) != nil else { return false }
    var (run, end, next): ([Int], Int, Int) = ([], place, place)
    while next < text.count {
      if let digit = Self.digit(text[next]) {
        run.append(digit)
        next += 1
        end = next
      } else if text[next] == " " || text[next] == "-" {
        next += 1
      } else {
        break
      }
    }
    // The check character of an identity number.
    let isIdentity = run.count == 17 && end < text.count && "xXｘＸ".contains(text[end])
    if isIdentity { end += 1 }
    guard isPersonal(run, end, isIdentity: isIdentity) else {
      copy(end - place)
      return true
    }
    for character in text[place..<end] {
      result.append(character == " " || character == "-" ? character : "*")
    }
    place = end
    return true
  }

  private func isPersonal(_ run: [Int], _ end: Int, isIdentity: Bool) -> Bool {
    guard run.count >= 7 else { return false }
    if isIdentity || PersonalNumber.isCertain(run) { return true }
    let isPlain = end - place == run.count
    if isPlain, Self.isDay(run) { return false }
    if !isPlain, isDayWithHyphens(run) { return false }
    return !isAmount(end)
  }

  /// `2026-03-02`, also with a further number behind it.
  private func isDayWithHyphens(_ run: [Int]) -> Bool {
    let parts = String(text[place...].prefix(10)).split(
      separator: "-", omittingEmptySubsequences: false)
    return run.count == 8 && parts.count == 3 && CivilDay(iso: parts.joined(separator: "-")) != nil
  }

  /// An amount says what it counts.
  private func isAmount(_ end: Int) -> Bool {
    var next = end
    if next < text.count, text[next] == "." {
      let fraction = digits(from: next + 1).count
      guard fraction > 0 else { return false }
      next += 1 + fraction
    }
    while next < text.count, text[next] == " " { next += 1 }
    return next < text.count && "元万亿块角分%".contains(text[next])
  }

  // MARK: mail

  private mutating func passMail() -> Bool {
    guard Self.isMailCharacter(text[place]), place == 0 || !Self.isMailCharacter(text[place - 1])
    else { return false }
    var at = place
    while at < text.count, Self.isMailCharacter(text[at]) { at += 1 }
    guard at < text.count, text[at] == "@" else { return false }
    var end = at + 1
    while end < text.count, Self.isMailCharacter(text[end]) { end += 1 }
    let domain = text[(at + 1)..<end]
    guard domain.contains("."), domain.last != "." else { return false }
    result.append(text[place])
    result += "***"
    result += text[at..<end]
    place = end
    return true
  }

  private static func isMailCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "._+-".contains(character))
  }

  // MARK: names

  private mutating func passKnownName() -> Bool {
    for name in names where text[place...].starts(with: name) {
      let compound = name.count > 2 && Surnames.count(name[...]) == 2
      cover(name.count, keeping: compound ? 2 : 1)
      return true
    }
    return false
  }

  /// A name behind a word that announces one, or before a title.
  private mutating func passCuedName() -> Bool {
    if let cue = NameCues.before.first(where: { text[place...].starts(with: $0) }) {
      copy(cue.count)
      while place < text.count, "：: 为是叫".contains(text[place]) { copy(1) }
      let count = NameCues.nameCount(text[place...], after: cue)
      if count > 0 { cover(count, keeping: Surnames.count(text[place...])) }
      return true
    }
    let surname = Surnames.count(text[place...])
    guard surname > 0, !isAfterHan else { return false }
    for given in 1...2 {
      let end = place + surname + given
      guard end <= text.count, text[(place + surname)..<end].allSatisfy(NameCues.isHan) else {
        break
      }
      if NameCues.titles.contains(where: { text[end...].starts(with: $0) }),
        !NameCues.titles.contains(where: { text[(place + surname)...].starts(with: $0) })
      {
        cover(surname + given, keeping: surname)
        return true
      }
    }
    return false
  }

  /// Inside a word no name begins; particles and verbs end a word.
  private var isAfterHan: Bool {
    guard place > 0, NameCues.isHan(text[place - 1]) else { return false }
    return !NameCues.leads.contains(text[place - 1])
  }
}
