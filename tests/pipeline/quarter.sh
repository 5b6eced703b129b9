#!/usr/bin/env bash
# The worked example, tests/cases/quarter: a plan and its second edition, three quarters, seven units, taken in as they came; the
# report data against what was worked out by hand (*.expect, with the arithmetic). Then explain and diff on the same store.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0 cases=tests/cases/quarter
fault() { echo "$*"; bad=1; }
mkdir -p "$tmp/input" && cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts"
data() { "$JIBAO" data "$1" -C "$tmp" --date "$2" >"$tmp/$3.xml" || fault "data $1: status $?"; }
compare() { # name
  /usr/bin/python3 tests/tools/expect.py "$tmp/$1.xml" "$cases/$1.expect" || bad=1
  /usr/bin/python3 tests/tools/told.py "$tmp/$1.xml" || bad=1
}

take() { # folder date refused
  cp -R "$cases/$1/." "$tmp/input/"
  "$JIBAO" intake -C "$tmp" --date "$2" >"$tmp/out" 2>&1; rc=$?
  [ $rc -le 1 ] && grep -q "[，；]退回 $3）" "$tmp/out" || { fault "intake of $1: status $rc"; cat "$tmp/out"; }
}
take 1_0624 2022-06-24 0
data 2022Q2 2022-06-28 2022Q2
take 2_0924 2022-09-24 0
take 3_0927 2022-09-27 0
data 2022Q3 2022-09-28 2022Q3
take 4_1224 2022-12-24 1 # 县林业局's file is sent back
data 2022Q4 2022-12-28 2022Q4
data 2022Q3 2022-12-28 2022Q3晚印
for q in 2022Q2 2022Q3 2022Q3晚印 2022Q4; do compare $q; done
# next year's plan, and a correction of last year's fourth quarter, judged by last year's plan
cp -R "$tmp" "$tmp.next"; old=$tmp; tmp=$tmp.next
take 5_0324 2023-03-24 0
data 2023Q1 2023-03-28 2023Q1
compare 2023Q1
grep -q '接收' "$tmp"/output/2022Q4/回执/*民政*.txt || fault "the correction of last year was not taken in"
"$JIBAO" check -C "$tmp" --date 2023-03-24 $cases/1_0624/2022Q2/投促.xml >"$tmp/out" 2>&1 || { fault "check of an old file: by the wrong plan"; cat "$tmp/out"; }
"$JIBAO" diff -C "$tmp" --date 2023-03-28 >"$tmp/out" 2>&1 # the newest quarter and the one before, by two plans
grep -qE '^2-2 +救助人次 +人次 +810 +250 +完成 → 正常$' "$tmp/out" || { fault "diff over the turn of the year"; cat "$tmp/out"; }
grep -qE '^2-1 +走访次数 +次 +2 +3 +\+1 逾期 → 完成　转好$' "$tmp/out" || fault "diff over the turn of the year: a figure of one quarter"
rm -rf "$tmp"; tmp=$old

# a new edition of the plan and later quarters leave an earlier quarter's data as they were
for q in 2022Q2:2022-06-28 2022Q3:2022-09-28; do
  "$JIBAO" data ${q%%:*} -C "$tmp" --date ${q##*:} | cmp - "$tmp/${q%%:*}.xml" || fault "${q%%:*} is another one now"
done

# the comparing itself sees a wrong figure, a missing problem and a lost paragraph
sed 's/ 值="560"/ 值="590"/' "$tmp/2022Q3.xml" >"$tmp/x.xml"
/usr/bin/python3 tests/tools/expect.py "$tmp/x.xml" $cases/2022Q3.expect >/dev/null && fault "a wrong figure was not seen"
sed 's/编号="2022Q2-CJTZ-3-1"/编号="2022Q2-CJTZ-3-9"/' "$tmp/2022Q3.xml" >"$tmp/x.xml"
/usr/bin/python3 tests/tools/expect.py "$tmp/x.xml" $cases/2022Q3.expect >/dev/null && fault "a missing problem was not seen"
sed '0,/对失联家庭再次核查，/s///' "$tmp/2022Q3.xml" >"$tmp/x.xml"
/usr/bin/python3 tests/tools/told.py "$tmp/x.xml" >/dev/null && fault "a lost paragraph was not seen"

# a merged unit's open problems are its successor's: no doubt about the number, and the blank form carries them
r=$(ls "$tmp"/output/2022Q4/回执/*县移民和投促局.txt)
grep -q 'S232\|S233' "$r" && { fault "the successor's receipt doubts a number of the merged unit"; cat "$r"; }
"$JIBAO" forms 2022Q4 -C "$tmp" --date 2022-12-24 --quiet >/dev/null 2>&1
grep -q '编号="2022Q2-TZCJ-2-1"' "$tmp/output/2022Q4/空白表/县移民和投促局.xml" || fault "the successor's blank lacks the merged unit's problem"
[ ! -e "$tmp/output/2022Q4/空白表/县投促局.xml" ] || fault "a blank for a unit that was merged"

said() { grep -qF -- "$1" "$tmp/out" || { fault "not said: $1"; cat "$tmp/out"; }; }
explain() { "$JIBAO" explain "$@" -C "$tmp" --date 2022-12-28 >"$tmp/out" 2>"$tmp/err"; }
explain 1-1 2022Q3 || fault "explain: status $?"
said '320 + 150 + 90 = 560'
said '2022Q3/民政更正.xml:14:5'
said '原文：<指标值 指标="1-1">320</指标值>'
said '旧版，现行的是第2版'
said '乡镇报的数只列出，不计入'
explain 2-1 2022Q4 && said '2022Q4/城投.xml:12:5' && said '原文：<指标值 指标="2-1">３</指标值>'
explain 2-2 2022Q4 && said '2022Q4/城投.xml:12:26' && said '原文：<指标值 指标="2-2">1</指标值>　（结果取这个数）' # it begins on line 12 and ends on the next
explain 4-1 2022Q4 || fault "explain of a figure that nobody gave: status $?"
said '退回的件，没有入数'
said '没有报这个数的责任单位'
explain 2-3 2022Q4 || fault "explain 2-3: status $?"
said '3 + 5 + 2 = 10'
explain 1-1 2022Q4 --json && /usr/bin/python3 - "$tmp/out" <<'END' || fault "explain --json"
import json, sys
o = json.load(open(sys.argv[1], encoding='utf-8'))
counted = [s for s in o['来源'] if s['计入']]
assert sum(int(s['值']) for s in counted) == 805 == int(o['指标']['值'])
assert all(s['原件'] and s['行'] and s['列'] for s in counted)
assert [q['代号'] for q in o['走势']] == ['2022Q1', '2022Q2', '2022Q3', '2022Q4']
END
explain 9-9; [ $? = 2 ] || fault "an unknown indicator: wanted status 2"
grep -q '1-1救助人次' "$tmp/err" || fault "an unknown indicator: the known ones are not told"

diff_() { "$JIBAO" diff "$@" -C "$tmp" --date 2022-12-28 >"$tmp/out" 2>"$tmp/err" || fault "diff $*: status $?"; }
diff_ 2022Q3 2022Q4
grep -qE '^1-1 +救助人次 +人次 +560 +805 +\+245 正常 → 完成　转好$' "$tmp/out" || { fault "diff: 1-1"; cat "$tmp/out"; }
grep -qE '^2-3 .* 6 +10 +\+4 滞后$' "$tmp/out" || fault "diff: 2-3"
grep -qE '县城投公司 +未报 → 按时　转好$' "$tmp/out" || fault "diff: 县城投公司"
grep -A1 '^销号的' "$tmp/out" | grep -q '2022Q2-TZCJ-2-1' || fault "diff: the closed problem"
grep -A1 '^销号以后又出现的' "$tmp/out" | grep -q '2022Q2-RSJ-2-1' || fault "diff: the problem that came back"
diff_ 2022Q2 2022Q4 # what was closed in between and is open again is no new problem
grep -qE '2022Q2-RSJ-2-1 .*原为新增' "$tmp/out" || { fault "diff over two quarters"; cat "$tmp/out"; }
cp "$tmp/out" "$tmp/forward"; diff_ 2022Q4 2022Q2; cmp -s "$tmp/out" "$tmp/forward" || fault "diff: the order of the arguments matters"
diff_ --json; /usr/bin/python3 -c "
import json, sys
o = json.load(open(sys.argv[1], encoding='utf-8'))
assert (o['前'], o['后']) == ('2022Q3', '2022Q4') and len(o['指标表']['指标']) == 9
assert [i['只在'] for i in o['指标表']['指标'] if i['代码'] == '4-1'] == ['后']" "$tmp/out" || fault "diff --json"
# columns: every figure of a column ends at the same place, hanzi counted as two
diff_ 2022Q3 2022Q4
/usr/bin/python3 - "$tmp/out" <<'END' || fault "diff: columns"
import re, sys, unicodedata
width = lambda s: sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in s)
lines = [l for l in open(sys.argv[1], encoding='utf-8').read().split('\n') if re.match(r'\d-\d +\S', l)]
ends = {tuple(width(l[:m.end()]) for m in list(re.finditer(r' (?:[-+]?[\d.]+|－)(?= )', l))[:2]) for l in lines}
assert len(lines) == 9 and len(ends) == 1, ends
END
exit $bad
