"""Damages a PDF of ours in its content streams (through qpdf --qdf), for tests: damage(IN.pdf, OUT.pdf, operations).

Text is found by what `mutool trace` sees, so operations name what stands on the page. Lengths are points, x to the right, y up.
    move PAGE TEXT DX DY     the whole line that holds TEXT moves (its runs at that height)
    run PAGE TEXT DX DY      only the run of text that begins with TEXT moves
    size PAGE TEXT POINTS    the line that holds TEXT gets this size of type
    color PAGE TEXT R,G,B    … this colour
    bold PAGE TEXT WIDTH     … is stroked as well
    spread PAGE TEXT POINTS  … has its letters so much further apart, within each run
    drop PAGE TEXT           … goes
    rule PAGE N KEY=VALUE,…  the Nth rule of the page: x0 x1 y0 y1 w (width) rgb=R/G/B dash=1 drop=1
    add PAGE OPERATORS       content at the end of the page
    box PAGE W H             another MediaBox
    rotate PAGE DEGREES
    image PAGE DX DY SCALE DEGREES   every picture of the page, about its middle
An operation that hits nothing raises Missed."""
import copy
import functools
import math
import re
import subprocess
import xml.etree.ElementTree as ET

NUM = r'-?[\d.]+'


class Missed(Exception):
    pass


def fail(*what):
    raise Missed(' '.join(str(w) for w in what))


def glyphs_of(path):
    """By page: (character, x, y) of every glyph in the order of painting, in page space."""
    xml = subprocess.run(['mutool', 'trace', path], capture_output=True).stdout.decode('utf-8', 'replace')
    body = xml[xml.index('<page'):].replace('</document>', '')
    return [[(g.get('unicode'), float(g.get('x')), float(g.get('y'))) for g in page.iter('g')] for page in ET.fromstring('<d>' + body + '</d>').iter('page')]


