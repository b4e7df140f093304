#!/usr/bin/env bash
# One year of the sample bank, through the real commands: init, organisation, 285 complaints from intake to
# closure, sweeps, the yearly disclosure, one case explained, the record verified.
#
#   XIAOBAO     the program            (.build/release/xiaobao)
#   DEMO_DIR    the workspace to make  (.build/demo; what is there is removed)
#   DEMO_STEPS  `all`, or `brief`: every complaint is registered, every twentieth goes on to its closure
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=Examples/shili-rural-bank
xiaobao=${XIAOBAO:-$root/.build/release/xiaobao}
demo=${DEMO_DIR:-$root/.build/demo}
steps=${DEMO_STEPS:-all}
texts=$here/texts
[[ $xiaobao == /* ]] || xiaobao=$PWD/$xiaobao
[[ $demo == /* ]] || demo=$PWD/$demo
cd "$root"

if ! [[ -x $xiaobao ]]; then
  echo "没有 $xiaobao，请先运行 make release / $xiaobao is missing: run make release first" >&2
  exit 1
fi
# Of a folder that was named, only what an earlier run made is removed.
if [[ -n ${DEMO_DIR:-} && -e $demo && ! -e $demo/ledger ]] && [[ -n $(ls -A "$demo") ]]; then
  echo "$demo 不是演示工作区，未作改动 / $demo is no demo workspace and was left alone" >&2
  exit 1
fi
rm -rf "$demo"
mkdir -p "$(dirname "$demo")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

bold='' plain=''
if [[ -t 1 ]]; then bold=$'\033[1m' plain=$'\033[0m'; fi
step() { printf '\n%s── %s%s\n' "$bold" "$1" "$plain"; }

# Shows a command as one would type it, then runs it.
shown() {
  printf '$ xiaobao %s\n' "$*"
  run "$@"
}

run() { "$xiaobao" "$@" --workspace "$demo"; }

# A sweep ends with 2 when something is overdue, which is no fault here.
sweep() {
  local code=0
  "$@" || code=$?
  [[ $code -eq 0 || $code -eq 2 ]]
}

step "一、建立工作区 / make a workspace"
# The administrator of the system is nobody of organisation.json: init records the first person by itself.
place=${demo#"$root"/}
printf '$ xiaobao init %s --site %s --as E0100 --on 2000-01-01\n' "$place" "$here/xiaobao.yaml.in"
"$xiaobao" init "$place" --site "$here/xiaobao.yaml.in" --as E0100 --on 2000-01-01 --lang zh
shown unit load "$here/organisation.json" --as E0100

step "二、2024 年的投诉，逐件办理 / the complaints of 2024, one by one"
awk -f "$here/generate.awk" >"$scratch/complaints.jsonl"
awk -f "$here/plan.awk" "$scratch/complaints.jsonl" | LC_ALL=C sort -t "$(printf '\t')" -k1,1 -k2,2n -k4,4n >"$scratch/plan"
mapfile -t complaints <"$scratch/complaints.jsonl"
total=${#complaints[@]}

# Who takes complaints in at a unit.
intake() {
  case $1 in
    S-CG) who=E1002 ;; S-CG-RM) who=E1101 ;; S-CG-KF) who=E1201 ;;
    S-HK) who=E2002 ;; S-HK-QS) who=E2101 ;; S-HK-LL) who=E2201 ;;
    *) who=E0102 ;;
  esac
}

# Who handles them there.
handler() {
  case $1 in
    HQ.CARD) who=E0201 ;; HQ.LOAN) who=E0301 ;; HQ.OPS) who=E0401 ;;
    S-CG) who=E1001 ;; S-CG-RM) who=E1101 ;; S-CG-KF) who=E1201 ;;
    S-HK) who=E2001 ;; S-HK-QS) who=E2101 ;; S-HK-LL) who=E2201 ;;
    *) who=E0102 ;;
  esac
}

declare -A case_of unit_of
done_count=0 marked=0

progress() {
  [[ -t 2 ]] && printf '\r  %s  办结 / closed %d / %d' "$1" "$done_count" "$total" >&2
  return 0
}

submit() { # day line unit
  local answer
  intake "$3"
  answer=$(run complaint submit --json - --on "$1" --as "$who" <<<"${complaints[$2 - 1]}")
  [[ $answer =~ \"id\":\"(C-[0-9]+-[0-9]+)\" ]] || { echo "$answer" >&2; return 1; }
  case_of[$2]=${BASH_REMATCH[1]}
  # Where the plugins propose to send it; without a proposal it stays where it came in.
  unit_of[$2]=$3
  if [[ $answer =~ \"route\":\{\"unit\":\"([^\"]+)\" ]]; then unit_of[$2]=${BASH_REMATCH[1]}; fi
}

feedback() { # day case satisfaction
  if [[ $3 == not_given ]]; then
    run complaint feedback "$2" --not-given --reason 三次致电未接通 --on "$1" --as E0102
  else
    run complaint feedback "$2" --satisfaction "$3" --file "$texts/opinion.txt" --on "$1" --as E0102
  fi
}

act() { # day act line unit outcome satisfaction
  local id=${case_of[$3]:-} who
  case $2 in
    submit) submit "$1" "$3" "$4"; return ;;
    accept) intake "$4"; run complaint accept "$id" --on "$1" --as "$who"; return ;;
    feedback) feedback "$1" "$id" "$6"; return ;;
  esac
  handler "${unit_of[$3]}"
  case $2 in
    assign)
      run complaint assign "$id" --unit "${unit_of[$3]}" --person "$who" --on "$1" --as E0102 ;;
    investigate) run complaint investigate "$id" --file "$texts/finding.txt" --on "$1" --as "$who" ;;
    extend) run complaint extend "$id" --reason 情况复杂，需向合作机构核实 --on "$1" --as "$who" ;;
    decide) run complaint decide "$id" --outcome "$5" --file "$texts/decision-$5.json" --on "$1" --as "$who" ;;
    reply) run complaint reply "$id" --manner phone --file "$texts/reply-$5.json" --on "$1" --as "$who" ;;
    close) run complaint close "$id" --on "$1" --as "$who" && done_count=$((done_count + 1)) ;;
  esac
}

while IFS=$'\t' read -r day _ name line unit outcome opinion; do
  if [[ $name == sweep ]]; then
    [[ $steps == all ]] || continue
    sweep run sweep --json --on "$day" --as E0102 >"$scratch/sweep"
    found=$(sed 's/"still_overdue".*//' "$scratch/sweep" | grep -o '"matter"' | wc -l || true)
    marked=$((marked + found))
    progress "$day"
    continue
  fi
  [[ $steps == all || $name == submit || $((line % 20)) -eq 0 ]] || continue
  if ! act "$day" "$name" "$line" "$unit" "$outcome" "$opinion" >"$scratch/out" 2>"$scratch/err"; then
    printf '\n%s %s（第 %d 件 / complaint %d）\n' "$day" "$name" "$line" "$line" >&2
    cat "$scratch/out" "$scratch/err" >&2
    exit 1
  fi
done <"$scratch/plan"
[[ -t 2 ]] && printf '\r\033[K' >&2
echo "登记 $total 件，办结 $done_count 件 / $total registered, $done_count closed"
if [[ $steps == all ]]; then
  echo "每周检查时限，登记逾期 $marked 件 / swept every week: $marked marked overdue"
fi

step "三、年末检查时限 / the sweep at the end of the year"
sweep shown sweep --on 2024-12-31 --as E0102

step "四、年度披露 / the yearly disclosure"
shown report run annual-disclosure --year 2024 --as E0102

step "五、一件投诉的来由 / why one case went as it did"
shown explain "${case_of[20]}" --as E0102

step "六、校验台账 / verify the record"
shown ledger verify --full

step "接下来可以试 / what to try next"
cat <<END
export XIAOBAO_WORKSPACE=$place XIAOBAO_ACTOR=E0102
${xiaobao#"$root"/} complaint submit                              # 在终端登记一件 / register one, asked field by field
${xiaobao#"$root"/} report run summary --by business_class,cause  # 换一种统计 / count otherwise
${xiaobao#"$root"/} plugin test cn.branch-routing                 # 运行插件自带的测试 / a plugin's own tests
END
