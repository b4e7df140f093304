local date = require("host.date")
local decimal = require("host.decimal")
local i18n = require("host.i18n")
local query = require("host.query")

local M = {}

---Points out a complaint without a product.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  nil = no opinion
function M.check(complaint, ctx)
  if complaint.product ~= nil then return nil end
  return { {
    field = "product",
    code = "product_missing",
    severity = ctx.settings.severity,
    message = i18n.t("product_missing"),
    because = "product_missing",
  } }
end

---Sends large amounts to one desk.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  nil = no opinion
function M.route(complaint, ctx)
  local amount = complaint.amount
  if amount == nil or amount < ctx.settings.large_amount then return nil end
  return { unit = ctx.settings.desk, because = { "large_amount", amount = decimal.money(amount) } }
end

---A shorter limit of the bank's own for what the media bring.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  nil = no opinion
function M.deadline(complaint, ctx)
  if complaint.intake_channel ~= "media" then return nil end
  return { {
    name = "decision",
    budget = ctx.settings.days .. " natural_days",
    basis = { zh = "本行规定（请填写）", en = "the bank's own rule (name it)" },
    because = "in_the_media",
  } }
end

---The days that differ from the plain week; nil for a year without official data.
---@param year any
---@param _ Context
---@return table|nil  nil = no opinion
function M.calendar_days(year, _)
  if year ~= 2026 then return nil end
  return { { day = "2026-01-01", kind = "holiday", name = { zh = "元旦", en = "New Year's Day" } } }
end

---Counts complaints by their cause.
---@param _ nil
---@param _ Context
---@return table|nil  nil = no opinion
function M.report_causes(_, _)
  local counted = query.count({ by = { "cause" } })
  local rows = {}
  for place, row in ipairs(counted.rows) do
    rows[place] = { cause = i18n.name("cause", row.keys[1]), count = row.count }
  end
  return {
    title = i18n.t("title"),
    blocks = { {
      kind = "table",
      title = i18n.t("title"),
      columns = {
        { key = "cause", title = i18n.t("cause"), kind = "text" },
        { key = "count", title = i18n.t("count"), kind = "count" },
      },
      rows = rows,
      total = { cause = i18n.t("total"), count = counted.total },
    } },
    checks = { {
      name = i18n.t("adds_up"),
      left = { { table = 1, column = "count", rows = "all" } },
      right = { { table = 1, column = "count", rows = "total" } },
    } },
  }
end

---A draft from one row; a row that cannot be read says why.
---@param row any
---@param ctx Context
---@return table|nil  nil = no opinion
function M.importer_branch(row, ctx)
  if row.Number == nil then ctx.fail("number_missing", i18n.t("number_missing")) end
  local day = date.parse(row.Date or "")
  if day == nil then
    ctx.fail("date_unreadable", i18n.t("date_unreadable", { text = row.Date or "" }))
  end
  return { source_id = row.Number, received_on = day, intake_channel = "phone", narrative = row.Text }
end

return {
  ["complaint.check"] = M.check,
  ["complaint.route"] = M.route,
  ["complaint.deadline"] = M.deadline,
  ["calendar.days"] = M.calendar_days,
  ["report.causes"] = M.report_causes,
  ["importer.branch"] = M.importer_branch,
}
