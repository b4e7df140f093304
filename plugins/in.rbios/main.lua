local M = {}

---Selects the scheme of the day of receipt.
---@param complaint Complaint  reads received_on
---@param _ctx Context
---@return table
function M.deadline(complaint, _ctx)
  local received = complaint.received_on
  if received < "2021-11-12" then return {} end
  -- Grandfathering: what came in before the new scheme stays under the old one for good.
  local row = received < "2026-07-01" and "IN.30.2021" or "IN.30.2026"
  return { { name = "decision", row = row, because = { "received", day = received } } }
end

return { ["complaint.deadline"] = M.deadline }
