/// The style sheet of an HTML document, for screen and paper.
enum HTMLStyle {
  /// Chinese faces of the common systems first, then whatever the reader has.
  static let fonts =
    "\"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", "
    + "\"WenQuanYi Micro Hei\", \"Hiragino Sans GB\", sans-serif"

  static let sheet = """
    body { margin: 0; color: #111; background: #fff; font: 16px/1.6 \(fonts); }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
    h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
    h2, h3, h4, h5 { margin: 1.6rem 0 .4rem; }
    .subtitle { margin: 0 0 1rem; font-size: 1.1rem; }
    dl { margin: 0 0 1rem; }
    dl div { display: flex; gap: 1rem; }
    dt { flex: 0 0 9rem; color: #444; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .failed { border: 3px solid #a00; padding: .5rem 1rem; margin: 1rem 0; }
    .failed p { margin: 0; font-weight: bold; color: #a00; }
    table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
    caption { text-align: left; font-weight: bold; padding-bottom: .3rem; }
    th, td { border-bottom: 1px solid #bbb; padding: .25rem .6rem; text-align: left; }
    th, td { vertical-align: top; overflow-wrap: anywhere; }
    thead th { border-bottom: 2px solid #333; overflow-wrap: normal; }
    tfoot td { border-top: 2px solid #333; font-weight: bold; }
    th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
    td.n { white-space: nowrap; }
    figure { margin: 1.2rem 0; }
    figcaption { font-weight: bold; }
    svg { max-width: 100%; height: auto; }
    cite { color: #444; font-style: normal; }
    footer { margin-top: 2rem; border-top: 1px solid #333; padding-top: .6rem; font-size: .85rem; }
    @page { size: A4; margin: 18mm 16mm; }
    @media print {
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      h2, h3, h4, h5, caption { break-after: avoid; }
      tr, figure, .failed { break-inside: avoid; }
      thead { display: table-header-group; }
      tfoot { display: table-row-group; }
      svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    """
}
