-- The closing days of TARGET beside Saturdays and Sundays: New Year's Day, Good Friday, Easter Monday,
-- 1 May, Christmas Day and 26 December, from 2002 until further notice (European Central Bank, 14 December
-- 2000: long-term calendar for TARGET closing days). Years outside the span below have no data, and what
-- is counted there is provisional: raise LAST when the notice still stands.

local date = require("host.date")

local M = {}

local FIRST, LAST = 2018, 2027

---Easter Sunday of the Gregorian calendar, from the age of the moon and the day of the week.
---@param year integer
---@return string day
local function easter(year)
  local century = year // 100
  -- The epact: how old the moon is on 1 January, with the corrections of the reform.
  local golden = year % 19
  local epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
  if epact == 29 or (epact == 28 and golden > 10) then epact = epact - 1 end
  -- Days from 21 March to the full moon, then on to the Sunday after it.
  local weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
  return date.add(string.format("%04d-03-28", year), epact - weekday)
end

---The closing days of a year.
---@param year integer
---@param _ctx Context
---@return table|nil  nil = no data
function M.of(year, _ctx)
  if year < FIRST or year > LAST then return nil end
  local sunday = easter(year)
  local function day(text, zh, en)
    return { day = text, kind = "holiday", name = { zh = zh, en = en } }
  end
  local function fixed(month_day) return string.format("%04d-%s", year, month_day) end
  return {
    day(fixed("01-01"), "元旦", "New Year's Day"),
    day(date.add(sunday, -2), "耶稣受难日", "Good Friday"),
    day(date.add(sunday, 1), "复活节星期一", "Easter Monday"),
    day(fixed("05-01"), "劳动节", "Labour Day"),
    day(fixed("12-25"), "圣诞节", "Christmas Day"),
    day(fixed("12-26"), "圣诞节次日", "26 December"),
  }
end

return M
