/// The looks of the forms that come with the program: A4, ruled boxes, room for signatures.
public enum FormStyle {
  /// The style sheet; a template holds its own copy, so that a bank can change it.
  public static let sheet = """
    @page { size: A4; margin: 18mm 16mm; }
    body { margin: 0 auto; max-width: 180mm; color: #000; background: #fff;
      font: 10.5pt/1.7 \(HTMLStyle.fonts); }
    h1 { text-align: center; font-size: 17pt; margin: 8mm 0 2mm; letter-spacing: .1em; }
    .head { display: flex; justify-content: space-between; margin: 0 0 2mm; }
    table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; }
    th, td { border: 1px solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left;
      overflow-wrap: anywhere; }
    th { width: 30mm; font-weight: normal; background: #f2f2f2; }
    .list th { width: auto; }
    .sign td { width: 25%; height: 22mm; }
    tr { break-inside: avoid; }
    p { margin: 0 0 3mm; text-indent: 2em; }
    p.to, p.right, li { text-indent: 0; }
    .right { text-align: right; margin-top: 8mm; }
    .foot { margin-top: 6mm; font-size: 8.5pt; color: #444; text-indent: 0; }
    """
}
