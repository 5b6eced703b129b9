#!/usr/bin/env python3
"""verifycases.py JIBAO FOLDER CASE…: damaged documents and the checks of `jibao verify` that must fail on them, those and no others.

FOLDER holds the documents (XML and, already typeset, PDF). A case is a text file: first line the document's name; then operations,
those of pdfdoctor.py on the PDF, or
    xml OLD=>NEW      in the source before it is typeset
    fonts OLD=>NEW    in fonts/fonts.tab while it is typeset: another font serves a role
and last "= 49 60": the numbers of the checks that fail or remind. Lines that begin with # are remarks."""
import json
import os
import subprocess
import sys

import pdfdoctor


def read(path):
    lines = [k for k in open(path, encoding='utf-8').read().splitlines() if k and not k.startswith('#')]
    return lines[0], lines[1:-1], [int(n) for n in lines[-1].lstrip('=').split()]


def replaced(text, rule):
    old, new = rule.split('=>')
    if old not in text:
        raise pdfdoctor.Missed('the source has no ' + old)
    return text.replace(old, new)


def typeset(jibao, folder, base, xml, fonts):
    """The PDF of the document with changes in its source or in the table of fonts."""
    if not xml and not fonts:
        return os.path.join(folder, base + '.pdf')
    source, out, work = (os.path.join(folder, n) for n in ('damaged.xml', 'whole.pdf', 'work'))
    text = open(os.path.join(folder, base + '.xml'), encoding='utf-8').read()
    for rule in xml:
        text = replaced(text, rule)
    open(source, 'w', encoding='utf-8').write(text)
    command = [jibao, 'render', '--quiet', source, '-o', out]
    if fonts:
        os.makedirs(work + '/fonts', exist_ok=True)
        if not os.path.islink(work + '/templates'):
            os.symlink(os.path.abspath('templates'), work + '/templates')
        table = open('fonts/fonts.tab', encoding='utf-8').read()
        for rule in fonts:
            table = replaced(table, rule)
        open(work + '/fonts/fonts.tab', 'w', encoding='utf-8').write('目录 %s\n%s' % (os.path.abspath('fonts'), table))
        command[1:1] = ['-C', work]
    r = subprocess.run(command, capture_output=True, text=True)
    if r.returncode:
        raise pdfdoctor.Missed('not typeset: ' + (r.stdout + r.stderr)[:300])
    return out


def make(jibao, folder, path, out):
    base, lines, _ = read(path)
    words = [k.split(' ', 1) for k in lines]
    pdf = typeset(jibao, folder, base, [r for w, r in words if w == 'xml'], [r for w, r in words if w == 'fonts'])
    pdfdoctor.damage(pdf, out, [k.split() for k in lines if k.split(' ', 1)[0] not in ('xml', 'fonts')], once=pdf.endswith('/whole.pdf'))


def reports(text):
    at, decoder = 0, json.JSONDecoder()
    while at < len(text):
        report, at = decoder.raw_decode(text, at)
        at += len(text[at:]) - len(text[at:].lstrip())
        yield report


def main(jibao, folder, cases):
    bad, made = 0, []
    for path in cases:
        out = os.path.join(folder, 'damaged-%d.pdf' % len(made))
        try:
            make(jibao, folder, path, out)
            made.append((path, out))
        except pdfdoctor.Missed as e:
            print('%s: %s' % (path, e))
            bad = 1
    r = subprocess.run([jibao, 'verify', '--json'] + [out for _, out in made], capture_output=True, text=True)
    got = list(reports(r.stdout))
    if len(got) != len(made):
        print('%d reports of %d files: %s' % (len(got), len(made), r.stderr[:500]))
        return 1
    for (path, _), report in zip(made, got):
        failing = [k for k in report['各项'] if k['结果'] in ('不符', '提醒')]
        numbers, want = [k['项'] for k in failing], read(path)[2]
        if numbers == want:
            continue
        bad = 1
        print('%s: fails %s, expected %s' % (path, numbers, want))
        for k in failing:
            for f in k['各处'][:2]:
                print('    %d %s: 第 %d 页 %s：%s，应为 %s' % (k['项'], k['要求'], f['页'], f['内容'], f['量得'], f['应为']))
    return bad


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
