local date = require("host.date")
local years = require("years")

local M = {}

---The day text of a month and day.
---@param year integer
---@param month_day string  "MMDD"
---@return string           "YYYY-MM-DD"
local function day_text(year, month_day)
  return string.format("%04d-%s-%s", year, string.sub(month_day, 1, 2), string.sub(month_day, 3, 4))
end

---Adds the days of one span to the list.
---@param list table       the answer so far
---@param year integer
---@param span string      "0101", "0122-0128" or, for a worked day of rest, "+0117"
---@param name table       {zh=, en=}
local function add_span(list, year, span, name)
  local plus, first, last = string.match(span, "^(%+?)(%d%d%d%d)%-?(%d*)$")
  if last == "" then last = first end
  local kind = plus == "+" and "workday" or "holiday"
  local day, stop = day_text(year, first), day_text(year, last)
  -- Day texts sort as days do, so the comparison needs no arithmetic.
  while day <= stop do
    list[#list + 1] = { day = day, kind = kind, name = name }
    day = date.add(day, 1)
  end
end

---The official days of a year that differ from the plain week.
---@param year integer
---@param _ctx Context  not needed: the days are the same whoever asks
---@return table|nil    {day=, kind="holiday"|"workday", name=} in order; nil = no official data
function M.days(year, _ctx)
  local line = years.lines[year]
  if line == nil then return nil end
  local list = {}
  for group in string.gmatch(line, "[^,]+") do
    local letter, spans = string.match(group, "^%s*(%u) (.+)$")
    for span in string.gmatch(spans, "%S+") do
      add_span(list, year, span, years.names[letter])
    end
  end
  table.sort(list, function(a, b) return a.day < b.day end)
  return list
end

return { ["calendar.days"] = M.days }
