-- The national public holidays of Australia, year by year. A year that is not here has no data, and what is
-- counted in it is provisional. States and territories keep further days, which are not here.

local M = {}

M.years = {
  [2026] = {
    { "01-01", "元旦", "New Year's Day" },
    { "01-26", "澳大利亚日", "Australia Day" },
    { "04-03", "耶稣受难日", "Good Friday" },
    { "04-06", "复活节星期一", "Easter Monday" },
    { "04-25", "澳新军团日", "Anzac Day" },
    { "12-25", "圣诞节", "Christmas Day" },
    { "12-26", "节礼日", "Boxing Day" },
    { "12-28", "节礼日（补休）", "Boxing Day (observed)" },
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
