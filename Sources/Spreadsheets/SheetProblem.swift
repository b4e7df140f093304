/// Why a spreadsheet cannot be read or written.
public struct SheetProblem: Error, Sendable, Equatable {
  /// The sentence in Chinese.
  public let zh: String
  /// The sentence in English.
  public let en: String
  /// The sheet; nil where the file as a whole is meant.
  public var sheet: String?
  /// The cell, such as `C12`; nil where the sheet as a whole is meant.
  public var cell: String?

  /// A problem in both languages, at a place where there is one.
  public init(_ zh: String, _ en: String, sheet: String? = nil, cell: String? = nil) {
    self.zh = zh
    self.en = en
    self.sheet = sheet
    self.cell = cell
  }

  /// `台账!C12`, `台账`, or empty.
  public var place: String {
    [sheet, cell].compactMap(\.self).joined(separator: "!")
  }
}

/// What a file may hold at most, so that a small archive cannot fill the memory.
public struct SheetLimits: Sendable, Equatable {
  /// Bytes of one part once it is unpacked.
  public var partByteCountMax: Int
  /// Bytes of all texts that cells share, which stay in memory.
  public var sharedByteCountMax: Int
  /// Bytes of the text of one cell.
  public var cellByteCountMax: Int
  /// Depth of the XML elements.
  public var depthMax: Int

  /// The limits; the defaults admit what a spreadsheet program writes.
  public init(
    partByteCountMax: Int = 1 << 30, sharedByteCountMax: Int = 256 << 20,
    cellByteCountMax: Int = 1 << 20, depthMax: Int = 64
  ) {
    self.partByteCountMax = partByteCountMax
    self.sharedByteCountMax = sharedByteCountMax
    self.cellByteCountMax = cellByteCountMax
    self.depthMax = depthMax
  }

  /// A sheet has no more columns than this, by the format.
  static let columnCountMax = 16_384
  /// A sheet has no more rows than this, by the format.
  static let rowCountMax = 1_048_576
}
