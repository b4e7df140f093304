# Writes the complaints of the sample bank, one JSON object a line, sorted by day.
#
#   awk -f generate.awk > complaints.jsonl        (any POSIX awk; the same bytes everywhere)
#
# The counts of the four tables are those of a published yearly disclosure, see SOURCE.md. Everything else is
# invented: people, amounts, days, narratives. Each line says "synthetic": true.
#
# Random numbers come from a generator of our own, since awk's rand() differs from one awk to the next.

# A number from 0 to n - 1 (Park and Miller's generator; exact in a double).
function random(n) {
  state = (state * 16807) % 2147483647
  return state % n
}

# Fills list[1..] with each label as often as its count says; returns how many.
function deal(list, text,    parts, pair, count, n, i, k) {
  count = split(text, parts, ";")
  n = 0
  for (i = 1; i <= count; i++) {
    split(parts[i], pair, "=")
    for (k = 0; k < pair[2]; k++) list[++n] = pair[1]
  }
  return n
}

function shuffle(list, n,    i, j, held) {
  for (i = n; i > 1; i--) {
    j = random(i) + 1
    held = list[i]; list[i] = list[j]; list[j] = held
  }
}

# 1 for a pair that would look odd in a complaint. Only the joint distribution changes, never a count.
function odd(class, label) {
  return (class SUBSEP label) in strange
}

# Exchanges labels between complaints until no pair of class and label is odd, or no exchange helps.
function settle(class, list, n, rounds,    k, i, j, now, then, held) {
  for (k = 0; k < rounds; k++) {
    i = random(n) + 1; j = random(n) + 1
    now = odd(class[i], list[i]) + odd(class[j], list[j])
    then = odd(class[i], list[j]) + odd(class[j], list[i])
    if (then < now) { held = list[i]; list[i] = list[j]; list[j] = held }
  }
}

# Marks all pairs of these classes (comma-separated) and labels as odd.
function mark_odd(classes, labels,    c, l, nc, nl, i, j) {
  nc = split(classes, c, ","); nl = split(labels, l, ",")
  for (i = 1; i <= nc; i++) for (j = 1; j <= nl; j++) strange[c[i], l[j]] = 1
}

# One of the texts separated by "|"; nothing out of nothing. Never two in one expression: awks differ in
# which they would call first.
function one_of(text,    parts, n) {
  n = split(text, parts, "|")
  return n == 0 ? "" : parts[random(n) + 1]
}

# The day text of the n-th day of 2024, from 0.
function day_text(n,    m, lengths) {
  split("31 29 31 30 31 30 31 31 30 31 30 31", lengths, " ")
  for (m = 1; n >= lengths[m]; m++) n -= lengths[m]
  return sprintf("2024-%02d-%02d", m, n + 1)
}

# A channel of intake; the weights are invented.
function intake(    r) {
  r = random(100)
  if (r < 42) return "visit"
  if (r < 64) return "hotline"
  if (r < 76) return "phone"
  if (r < 86) return "online"
  if (r < 93) return "regulator_transfer"
  if (r < 96) return "letter"
  if (r < 98) return "suggestion_box"
  if (r < 99) return "suggestion_book"
  return "email"
}

# An amount in yuan with two decimals, or nothing.
function amount(class, cause,    yuan) {
  if (cause == "服务" || cause == "信息安全" || random(10) < 2) return ""
  if (class == "贷款") yuan = 5000 + random(120) * 1000
  else if (class == "人民币储蓄" || class == "代理保险") yuan = 1000 + random(90) * 500
  else yuan = 20 + random(6000)
  return sprintf("%d.%02d", yuan, random(4) * 25)
}

function q(text) { return "\"" text "\"" }

function add(name, value) { line = line (line == "{" ? "" : ",") q(name) ":" value }

function words() {
  product["银行卡"] = "借记卡|信用卡|社保卡金融账户"
  product["人民币储蓄"] = "整存整取|活期储蓄"
  product["柜面服务及操作"] = ""
  product["贷款"] = "个人住房贷款|农户小额贷款|个人经营贷款|个人消费贷款"
  product["电子支付"] = "手机银行转账|扫码支付|快捷支付"
  product["账户管理"] = "个人结算账户"
  product["代理保险"] = "两全保险（代理）"
  product["支付"] = "跨行汇款"
  product["经济往来"] = ""

  did["银行卡"] = "办理银行卡业务|使用银行卡|申请更换银行卡"
  did["人民币储蓄"] = "办理定期存款支取|办理储蓄业务"
  did["柜面服务及操作"] = "在柜台办理业务|取号等候办理业务"
  did["贷款"] = "申请贷款|办理贷款还款|申请提前还款|办理贷款展期"
  did["电子支付"] = "用手机银行转账|用扫码方式付款"
  did["账户管理"] = "变更账户资料|办理账户激活"
  did["代理保险"] = "购买代理保险"
  did["支付"] = "办理跨行汇款"
  did["经济往来"] = "与该行办理往来款项"

  happened["制度流程"] = "工作人员要求反复补交材料，且未一次说清所需手续|被告知规定已调整，但网点没有公示，往返两次仍未办成|审批时间远超当初告知的时间，催问后仍无结果"
  happened["服务"] = "等候时间过长，只开放一个窗口|工作人员态度生硬，问题没有得到解释|电话多次无人接听，留言也没有回复"
  happened["设施系统"] = "系统多次提示失败，当天没有办成|设备故障，现场没有替代办法|页面长时间没有反应，之后重复提示提交"
  happened["资金安全"] = "发现账户有一笔不认识的扣款，要求查明去向|款项已扣但对方没有收到，担心资金损失|对账时发现金额与约定不符，要求核对并退还"
  happened["信息安全"] = "办理后接到陌生来电，对方知道本人办理的业务，怀疑信息外泄"

  wanted["制度流程"] = "一次告知全部手续并尽快办结|说明依据并明确办理时间"
  wanted["服务"] = "说明情况并改进服务|安排专人联系并致歉"
  wanted["设施系统"] = "尽快恢复并告知原因|检修设备并提供替代办法"
  wanted["资金安全"] = "查明原因并退还款项|书面说明款项去向"
  wanted["信息安全"] = "查明信息如何泄露并停止骚扰"

  place["S-CG"] = "城关支行"; place["S-CG-RM"] = "人民路分理处"; place["S-CG-KF"] = "开发区分理处"
  place["S-HK"] = "河口支行"; place["S-HK-QS"] = "青石分理处"; place["S-HK-LL"] = "柳林分理处"
}

