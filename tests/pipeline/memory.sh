#!/usr/bin/env bash
# Short memory, whatever is asked for: one line why on stderr, the verdict as the last line of stdout, status 3. Every allocation
# of taking in is made to fail by crash.py; here it is a few of each verb, among them the first and the last.
set -u
case $(ldd "$JIBAO") in *asan*) echo "an allocator of its own cannot be made to fail from outside"; exit 77;; esac
[ -w /dev/shm ] && export TMPDIR=/dev/shm
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
gcc -std=gnu17 -O2 -shared -fPIC -o "$tmp/shim.so" tests/crash/shim.c || { echo "no compiler"; exit 77; }
d=$tmp/p; mkdir -p "$d/input"; cp -R templates "$d/"; ln -s "$PWD/fonts" "$d/fonts"
cp templates/example/工作方案.xml templates/example/季度报送.xml templates/example/收件登记.xml "$d/input/"
"$JIBAO" run -C "$d" --date 2023-03-22 --quiet >/dev/null 2>&1; [ $? = 1 ] || fault "a run with memory"
"$JIBAO" render templates/example/公文.xml -C "$d" -o "$tmp/d.pdf" >/dev/null || fault "a document with memory"

seen=0
short() { # VERB…: fails at the first, the last and some allocations between, once and for good
  local n at action rc
  JIBAO_FAULT=alloc:0: JIBAO_FAULT_LOG=$tmp/log LD_PRELOAD=$tmp/shim.so "$JIBAO" "$@" -C "$d" --date 2023-03-22 >/dev/null 2>&1
  n=$(sed -n 's/^count\talloc\t//p' "$tmp/log"); rm -f "$tmp/log"
  [ "${n:-0}" -gt 20 ] || { fault "$*: $n allocations"; return; }
  for at in 1 2 $((n / 50)) $((n / 7)) $((n / 3)) $((n / 2)) $((n * 4 / 5)) "$n"; do
    for action in ENOMEM ENOMEM+; do
      JIBAO_FAULT=alloc:$at:$action LD_PRELOAD=$tmp/shim.so "$JIBAO" "$@" -C "$d" --date 2023-03-22 >"$tmp/out" 2>"$tmp/err"; rc=$?
      [ $rc -le 1 ] && [ "$at" -gt 2 ] && continue # another thread, another order: it came behind all of them
      seen=$((seen + 1))
      [ $rc = 3 ] || { fault "$* (allocation $at of $n, $action): status $rc: $(tail -n 2 "$tmp/err")"; continue; }
      grep -q '^致命: .*内存不足' "$tmp/err" || fault "$* ($at, $action): stderr: $(cat "$tmp/err")"
      case " $* " in
      *" --json "*) grep -q '没有完成' "$tmp/out" && fault "$* ($at, $action): a verdict among what is for programs" ;;
      *) [ "$(tail -n 1 "$tmp/out")" = '没有完成：原因见上面的“致命”或“错误”一行。' ] || fault "$* ($at, $action): the last line: $(tail -n 1 "$tmp/out")" ;;
      esac
    done
  done
}
short intake
short run
short status
short check input/工作方案.xml input/2022Q4/民政局.xml input/收件登记.xml templates/example/公文.xml
short render templates/example/公文.xml -o "$tmp/d.pdf"
short trace templates/example/公文.xml
short verify "$tmp/d.pdf"
short data
short forms 2023Q2
short export
short history 民政局
short report --only 汇总报告
short audit
short backup "$tmp/backup.db"
short fonts
short codes
[ "$seen" -ge 200 ] || fault "only $seen runs with short memory"
# what is for programs stays so; before the command line is read nobody knows
JIBAO_FAULT=alloc:400:ENOMEM+ LD_PRELOAD=$tmp/shim.so "$JIBAO" status --json -C "$d" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && [ ! -s "$tmp/out" ] || fault "status --json: $(cat "$tmp/out")"
# from the system itself: room for the program and its libraries, hardly for a document
for room in 60000 90000 130000 200000; do
  ( ulimit -v $room; exec "$JIBAO" run -C "$d" --date 2023-03-22 ) >"$tmp/out" 2>"$tmp/err"; rc=$?
  [ $rc = 3 ] && [ "$(tail -n 1 "$tmp/out")" != '没有完成：原因见上面的“致命”或“错误”一行。' ] && fault "room for $room KiB: $(tail -n 1 "$tmp/out")"
  [ $rc = 1 ] || [ $rc = 3 ] || [ $rc = 127 ] || fault "room for $room KiB: status $rc: $(tail -n 2 "$tmp/err")"
done
"$JIBAO" audit -C "$d" >/dev/null 2>&1 || fault "the audit"
exit $bad
