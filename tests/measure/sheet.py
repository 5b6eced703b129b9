"""Damages finished PDFs for damage.py: runs of text, rules, images and boxes are moved in the content streams (qpdf's QDF form)."""
import os
import re
import subprocess

TM = re.compile(rb'(?P<m>(?:[-\d.]+ ){4})(?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm\n')
LINE = re.compile(rb'([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S\n')
HEIGHT = 841.89


class Sheet:
    def __init__(self, doc, pdf):
        self.doc, self.repeat_first = doc, False
        self.data = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', pdf, '-'], capture_output=True).stdout

    def save(self, path):
        with open(path, 'wb') as f:
            f.write(subprocess.run(['fix-qdf'], input=self.data, capture_output=True).stdout)
        if self.repeat_first:
            subprocess.run(['qpdf', path, '--pages', path, '1-z', path, '1', '--', path + '.more'], check=True)
            os.replace(path + '.more', path)

    def edit(self, page, fn):
        """fn: bytes → bytes on the content stream of a page."""
        at = self.data.index(b'%%%% Contents for page %d\n' % page)
        a = self.data.index(b'stream\n', at) + 7
        b = self.data.index(b'endstream', a)
        self.data = self.data[:a] + fn(self.data[a:b]) + self.data[b:]

    def runs(self, glyphs, change):
        """change(match) → bytes, for every run of text that begins with one of the glyphs."""
        starts = {}
        for g in glyphs:
            starts.setdefault(g.page, []).append((g.x, HEIGHT - g.y))
        hit = [0]

        def one(m, page):
            x, y = float(m['x']), float(m['y'])
            if any(abs(x - a) < .03 and abs(y - b) < .03 for a, b in starts[page]):
                hit[0] += 1
                return change(m)
            return m[0]
        for page in starts:
            self.edit(page, lambda s, page=page: TM.sub(lambda m: one(m, page), s))
        assert hit[0], '没有可动的文字'

    def move(self, glyphs, dx=0, dy=0):
        """Moves runs by so many pt, right and down."""
        self.runs(glyphs, lambda m: b'%s%.3f %.3f Tm\n' % (m['m'], float(m['x']) + dx, float(m['y']) - dy))

    def scale(self, glyphs, k):
        self.runs(glyphs, lambda m: b'%.3f 0 0 %.3f %s %s Tm\n' % (k, k, m['x'], m['y']))

    def recolor(self, glyphs, color):
        before = b'1 0 0 rg\n' if glyphs[0].color[1] == [1.0, 0.0, 0.0] else b'0 g\n'
        starts = [(g.x, HEIGHT - g.y) for g in glyphs]
        text = re.compile(TM.pattern + rb'.*?TJ\n', re.S)

        def one(m):
            if any(abs(float(m['x']) - a) < .03 and abs(float(m['y']) - b) < .03 for a, b in starts):
                return color + b'\n' + m[0] + before
            return m[0]
        self.edit(glyphs[0].page, lambda s: text.sub(one, s))

    def rule(self, q, x0=0, x1=0, dy=0, tilt=0, width=None, drop=False, color=None):
        """Changes the stroke q of doc.Path."""
        def one(m):
            a, b, c, d = (float(v) for v in m.groups())
            if abs(a - q.x0) > .03 or abs(c - q.x1) > .03 or abs(HEIGHT - b - q.y0) > .03:
                return m[0]
            if drop:
                return b''
            new = b'%.3f %.3f m %.3f %.3f l S\n' % (a + x0, b - dy, c + x1, d - dy + tilt)
            style = (b'%.3f w\n' % width if width is not None else b'') + (color + b'\n' if color else b'')
            return b'q\n' + style + new + b'Q\n' if style else new
        self.edit(q.page, lambda s: LINE.sub(one, s))

    def image(self, i, dx=0, dy=0, drop=False, turn=0):
        """The seal number i of the document."""
        k = self.doc.seals()[i]

        def one(m):
            a, b, c, d, e, f = (float(v) for v in m.groups())
            if abs(e - k.x0) > .03 or abs(HEIGHT - f - k.y1) > .03:
                return m[0]
            return b'' if drop else b'q %.3f %.3f %.3f %.3f %.3f %.3f cm /' % (a, b + turn, c - turn, d, e + dx, f - dy)
        pattern = rb'q ' + rb' '.join([rb'([-\d.]+)'] * 6) + rb' cm /'
        if drop:
            pattern = pattern + rb'\w+ Do Q\n'
        self.edit(k.page, lambda s: re.sub(pattern, one, s))

    def draw(self, page, operators):
        """Adds operators at the end of a page."""
        self.edit(page, lambda s: s + b'q ' + operators + b' Q\n')

    def swap(self, old, new):
        assert old in self.data, old
        self.data = self.data.replace(old, new)