# One complaint as one line.
function complaint(i, day,    channel, at, unit, by, sum, name, made, doing, what) {
  channel = intake()
  at = one_of(region[i] == "城区" ? "S-CG|S-CG-RM|S-CG-KF" : "S-HK|S-HK-QS|S-HK-LL")
  # What is said or left at the counter stays with the outlet; everything else reaches the office.
  unit = (channel == "visit" || channel ~ /^suggestion/) ? at : "HQ.CP"
  sum = amount(class[i], cause[i])
  name = one_of("王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林") sprintf("示例%03d", i)

  line = "{"
  add("on", q(day))
  add("intake_channel", q(channel))
  add("business_channel_label", q(place_of_business[i]))
  add("business_class_label", q(class[i]))
  add("cause_label", q(cause[i]))
  add("region_label", q(region[i]))
  made = one_of(product[class[i]])
  if (made != "") add("product", q(made))
  if (sum != "") add("amount", q(sum))
  add("headcount", random(40) == 0 ? 2 + random(3) : 1)
  add("unit", q(unit))
  doing = one_of(did[class[i]])
  what = one_of(happened[cause[i]])
  add("narrative", q("客户称在" place[at] doing "时，" what "。" \
    (sum == "" ? "" : "涉及金额 " sum " 元。") "（合成数据）"))
  add("demand", q(one_of(wanted[cause[i]])))
  # A prefix, an area code and a birthday that nobody has: invented at a glance.
  made = "{" q("name") ":" q(name) "," q("phone") ":" q(sprintf("000-0000-%04d", i))
  if (random(3) == 0) made = made "," q("id_number") ":" q(sprintf("00000019000101%04d", i))
  if (random(2) == 0) made = made "," q("address") ":" q("示例县" place[at] "附近示例路 " i " 号")
  add("complainant", made "}")
  if (channel == "regulator_transfer") {
    by = one_of("nfra|nfra|pbc|government")
    add("transferred_by", q(by))
    add("outside_numbers", "[" q(sprintf("示例转〔2024〕%04d", i)) "]")
  }
  add("source", "{" q("system") ":" q("sample") "," q("id") ":" q(sprintf("2024-%04d", i)) "}")
  add("synthetic", "true")
  return line "}"
}

BEGIN {
  state = 20240315
  words()

  # The four published tables (SOURCE.md): label = complaints.
  n = deal(class, "银行卡=79;人民币储蓄=11;柜面服务及操作=28;贷款=148;电子支付=13;账户管理=3;代理保险=1;支付=1;经济往来=1")
  deal(place_of_business, "自助机具=3;营业场所=143;中后台=97;移动客户端=3;业务受理=8;信用卡及借记卡=6;对公账户=1;短信=20;电话及第三方=4")
  deal(cause, "制度流程=59;服务=106;设施系统=25;资金安全=90;信息安全=5")
  deal(region, "乡镇=113;城区=172")
  shuffle(class, n); shuffle(place_of_business, n); shuffle(cause, n); shuffle(region, n)

  mark_odd("贷款,人民币储蓄,柜面服务及操作,账户管理,代理保险,经济往来,支付", "自助机具,信用卡及借记卡")
  mark_odd("柜面服务及操作", "中后台,移动客户端,短信,电话及第三方,对公账户")
  mark_odd("电子支付", "营业场所,业务受理,信用卡及借记卡,对公账户")
  mark_odd("银行卡,人民币储蓄,贷款,电子支付,代理保险", "对公账户")
  settle(class, place_of_business, n, 40000)
  split("", strange)
  mark_odd("柜面服务及操作", "资金安全,信息安全")
  mark_odd("代理保险,经济往来", "设施系统,信息安全")
  settle(class, cause, n, 40000)

  # From 2 January to 6 December, so that each complaint can be closed within the year.
  for (i = 1; i <= n; i++) { day = 1 + random(340); of_day[day] = of_day[day] " " i }
  for (day = 0; day <= 366; day++) {
    count = split(of_day[day], those, " ")
    for (k = 1; k <= count; k++) print complaint(those[k], day_text(day))
  }
}
