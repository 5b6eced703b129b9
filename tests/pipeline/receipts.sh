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
exit $bad
