internal import CSpreadsheet

/// The zip archive around a workbook.
final class SheetArchive {
  private let archive: OpaquePointer
  private let limits: SheetLimits
  private var part = ""
  private var byteCount = 0

  /// Opens the file; nil when it is no zip archive.
  init?(path: String, limits: SheetLimits) {
    guard let archive = sheet_archive_open(path) else { return nil }
    self.archive = archive
    self.limits = limits
  }

  deinit { sheet_archive_close(archive) }

  /// Begins a part by its name in the archive; false when there is none.
  func begin(_ name: String) throws(SheetProblem) -> Bool {
    part = name
    byteCount = 0
    let found = sheet_archive_begin(archive, name)
    guard found >= 0 else { throw damaged() }
    return found == 1
  }

  /// The next bytes of the part; empty at its end.
  func next() throws(SheetProblem) -> [UInt8] {
    var isDamaged = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let got = sheet_archive_read(archive, buffer.baseAddress, Int32(buffer.count))
      isDamaged = got < 0
      count = max(0, Int(got))
    }
    if isDamaged { throw damaged() }
    byteCount += bytes.count
    guard byteCount <= limits.partByteCountMax else {
      throw SheetProblem(
        "部件 \(part) 解压后超过 \(limits.partByteCountMax) 字节",
        "the part \(part) unpacks to more than \(limits.partByteCountMax) bytes")
    }
    if bytes.isEmpty, sheet_archive_end(archive) != 0 { throw damaged() }
    return bytes
  }

  private func damaged() -> SheetProblem {
    SheetProblem(
      "部件 \(part) 已损坏或被加密", "the part \(part) is damaged or encrypted")
  }
}
