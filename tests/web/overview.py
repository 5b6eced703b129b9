"""tests/web/overview.py PAGE: 总览.html in headless Chromium, wide and narrow: no console message, no request, nothing that a
person would stumble over (overview.js), every link leads to a file that is there."""
import os, sys
from urllib.parse import unquote
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'tools'))
from browser import browse

path = sys.argv[1]
script = open('tests/web/overview.js', encoding='utf-8').read()
bare = browse(path)  # as it is
faults = ['console: ' + l for l in bare.console] + ['asked for ' + u for u in bare.requests]
for size in ((1280, 900), (500, 900)):
    page = browse(path, script, size)
    r = page.result or {}
    faults += ['console: ' + l for l in page.console] + ['asked for ' + u for u in page.requests]
    if not r or r.get('error') or r['texts'] < 300:
        faults.append('nothing was measured: %r' % r)
        continue
    faults += ['%d px: %s' % (r['width'], f) for f in r['faults']]
    if size[0] == 1280:
        files = [unquote(h) for h in r['links'] if not h.startswith('#')]
        faults += ['no such file: ' + f for f in files if not os.path.isfile(os.path.join(os.path.dirname(path), f))]
        if len([f for f in files if f.endswith('.pdf')]) < 60 or len([f for f in files if f.endswith('.txt')]) < 60:
            faults.append('only %d links to files' % len(files))

# the checks themselves see what is wrong
source = open(path, encoding='utf-8').read()
wrong = os.path.join(os.path.dirname(path), 'wrong.html')
open(wrong, 'w', encoding='utf-8').write(source.replace('scope="row"', '', 1).replace('color: #4a4a4a', 'color: #bbb', 1))
seen = (browse(wrong, script).result or {}).get('faults', [])
os.unlink(wrong)
if not any('scope' in f for f in seen) or not any('contrast' in f for f in seen):
    faults.append('the checks do not see a missing scope or pale letters: %r' % seen[:3])
print('\n'.join(faults))
sys.exit(1 if faults else 0)
