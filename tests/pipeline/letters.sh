#!/usr/bin/env bash
# 催报函 to all units of the sample's plan, one of which was sent back its report: a letter is one page (10.1) and says what is missing,
# since when, until when, whom to call. Where it takes two, the second carries two lines of text with 署名 and date (7.3.5.5).
set -u
for tool in pdfinfo pdftotext; do command -v $tool >/dev/null || { echo "没有 $tool（poppler-utils）"; exit 77; }; done
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
mkdir -p "$tmp/w/input/2022Q4"
cp -R templates "$tmp/w/"; ln -s "$PWD/fonts" "$tmp/w/fonts"
cp input/工作方案.xml input/收件登记.xml "$tmp/w/input/"
cp -R input/2022Q3 "$tmp/w/input/"                 # problems and plans of the quarter before
cp input/2022Q4/国资公司.xml "$tmp/w/input/2022Q4/"  # sent back
"$JIBAO" run 2022Q4 -C "$tmp/w" --date 2022-12-26 >"$tmp/out" 2>"$tmp/err"
cd "$tmp/w/output/2022Q4/催报函" || { cat "$tmp/out" "$tmp/err"; exit 1; }

one=0 all=0
for f in *.pdf; do
  all=$((all + 1))
  pdftotext -layout "$f" "$tmp/t"
  text=$(tr -d ' \n\f' <"$tmp/t")
  for says in '各责任单位应于2022年12月25日前报送第四季度工作推进情况' '贵单位承担方案确定的' '请贵单位在收到本函后3个工作日内' '（联系人：样例乙，电话：0855-0000000）'; do
    [[ $text == *"$says"* ]] || fault "$f does not say $says: $text"
  done
  case $f in
    县国有资产经营有限责任公司.pdf) says='退回1次（最近一次12月21日到件，回执号000034），我办至今没有收到更正后的材料' ;;
    *) says='我办至今没有收到贵单位的材料' ;;
  esac
  [[ $text == *"$says"* ]] || fault "$f does not say $says: $text"
  [ "$(pdfinfo "$f" | awk '/^Pages/ {print $2}')" = 1 ] && one=$((one + 1)) || echo "more than a page: $f"
done
[ "$all" = 32 ] && [ "$one" = 32 ] || fault "$one of $all letters are one page"
grep -q '承担方案确定的25项工作，主责第11、12、13、14项' <(pdftotext 县生态移民局.pdf - | tr -d ' \n') || fault "a unit with a part in every item: $(pdftotext 县生态移民局.pdf -)"

# a plan's name so long that a page does not hold the letter
sed -i 's/锦屏县2022年巩固拓展易地扶贫搬迁成果六项行动工作方案/锦屏县2022年巩固拓展易地扶贫搬迁成果六项行动工作方案（根据上级督查考核反馈意见修订后重新印发执行的完整文本）/' "$tmp/w/input/工作方案.xml"
rm -r "$tmp/w/output"
"$JIBAO" run 2022Q4 -C "$tmp/w" --date 2022-12-26 >"$tmp/out" 2>"$tmp/err"
n=$(pdftotext -layout -f 2 "$tmp/w/output/2022Q4/催报函/县民政局.pdf" - | awk '/锦屏县易地扶贫搬迁工作领导小组办公室/ {exit} NF' | wc -l)
[ "$n" -ge 2 ] || fault "a letter of two pages: $n lines of text before 署名"
exit $bad
