#!/usr/bin/env bash
# The whole main job on the shipped sample, as a clerk runs it: both quarters taken in, every document of 2022Q4 written, a second
# run that changes nothing, the same bytes from another folder with another number of workers; at least 30 units in each quarter.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
for d in a b; do
  mkdir -p "$tmp/$d"
  cp -R templates input "$tmp/$d/"
  ln -s "$PWD/fonts" "$tmp/$d/fonts"
done

"$JIBAO" run -C "$tmp/a" --date 2022-12-26 --keep-xml >"$tmp/out1" 2>"$tmp/err1"; rc=$?
[ $rc = 1 ] || fault "first run: status $rc, wanted 1 (units are missing in the sample)"
tail -n 1 "$tmp/out1" | grep -q '2022年第四季度' || fault "no verdict in the last line: $(tail -n 1 "$tmp/out1")"
out=$tmp/a/output/2022Q4
for k in 汇总报告 任务清单台账 问题台账 亮点经验汇编 报送情况通报 领导小组名单 打印合集; do
  [ -s "$out/$k.pdf" ] || fault "no $k.pdf"
done
units() { # a quarter: one report for every unit accepted, and at least 30 of them
  local pdfs accepted
  pdfs=$(ls "$tmp/a/output/$1/部门报告" 2>/dev/null | grep -c '\.pdf$')
  "$JIBAO" status "$1" -C "$tmp/a" --date 2022-12-26 --json >"$tmp/$1.json"
  accepted=$(/usr/bin/python3 -c "import json, sys; print(sum('版次' in u for u in json.load(open(sys.argv[1]))['单位']))" "$tmp/$1.json")
  [ "$pdfs" = "$accepted" ] && [ "$pdfs" -ge 30 ] || fault "$1: $pdfs unit reports for $accepted accepted units, wanted at least 30"
}
units 2022Q4
# letters to those that must report and have not
urged=$(/usr/bin/python3 -c "import json, sys; print('|'.join(sorted(u['单位'] for u in json.load(open(sys.argv[1]))['单位'] if u['状态'] in ('未报', '退回'))))" "$tmp/2022Q4.json")
letters=$(cd "$out/催报函" && ls *.pdf | sed 's/\.pdf$//' | LC_ALL=C sort | paste -sd '|')
[ "$letters" = "$urged" ] && [ -n "$urged" ] || fault "letters to $letters, missing are $urged"
/usr/bin/python3 tests/tools/pdfcollection.py "$out" || bad=1
/usr/bin/python3 tests/tools/circular.py "$out/报送情况通报.公文.xml" || bad=1
[ "$(ls "$out/回执" | grep -c '\.txt$')" = "$(ls "$out/回执" | grep -c '\.json$')" ] || fault "receipts: txt and json differ in number"

find "$tmp/a/output" -type f ! -name 'jibao.db*' -printf '%P %T@ %s\n' | sort >"$tmp/before"
"$JIBAO" run -C "$tmp/a" --date 2022-12-26 >"$tmp/out2" 2>"$tmp/err2"
find "$tmp/a/output" -type f ! -name 'jibao.db*' -printf '%P %T@ %s\n' | sort >"$tmp/after"
grep -v '公文.xml' "$tmp/before" | cmp -s - <(grep -v '公文.xml' "$tmp/after") || { fault "the second run touched files:"; diff "$tmp/before" "$tmp/after" | head; }
tail -n 1 "$tmp/out2" | grep -q '没有新的来件' || fault "second run: $(tail -n 1 "$tmp/out2")"

"$JIBAO" run -C "$tmp/b" --date 2022-12-26 --jobs 1 --quiet >/dev/null 2>&1
(cd "$tmp/a/output" && find . -name '*.pdf' -o -name '*.txt' | sort | xargs -d '\n' sha256sum) >"$tmp/sum_a"
(cd "$tmp/b/output" && find . -name '*.pdf' -o -name '*.txt' | sort | xargs -d '\n' sha256sum) >"$tmp/sum_b"
cmp -s "$tmp/sum_a" "$tmp/sum_b" || fault "another folder and one worker: other bytes"

while IFS= read -r pdf; do
  /usr/bin/python3 tests/tools/pdftext.py "$pdf" "${pdf%.pdf}.公文.xml" || bad=1
done < <(find "$out" -name '*.pdf' ! -name 打印合集.pdf)
qpdf --check "$out/打印合集.pdf" >"$tmp/qpdf" 2>&1 || { fault "打印合集.pdf is not sound"; tail -n 3 "$tmp/qpdf"; }
"$JIBAO" report 2022Q3 -C "$tmp/a" --date 2022-12-26 --quiet >/dev/null 2>&1; rc=$?
[ $rc -le 1 ] || fault "report 2022Q3: status $rc"
units 2022Q3
/usr/bin/python3 tests/tools/sample_cases.py "$tmp/a/output" "$tmp/2022Q3.json" "$tmp/2022Q4.json" || bad=1
# nothing that a unit said is missing in its own paper, in the report upwards or in the ledger of problems
"$JIBAO" data 2022Q4 -C "$tmp/a" --date 2022-12-26 >"$tmp/data.xml"
/usr/bin/python3 tests/tools/printed.py "$tmp/data.xml" "$out" || bad=1
for q in 2022Q3 2022Q4; do # every paragraph, problem and figure of every unit stands in the report's data
  "$JIBAO" data $q -C "$tmp/a" --date 2022-12-26 >"$tmp/$q.xml" && /usr/bin/python3 tests/tools/told.py "$tmp/$q.xml" >"$tmp/told" || fault "$q: $(cat "$tmp/told")"
done
"$JIBAO" audit -C "$tmp/a" >/dev/null 2>&1 || fault "audit fails on a fresh store"

# a missing plan, a file that is no XML, one that is still being written
mkdir -p "$tmp/c/input" && cp -R templates "$tmp/c/" && ln -s "$PWD/fonts" "$tmp/c/fonts"
"$JIBAO" run -C "$tmp/c" --date 2022-12-26 >"$tmp/out3" 2>&1; [ $? = 3 ] || fault "no plan: wanted status 3"
cp input/工作方案.xml "$tmp/c/input/"; printf 'hello' >"$tmp/c/input/x.xml"; touch -d 2022-01-01 "$tmp/c/input/x.xml"
printf '<季度报送><单位>' >"$tmp/c/input/growing.xml"
"$JIBAO" intake -C "$tmp/c" --date 2022-12-26 >"$tmp/out4" 2>&1; [ $? = 1 ] || fault "a bad file: wanted status 1"
[ "$(find "$tmp/c/output" -name '*.txt' | wc -l)" = 1 ] || fault "one receipt for x.xml, none for the file still growing: $(find "$tmp/c/output" -name '*.txt')"
exit $bad
