#!/usr/bin/env python3
"""measure.py [-v] [-k] [-n N,N…] FILE.xml…: typesets 公文 and measures the PDFs against the 163 checks of the digest of GB/T 9704—2012.

With no files: all of tests/cases/gongwen and the generated ones (make.py). One line for each check; exit status 1 if a check
fails, if fewer than LEAST checks measured anything, or if the generated ends and titles do not cover what they must."""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

import c10  # noqa: F401,E402  (they register their checks)
import c5  # noqa: F401,E402
import c72  # noqa: F401,E402
import c73  # noqa: F401,E402
import c735  # noqa: F401,E402
import c74  # noqa: F401,E402
import doc  # noqa: E402
import fonts  # noqa: E402
import make  # noqa: E402
import report  # noqa: E402
import rules  # noqa: F401,E402
import variants  # noqa: E402

LEAST = 150
CASES = os.path.join(ROOT, 'tests', 'cases', 'gongwen')
JIBAO = os.environ.get('JIBAO', os.path.join(ROOT, 'jibao'))
_faces = None


def faces():
    global _faces
    if _faces is None:
        _faces = fonts.load(ROOT)
    return _faces


def declared_pages(messages):
    """The pages whose rows the program says to have moved for 7.3.5.5 or 7.5: "第 N 页" of L113, L116; with no number, all."""
    found = set()
    for line in messages.splitlines():
        if 'L113' in line or 'L116' in line:
            found |= {int(n) for n in re.findall(r'第 ?(\d+) ?页', line)} or set(range(1, 99))
    return found


def render(xml, pdf, office=ROOT):
    """Returns (PDF's settings, None) or (None, what went wrong)."""
    p = subprocess.run([JIBAO, '-C', office, 'render', xml, '-o', pdf], capture_output=True, text=True)
    if p.returncode > 1 or not os.path.exists(pdf):
        return None, p.stderr.strip()[-300:] or 'render 失败'
    return {'respaced': declared_pages(p.stderr)}, None


def measure_one(job):
    """(name, plain results or None, fault, where the text ends)"""
    xml, pdf, numbers, office, declared = job
    name = os.path.basename(xml)[:-4] + ('' if office == ROOT else '·' + os.path.basename(office))
    settings, fault = render(xml, pdf, office)
    if not fault:
        settings.update(declared)
    if fault:
        return name, None, fault, None
    d = doc.Doc(name, pdf, xml, faces(), **settings)
    wanted = [n for n in numbers or report.CHECKS if n not in make.left_out(name)]
    return name, report.plain(report.run(d, wanted)), None, make.end_of(d)


def measure_all(files, tmp, numbers=None):
    jobs = [(f, os.path.join(tmp, '%03d-%s.pdf' % (i, os.path.basename(f)[:-4])), numbers, ROOT, {}) for i, f in enumerate(files)]
    jobs += variants.jobs(files, tmp, numbers, ROOT, report.CHECKS)
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        return list(pool.map(measure_one, jobs, chunksize=4))


def print_table(verbose):
    for n in sorted(report.CHECKS):
        c = report.CHECKS[n]
        print(report.line(c))
        for name, fault in c.faults[:None if verbose else 4]:
            print('      %s：%s' % (name, fault))


def verdict(broken, ends):
    measured = [c for c in report.CHECKS.values() if c.count]
    failed = [c for c in measured if c.faults]
    total = sum(c.count for c in measured)
    print('%d 项检查，%d 项量到（%d 次测量），%d 项不符，%d 项没有量到：%s' % (
        len(report.CHECKS), len(measured), total, len(failed), len(report.CHECKS) - len(measured),
        '、'.join(str(n) for n in sorted(report.CHECKS) if not report.CHECKS[n].count) or '无'))
    for name, fault in broken:
        print('%s：排不出来：%s' % (name, fault))
    bad = bool(failed or broken)
    if ends is not None:
        missing = sorted(set(range(1, 23)) - ends)
        print('正文末行落在版心第 1～22 行：%s' % ('都有' if not missing else '缺 %s' % missing))
        bad = bad or bool(missing) or len(measured) < LEAST
    return bad


def main():
    a = argparse.ArgumentParser()
    a.add_argument('-v', action='store_true', help='every fault')
    a.add_argument('-n', help='only these checks')
    a.add_argument('-k', help='keep the PDFs in this folder')
    a.add_argument('files', nargs='*')
    a = a.parse_args()
    numbers = [int(v) for v in a.n.split(',')] if a.n else None
    with tempfile.TemporaryDirectory() as tmp:
        files = a.files
        if not files:
            files = sorted(os.path.join(CASES, f) for f in os.listdir(CASES) if f.endswith('.xml'))
            print('手写公文 %d 件' % len(files))
            files += make.write_all(tmp)
        out = a.k or tmp
        os.makedirs(out, exist_ok=True)
        results = measure_all(files, out, numbers)
        broken = [(name, fault) for name, found, fault, _ in results if fault]
        for name, found, _, _ in results:
            if found:
                report.add(name, found)
        print('共 %d 件' % len(results))
        print_table(a.v)
        ends = {e for _, _, _, e in results if e} if not a.files and not numbers else None
        return 1 if verdict(broken, ends) else 0


if __name__ == '__main__':
    sys.exit(main())
