#!/usr/bin/env bash
# The register of arrivals (收件登记): no slip of the pen in it dates a file. What it leaves open is not taken in, told with its
# place, and taken in as registered by the run after the register was mended.
set -u
. tests/tools/place.sh
date=2023-03-28 # behind the deadline of 2023-03-25: a file dated by today is late

# desk NAME: a place with the plan and three files
desk() {
  place "$1"; plan; mkdir "$d/input/2023Q1"
  for f in 甲:六百零一户 乙:六百零二户 丙:六百零三户; do
    sed "s/六百二十户/${f#*:}/" templates/example/季度报送.xml >"$d/input/2023Q1/${f%:*}.xml"
  done
}
row() { printf '  <件 文件="2023Q1/%s.xml" 时间="%s"/>\n' "$1" "$2"; }
register() { { printf '<?xml version="1.0" encoding="UTF-8"?>\n<收件登记>\n'; cat; printf '</收件登记>\n'; } >"$d/input/${1:-收件登记}.xml"; }
sound() { { row 甲 2023-03-20; row 乙 2023年3月21日; row 丙 2023-03-22T09:30; } | register "$@"; }
# what the store has: file, arrival, registered
dates() { sqlite3 "$d/output/jibao.db" "SELECT CAST(file AS TEXT), arrived, registered FROM received ORDER BY 1" 2>/dev/null | tr '\n' ' '; }
dated() { [ "$(dates)" = "$1" ] || fault "(${BASH_LINENO[0]}) the store has: $(dates), wanted: $1"; }
whole='2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 2023Q1/甲.xml|2023-03-20|1 '
mended() { # the register is put right: all is as if it had been right from the start
  sound "$@"; jibao 0 intake; silent '错误'; dated "$whole"
  "$JIBAO" audit -C "$d" >/dev/null 2>&1 || fault "(${BASH_LINENO[0]}) the audit fails"
}

desk right; mended
jibao 0 intake; verdict '没有新的来件'; dated "$whole"

# ---- one entry is wrong: its file waits, the others do not ----
desk row
{ row 甲 2023-03-2O; row 乙 2023-03-21; row 丙 2023-03-22; } | register
jibao 1 intake
says '收件登记.xml:3:[0-9]*: 错误 X160'; says '收件登记.xml:3: 错误 S406: “2023Q1/甲.xml”'; silent S405
verdict '留待下次 1 件（收件登记有错误，改好再运行）'
dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 '
jibao 1 intake; says S406; dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 '
jibao 1 run; verdict '留待下次 1 件（收件登记有错误，改好再运行）'
mended

# ---- an entry that does not say which file: what is entered well is taken in, what is not waits ----
desk element
{ row 甲 2023-03-20; printf '  <条 文件="2023Q1/乙.xml" 时间="2023-03-21"/>\n'; row 丙 2023-03-22; } | register
jibao 1 intake; says 'X152'; says 'S405.*有 1 件没有收：2023Q1/乙.xml'
dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/甲.xml|2023-03-20|1 '
mended

# ---- a register that cannot be read: nothing is dated ----
unreadable() { # CODE: what is wrong was told with it; nothing was taken in, nothing in input/ was touched
  local before; before=$(cd "$d/input" && find . -printf '%P %s %T@\n' | sort | sha256sum)
  jibao 1 intake; says "$1"; says 'S405.*有 3 件没有收：2023Q1/丙.xml、2023Q1/乙.xml、2023Q1/甲.xml'
  verdict '留待下次 [34] 件（.*收件登记有错误' # 4: the register itself, if it is no file
  dated ''; find "$d/output" -name '*.txt' | grep -q . && fault "(${BASH_LINENO[0]}) a receipt"
  [ "$before" = "$(cd "$d/input" && find . -printf '%P %s %T@\n' | sort | sha256sum)" ] || fault "(${BASH_LINENO[0]}) input/ was touched"
  [ -n "${2:-}" ] && rm -rf "$d/input/$2"
  mended
}
desk cut; sound; truncate -s -20 "$d/input/收件登记.xml"; unreadable X104
desk empty; : >"$d/input/收件登记.xml"; unreadable X103
desk garbage; echo '甲 2023-03-20' >"$d/input/收件登记.xml"; unreadable X121
desk other; sound; sed -i 's/收件登记>/收件登记表>/' "$d/input/收件登记.xml"; unreadable S404
desk bytes; sound; printf '\xff' >>"$d/input/收件登记.xml"; unreadable D101
desk renamed; sound 到件时间; printf '\xff' >>"$d/input/到件时间.xml"; unreadable D101 到件时间.xml # the root element says what it is
desk copy; sound; truncate -s -20 "$d/input/收件登记.xml"; mv "$d/input/收件登记.xml" "$d/input/2023Q1/一季度收件登记（副本）.xml"
unreadable X104 2023Q1/一季度收件登记（副本）.xml
desk link; ln -s /nowhere "$d/input/收件登记.xml"; unreadable E103 收件登记.xml
desk large; truncate -s 40M "$d/input/收件登记.xml"; unreadable E104
desk folder; mkdir "$d/input/收件登记.xml"; jibao 0 intake # a folder is a folder
desk leave; sound; chmod 000 "$d/input/收件登记.xml"
if [ "$(id -u)" != 0 ]; then unreadable E101 收件登记.xml; fi

