#!/usr/bin/python3
"""Nothing a unit wrote is missing on paper: printed.py DATA.xml FOLDER

FOLDER holds the quarter's papers with their 公文.xml beside them (--keep-xml). Every 段, 打算, 描述 and 整改措施 must stand in the
unit's own paper and in the item's table of 汇总报告 (there with every unit named that said it); every 编号 in 问题台账. A text's last
full stop alone may stand elsewhere: behind the term of the promise.
"""
import re
import sys
import xml.etree.ElementTree as ET


def flat(e):
    return re.sub(r'\s+', '', ''.join(e.itertext()))


def words(e):
    return re.sub('[。；;.：:]$', '', flat(e))


data, folder = ET.parse(sys.argv[1]).getroot(), sys.argv[2]
paper = {name: ET.parse(f'{folder}/{name}.公文.xml').getroot() for name in ('汇总报告', '问题台账')}
said, missing = 0, []


def need(text, what, where):
    global said
    said += 1
    if what not in text:
        missing.append((where, what[:30]))


for unit in data.find('单位报送'):
    own = flat(ET.parse(f'{folder}/部门报告/{unit.get("简称")}.公文.xml').getroot())
    for e in [*unit.iterfind('说明/段'), *unit.iterfind('事项/*/段'), *unit.iterfind('事项/下步打算/打算'),
              *unit.iterfind('事项/存在问题/问题/描述'), *unit.iterfind('事项/存在问题/问题/整改措施')]:
        need(own, words(e), unit.get('简称'))
    for v in unit.iterfind('事项/指标值'):
        need(own, v.get('值'), unit.get('简称'))

items, tables = data.findall('行动/事项'), paper['汇总报告'].findall('附件')[2].findall('表格')
ledger = flat(paper['问题台账'])
for item, table in zip(items, tables):
    text, where = flat(table), '汇总报告第' + item.get('序号') + '项'
    for part in ('工作推进情况', '取得成效', '亮点经验', '下步打算', '上季度打算'):
        for e in [*item.iterfind(f'{part}/述/*'), *item.iterfind(f'{part}/单位'), *item.iterfind(f'{part}/单位/打算')]:
            need(text, e.get('简称') if e.tag == '单位' else words(e), where)
    for p in item.findall('存在问题/问题'):
        for what in (words(p.find('描述')), words(p.find('整改措施')), p.get('单位'), p.get('责任人')):
            need(text, what, where)
        need(ledger, p.get('编号'), '问题台账')
if len(items) != len(tables) or missing or said < 2000:
    print(f'{len(items)} items, {len(tables)} tables, {said} passages, missing: {missing[:5]}')
    sys.exit(1)
