#!/usr/bin/env bash
# A year of one branch as a script of commands: year.txt, read from the top, day by day. Each command must end as
# the script says it does: done, or refused with that code. See README.md for the form of the script.
#
#   XIAOBAO    the program            (.build/release/xiaobao)
#   YEAR_DIR   the workspace to make  (.build/year; what is there is removed)
#   YEAR_LOUD  not empty: show every command and what it said
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
here=Examples/shili-rural-bank/year
xiaobao=${XIAOBAO:-$root/.build/release/xiaobao}
dir=${YEAR_DIR:-$root/.build/year}
[[ $xiaobao == /* ]] || xiaobao=$PWD/$xiaobao
[[ $dir == /* ]] || dir=$PWD/$dir
cd "$root"
if [[ -e $dir && ! -e $dir/ledger && -n $(ls -A "$dir") ]]; then
  echo "$dir 不是工作区，未作改动 / $dir is no workspace and was left alone" >&2
  exit 1
fi
rm -rf "$dir"
mkdir -p "$(dirname "$dir")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XIAOBAO_WORKSPACE=$dir LANG=zh_CN.UTF-8

"$xiaobao" init "$dir" --site "$here/xiaobao.yaml" --as E0100 --on 2000-01-01 --lang zh >/dev/null
"$xiaobao" unit load "$here/../organisation.json" --as E0100 >/dev/null

declare -A case_of
day='' place='' commands=0 refusals=0

wrong() {
  printf '%s：%s\n%s\n' "$place" "$1" "$line" >&2
  cat "$scratch/out" "$scratch/err" >&2
  exit 1
}

# Puts the numbers of cases in the place of their names: $甲 or $A1.
with_numbers() {
  local text=$1 name
  while [[ $text =~ \$([A-Za-z][A-Za-z0-9]*) ]]; do
    name=${BASH_REMATCH[1]}
    [[ -n ${case_of[$name]:-} ]] || wrong "没有名为 $name 的投诉 / no complaint is called $name"
    text=${text//\$$name/${case_of[$name]}}
  done
  text=${text//%YEAR%/$scratch}
  printf '%s' "$text"
}

# One command: [NAME =] [!CODE | ?EXIT] ACTOR words… [< standard input]
command() {
  local text=$1 name='' expected=0 refusal='' input=''
  if [[ $text =~ ^([A-Za-z][A-Za-z0-9]*)\ =\ (.*)$ ]]; then
    name=${BASH_REMATCH[1]}
    text=${BASH_REMATCH[2]}
  fi
  if [[ $text =~ ^!([A-Z]+-[0-9]+)\ (.*)$ ]]; then
    refusal=${BASH_REMATCH[1]} expected=1
    text=${BASH_REMATCH[2]}
  elif [[ $text =~ ^\?([0-9]+)\ (.*)$ ]]; then
    expected=${BASH_REMATCH[1]}
    text=${BASH_REMATCH[2]}
  fi
  if [[ $text == *' < '* ]]; then
    input=$(with_numbers "${text#* < }")
    # ␤ stands for a line feed.
    input=${input//␤/$'\n'}
    text=${text%% < *}
  fi
  local words
  read -ra words <<<"$(with_numbers "$text")"
  local actor=${words[0]} code=0
  "$xiaobao" "${words[@]:1}" --as "$actor" --on "$day" <<<"$input" >"$scratch/out" 2>"$scratch/err" || code=$?
  commands=$((commands + 1))
  if [[ -n ${YEAR_LOUD:-} ]]; then
    printf '  %s %s\n' "$actor" "${words[*]:1}"
    sed 's/^/      /' "$scratch/out" "$scratch/err"
  fi
  if [[ -n $refusal ]]; then
    [[ $code -ne 0 ]] || wrong "应被拒绝（$refusal）/ should have been refused"
    grep -q "$refusal" "$scratch/err" "$scratch/out" || wrong "应为 $refusal / $refusal was expected"
    refusals=$((refusals + 1))
  elif [[ $code -ne $expected ]]; then
    wrong "退出码应为 $expected，实为 $code / exit $expected expected, $code found"
  fi
  if [[ -n $name ]]; then
    [[ $(cat "$scratch/out") =~ (C-[0-9]+-[0-9]+) ]] || wrong "没有编号 / no number was given"
    case_of[$name]=${BASH_REMATCH[1]}
  fi
}

# Lines of the script, or of a play with its arguments for %1 to %9.
perform() {
  local text=$1
  case $text in
    '' | '//'*) ;;
    '#'*) printf '%s\n' "$text" ;;
    '@ '*)
      day=${text#@ }
      printf '\n%s\n' "$day"
      ;;
    '^ '*)
      grep -qF -- "$(with_numbers "${text#^ }")" "$scratch/out" "$scratch/err" ||
        wrong "输出中没有“${text#^ }” / not in the output"
      ;;
    'play '*)
      local words number step
      read -ra words <<<"$text"
      while IFS= read -r step; do
        for number in 1 2 3 4 5 6 7 8 9; do
          step=${step//%$number/${words[number + 1]:-}}
        done
        perform "$step"
      done <"$here/plays/${words[1]}.txt"
      ;;
    *) command "$text" ;;
  esac
}

number=0
while IFS= read -r line; do
  number=$((number + 1))
  place="$here/year.txt:$number"
  perform "$line"
done <"$here/year.txt"
printf '\n%d 件有名字的投诉，%d 条命令，其中 %d 条按规定被拒绝 / %d named complaints, %d commands, %d of them refused as the script says\n' \
  "${#case_of[@]}" "$commands" "$refusals" "${#case_of[@]}" "$commands" "$refusals"
