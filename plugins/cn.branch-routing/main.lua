local decimal = require("host.decimal")
local i18n = require("host.i18n")

local M = {}

---Whether the intake left a code table's field open.
---@param key string|nil  a standard key
---@return boolean
local function is_missing(key)
  return key == nil or key == "unclassified" or key == "unrecorded"
end

---Whether a list of settings holds a value.
---@param list string[]
---@param value string
---@return boolean
local function holds(list, value)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

---Points out what the intake should still fill in.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  problems; nil = none
function M.check(complaint, ctx)
  local settings = ctx.settings
  local problems = {}

  local function add(field, code, severity)
    if severity == "off" then return end
    -- What a regulator transferred has been received, whatever it lacks: it may be flagged, never refused.
    if complaint.transferred_by ~= nil then severity = "warning" end
    problems[#problems + 1] =
      { field = field, code = code, severity = severity, message = i18n.t(code), because = code }
  end

  local class = complaint.business_class
  if is_missing(class) then
    add("business_class", "class_missing", settings.missing_class)
  elseif complaint.amount == nil and holds(settings.amount_expected, class) then
    add("amount", "amount_missing", "warning")
  end
  if is_missing(complaint.cause) then add("cause", "cause_missing", settings.missing_cause) end
  local length = complaint.narrative_length
  if length ~= nil and length < settings.narrative_min then
    add("narrative", "narrative_short", "warning")
  end

  if #problems == 0 then return nil end
  return problems
end

---Proposes the unit that should handle the complaint: first by amount, then by class, then by unit.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  {unit=, because=}; nil = no opinion, the manual queue of the receiving unit
function M.route(complaint, ctx)
  local settings = ctx.settings

  local amount = complaint.amount
  if settings.large_amount_desk ~= "" and amount ~= nil and amount >= settings.large_amount then
    return {
      unit = settings.large_amount_desk,
      because = {
        "large_amount",
        amount = decimal.money(amount),
        limit = decimal.money(settings.large_amount),
      },
    }
  end

  local class = complaint.business_class
  local desk = class ~= nil and settings.desks[class] or nil
  if desk ~= nil then return { unit = desk, because = { "desk_of_class", class = class } } end

  local unit = complaint.unit
  desk = unit ~= nil and settings.unit_desks[unit] or nil
  if desk ~= nil then return { unit = desk, because = { "desk_of_unit", unit = unit } } end

  if settings.default_desk == "" then return nil end
  return { unit = settings.default_desk, because = "default_desk" }
end

return { ["complaint.check"] = M.check, ["complaint.route"] = M.route }
