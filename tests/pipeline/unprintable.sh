#!/usr/bin/env bash
# What intake accepts never stops the county's papers: characters that nobody sees are left out, those that no font has print as 〓,
# both are told with unit and item. A paper that could not be made does not leave an old one in its place.
set -u
. tests/tools/place.sh
place w; mkdir "$d/input/2022Q4"
cp input/工作方案.xml "$tmp/w/input/"
cp input/2022Q4/交通运输局.xml input/2022Q4/林业局.xml "$tmp/w/input/2022Q4/"
out=$tmp/w/output/2022Q4 gone=$tmp/w/output/作废/2022Q4
jibao() { "$JIBAO" "$@" -C "$tmp/w" >"$tmp/out" 2>"$tmp/err"; }
words() { pdftotext "$out/$1.pdf" - | tr -d ' \n\f'; }
whole='部门报告/县林业局 部门报告/县交通运输局 汇总报告 打印合集'

# $1: code points put into the first paragraph of a new version
version=1
again() {
  version=$((version + 1))
  /usr/bin/python3 - "$1" $version input/2022Q4/林业局.xml "$tmp/w/input/2022Q4/林业局$version.xml" <<'END'
import sys
odd, version, source, target = sys.argv[1:]
s = open(source, encoding="utf-8").read().replace("<版次>1<", f"<版次>{version}<")
at = s.index("<段>") + 9
open(target, "w", encoding="utf-8").write(s[:at] + "".join(chr(int(c, 16)) for c in odd.split()) + s[at:])
END
}
jibao run --date 2022-12-20
start=$(xmllint --xpath 'string(//*[local-name()="段"][1])' input/2022Q4/林业局.xml | cut -c1-60)
words 部门报告/县林业局 | grep -qF "$start" || fault "the report does not begin with $start"

again '200B 200C 200D 200E 202A 202E 2060 2063 2066 206A FEFF AD 115F 180E 3164 FFA0 FFF9 E0001 FE0F 34F 2028'
jibao run --date 2022-12-20; rc=$?
[ $rc = 1 ] && grep -q '失败 0' "$tmp/out" || fault "invisible characters: status $rc, $(cat "$tmp/out" "$tmp/err")"
grep -q '〓' "$tmp/out" && fault "〓 for what nobody sees: $(tail -n 1 "$tmp/out")"
for c in 200B FEFF 00AD 202A 3164 FE0F 034F E0001; do
  grep -q "县林业局.pdf: 警告 L126: 县林业局第[0-9]*项（回执000003）：有看不见的字符 U+$c，没有印：在“" "$tmp/err" || fault "U+$c is not told"
done
grep -q '汇总报告.pdf: 警告 L126: 县林业局' "$tmp/err" && grep -q 'L127.*U+2028' "$tmp/err" || fault "汇总报告: $(grep 汇总报告 "$tmp/err")"
words 部门报告/县林业局 | grep -qF "$start" || fault "the report's words changed by what nobody sees"

again 'E000 600'
jibao run --date 2022-12-21; rc=$?
[ $rc = 1 ] && grep -q '失败 0' "$tmp/out" && tail -n 1 "$tmp/out" | grep -q '有字印成〓的公文 2 份' || fault "no font has it: $(cat "$tmp/out" "$tmp/err")"
for k in 部门报告/县林业局 汇总报告; do
  grep -q "$k.pdf: 警告 L107: 县林业局第[0-9]*项（回执000004）：字“.*”（U+E000）" "$tmp/err" || fault "$k: U+E000 is not told"
  words $k | grep -q "$(printf '\xEE\x80\x80')" || fault "$k leaves the character out"
done
for k in $whole; do [ -s "$out/$k.pdf" ] || fault "$k was not made"; done

