#!/usr/bin/python3
"""Moves promises to where they do not belong: movepromises.py FOLDER BY; --judge REAL.xml MOVED.xml counts how they are judged there.

In every submission of the folder the 下步打算 of each item goes to the item BY places before it. What the unit writes of that item next quarter
tells nothing of it, but now and then two items are about one thing: at most MOST of a hundred may be called 已落实.
"""
import glob
import re
import sys
import xml.etree.ElementTree as ET

MOST = 1


def text_of(path):
    raw = open(path, 'rb').read()
    for code in ('utf-8-sig', 'gb18030', 'utf-16'):
        try:
            return re.sub(r'^<\?xml[^>]*\?>', '', raw.decode(code))
        except UnicodeDecodeError:
            pass
    return None


def move(path, by):
    text = text_of(path)
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, TypeError):
        return 0  # the sample has files that are sent back
    items = root.findall('事项')
    plans = [i.find('下步打算') for i in items]
    if len(items) <= by or None in plans:
        return 0
    places = [list(i).index(p) for i, p in zip(items, plans)]
    for item, plan in zip(items, plans):
        item.remove(plan)
    for item, plan, place in zip(items, plans[by:] + plans[:by], places):
        item.insert(place, plan)
    ET.ElementTree(root).write(path, encoding='UTF-8', xml_declaration=True)
    return len(items)


def promises(path):
    root = ET.parse(path).getroot()
    for item in (i for a in root.findall('行动') for i in a.findall('事项')):
        for unit in item.find('上季度打算').findall('单位'):
            for p in unit.findall('打算'):
                yield unit.get('代码'), item.get('序号'), p


def judge(real, moved):
    at_home = {(u, p.text, i) for u, i, p in promises(real)}
    away = [(u, i, p) for u, i, p in promises(moved) if (u, p.text, i) not in at_home]
    kept = [(u, i, p) for u, i, p in away if p.get('状态') == '已落实']
    spoken = sum(p.get('状态') == '推进中' for _, _, p in away)
    print(f'{len(away)} promises moved: {len(kept)} 已落实, {spoken} 推进中')
    for u, i, p in kept:
        print(f'  {u} 第{i}项“{p.text}”: {p.get("依据")}｜{p.get("佐证")}')
    return 1 if len(away) < 150 or len(kept) * 100 > MOST * len(away) else 0


if sys.argv[1] == '--judge':
    sys.exit(judge(sys.argv[2], sys.argv[3]))
sys.exit(0 if sum(move(p, int(sys.argv[2])) for p in glob.glob(sys.argv[1] + '/**/*.xml', recursive=True)) >= 100 else 1)
