#!/usr/bin/python3
"""Nothing a unit wrote is dropped without a trace: told.py DATA.xml

Every 段, 打算 and 问题 of every accepted submission (单位报送) must stand in the report's items (行动) under its unit, in the same part:
in its own words, or, marked 见=CODE, in that unit's words with both units named. Items that the plan does not have are let pass
only with a warning of the program; there are none in the data that this is run on.
"""
import sys
import xml.etree.ElementTree as ET

root = ET.parse(sys.argv[1]).getroot()
items = {n.get('序号'): n for a in root.findall('行动') for n in a.findall('事项')}
texts = lost = shared = 0


def told(item, part, name, unit, text, by):
    for said in item.find(part).findall('述'):
        units = [u.get('代码') for u in said.findall('单位')]
        if unit in units and (by is None or by in units):
            if by is not None or text in [n.text for n in said.findall(name)]:
                return True
    return False


for unit in root.find('单位报送'):
    code = unit.get('代码')
    for item in unit.findall('事项'):
        here = items[item.get('序号')]
        for part, name in (('工作推进情况', '段'), ('取得成效', '段'), ('亮点经验', '段'), ('下步打算', '打算')):
            for n in item.find(part).findall(name):
                texts += 1
                shared += n.get('见') is not None
                if not told(here, part, name, code, n.text, n.get('见')):
                    lost += 1
                    print(f'{code} 第{item.get("序号")}项 {part}: {n.text}')
        for n in item.find('存在问题').findall('问题'):
            texts += 1
            if not any(p.get('单位代码') == code and p.get('编号') == n.get('编号') and p.findtext('描述') == n.findtext('描述')
                       for p in here.find('存在问题').findall('问题')):
                lost += 1
                print(f'{code} 第{item.get("序号")}项 问题 {n.get("编号")}')
        for n in item.findall('指标值'):
            texts += 1
            if not any(v.get('代码') == code and v.get('原文') == n.get('原文')
                       for i in root.find('指标表') if i.get('代码') == n.get('代码') for v in i.findall('单位值')):
                lost += 1
                print(f'{code} 指标 {n.get("代码")} {n.get("原文")}')
print(f'{texts} texts and values, {shared} told in another unit\'s words, {lost} lost')
sys.exit(1 if lost or not texts else 0)
