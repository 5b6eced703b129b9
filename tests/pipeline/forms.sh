#!/usr/bin/env bash
# Blank submissions and the offline form: what a clerk fills in with a browser passes jibao check, and opens again unchanged.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
cp -R templates input "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts"
"$JIBAO" intake -C "$tmp" --date 2022-12-26 --quiet >"$tmp/out" 2>&1 || [ $? = 1 ] || { cat "$tmp/out"; exit 1; }
"$JIBAO" forms -C "$tmp" --date 2022-12-26 >"$tmp/out" 2>&1 || { cat "$tmp/out"; exit 1; }
dir=$tmp/output/2023Q1/空白表
n=$(ls "$dir"/*.xml | wc -l)
[ "$n" = 32 ] || { echo "$n blanks for 32 units"; exit 1; }
for f in "$dir"/*.xml; do xmllint --noout "$f" || exit 1; done
grep -q '编号="2022Q' "$dir"/*.xml || { echo "no open problem was carried over"; exit 1; }
"$JIBAO" forms -C "$tmp" 2022Q3 --quiet >/dev/null 2>&1 || exit 1
/usr/bin/python3 tests/web/forms.py "$JIBAO" "$tmp"