# the office wants no 〓 at all: the papers that need one are not made
cp "$tmp/w/templates/office.xml" "$tmp/office.xml"; sed -i 's|<版式/>|<版式><缺字印方框>否</缺字印方框></版式>|' "$tmp/w/templates/office.xml"
jibao run --date 2022-12-21; rc=$?
[ $rc = 1 ] && tail -n 1 "$tmp/out" | grep -q '3 份没有生成' && grep -q 'L106' "$tmp/err" && ! grep -q 'L107\|L114' "$tmp/err" || fault "no 〓 allowed: $(cat "$tmp/out" "$tmp/err")"
cp "$tmp/office.xml" "$tmp/w/templates/"; rm -rf "$gone"
jibao run --date 2022-12-21
for k in $whole; do [ -s "$out/$k.pdf" ] || fault "$k was not made"; done

# one unit's report cannot be made: it and the collection go, the others stay
sed -i "s|<xsl:template match=\"/\">|&<xsl:if test=\"\$单位 = 'LYJ'\"><xsl:message terminate=\"yes\">x</xsl:message></xsl:if>|" "$tmp/w/templates/部门报告.xsl"
jibao run --date 2022-12-22; rc=$?
[ $rc = 1 ] && tail -n 1 "$tmp/out" | grep -q '2 份没有生成' || fault "one template fails: status $rc, $(cat "$tmp/out" "$tmp/err")"
for k in 部门报告/县林业局 打印合集; do
  [ ! -e "$out/$k.pdf" ] && [ -s "$gone/$k-2022-12-22.pdf" ] || fault "$k: the old one stays"
  grep -q "C108: “2022Q4/$k.pdf”这次没有生成，以前写出的一份已移到" "$tmp/err" || fault "$k: nothing said of the old one"
  grep -q "href=\"$k.pdf\"" "$out/总览.html" && fault "总览 points at $k"
done
grep -q '没有生成：.*部门报告：县林业局、打印合集' "$out/总览.html" || fault "总览 does not say what is missing"
[ -s "$out/汇总报告.pdf" ] && [ -s "$out/部门报告/县交通运输局.pdf" ] || fault "others were taken away"
jibao audit || fault "the record of what was printed does not fit: $(cat "$tmp/out" "$tmp/err")"
jibao run --date 2022-12-22
[ "$(find "$tmp/w/output/作废" -type f | wc -l)" = 2 ] || fault "a second run moved something again"

# mended: all are there again; changed by other hands, it is left alone and no link shows it
cp templates/部门报告.xsl "$tmp/w/templates/"
jibao run --date 2022-12-23
for k in $whole; do [ -s "$out/$k.pdf" ] || fault "$k was not made again"; done
printf ' ' >>"$out/汇总报告.pdf"
sed -i 's|<xsl:template match="/">|&<xsl:message terminate="yes">x</xsl:message>|' "$tmp/w/templates/汇总报告.xsl"
jibao report 2022Q4 --only 汇总报告 --date 2022-12-23; rc=$?
[ $rc = 1 ] && grep -q 'C109.*汇总报告' "$tmp/err" && [ -e "$out/汇总报告.pdf" ] || fault "--only, changed by hand: status $rc, $(cat "$tmp/out" "$tmp/err")"
grep -q 'href="汇总报告.pdf"' "$out/总览.html" && fault "总览 points at the old 汇总报告"

# render is strict unless the profile says otherwise, and says why, however many others there are that were only left out
/usr/bin/python3 - templates/example/公文.xml "$tmp/n.xml" <<'END'
import sys
s = open(sys.argv[1], encoding="utf-8").read()
at = s.index("<段>") + 3
open(sys.argv[2], "w", encoding="utf-8").write(s[:at] + "字".join(chr(0xE0020 + k) for k in range(80)) + chr(0xE000) + s[at:])
END
"$JIBAO" render "$tmp/n.xml" -o "$tmp/n.pdf" >"$tmp/out" 2>"$tmp/err"; rc=$?
[ $rc = 1 ] && [ ! -e "$tmp/n.pdf" ] && grep -q 'L106.*U+E000' "$tmp/err" || fault "render: status $rc, $(grep -c L126 "$tmp/err") times L126"
exit $bad
