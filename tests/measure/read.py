"""What is on the pages of a PDF, read with poppler and mupdf. Nothing of the program under test is used.

Places are in pt from the page's upper left corner, y downwards (a glyph's y is its baseline); ink is in mm, the same way."""
import functools
import re
import subprocess

PT = 72 / 25.4          # pt in one mm


def mm(pt):
    return pt / PT


def pt(length):
    return length * PT


class Glyph:
    __slots__ = ('page', 'ch', 'font', 'size', 'width', 'x', 'y', 'adv', 'color', 'dir')

    def __init__(self, page, ch, font, size, width, x, y, adv, color, direction):
        self.page, self.ch, self.font, self.size, self.width = page, ch, font, size, width
        self.x, self.y, self.adv, self.color, self.dir = x, y, adv, color, direction

    @property
    def right(self):
        return self.x + self.adv


class Path:
    """A stroke or a fill: its box in pt, the width of its line (0: filled)."""
    def __init__(self, page, kind, points, width, color):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.page, self.kind, self.points, self.width, self.color = page, kind, points, width, color
        self.x0, self.x1, self.y0, self.y1 = min(xs), max(xs), min(ys), max(ys)

    @property
    def horizontal(self):
        return self.x1 - self.x0 > 20 * max(self.y1 - self.y0, 0.05)

    @property
    def thick(self):
        return self.width if self.kind == 'stroke' else self.y1 - self.y0

    @property
    def top(self):
        return self.y0 - self.width / 2

    @property
    def bottom(self):
        return self.y1 + self.width / 2

    @property
    def middle(self):
        return (self.y0 + self.y1) / 2


class Image:
    def __init__(self, page, matrix):
        a, b, c, d, e, f = matrix
        xs, ys = [e, e + a, e + c, e + a + c], [f, f + b, f + d, f + b + d]
        self.page, self.matrix = page, matrix
        self.x0, self.x1, self.y0, self.y1 = min(xs), max(xs), min(ys), max(ys)


class Page:
    def __init__(self, number, width, height):
        self.number, self.width, self.height = number, width, height
        self.glyphs, self.paths, self.images, self.stroked = [], [], [], []


def run(*cmd, text=True):
    return subprocess.run(cmd, capture_output=True, text=text)


