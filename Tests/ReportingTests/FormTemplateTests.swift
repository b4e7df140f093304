import Reporting
import Testing

@Suite struct FormTemplateTests {
  @Test func `gaps are filled and escaped, lists repeat, inner names stand before outer ones`()
    throws
  {
    let template = try FormTemplate(
      "{{! remark }}<p>{{name}}</p>{{#rows}}<li>{{name}}{{#due}} by {{ due }}{{/due}}"
        + "{{^due}} open{{/due}} of {{case}}</li>{{/rows}}{{^rows}}none{{/rows}}{{#case}}!{{/case}}"
    )
    let filled = template.filled([
      "name": .text("<b>&\"'</b>\nzwei"), "case": .text("C-1"),
      "rows": .list([["name": .text("a"), "due": .text("1")], ["name": .text("b")]]),
    ])
    #expect(
      filled
        == "<p>&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;<br>zwei</p><li>a by 1 of C-1</li><li>b open of C-1</li>!"
    )
    #expect(template.filled([:]) == "<p></p>none")
    #expect(template.names.map(\.name).prefix(3) == ["name", "rows", "name"])
  }

  @Test(arguments: [
    ("a {{b", 1, 3), ("a\n {{/b}}", 2, 2), ("{{#a}}{{/b}}", 1, 7), ("x{{#a}}", 1, 2),
    ("{{A}}", 1, 1), ("{{a b}}", 1, 1), ("{{}}", 1, 1),
    (String(repeating: "{{#a}}", count: 9), 1, 49),
  ])
  func `a page that cannot be used says where`(text: String, line: Int, column: Int) {
    let problem = #expect(throws: FormTemplate.Problem.self) { try FormTemplate(text) }
    #expect(problem?.line == line && problem?.column == column, "\(problem as Any)")
  }
}
