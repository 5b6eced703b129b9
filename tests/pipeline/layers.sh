#!/usr/bin/env bash
# The walls of the house: every #include of generator/ against tests/layers.tab, and every stage has its line there.
exec /usr/bin/python3 - <<'PY'
import os, re, sys
allowed, only, faults = {}, [], []
for line in open('tests/layers.tab', encoding='utf-8'):
    line = line.strip()
    if not line or line.startswith('#'):
        continue
    left, right = line.split(':', 1)
    if left.startswith('only '):
        only.append((left.split()[1:], right.split()))
    else:
        allowed[left] = right.split()
for folder, _, names in os.walk('generator'):
    for name in sorted(n for n in names if n.endswith(('.c', '.h'))):
        path = os.path.join(folder, name)
        inside = path[len('generator/'):]
        stage = inside.split('/')[0] if '/' in inside else None
        if stage and stage not in allowed:
            faults.append(path + ': no line for this stage in tests/layers.tab')
            continue
        for n, line in enumerate(open(path, encoding='utf-8'), 1):
            m = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
            if not m:
                continue
            header = m.group(1)
            target = header.split('/')[0]
            if stage and '/' in header and os.path.exists('generator/' + header) and target != stage \
                    and target not in allowed[stage] and header not in allowed[stage]:
                faults.append('%s:%d: %s must not see %s' % (path, n, stage, header))
            for headers, places in only:
                if any(header.startswith(h) for h in headers) and not any(inside == p or p.endswith('/') and inside.startswith(p) for p in places):
                    faults.append('%s:%d: %s belongs to %s alone' % (path, n, header, ' '.join(places)))
print('\n'.join(faults))
sys.exit(1 if faults else 0)
PY
