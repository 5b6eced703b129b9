#!/usr/bin/env bash
# 总览.html of the sample in a real browser.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
cp -R templates input "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts"
"$JIBAO" run -C "$tmp" --date 2022-12-26 --quiet >"$tmp/out" 2>&1; [ $? = 1 ] || { cat "$tmp/out"; exit 1; }
/usr/bin/python3 tests/web/overview.py "$tmp/output/2022Q4/总览.html"