_ATTR = re.compile(r'([\w-]+)="([^"]*)"')
_G = re.compile(r'<g unicode="([^"]*)" glyph="[^"]*" x="([^"]*)" y="([^"]*)" adv="([^"]*)"')
_ENTITY = {'&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'"}


def unescape(s):
    if s in _ENTITY:
        return _ENTITY[s]
    m = re.fullmatch(r'&#x([0-9a-fA-F]+);', s)
    return chr(int(m.group(1), 16)) if m else s


def is_red(color):
    """Digest, convention 5."""
    space, v = color
    if 'RGB' in space:
        return v[0] >= .75 and v[1] <= .3 and v[2] <= .3
    return 'CMYK' in space and v[0] <= .05 and v[1] >= .8 and v[2] >= .8 and v[3] <= .1


def is_black(color):
    space, v = color
    if 'RGB' in space:
        return max(v) <= .02
    if 'CMYK' in space:
        return v[3] >= .98 and max(v[:3]) <= .02
    return v[0] <= .02


def is_white(color):
    space, v = color
    return max(v) == 0 if 'CMYK' in space else min(v) >= .999


class _Trace:
    """The lines of mutool trace → pages."""
    def __init__(self):
        self.pages, self.page = [], None
        self.attr, self.points, self.matrix, self.span = {}, [], (1, 0, 0, 1, 0, 0), None

    def point(self, x, y):
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def color(self):
        return (self.attr.get('colorspace', 'DeviceGray'), [float(v) for v in self.attr.get('color', '0').split()])

    def begin(self, line):
        self.attr = dict(_ATTR.findall(line))
        self.points = []
        if 'transform' in self.attr:
            self.matrix = tuple(float(v) for v in self.attr['transform'].split())

    def start_span(self, line):
        k = dict(_ATTR.findall(line))
        t = [float(v) for v in k['trm'].split()]
        a, b, c, d, _, _ = self.matrix
        right = (a * t[0] + c * t[1], b * t[0] + d * t[1])
        width, size = (right[0] ** 2 + right[1] ** 2) ** .5, (t[2] ** 2 + t[3] ** 2) ** .5
        direction = (round(right[0] / width), round(right[1] / width)) if width else (1, 0)
        self.span = (re.sub(r'^[A-Z]{6}\+', '', k['font']), size, width, direction)

    def glyph(self, m, stroked):
        ch = unescape(m.group(1))
        x, y = self.point(float(m.group(2)), float(m.group(3)))
        font, size, width, direction = self.span
        g = Glyph(self.page.number, ch, font, size, width, x, y, float(m.group(4)) * width, self.color(), direction)
        (self.page.stroked if stroked else self.page.glyphs).append(g)

    def feed(self, text):
        stroked, inside = False, None
        for line in text.splitlines():
            s = line.lstrip()
            m = _G.match(s)
            if m:
                self.glyph(m, stroked)
            elif s.startswith('<span'):
                self.start_span(s)
            elif s.startswith(('<fill_text', '<stroke_text')):
                self.begin(s)
                stroked = s.startswith('<stroke')
            elif s.startswith(('<fill_path', '<stroke_path')):
                self.begin(s)
                inside = 'fill' if s.startswith('<fill') else 'stroke'
            elif s.startswith(('<moveto', '<lineto', '<curveto', '<rectto')) and inside:
                k = [float(v) for _, v in _ATTR.findall(s)]
                self.points += [self.point(k[i], k[i + 1]) for i in range(0, len(k) - 1, 2)]
            elif s.startswith(('</fill_path', '</stroke_path')):
                self.end_path(inside)
                inside = None
            elif s.startswith(('<fill_image', '<fill_shade')):
                self.begin(s)
                self.page.images.append(Image(self.page.number, self.matrix))
            elif s.startswith('<page '):
                k = dict(_ATTR.findall(s))
                box = [float(v) for v in k['mediabox'].split()]
                self.page = Page(len(self.pages) + 1, box[2] - box[0], box[3] - box[1])
                self.pages.append(self.page)

    def end_path(self, kind):
        if self.points:
            width = float(self.attr.get('linewidth', 0)) if kind == 'stroke' else 0
            self.page.paths.append(Path(self.page.number, kind, self.points, width, self.color()))


def trace(pdf):
    t = _Trace()
    t.feed(run('mutool', 'trace', pdf).stdout)
    return t.pages


def boxes(pdf, pages):
    """[(page, kind, x0, y0, x1, y1)] of pdfinfo -box."""
    found = []
    for line in run('pdfinfo', '-f', '1', '-l', str(pages), '-box', pdf).stdout.splitlines():
        m = re.match(r'Page\s+(\d+) (MediaBox|CropBox):\s+([-\d. ]+)', line)
        if m:
            found.append((int(m.group(1)), m.group(2), *[float(v) for v in m.group(3).split()]))
    return found


def count_pages(pdf):
    m = re.search(r'^Pages:\s+(\d+)', run('pdfinfo', pdf).stdout, re.M)
    return int(m.group(1)) if m else 0


def fonts(pdf):
    """[(name, embedded, with ToUnicode)]"""
    found = []
    for line in run('pdffonts', pdf).stdout.splitlines()[2:]:
        f = line.split()
        found.append((re.sub(r'^[A-Z]{6}\+', '', f[0]), f[-5] == 'yes', f[-3] == 'yes'))
    return found


def raw_text(pdf):
    """[text of page 1, …], white space kept."""
    return run('pdftotext', '-raw', pdf, '-').stdout.split('\f')[:-1]


# ---- ink ----

DPI = 600
_DARK = bytes(1 if v < 128 else 0 for v in range(256))


def _pnm(data):
    m = re.match(rb'P[56]\s+(\d+)\s+(\d+)\s+255\s', data)
    return int(m.group(1)), int(m.group(2)), data[m.end():]


def _extent(mask, w, h):
    """Box of the ones in a mask: x0, y0, x1, y1 in px (x1, y1 behind the last), or None."""
    first, last = mask.find(1), mask.rfind(1)
    if first < 0:
        return None
    y0, y1, x0, x1 = first // w, last // w + 1, w, 0
    for y in range(y0, y1):
        row = mask[y * w:(y + 1) * w]
        a = row.find(1)
        if a >= 0:
            x0, x1 = min(x0, a), max(x1, row.rfind(1) + 1)
    return x0, y0, x1, y1


@functools.lru_cache(maxsize=None)
def ink(pdf, page, x0, y0, x1, y1, kind='any'):
    """Box in mm of the ink inside a box given in mm; kind: any, red, black. None: no ink there."""
    px = DPI / 25.4
    left, top = int(x0 * px), int(y0 * px)
    w, h = max(1, int((x1 - x0) * px + .999)), max(1, int((y1 - y0) * px + .999))
    data = run('pdftoppm', '-r', str(DPI), '-f', str(page), '-l', str(page), '-x', str(left), '-y', str(top), '-W', str(w),
               '-H', str(h), pdf, text=False).stdout
    w, h, data = _pnm(data)
    red_low, green_low = data[0::3].translate(_DARK), data[1::3].translate(_DARK)
    if kind == 'black':
        mask = red_low
    elif kind == 'any':
        mask = green_low
    else:
        n = len(green_low)
        mask = (int.from_bytes(green_low, 'big') & ~int.from_bytes(red_low, 'big')).to_bytes(n, 'big')
    e = _extent(mask, w, h)
    return e and ((left + e[0]) / px, (top + e[1]) / px, (left + e[2]) / px, (top + e[3]) / px)


def page_rows(pdf, pages, dpi=200):
    """For every page its grey rows at a low resolution: yields (page, width, height, bytes)."""
    data = run('mutool', 'draw', '-q', '-r', str(dpi), '-F', 'pgm', '-c', 'gray', '-o', '-', pdf, '1-%d' % pages, text=False).stdout
    pos = 0
    for n in range(1, pages + 1):
        m = re.compile(rb'P5\s+(?:#[^\n]*\n)?(\d+)\s+(\d+)\s+255\s').match(data, pos)
        w, h = int(m.group(1)), int(m.group(2))
        yield n, w, h, data[m.end():m.end() + w * h]
        pos = m.end() + w * h
