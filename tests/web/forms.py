"""tests/web/forms.py JIBAO DIR: the offline form of 2022Q3 in DIR/output, driven by forms.js, for several units."""
import json, os, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'tools'))
from browser import browse

jibao, folder = sys.argv[1], sys.argv[2]
page_file = os.path.join(folder, 'output/2022Q3/空白表/填报.html')
bad = 0


def fault(unit, what):
    global bad
    bad = 1
    print(unit + ': ' + what)


# the means of the test itself: a page that complains and asks the network must be seen to do so
with open(os.path.join(folder, 'bad.html'), 'w', encoding='utf-8') as f:
    f.write("<html><body><img src='http://127.0.0.1:9/a.png'><script>console.error('x')</script></body></html>")
probe = browse(os.path.join(folder, 'bad.html'))
if not probe.console or not probe.requests:
    fault('browser.py', 'does not see the console or requests of a page')

for unit in ('县民政局', '县人力资源社会保障局', '三江镇'):
    want = {'unit': unit, 'number': '1', 'date': '2022-09-20', 'due': '2022-12-20'}
    page = browse(page_file, 'var WANT = %s;\n' % json.dumps(want, ensure_ascii=False) + open('tests/web/forms.js', encoding='utf-8').read())
    r = page.result or {}
    for line in page.console:
        fault(unit, 'console: ' + line)
    for url in page.requests:
        fault(unit, 'asked the network for ' + url)
    if not r.get('xml'):
        fault(unit, 'nothing was written: ' + json.dumps(r, ensure_ascii=False)[:800])
        continue
    if not r['empty'].startswith('还有'):
        fault(unit, 'an empty form says: ' + r['empty'])
    for field in r['unlabelled']:
        fault(unit, 'no label: ' + field)
    name = os.path.join(folder, 'filled.xml')
    open(name, 'w', encoding='utf-8').write(r['xml'])
    done = subprocess.run([jibao, 'check', '-C', folder, '--date', '2022-09-21', name], capture_output=True, text=True)
    errors = [l for l in done.stdout.splitlines() if ' 错误 ' in l]
    if done.returncode != 0 or errors:
        fault(unit, 'jibao check: ' + done.stdout[:1500] + done.stderr)
    if '更正' not in r['reopened']:
        fault(unit, 'opened again: ' + r['reopened'])
    if r['again'] != r['xml'].replace('<版次>1</版次>', '<版次>2</版次>'):
        fault(unit, 'opened and written again, the file differs')
sys.exit(bad)
