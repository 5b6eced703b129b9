#!/usr/bin/env bash
# jibao watch: a file dropped while it runs gets its receipt, one that is still being written waits until it is whole, other
# verbs work in between, SIGTERM ends it with status 0.
set -u
tmp=$(mktemp -d); trap 'kill $watch 2>/dev/null; rm -rf "$tmp"' EXIT
cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts" && mkdir -p "$tmp/input/部门" && cp templates/example/工作方案.xml "$tmp/input/"
"$JIBAO" watch -C "$tmp" --date 2023-03-22 >"$tmp/out" 2>"$tmp/err" & watch=$!
fault() { echo "$*"; cat "$tmp/out" "$tmp/err"; exit 1; }
wait_for() { # what, command…: as long as a very busy machine may need
  local what=$1 i; shift
  for ((i = 0; i < 600; i++)); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done
  fault "waited a minute for: $what"
}
receipts() { [ "$(find "$tmp/output" -name '*.txt' | wc -l)" = "$1" ]; }
wait_for "the plan" grep -q 入库 "$tmp/out"
cp templates/example/季度报送.xml "$tmp/input/部门/一.xml"
wait_for "a receipt in seconds" receipts 1
head -c 1500 templates/example/季度报送.xml >"$tmp/input/二.xml"
wait_for "the half file being told" grep -q '二.xml' "$tmp/err"
receipts 1 || fault "a half-written file was judged"
"$JIBAO" status -C "$tmp" --date 2023-03-22 2023Q1 >/dev/null 2>&1; [ $? -le 1 ] || fault "status beside watch"
sed 's|<版次>1<|<版次>2<|' templates/example/季度报送.xml >"$tmp/input/二.xml"
wait_for "the receipt of the completed file" receipts 2
printf '<收件登记><件 文件="二.xml" 时间="2023-03-20"/></收件登记>' >"$tmp/input/收件登记.xml"
for i in $(seq 120); do sed "s/六百二十户/${i}户/; s|<版次>1<|<版次>$((i + 2))<|" templates/example/季度报送.xml >"$tmp/input/部门/$i.xml"; done
wait_for "the receipts of a batch" receipts 122
sed "s/六百二十户/七百户/; s|<版次>1<|<版次>200<|" templates/example/季度报送.xml >"$tmp/input/三.xml"
wait_for "the receipt after a batch" receipts 123
wait_for "the date put right" grep -q 'S410.*二.xml' "$tmp/err"
rm "$tmp/input/收件登记.xml"
wait_for "the entry that is gone" grep -q 'S412.*二.xml' "$tmp/err"
kill -TERM $watch
wait $watch; rc=$?
[ $rc = 0 ] && tail -n 1 "$tmp/out" | grep -q 守候结束 || fault "status $rc after SIGTERM"
[ "$(grep -c 'E105.*二.xml' "$tmp/err")" = 1 ] || fault "the same message was told more than once"
