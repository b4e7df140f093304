import Foundation
import Testing
import XiaobaoTestSupport

/// Whole texts kept in `Fixtures`; `XIAOBAO_RECORD=1` writes them anew, to be read before they are
/// committed.
enum Golden {
  static func check(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment["XIAOBAO_RECORD"] == "1" {
      let path = "\(Repository.root)/Tests/CommandLineTests/Fixtures/\(name)"
      return try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)")
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, sourceLocation: sourceLocation)
  }

  /// The text with everything replaced that differs from run to run.
  static func steady(_ text: String) -> String {
    let patterns = [
      ("[0-9a-f]{64}", "<sha256>"),
      ("sha256:[0-9a-f]{12}(?![0-9a-f])", "sha256:<12>"),
      ("[A-Za-z0-9+/]{91}=", "<signature>"),
      ("\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}", "+<key>"),
      ("[A-Za-z0-9+/]{43}=", "<base64>"),
      ("[0-9]{12}-[0-9]{8}T[0-9]{6}Z\\.note", "<number-time>.note"),
      ("segment 1 [0-9]+", "segment 1 0"),
      ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>"),
      ("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "<instant>"),
      ("/tmp/[^\"，。 ]*/bank", "<bank>"),
      ("\"([a-z_]*(?:bytes|files)|instructions|offset)\":[0-9]+", "\"$1\":0"),
      ("\"(checkpoint_age_seconds)\":[0-9]+", "\"$1\":0"),
      ("\"memory_kib\":[0-9]+", "\"memory_kib\":0"),
      ("liblua5.4-0 [^)]+", "liblua5.4-0 <version>"),
      ("(余 |\")[0-9]+ [MG]iB", "$10 GiB"),
      // What it says depends on the year of today.
      (#"\{"name":"calendar".*?\}\},"#, "<calendar>,"),
      ("(中位 |p50 |p99 |最多 |at most )[0-9]+(?= of| /|，|,)", "$10"),
      ("[0-9]+ (条指令|instructions)", "0 $1"),
    ]
    return patterns.reduce(text) { text, rule in
      text.replacingOccurrences(of: rule.0, with: rule.1, options: .regularExpression)
    }
  }
}
