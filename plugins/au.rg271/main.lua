local days = require("days")

local M = {}

---Whether a list of settings holds a value.
---@param list string[]
---@param value string|nil
---@return boolean
local function holds(list, value)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

---Selects the limits of RG 271; delay notices are further steps and never selected here.
---@param complaint Complaint  reads received_on, cause_label and product
---@param ctx Context
---@return table
function M.deadline(complaint, ctx)
  local received, settings = complaint.received_on, ctx.settings
  if received < "2021-10-05" then return {} end
  local limits = {
    { name = "first_response", row = "AU.ack", because = { "acknowledge", day = received } },
  }
  local cause, product = complaint.cause_label, complaint.product
  if holds(settings.credit_causes, cause) then
    limits[2] = { name = "decision", row = "AU.credit", because = { "credit", cause = cause } }
  elseif holds(settings.super_products, product) then
    limits[2] = { name = "decision", row = "AU.super", because = { "superannuation", product = product } }
  else
    limits[2] = { name = "decision", row = "AU.std", because = { "standard", day = received } }
  end
  if not holds(settings.hardship_causes, cause) then
    limits[3] = { name = "early_resolution", row = "AU.5bd", because = { "fifth_business_day", day = received } }
  end
  return limits
end

return { ["complaint.deadline"] = M.deadline, ["calendar.days"] = days.of }
