"""Every character of GB 18030-2022 level 3 (87,887 hanzi) on paper: drawn with ink in its own cell, and extracted again.

    level3.py source ROLE > DOC.xml      a 公文 with all of them, 28 a line; ROLE: 仿宋 楷体 黑体
    level3.py check DOC.pdf              places by mutool's structured text, ink by mutool's picture of the page
"""
import html, os, re, subprocess, sys, tempfile

RANGES = [(0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
          (0x2CEB0, 0x2EBE0)]
COMPATIBILITY = [0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29]
ALL = [c for a, b in RANGES for c in range(a, b + 1)] + COMPATIBILITY
assert len(ALL) == 87887
PAGE = 22 * 28
DPI = 72  # one pixel a point: a cell is 16 × 16


def source(role):
    print('<?xml version="1.0" encoding="UTF-8"?>\n<公文><正文>')
    for i in range(0, len(ALL), PAGE):
        t = ''.join(map(chr, ALL[i:i + PAGE]))
        print('<段 缩进="无">%s</段>' % (t if role == '仿宋' else '<%s>%s</%s>' % (role, t, role)))
    print('</正文></公文>')


def pages(pdf, folder):
    """(characters with their places, rows of grey pixels) a page."""
    subprocess.run(['mutool', 'draw', '-q', '-r', str(DPI), '-c', 'gray', '-o', os.path.join(folder, '%d.pgm'), pdf],
                   check=True, stderr=subprocess.DEVNULL)
    text = subprocess.run(['mutool', 'draw', '-q', '-F', 'stext', pdf], check=True, capture_output=True).stdout.decode('utf-8')
    for n, page in enumerate(text.split('<page ')[1:], 1):
        name = os.path.join(folder, '%d.pgm' % n)
        data = open(name, 'rb').read()
        os.unlink(name)
        head = re.match(rb'P5\s+(\d+)\s+(\d+)\s+255\s', data)
        width = int(head.group(1))
        yield re.findall(r'<char [^>]*x="([\d.]+)" y="([\d.]+)"[^>]* c="([^"]+)"', page), width, data[head.end():]


def check(pdf):
    seen, blank = [], []
    with tempfile.TemporaryDirectory() as folder:
        for chars, width, pixels in pages(pdf, folder):
            for x, y, c in chars:
                c = html.unescape(c)
                if len(c) != 1 or ord(c) < 0x3400:
                    continue
                seen.append(ord(c))
                left, base = int(float(x)), int(float(y))
                if not any(min(pixels[r * width + left + 1:r * width + left + 15]) < 128 for r in range(base - 13, base + 3)):
                    blank.append(c)
    lost = [chr(c) for c in sorted(set(ALL) - set(seen))]
    print('drawn %d, without ink %d %s, not extracted %d %s' % (len(seen), len(blank), ''.join(blank[:40]), len(lost), ''.join(lost[:40])))
    return 0 if seen == ALL and not blank else 1


if __name__ == '__main__':
    if sys.argv[1] == 'source':
        source(sys.argv[2])
    else:
        sys.exit(check(sys.argv[2]))
