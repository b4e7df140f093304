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

---Selects the limits of DISP; holding replies are further steps and never selected here.
---@param complaint Complaint  reads received_on and business_class
---@param ctx Context
---@return table
function M.deadline(complaint, ctx)
  local received = complaint.received_on
  if received < "2016-06-30" then return {} end
  local limits = {
    { name = "early_resolution", row = "UK.src", because = { "third_business_day", day = received } },
  }
  local class = complaint.business_class
  if received >= "2018-01-13" and holds(ctx.settings.payment_classes, class) then
    limits[2] = { name = "decision", row = "UK.psd", because = { "payment_service", class = class } }
  else
    limits[2] = { name = "decision", row = "UK.final", because = { "eight_weeks", day = received } }
  end
  return limits
end

return { ["complaint.deadline"] = M.deadline, ["calendar.days"] = days.of }
