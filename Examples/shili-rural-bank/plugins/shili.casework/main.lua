local decimal = require("host.decimal")
local text = require("host.text")

local M = {}

-- A word of the product's name and the business class that it means.
local classes = {
  { word = "信用卡", class = "B.card" }, { word = "借记卡", class = "B.card" },
  { word = "贷款", class = "B.loan" }, { word = "存款", class = "B.deposit" },
}

---How serious a complaint is, and what its product says about its class.
function M.classify(complaint, ctx)
  local answer = {}
  for _, rule in ipairs(classes) do
    if complaint.product and text.contains(complaint.product, rule.word) then
      answer.business_class = {
        value = rule.class, because = { "class_by_product", word = rule.word },
      }
      break
    end
  end
  if (complaint.headcount or 1) >= ctx.settings.group_headcount then
    answer.severity = {
      value = "critical", because = { "many_people", n = complaint.headcount },
    }
    answer.tags = { value = { "group" }, because = { "many_people", n = complaint.headcount } }
  elseif (complaint.amount or 0) >= ctx.settings.serious_amount then
    answer.severity = {
      value = "high", because = { "large_amount", amount = decimal.money(complaint.amount) },
    }
  end
  return next(answer) and answer or nil
end

---What a transferred complaint needs beside the usual work.
function M.plan(complaint, ctx)
  local tasks = {}
  if complaint.transferred_by then
    tasks[#tasks + 1] = {
      name = "report_back", title = { zh = "向转办单位报送办理情况", en = "Report to who transferred it" },
      owner = ctx.settings.head_desk, budget = "5 working_days",
      because = { "transferred", by = complaint.transferred_by },
    }
  end
  if complaint.business_class == "B.card" then
    tasks[#tasks + 1] = {
      name = "card_records", title = { zh = "调取交易和通话记录", en = "Fetch transactions and recordings" },
      owner = complaint.unit, budget = "2 working_days", because = "card_records",
    }
  end
  return #tasks > 0 and tasks or nil
end

---A transferred complaint goes one level higher, and so does what is long overdue.
function M.escalate(complaint, ctx)
  local late = ctx.params.days_late or 0
  local level = late > 10 and 3 or 2
  if complaint.transferred_by then level = level + 1 end
  return {
    { level = level, to = ctx.settings.head_desk, because = { "escalated", days = late } },
  }
end

---A draft that states the outcome in the bank's own words.
function M.reply(complaint, ctx)
  local outcomes = {
    upheld = "您的诉求成立，我行予以支持", partly_upheld = "您的诉求部分成立",
    rejected = "经核实，我行处理符合规定和约定", settled = "我行已与您协商一致",
  }
  local paid = ctx.params.amount and ("，我行支付 " .. decimal.money(ctx.params.amount) .. " 元") or ""
  return {
    findings = "我行于 " .. complaint.received_on .. " 收到您的投诉（编号 " .. complaint.id .. "），现已核实。",
    basis = "相关业务的合同约定和我行服务规程；具体条款见处理决定。",
    reasons = (outcomes[ctx.params.outcome] or "处理结果见决定") .. paid .. "。",
    because = { "by_outcome", outcome = ctx.params.outcome },
  }
end

---What a regulator transferred is not withdrawn at the counter.
function M.guard(complaint, ctx)
  if ctx.params.command ~= "withdraw" or not complaint.transferred_by then return nil end
  return {
    code = "transferred", because = { "transferred", by = complaint.transferred_by },
    problem = {
      zh = "转办件不得由柜面直接登记撤回", en = "a transferred complaint is not withdrawn at the counter",
    },
    remedy = {
      zh = "请先取得转办单位同意", en = "ask who transferred it to agree first",
    },
  }
end

---The head desk hears of every transferred complaint that comes in or ends.
function M.observe(complaint, ctx)
  local command = ctx.params.command
  if not complaint.transferred_by or (command ~= "submit" and command ~= "close") then return nil end
  return {
    {
      to = ctx.settings.head_desk, subject = "转办件 " .. complaint.id,
      text = command == "submit" and "收到转办件，请跟进。" or "转办件已办结。",
      because = { "transferred", by = complaint.transferred_by },
    },
  }
end

---The fields that this bank keeps beside the standard ones.
function M.fields(kind)
  if kind ~= "complaint" then return nil end
  return {
    {
      name = "branch_ticket", type = "text", title = { zh = "网点工单号", en = "branch ticket" },
      because = "own_field",
    },
    {
      name = "satisfaction_call", type = "choice", choices = { "pending", "done", "refused" },
      title = { zh = "回访状态", en = "call-back" }, because = "own_field",
    },
    {
      name = "loss", type = "amount", title = { zh = "客户损失", en = "loss" }, because = "own_field",
    },
    {
      name = "visit_on", type = "day", title = { zh = "上门日期", en = "day of the visit" },
      because = "own_field",
    },
    {
      name = "is_senior", type = "flag", title = { zh = "老年客户", en = "elderly" }, because = "own_field",
    },
  }
end

return {
  ["complaint.classify"] = M.classify,
  ["complaint.plan"] = M.plan,
  ["complaint.escalate"] = M.escalate,
  ["complaint.reply"] = M.reply,
  ["matter.guard"] = M.guard,
  ["matter.observe"] = M.observe,
  ["matter.fields"] = M.fields,
}
