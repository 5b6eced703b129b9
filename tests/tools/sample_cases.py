#!/usr/bin/env python3
"""The cases of life that the shipped sample is there to show: sample_cases.py OUTPUT STATUS.json…

OUTPUT holds the receipts of a run of both quarters, STATUS.json is what `jibao status QUARTER --json` printed, one a quarter.
Prints every case that no receipt shows any more; exit status 1 if there is one. A case names no unit: any unit may show it."""
import base64
import glob
import json
import re
import sys

receipts = [json.load(open(f, encoding='utf-8')) for f in sorted(glob.glob(sys.argv[1] + '/*/回执/*.json'))]
bad = 0


def need(text, holds):
    global bad
    if not holds:
        print('the sample no longer shows: ' + text)
        bad = 1


def codes(r, level='错误'):
    return [m['编号'] for m in r['意见'] if m['级别'] == level]


def later(r, test):
    """Another receipt of the same unit and quarter, after r."""
    return any(o['单位'] == r['单位'] and o['季度'] == r['季度'] and o['回执号'] > r['回执号'] and test(o) for o in receipts)


def raw(r):
    return open('input/' + r['文件'], 'rb').read()


accepted = [r for r in receipts if r['结论'] == '接收']
refused = [r for r in receipts if r['结论'] == '退回']
for f in sys.argv[2:]:
    s = json.load(open(f, encoding='utf-8'))
    need(f"{s['季度']}: late units", s['逾期'] >= 2)
    need(f"{s['季度']}: units that sent nothing", s['未报'] >= 2)
    need(f"{s['季度']}: townships", sum(u['类型'] == '乡镇' and '版次' in u for u in s['单位']) >= 3)

need('a submission refused for exactly two faults and corrected', any(len(codes(r)) == 2 and later(r, lambda o: o in accepted) for r in refused))
need('a file that is not well-formed', any(c.startswith('X') for r in refused for c in codes(r)))
need('a second version over an accepted first', any(later(r, lambda o: o in accepted and o['版次'] == 2) for r in accepted if r['版次'] == 1))
need('the same file sent twice', any(r['SHA-256'] == o['SHA-256'] for r in accepted for o in accepted if o['回执号'] > r['回执号']))
need('an encoding that is not the declared one', any('D102' in codes(r, '警告') for r in accepted))
need('a file in GBK', any(b'encoding="GBK"' in raw(r)[:60] for r in accepted))
need('a file in GB18030 with a character of four bytes beyond the BMP',
     any(r['编码'] == 'GB18030' and any(ord(c) > 0xffff for c in raw(r).decode('gb18030')) for r in accepted))
need('a file in UTF-16', any(r['编码'].startswith('UTF-16') for r in accepted))
need('a problem of the last quarter that is not mentioned', any('S231' in codes(r, '警告') for r in accepted))
need('a figure that another responsible unit reports differently', any('S317' in codes(r, '警告') for r in accepted))
need('numbers or dates normalised', any(r['换算'] for r in accepted))
need('new problems that get their numbers', any(r['新问题编号'] for r in accepted))

# every other warning would be a fault of the sample itself
for r in accepted:
    for c in codes(r, '警告'):
        if c not in ('D102', 'S231', 'S317'):
            print(f"{r['文件']}: warning {c}, which no case asks for")
            bad = 1

closed = [r['文件'] for r in accepted if r['季度'] == '2022Q4' and '编号="2022Q3-' in (t := raw(r).decode('utf-8', 'ignore')) and '已销号' in t]
need('problems carried over and closed', len(closed) >= 15)


# what an office that reads the sample would send back: a solution in the place of the problem, tomorrow told as done, two words for one thing
def text(r):
    return raw(r).decode({'GB18030': 'gb18030', 'GBK': 'gb18030'}.get(r['编码'], 'utf-16' if r['编码'].startswith('UTF-16') else 'utf-8'))


for r in accepted:
    t = text(r)
    signed = tuple(map(int, re.search(r'<填报日期>\D*\d+\D+(\d+)\D+(\d+)', t).groups()))
    for p in re.findall(r'<问题\b.*?</问题>', t, re.S):
        said = re.search('<描述>(.*?)</描述>', p, re.S).group(1)
        if '已销号' in p and re.search('已|解决|补齐', said) and not re.search('但|因|未', said):
            print(f"{r['文件']}: a closed problem told as its solution: {said}")
            bad = 1
    for item in re.findall('<事项 .*?</事项>', t, re.S):
        plans = re.findall('<内容>(.*?)</内容>\\s*<期限>(.*?)</期限>', item, re.S)
        for plan, due in plans:
            if r['季度'] == '2022Q4' and re.search('，按?每(月|季度)[^，；]*。$|，按季度?[^，；]*。$|^按季度?|^每(月|季度)(不|更)', plan):
                print(f"{r['文件']}: a standing task has no day it is done by: {plan}")
                bad = 1
            for measure, by in re.findall('<整改措施>(.*?)</整改措施>.*?<期限>(.*?)</期限>', item, re.S):
                twice = set(re.split('[，；。]', plan)) & set(re.split('[，；。]', measure)) - {''}
                if due == by and twice:
                    print(f"{r['文件']}: told twice, as a measure and as a plan of the same day: {'、'.join(twice)}")
                    bad = 1
    for part in re.findall('<(工作推进情况|取得成效)>(.*?)</\\1>', t, re.S):
        for m in re.finditer('(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日(?!前)', part[1]):
            if tuple(map(int, m.groups())) > signed:
                print(f"{r['文件']}: {m.group()} is told as done, signed on {signed}")
                bad = 1
    for picture in re.findall('类型="image/png">(.*?)<', t, re.S):
        png = base64.b64decode(picture)
        width = int.from_bytes(png[16:20], 'big')
        if width < 1200 or len(png) > 60000:  # 1200 points: 100 mm at 300 a printed inch
            print(f"{r['文件']}: a picture of {width} points and {len(png)} bytes")
            bad = 1
    for word in ('易搬', '本表', '四不变', '十月以来', '牵头单位之一'):
        if word in t:
            print(f"{r['文件']}: “{word}”")
            bad = 1
sys.exit(bad)
