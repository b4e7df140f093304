internal import ConsumerProtection
internal import Crypto

extension ComplaintRecord {
  /// SHA-256 in hexadecimal over the canonical JSON list of names and values of these fields: what an
  /// answer depended on, without a copy of it.
  ///
  /// A personal value stands only by its name: the hash of a short text would outlive the erasure of
  /// its key.
  public func digest(of reads: [String]) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for name in reads {
        writer.write(name)
        guard let place = ComplaintFields.index(of: name) else { continue }
        writer.write(ComplaintFields.all[place].isPersonal ? .text("sealed") : values[place].json)
      }
    }
    return SHA256.hex(of: writer.bytes)
  }
}
