#!/usr/bin/env bash
# What was sent back and is still open, though its unit stands as reported, or nobody knows whose it is: a correction that was refused
# and a file whose unit is not recognised are told by run, status, 总览 and 报送情况通报, for what they are, until they come again.
set -u
. tests/tools/place.sh
place w
cp templates/example/工作方案.xml "$tmp/w/input/"
jibao() { "$JIBAO" "$@" -C "$tmp/w" --date 2023-03-26 >"$tmp/out" 2>"$tmp/err"; }
version() { sed "s/<版次>1</<版次>$1</; $2" templates/example/季度报送.xml >"$tmp/w/input/$3"; }
circular() { pdftotext "$tmp/w/output/2023Q1/报送情况通报.pdf" - | tr -d ' \n\f'; }
page=$tmp/w/output/2023Q1/总览.html

version 1 '' a.xml; jibao run
tail -n 1 "$tmp/out" | grep -q '更正件\|未识别' && fault "nothing is open: $(tail -n 1 "$tmp/out")"
version 2 '/<审签人/d' b.xml
version 1 's/<单位>.*</<单位>某某局</' c.xml
jibao run; jibao run # also in a run that takes in nothing
tail -n 1 "$tmp/out" | grep -q '退回未改 0 个单位、更正件退回未重报 1 个单位、未识别来件 1 件' || fault "verdict: $(tail -n 1 "$tmp/out")"
circular | grep -q '县人力资源社会保障局（现以第1版为准）报送已经接收，后来报的更正材料有误被退回，尚未重报' || fault "the circular does not say it"
circular | grep -q '首次报送的材料有误被退回' && fault "the circular says that the first report was sent back"
circular | grep -q '另有1件来件认不出是哪个单位报的' || fault "the circular does not count the unknown file"
grep -q '更正材料退回后没有重报.*县人力资源社会保障局（第1版）' "$page" || fault "总览: the open correction"
grep -q '认不出是哪个单位报的、已退回的来件1件.*000003.*c.xml，2023-03-26到' "$page" || fault "总览: the unknown file"
jibao status; rc=$?
[ $rc = 1 ] && grep -q '县人力资源社会保障局.*第1版.*更正件退回未重报' "$tmp/out" && grep -q '^未识别来件.*000003  c.xml' "$tmp/out" || fault "status: $(cat "$tmp/out")"
jibao status --json
/usr/bin/python3 - "$tmp/out" <<'END' || bad=1
import json, sys
s = json.load(open(sys.argv[1]))
assert [u["单位"] for u in s["单位"] if u.get("更正未重报")] == ["县人力资源社会保障局"], s
assert s["未识别来件"] == [{"回执号": 3, "文件": "c.xml", "到件日期": "2023-03-26"}], s
END

# both come again: the correction is taken in, the other one is known now
version 3 's/六百二十户/六百三十户/' b.xml
version 4 's/六百二十户/六百四十户/' c.xml
jibao run
tail -n 1 "$tmp/out" | grep -q '更正件\|未识别' && fault "still open: $(tail -n 1 "$tmp/out")"
circular | grep -q '县人力资源社会保障局（1次）报送后又报的更正材料有误被退回，重报后接收' || fault "the circular forgets the correction sent back"
circular | grep -q '认不出\|尚未重报' && fault "the circular still has what is settled"
grep -q '没有重报\|认不出' "$page" && fault "总览 still has what is settled"

# a file sent back that had come before the one that was accepted, though it is taken in after it: nothing is open
rm -rf "$tmp/w/output" "$tmp/w"/input/[abc].xml
version 1 '' a.xml; jibao run
version 1 '/<审签人/d' b.xml
printf '<收件登记><件 文件="a.xml" 时间="2023-03-26"/><件 文件="b.xml" 时间="2023-03-20"/></收件登记>' >"$tmp/w/input/收件登记.xml"; jibao run
tail -n 1 "$tmp/out" | grep -q '更正件' && fault "open, though it came before: $(tail -n 1 "$tmp/out")"
circular | grep -q '县人力资源社会保障局（1次）首次报送的材料有误被退回，经更正后接收' || fault "the circular: $(circular)"
exit $bad
