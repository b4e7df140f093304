local M = {}

---A petition is no complaint: its limits start with the contact, and the host reads them from limits.yaml.
---@return nil  no opinion on any complaint
function M.deadline() return nil end

return { ["complaint.deadline"] = M.deadline }
