#!/usr/bin/env bash
# 份号 (7.2.1): render --copies N makes N numbered copies in one file, each on a fresh sheet with page numbers from 1.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
doc=tests/cases/typeset/盖章一枚.xml odd=$tmp/三面.xml
bad=0
fail() { echo "$*"; bad=1; }

"$JIBAO" render --quiet "$doc" --copies 3 -o "$tmp/c.pdf" || fail "render --copies 3: status $?"
numbers=$(pdftotext -raw "$tmp/c.pdf" - | tr -d '\f' | grep -E '^[0-9]{6}$' | tr '\n' ' ')
[ "$numbers" = "000123 000124 000125 " ] || fail "份号: $numbers" # the document's own 000123, and on from there
[ "$(pdfinfo "$tmp/c.pdf" | awk '/^Pages/{print $2}')" = 5 ] || fail "three copies of one page: 1, blank, 1, blank, 1"

# without 份号 from 000001; of three pages the fourth stays blank
sed -e '/<份号>/d' -e '/<印章 /d' -e 's#</正文>#'"$(for i in $(seq 40); do printf '<段>第 %s 段。</段>' "$i"; done)"'</正文>#' "$doc" >"$odd"
"$JIBAO" render --quiet "$odd" --copies 2 -o "$tmp/o.txt" 2>/dev/null || fail "render to text"
pages=$(grep '^page' "$tmp/o.txt" | cut -d' ' -f2,5 | tr '\n' ';')
[ "$pages" = "1;2;3;4 blank;1;2;3;" ] || fail "pages: $pages"
grep -q '份号 .*"000001"' "$tmp/o.txt" && grep -q '份号 .*"000002"' "$tmp/o.txt" || fail "numbers from 000001"

"$JIBAO" render "$doc" --copies 3 -o "$tmp/d.pdf" >/dev/null && cmp -s "$tmp/c.pdf" "$tmp/d.pdf" || fail "two runs, different bytes"
sed 's/000123/999999/' "$doc" >"$tmp/last.xml"; cp tests/cases/typeset/样章.png "$tmp"
"$JIBAO" render --quiet "$tmp/last.xml" --copies 2 -o "$tmp/e.pdf" >"$tmp/msg" 2>&1; [ $? = 1 ] || fail "999999 and one more: status"
grep -q L117 "$tmp/msg" && [ ! -e "$tmp/e.pdf" ] || fail "999999 and one more: message"
"$JIBAO" render "$doc" --copies 0 2>/dev/null; [ $? = 2 ] || fail "--copies 0 is a wrong command line"
"$JIBAO" fonts --copies 2 2>/dev/null; [ $? = 2 ] || fail "--copies is for render alone"
exit $bad
