local M = {}

-- The days on which the two orders came into force. limits.yaml says the same row by row; here they
-- decide which rows are named at all, and the host refuses a row that is not in force.
local CN3_FROM = "2020-03-01"
local PBC5_FROM = "2020-11-01"

---Selects the rows of limits.yaml that start with the intake of a complaint.
---The longer steps (30 and 60 days) are never selected here: somebody asks for them in time.
---@param complaint Complaint  reads received_on and transferred_by
---@param ctx Context
---@return table|nil           {name=, row=, because=} a limit; nil = no row in force on that day
function M.deadline(complaint, ctx)
  local received = complaint.received_on
  if received < CN3_FROM then
    ctx.log("no row in force on " .. received .. "; the first is of " .. CN3_FROM)
    return nil
  end
  local limits = {
    { name = "decision", row = "CN3.18.simple", because = { "received_by_bank", day = received } },
  }
  -- A transferred complaint is still a complaint that the bank received, so both limits run.
  -- They bear two names, because each is extended by its own approver and the earlier one binds.
  if complaint.transferred_by == "pbc" and received >= PBC5_FROM then
    limits[#limits + 1] =
      { name = "transfer_answer", row = "PBC5.43.bank", because = { "transferred_by_pbc", day = received } }
  end
  return limits
end

return { ["complaint.deadline"] = M.deadline }