# ---- files that only look like one ----
desk bystander # rubbish of another name is refused, and hinders nobody
sound; echo '甲 2023-03-20' >"$d/input/民政局.xml"; touch -d 2023-01-01 "$d/input/民政局.xml"
jibao 1 intake; silent S405; dated "2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 2023Q1/甲.xml|2023-03-20|1 民政局.xml|$date|0 "
desk submission # a submission is one under whatever name
mv "$d/input/2023Q1/丙.xml" "$d/input/2023Q1/收件登记.xml"; jibao 0 intake; silent S405
dated "2023Q1/乙.xml|$date|0 2023Q1/收件登记.xml|$date|0 2023Q1/甲.xml|$date|0 "

# ---- twice ----
desk twice
{ row 甲 2023-03-20; row 乙 2023-03-21; row 丙 2023-03-22; row 甲 2023-03-27; row 乙 2023-03-21; } | register
jibao 1 intake; says '收件登记.xml:6:[0-9]*: 错误 S402'; says 'S406: “2023Q1/甲.xml”'
dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 ' # twice the same says nothing wrong
mended
desk registers
sound; row 甲 2023-03-27 | register 2023Q1/收件登记; row 乙 2023-03-21 | register 2023Q1/又一个收件登记
jibao 1 intake; says '2023Q1/收件登记.xml:3: 错误 S407: “2023Q1/甲.xml”登记了两个到件日期：2023-03-27，“收件登记.xml”第3行却是 2023-03-20'
says 'S406: “2023Q1/甲.xml”'; silent '乙.xml”'
dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/乙.xml|2023-03-21|1 '
rm "$d/input/2023Q1/收件登记.xml"; mended

# ---- entries of no file, dates to come: told, and in nobody's way ----
desk strange
{ row 甲 2023-03-20; row 乙 2023-03-21; row 丙 2023-03-22; row 丁 2023-03-22; } | register
jibao 0 intake; says '收件登记.xml:6: 警告 S408: 登记了 1 件.*：2023Q1/丁.xml（第6行）'; dated "$whole"
rm "$d/input/2023Q1/甲.xml"; jibao 0 intake; says 'S408.*1 件'; silent '甲.xml' # taken in before it was put away
desk later
{ row 甲 2023-03-20; row 乙 2032-03-21; row 丙 2023-03-22; } | register
jibao 1 intake; says '收件登记.xml:4: 错误 S409: 有 1 件登记的日期在今天（2023-03-28）以后：2023Q1/乙.xml 2032-03-21（第4行）'; says 'S406: “2023Q1/乙.xml”没有收'
dated '2023Q1/丙.xml|2023-03-22|1 2023Q1/甲.xml|2023-03-20|1 '
mended # and what was taken in is not moved to a day to come
{ row 甲 2023-03-20; row 乙 2032-03-21; row 丙 2023-03-22; } | register; jibao 1 intake; says S409; silent S410; dated "$whole"

# ---- nothing new: the fault is told, nothing waits ----
desk old; mended; truncate -s -20 "$d/input/收件登记.xml"
jibao 1 intake; says X104; silent S405; verdict '有错误需要处理'; dated "$whole"

