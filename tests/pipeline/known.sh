#!/usr/bin/env bash
# Files that were taken in before: put back to an earlier text, sent back by a plan that was wrong, another file under a name that
# the register has dated. None of it is passed over in silence.
set -u
. tests/tools/place.sh
date=2023-03-22
whole() { sed "${2:-}" templates/example/季度报送.xml >"$d/input/$1.xml"; }

# ---- the same name: one text, another, the first again ----
place back; plan; whole a; jibao 0 intake; whole a 's/六百二十户/七百户/'; jibao 0 intake; silent S413
whole a; jibao 0 intake; says 'a.xml: 警告 S413: .*换回了回执 000001 .*后来收的是回执 000002'; verdict '没有新的来件'
jibao 0 history 人社局; says '000002 .*现行  a.xml'; says '来过 2 件'
whole a 's|<版次>1<|<版次>2<|'; jibao 0 intake; silent S413; jibao 0 history 人社局; says '000003 .*第2版，现行'

# ---- sent back for want of a right plan ----
place plans; plan; sed -i 's/人力资源社会保障局/人力资源局/g; s/人力资源和社会保障局/人力资源局/g; s/人社局/人力局/g' "$d/input/工作方案.xml"
whole b; jibao 1 intake; says '000001  退回'
plan; jibao 0 intake; says 'input: 警告 S414: .*退回的 1 件没有按它重新审核：b.xml（回执 000001）'
jibao 0 intake; silent S414
{ cat "$d/input/工作方案.xml"; echo '<!-- 又一版 -->'; } >"$d/方案"; mv "$d/方案" "$d/input/工作方案.xml"; whole x '/<审签人/d'; jibao 1 intake; says 'S414.*退回的 1 件.*b.xml' # not what no plan can mend
rm "$d/input/x.xml"
mv "$d/input/b.xml" "$d/input/b重报.xml"; jibao 0 intake; says '000003  接收'; jibao 0 audit

# ---- the register's entry is that of another file ----
place entry; plan; whole c
printf '<收件登记><件 文件="c.xml" 时间="2023-03-20"/></收件登记>' >"$d/input/收件登记.xml"; jibao 0 intake; silent S415
whole c 's/六百二十户/七百户/; s|<版次>1<|<版次>2<|'; jibao 0 intake; says 'c.xml: 警告 S415: .*以前收的是回执 000001.*2023-03-20'
jibao 0 intake; silent S415
sed -i 's/03-20/03-22/' "$d/input/收件登记.xml"; jibao 0 intake; says 'S410.*回执 000002.*由 2023-03-20 更正为 2023-03-22'
whole c 's/六百二十户/八百户/; s|<版次>1<|<版次>3<|'; sed -i 's/03-22/03-21/' "$d/input/收件登记.xml"; jibao 0 intake; silent S415

# ---- one scan: receipts follow the arrivals of the register, and of two with the same 版次 the one that came later counts ----
place scan; plan; whole a 's/六百二十户/七百户/'; whole b; whole c '/<审签人/d'
printf '<收件登记><件 文件="a.xml" 时间="2023-03-20T16:40"/><件 文件="b.xml" 时间="2023-03-20T09:05"/><件 文件="c.xml" 时间="2023-03-19"/></收件登记>' >"$d/input/收件登记.xml"
jibao 1 intake; says '000001  退回  .*c.xml'; says '000002  接收  .*b.xml'; says '000003  接收  .*a.xml'
jibao 0 history 人社局; says '000003 .*现行  a.xml'; jibao 0 audit
jibao 1 status; silent 更正件退回未重报 # it was sent back before


# ---- one scan: earlier quarters first, whatever the register says of their arrival; a later one is compared with them ----
place quarters; plan; mkdir "$d/input/后" "$d/input/先"
sed 's|<年度>2023|<年度>2023|; s|第一季度|第一季度|' templates/example/季度报送.xml >"$d/input/后/二.xml"
sed 's|<季度>第一季度|<季度>第二季度|; s|2023-03-22|2023-06-22|' templates/example/季度报送.xml >"$d/input/先/一.xml"
printf '<收件登记><件 文件="先/一.xml" 时间="2023-06-20"/></收件登记>' >"$d/input/收件登记.xml"; date=2023-06-22
jibao 1 intake; says '000001  接收  .*后/二.xml'; says '000002  接收  .*先/一.xml'; grep -q 'S210' "$d"/output/2023Q2/回执/000002-*.txt || fault "the second quarter was not compared with the first"

exit $bad
