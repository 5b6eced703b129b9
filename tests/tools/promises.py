#!/usr/bin/python3
"""The verdicts on last quarter's promises beside those that were given by hand: promises.py DATA.xml LABELS.tsv [-v]

LABELS.tsv: 单位, 事项, 打算 (its beginning), 应为 (已落实 推进中 未提及 说不准), 原话 (words of the same unit and item that show it).
Prints the matrix. A label whose promise or words the sample no longer has is told and left out, and so is a promise without one; more than
STALE of them and the table is to be read again. Fails then, if anything labelled 推进中 or 未提及 is called 已落实, or if less is found than the rule is known to find.
"""
import sys
import xml.etree.ElementTree as ET

STATES = ['已落实', '推进中', '未提及']
FLOORS = {'已落实': 182, '推进中': 14, '未提及': 5}  # how many of 216, 15 and 5 are met at least
STALE = 12


def labels(path):
    for line in open(path, encoding='utf-8'):
        if line.startswith('#') or line.startswith('单位\t'):
            continue
        yield line.rstrip('\n').split('\t')


def main():
    root = ET.parse(sys.argv[1]).getroot()
    told = {(u.get('代码'), i.get('序号')): ''.join(i.itertext()) for u in root.find('单位报送') for i in u.findall('事项')}
    promises = {}
    for item in (i for a in root.findall('行动') for i in a.findall('事项')):
        for unit in item.find('上季度打算').findall('单位'):
            promises.setdefault((unit.get('代码'), item.get('序号')), []).extend(unit.findall('打算'))
    matrix, faults, stale, labelled = {}, [], [], set()
    for unit, item, start, want, words in labels(sys.argv[2]):
        found = [p for p in promises.get((unit, item), []) if p.text.startswith(start)]
        if len(found) != 1:
            stale.append(f'{unit} 第{item}项“{start}”: {len(found)} promises begin so')
            continue
        labelled.add(found[0])
        if words and words not in told.get((unit, item), ''):
            stale.append(f'{unit} 第{item}项: the words “{words}” are gone')
            continue
        got = found[0].get('状态')
        matrix[want, got] = matrix.get((want, got), 0) + 1
        if got == '已落实' and want in ('推进中', '未提及'):
            faults.append(f'{unit} 第{item}项“{found[0].text}”: {want}, called 已落实: {found[0].get("依据")}｜{found[0].get("佐证")}')
        if '-v' in sys.argv and got != want:
            print(f'{want} → {got}  {unit} 第{item}项“{found[0].text}”｜{words}｜{found[0].get("相符")} {found[0].get("依据")}｜{found[0].get("佐证")}')
    for key, group in promises.items():
        stale += [f'{key[0]} 第{key[1]}项“{p.text}”: no label' for p in group if p not in labelled]
    print('应为＼判断 ' + ' '.join(STATES))
    for want in STATES + ['说不准']:
        print(f'{want}　' + ' '.join(f'{matrix.get((want, got), 0):6}' for got in STATES))
    for want, floor in FLOORS.items():
        if matrix.get((want, want), 0) < floor:
            faults.append(f'{want}: {matrix.get((want, want), 0)} found, {floor} are known to be')
    print('\n'.join(['out of date: ' + s for s in stale] + faults))
    if len(stale) > STALE:
        faults.append('labels')
    return 1 if faults else 0


sys.exit(main())
