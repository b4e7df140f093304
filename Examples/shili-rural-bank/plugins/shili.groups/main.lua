local M = {}

---Sends the complaint of several people to one desk.
---@param complaint Complaint
---@param ctx Context
---@return table|nil  {unit=, because=}; nil = no opinion
function M.route(complaint, ctx)
  local people = complaint.headcount
  if people == nil or people < ctx.settings.people then return nil end
  return { unit = ctx.settings.desk, because = { "several_people", people = people } }
end

return { ["complaint.route"] = M.route }
