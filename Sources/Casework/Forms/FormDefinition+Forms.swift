internal import ConsumerProtection

extension FormDefinition {
  /// The forms that come with the program, in the order of a case.
  static let all: [FormDefinition] =
    [registration, workOrder, handlingApproval, extensionApproval, supervision, nonHandling]
    + letters + [callback, rectification, taskList]

  private static let registration = FormDefinition(
    "registration", "消费投诉登记表", "registration form",
    rows: [
      Row("受理日期", "{{received_on}}"), Row("投诉渠道", "{{intake_channel}}"),
      Row("受理机构", "{{receiving_unit}}"), Row("首问责任人", "{{first_contact_owner}}"),
      Row("投诉人", "{{complainant_name}}"), Row("联系电话", "{{complainant_phone}}"),
      Row("证件号码", "{{complainant_id_number}}"), Row("通讯地址", "{{complainant_address}}"),
      Row("被投诉机构", "{{respondent_unit}}"),
      Row("业务类别", "{{business_class}}{{#product}}（{{product}}）{{/product}}"),
      Row("投诉原因", "{{cause}}"), Row("涉及金额（元）", "{{amount}}"), Row("投诉人数", "{{headcount}}"),
      Row("外部编号", "{{outside_numbers}}"), Row("投诉内容", "{{narrative}}"),
      Row("诉求", "{{demand}}"), Row("办理期限", "{{original_due}}"),
    ], signatures: ["投诉人（签字）", "登记人（签字）", "受理人（签字）", "负责人（签字）"])

  private static let workOrder = FormDefinition(
    "work-order", "投诉建议工单", "complaint and suggestion work order",
    rows: [
      Row("受理日期", "{{received_on}}"), Row("来源渠道", "{{intake_channel}}"),
      Row("派发机构", "{{receiving_unit}}"), Row("承办机构", "{{unit}}"),
      Row("承办人", "{{handler}}"), Row("投诉人", "{{complainant_name}}　{{complainant_phone}}"),
      Row("业务类别", "{{business_class}}"), Row("投诉内容", "{{narrative}}"),
      Row("诉求", "{{demand}}"), Row("办理期限", "{{due}}"),
      Row(
        "任务",
        "{{#tasks}}{{task_title}}（{{task_name}}），{{task_due}} 前{{#task_done}}，已完成 {{task_done}}{{/task_done}}<br>{{/tasks}}"
      ),
      Row("调查情况", "{{findings}}<br><br>"), Row("处理意见", "{{decision_reasons}}<br><br>"),
      Row("产品与服务建议", "{{suggestion}}<br>"),
    ], signatures: ["派单人（签字）", "承办人（签字）", "承办机构负责人", "收单日期"])

  private static let handlingApproval = FormDefinition(
    "handling-approval", "投诉处理审批表", "handling approval",
    needs: (
      "findings",
      Phrase(
        "先登记调查结果：xiaobao complaint investigate",
        "record findings first: xiaobao complaint investigate")
    ),
    rows: [
      Row("受理日期", "{{received_on}}"), Row("投诉人", "{{complainant_name}}"),
      Row("承办机构", "{{unit}}"), Row("承办人", "{{handler}}"), Row("投诉内容", "{{narrative}}"),
      Row("诉求", "{{demand}}"), Row("调查情况", "{{findings}}"),
      Row(
        "处理决定",
        "{{decision_outcome}}{{#decision_amount}}，金额 {{decision_amount}} 元{{/decision_amount}}"),
      Row("依据", "{{decision_basis}}"), Row("理由", "{{decision_reasons}}"),
      Row("办理期限", "{{due}}"),
    ], signatures: ["承办人意见", "承办机构负责人意见", "消保部门意见", "批准人意见"])

  private static let extensionApproval = FormDefinition(
    "extension-approval", "投诉延期办理审批表", "extension approval",
    rows: [
      Row("受理日期", "{{received_on}}"), Row("投诉人", "{{complainant_name}}"),
      Row("承办机构", "{{unit}}"), Row("承办人", "{{handler}}"),
      Row("原办理期限", "{{original_due}}"),
      Row(
        "历次延期",
        "{{#extensions}}{{extension_day}}：{{extension_from}} 延至 {{extension_to}}（{{extension_step}}，{{extension_basis}}）{{#extension_approver}}，批准人 {{extension_approver}}{{/extension_approver}}<br>{{/extensions}}"
      ),
      Row(
        "本次申请",
        "{{#extension_asked_on}}{{extension_asked_on}} {{extension_asked_by}} 申请按 {{extension_asked_step}} 延期，报 {{extension_asked_of}} 审批：{{extension_asked_reason}}{{/extension_asked_on}}"
      ), Row("延期理由", "{{extension_reason}}<br>"), Row("延至", "{{extension_to}}"),
      Row("告知投诉人日期", "{{extension_notified_on}}"),
    ], signatures: ["申请人（签字）", "承办机构负责人意见", "消保部门意见", "上级机构或高级管理人员意见"])

