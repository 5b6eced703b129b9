#!/usr/bin/env bash
# 总览.html of the sample in a real browser.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
cp -R templates input "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts"
"$JIBAO" run -C "$tmp" --date 2022-12-26 --quiet >"$tmp/out" 2>&1; [ $? = 1 ] || { cat "$tmp/out"; exit 1; }
# one word for one count: the card leaves out what is not judged, a disputed figure is a range, problems are listed as they are counted
page=$tmp/output/2022Q4/总览.html
"$JIBAO" data 2022Q4 -C "$tmp" --date 2022-12-26 >"$tmp/data.xml"
ask() { xmllint --xpath "string($1)" "$tmp/data.xml"; }
told() { grep -qF -- "$1" "$page" || { echo "the page does not say $1"; exit 1; }; }
told "<dd>$(ask '/*/总体/指标/@完成')/$(ask '/*/总体/指标/@总数 - /*/总体/指标/@不评')<small>"
told "本季度新增的（$(ask '/*/总体/问题/@新增')个）"
told "本季度反映并着手整改）（$(ask '/*/总体/问题/@整改中')个）"
told '首次到件日期</th>'
range=$(ask "/*/指标表/指标[@待核对 = '是'][1]/@各数"); [ -z "$range" ] || told "<strong>$range</strong>"
/usr/bin/python3 tests/web/overview.py "$tmp/output/2022Q4/总览.html"