class Document:
    def __init__(self, path):
        self.glyphs = glyphs_of(path)
        qdf = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', path, '-'], capture_output=True, check=True).stdout
        self.lines = qdf.decode('latin-1').split('\n')

    def content(self, page):
        """First and last line of the page's content."""
        at = self.lines.index('%%%% Contents for page %d' % page)
        first = self.lines.index('stream', at) + 1
        return first, self.lines.index('endstream', first)

    def page_object(self, page):
        at = self.lines.index('%%%% Page %d' % page)
        return at, self.lines.index('endobj', at)

    def places(self, page, text, alone):
        """Where the glyphs of the line stand that holds the text; alone: only the first glyph of the text."""
        glyphs = self.glyphs[page - 1]
        painted = ''.join(c for c, _, _ in glyphs)
        if alone:
            at = painted.find(text)
            return [glyphs[at][1:]] if at >= 0 else fail('no such text on page', page, text)
        line = {}
        for c, x, y in glyphs:  # figures may stand a little lower
            line.setdefault(next((k for k in line if abs(k - y) < 2), y), []).append((x, y, c))
        for got in line.values():
            if text in ''.join(c for _, _, c in sorted(got) if c > ' ' and c != '\u3000'):
                return [(x, y) for x, y, _ in got]
        return fail('no such text on page', page, text)

    def blocks(self, page, places):
        """Line numbers of Tm whose place is one of these."""
        first, last = self.content(page)
        hit = []
        for i in range(first, last):
            m = re.fullmatch(r'1 0 0 1 (%s) (%s) Tm' % (NUM, NUM), self.lines[i])
            if m and any(abs(float(m[1]) - x) < .02 and abs(float(m[2]) - y) < .02 for x, y in places):
                hit.append(i)
        return hit or fail('no Tm at', places)

    def move(self, page, text, dx, dy, alone=False):
        for i in self.blocks(page, self.places(page, text, alone)):
            x, y = (float(v) for v in self.lines[i].split()[4:6])
            self.lines[i] = '1 0 0 1 %.3f %.3f Tm' % (x + float(dx), y + float(dy))

    def run(self, page, text, dx, dy):
        self.move(page, text, dx, dy, True)

    def around(self, page, text, before, after):
        """Operators around the show operator of every run of the line."""
        first, last = self.content(page)
        for i in sorted(self.blocks(page, self.places(page, text, False)), reverse=True):
            show = next(k for k in range(i, last) if re.search(r'T[jJ]$', self.lines[k]))
            font = next(self.lines[k] for k in range(show, first, -1) if self.lines[k].endswith(' Tf'))
            self.lines[show] = before(font) + '\n' + self.lines[show] + '\n' + after(font)

    def size(self, page, text, points):
        self.around(page, text, lambda f: '%s %s Tf' % (f.split()[0], points), lambda f: f)

    def color(self, page, text, rgb):
        self.around(page, text, lambda f: rgb.replace(',', ' ') + ' rg', lambda f: '0 g')

    def bold(self, page, text, width):
        self.around(page, text, lambda f: '2 Tr %s w' % width, lambda f: '0 Tr')

    def spread(self, page, text, points):
        self.around(page, text, lambda f: points + ' Tc', lambda f: '0 Tc')

    def drop(self, page, text):
        self.around(page, text, lambda f: '3 Tr', lambda f: '0 Tr')

    def rule(self, page, n, changes):
        first, last = self.content(page)
        hits = [i for i in range(first, last) if re.fullmatch(r'(%s ){2}m (%s ){2}l S' % (NUM, NUM), self.lines[i])]
        if int(n) > len(hits):
            fail('page', page, 'has', len(hits), 'rules')
        i = hits[int(n) - 1]
        v = self.lines[i].split()
        at = {'x0': 0, 'y0': 1, 'x1': 3, 'y1': 4}
        extra = ''
        for change in changes.split(','):
            key, value = change.split('=')
            if key in at:
                v[at[key]] = value
            extra += {'w': value + ' w ', 'rgb': value.replace('/', ' ') + ' RG ', 'dash': '[3 2] 0 d '}.get(key, '')
            if key == 'drop':
                v = ['n']
        self.lines[i] = 'q ' + extra + ' '.join(v) + ' Q'

    def add(self, page, *operators):
        _, last = self.content(page)
        self.lines[last - 1] += '\nq ' + ' '.join(operators) + ' Q'

    def box(self, page, w, h):
        first, last = self.page_object(page)
        k = self.lines.index('  /MediaBox [', first, last)
        self.lines[k + 3], self.lines[k + 4] = '    ' + w, '    ' + h

    def rotate(self, page, degrees):
        first, last = self.page_object(page)
        k = self.lines.index('  /MediaBox [', first, last)
        self.lines[k] = '  /Rotate %s\n' % degrees + self.lines[k]

    def image(self, page, dx, dy, scale, degrees):
        first, last = self.content(page)
        hit = False
        for i in range(first, last):
            m = re.fullmatch(r'q (%s) 0 0 (%s) (%s) (%s) cm (/\w+ Do Q)' % ((NUM,) * 4), self.lines[i])
            if m:
                w, h, x, y = (float(m[k]) for k in (1, 2, 3, 4))
                c, s, k = math.cos(math.radians(float(degrees))), math.sin(math.radians(float(degrees))), float(scale)
                v = [w * k * c, w * k * s, -h * k * s, h * k * c]  # its middle stays where it was
                v += [x + w / 2 + float(dx) - (v[0] + v[2]) / 2, y + h / 2 + float(dy) - (v[1] + v[3]) / 2]
                self.lines[i] = 'q ' + ' '.join('%.4f' % n for n in v) + ' cm ' + m[5]
                hit = True
        return hit or fail('no picture on page', page)

    def save(self, path):
        data = subprocess.run(['fix-qdf'], input='\n'.join(self.lines).encode('latin-1'), capture_output=True, check=True).stdout
        with open(path, 'wb') as f:
            f.write(data)


@functools.lru_cache(maxsize=8)
def whole(path):
    return Document(path)


def damage(source, out, operations, once=False):
    """once: the file at this path will be another one next time."""
    d = Document(source) if once else copy.copy(whole(source))
    d.lines = list(d.lines)
    for words in operations:
        name, page, *rest = words
        getattr(d, name)(int(page), *rest)
    d.save(out)