  private static let supervision = FormDefinition(
    "supervision", "投诉督办单", "supervision notice",
    rows: [
      Row("受理日期", "{{received_on}}"), Row("承办机构", "{{unit}}"), Row("承办人", "{{handler}}"),
      Row("目前阶段", "{{stage}}"), Row("投诉内容", "{{narrative}}"),
      Row("办理期限", "{{due}}"),
      Row(
        "各项时限",
        "{{#limits}}{{limit_title}}（{{limit_rule}}）：原 {{limit_original_due}}，现 {{limit_due}}{{#limit_overdue}}，已逾期{{/limit_overdue}}{{#limit_settled_on}}，已完成 {{limit_settled_on}}{{/limit_settled_on}}<br>{{/limits}}"
      ),
      Row(
        "逐级上报",
        "{{#escalations}}{{escalation_day}} 第 {{escalation_level}} 级 {{escalation_to}}<br>{{/escalations}}"
      ), Row("督办要求", "<br><br>"), Row("反馈期限", "　　年　月　日"), Row("办理情况反馈", "<br><br><br>"),
    ], signatures: ["督办人（签字）", "督办部门负责人", "承办机构签收", "反馈人（签字）"])

  private static let nonHandling = FormDefinition(
    "non-handling", "不予办理告知书", "notice of non-handling",
    body: """
      <div class="head"><span>{{institution}}</span><span>编号：{{case}}</span></div>
      <p class="to">{{complainant_name}}{{^complainant_name}}尊敬的客户{{/complainant_name}}：</p>
      <p>您于 {{received_on}} 提出的投诉已登记，编号 {{case}}。</p>
      <p>经审核，该投诉不予办理。理由如下：</p>
      <p>{{declined.reason}}{{^declined.reason}}　　　　　　　　　　　　　　　　　　　　　　　　{{/declined.reason}}</p>
      <p>依据：{{declined.basis}}</p>
      <p>您可以补充材料后重新提出，也可以通过调解、仲裁、诉讼等途径解决。</p>
      <p class="right">{{institution}}<br>{{printed_on}}</p>
      """)

  /// What a unit without a terminal gets beside the workbook: `task send`.
  private static let taskList = FormDefinition(
    "task-list", "投诉建议工单清单", "work orders of a unit",
    needs: (
      "orders",
      Phrase("按机构派发：xiaobao task send", "it is written for a unit: xiaobao task send")
    ),
    body: """
      <div class="head"><span>{{institution}}</span><span>承办机构：{{unit}}</span></div>
      <table class="list">
      <tr><th>工单号</th><th>要求</th><th>期限</th><th>投诉人</th><th>投诉内容与诉求</th><th>办理情况</th></tr>
      {{#orders}}<tr><td>{{case}}<br>{{order_task}}</td><td>{{order_request}}</td><td>{{due}}</td><td>{{complainant_name}}</td><td>{{narrative}}{{#demand}}<br>诉求：{{demand}}{{/demand}}</td><td><br><br><br></td></tr>
      {{/orders}}</table>
      <table class="sign"><tr><td>派单人（签字）：</td><td>承办人（签字）：</td><td>承办机构负责人：</td><td>交回日期：</td></tr></table>
      """)

  private static let callback = FormDefinition(
    "callback", "投诉回访记录表", "call-back record",
    needs: (
      "closed_on", Phrase("先办结：xiaobao complaint close", "close it first: xiaobao complaint close")
    ),
    rows: [
      Row("投诉人", "{{complainant_name}}　{{complainant_phone}}"), Row("承办机构", "{{unit}}"),
      Row("办结日期", "{{closed_on}}"), Row("处理结果", "{{decision_outcome}}"),
      Row(
        "回访情况",
        "{{#callbacks}}{{callback_day}}　{{callback_by}}　{{callback_result}}{{#callback_satisfaction}}　{{callback_satisfaction}}{{/callback_satisfaction}}<br>{{/callbacks}}{{^callbacks}}<br><br>{{/callbacks}}"
      ), Row("客户意见", "{{called_back.opinion}}<br><br>"), Row("问题是否解决", "□ 是　　□ 否"),
    ], signatures: ["回访人（未办理该投诉）", "复核人", "消保部门负责人", "回访日期"])

  private static let rectification = FormDefinition(
    "rectification", "溯源整改通知书", "rectification notice",
    needs: (
      "rectifications",
      Phrase("先要求整改：xiaobao complaint rectify", "order a measure first: xiaobao complaint rectify")
    ),
    rows: [
      Row("被投诉机构", "{{respondent_unit}}"), Row("投诉内容", "{{narrative}}"),
      Row("责任认定", "{{liability}}"), Row("问题根源", "{{liability_found.cause}}"),
      Row(
        "整改要求",
        "{{#rectifications}}{{rectification_number}}. {{rectification_measure}}<br>责任人 {{rectification_owner}}，{{rectification_due}} 前完成{{#rectification_done_on}}；已于 {{rectification_done_on}} 完成：{{rectification_evidence}}{{/rectification_done_on}}<br>{{/rectifications}}"
      ), Row("问责情况", "{{liability_found.accountability}}"), Row("产品与服务建议", "{{suggestion}}"),
    ], signatures: ["发出部门负责人", "整改责任人签收", "整改完成确认", "验收人"])
}
