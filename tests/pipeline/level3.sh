#!/usr/bin/env bash
# Rare names: every hanzi of GB 18030-2022 level 3 is drawn with ink and extracted in order, in 仿宋 (with SOAK=1 in 楷体 and 黑体
# too); a character that no font has stops the document with its code point and place.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
one() { # role
  /usr/bin/python3 tests/tools/level3.py source "$1" >"$tmp/$1.xml"
  "$JIBAO" render --quiet "$tmp/$1.xml" -o "$tmp/$1.pdf" >"$tmp/$1.out" 2>&1 || { cat "$tmp/$1.out"; return 1; }
  /usr/bin/python3 tests/tools/level3.py check "$tmp/$1.pdf" >"$tmp/$1.result" || { echo "$1: $(cat "$tmp/$1.result")"; return 1; }
}
one 仿宋 || bad=1
if [ -n "${SOAK:-}" ]; then
  one 楷体 || bad=1
  one 黑体 || bad=1
fi
# the check itself sees a lost character
{ head -n 2 "$tmp/仿宋.xml"; sed -n '3s/一/　/p' "$tmp/仿宋.xml"; echo '</正文></公文>'; } >"$tmp/x.xml"
"$JIBAO" render --quiet "$tmp/x.xml" -o "$tmp/x.pdf" >/dev/null 2>&1
/usr/bin/python3 tests/tools/level3.py check "$tmp/x.pdf" >/dev/null && { echo "the check does not see a lost character"; bad=1; }
printf '<公文><正文><段>文字\xf0\xaf\xbf\xbd文字</段></正文></公文>' >"$tmp/none.xml" # U+2FFFD: no character, in no font
"$JIBAO" render "$tmp/none.xml" -o "$tmp/none.pdf" >"$tmp/none.out" 2>&1 && { echo "a character without a font was passed"; bad=1; }
grep -q 'U+2FFFD' "$tmp/none.out" && grep -q 'none.xml:1' "$tmp/none.out" || { echo "no code point or place:"; cat "$tmp/none.out"; bad=1; }
[ ! -e "$tmp/none.pdf" ] || { echo "a document with a hole was written"; bad=1; }
exit $bad
