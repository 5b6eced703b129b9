#!/usr/bin/python3
"""Compares report data with what was worked out by hand.

    expect.py DATA.xml EXPECT

EXPECT is plain text for people. A line starts with what it is about, and gives attributes as name=value; 无 = there is no such
attribute; what follows # is the arithmetic and is not read. Blanks inside a value are written as they are between “ ”.

    季度                      总体 指标            机关-free subjects: the element of that name
    指标 2-1                  指标表/指标          理由=… is its sentence
    单位值 2-1 MZJ            the unit's line of it
    走势 2-1 2022Q3           one quarter of it
    报送 MZJ                  报送情况/单位
    问题 2 2022Q2-MZJ-1-1     of item 2; 历程=… its states in order, joined by →
    打算 1 MZJ 2              the second of that unit's promises of last quarter
    述 1 工作推进情况 1        the first passage: 单位=MZJ,RSJ 段=…
    方案外 ID                 a problem outside the plan
    个数 WHAT                 数=…: 指标, 问题 (all under 行动), 方案外, 打算, 走势 CODE
"""
import re
import sys
import xml.etree.ElementTree as ET


def first(elements, what):
    found = list(elements)
    if not found:
        raise LookupError(what)
    return found[0]


def item(root, no):
    return first((n for n in root.iter('事项') if n.get('序号') == no and n.find('工作推进情况') is not None), '事项 ' + no)


def indicator(root, code):
    return first((n for n in root.find('指标表') if n.get('代码') == code), '指标 ' + code)


def subject(root, w):
    kind = w[0]
    if kind == '季度':
        return root.find('季度')
    if kind == '总体':
        return root.find('总体').find(w[1])
    if kind == '指标':
        return indicator(root, w[1])
    if kind == '单位值':
        return first((n for n in indicator(root, w[1]).findall('单位值') if n.get('代码') == w[2]), ' '.join(w))
    if kind == '走势':
        return first((n for n in indicator(root, w[1]).find('走势') if n.get('代号') == w[2]), ' '.join(w))
    if kind == '报送':
        return first((n for n in root.find('报送情况').findall('单位') if n.get('代码') == w[1]), ' '.join(w))
    if kind == '问题':
        return first((n for n in item(root, w[1]).find('存在问题') if n.get('编号') == w[2]), ' '.join(w))
    if kind == '方案外':
        return first((n for n in root.find('方案外') if n.get('编号') == w[1]), ' '.join(w))
    if kind == '打算':
        unit = first((n for n in item(root, w[1]).find('上季度打算') if n.get('代码') == w[2]), ' '.join(w))
        return unit.findall('打算')[int(w[3]) - 1]
    if kind == '述':
        return item(root, w[1]).find(w[2]).findall('述')[int(w[3]) - 1]
    if kind == '个数':
        e = ET.Element('个数')
        n = {'指标': lambda: len(root.find('指标表')), '问题': lambda: sum(len(a.findall('事项/存在问题/问题')) for a in root.findall('行动')),
             '方案外': lambda: len(root.find('方案外')), '打算': lambda: sum(len(a.findall('事项/上季度打算/单位/打算')) for a in root.findall('行动')),
             '述': lambda: len(item(root, w[2]).find(w[3]).findall('述')), '走势': lambda: len(indicator(root, w[2]).find('走势'))}[w[1]]()
        e.set('数', str(n))
        return e
    raise LookupError('不认识：' + kind)


def value(e, name):
    if name == '理由':
        return e.findtext('理由')
    if name == '文字':
        return e.text
    if name == '段' and e.tag == '述':
        return '／'.join(p.text for p in e.findall('段'))
    if name == '单位' and e.tag == '述':
        return ','.join(u.get('代码') for u in e.findall('单位'))
    if name in ('历程', '历季'):
        return '→'.join(n.get('状态') for n in e.find(name))
    return e.get(name, '无')


def main():
    root = ET.parse(sys.argv[1]).getroot()
    wrong = checks = 0
    for no, line in enumerate(open(sys.argv[2], encoding='utf-8'), 1):
        line = line.split('#')[0].strip()
        if not line:
            continue
        quoted = re.findall(r'(\S+?)=“(.*?)”(?=\s|$)', line)
        bare = re.sub(r'\S+?=“.*?”(?=\s|$)', ' ', line).split()
        pairs = quoted + [tuple(b.split('=', 1)) for b in bare if '=' in b]
        try:
            e = subject(root, [b for b in bare if '=' not in b])
        except (LookupError, AttributeError) as fault:
            print(f'{sys.argv[2]}:{no}: 没有找到 {fault}')
            wrong += 1
            continue
        if not pairs:
            print(f'{sys.argv[2]}:{no}: nothing to compare')
            wrong += 1
        for name, want in pairs:
            checks += 1
            got = value(e, name)
            if got != want:
                print(f'{sys.argv[2]}:{no}: {line.split("=")[0]} … {name}: expected {want}, found {got}')
                wrong += 1
    print(f'{sys.argv[2]}: {checks} compared, {wrong} wrong')
    return wrong or not checks


if __name__ == '__main__':
    sys.exit(1 if main() else 0)
