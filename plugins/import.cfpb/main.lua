local date = require("host.date")
local i18n = require("host.i18n")
local text = require("host.text")
local columns = require("columns")
local mapping = require("mapping")

local M = {}

---The cell of a column under whichever of its names the file uses.
---@param row table<string, string>  only cells that are not empty
---@param column string              a name in columns.lua
---@return string|nil value
---@return string|nil name   as the file has it
local function cell(row, column)
  for _, name in ipairs(columns[column]) do
    local value = row[name]
    if value ~= nil then
      value = text.trim(value)
      if value ~= "" then return value, name end
    end
  end
  return nil, nil
end

---Rejects the row in the words of the locale files; caught in M.import.
---@param code string
---@param column string|nil     as the file has it; nil where the row as a whole is meant
---@param value string|nil      what stands there
---@param arguments table|nil   of the text
local function reject(code, column, value, arguments)
  error({
    reject = { code = code, column = column or "", value = value or "", reason = i18n.t(code, arguments) },
  }, 0)
end

---Reads a date as 2021-10-24, 8/30/2013 or 9/24/19 (two digits mean 1969 to 2068).
---@param value string
---@param column string  as the file has it
---@return string day
local function day_of(value, column)
  local day
  if string.find(value, "^%d%d%d%d%-%d%d%-%d%d$") then
    day = date.parse(value, "iso")
  elseif string.find(value, "^%d%d?/%d%d?/%d%d%d%d$") then
    day = date.parse(value, "m/d/yyyy")
  elseif string.find(value, "^%d%d?/%d%d?/%d%d$") then
    day = date.parse(value, "m/d/yy")
  end
  if day == nil then reject("date_unreadable", column, value, { text = value }) end
  return day
end

---The day on which the bank got the complaint.
---Two kinds of file use the name "Date received" for two different days:
--- * with a column "Date submitted", the consumer submitted on that day and the bank received on "Date received";
--- * with a column "Date sent to company", "Date received" is the regulator's, and the bank received when it was sent.
---A row whose days lie the wrong way round is taken in with both days, and the contradiction is told.
---@param row table<string, string>
---@return string day         on which the bank received it
---@return table dates        the source's own days
---@return table|nil problem  in both languages
local function received_on(row)
  local received, received_name = cell(row, "received")
  local submitted, submitted_name = cell(row, "submitted")
  local sent, sent_name = cell(row, "sent")
  if received == nil then reject("date_missing", columns.received[1]) end
  local first, last, problem
  if submitted ~= nil then
    first, last = day_of(submitted, submitted_name), day_of(received, received_name)
    if last < first then
      problem = {
        zh = "收到日 " .. last .. " 早于提交日 " .. first,
        en = "received on " .. last .. ", before it was submitted on " .. first,
      }
    end
    return last, { { name = "submitted", day = first }, { name = "received", day = last } }, problem
  end
  if sent == nil then reject("date_missing", columns.sent[1]) end
  first, last = day_of(received, received_name), day_of(sent, sent_name)
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
---@param row table<string, string>
---@return table
local function draft_of(row)
  local id, id_name = cell(row, "id")
  local via, via_name = cell(row, "via")
  local product, issue = cell(row, "product"), cell(row, "issue")
  if id == nil then reject("id_missing", columns.id[1]) end
  if not string.find(id, "^%d+$") then reject("id_not_digits", id_name, id, { id = id }) end
  if via == nil then reject("via_missing", columns.via[1]) end
  local channel = mapping.channels[via]
  if channel == nil then reject("via_unknown", via_name, via, { via = via }) end
  if product == nil then reject("product_missing", columns.product[1]) end
  if issue == nil then reject("issue_missing", columns.issue[1]) end
  local response, response_name = cell(row, "response")
  if response ~= nil and mapping.responses[response] == nil then
    reject("response_unknown", response_name, response, { response = response })
  end
  local day, dates, problem = received_on(row)
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
    region_label = (cell(row, "state")),
    narrative = (cell(row, "narrative")),
    archive = response ~= nil and mapping.responses[response] and response or nil,
  }
end

---Makes a draft from one row, or says why not.
---@param row table<string, string>  column name → text as received, only cells that are not empty
---@param _ctx Context
---@return table  a draft, or {reject=…}
function M.import(row, _ctx)
  local done, result = pcall(draft_of, row)
  if not done and not (type(result) == "table" and result.reject) then error(result, 0) end
  return result
end

return { ["importer.cfpb"] = M.import }
