#!/usr/bin/env bash
# Which documents a quarter has: --only for every kind, letters only after the deadline, a letter that no longer applies moved away,
# a file changed by other hands left alone, a missing template told. On a part of the sample, to be quick.
set -u
. tests/tools/place.sh
place w; mkdir "$d/input/2022Q4"
cp input/工作方案.xml "$tmp/w/input/"
cp input/2022Q4/交通运输局.xml input/2022Q4/公安局.xml "$tmp/w/input/2022Q4/"
out=$tmp/w/output/2022Q4
jibao() { "$JIBAO" "$@" -C "$tmp/w" >"$tmp/out" 2>"$tmp/err"; }

jibao run --date 2022-12-20 --jobs 1; rc=$?
[ $rc = 1 ] || fault "before the deadline: status $rc"
[ ! -e "$out/催报函" ] || fault "letters before the deadline: $(ls "$out/催报函")"
jibao run --date 2022-12-26 --jobs 1
n=$(ls "$out/催报函" | wc -l)
[ "$n" = 30 ] || fault "$n letters after the deadline, wanted 30 of 32 units"
[ -s "$out/催报函/县水务局.pdf" ] && [ -s "$out/催报函/县司法局.pdf" ] || fault "no letter to a missing unit: $(cat "$tmp/out" "$tmp/err")"

# two units report: their letters go, one of them was changed by hand
printf ' ' >>"$out/催报函/县司法局.pdf"
cp input/2022Q4/水务局.xml input/2022Q4/司法局.xml "$tmp/w/input/2022Q4/"
jibao run --date 2022-12-28 --jobs 1
[ ! -e "$out/催报函/县水务局.pdf" ] || fault "the letter to a unit that has reported still stands"
[ -s "$tmp/w/output/作废/2022Q4/催报函/县水务局-2022-12-28.pdf" ] || fault "it was not moved: $(find "$tmp/w/output/作废")"
grep -q '催报函/县水务局.pdf”不再适用，已移到' "$tmp/err" || fault "nothing said of it: $(cat "$tmp/err")"
grep -q '不再适用的公文 1 份' "$tmp/out" || fault "the summary does not say so: $(tail -n 4 "$tmp/out")"
[ -e "$out/催报函/县司法局.pdf" ] && grep -q 'C106.*县司法局' "$tmp/err" || fault "a file changed by hand: $(cat "$tmp/err")"
[ "$(ls "$out/催报函" | wc -l)" = 29 ] || fault "other letters were touched"
[ -s "$out/部门报告/县水务局.pdf" ] || fault "no report of the unit that has reported"
jibao run --date 2022-12-28 --jobs 1
[ "$(find "$tmp/w/output/作废" -type f | wc -l)" = 1 ] || fault "a second run moved something again"

# what was printed is in the journal: each file once, again only when its bytes changed, and when it no longer applies
entries() { sqlite3 "$tmp/w/output/jibao.db" "SELECT kind || ' ' || subject || ' ' || date FROM journal WHERE kind IN ('成文', '作废')"; }
truncate -s -1 "$out/催报函/县司法局.pdf"; jibao run --date 2022-12-28 --jobs 1 # as it was written: it goes as well
entries | grep -qx '作废 2022Q4/催报函/县司法局.pdf 2022-12-28' || fault "the second withdrawn letter in the journal: $(entries | grep 作废)"
n=$(entries | wc -l)
[ "$(entries | grep -c '^成文 2022Q4/催报函/.* 2022-12-26$')" = 30 ] || fault "letters in the journal: $(entries | grep '催报函')"
entries | grep -qx '作废 2022Q4/催报函/县水务局.pdf 2022-12-28' || fault "the withdrawn letter in the journal: $(entries | grep 作废)"
entries | grep -qx '成文 2022Q4/打印合集.pdf 2022-12-28' || fault "the collection in the journal"
rm "$out/问题台账.pdf"
jibao run --date 2022-12-28 --jobs 1
[ -s "$out/问题台账.pdf" ] && [ "$(entries | wc -l)" = "$n" ] || fault "a file made again with the same bytes: $(entries | tail -n 2)"