# ---- the register is put right after the files were taken in: told, kept with its history, lateness follows ----
late() { "$JIBAO" status 2023Q1 -C "$d" --date $date --json 2>/dev/null | grep -c '"状态": "逾期"'; }
receipt() { cat "$d/output/2023Q1/回执/$1"*.txt; }
counts() { sqlite3 "$d/output/jibao.db" "SELECT CAST(r.file AS TEXT), coalesce((SELECT arrived FROM correction AS k WHERE k.number = r.number ORDER BY seq DESC LIMIT 1), r.arrived) FROM received AS r ORDER BY 1" | tr '\n' ' '; }
desk after; rm "$d/input/2023Q1/乙.xml" "$d/input/2023Q1/丙.xml"
jibao 0 intake; dated "2023Q1/甲.xml|$date|0 "; [ "$(late)" = 1 ] || fault "not late: $(late)"
receipt 000001 | grep -q '逾期' || fault "the receipt says nothing of late"
row 甲 2023-03-24 | register; jibao 0 intake
says '收件登记.xml:3: 警告 S410: “2023Q1/甲.xml”（回执 000001）.*由 2023-03-28 更正为 2023-03-24'
verdict '更正了 1 件的到件日期'; dated "2023Q1/甲.xml|$date|0 " # what was entered stays
[ "$(counts)" = '2023Q1/甲.xml|2023-03-24 ' ] || fault "what counts: $(counts)"
[ "$(late)" = 0 ] || fault "still late"
receipt 000001 | grep -q '2023年3月24日（按收件登记）' && receipt 000001 | grep -q '2023年3月28日按收件登记由2023年3月28日更正为2023年3月24日' && receipt 000001 | grep -q '按时' || fault "the receipt: $(receipt 000001)"
jibao 0 intake; silent S410; verdict '没有新的来件' # once
row 甲 2023-03-27 | register; jibao 1 run; says 'S410.*由 2023-03-24 更正为 2023-03-27' # and back; now a whole run
[ "$(late)" = 1 ] || fault "not late again"
"$JIBAO" history 县人力资源社会保障局 -C "$d" --date $date >"$d/out" 2>/dev/null
[ "$(grep -c '更正为' "$d/out")" = 2 ] && grep -q '2023-03-27 到件（登记）' "$d/out" || fault "history: $(cat "$d/out")"
"$JIBAO" audit -C "$d" >"$d/out" 2>"$d/err" || fault "the audit: $(cat "$d/err")"
[ "$(sqlite3 "$d/output/jibao.db" "SELECT group_concat(detail, '；') FROM journal WHERE kind = '更正'")" = '第 1 条更正：到件日期由 2023-03-28 改为 2023-03-24，依据 收件登记.xml 第 3 行；第 2 条更正：到件日期由 2023-03-24 改为 2023-03-27，依据 收件登记.xml 第 3 行' ] || fault "the journal"
rm "$d/input/2023Q1/甲.xml"; row 甲 2023-03-23 | register; jibao 0 intake; says 'S410.*更正为 2023-03-23' # the file was put away
row 甲 2023-03-2O | register; jibao 1 intake; silent S410; silent S405 # a slip corrects nothing
: >"$d/input/收件登记.xml"; jibao 1 intake; silent S410
[ "$(counts)" = '2023Q1/甲.xml|2023-03-23 ' ] || fault "what counts: $(counts)"
cp "$d/output/jibao.db" "$d/kept.db"
sqlite3 "$d/output/jibao.db" 'DROP TRIGGER correction_keep; UPDATE correction SET arrived = "2023-03-20" WHERE seq = 3' 2>/dev/null
"$JIBAO" audit -C "$d" >"$d/out" 2>"$d/err"; [ $? = 1 ] && grep -q 'T307.*第 3 条' "$d/err" || fault "a correction changed behind the program's back: $(cat "$d/err")"
cp "$d/kept.db" "$d/output/jibao.db"; rm -f "$d"/output/jibao.db-*
dd if=/dev/zero of="$d/output/jibao.db" bs=4096 count=1 conv=notrunc status=none # damaged: what was put right stays so
"$JIBAO" recover -C "$d" --date $date >"$d/out" 2>"$d/err"; [ $? = 0 ] || fault "recover: $(cat "$d/err")"
[ "$(counts)" = '2023Q1/甲.xml|2023-03-23 ' ] || fault "what counts after a recovery: $(counts)"
"$JIBAO" audit -C "$d" >"$d/out" 2>"$d/err" || fault "the audit after a recovery: $(cat "$d/err")"

