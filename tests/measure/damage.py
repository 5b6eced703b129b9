#!/usr/bin/env python3
"""damage.py [-v]: proves that every check can fail.

Each entry of damages.py names a 公文 of tests/cases/gongwen, what is done to it, and the checks that must report it. Four kinds:
    PDF     the finished file is changed (sheet.py) and measured again
    读数    what was read from the page is changed
    字体    the fonts change their roles
    输入    the 公文 itself is wrong, and the program prints what it is told
The undamaged document must pass these checks and the damaged one fail them."""
import concurrent.futures
import os
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import damages  # noqa: E402
import doc  # noqa: E402
import measure  # noqa: E402
import report  # noqa: E402
import sheet  # noqa: E402


def open_doc(xml, pdf, faces=None, settings=None):
    return doc.Doc(os.path.basename(xml)[:-4], pdf, xml, faces or measure.faces(), **(settings or {}))


_bases = {}


def base_of(case, tmp):
    """(XML, PDF, settings) of an undamaged case, rendered once a process."""
    if case not in _bases:
        xml, out = os.path.join(measure.CASES, case + '.xml'), os.path.join(tmp, '%d-%s.pdf' % (os.getpid(), case))
        settings, fault = measure.render(xml, out)
        assert not fault, fault
        _bases[case] = (xml, out, settings)
    return _bases[case]


def failing(d, numbers):
    """The checks of the list that fail, and those that measured nothing."""
    found = report.run(d, numbers)
    return {n for n, (m, _) in found.items() if m.faults}, {n for n, (m, _) in found.items() if not m.n}


def changed_source(entry, tmp):
    """The case with its text changed; returns the new path."""
    with open(os.path.join(measure.CASES, entry.case + '.xml'), encoding='utf-8') as f:
        s = f.read()
    for old, new in entry.how:
        assert old in s, '输入里没有“%s”' % old
        s = s.replace(old, new, 1)
    path = os.path.join(tmp, entry.case + '.xml')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(s)
    return path


def damaged(entry, d, settings, tmp):
    """The damaged document; d is the sound one."""
    xml = d.xml
    if entry.kind == '输入':
        xml = changed_source(entry, tmp)
        settings, fault = measure.render(xml, os.path.join(tmp, 'wrong.pdf'))
        assert not fault, fault
        return open_doc(xml, os.path.join(tmp, 'wrong.pdf'), None, settings)
    if entry.kind == 'PDF':
        s = sheet.Sheet(d, d.pdf)
        entry.how(s, d)
        s.save(os.path.join(tmp, 'damaged.pdf'))
        return open_doc(xml, os.path.join(tmp, 'damaged.pdf'), None, settings)
    if entry.kind == '读数':
        fresh = open_doc(xml, d.pdf, None, settings)
        entry.how(fresh)
        fresh._lines.clear()
        return fresh
    return open_doc(xml, d.pdf, entry.how(measure.faces()), settings)


def try_one(job):
    """(the title of entry i, None or what is wrong with the proof)"""
    i, folder = job
    entry = damages.ENTRIES[i]
    with tempfile.TemporaryDirectory() as tmp:
        for png in ('样章.png', '样签.png'):
            shutil.copy(os.path.join(measure.CASES, png), tmp)
        damages.black_seal(os.path.join(tmp, '黑章.png'))
        try:
            xml, out, settings = base_of(entry.case, folder)
            d = open_doc(xml, out, None, settings)
            bad, silent = failing(d, entry.checks)
            if bad or silent:
                return entry.title, '未损坏时就不符 %s、没有量到 %s' % (sorted(bad), sorted(silent))
            broken = damaged(entry, d, settings, tmp)
            bad, _ = failing(broken, entry.checks)
        except Exception as e:
            return entry.title, '%s: %s' % (type(e).__name__, e)
        quiet = set(entry.checks) - bad
        return entry.title, '没有报告：%s' % sorted(quiet) if quiet else None


def main():
    entries = damages.ENTRIES
    order = sorted(range(len(entries)), key=lambda i: entries[i].case)     # a case goes to one process as far as may be
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        found = dict(zip(order, pool.map(try_one, [(i, folder) for i in order], chunksize=8)))
    results = [found[i] for i in range(len(entries))]
    proved = set()
    for entry, (title, wrong) in zip(entries, results):
        if wrong or '-v' in sys.argv:
            print('%s（%s）：%s' % (title, entry.case, wrong or '检出 %s' % entry.checks))
        if not wrong:
            proved |= set(entry.checks)
    missing = sorted(set(report.CHECKS) - proved)
    print('%d 处损坏，%d 处检出；%d 项检查证明会失败%s' % (
        len(entries), sum(1 for _, w in results if not w), len(proved), '，没有证明的：%s' % missing if missing else ''))
    return 1 if missing or any(w for _, w in results) else 0


if __name__ == '__main__':
    sys.exit(main())
