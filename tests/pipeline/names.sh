#!/usr/bin/env bash
# The plan's names in titles of hand-written 公文: render, trace and verify take them from input/ or from the store and do without when
# there is no plan; what cannot be read is told in a note and stops nothing. The 公文 XML that a report kept is set again to the same bytes.
set -u
. tests/tools/place.sh
place w; mkdir "$d/input/2022Q4"
jibao() { "$JIBAO" "$@" -C "$tmp/w" >"$tmp/out" 2>"$tmp/err"; }
title() { grep -o ' 标题 .*"' "$1" | grep -o '"[^"]*"' | tr -d '"' | paste -sd '|'; }
cat >"$tmp/d.xml" <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<公文 格式="文件" 行文方向="平行">
  <发文机关标志 后缀="文件"><机关>锦屏县样例局</机关></发文机关标志>
  <发文字号>锦样〔2022〕1号</发文字号>
  <标题>关于核实锦屏县城乡建设投资开发有限公司2022年第四季度工作推进情况的函</标题>
  <正文><段>请核实。</段></正文>
</公文>
X
cut='关于核实锦屏县城乡建设投资开发|有限公司2022年第四季度工作推进情况的函'
whole='关于核实锦屏县城乡建设投资开发有限公司|2022年第四季度工作推进情况的函'
lines() { # WANT ABOUT: what trace, render and verify make of it
  local widths='各行 15.0、19.0 字'
  [ "$1" = "$whole" ] && widths='各行 19.0、15.0 字'
  jibao trace "$tmp/d.xml" || fault "$2: trace"
  [ "$(title "$tmp/out")" = "$1" ] || fault "$2: trace has $(title "$tmp/out")"
  jibao render "$tmp/d.xml" -o "$tmp/d.txt" || fault "$2: render"
  [ "$(title "$tmp/d.txt")" = "$1" ] || fault "$2: render has $(title "$tmp/d.txt")"
  jibao verify "$tmp/d.xml" || fault "$2: verify: $(head -n 8 "$tmp/out")"
  grep -q "$widths" "$tmp/out" || fault "$2: verify has $(grep '字$' "$tmp/out")"
}

lines "$cut" 'no plan'
[ ! -s "$tmp/err" ] || fault "a note without need: $(cat "$tmp/err")"
[ ! -e "$tmp/w/output" ] || fault "output/ was made"
cp input/工作方案.xml "$tmp/w/input/工作方案.xml"
lines "$whole" 'plan in input/'
[ ! -e "$tmp/w/output" ] || fault "output/ was made"
truncate -s 33M "$tmp/w/input/0.xml" # too large to be read: it may have been a plan, but there is one
lines "$whole" 'a file that cannot be read in front of the plan'
"$JIBAO" check "$tmp/w/input/工作方案.xml" -C "$tmp/w" >"$tmp/out" 2>&1 || fault "check beside it: $(cat "$tmp/out")"
rm "$tmp/w/input/0.xml"

# the store keeps it; the kept 公文 gives the report's PDF
cp input/2022Q4/国资公司-重报.xml input/2022Q4/公安局.xml "$tmp/w/input/2022Q4/"
jibao run 2022Q4 --date 2022-12-26 --keep-xml --jobs 1
rm -r "$tmp/w/input"; mkdir "$tmp/w/input"
lines "$whole" 'plan in the store'
n=0
while IFS= read -r x; do
  n=$((n + 1))
  jibao render "$x" -o "$tmp/again.pdf" && cmp -s "$tmp/again.pdf" "${x%.公文.xml}.pdf" || fault "$x: other bytes than the report: $(cat "$tmp/err")"
done < <(find "$tmp/w/output/2022Q4" -name '*.公文.xml')
[ $n -ge 30 ] || fault "only $n documents kept as XML"

# what cannot be read: told, and the title does without
mv "$tmp/w/output/jibao.db" "$tmp/db"; printf 'no store' >"$tmp/w/output/jibao.db"
lines "$cut" 'a damaged store'
grep -q 'C107' "$tmp/err" || fault "a damaged store: $(cat "$tmp/err")"
cp input/工作方案.xml "$tmp/w/input/"
lines "$whole" 'a damaged store beside a plan'
! grep -q . "$tmp/err" || fault "a note though the names are known: $(cat "$tmp/err")"
rm "$tmp/w/output/jibao.db"
sed -i 's/起始="[^"]*"//; s/<报送期限[^>]*>//' "$tmp/w/input/工作方案.xml"
lines "$cut" 'a faulty plan'
grep -q 'C107.*工作方案' "$tmp/err" || fault "a faulty plan: $(cat "$tmp/err")"
exit $bad
