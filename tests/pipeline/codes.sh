#!/usr/bin/env bash
# The catalogue of messages: each code is used by the program and told by jibao codes in plain words; each code about a received
# file is provoked by a case of the fault table, or stands in the list below with its reason; the table has 150 bad files and more.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }

"$JIBAO" codes --json >"$tmp/codes.json" || fault "jibao codes --json: status $?"
/usr/bin/python3 - "$tmp/codes.json" >"$tmp/codes" <<'PY'
import json, re, sys
for c in json.load(open(sys.argv[1], encoding='utf-8')):
    if not c['问题'] or re.search('%[1-9]', ''.join(c.values())):
        sys.exit('unplain: %s' % c)
    if c['级别'] != '提示' and c['编号'] not in ('C101', 'E105') and not (c['应为'] or c['办法']):
        sys.exit('says neither what is expected nor what to do: %s' % c)
    print(c['编号'])
PY
[ $? = 0 ] || fault "$(cat "$tmp/codes")"
[ "$(wc -l <"$tmp/codes")" -ge 250 ] || fault "only $(wc -l <"$tmp/codes") codes"
cat generator/*/*.c generator/*/*.h generator/*.c >"$tmp/sources"
while read -r code; do
  grep -qE "\b(MSG_)?$code\b" "$tmp/sources" || fault "$code stands in the catalogue, nothing says it"
done <"$tmp/codes"

"$JIBAO" codes >"$tmp/manual" || fault "jibao codes: status $?"
while read -r code; do grep -q "^- $code（" "$tmp/manual" || fault "$code is not in the manual: a group for its letter is missing in verb_codes.c"; done <"$tmp/codes"
"$JIBAO" codes S104 | grep -q '^- S104（错误）' || fault "jibao codes S104 does not tell S104"
"$JIBAO" codes Q999 >/dev/null; [ $? = 1 ] || fault "jibao codes Q999: wanted status 1"

# not provoked by a file of the table, and why
cat >"$tmp/elsewhere" <<'LIST'
D119 more than twenty bad characters: intake_cost.c
X101 more than 16 MB: intake_cost.c
X171 the installation is damaged: intake_rules.c
X179 more than 200 faults of form: intake_cost.c
X119 what libxml2 says and no case is known for: it is told with its number
X169 what the schema says and no case is known for: it is told with its number
X129 a file that ended the program before: suspect.sh
S101 no plan: intake_rules.c
S192 more than 200 faults of content: intake_cost.c
S405 files held for want of a register: register.sh
S406 likewise
S407 two registers: register.sh
S408 an entry that names no file: register.sh
S409 a date to come: register.sh
S410 a date put right: register.sh
S411 input/ not listed to its end: crash.sh
S412 an entry that is gone: register.sh
S413 a file put back to an earlier text: known.sh
S414 files sent back by the plan before: known.sh
S415 an entry that has dated another file: known.sh
P006 more than 4 MB: plan_faults.c
P008 the installation is damaged: plan_faults.c
P017 what the schema says and no case is known for
P018 too many units: plan_faults.c
P201 the installation is damaged, not a received file
P202 a template of the office's own that fails, not a received file
P203 nothing wrong with a file: a quarter without forms
P204 nothing wrong with a file: a quarter behind the plan
G107 the installation is damaged
LIST
cat tests/cases/intake/*.expect tests/cases/register/*.expect tests/cases/plan/*.expect tests/cases/document/*.expect >"$tmp/expected"
grep -E '^[DXSPG]' "$tmp/codes" | while read -r code; do
  grep -aqE "(^| )$code " "$tmp/expected" || grep -q "^$code " "$tmp/elsewhere" || echo "$code is provoked by no case"
done >"$tmp/missing"
[ -s "$tmp/missing" ] && fault "$(cat "$tmp/missing")"

table() { grep -alE '^(错误|警告) |^[A-Z][0-9]{3} ' "$@" | wc -l; }
refused=$(grep -alE '^结论 (退回|未完)' tests/cases/intake/*.expect | wc -l)
all=$(($(table tests/cases/intake/*.expect) + $(table tests/cases/register/*.expect) + $(table tests/cases/plan/*.expect) + $(table tests/cases/document/*.expect)))
echo "bad files: $all, of them submissions refused: $refused"
[ "$refused" -ge 150 ] || fault "only $refused refused submissions in the fault table"
[ "$all" -ge 300 ] || fault "only $all bad files in the fault table"
exit $bad
