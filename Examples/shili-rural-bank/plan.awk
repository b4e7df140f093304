# Turns the complaints into a working year: one line an act, to be sorted by its first field.
#
#   awk -f plan.awk complaints.jsonl | sort
#
# Fields, separated by tabs: day, order within the day, act, line of complaints.jsonl, unit, outcome, satisfaction.
# Pace, outcomes and opinions are invented, like everything but the counts (SOURCE.md).

function day_text(n,    m, lengths) {
  split("31 29 31 30 31 30 31 31 30 31 30 31", lengths, " ")
  for (m = 1; n >= lengths[m]; m++) n -= lengths[m]
  return sprintf("2024-%02d-%02d", m, n + 1)
}

# The days of the year before `text`, such as 2024-03-01.
function day_number(text,    m, n, lengths) {
  split("31 29 31 30 31 30 31 31 30 31 30 31", lengths, " ")
  n = substr(text, 9, 2) - 1
  for (m = 1; m < substr(text, 6, 2) + 0; m++) n += lengths[m]
  return n
}

function member(name,    rest) {
  rest = substr($0, index($0, "\"" name "\":\"") + length(name) + 4)
  return substr(rest, 1, index(rest, "\"") - 1)
}

function act(after, order, name) {
  printf "%s\t%d\t%s\t%d\t%s\t%s\t%s\n", day_text(day + after), order, name, NR, unit, outcome, opinion
}

BEGIN {
  split("upheld upheld upheld partly_upheld partly_upheld partly_upheld settled settled rejected rejected", outcomes, " ")
  split("satisfied very_satisfied satisfied neutral satisfied dissatisfied satisfied not_given satisfied neutral satisfied", opinions, " ")
}

{
  day = day_number(member("on")); unit = member("unit")
  outcome = outcomes[NR % 10 + 1]; opinion = opinions[NR % 11 + 1]
  decided = 4 + NR % 8
  # One in forty takes longer than 15 days: some with an extension, some without, which the sweep finds.
  late = day <= 325 && NR % 40 == 7
  extended = day <= 325 && NR % 40 == 27
  if (late || extended) decided = 22
  act(0, 1, "submit")
  act(0, 2, "accept")
  act(0, 3, "assign")
  act(1 + NR % 3, 4, "investigate")
  if (extended) act(12, 5, "extend")
  act(decided, 6, "decide")
  act(decided + 1, 7, "reply")
  act(decided + 2, 8, "feedback")
  act(decided + 3, 9, "close")
}

# The sweep runs every week; here on each Friday, the first being 5 January.
END {
  NR = 0; unit = outcome = opinion = "-"
  for (day = 4; day < 366; day += 7) act(0, 10, "sweep")
}
