#!/usr/bin/env python3
"""pdfcheck.py FILE.pdf [--text-equals FILE.txt] [--tagged]

Is the PDF sound? Always: qpdf finds nothing, poppler says nothing, every font is an embedded subset with ToUnicode.
--text-equals: poppler and MuPDF both extract exactly these characters (blanks and line ends do not count).
--tagged: language, title, tag tree; all content is tagged or an artifact; the tree and the pages agree.
One clear line for each fault; exit status 0 or 1."""
import argparse
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pdfread  # noqa: E402

faults = []


def fault(text, *args):
    faults.append(text % args)


def run(*cmd):
    r = subprocess.run(cmd, capture_output=True)
    return r.returncode, r.stdout.decode('utf-8', 'replace'), r.stderr.decode('utf-8', 'replace')


def check_syntax(path):
    code, out, err = run('qpdf', '--check', path)
    if code or 'WARNING' in out + err:
        fault('qpdf --check: status %d: %s', code, (out + err).strip().replace('\n', ' | '))


def check_fonts(path):
    code, out, err = run('pdffonts', path)
    if code or err.strip():
        fault('pdffonts: status %d %s', code, err.strip())
    rows = out.splitlines()[2:]
    for row in rows:
        m = re.match(r'(\S+)\s+(.+?)\s+(\S+)\s+(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$', row)
        if not m:
            fault('pdffonts: cannot read “%s”', row)
        elif (m.group(4), m.group(5), m.group(6)) != ('yes', 'yes', 'yes'):
            fault('font %s: embedded %s, subset %s, ToUnicode %s', m.group(1), *m.group(4, 5, 6))
        elif not re.match(r'[A-Z]{6}\+', m.group(1)):
            fault('font %s: no subset tag', m.group(1))
    return len(rows)


def squeeze(s):
    return re.sub(r'\s+', '', s)


def check_text(path, wanted_path):
    with open(wanted_path, encoding='utf-8') as f:
        wanted = squeeze(f.read())
    for cmd in (['pdftotext', '-raw', '-enc', 'UTF-8', path, '-'], ['mutool', 'draw', '-q', '-F', 'txt', path]):
        code, out, err = run(*cmd)
        err = '\n'.join(x for x in err.splitlines() if 'ICC support' not in x)
        if code or err:
            fault('%s: status %d %s', cmd[0], code, err)
        got = squeeze(out)
        if got != wanted:
            i = next((k for k, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
            fault('%s: text differs at character %d of %d: “%s” instead of “%s”', cmd[0], i, len(wanted),
                  got[max(0, i - 5):i + 15], wanted[max(0, i - 5):i + 15])


# ---- tags ----

DRAWS = {'Tj', 'TJ', "'", '"', 'S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'Do', 'sh'}


def marks_of(pdf, number, page):
    """The MCIDs of a page, each with its tag; content outside of marks is a fault."""
    stack, found = [], {}
    for op, args in pdfread.operators(pdf.content(page)):
        if op in ('BDC', 'BMC'):
            mcid = args[1].get('MCID') if op == 'BDC' and isinstance(args[1], dict) else None
            stack.append((args[0], mcid))
            if mcid is not None:
                if mcid in found:
                    fault('page %d: MCID %d twice', number, mcid)
                found[mcid] = args[0]
        elif op == 'EMC':
            if not stack:
                fault('page %d: EMC without BDC', number)
                return found
            stack.pop()
        elif op in DRAWS and not any(tag == 'Artifact' or mcid is not None for tag, mcid in stack):
            fault('page %d: %s outside of tags and artifacts', number, op)
    if stack:
        fault('page %d: a mark is left open', number)
    return found


def check_tree(pdf, marks):
    """Walks the tree: parents right, every MCID of every page in it once."""
    pages = {ref: i for i, ref in enumerate(pdf.pages())}
    tree = pdf.get(pdf.root['StructTreeRoot'])
    owner, types = {}, {}

    def visit(ref, parent):
        e = pdf.get(ref)
        types[e['S']] = types.get(e['S'], 0) + 1
        if e['P'] != parent:
            fault('element %d (%s): wrong parent', ref, e['S'])
        if e['S'] == 'Figure' and 'Alt' not in e:
            fault('element %d: Figure without Alt', ref)
        kids = pdf.get(e.get('K', []))
        for k in kids if isinstance(kids, list) else [kids]:
            if isinstance(k, pdfread.Ref):
                visit(k, ref)
                continue
            page = pages[e['Pg'] if isinstance(k, int) else k['Pg']]
            mcid = k if isinstance(k, int) else k['MCID']
            if (page, mcid) in owner:
                fault('page %d MCID %d: in the tree twice', page + 1, mcid)
            owner[page, mcid] = ref
            if marks[page].get(mcid) != e['S']:
                fault('page %d MCID %d: %s on the page, %s in the tree', page + 1, mcid, marks[page].get(mcid), e['S'])

    visit(tree['K'], pdf.root['StructTreeRoot'])
    nums = pdf.get(pdf.get(tree['ParentTree'])['Nums'])
    by_key = dict(zip(nums[::2], nums[1::2]))
    for ref, i in pages.items():
        if sorted(marks[i]) != list(range(len(marks[i]))):
            fault('page %d: MCIDs are not 0 … n-1', i + 1)
        if not marks[i]:
            continue
        row = pdf.get(by_key.get(pdf.get(ref).get('StructParents')))
        for mcid in marks[i]:
            if (i, mcid) not in owner:
                fault('page %d MCID %d: not in the tree', i + 1, mcid)
            elif not row or mcid >= len(row) or row[mcid] != owner[i, mcid]:
                fault('page %d MCID %d: wrong in the ParentTree', i + 1, mcid)
    return types


def check_tags(path):
    pdf = pdfread.Pdf(path)
    root = pdf.root
    for key in ('StructTreeRoot', 'MarkInfo', 'Lang', 'Metadata', 'ViewerPreferences'):
        if key not in root:
            fault('catalog: no /%s', key)
    if faults:
        return
    if pdf.get(root['MarkInfo']).get('Marked') is not True:
        fault('MarkInfo: not Marked')
    if not root['Lang'].startswith(b'zh'):
        fault('Lang: %r', root['Lang'])
    marks = [marks_of(pdf, i + 1, p) for i, p in enumerate(pdf.pages())]
    types = check_tree(pdf, marks)
    if not types.get('H1') and not types.get('P'):
        fault('tag tree: neither heading nor paragraph')
    code, _, err = run('pdfinfo', '-struct-text', path)
    if code or err.strip():
        fault('pdfinfo -struct-text: status %d %s', code, err.strip())


def main():
    ap = argparse.ArgumentParser(description='checks one PDF file')
    ap.add_argument('pdf')
    ap.add_argument('--text-equals', metavar='FILE.txt')
    ap.add_argument('--tagged', action='store_true')
    a = ap.parse_args()
    if not os.path.isfile(a.pdf):
        print('%s: no such file' % a.pdf)
        return 1
    check_syntax(a.pdf)
    fonts = check_fonts(a.pdf)
    if a.text_equals:
        check_text(a.pdf, a.text_equals)
    if a.tagged:
        check_tags(a.pdf)
    for f in faults:
        print('%s: %s' % (a.pdf, f))
    if not faults:
        print('%s: sound; %d fonts embedded%s%s' % (os.path.basename(a.pdf), fonts, '; text equal' if a.text_equals else '',
                                                   '; tagged' if a.tagged else ''))
    return 1 if faults else 0


sys.exit(main())
