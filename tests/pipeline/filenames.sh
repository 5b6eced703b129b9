#!/usr/bin/env bash
# A plan whose units' names make trouble as names of files: each unit has its own blank form, report and letter; none takes another's
# place; the overview leads to the right one; nothing is written elsewhere.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "line ${BASH_LINENO[0]}: $*"; bad=1; }
d=$tmp/p; mkdir -p "$d/input"; cp -R templates "$d/"; ln -s "$PWD/fonts" "$d/fonts"
/usr/bin/python3 - "$d" templates/example/工作方案.xml templates/example/季度报送.xml <<'PY'
import os, re, sys
from xml.sax.saxutils import quoteattr, escape
d, plan, sub = sys.argv[1:]
names = ['民政局/', '民政局.', '民政局（本级）', '民政局(本级)', '../../逃逸', '..', '-rf', '一' * 100 + '甲', '一' * 100 + '乙', 'A站', 'a站', '站！', '站？',
         '公', '局-D14', '局:', '局;']
text = open(plan, encoding='utf-8').read()
units = '\n'.join('<单位 代码="D%d" 全称="全称第%d号" 简称=%s 类型="部门"/>' % (i, i, quoteattr(n)) for i, n in enumerate(names, 1))
text = re.sub('</单位表>', lambda m: units + '</单位表>', text, 1)
text = re.sub('(<责任单位 主责="是">)', lambda m: ''.join('<责任单位>D%d</责任单位>' % i for i in range(1, len(names) + 1)) + m.group(1), text, 1)
open(os.path.join(d, 'input/方案.xml'), 'w', encoding='utf-8').write(text)
report = open(sub, encoding='utf-8').read()
no = re.search('<事项 序号="(\\d+)"', text).group(1)
body = re.search('<事项 .*?</事项>', report, re.S).group(0)
body = re.sub('<指标值.*?</指标值>', '', re.sub('序号="\\d+"', '序号="%s"' % no, body, 1), flags=re.S)
for i in (1, 2, 3, 4, 8, 9, 10, 11): # these report, the others get a letter
    s = re.sub('<单位>.*?</单位>', '<单位>D%d</单位>' % i, report, 1)
    s = re.sub('<事项 .*</事项>', lambda m: body.replace('六百二十户', '六百%d户' % i), s, 1, re.S)
    open(os.path.join(d, 'input/报送%d.xml' % i), 'w', encoding='utf-8').write(s)
open(os.path.join(d, 'n'), 'w').write(str(len(names)))
PY
n=$(cat "$d/n"); rm "$d/n"
(cd "$tmp" && find . -path ./p/output -prune -o -print | sort) >"$tmp/.before"
"$JIBAO" forms 2023Q2 -C "$d" --date 2023-03-28 >"$tmp/.out" 2>&1 || fault "forms: $(cat "$tmp/.out")"
"$JIBAO" run -C "$d" --date 2023-03-28 >"$tmp/.out" 2>"$tmp/.err"; rc=$?
[ $rc = 1 ] || fault "run: status $rc: $(tail -n 2 "$tmp/.out" "$tmp/.err")"
grep -q '错误' "$tmp/.err" && fault "run: $(grep 错误 "$tmp/.err" | head -n 3)"
[ "$(grep -c 'P128' "$tmp/.err")" -ge 8 ] || fault "units whose files get a code are not told: $(grep -c P128 "$tmp/.err")"
(cd "$tmp" && find . -path ./p/output -prune -o -print | sort | diff .before - | grep -v '\./\.\(out\|err\)$' | grep '^[<>]') && fault "something was written outside output/"
/usr/bin/python3 - "$d/output" "$n" <<'PY' || bad=1
import glob, hashlib, html, os, re, sys, urllib.parse
out, n = sys.argv[1], int(sys.argv[2])
bad = 0
def fault(s):
    global bad
    bad = 1
    print(s)
def files(folder, end):
    v = [f for f in os.listdir(os.path.join(out, folder)) if f.endswith(end)]
    if len({f.lower() for f in v}) != len(v): fault('%s: alike but for their case: %s' % (folder, v))
    for f in v:
        if len(f.encode()) > 200 or f[0] in '-.' or not re.fullmatch(r'[-\w.]+', f): fault('%s: %r' % (folder, f))
    return v
blanks, reports, letters = files('2023Q2/空白表', '.xml'), files('2023Q1/部门报告', '.pdf'), files('2023Q1/催报函', '.pdf')
plan = open(glob.glob(os.path.join(out, '../input/方案.xml'))[0], encoding='utf-8').read()
if len(blanks) < n: fault('%d blank forms for %d units and more' % (len(blanks), n))
codes = [re.search('<单位>(.*?)</单位>', open(os.path.join(out, '2023Q2/空白表', f), encoding='utf-8').read()).group(1) for f in blanks]
if len(set(codes)) != len(blanks): fault('two blank forms for one unit')
if len(reports) != 8: fault('%d reports for 8 units: %s' % (len(reports), reports))
if len(letters) < n - 8: fault('%d letters for %d units and more' % (len(letters), n - 8))
if len({hashlib.sha256(open(os.path.join(out, '2023Q1/部门报告', f), 'rb').read()).digest() for f in reports}) != 8: fault('two reports are one')
page = open(os.path.join(out, '2023Q1/总览.html'), encoding='utf-8').read()
links = {urllib.parse.unquote(html.unescape(x)) for x in re.findall('href="(部门报告[^"]*)"|href="(%E9%83%A8[^"]*)"', page) for x in x if x}
if links != {'部门报告/' + f for f in reports}: fault('the overview leads to %s' % sorted(links))
sys.exit(bad)
PY
"$JIBAO" run -C "$d" --date 2023-03-28 >"$tmp/.out" 2>/dev/null; grep -q '新写 0' "$tmp/.out" || fault "a second run writes anew: $(grep 公文： "$tmp/.out")"
# two tables of the export whose files would be one
/usr/bin/python3 - "$d/templates/导出表.xml" <<'PY'
import re, sys
s = open(sys.argv[1], encoding='utf-8').read()
names = iter(['表（一）', '表(一)'])
open(sys.argv[1], 'w', encoding='utf-8').write(re.sub('(<表 [^>]*名称=")[^"]*"', lambda m: m.group(1) + next(names) + '"', s, 2))
PY
"$JIBAO" export 2023Q1 -C "$d" --date 2023-03-28 >"$tmp/.out" 2>"$tmp/.err"; rc=$?
[ $rc = 3 ] && grep -q '导出表.xml:[0-9]*.*盖掉' "$tmp/.err" || fault "two tables with one file: status $rc: $(cat "$tmp/.err")"
exit $bad
