local date = require("host.date")
local i18n = require("host.i18n")
local text = require("host.text")
local columns = require("columns")
local mapping = require("mapping")

local M = {}

---The cell of a column under whichever of its names the file uses.
---@param row table<string, string>  only cells that are not empty
---@param column string              a name in columns.lua
---@return string|nil
local function cell(row, column)
  for _, name in ipairs(columns[column]) do
    local value = row[name]
    if value ~= nil then
      value = text.trim(value)
      if value ~= "" then return value end
    end
  end
  return nil
end

---Rejects the row in the words of the locale files.
---@param ctx Context
---@param code string
---@param arguments table|nil
local function reject(ctx, code, arguments)
  ctx.fail(code, i18n.t(code, arguments))
end

---Reads a date as 2021-10-24, 8/30/2013 or 9/24/19 (two digits mean 1969 to 2068).
---@param value string
---@param ctx Context
---@return string day
local function day_of(value, ctx)
  local day
  if string.find(value, "^%d%d%d%d%-%d%d%-%d%d$") then
    day = date.parse(value, "iso")
  elseif string.find(value, "^%d%d?/%d%d?/%d%d%d%d$") then
    day = date.parse(value, "m/d/yyyy")
  elseif string.find(value, "^%d%d?/%d%d?/%d%d$") then
    day = date.parse(value, "m/d/yy")
  end
  if day == nil then reject(ctx, "date_unreadable", { text = value }) end
  return day
end

---The day on which the bank got the complaint.
---Two kinds of file use the name "Date received" for two different days:
--- * with a column "Date submitted", the consumer submitted on that day and the bank received on "Date received";
--- * with a column "Date sent to company", "Date received" is the regulator's, and the bank received when it was sent.
---A row whose days lie the wrong way round is taken in with both days, and the contradiction is told.
---@param row table<string, string>
---@param ctx Context
---@return string day         on which the bank received it
---@return table dates        the source's own days
---@return table|nil problem  in both languages
local function received_on(row, ctx)
  local received, submitted, sent = cell(row, "received"), cell(row, "submitted"), cell(row, "sent")
  if received == nil then reject(ctx, "date_missing") end
  local first, last, problem
  if submitted ~= nil then
    first, last = day_of(submitted, ctx), day_of(received, ctx)
    if last < first then
      problem = {
        zh = "收到日 " .. last .. " 早于提交日 " .. first,
        en = "received on " .. last .. ", before it was submitted on " .. first,
      }
    end
    return last, { { name = "submitted", day = first }, { name = "received", day = last } }, problem
  end
  if sent == nil then reject(ctx, "date_missing") end
  first, last = day_of(received, ctx), day_of(sent, ctx)
  if last < first then
    problem = {
      zh = "转给银行之日 " .. last .. " 早于监管收到之日 " .. first,
      en = "sent to the bank on " .. last .. ", before the regulator received it on " .. first,
    }
  end
  return last, { { name = "received", day = first }, { name = "sent", day = last } }, problem
end

---A label in the form of mapping.lua. One export writes apostrophes with a backslash before them.
---@param label string
---@return string
local function folded(label)
  return (string.gsub(text.lower(label), "\\", ""))
end

---Makes a draft from one row.
---@param row table<string, string>  column name → text as received, only cells that are not empty
---@param ctx Context
---@return table  a draft; ctx.fail rejects the row
function M.import(row, ctx)
  local id, via = cell(row, "id"), cell(row, "via")
  local product, issue = cell(row, "product"), cell(row, "issue")
  if id == nil then reject(ctx, "id_missing") end
  if not string.find(id, "^%d+$") then reject(ctx, "id_not_digits", { id = id }) end
  if via == nil then reject(ctx, "via_missing") end
  local channel = mapping.channels[via]
  if channel == nil then reject(ctx, "via_unknown", { via = via }) end
  if product == nil then reject(ctx, "product_missing") end
  if issue == nil then reject(ctx, "issue_missing") end
  local response = cell(row, "response")
  if response ~= nil and mapping.responses[response] == nil then
    reject(ctx, "response_unknown", { response = response })
  end
  local day, dates, problem = received_on(row, ctx)
  return {
    source_id = id,
    received_on = day,
    dates = dates,
    contradictions = problem and { { text = problem } } or nil,
    intake_channel = channel,
    intake_label = via,
    -- A referral came from another agency, which is none of the Chinese regulators.
    transferred_by = channel == "regulator_transfer" and "other" or nil,
    product = product,
    business_class = mapping.classes[folded(product)] or "unclassified",
    business_class_label = product,
    cause = mapping.causes[folded(issue)] or "unclassified",
    cause_label = issue,
    region = "unrecorded",
    region_label = cell(row, "state"),
    narrative = cell(row, "narrative"),
    archive = response ~= nil and mapping.responses[response] and response or nil,
  }
end

return { ["importer.cfpb"] = M.import }
