local ROUNDS = 50

---@type table<string, fun(text: string)>
local patterns = {
  ["find a word"] = function(text) text:find("退款失败") end,
  ["find a number"] = function(text) text:find("%d+%.%d%d元整") end,
  ["match with captures"] = function(text) text:match("(%d+)年(%d+)月(%d+)日终") end,
  ["trim"] = function(text) text:match("^%s*(.-)%s*$") end,
  ["gmatch of words"] = function(text) for _ in text:gmatch("[%w_]+") do end end,
  ["gsub of blanks"] = function(text) text:gsub("%s+", " ") end,
  ["a set at the end"] = function(text) text:match("[^,]*$") end,
}

---@param complaint Complaint
---@return table
local function route(complaint)
  local run, text = patterns[complaint.product], complaint.cause_label
  for _ = 1, ROUNDS do run(text) end
  return { unit = "X", because = "done" }
end

return { ["complaint.route"] = route }
