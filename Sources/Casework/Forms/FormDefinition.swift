internal import ConsumerProtection
internal import Reporting

/// A form that comes with the program: what it is called, what must be there before it can be
/// printed, and its page.
struct FormDefinition: Sendable {
  /// A row of the form: its label and the gaps beside it.
  struct Row: Sendable {
    let label: String
    let gap: String

    init(_ label: String, _ gap: String) {
      self.label = label
      self.gap = gap
    }
  }

  /// The name on the command line and of the file that takes its place.
  let name: String
  let title: Phrase
  /// A gap that must not be empty, and what to do first.
  var needs: (gap: String, first: Phrase)?
  /// The body between heading and foot.
  let body: String

  /// A form of ruled rows and boxes for signatures.
  init(
    _ name: String, _ zh: String, _ en: String, needs: (gap: String, first: Phrase)? = nil,
    rows: [Row], more: String = "", signatures: [String]
  ) {
    let table = rows.map { "<tr><th>\($0.label)</th><td>\($0.gap)</td></tr>" }
    let boxes = signatures.map { "<td>\($0)：<br><br>　　年　月　日</td>" }
    self.init(
      name, zh, en, needs: needs,
      body: """
        <div class="head"><span>{{institution}}</span><span>编号：{{case}}</span></div>
        <table>
        \(table.joined(separator: "\n"))
        </table>
        \(more)<table class="sign"><tr>
        \(boxes.joined(separator: "\n"))
        </tr></table>
        """)
  }

  /// A form or letter with a body of its own.
  init(
    _ name: String, _ zh: String, _ en: String, needs: (gap: String, first: Phrase)? = nil,
    body: String
  ) {
    self.name = name
    title = Phrase(zh, en)
    self.needs = needs
    self.body = body
  }

  /// The template, whole: what `form show` prints and a bank may change.
  var template: String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(title.zh) {{case}}</title>
    <style>
    \(FormStyle.sheet)
    </style>
    </head>
    <body>
    <h1>\(title.zh)</h1>
    \(body)
    <p class="foot">{{printed_on}} 由 {{printed_by}} 打印；台账位置 {{ledger_position}}。个人信息已遮盖。</p>
    </body>
    </html>

    """
  }
}
