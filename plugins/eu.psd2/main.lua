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

---Selects the limit of a complaint on payment services; other complaints have none here.
---@param complaint Complaint  reads received_on and business_class
---@param ctx Context
---@return table
function M.deadline(complaint, ctx)
  local received = complaint.received_on
  if received < "2018-01-13" then return {} end
  local class = complaint.business_class
  if not holds(ctx.settings.payment_classes, class) then return {} end
  return { { name = "decision", row = "EU.psd2", because = { "payment_service", class = class } } }
end

return { ["complaint.deadline"] = M.deadline, ["calendar.days"] = days.of }
