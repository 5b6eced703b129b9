#!/usr/bin/env bash
# Every 公文 under tests/cases/typeset and templates/example: trace equal to the golden one, the same bytes twice, a sound PDF
# whose text is the source's. Set in a work folder without a plan, whose names would count. New golden traces: tests/accept
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/w"; ln -s "$PWD/templates" "$PWD/fonts" "$tmp/w/"
bad=0 n=0
for x in tests/cases/typeset/*.xml templates/example/公文*.xml; do
  [ -e "$x" ] || continue
  name=$(basename "$x" .xml); n=$((n + 1))
  "$JIBAO" -C "$tmp/w" trace "$x" >"$tmp/$name.trace" 2>"$tmp/$name.msg" || { echo "$x: trace failed"; cat "$tmp/$name.msg"; bad=1; continue; }
  if ! diff -u "tests/cases/typeset/$name.trace" "$tmp/$name.trace" >"$tmp/diff"; then
    echo "$x: the trace differs (tests/accept $name takes the new one)"; head -n 30 "$tmp/diff"; bad=1
  fi
  "$JIBAO" -C "$tmp/w" render --quiet "$x" -o "$tmp/$name.pdf" >"$tmp/out" 2>&1 || { echo "$x: render failed"; cat "$tmp/out"; bad=1; continue; }
  "$JIBAO" -C "$tmp/w" render --quiet "$x" -o "$tmp/again.pdf" >/dev/null 2>&1
  cmp -s "$tmp/$name.pdf" "$tmp/again.pdf" || { echo "$x: two runs, different bytes"; bad=1; }
  /usr/bin/python3 tests/tools/pdftext.py "$tmp/$name.pdf" "$x" || bad=1
done
[ $n -ge 5 ] || { echo "only $n cases found"; bad=1; }
exit $bad
