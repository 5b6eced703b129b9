"""prefecture.py COUNTY_PLAN > PLAN: the plan of a prefecture whose units are three counties: the same actions, items and indicators,
every county responsible for each; counts are added up over the counties, percentages averaged."""
import sys
import xml.etree.ElementTree as ET

plan = ET.parse(sys.argv[1]).getroot()
counties = [('JP', '锦屏县'), ('JA', '甲县'), ('YX', '乙县')]
plan.find('名称').text = '样例州六项行动工作方案'
plan.find('文号').text = '样州发〔2022〕9号'
plan.find('发文机关').text = '样例州领导小组办公室'
units = plan.find('单位表')
units.clear()
for code, name in counties:
    ET.SubElement(units, '单位', {'代码': code, '全称': '样例州' + name + '人民政府', '简称': name, '类型': '部门'})
for item in plan.iter('事项'):
    for tag in ('责任单位', '责任主体'):
        for e in item.findall(tag):
            item.remove(e)
    for i, (code, name) in enumerate(counties):
        e = ET.Element('责任单位', {'主责': '是'} if i == 0 else {})
        e.text = name
        item.insert(list(item).index(item.find('内容')) + 1 + i, e)
    for ind in item.findall('指标'):
        ind.set('汇总方式', '平均' if ind.get('单位') == '%' else '合计')
sys.stdout.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(plan, encoding='unicode'))
