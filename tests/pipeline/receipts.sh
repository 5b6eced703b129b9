#!/usr/bin/env bash
# Receipts as they lie in output/: what stands at the place is shown, also in a file that cannot be read to its end.
set -u
[ -w /dev/shm ] && export TMPDIR=/dev/shm
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "line ${BASH_LINENO[0]}: $*"; bad=1; }
cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts" && mkdir "$tmp/input" && cp templates/example/工作方案.xml "$tmp/input/"
form=templates/example/季度报送.xml
jibao() { # STATUS VERB…
  local want=$1; shift
  timeout 60 "$JIBAO" "$@" -C "$tmp" --date 2023-03-22 >"$tmp/out" 2>"$tmp/err"; local rc=$?
  [ $rc = "$want" ] || { fault "(${BASH_LINENO[0]}) $*: status $rc, wanted $want"; tail -n 3 "$tmp/out"; head -n 6 "$tmp/err"; }
}
receipt() { cat "$tmp"/output/*/回执/"$1"-*.txt; }
# NUMBER, then the line quoted and the blanks in front of the mark under it
quotes() {
  receipt "$1" | grep -A 1 -Fx -- "       $2" | tail -n 1 | grep -qx -- "       $3^" || { fault "(${BASH_LINENO[0]}) receipt $1 does not mark “$2”"; receipt "$1"; }
}

# ---- bytes that are no text, control characters, noncharacters: these lines and the others are quoted ----
/usr/bin/python3 - "$form" "$tmp/input" <<'PY'
import sys
form, to = open(sys.argv[1], encoding='utf-8').read(), sys.argv[2] + '/'
def write(name, put, encoding='utf-8'):
    text = form.replace('UTF-8', encoding.upper(), 1).replace('<填报日期>2023-03-22', '<填报日期>2023-02-30')
    before, behind = (s.encode(encoding) for s in text.split('推荐成功十五人'))
    open(to + name, 'wb').write(before + put + '推荐成功十五人'.encode(encoding) + behind)
write('1.xml', b'\x07')
write('2.xml', b'\xff\xfe')
write('3.xml', b'\xff\xff', 'gb18030')
write('4.xml', '\ufffe'.encode())
write('5.xml', b'\xff' * 9)
write('6.xml', b'\x80\xdc', 'utf-16le')
PY
jibao 1 intake
blank=$(printf '　%.0s' {1..22})
n=0
for shown in '<U+0007>' '<FF><FE>' '<FF><FF>' '<U+FFFE>' '<FF><FF><FF><FF><FF><FF><FF><FF>……' '<80><DC>'; do
  n=$((n + 1)); number=$(printf %06d $n)
  quotes $number "<段>对监测发现的十九名未就业劳动力逐人推荐岗位，${shown}推荐成功十五人。</段>" " 　 $blank"
  quotes $number '<填报日期>2023-02-30</填报日期>' ' 　　　　 '
done

# ---- what is no news or no more than kept says so, each cause once; warnings without a reason are seen and counted everywhere ----
rm -rf "$tmp/output" "$tmp"/input/[1-9].xml
said() { tail -n 1 "$tmp/out" | grep -q -- "$1" || fault "(${BASH_LINENO[0]}) the verdict is: $(tail -n 1 "$tmp/out"), wanted “$1”"; }
line() { grep -qx -- "  $1" "$tmp/out" || { fault "(${BASH_LINENO[0]}) no line “$1” in"; cat "$tmp/out"; }; }
codes() { # NUMBER CODES: all codes of the receipt, in its order
  local got; got=$(receipt "$1" | grep -o '\[[A-Z][0-9]*\]$' | tr -d '[]\n')
  [ "$got" = "$2" ] || { fault "(${BASH_LINENO[0]}) receipt $1 tells $got, wanted $2"; receipt "$1"; }
}
result() { receipt "$1" | grep -qx -- "结    论：$2" || { fault "(${BASH_LINENO[0]}) receipt $1: not “$2”"; receipt "$1" | head -n 4; }; }
json() { /usr/bin/python3 -c "import json, sys; r = json.load(open(sys.argv[1])); sys.exit(not ($2))" "$tmp"/output/*/回执/"$1"-*.json || fault "(${BASH_LINENO[0]}) receipt $1: not $2"; }
sed 's|<版次>1<|<版次>2<|' $form >"$tmp/input/第2版.xml"
jibao 0 intake; result 000001 接收; line '000001  接收  县人力资源社会保障局  第2版.xml'; said '新收的 1 件全部接收（'
cp $form "$tmp/input/第1版.xml"; jibao 1 intake
result 000002 '只存档，不作为现行报送，有 1 条警告请核对（1 条未说明）'; codes 000002 S114S190
receipt 000002 | grep -q '版次 1 低于已经收到的版次 2（回执 1），本件只存档' || fault "S114 does not name the receipt"
line '000002  接收  县人力资源社会保障局  第1版.xml（只存档，不作为现行报送；1 条警告未说明）'
said '其中 1 件有警告没有说明，需要过问'; grep -q '收件：新收 1 件（接收 1，其中重复或只存档 1 件、警告未说明 1 件；退回 0），' "$tmp/out" || fault "no totals: $(cat "$tmp/out")"
json 000002 'r["结论"] == "接收" and r["不计入"] == "只存档，不作为现行报送" and r["件数"]["警告"] == r["件数"]["未说明"] == 1'
sed 's|<版次>1<|<版次>2<|; s|样例甲|样例丁|' $form >"$tmp/input/又第2版.xml"; jibao 0 intake
result 000003 接收; codes 000003 S115; receipt 000003 | grep -q '版次 2 的报送（回执 1），内容不同' || fault "S115 does not name the receipt"
cp "$tmp/input/第1版.xml" "$tmp/input/副本.xml"; jibao 0 intake
result 000004 重复，不另算一版; codes 000004 T205; line '000004  接收  县人力资源社会保障局  副本.xml（重复，不另算一版）'; json 000004 'r["件数"]["未说明"] == 0'
withdraw() { sed "s|<版次>1</版次>|<版次>$1</版次><撤回/>|; /<事项 序号=\"1\">/,/<\/季度报送>/d" $form; echo '</季度报送>'; }
withdraw 1 >"$tmp/input/撤1.xml"; jibao 1 intake; result 000005 '只存档，没有撤回，有 1 条警告请核对（1 条未说明）'; codes 000005 T207S190
withdraw 3 >"$tmp/input/撤3.xml"; jibao 0 intake; result 000006 接收; codes 000006 T206
sed 's|样例甲|样例戊|' $form >"$tmp/input/晚.xml"; jibao 1 intake
result 000007 '只存档，不作为现行报送，有 1 条警告请核对（1 条未说明）'; codes 000007 T204S190
# an explained one is none of them, and the quarter's units with one are among what run asks for
sed 's|<版次>1<|<版次>4<|; s|每月对|😀每月对|' $form >"$tmp/input/4.xml"; jibao 1 run
result 000008 '接收，有 1 条警告请核对（1 条未说明）'; said '警告未说明 1 个单位、本次退回 0 件、本次警告未说明 1 件'
jibao 1 run; said '警告未说明 1 个单位、本次退回 0 件。'
sed 's|<版次>1<|<版次>5<|; s|每月对|😀每月对|; s|<说明>|<说明><段>第1项的笑脸是活动海报上的原样，一并照抄，不是误录。</段>|' $form >"$tmp/input/5.xml"; jibao 1 run
result 000009 '接收，有 1 条警告请核对'; said '退回未改 0 个单位、本次退回 0 件。'; json 000009 'r["件数"]["警告"] == 1 and r["件数"]["未说明"] == 0'
exit $bad