# ---- an entry is taken away after its file was taken in: the date stays, every run tells it until it is put right ----
kept() { # no word and no date of the store has changed, and nothing waits to be written again
  [ "$(sqlite3 "$d/output/jibao.db" 'SELECT count(*), max(seq) FROM journal WHERE kind NOT IN ("成文", "作废"); SELECT count(*) FROM correction; SELECT count(*) FROM outbox')" = "$entries" ] ||
    fault "(${BASH_LINENO[0]}) the store was written to"
  dated "$whole"
}
tells() { says "$1: 警告 S412: 有 $2 件收过以后，收件登记里没有它的行了，到件日期仍按原来登记的算，没有改动：$3"; kept; }
desk gone; mended
entries=$(sqlite3 "$d/output/jibao.db" 'SELECT count(*), max(seq) FROM journal WHERE kind NOT IN ("成文", "作废"); SELECT count(*) FROM correction; SELECT count(*) FROM outbox')
first='2023Q1/甲.xml（县人力资源社会保障局，回执 [0-9]*，登记的到件日期 2023-03-20）' second='2023Q1/乙.xml（县人力资源社会保障局，回执 [0-9]*，登记的到件日期 2023-03-21）'
third='2023Q1/丙.xml（县人力资源社会保障局，回执 [0-9]*，登记的到件日期 2023-03-22）'
{ row 乙 2023-03-21; row 丙 2023-03-22; } | register
for verb in '0 intake' '0 intake' '1 run'; do # 1: two units did not report
  jibao $verb; tells 收件登记.xml 1 "$first$"; [ "$(grep -c S412 "$d/err")" = 1 ] || fault "told $(grep -c S412 "$d/err") times"
done
sound; jibao 0 intake; silent S412; kept # put back
row 甲 2023-03-20 | register; row 乙 2023-03-21 | register 2023Q1/收件登记
jibao 0 intake; tells input 1 "$third$" # two registers: it may have stood in either
rm "$d/input/2023Q1/收件登记.xml" "$d/input/收件登记.xml" # all of them: one message
jibao 0 intake; tells input 3 "$third、$second、$first$"; [ "$(grep -c S412 "$d/err")" = 1 ] || fault "told $(grep -c S412 "$d/err") times"
{ row 甲 2023-03-20; row 乙 2023-03-21; row 丁 2023-03-22; } | register # another name
jibao 0 intake; tells 收件登记.xml 1 "$third$"; says 'S408.*：2023Q1/丁.xml'
for fault in '<条 文件="2023Q1/乙.xml" 时间="2023-03-21"/>' '<件 时间="2023-03-21"/>' '<件 文件="/乙.xml" 时间="2023-03-21"/>'; do
  { row 甲 2023-03-20; printf '  %s\n' "$fault"; } | register # what is missing may stand where the fault is
  jibao 1 intake; silent S412; kept
done
{ row 甲 2023-03-2O; row 乙 2023-03-21; row 丙 2023-03-22; } | register; jibao 1 intake; silent S412; kept # it stands there, if with a slip
sound; truncate -s -20 "$d/input/收件登记.xml"; jibao 1 intake; silent S412; kept
{ row 乙 2023-03-21; row 丙 2023-03-22; } | register; mv "$d/input/2023Q1/甲.xml" "$tmp/甲.xml"
jibao 0 intake; silent S412; kept # put away, the file and its entry
mv "$tmp/甲.xml" "$d/input/2023Q1/"; { row 甲 2023-03-24; row 乙 2023-03-21; row 丙 2023-03-22; } | register
jibao 0 intake; silent S412; says 'S410: “2023Q1/甲.xml”.*由 2023-03-20 更正为 2023-03-24' # another date: put right
{ row 乙 2023-03-21; row 丙 2023-03-22; } | register; jibao 0 intake # and gone: the last that counted is named
says 'S412.*2023Q1/甲.xml（.*登记的到件日期 2023-03-24）'; dated "$whole"
desk never; rm "$d"/input/2023Q1/[乙丙].xml; jibao 0 intake; jibao 0 intake; silent S412 # dated by no register
row 甲 2023-03-20 | register; jibao 0 intake; says S410; rm "$d/input/收件登记.xml"
jibao 0 intake; says 'input: 警告 S412.*2023Q1/甲.xml（.*登记的到件日期 2023-03-20）' # dated by one afterwards
desk stranger; mkdir "$d/input/x"; echo '民政局' >"$d/input/x/民政局.xml"; touch -d 2023-01-01 "$d/input/x/民政局.xml" # of no unit
rm -r "$d/input/2023Q1"; printf '<件 文件="x/民政局.xml" 时间="2023-03-20"/>' | register; jibao 1 intake; : | register
jibao 0 intake; says 'S412.*x/民政局.xml（单位未识别，回执 000001，登记的到件日期 2023-03-20）'

# ---- looked at beforehand ----
desk check; { row 甲 2023-03-2O; } | register
"$JIBAO" check "$d/input/收件登记.xml" -C "$d" >"$d/out" 2>"$d/err"; [ $? = 1 ] && grep -q X160 "$d/out" || fault "check: $(cat "$d/out")"
"$JIBAO" check templates/example/收件登记.xml -C "$d" >"$d/out" 2>"$d/err" || fault "check: $(cat "$d/out")"
exit $bad
