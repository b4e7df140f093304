local date = require("host.date")
local query = require("host.query")

local M = {}

---Causes that pile up within thirty days.
function M.watch(_, ctx)
  local limit = ctx.settings.cause_warning
  local counted = query.count({ by = { "cause" }, from = date.add(ctx.day, -29), to = ctx.day })
  local signals = {}
  for _, row in ipairs(counted.rows) do
    if row.keys[1] and row.count >= limit then
      signals[#signals + 1] = {
        key = "cause." .. row.keys[1], level = row.count >= 2 * limit and "alarm" or "warning",
        title = {
          zh = "30 天内原因 " .. row.keys[1] .. " 的投诉 " .. row.count .. " 件",
          en = row.count .. " complaints of the cause " .. row.keys[1] .. " in 30 days",
        },
        because = { "piled_up", n = row.count, limit = limit },
      }
    end
  end
  return #signals > 0 and signals or nil
end

---A share in whole percent, 0 of nothing.
local function percent(part, whole)
  return whole > 0 and part * 100 // whole or 0
end

---Sixty points for what was closed in time, forty for what customers were content with.
function M.score(sheet)
  local figures = sheet.figures
  if not figures or not figures.closed then return nil end
  local in_time = percent(figures.in_time or 0, figures.closed)
  local content = percent(figures.content or 0, figures.rated or 0)
  return {
    {
      indicator = "in_time", points = in_time * 60 // 100, points_max = 60,
      because = { "share", percent = in_time },
    },
    {
      indicator = "content", points = content * 40 // 100, points_max = 40,
      because = { "share", percent = content },
    },
  }
end

---What this bank looks at beside the built-in list.
function M.checklist(product)
  local items = {}
  if product.for_seniors then
    items[#items + 1] = {
      code = "seniors", text = { zh = "是否有老年人的讲解和冷静安排", en = "explanation and a pause for the elderly" },
      because = "for_seniors",
    }
  end
  if product.kind == "loan" then
    items[#items + 1] = {
      code = "annual_rate", text = { zh = "年化利率是否在合同首页明示", en = "the yearly rate on the first page" },
      because = "is_loan",
    }
  end
  return #items > 0 and items or nil
end

---The established loss where the bank is at fault, up to the fund's limit.
function M.fund(claim, ctx)
  if not claim.bank_at_fault then
    return { eligible = false, because = "not_at_fault" }
  end
  if not claim.loss then return nil end
  local amount = math.min(claim.loss, claim.amount or claim.loss, ctx.settings.fund_max)
  return { eligible = true, amount = amount, because = { "by_loss", loss = claim.loss } }
end

return {
  ["watch.detect"] = M.watch,
  ["score.branch"] = M.score,
  ["product.checklist"] = M.checklist,
  ["fund.assess"] = M.fund,
}
