#!/usr/bin/env bash
# make bench: figures for people, nothing is asserted. Times depend on the machine; the ratios in the last column travel better.
set -u
cd "$(dirname "$0")/../.." || exit 2
export LC_ALL=C.UTF-8
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
JIBAO=${JIBAO:-$PWD/jibao}
seconds() { # command…: the best of three, in seconds
  for _ in 1 2 3; do /usr/bin/env bash -c 'TIMEFORMAT=%R; time "$@" >/dev/null 2>&1' _ "$@" 2>&1 | tail -n 1; done | sort -n | head -n 1
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", b ? a / b : 0 }'; }

echo "== 写 PDF（4 页、四种 TrueType 字库，每份约 600 个不同的字）"
build/bench/backend_pdf 400 | tee "$tmp/ours"
build/bench/plain_libharu 6 | tee "$tmp/plain"
ours=$(awk '/TrueType +1 thread/ { print $4 }' "$tmp/ours"); plain=$(awk '{ print $3 }' "$tmp/plain")
echo "本程序是直接用 libharu 字库的 $(ratio "$ours" "$plain") 倍"

echo "== 全过程（样例，两个季度）"
fresh() { rm -rf "$tmp/o"; mkdir "$tmp/o"; ln -s "$PWD/templates" "$PWD/fonts" "$PWD/input" "$tmp/o/"; "$JIBAO" run -C "$tmp/o" --date 2022-12-26; }
export -f fresh 2>/dev/null
first=$(for _ in 1 2 3; do s=$(date +%s%N); fresh >/dev/null 2>&1; e=$(date +%s%N); echo $((e - s)); done | sort -n | head -n 1)
first=$(awk -v n="$first" 'BEGIN { printf "%.3f", n / 1e9 }')
again=$(seconds "$JIBAO" run -C "$tmp/o" --date 2022-12-26)
one=$(seconds "$JIBAO" report -C "$tmp/o" --date 2022-12-26 --only 部门报告:县民政局)
render=$(seconds "$JIBAO" render templates/example/公文.xml -o "$tmp/x.pdf")
intake=$(rm -rf "$tmp/o/output"; seconds "$JIBAO" intake -C "$tmp/o" --date 2022-12-26)
printf '第一次运行        %s 秒\n再运行一次        %s 秒（第一次的 1/%s）\n只收件            %s 秒\n写一份部门报告    %s 秒\n排一份公文        %s 秒\n' \
  "$first" "$again" "$(ratio "$first" "$again")" "$intake" "$one" "$render"
