#!/usr/bin/env bash
# 上季度打算 on the shipped sample: every promise of 2022Q3 beside what a person says who read the texts of 2022Q4
# (tests/cases/promises/labels.tsv), and the same promises moved one item and two items on of their unit, where hardly one may be called 已落实.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
take() { # folder
  "$JIBAO" intake -C "$1" --date 2022-12-26 >"$1/out" 2>&1; [ $? -le 1 ] || { fault "intake"; cat "$1/out"; }
  "$JIBAO" data 2022Q4 -C "$1" --date 2022-12-26 >"$1/data.xml" || fault "data: status $?"
}
for d in real moved1 moved2; do mkdir "$tmp/$d" && cp -R templates input "$tmp/$d/" && ln -s "$PWD/fonts" "$tmp/$d/fonts"; done
take "$tmp/real"
/usr/bin/python3 tests/tools/promises.py "$tmp/real/data.xml" tests/cases/promises/labels.tsv || bad=1
for by in 1 2; do
  /usr/bin/python3 tests/tools/movepromises.py "$tmp/moved$by/input/2022Q3" $by || bad=1
  take "$tmp/moved$by"
  /usr/bin/python3 tests/tools/movepromises.py --judge "$tmp/real/data.xml" "$tmp/moved$by/data.xml" || bad=1
done
# the comparing itself sees a verdict that is too kind, and promises without labels
sed 's/ 状态="推进中" 依据/ 状态="已落实" 依据/' "$tmp/real/data.xml" >"$tmp/x.xml"
/usr/bin/python3 tests/tools/promises.py "$tmp/x.xml" tests/cases/promises/labels.tsv >/dev/null && fault "too kind a verdict was not seen"
grep -v '^STYM' tests/cases/promises/labels.tsv >"$tmp/x.tsv"
/usr/bin/python3 tests/tools/promises.py "$tmp/real/data.xml" "$tmp/x.tsv" >/dev/null && fault "promises without labels were not seen"
exit $bad
