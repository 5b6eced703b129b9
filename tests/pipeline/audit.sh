#!/usr/bin/env bash
# What was changed behind the program's back: no verb prints it or vouches for it, the audit tells it. On a part of the sample.
set -u
[ -w /dev/shm ] && export TMPDIR=/dev/shm
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "line ${BASH_LINENO[0]}: $*"; bad=1; }
mkdir -p "$tmp/w/input/2022Q4"
cp -R templates "$tmp/w/"; ln -s "$PWD/fonts" "$tmp/w/fonts"
cp input/工作方案.xml "$tmp/w/input/"
cp input/2022Q4/交通运输局.xml input/2022Q4/公安局.xml input/2022Q4/人社局四季度报送.xml "$tmp/w/input/2022Q4/"
db=$tmp/w/output/jibao.db
jibao() { "$JIBAO" "$@" -C "$tmp/w" --date 2022-12-20 --jobs 1 >"$tmp/out" 2>"$tmp/err"; }
change() { sqlite3 "$db" "$1" >/dev/null 2>"$tmp/sql" || fault "$1: $(cat "$tmp/sql")"; }
keep() { rm -rf "$tmp/kept"; cp -R "$tmp/w/output" "$tmp/kept"; }
back() { rm -rf "$tmp/w/output"; cp -R "$tmp/kept" "$tmp/w/output"; }
jibao run; jibao audit || fault "a store just made: $(cat "$tmp/err")"
keep

# ---- a number and a paragraph changed: T302, status 3, nothing printed ----
code=$(sqlite3 "$db" "SELECT indicator FROM value ORDER BY 1 LIMIT 1")
jibao explain "$code" || fault "explain: $(cat "$tmp/err")"
change "DROP TRIGGER value_keep; UPDATE value SET amount = '99.9' WHERE indicator = '$code'"
jibao explain "$code"; [ $? = 3 ] && grep -q '错误 T302' "$tmp/err" && ! grep -q 99.9 "$tmp/out" || fault "explain vouches for a changed number: $(cat "$tmp/out" "$tmp/err")"
jibao audit; [ $? = 1 ] && grep -q 'T302' "$tmp/err" && grep -q 'T310.*value_keep' "$tmp/err" || fault "the audit: $(cat "$tmp/err")"
back
change "DROP TRIGGER paragraph_keep; UPDATE paragraph SET text = '另一句' WHERE kind = '取得成效'"
for verb in run report status; do
  jibao $verb; [ $? = 3 ] && grep -q '错误 T302' "$tmp/err" || fault "$verb with a changed paragraph: $(cat "$tmp/out" "$tmp/err")"
done
diff -r "$tmp/kept/2022Q4" "$tmp/w/output/2022Q4" >"$tmp/diff" || fault "files were changed: $(cat "$tmp/diff")"
back
exit $bad