# the audit: nothing amiss; then a file changed and one gone, each told, and the last hash is worth noting
jibao audit --date 2022-12-28 || fault "the audit: $(cat "$tmp/err")"
hash=$(sed -n 's/.*末条校验值 \([0-9a-f]*\).*/\1/p' "$tmp/err")
jibao audit "$hash" --date 2022-12-28 || fault "the hash just told is not known: $(cat "$tmp/err")"
jibao audit "${hash//[0-4]/5}" --date 2022-12-28; [ $? = 1 ] && grep -q '错误 T313' "$tmp/err" || fault "another hash: $(cat "$tmp/err")"
jibao audit "${hash%?}" --date 2022-12-28; [ $? = 2 ] || fault "half a hash: $(cat "$tmp/err")"
mv "$out/领导小组名单.pdf" "$tmp/kept.pdf"; printf ' ' >>"$out/报送情况通报.pdf"
jibao audit --date 2022-12-28; [ $? = 1 ] || fault "the audit of files changed by other hands: $(cat "$tmp/out")"
grep -q '警告 C121:.*领导小组名单.pdf”不在了' "$tmp/err" && grep -q '警告 C122:.*报送情况通报.pdf”的内容和写出时不一样' "$tmp/err" && [ "$(grep -c 警告 "$tmp/err")" = 2 ] ||
  fault "the audit does not say which: $(cat "$tmp/err")"
mv "$tmp/kept.pdf" "$out/领导小组名单.pdf"; truncate -s -1 "$out/报送情况通报.pdf"

# a scan saved over a paper that still applies is not overwritten without a word
echo scan >"$out/汇总报告.pdf"
jibao run --date 2022-12-28 --jobs 1
[ "$(cat "$tmp/w/output/作废/2022Q4/汇总报告-2022-12-28.pdf")" = scan ] || fault "the scan is gone: $(find "$tmp/w/output/作废")"
grep -q '警告 C120:.*汇总报告.pdf”的内容和写出时不一样.*已移到“.*作废/2022Q4/汇总报告-2022-12-28.pdf”' "$tmp/err" || fault "nothing said of the scan: $(cat "$tmp/err")"
qpdf --check "$out/汇总报告.pdf" >/dev/null 2>&1 || fault "the paper was not written in its place"
[ "$(entries | wc -l)" = "$n" ] || fault "the journal: $(entries | tail -n 2)"
jibao run --date 2022-12-28 --jobs 1; ! grep -q C120 "$tmp/err" || fault "told twice"
# one that the store does not know is somebody's, too
sqlite3 "$tmp/w/output/jibao.db" "DELETE FROM printed WHERE path = '2022Q4/领导小组名单.pdf'"; echo theirs >"$out/领导小组名单.pdf"
jibao run --date 2022-12-28 --jobs 1
[ "$(cat "$tmp/w/output/作废/2022Q4/领导小组名单-2022-12-28.pdf")" = theirs ] || fault "a file not known as ours was overwritten"

# --only writes what it says and nothing else, and takes nothing away
for k in 部门报告:县公安局 汇总报告 任务清单台账 问题台账 亮点经验汇编 报送情况通报 催报函:县财政局 领导小组名单 打印合集; do
  f=$out/${k/://}.pdf
  rm -f "$f"; before=$(find "$out" -type f | wc -l)
  jibao report 2022Q4 --only "$k" --date 2022-12-28 --jobs 1 || fault "--only $k: $(cat "$tmp/out" "$tmp/err")"
  [ -s "$f" ] && [ "$(find "$out" -type f | wc -l)" = $((before + 1)) ] || fault "--only $k: $(cat "$tmp/out" "$tmp/err")"
done
jibao report 2022Q4 --only 催报函:县公安局 --date 2022-12-28; [ $? = 1 ] || fault "a letter to a unit that has reported was written"

for k in 台账 汇总报告:县公安局 催报函:县某局 部门报告: ''; do
  jibao report 2022Q4 --only "$k" --date 2022-12-28; rc=$?
  [ $rc = 2 ] && grep -q '^--only：' "$tmp/err" || fault "--only '$k': status $rc, $(cat "$tmp/out" "$tmp/err")"
done

# a roster only where there is one in the profile
sed -i '/<领导小组 /,/<\/领导小组>/d' "$tmp/w/templates/office.xml"
jibao run --date 2022-12-28 --jobs 1
[ ! -e "$out/领导小组名单.pdf" ] && [ -s "$tmp/w/output/作废/2022Q4/领导小组名单-2022-12-28.pdf" ] || fault "the roster stays without people"
rm "$tmp/w/templates/问题台账.xsl"
jibao run --date 2022-12-28; rc=$?
[ $rc = 3 ] && grep -q '问题台账.xsl' "$tmp/err" || fault "a missing template: status $rc"
exit $bad
