#!/usr/bin/env bash
# Faults of the world: what lies in input/ that is no file, names that are no text, files on their way, no leave, two runs at
# once, no room, a damaged or foreign or newer store, a wrong clock. Each is told in Chinese, and harms nothing else.
# WORLD_FILES: how many files the crowd has (make soak: 100000).
set -u
. tests/tools/place.sh
date=2023-03-26

# desk NAME: a place with the plan
desk() { place "$1"; plan; }
good() { sed "s/六百二十户/${2:-六百二十户}/" templates/example/季度报送.xml >"$1"; }
receipts() { find "$d/output" -path '*回执*' -name "*.${1:-txt}" | wc -l; }
sound() { "$JIBAO" audit -C "$d" >"$d/out" 2>"$d/err" || { fault "(${BASH_LINENO[0]}) the audit fails"; cat "$d/err"; }; }
store() { find "$d/output" -maxdepth 1 -name 'jibao.db' -exec sha256sum {} +; }

# ---- what is no file ----
desk odd
good "$d/input/甲.xml"
mkdir -p "$d/input/文件夹.xml" "$d/elsewhere"
good "$d/input/文件夹.xml/乙.xml" 六百二十一户
mkfifo "$d/input/管道.xml"
good "$d/elsewhere/外.xml" 六百二十二户
ln -s "$d/elsewhere/外.xml" "$d/input/链接.xml"
ln -s "$d/elsewhere" "$d/input/链到文件夹.xml"
ln -s "$d/elsewhere" "$d/input/链到文件夹"
ln -s /nowhere "$d/input/断.xml"
/usr/bin/python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$d/input/套.xml" 2>/dev/null
mknod "$d/input/设备.xml" c 1 5 2>/dev/null # endless zeros, if it may be made
jibao 1 intake && {
  for f in 管道 链接 链到文件夹 断 套 设备; do
    [ -e "$d/input/$f.xml" ] || [ -L "$d/input/$f.xml" ] || continue
    says "$f.xml.*E103"
  done
  [ "$(receipts)" = 2 ] || fault "receipts: $(receipts), wanted 2 (甲, and 乙 in a folder with the name of a file)"
}
ls "$d/output"/*/回执/ | grep -q 外 && fault "a link was followed"
says 'E106.*有 1 个文件不是 XML，没有收：链到文件夹$'
jibao 1 intake; [ "$(receipts)" = 2 ] || fault "the second run made receipts"

# ---- files that are no XML: told by name, each time; what systems leave behind is not ----
desk others
good "$d/input/民政局.xml.txt"; good "$d/input/甲.xml"; mkdir "$d/input/乡"
touch "$d/input/乡/报送.docx" "$d/input/水务局.xml " "$d/input/Thumbs.db" "$d/input/desktop.ini" "$d/input/README.txt" "$d/input/.隐" "$d/input/~\$甲.xml"
for n in 1 2; do
  jibao 1 intake; says 'input: 警告 E106: .*有 3 个文件不是 XML，没有收：乡/报送.docx、民政局.xml.txt、水务局.xml $'; verdict '另有 3 个文件不是 XML，没有收'
  [ "$(receipts)" = 1 ] || fault "receipts: $(receipts), wanted 1"
done

# ---- output/ leads elsewhere, or is held by a pipe; a slip of the pen at render -o ----
desk links; good "$d/input/甲.xml"; jibao 0 intake
mkdir "$d/elsewhere"; mv "$d/output/2023Q1" "$d/elsewhere/"; ln -s ../elsewhere/2023Q1 "$d/output/2023Q1"
before=$(find "$d/elsewhere" -type f | wc -l); good "$d/input/乙.xml" 六百二十一户
jibao 3 intake; says 'output/2023Q1.*E107'; jibao 3 run; [ "$(find "$d/elsewhere" -type f | wc -l)" = "$before" ] || fault "written outside output/"
rm "$d/output/2023Q1"; mv "$d/elsewhere/2023Q1" "$d/output/"; jibao 0 intake
[ "$(receipts)" = 2 ] || fault "receipts: $(receipts), wanted 2"
mkfifo "$d/output/2023Q1/总览.html"; jibao 1 run; [ -f "$d/output/2023Q1/总览.html" ] || fault "the pipe is still there"
kept=$(store); cp templates/example/公文.xml templates/example/*.png "$d/"
jibao 3 render "$d/公文.xml" -o "$d/output/jibao.db"; says E108; [ "$(store)" = "$kept" ] || fault "render wrote over the store"
jibao 3 render "$d/公文.xml" -o "$d/公文.xml"; says E108; cmp -s templates/example/公文.xml "$d/公文.xml" || fault "render wrote over its source"
jibao 0 render "$d/公文.xml" -o "$d/a.pdf"; jibao 0 render "$d/公文.xml" -o "$d/a.pdf"

# ---- names that are no text, or more than that ----
desk names
mkdir -p "$d/input/$(printf '\xc3\xf1\xd5\xfe')"
names=("$(printf '\xc3\xf1\xd5\xfe/\xbe\xd6.xml')" "$(printf 'a\nb.xml')" "$(printf '\x1b[2Jc.xml')" '$(touch pwned);`touch pwned`.xml' "'\"<&>.xml" \
       '-C.xml' '--help.xml' '=1+1.xml' '%s%n%s.xml' "$(printf '\xe2\x80\xae倒.xml')" "$(printf '长%.0s' $(seq 83))aa.xml" '大.XML')
n=0
for f in "${names[@]}"; do n=$((n + 1)); good "$d/input/$f" "六百二十$n户"; done
jibao 0 intake
[ "$(receipts)" = $n ] || fault "receipts: $(receipts), wanted $n"
cat "$d/out" "$d/err" "$d"/output/*/回执/* | iconv -f UTF-8 -t UTF-8 >/dev/null || fault "something written is not UTF-8"
cat "$d/out" "$d/err" "$d"/output/*/回执/* | LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' && fault "a control character reaches the terminal"
find "$d" "$top" -maxdepth 1 -name pwned | grep -q . && fault "a name was executed"
find "$d/output" -name '*回执*' -prune -o -newer "$d/input" -type f ! -name 'jibao.db*' -print | grep -q . && fault "a file outside 回执/"
for f in "$d"/output/*/回执/*.json; do /usr/bin/python3 -c 'import json,sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$f" || fault "$f is no JSON"; done
sound

# ---- on their way ----
desk growing
good "$d/whole.xml"
head -c 1500 "$d/whole.xml" >"$d/input/半.xml"                                  # half of it
{ head -c 2000 "$d/whole.xml"; head -c 3000 /dev/zero; } >"$d/input/占位.xml"   # a copy that took its room beforehand
: >"$d/input/空.xml"
jibao 1 intake
[ "$(find "$d/output" -name '*.txt' | wc -l)" = 0 ] || fault "a file on its way got a receipt: $(ls "$d"/output/*/回执)"
says '半.xml.*E105'; says '占位.xml.*E105'; says '空.xml.*E105'
cp "$d/whole.xml" "$d/input/半.xml"; good "$d/input/占位.xml" 六百零一户; good "$d/input/空.xml" 六百零二户
jibao 0 intake; [ "$(receipts)" = 3 ] || fault "receipts: $(receipts), wanted 3"
# one that grows while it is read, again and again
( i=0; good "$d/long" 六百零三户; size=$(wc -c <"$d/long"); while [ $((i * 40)) -lt "$size" ]; do
    dd if="$d/long" bs=40 skip=$i count=1 status=none >>"$d/input/慢.xml"; i=$((i + 1)); done ) &
