local M = {}

---A small rule of three reads, called by PluginHost and by a plain C program alike.
---@param complaint Complaint
---@param ctx Context
---@return table|nil
function M.route(complaint, ctx)
  if complaint.business_class ~= "B.card" then return nil end
  if complaint.amount < ctx.settings.large_amount then return nil end
  if complaint.unit == "HQ.CARD" then return nil end
  return { unit = "HQ.CARD", because = "large_card" }
end

return { ["complaint.route"] = M.route }
