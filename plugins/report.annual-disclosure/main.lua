local date = require("host.date")
local decimal = require("host.decimal")
local i18n = require("host.i18n")
local query = require("host.query")

local M = {}

-- The four tables in the order of the disclosure, each by the bank's own label where it gave one.
local DIMENSIONS = { "business_channel", "business_class", "cause", "region" }

---The days to report on: a year, a span, or the last whole year.
---@param ctx Context
---@return string from
---@return string to
---@return integer|nil year  nil when a span was asked for
local function period_of(ctx)
  local params = ctx.params
  local from, to, year = params.from, params.to, params.year
  if from == nil and to == nil then
    year = year or date.year(ctx.today) - 1
    -- Beyond these years there is no civil day to count from.
    if year < 1900 or year > 2199 then ctx.fail("year_unknown", i18n.t("year_unknown", { year = year })) end
    return string.format("%04d-01-01", year), string.format("%04d-12-31", year), year
  end
  if year ~= nil then ctx.fail("year_and_span", i18n.t("year_and_span")) end
  if from == nil or to == nil then ctx.fail("span_open", i18n.t("span_open")) end
  if to < from then ctx.fail("span_backwards", i18n.t("span_backwards", { from = from, to = to })) end
  return from, to, nil
end

---The labels of one dimension with their counts, the largest first.
---@param dimension string
---@param from string
---@param to string
---@return table  list of {label=, count=}
local function groups_of(dimension, from, to)
  local groups = {}
  for _, row in ipairs(query.count({ by = { dimension .. "_label" }, from = from, to = to }).rows) do
    groups[#groups + 1] = { label = row.keys[1], count = row.count }
  end
  table.sort(groups, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.label < b.label
  end)
  return groups
end

---The table of one dimension.
---@param dimension string
---@param groups table
---@param total integer  the count of the whole, asked for apart from the groups
---@return table
local function table_of(dimension, groups, total)
  local rows = {}
  for index, group in ipairs(groups) do
    rows[index] = { label = group.label, count = group.count, share = { group.count, total, 2 } }
  end
  return {
    kind = "table",
    title = i18n.t("table_" .. dimension),
    columns = {
      { key = "label", title = i18n.t("column_" .. dimension), kind = "text" },
      { key = "count", title = i18n.t("column_count"), kind = "count" },
      { key = "share", title = i18n.t("column_share"), kind = "share" },
    },
    rows = rows,
    -- Shares are rounded one by one and need not add up, so the whole is stated.
    total = { label = i18n.t("total"), count = total, share = "100%" },
  }
end

---A figure of one dimension.
---@param chart string  "bar" or "share"
---@param dimension string
---@param groups table
---@return table
local function figure_of(chart, dimension, groups)
  local categories, values = {}, {}
  for index, group in ipairs(groups) do
    categories[index], values[index] = group.label, group.count
  end
  return {
    kind = "figure",
    chart = chart,
    title = i18n.t("figure_" .. dimension),
    categories = categories,
    series = { { name = i18n.t("column_count"), values = values } },
  }
end

---How many of the complaints are closed.
---@param from string
---@param to string
---@return integer
local function closed_count(from, to)
  local closed = 0
  for _, row in ipairs(query.count({ by = { "closed" }, from = from, to = to }).rows) do
    if tostring(row.keys[1]) == "true" then closed = closed + row.count end
  end
  return closed
end

---The body: the sentence with total and closing rate, then each dimension.
---@param from string
---@param to string
---@param total integer
---@return table blocks
---@return table checks
local function body_of(from, to, total)
  local closed = closed_count(from, to)
  local blocks, checks = {}, {}
  local function add(block) blocks[#blocks + 1] = block end

  add({
    kind = "paragraph",
    text = i18n.t("overview", {
      from = from, to = to, total = total, closed = closed, rate = decimal.share(closed, total, 2),
    }),
  })
  for index, dimension in ipairs(DIMENSIONS) do
    local groups = groups_of(dimension, from, to)
    add({ kind = "heading", level = 2, text = i18n.t("heading_" .. dimension) })
    add(table_of(dimension, groups, total))
    if dimension == "cause" then add(figure_of("bar", dimension, groups)) end
    if dimension == "business_class" then add(figure_of("share", dimension, groups)) end
    checks[index] = {
      name = i18n.t("check_" .. dimension),
      left = { { table = index, column = "count", rows = "all" } },
      right = { { table = index, column = "count", rows = "total" } },
    }
  end
  return blocks, checks
end

---The notes at the end.
---@return table
local function notes()
  return {
    { text = i18n.t("note_cn3"), source = i18n.t("source_cn3") },
    { text = i18n.t("note_pbc5"), source = i18n.t("source_pbc5") },
    { text = i18n.t("note_channel") },
    { text = i18n.t("note_labels") },
    { text = i18n.t("note_rounding") },
  }
end

---Makes the yearly disclosure.
---@param _ nil        a report has no record
---@param ctx Context  params: year, or from and to
---@return table       a document
function M.report(_, ctx)
  local from, to, year = period_of(ctx)
  local total = query.count({ by = {}, from = from, to = to }).total
  local blocks, checks
  if total == 0 then
    blocks = { { kind = "paragraph", text = i18n.t("nothing", { from = from, to = to }) } }
  else
    blocks, checks = body_of(from, to, total)
  end
  return {
    title = year and i18n.t("title_year", { year = year }) or i18n.t("title_span"),
    period = { from = from, to = to },
    scope = i18n.t("scope"),
    -- Each complaint counts once as it was registered; repeats are not merged.
    repeats_merged = false,
    blocks = blocks,
    checks = checks or {},
    notes = notes(),
  }
end

return { ["report.annual-disclosure"] = M.report }