while kill -0 $! 2>/dev/null; do timeout 60 "$JIBAO" intake -C "$d" --date "$date" >"$d/out" 2>"$d/err"; done
wait
jibao 0 intake
[ "$(grep -l '慢.xml' "$d"/output/*/回执/*.txt | wc -l)" = 1 ] || fault "the slow file has not exactly one receipt"
grep -h '结' "$d"/output/*/回执/*.txt | grep -q 退回 && fault "the slow file was refused on its way"
sound

# ---- no leave: as somebody whom modes bind ----
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  if command -v setpriv >/dev/null && cp "$JIBAO" "$tmp/jibao" 2>/dev/null && setpriv --reuid 65534 --regid 65534 --clear-groups "$tmp/jibao" --version >/dev/null 2>&1; then
    as() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
  else as() { return 77; }; fi
else cp "$JIBAO" "$tmp/jibao"; fi
stranger() { # STATUS VERB…
  local want=$1; shift
  as timeout 60 "$tmp/jibao" "$@" -C "$d" --date "$date" >"$d/out" 2>"$d/err"; local rc=$?
  [ $rc = 77 ] && return 77
  [ $rc = "$want" ] || { fault "(${BASH_LINENO[0]}) $* as a stranger: status $rc, wanted $want"; cat "$d/out" "$d/err"; return 1; }
}
desk leave; rm "$d/fonts"; mkdir "$d/output" "$d/input/锁住"; chmod 777 "$d/output"
good "$d/input/甲.xml"; good "$d/input/锁.xml" 六百零四户; good "$d/input/锁住/乙.xml" 六百零五户
chmod -R a+rX "$d"; chmod 000 "$d/input/锁.xml" "$d/input/锁住"
stranger 1 intake && {
  says '锁.xml.*E101.*没有权限'; says '锁住.*E101.*没有权限'
  [ "$(receipts)" = 1 ] || fault "receipts: $(receipts), wanted 1"
  chmod 755 "$d/input/锁住"; chmod 644 "$d/input/锁.xml"
  stranger 0 intake; [ "$(receipts)" = 3 ] || fault "receipts: $(receipts), wanted 3"
  before=$(store); good "$d/input/丙.xml" 六百零六户; chmod 644 "$d/input/丙.xml"
  chmod -R a-w "$d/output" # an output folder that may only be read
  stranger 3 intake && says '不可写\|没有权限'
  stranger 1 status; [ "$before" = "$(store)" ] || fault "a read-only store was changed"
  chmod -R a+w "$d/output"; stranger 0 intake
  chmod a-w "$d"/output/*/回执; good "$d/input/丁.xml" 六百零七户; chmod 644 "$d/input/丁.xml"
  chown -R 65534 "$d/output" 2>/dev/null
  stranger 3 intake && says 'E102.*没有权限' # received, but its receipt cannot be written: the next run does
  chmod a+w "$d"/output/*/回执; stranger 0 intake; [ "$(receipts)" = 5 ] || fault "receipts: $(receipts), wanted 5"
  chmod -R a+rwX "$d"
}

# ---- in the way of one receipt ----
desk blocked
good "$d/input/甲.xml"; good "$d/input/乙.xml" 六百零八户; good "$d/input/丙.xml" 六百零九户
mkdir -p "$d/output/2023Q1/回执/000002-县人力资源社会保障局.txt/x"
jibao 3 intake && says '000002.*E102'
[ -f "$d/output/2023Q1/回执/000003-县人力资源社会保障局.txt" ] || fault "one blocked receipt held up the next"
rm -r "$d/output/2023Q1/回执/000002-县人力资源社会保障局.txt"
jibao 0 intake; [ -f "$d/output/2023Q1/回执/000002-县人力资源社会保障局.txt" ] || fault "the blocked receipt was not made up for"

# ---- two at once ----
desk twice
for i in $(seq 300); do echo "$i" >"$d/input/$i.xml"; done
touch -d 2022-01-01 "$d"/input/*.xml
for try in 1 2 3 4 5 6 7 8; do
  rm -rf "$d/output"
  "$JIBAO" intake -C "$d" --date $date >/dev/null 2>&1 & first=$!
  until [ -s "$d/output/jibao.db.lock" ]; do kill -0 $first 2>/dev/null || break; done
  kill -STOP $first 2>/dev/null
  state=; until [[ $state = [TZ] ]]; do state=$(ps -o stat= -p $first 2>/dev/null | cut -c1); state=${state:-Z}; done # it takes its time
  [ $state = T ] && break
  wait $first
done
jibao 3 intake && says "T102.*进程号 $first"
"$JIBAO" status -C "$d" --date $date >/dev/null 2>&1; rc=$? # reading goes on (1), or says that nothing is there yet (3)
[ $rc = 1 ] || [ $rc = 3 ] || fault "status beside a run: $rc"
kill -CONT $first; wait $first; [ $? = 1 ] || fault "the first of two runs was hurt"
[ "$(receipts)" = 300 ] || fault "receipts: $(receipts), wanted 300"
sound

# ---- no room ----
desk full
for i in 1 2 3 4 5 6; do good "$d/input/$i.xml" "七百零$i户"; done
mkdir "$d/output"
jibao 0 intake; (cd "$d/output" && find . -type f ! -name 'jibao.db*' -exec sha256sum {} + | sort -k2) >"$d/sums"
if unshare -m true 2>/dev/null; then
  JIBAO=$JIBAO d=$d date=$date unshare -m bash -c '
    for size in 16k 64k 200k 280k 320k 340k 352k; do
      mount -t tmpfs -o size=$size tmpfs "$d/output" || exit 77
      "$JIBAO" intake -C "$d" --date $date >"$d/out" 2>"$d/err"; rc=$?
      [ $rc = 3 ] || { [ $rc = 0 ] && [ $size = 352k ]; } || { echo "room $size: status $rc"; cat "$d/err"; exit 1; }
      [ $rc = 0 ] || grep -q "磁盘空间\|空间不足" "$d/err" || { echo "room $size: not told"; cat "$d/err"; exit 1; }
      find "$d/output" -name ".jibao-tmp*" | grep -q . && { echo "room $size: half a file left"; exit 1; }
      mount -o remount,size=10m "$d/output"
      "$JIBAO" intake -C "$d" --date $date >"$d/out" 2>&1 || { echo "room $size: the run after it: $?"; cat "$d/out"; exit 1; }
      (cd "$d/output" && find . -type f ! -name "jibao.db*" -exec sha256sum {} + | sort -k2) | diff "$d/sums" - || { echo "room $size: ends elsewhere"; exit 1; }
      "$JIBAO" audit -C "$d" >/dev/null 2>&1 || { echo "room $size: the audit fails"; exit 1; }
      umount "$d/output"
    done
    mount -t tmpfs -o ro tmpfs "$d/output" || exit 77
    "$JIBAO" intake -C "$d" --date $date >"$d/out" 2>"$d/err"; rc=$?
    [ $rc = 3 ] && grep -q "只读\|不可写" "$d/err" || { echo "a disk that is read-only: status $rc"; cat "$d/err"; exit 1; }
  '; rc=$?; [ $rc = 0 ] || [ $rc = 77 ] || fault "no room"
fi
rm -rf "$d/output"
"$JIBAO" intake -C "$d" --date $date >/dev/full 2>"$d/err"; rc=$?; [ $rc = 3 ] && grep -q '标准输出' "$d/err" || fault "stdout full: status $rc"
rm -rf "$d/output"
"$JIBAO" intake -C "$d" --date $date <&- >&- 2>&-; sound # nothing may land in the store because 1 and 2 were closed
[ "$(receipts)" = 6 ] || fault "receipts: $(receipts), wanted 6"

# ---- a damaged store ----
desk hurt
for i in 1 2 3 4 5 6; do good "$d/input/$i.xml" "八百零$i户"; done
jibao 0 intake; cp -R "$d/output" "$d/kept"; db=$d/output/jibao.db
hurt() { # WHAT COMMAND…: damages; it is told, nothing is touched, recover mends, the next run goes on
  local what=$1; shift
  rm -rf "$d/output"; cp -R "$d/kept" "$d/output"; "$@"
  local before; before=$(store)
  jibao 3 intake && says 'T108.*损坏' && says 'jibao recover'
  [ "$before" = "$(store)" ] || fault "$what: a damaged store was changed"
  timeout 60 "$JIBAO" recover -C "$d" --date $date >"$d/out" 2>"$d/err"; local rc=$?
  [ $rc -le 1 ] || { fault "$what: recover: status $rc"; cat "$d/err"; }
  says '救回原件'; says '损坏-1'
  [ "$before" = "$(cd "$d/output" && sha256sum jibao.db.损坏-1 | sed "s,  .*,  $db,")" ] || fault "$what: the damaged store was not kept"
  sound
  timeout 60 "$JIBAO" intake -C "$d" --date $date >"$d/out" 2>"$d/err"; rc=$?
  [ $rc -le 1 ] || { fault "$what: after recovery: status $rc"; cat "$d/err"; }
  sound
}
hurt 'first page' dd if=/dev/zero of="$db" bs=4096 count=1 conv=notrunc status=none
hurt 'head' dd if=/dev/urandom of="$db" bs=100 count=1 conv=notrunc status=none
hurt 'cut' truncate -s 81920 "$db"
hurt 'empty' truncate -s 0 "$db"
hurt 'text' sh -c "echo 'this is a note that somebody wrote over the store, and it is long enough to be looked at by anybody' >'$db'"
rm -rf "$d/output"; cp -R "$d/kept" "$d/output"
dd if=/dev/urandom of="$db" bs=4096 seek=$(($(stat -c %s "$db") / 8192)) count=4 conv=notrunc status=none
timeout 60 "$JIBAO" recover -C "$d" --date $date >"$d/out" 2>"$d/err"; [ $? -le 1 ] || fault "pages in the middle: $(cat "$d/err")"
sound
# sound: nothing to do; newer, foreign, lost: told
rm -rf "$d/output"; cp -R "$d/kept" "$d/output"; before=$(store)
jibao 0 recover && says '没有需要恢复的'; [ "$before" = "$(store)" ] || fault "recover changed a sound store"
sqlite3 "$db" 'PRAGMA user_version = 99' 2>/dev/null; before=$(store)
jibao 3 intake && says 'T103.*更新版本'; jibao 3 recover; [ "$before" = "$(store)" ] || fault "a newer store was changed"
rm -f "$db"* ; sqlite3 "$db" 'CREATE TABLE theirs (x)'; before=$(store)
jibao 3 intake && says 'T104'; jibao 3 recover; [ "$before" = "$(store)" ] || fault "somebody else's file was changed"
rm -rf "$d/output"; cp -R "$d/kept" "$d/output"; rm "$db"
before=$(cd "$d/output" && find . -path '*回执*' -type f -exec sha256sum {} + | sort)
jibao 3 intake; says 'T115.*不见了'; says 'C126.*有回执 000006，库里却只给到回执 000000'
jibao 3 intake; says C126; jibao 3 run; says C126 # until somebody has looked
[ "$before" = "$(cd "$d/output" && find . -path '*回执*' -type f -exec sha256sum {} + | sort)" ] || fault "a receipt was written over"
mv "$d"/output/2023Q1/回执 "$d/旧回执"; jibao 0 intake; says '000006  接收'; sound
# an older backup: the same
rm -rf "$d/output" "$d/旧回执"; cp -R "$d/kept" "$d/output"; jibao 0 backup "$d/早.db"; good "$d/input/7.xml" 八百零七户; jibao 0 intake; says '000007  接收'
rm "$db"*; cp "$d/早.db" "$db"; jibao 3 intake; says 'C126.*有回执 000007，库里却只给到回执 000006'

# ---- a wrong clock ----
desk clock
good "$d/input/甲.xml"; jibao 0 intake
date=2023-03-20; jibao 0 intake; grep -q C103 "$d/err" && fault "the clock was doubted although nothing came in"
good "$d/input/乙.xml" 九百户; jibao 1 intake && says 'C103.*2023年3月20日.*2023年3月26日'
date=2023-03-26

# ---- nothing where something should be ----
desk nothing; rm -r "$d/input"; jibao 3 intake && says 'E101.*input'
echo x >"$d/input"; jibao 3 intake && says 'E101.*input'
desk output; echo x >"$d/output"; jibao 3 intake; says 'E1\|T1'
desk templates; good "$d/input/甲.xml"; rm "$d/templates/schema/季度报送.xsd"; jibao 3 intake && says '季度报送.xsd'
[ "$(find "$d/output" -name '*.txt' | wc -l)" = 0 ] || fault "judged without a schema"

# ---- a crowd ----
desk crowd
n=${WORLD_FILES:-1000}
/usr/bin/python3 - "$d/input" "$n" <<'PY'
import os, sys
for i in range(int(sys.argv[2])):
    folder = os.path.join(sys.argv[1], str(i // 1000))
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f'{i}.xml')
    open(path, 'w').write(f'no submission: {i}\n')
    os.utime(path, (1640995200, 1640995200))
PY
started=$(date +%s%N)
"$JIBAO" intake -C "$d" --date $date >"$d/out" 2>"$d/err"; rc=$?
ended=$(date +%s%N)
[ $rc = 1 ] || { fault "a crowd: status $rc"; tail -n 3 "$d/err"; }
[ "$(receipts)" = "$n" ] && [ "$(receipts json)" = "$n" ] || fault "receipts: $(receipts) and $(receipts json), wanted $n"
tail -n 1 "$d/out" | grep -q "退回 $n 件" || fault "verdict: $(tail -n 1 "$d/out")"
jibao 0 intake && says '没有新的来件'
echo "crowd: $n files in $(((ended - started) / 1000000)) ms"
sound
exit $bad
