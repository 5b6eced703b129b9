#!/usr/bin/env bash
# One file through every door of the program: what is said of it in input/ is said by jibao check, and nothing that was said to
# be refused is kept.
set -u
. tests/tools/place.sh
date=2023-03-22
mark=$'\xef\xbb\xbf'

# ---- a plan in another encoding: refused, so not stored; a sound one is taken afterwards, and nothing is left of the first ----
plan=templates/example/工作方案.xml
place gbk
sed 's/UTF-8/GBK/' $plan | iconv -f UTF-8 -t GB18030 >"$d/input/方案.xml"; cp templates/example/季度报送.xml "$d/input/"
jibao 1 check "$d/input/方案.xml"; says 'P00[12]'
jibao 3 intake; says 'P00[12]'; says C102; silent '已入库'
cp $plan "$d/input/方案.xml"; jibao 0 intake; says '已入库'; silent 'P00'
jibao 0 intake; jibao 1 run; silent 'P00'
place wide; iconv -f UTF-8 -t UTF-16 $plan >"$d/input/方案.xml"
jibao 1 check "$d/input/方案.xml"; says P001; jibao 1 intake; says P001; silent '已入库'

# ---- a second mark of the encoding ----
place marks
{ printf '%s' "$mark$mark"; cat $plan; } >"$d/input/方案.xml"
{ printf '%s' "$mark$mark"; cat templates/example/季度报送.xml; } >"$d/input/报送.xml"
{ printf '%s' "$mark$mark"; cat templates/example/公文.xml; } >"$d/公文.xml"; cp templates/example/*.png "$d/"
{ printf '%s' "$mark$mark"; printf '<收件登记><件 文件="报送.xml" 时间="2023-03-20"/></收件登记>'; } >"$d/input/收件登记.xml"
jibao 0 check "$d/input/方案.xml"; says ':1:1: 警告 P019.*U+FEFF'
for f in input/报送.xml 公文.xml input/收件登记.xml; do jibao 0 check "$d/$f"; says ':1:1: 警告 D115.*U+FEFF'; done
jibao 0 render "$d/公文.xml" -o "$d/公文.pdf"; says ':1:1: 警告 D115.*U+FEFF'
jibao 1 intake; says '1 条警告未说明'; says '方案.xml:1:1: 警告 P019'; says '收件登记.xml:1:1: 警告 D115'
grep -q 'D115' "$d"/output/2023Q1/回执/000001-*.txt || fault "the receipt does not tell the second mark"
# ---- several units where one is meant ----
place several; cp $plan "$d/input/方案.xml"
sed 's|<单位>[^<]*</单位>|<单位>人社局、县民政局</单位>|' templates/example/季度报送.xml >"$d/input/报送.xml"
jibao 1 check "$d/input/报送.xml"; says 'S121.*“县人力资源社会保障局”、“县民政局”'
jibao 1 intake; grep -q '认出的有“县人力资源社会保障局”、“县民政局”' "$d"/output/*/回执/000001-未识别.txt || fault "the receipt does not name the units"
jibao 2 history 人社局、民政局; says '一次只写一个单位，这里认出的有“县人力资源社会保障局”、“县民政局”'
jibao 2 report --only 部门报告:人社局、民政局; says '一次只写一个单位，这里认出的有“县人力资源社会保障局”、“县民政局”'
exit $bad
