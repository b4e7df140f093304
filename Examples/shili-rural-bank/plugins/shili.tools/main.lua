local query = require("host.query")
local i18n = require("host.i18n")

local M = {}

---One row as a line; a tab or a line end inside a cell becomes a space.
local function line(cells)
  local clean = {}
  for place, cell in ipairs(cells) do clean[place] = (cell:gsub("[\t\r\n]", " ")) end
  return table.concat(clean, "\t") .. "\n"
end

---A table's titles and rows; everything else of a document is left out.
function M.tsv(piece)
  if piece.kind == "table" then
    local titles = {}
    for place, column in ipairs(piece.columns) do titles[place] = column.title end
    return line(titles)
  end
  if piece.kind == "rows" then
    local lines = {}
    for place, row in ipairs(piece.rows) do lines[place] = line(row) end
    return table.concat(lines)
  end
  if piece.kind == "table_end" and piece.total then return line(piece.total) end
  return nil
end

---How many complaints are open, unit by unit.
function M.open_cases(_, ctx)
  local where = { closed = false }
  if ctx.params.unit then where.unit = ctx.params.unit end
  local counted = query.count({ by = { "unit" }, where = where, from = ctx.params.from })
  local rows = {}
  for place, row in ipairs(counted.rows) do
    rows[place] = { unit = row.keys[1] or "", count = row.count }
  end
  return {
    title = i18n.t("open_cases"),
    blocks = {
      {
        kind = "table", title = i18n.t("by_unit"),
        columns = {
          { key = "unit", title = i18n.t("unit") },
          { key = "count", title = i18n.t("count"), kind = "count", total = "sum" },
        },
        rows = rows,
      },
    },
  }
end

return {
  ["writer.tsv"] = M.tsv,
  ["command.open-cases"] = M.open_cases,
}
