internal import Casework
internal import ConsumerProtection

/// Stages as lists print them.
enum StageWord {
  static func title(_ stage: String) -> Phrase {
    Complaint.Stage.Name(rawValue: stage)?.title
      ?? (stage == "archived" ? Phrase("已归档", "archived") : Phrase(same: stage))
  }
}

/// Obligations as lists print them.
enum ObligationWord {
  static func title(_ name: String) -> Phrase {
    switch name {
    case "decision": Phrase("作出处理决定并告知", "decide and tell")
    case "transfer_answer": Phrase("答复转办部门", "answer the transferring authority")
    case "first_response": Phrase("首次响应", "first response")
    case "box_opening": Phrase("开启意见箱（簿）", "open the box or book")
    case "review_application": Phrase("申请核查", "apply for a review")
    case "review_decision": Phrase("作出核查决定", "decide the review")
    case "retention": Phrase("保存投诉资料", "keep the material")
    case "rectification": Phrase("溯源整改", "put right the cause")
    default: HandlingWord.obligation(name)
    }
  }
}

/// Sealed texts as people call them.
enum SealedWord {
  static func title(_ field: String) -> Phrase {
    switch field {
    case "narrative": Phrase("投诉内容", "narrative")
    case "demand": Phrase("诉求", "demand")
    case "complainant.name": Phrase("投诉人", "complainant")
    case "complainant.phone": Phrase("联系电话", "telephone")
    case "complainant.id_number": Phrase("证件号码", "identity document")
    case "complainant.address": Phrase("通讯地址", "address")
    case "complainant.account": Phrase("账号", "account")
    case "finding": Phrase("调查结果", "finding")
    case "findings": Phrase("核实情况", "findings")
    case "basis": Phrase("依据", "basis")
    case "reasons": Phrase("理由", "reasons")
    case "reason": Phrase("原因", "reason")
    case "proof": Phrase("告知凭证", "proof")
    case "opinion": Phrase("客户意见", "opinion")
    case "note": Phrase("联系情况", "what was said")
    case "remark": Phrase("质检意见", "remark")
    case "cause": Phrase("问题根源", "root cause")
    case "accountability": Phrase("问责情况", "accountability")
    case "measure": Phrase("整改措施", "measure")
    case "evidence": Phrase("整改证据", "evidence")
    case "suggestion": Phrase("改进建议", "suggestion")
    case "explanation": Phrase("情况说明", "explanation")
    case "agreement": Phrase("和解内容", "agreement")
    case "answer": Phrase("答复", "answer")
    case "file_name": Phrase("文件名", "file name")
    case "capacity.proof": Phrase("授权或继承证明", "authorisation or inheritance")
    case "capacity.difficulty": Phrase("不能到场的原因", "why not in person")
    case "proxy.name": Phrase("受托人", "proxy")
    case "proxy.phone": Phrase("受托人电话", "proxy's telephone")
    case "proxy.id_number": Phrase("受托人证件", "proxy's document")
    case "complainant.representatives": Phrase("代表人", "representatives")
    default: HandlingWord.text(field)
    }
  }
}

/// What happened, as a history prints it.
enum EventWord {
  static func title(_ type: String) -> Phrase {
    switch type {
    case "complaint.received": Phrase("登记", "received")
    case "complaint.accepted": Phrase("受理", "accepted")
    case "complaint.assigned": Phrase("派单", "assigned")
    case "complaint.investigated": Phrase("调查", "investigated")
    case "complaint.decided": Phrase("处理决定", "decided")
    case "complaint.replied": Phrase("答复", "replied")
    case "complaint.feedback_recorded": Phrase("客户反馈", "feedback recorded")
    case "complaint.closed": Phrase("办结", "closed")
    case "complaint.extended": Phrase("延期", "extended")
    case "complaint.withdrawn": Phrase("撤回", "withdrawn")
    case "complaint.overdue_marked": Phrase("登记逾期", "marked overdue")
    case "complaint.archived": Phrase("归档", "archived")
    case "decided": Phrase("插件作答", "plugins answered")
    case "opened": Phrase("打开封存内容", "sealed texts opened")
    case "data.restricted": Phrase("个人信息仅存储", "personal data stored only")
    case "data.erased": Phrase("个人信息已删除", "personal data erased")
    case "data.keys_destroyed": Phrase("密钥已销毁", "keys destroyed")
    case "unit.established": Phrase("设立", "established")
    case "unit.renamed": Phrase("更名", "renamed")
    case "unit.moved": Phrase("调整上级", "moved")
    case "unit.closed": Phrase("撤销", "closed")
    case "person.recorded": Phrase("登记人员", "recorded")
    case "person.posted": Phrase("任职", "posted")
    case "person.role_granted": Phrase("授予角色", "role granted")
    case "person.role_ended": Phrase("终止角色", "role ended")
    case "person.left": Phrase("离岗", "left")
    default: EventTitles.title(of: type) ?? Phrase(same: type)
    }
  }

  /// The plain facts of an event in one line; the order is the record's.
  static func summary(_ data: JSONValue) -> String {
    let shown = (data.members ?? []).compactMap { member -> String? in
      switch member.value {
      case .text(let text): "\(member.name)=\(text)"
      case .integer(let number): "\(member.name)=\(number)"
      case .boolean(let flag): "\(member.name)=\(flag)"
      case .array(let items):
        items.isEmpty ? nil : "\(member.name)[\(items.count)]"
      case .null, .number, .object: nil
      }
    }
    return shown.joined(separator: " ")
  }
}

/// Coded facts as lists print them: the bank's own word, else the standard's name.
struct CodedWordPrinter {
  let language: Language

  func text(_ coded: ComplaintRow.Coded, _ table: CodeTable) -> String {
    coded.label ?? table.name(of: coded.key).text(in: language)
  }
}
