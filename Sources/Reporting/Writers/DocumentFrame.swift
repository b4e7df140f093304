/// What every writer prints around the blocks, worded once.
struct DocumentFrame {
  /// A label and its value.
  struct Entry: Equatable {
    let label: String
    let value: String
  }

  let language: Document.Language
  /// Above the body: who reports, when, about what, and whether the data are invented.
  let head: [Entry]
  /// Below the body: what is needed to reproduce the figures.
  let foot: [Entry]
  /// One line for each check that has not passed; not empty only when there is one.
  let failures: [String]

  init(_ document: Document) {
    language = document.language
    let provenance = document.provenance
    let label = { (word: FixedWord) in word.text(in: document.language) }
    let synthetic = provenance.syntheticMarker.map { Entry(label: label(.synthetic), value: $0) }
    var head: [Entry] = []
    if !provenance.institution.isEmpty {
      head.append(Entry(label: label(.institution), value: provenance.institution))
    }
    if let period = document.period {
      head.append(Entry(label: label(.period), value: period.text(in: document.language)))
    }
    if !document.scope.isEmpty {
      head.append(Entry(label: label(.scope), value: document.scope))
    }
    if let merged = provenance.repeatsMerged {
      head.append(Entry(label: label(.repeats), value: label(merged ? .merged : .notMerged)))
    }
    self.head = head + [synthetic].compactMap(\.self)
    foot = Self.foot(of: provenance, label: label) + [synthetic].compactMap(\.self)
    failures = document.failedChecks.map { Self.failure($0, in: document.language) }
  }

  /// A label before its value: `机构：…`, `Institution: …`.
  func labelled(_ entry: Entry) -> String {
    entry.value.isEmpty ? entry.label : "\(entry.label)\(colon)\(entry.value)"
  }

  /// A note's source: `来源：…`.
  func source(_ source: String) -> String {
    labelled(Entry(label: word(.source), value: source))
  }

  func word(_ word: FixedWord) -> String { word.text(in: language) }

  var colon: String { language == .zh ? "：" : ": " }

  /// Text in brackets after other text.
  func bracketed(_ text: String) -> String {
    language == .zh ? "（\(text)）" : " (\(text))"
  }

  /// What stands in a table without rows.
  var noRows: String { language == .zh ? "（\(word(.noRows))）" : "(\(word(.noRows)))" }

  private static func foot(
    of provenance: Document.Provenance, label: (FixedWord) -> String
  ) -> [Entry] {
    var foot: [Entry] = []
    if let sequence = provenance.ledgerSequence {
      foot.append(Entry(label: label(.ledgerPosition), value: String(sequence)))
    }
    if let hash = provenance.ledgerHash {
      foot.append(Entry(label: label(.ledgerHash), value: hash))
    }
    let plugin = [provenance.pluginID, provenance.pluginVersion].compactMap(\.self)
    if !plugin.isEmpty {
      foot.append(Entry(label: label(.generatedBy), value: plugin.joined(separator: " ")))
    }
    return foot
  }

  private static func failure(
    _ finding: Document.CheckFinding, in language: Document.Language
  ) -> String {
    let word = { (word: FixedWord) in word.text(in: language) }
    let said =
      switch finding.outcome {
      case .passed(let sum): String(sum)
      case .failed(let left, let right): "\(word(.left)) \(left) ≠ \(word(.right)) \(right)"
      case .unreadable(let reference):
        language == .zh
          ? "\(word(.unreadable))（\(reference)）" : "\(word(.unreadable)) (\(reference))"
      }
    return language == .zh ? "\(finding.name)：\(said)" : "\(finding.name): \(said)"
  }
}
