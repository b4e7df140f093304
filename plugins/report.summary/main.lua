local i18n = require("host.i18n")
local query = require("host.query")

local M = {}

-- Dimensions whose values are keys of a standard code table, with the table's name.
local TABLES = {
  business_channel = "business_channel",
  business_class = "business_class",
  cause = "cause",
  channel = "intake_channel",
  intake_channel = "intake_channel",
  region = "region",
}

-- Dimensions whose values have names in this plugin's texts: stage_received, satisfaction_neutral …
local NAMED = {
  stage = {
    "received", "accepted", "assigned", "investigating", "decided", "replied", "closed", "withdrawn",
  },
  satisfaction = {
    "very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied", "not_given",
  },
}

-- Such a dimension in front keeps the order of time; everything else stands by size.
local TIMES = { year = true, quarter = true, month = true }

-- Dimensions that bear a title here; a newer host may know others, which bear their own name.
local TITLED = {
  year = true, quarter = true, month = true, stage = true, closed = true, unit = true, channel = true,
  intake_channel = true, intake_channel_label = true, business_channel = true,
  business_channel_label = true, business_class = true, business_class_label = true, cause = true,
  cause_label = true, region = true, region_label = true, product = true, source_system = true,
  overdue = true, past_original = true, satisfaction = true, synthetic = true,
}

-- As many as host.query.count groups by; more make no table that anybody reads.
local DIMENSIONS_MAX = 6

---@param list string[]
---@param value any
---@return boolean
local function holds(list, value)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

---The dimensions asked for: at least one, each known, none twice.
---@param ctx Context
---@return string[]
local function dimensions_of(ctx)
  local known = query.dimensions()
  local dimensions = {}
  for _, name in ipairs(ctx.params.by) do
    if not holds(known, name) then
      local list = table.concat(known, ", ")
      ctx.fail("unknown_dimension", i18n.t("unknown_dimension", { name = name, list = list }))
    end
    if holds(dimensions, name) then
      ctx.fail("dimension_twice", i18n.t("dimension_twice", { name = name }))
    end
    dimensions[#dimensions + 1] = name
  end
  if #dimensions > DIMENSIONS_MAX then
    ctx.fail("dimensions_many", i18n.t("dimensions_many", { n = #dimensions, max = DIMENSIONS_MAX }))
  end
  if #dimensions == 0 then ctx.fail("no_dimension", i18n.t("no_dimension")) end
  return dimensions
end

---The words for one value of a dimension.
---@param dimension string
---@param value any  nil where the complaint has none
---@return string
local function words_for(dimension, value)
  if value == nil then return i18n.t("none") end
  if value == true then return i18n.t("yes") end
  if value == false then return i18n.t("no") end
  if TABLES[dimension] ~= nil then return i18n.name(TABLES[dimension], value) end
  if NAMED[dimension] ~= nil and holds(NAMED[dimension], value) then
    return i18n.t(dimension .. "_" .. value)
  end
  return tostring(value)
end

---The groups in the order of the table.
---@param rows table          sorted by their keys
---@param dimensions string[]
---@return table
local function ordered(rows, dimensions)
  local list = {}
  -- The place decides between equal counts, so that the order never depends on how the sort works.
  for place, row in ipairs(rows) do list[place] = { keys = row.keys, count = row.count, place = place } end
  if not TIMES[dimensions[1]] then
    table.sort(list, function(a, b)
      if a.count ~= b.count then return a.count > b.count end
      return a.place < b.place
    end)
  end
  return list
end

---The columns: one a dimension, then count and share.
---@param dimensions string[]
---@return table
local function columns_of(dimensions)
  local columns = {}
  for index, name in ipairs(dimensions) do
    local title = TITLED[name] and i18n.t("dimension_" .. name) or name
    columns[index] = { key = name, title = title, kind = "text" }
  end
  columns[#columns + 1] = { key = "count", title = i18n.t("count"), kind = "count" }
  columns[#columns + 1] = { key = "share", title = i18n.t("share"), kind = "share" }
  return columns
end

---The rows of the table; beyond the limit one row holds the rest.
---@param groups table
---@param dimensions string[]
---@param total integer
---@param limit integer
---@return table
local function rows_of(groups, dimensions, total, limit)
  local rows, rest = {}, 0
  for index, group in ipairs(groups) do
    if index > limit then
      rest = rest + group.count
    else
      local row = { count = group.count, share = { group.count, total, 2 } }
      for place, name in ipairs(dimensions) do row[name] = words_for(name, group.keys[place]) end
      rows[index] = row
    end
  end
  if #groups > limit then
    rows[#rows + 1] = {
      [dimensions[1]] = i18n.t("others", { n = #groups - limit }),
      count = rest,
      share = { rest, total, 2 },
    }
  end
  return rows
end

---Makes the summary.
---@param _ nil        a report has no record
---@param ctx Context  params: by, from, to, limit
---@return table       a document
function M.report(_, ctx)
  local params = ctx.params
  local dimensions = dimensions_of(ctx)
  local from, to, limit = params.from, params.to, params.limit
  if from ~= nil and to ~= nil and to < from then
    ctx.fail("span_backwards", i18n.t("span_backwards", { from = from, to = to }))
  end
  if limit ~= nil and limit < 1 then ctx.fail("limit_low", i18n.t("limit_low", { limit = limit })) end

  local counted = query.count({ by = dimensions, from = from, to = to })
  local document = {
    title = i18n.t("title"),
    scope = i18n.t("scope", { from = from or i18n.t("first_day"), to = to or i18n.t("last_day") }),
    repeats_merged = false,
    blocks = {},
    checks = {},
    notes = {},
  }
  if from ~= nil and to ~= nil then document.period = { from = from, to = to } end
  if counted.total == 0 then
    document.blocks[1] = { kind = "paragraph", text = i18n.t("nothing") }
    return document
  end

  local groups = ordered(counted.rows, dimensions)
  document.blocks[1] = {
    kind = "table",
    title = i18n.t("table_title"),
    columns = columns_of(dimensions),
    rows = rows_of(groups, dimensions, counted.total, limit or #groups),
    total = { [dimensions[1]] = i18n.t("total"), count = counted.total, share = "100%" },
  }
  document.checks[1] = {
    name = i18n.t("check"),
    left = { { table = 1, column = "count", rows = "all" } },
    right = { { table = 1, column = "count", rows = "total" } },
  }
  document.notes[1] = { text = i18n.t("note_rounding") }
  return document
end

return { ["report.summary"] = M.report }
