local M = {}

---Selects the row that starts when the bureau sends a complaint to the company.
---The 60 days are a further step: the company marks the complaint "in progress" in time.
---@param complaint Complaint  reads received_on
---@param _ctx Context
---@return table               no row at all for days before the first; the host then finds none in its data either
function M.deadline(complaint, _ctx)
  local received = complaint.received_on
  if received < "2015-05-26" then return {} end
  return { { name = "decision", row = "US.15", because = { "sent_to_company", day = received } } }
end

return { ["complaint.deadline"] = M.deadline }
