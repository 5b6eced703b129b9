#!/usr/bin/env bash
# Three counties export a quarter; a prefecture takes the three in with the same program, adds them up and prints its report.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
fault() { echo "$*"; exit 1; }
house() { mkdir -p "$tmp/$1/input"; cp -R templates "$tmp/$1/"; ln -s "$PWD/fonts" "$tmp/$1/fonts"; }
county() { # folder, name, code, files…
  local d=$1 name=$2 code=$3; shift 3
  house "$d"
  cp input/工作方案.xml "$tmp/$d/input/"
  sed -i "s|<上报 [^>]*>|<上报 单位=\"$name\" 代码=\"$code\" 方案=\"样州发〔2022〕9号\"/>|; s|<简称>县搬迁领导小组办公室|<简称>${name}办公室|" "$tmp/$d/templates/office.xml"
  local f; for f in "$@"; do cp "$f" "$tmp/$d/input/" || fault "no $f"; done
  "$JIBAO" intake -C "$tmp/$d" --date 2022-12-23 --quiet >"$tmp/out" 2>&1; [ $? -le 1 ] || { cat "$tmp/out"; fault "$name: intake"; }
  "$JIBAO" export 2022Q4 -C "$tmp/$d" --date 2022-12-23 >"$tmp/out" 2>&1 || { cat "$tmp/out"; fault "$name: export"; }
}
house 州
county 县一 锦屏县 JP input/2022Q3/人力资源社会保障局.xml input/2022Q4/*.xml
county 县二 甲县 JA input/2022Q4/人社局四季度报送.xml input/2022Q4/民宗局.xml input/2022Q4/县总工会.xml
county 县三 乙县 YX input/2022Q4/人社局四季度报送.xml input/2022Q4/团县委4季度.xml

# nothing new: nothing is written, and the 版次 stays; a county that takes in one more report sends version 2
"$JIBAO" export 2022Q4 -C "$tmp/县二" --date 2022-12-23 | grep -q '新写 0' || fault "the second export is not the first"
cp input/2022Q4/团县委4季度.xml "$tmp/县二/input/"
"$JIBAO" intake -C "$tmp/县二" --date 2022-12-23 --quiet >/dev/null 2>&1
"$JIBAO" export 2022Q4 -C "$tmp/县二" --date 2022-12-23 --quiet >/dev/null 2>&1
grep -q '<版次>2</版次>' "$tmp/县二/output/2022Q4/上报/"*.xml || fault "a changed export did not get version 2"

/usr/bin/python3 tests/tools/prefecture.py input/工作方案.xml >"$tmp/州/input/方案.xml"
for d in 县一 县二 县三; do cp "$tmp/$d/output/2022Q4/上报/"*.xml "$tmp/州/input/" || fault "$d: no submission"; done
"$JIBAO" run -C "$tmp/州" --date 2022-12-24 2022Q4 >"$tmp/out" 2>&1; rc=$?
[ $rc -le 1 ] && [ "$(grep -c '接收' "$tmp/out")" -ge 3 ] || { cat "$tmp/out"; fault "the prefecture: status $rc"; }
[ -s "$tmp/州/output/2022Q4/汇总报告.pdf" ] || fault "the prefecture printed nothing"
"$JIBAO" data -C "$tmp/州" --date 2022-12-24 2022Q4 >"$tmp/data.xml" 2>/dev/null || fault "data"
/usr/bin/python3 - "$tmp" <<'PY' || exit 1
import csv, glob, re, subprocess, sys, zipfile
import xml.etree.ElementTree as ET
tmp = sys.argv[1]

def figures(folder, code):
    """What the units wrote, read from their files, not from the program."""
    total = 0
    for f in glob.glob('%s/%s/input/*.xml' % (tmp, folder)):
        raw = open(f, 'rb').read()
        try:
            root = ET.fromstring(raw)
        except (ET.ParseError, ValueError):
            continue
        if root.tag == '季度报送' and root.findtext('季度').strip() .strip('第季度Q') in ('4', '四'):
            total += sum(float(re.sub('[,，]', '', v.text)) for v in root.iter('指标值') if v.get('指标') == code)
    return total

data = ET.parse(tmp + '/data.xml').getroot()
ind = [i for i in data.find('指标表') if i.get('代码') == '2-1'][0]
by = {u.get('简称'): float(u.get('值')) for u in ind.findall('单位值')}
faults = []
for county, folder in (('甲县', '县二'), ('乙县', '县三')):
    if by.get(county) != figures(folder, '2-1'):
        faults.append('%s: %s above, %s in its files' % (county, by.get(county), figures(folder, '2-1')))
if by.get('锦屏县') != 846:
    faults.append('锦屏县: %s, the sample has 846' % by.get('锦屏县'))
if float(ind.get('值')) != sum(by.values()):
    faults.append('the sum is %s, the counties have %s' % (ind.get('值'), by))
text = ET.tostring(data, encoding='unicode')
for want in ('县民宗局：', '县总工会：', 'JP-2022Q3-'):
    if want not in text:
        faults.append('the prefecture does not know of ' + want)

# the tables: sound, whole, and no cell that a spreadsheet program would run
folder = tmp + '/县一/output/2022Q4/上报/'
rows = list(csv.reader(open(folder + '指标.csv', encoding='utf-8-sig', newline='')))
if len(rows) != 1 + len(ET.parse('input/工作方案.xml').getroot().findall('.//指标')):
    faults.append('指标.csv has %d rows' % len(rows))
# a rate is that of the figure beside it: the one that is judged while the units' figures differ
for r in (dict(zip(rows[0], r)) for r in rows[1:]):
    judged = r['暂按评定的数'] or r['本季度']
    if r['完成率'] and abs(100 * float(judged) / float(r['目标']) - float(r['完成率'])) > 0.051:
        faults.append('指标.csv %s: %s of %s is not %s %%' % (r['代码'], judged, r['目标'], r['完成率']))
    if r['评定'] not in ('完成', '正常', '滞后', '逾期', '不评'):
        faults.append('指标.csv: 评定 ' + r['评定'])
for name in glob.glob(folder + '*.csv'):
    for r in csv.reader(open(name, encoding='utf-8-sig', newline='')):
        if len(r) != len(next(csv.reader(open(name, encoding='utf-8-sig', newline='')))):
            faults.append(name + ': ragged')
        for c in r:
            if re.match(r'[=+@\t\r\n＝＋－＠]|-(?!\d+(\.\d+)?$)', c):
                faults.append(name + ': dangerous cell ' + c[:20])
book = zipfile.ZipFile(folder + '数据.xlsx')
if book.testzip() or any(b'<f>' in book.read(n) for n in book.namelist()):
    faults.append('数据.xlsx: damaged or with formulas')
if len([n for n in book.namelist() if n.startswith('xl/worksheets/sheet')]) != 5:
    faults.append('数据.xlsx: sheets')
print('\n'.join(faults))
sys.exit(1 if faults else 0)
PY
