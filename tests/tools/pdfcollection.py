#!/usr/bin/env python3
"""pdfcollection.py FOLDER: does 打印合集.pdf hold every document of the quarter, in signing order, each on a fresh sheet?

Compares the texts of its pages with those of the single files, page by page, read with mutool and pdftotext; a page between two
documents must be blank. Exit status 0 or 1, one line for each fault."""
import os
import re
import subprocess
import sys

ORDER = ['部门报告', '汇总报告', '任务清单台账', '问题台账', '亮点经验汇编', '报送情况通报', '催报函', '领导小组名单']


def out(*cmd):
    return subprocess.run(cmd, capture_output=True, text=True, check=True).stdout


def pages(pdf):
    return [re.sub(r'\s+', '', p) for p in out('pdftotext', '-raw', pdf, '-').split('\f')[:-1]]


def main(folder):
    faults = []
    whole = os.path.join(folder, '打印合集.pdf')
    together = pages(whole)
    marks = re.findall(r'^[-+|]\t"([^"]*)"\t#page=(\d+)', out('mutool', 'show', whole, 'outline'), re.M)
    singles = {os.path.relpath(os.path.join(d, f), folder)[:-4] for d, _, fs in os.walk(folder) for f in fs if f.endswith('.pdf')}
    singles.discard('打印合集')
    if {m[0] for m in marks} != singles or len(marks) != len(singles):
        faults.append(f'bookmarks and files differ: {sorted({m[0] for m in marks} ^ singles)}')
    kinds = [ORDER.index(m[0].split('/')[0]) for m in marks]
    if kinds != sorted(kinds):
        faults.append('not in signing order: ' + ' '.join(m[0] for m in marks))
    at = 0
    for name, page in marks:
        if at % 2:
            if together[at]:
                faults.append(f'page {at + 1} should be blank: {together[at][:40]}')
            at += 1
        if int(page) != at + 1:
            faults.append(f'{name} begins on page {page}, wanted {at + 1}')
        for i, text in enumerate(pages(os.path.join(folder, name + '.pdf'))):
            if at + i >= len(together) or together[at + i] != text:
                faults.append(f'{name}, page {i + 1}: the collection has another text')
                break
        at += i + 1
    if at != len(together):
        faults.append(f'{len(together)} pages, wanted {at}')
    for f in faults:
        print(f'{whole}: {f}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
