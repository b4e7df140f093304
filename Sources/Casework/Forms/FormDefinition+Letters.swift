internal import ConsumerProtection

extension FormDefinition {
  /// Letters to the complainant.
  static let letters = [reply, extensionNotice, reviewDecision]

  /// What CN3 art. 19 asks for: findings, basis and reasons, the ways that stay open.
  private static let reply = FormDefinition(
    "reply", "投诉处理决定告知书", "reply letter",
    needs: (
      "decided_on",
      Phrase("先作出处理决定：xiaobao complaint decide", "decide it first: xiaobao complaint decide")
    ),
    body: """
      <div class="head"><span>{{institution}}</span><span>编号：{{case}}</span></div>
      <p class="to">{{complainant_name}}{{^complainant_name}}尊敬的客户{{/complainant_name}}：</p>
      <p>您于 {{received_on}} 提出的投诉（编号 {{case}}）收悉。{{#demand}}您的诉求为：{{demand}}{{/demand}}</p>
      <p>一、核查情况：{{reply_findings}}</p>
      <p>二、处理决定：{{decision_outcome}}{{#decision_amount}}，金额 {{decision_amount}} 元{{/decision_amount}}。</p>
      <p>三、依据：{{reply_basis}}</p>
      <p>四、理由：{{reply_reasons}}</p>
      <p>五、您如对本决定有异议，可以通过以下途径解决：</p>
      <ul>
      {{#remedies}}<li>{{remedy_text}}</li>
      {{/remedies}}</ul>
      <p class="right">{{institution}}（{{unit}}）<br>{{decided_on}}</p>
      """)

  private static let extensionNotice = FormDefinition(
    "extension-notice", "投诉延期办理告知书", "extension notice",
    needs: (
      "extensions",
      Phrase("先登记延期：xiaobao complaint extend", "extend it first: xiaobao complaint extend")
    ),
    body: """
      <div class="head"><span>{{institution}}</span><span>编号：{{case}}</span></div>
      <p class="to">{{complainant_name}}{{^complainant_name}}尊敬的客户{{/complainant_name}}：</p>
      <p>您于 {{received_on}} 提出的投诉（编号 {{case}}），原应于 {{extension_from}} 前作出处理决定。</p>
      <p>因以下原因，办理期限延长至 {{extension_to}}：{{extension_reason}}</p>
      <p>依据：{{extension_basis}}。</p>
      <p class="right">{{institution}}（{{unit}}）<br>{{extension_day}}</p>
      """)

  private static let reviewDecision = FormDefinition(
    "review-decision", "投诉核查决定书", "review decision",
    needs: (
      "review_result",
      Phrase(
        "先作出核查决定：xiaobao complaint review decide",
        "decide it first: xiaobao complaint review decide")
    ),
    body: """
      <div class="head"><span>{{institution}}</span><span>编号：{{case}}</span></div>
      <p class="to">{{complainant_name}}{{^complainant_name}}尊敬的客户{{/complainant_name}}：</p>
      <p>您对投诉（编号 {{case}}）{{decided_on}} 的处理决定申请核查。经就处理程序、处理时限和处理结果进行核查，情况如下：</p>
      <p>一、处理程序：{{review_decided.process}}{{^review_decided.process}}　　　　　　　　　　　　{{/review_decided.process}}</p>
      <p>二、处理时限：{{review_decided.limits}}{{^review_decided.limits}}　　　　　　　　　　　　{{/review_decided.limits}}</p>
      <p>三、处理结果：{{review_decided.outcome}}{{^review_decided.outcome}}　　　　　　　　　　　　{{/review_decided.outcome}}</p>
      <p>四、核查决定：{{review_result}}{{^review_result}}　　　　　　　　　　　　{{/review_result}}</p>
      <p>您如仍有异议，可以通过调解、仲裁、诉讼等途径解决。</p>
      <p class="right">{{institution}}<br>{{review_decided.day}}{{^review_decided.day}}{{printed_on}}{{/review_decided.day}}</p>
      """)
}
