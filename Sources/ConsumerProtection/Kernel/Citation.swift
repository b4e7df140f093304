/// The provision that a limit, a duty or a refusal rests on.
public struct Citation: Sendable, Hashable {
  /// The instrument's name, e.g. 银行业保险业消费投诉处理管理办法（银保监会令2020年第3号）.
  public let instrument: Phrase
  /// The provision inside it, e.g. 第十八条第一款 / art. 18(1).
  public let provision: Phrase

  /// An instrument and the provision in it.
  public init(instrument: Phrase, provision: Phrase) {
    self.instrument = instrument
    self.provision = provision
  }

  /// Instrument and provision as one text, the way each language writes it.
  public func text(in language: Language) -> String {
    switch language {
    // A data file may write the title marks itself, with the number of the order behind them.
    case .zh: "\(instrument.zh.contains("《") ? instrument.zh : "《\(instrument.zh)》")\(provision.zh)"
    case .en: provision.en.isEmpty ? instrument.en : "\(instrument.en), \(provision.en)"
    }
  }
}

extension Citation {
  /// The CBIRC order on consumer complaints, in force since 2020-03-01.
  public static func complaintMeasures(_ zh: String, _ en: String) -> Citation {
    Citation(
      instrument: Phrase(
        "银行业保险业消费投诉处理管理办法",
        "Measures for Handling Banking and Insurance Complaints"
          + " (CBIRC Order 2020 No. 3)"),
      provision: Phrase(zh, en))
  }

  /// The People's Bank order on financial consumer protection, in force since 2020-11-01.
  public static func centralBankMeasures(_ zh: String, _ en: String) -> Citation {
    Citation(
      instrument: Phrase(
        "中国人民银行金融消费者权益保护实施办法",
        "Implementing Measures for Financial Consumer Protection (PBC Order 2020 No. 5)"),
      provision: Phrase(zh, en))
  }
}
