-- The bank holidays of England and Wales, year by year, as published. A year that is not here has no data,
-- and what is counted in it is provisional. To add a year, add its lines, raise the version and add a test.
-- 26 December 2026 is a Saturday, so Boxing Day is kept on Monday the 28th.

local M = {}

M.years = {
  [2026] = {
    { "01-01", "元旦", "New Year's Day" },
    { "04-03", "耶稣受难日", "Good Friday" },
    { "04-06", "复活节星期一", "Easter Monday" },
    { "05-04", "五月初银行假日", "Early May bank holiday" },
    { "05-25", "春季银行假日", "Spring bank holiday" },
    { "08-31", "夏季银行假日", "Summer bank holiday" },
    { "12-25", "圣诞节", "Christmas Day" },
    { "12-28", "节礼日（补休）", "Boxing Day (substitute day)" },
  },
}

---The holidays of a year, in order.
---@param year integer
---@param _ctx Context
---@return table|nil  nil = no data
function M.of(year, _ctx)
  local known = M.years[year]
  if known == nil then return nil end
  local list = {}
  for place, line in ipairs(known) do
    list[place] = {
      day = string.format("%04d-%s", year, line[1]),
      kind = "holiday",
      name = { zh = line[2], en = line[3] },
    }
  end
  return list
end

return M
