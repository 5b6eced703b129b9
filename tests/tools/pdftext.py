#!/usr/bin/env python3
"""pdftext.py FILE.pdf SOURCE.xml: is the PDF sound, are its fonts embedded subsets, and is every paragraph of the 公文 in it?

Reads the PDF with qpdf, pdffonts and pdftotext, not with the program under test. Exit status 0 or 1, one line for each fault."""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET


def out(*cmd):
    return subprocess.run(cmd, capture_output=True, text=True)


def squeeze(s):
    return re.sub(r'\s+', '', s)


def paragraphs(root):
    leaf = {'一级标题', '二级标题', '三级标题', '四级标题', '段', '标题', '主送机关', '发文字号', '署名', '附注', '抄送', '印发机关', '出席', '列席', '请假', '格', '表题'}

    stamp = root.find('印章')
    if stamp is not None and stamp.get('方式') == '签名章':
        leaf.discard('署名')  # the stamp itself shows the name

    def walk(e):
        if e.tag in leaf and not (e.tag == '格' and e.find('段') is not None):
            yield squeeze(''.join(e.itertext()))
            return
        if e.tag == '附件':
            yield squeeze(e.get('标题'))
        if e.tag == '人':
            yield squeeze(e.get('姓名'))
            yield squeeze(e.get('职务') or '')
        for c in e:
            yield from walk(c)
    return [p for p in walk(root) if p]


def running(root):
    """Paragraphs and headings of the text and its annexes, in order; no tables, figures or lists."""
    for part in root:
        if part.tag in ('正文', '印发件', '附件'):
            for e in part:
                if e.tag in ('一级标题', '二级标题', '三级标题', '四级标题', '段'):
                    yield squeeze(''.join(e.itertext()))


def disorder(pdf, source):
    """A reader that goes by places alone (pdftotext without -raw) must find the text in the source's order too. It takes a
    hyphen at a line's end for a divided word and drops it, so hyphens are left out on both sides."""
    text = squeeze(re.sub(r'—\s*\d+\s*—', '', out('pdftotext', pdf, '-').stdout)).replace('-', '')
    at = 0
    for p in running(ET.parse(source).getroot()):
        p = p.replace('-', '')
        found = text.find(p, at)
        if found < 0:
            return ['out of order in pdftotext: ' + p[:60]]
        at = found + len(p)
    return []


def pieces(p, text, most):
    """Does text hold p in at most so many pieces, as a cell of a table that goes on on the next page is read?"""
    if p in text:
        return True
    low, high = 0, len(p)
    while low < high:  # the longest beginning that is there
        mid = (low + high + 1) // 2
        low, high = (mid, high) if p[:mid] in text else (low, mid - 1)
    return most > 1 and low >= 4 and pieces(p[low:], text, most - 1)


def main(pdf, source):
    faults = []
    q = out('qpdf', '--check', pdf)
    if q.returncode or 'No syntax' not in q.stdout:
        faults.append('qpdf: ' + (q.stdout + q.stderr).strip()[-300:])
    for line in out('pdffonts', pdf).stdout.splitlines()[2:]:
        emb, sub, uni = line.split()[-5:-2]
        if (emb, sub, uni) != ('yes', 'yes', 'yes'):
            faults.append('pdffonts: ' + line)
    t = out('pdftotext', '-raw', pdf, '-')
    text = squeeze(re.sub(r'—\s*\d+\s*—', '', t.stdout))
    if t.stderr.strip():
        faults.append('pdftotext: ' + t.stderr.strip()[:200])
    root = ET.parse(source).getroot()
    cells = {squeeze(''.join(e.itertext())) for g in root.iter('格') for e in [g, *g.findall('段')]}
    for p in paragraphs(root):
        p = p[:-1] if p.endswith('：') else p  # moved to the 版记 it has no colon (7.4.2)
        if not pieces(p, text, 3 if p in cells else 1):
            faults.append('text missing: ' + p[:60])
    faults += disorder(pdf, source)
    for f in faults:
        print(f'{pdf}: {f}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2]))
