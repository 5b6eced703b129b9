#!/usr/bin/env bash
# What was changed behind the program's back: no verb prints it or vouches for it, the audit tells it. On a part of the sample.
set -u
. tests/tools/place.sh
place w; mkdir "$d/input/2022Q4"
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
diff -rq "$tmp/kept/2022Q4" "$tmp/w/output/2022Q4" >"$tmp/diff" || fault "files were changed: $(cat "$tmp/diff")"
back

# ---- receipts: gone, forged, and made again by report ----
receipts=$tmp/w/output/2022Q4/回执
rm "$receipts"/000001-*; rm "$receipts"/000002-*.json; echo 伪造 >"$(echo "$receipts"/000003-*.txt)"
jibao audit; [ $? = 1 ] && grep -q '警告 C123:.*：1、2$' "$tmp/err" && grep -q '警告 C124:.*：3。' "$tmp/err" || fault "the audit of receipts: $(cat "$tmp/out" "$tmp/err")"
jibao report && grep -q '回执 3 张，已重新写出' "$tmp/out" || fault "report: $(cat "$tmp/out" "$tmp/err")"
diff -rq "$tmp/kept/2022Q4" "$tmp/w/output/2022Q4" >"$tmp/diff" || fault "they were not made again as they were: $(cat "$tmp/diff")"
before=$(sha256sum "$db"); jibao audit || fault "the audit after that: $(cat "$tmp/err")"; jibao report; ! grep -q 回执 "$tmp/out" || fault "made again twice"
[ "$before" = "$(sha256sum "$db")" ] || fault "the store was written to"
# one of another store in its place is not written over
sed -i 's/"SHA-256": "../"SHA-256": "zz/' "$receipts"/000002-*.json; before=$(cat "$receipts"/000002-*.json)
jibao report; [ $? = 1 ] && grep -q '错误 C125: “2022Q4/回执/000002-.*json”' "$tmp/err" || fault "report over another store's receipt: $(cat "$tmp/out" "$tmp/err")"
[ "$before" = "$(cat "$receipts"/000002-*.json)" ] || fault "another store's receipt was written over"
sed -i "s/\"SHA-256\": \"../\"SHA-256\": \"$(sqlite3 "$db" 'SELECT substr(sha256, 1, 2) FROM received WHERE number = 2')/" "$receipts"/000002-*.json
jibao audit || fault "put back: $(cat "$tmp/err")"
# a file of no quarter: its receipt is found where it was put, also when a newer quarter has come
echo '<季度报送/>' >"$tmp/w/input/空.xml"; jibao run
mkdir "$tmp/w/input/2023Q1"; sed -e 's#<年度>2022<#<年度>2023<#; s#<季度>[^<]*<#<季度>第一季度<#' input/2022Q4/公安局.xml >"$tmp/w/input/2023Q1/公安局.xml"; jibao run
[ "$(find "$tmp/w/output" -path '*回执*' -name '*.txt' | wc -l)" = 5 ] || fault "receipts: $(find "$tmp/w/output" -path '*回执*')"
jibao audit || fault "a receipt of no quarter: $(cat "$tmp/err")"
back; rm -rf "$tmp/w/input/空.xml" "$tmp/w/input/2023Q1"

# ---- the end cut off with all that knows it: the receipts outside know better, and so does a noted hash ----
hash=$(sed -n 's/.*末条校验值 \([0-9a-f]*\).*/\1/p' <(jibao audit; cat "$tmp/err"))
tables="journal received message change submission item paragraph problem promise value grid cell picture"
for t in $tables; do change "DROP TRIGGER ${t}_stay"; done
change "DELETE FROM journal WHERE seq >= (SELECT seq FROM journal WHERE kind = '收件' AND subject = '3'); DELETE FROM printed;
  UPDATE sqlite_sequence SET seq = 2 WHERE name = 'received'"
for t in message change submission item paragraph problem promise value grid cell picture received; do change "DELETE FROM $t WHERE number = 3"; done
jibao audit "$hash"; [ $? = 1 ] && grep -q '错误 C125: “2022Q4/回执/000003-.*json”' "$tmp/err" && grep -q '错误 T313' "$tmp/err" || fault "an end cut off: $(cat "$tmp/out" "$tmp/err")"
[ "$(grep -c C125 "$tmp/err")" = 1 ] || fault "other receipts are no strangers: $(cat "$tmp/err")"
exit $bad
