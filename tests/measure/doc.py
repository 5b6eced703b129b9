"""One PDF with its source: where every element of the 公文 stands on the pages."""
import collections
import copy
import re
import statistics

import read
import source
from std import B, L, T, is_hanzi

CLOSING = '，。、；：？！”’）〕】》〉」』…'
BODY = ('段',) + source.HEADINGS


class Line:
    """Glyphs of one element on one line, from left to right."""
    def __init__(self, doc, glyphs):
        self.doc, self.glyphs = doc, sorted(glyphs, key=lambda g: g.x)
        self.page, self.size = glyphs[0].page, glyphs[0].size
        self.first, self.last = self.glyphs[0], self.glyphs[-1]
        self.text = ''.join(g.ch for g in self.glyphs)
        hanzi = [g for g in glyphs if is_hanzi(g.ch)]
        names = collections.Counter(g.font for g in hanzi or glyphs)
        main = [n for n, _ in names.most_common() if doc.is_main(n)]
        self.font = main[0] if main else names.most_common(1)[0][0]
        own = next(g for g in hanzi or glyphs if g.font == self.font)
        self.size = own.size
        self.baseline = own.y - (0 if main and hanzi else doc.offset(self.font))

    @property
    def a(self):
        face = self.doc.faces.get(self.font)
        return face.a if face else .86

    @property
    def top(self):
        return self.baseline - self.a * self.size

    @property
    def bottom(self):
        return self.top + self.size

    @property
    def x(self):
        return self.first.x

    @property
    def right(self):
        """The edge of the line's last character; a full-width mark at the end counts half (5.1.10)."""
        return self.last.x + (self.last.width / 2 if self.last.ch in CLOSING else self.last.adv)

    @property
    def center(self):
        return (self.x + self.right) / 2


def upright(g):
    """A glyph of a turned page (chapter 8) where it stands for the reader: the type area's left upper corner is at L, T as ever."""
    if g.dir == (1, 0):
        return g
    k = copy.copy(g)
    k.x, k.y = L + B - g.y, T + g.x - L
    return k


class Doc:
    def __init__(self, name, pdf, xml, faces, **settings):
        self.name, self.pdf, self.xml, self.faces, self.settings = name, pdf, xml, faces, settings
        self.source = source.Source(xml)
        self.pages = read.trace(pdf)
        self._offsets = self._raw = None
        self.numbers = {}            # page → glyphs of its page number
        self.stream = self._stream()
        self.string = ''.join(g.ch for g in self.stream)
        self.pieces, self.missing, self.covered = [], [], set()
        self._locate_all()
        self._lines = {}

    # ---- fonts ----

    def role(self, g, role):
        """Is the glyph drawn by a font that may write it in this role?"""
        face = self.faces.get(g.font)
        if not face or role not in face.uses:
            return False
        use, extra = face.uses[role]
        if use == '西文':
            return ord(g.ch[0]) < 0x2000 or g.ch in extra or g.ch in '–‘’“”…—'
        return True

    def is_main(self, font):
        face = self.faces.get(font)
        return bool(face) and any(use == '主' for use, _ in face.uses.values())

    def offset(self, font):
        """How far a font that stands in for figures and letters is set below its neighbours, measured where both share a line."""
        if self._offsets is None:
            self._offsets = self._measure_offsets()
        return self._offsets.get(font, 0)

    def _measure_offsets(self):
        found = collections.defaultdict(list)
        for p in self.pages:
            for a, b in zip(p.glyphs, p.glyphs[1:]):
                h, w = (a, b) if is_hanzi(a.ch) else (b, a)
                if is_hanzi(h.ch) and not is_hanzi(w.ch) and h.font != w.font and abs(h.y - w.y) < 4 and h.size == w.size and h.dir == (1, 0):
                    found[w.font].append(w.y - h.y)
        return {f: statistics.median(v) for f, v in found.items()}

    # ---- page numbers and the rest of the text ----

    def _stream(self):
        all_glyphs = []
        for p in self.pages:
            g = [k for k in p.glyphs if k.ch.strip()]
            low = [k for k in g if k.y > B + 5 and k.size < 15]
            if re.fullmatch(r'—\d+—', ''.join(k.ch for k in low)):
                self.numbers[p.number] = low
                g = [k for k in g if k not in low]
            all_glyphs += g
        return all_glyphs

    # ---- finding the elements ----

    def _take(self, piece, at):
        piece.at, piece.glyphs = at, self.stream[at:at + len(piece.text)]
        self.covered.update(range(at, at + len(piece.text)))
        self.pieces.append(piece)
        return at + len(piece.text)

    def _find(self, piece, cursor):
        """The piece at or after the cursor; a cell may be parted by a table's repeated head."""
        at = self.string.find(piece.text, cursor)
        if at >= 0:
            return self._take(piece, at)
        if piece.name in ('格', '段') and self._find_parted(piece, cursor):
            return piece.end
        self.missing.append(piece)
        return cursor

    def _find_parted(self, piece, cursor):
        for k in range(len(piece.text) - 1, 3, -1):
            at = self.string.find(piece.text[:k], cursor)
            if at < 0:
                continue
            rest = self.string.find(piece.text[k:], at + k)
            if rest < 0:
                continue
            piece.end = rest + len(piece.text) - k
            piece.at = at
            piece.glyphs = self.stream[at:at + k] + self.stream[rest:piece.end]
            self.covered.update(range(at, at + k))
            self.covered.update(range(rest, piece.end))
            self.pieces.append(piece)
            return True
        return False

    def _locate_all(self):
        s = self.source
        cursor = 0
        for p in s.head():           # these stand on page 1 in any order
            self._find(p, cursor if p.name in ('标志', '签发人姓名') else 0)
            if p.name in ('标志', '签发人姓名') and p.glyphs:
                cursor = p.at + len(p.text)
        cursor = max([k.at + len(k.text) for k in self.pieces], default=0)
        for p in s.title():
            cursor = self._find(p, cursor)
        self._recipient(cursor)
        cursor = max([k.at + len(k.text) for k in self.pieces if k.name != '主送'], default=0)
        for p in source.blocks(s.root.find('正文'), '正文'):
            cursor = self._find(p, cursor)
        for p in s.after_text():
            cursor = self._find(p, cursor)
        for p in list(s.annex()):
            cursor = self._find(p, cursor)
        moved = any(p.more.get('moved') for p in self.pieces)
        for p in s.foot():
            if not (moved and p.name == '主送'):
                self._find(p, cursor)

    def _recipient(self, cursor):
        """On page 1 below the title, or moved to the 版记 (7.3.2)."""
        s = self.source
        if not s.recipient:
            return
        if self.string.startswith(s.recipient, cursor):
            self._take(source.Piece('主送机关', s.recipient), cursor)
        else:
            own = source.squeeze(s.imprint.findtext('主送')) if s.imprint is not None else ''
            moved = '主送：' + s.recipient.rstrip('：') + ('，' + own if own else '。')
            at = self.string.rfind(moved)
            p = source.Piece('主送', moved, moved=True)
            if at >= 0:
                self._take(p, at)
            else:
                self.missing.append(p)

    # ---- reading ----

    def all(self, *names, where=None):
        return [p for p in self.pieces if p.name in names and p.glyphs and (where is None or p.more.get('where') == where)]

    def get(self, name):
        found = self.all(name)
        return found[0] if found else None

    def lines(self, piece):
        if id(piece) not in self._lines:
            self._lines[id(piece)] = self.split(piece.glyphs)
        return self._lines[id(piece)]

    def split(self, glyphs):
        rows = []
        for g in (upright(g) for g in glyphs):
            if rows and g.page == rows[-1][-1].page and g.dir == rows[-1][-1].dir and abs(g.y - rows[-1][-1].y) < 6:
                rows[-1].append(g)
            else:
                rows.append([g])
        return [Line(self, r) for r in rows]

    def line_of(self, name):
        """The first line of an element, or None."""
        p = self.get(name)
        return self.lines(p)[0] if p else None

    def body(self, where='正文'):
        return self.all(*BODY, where=where)

    def body_lines(self, where=None):
        """(piece, index of the line, line, is it the paragraph's last) of running text."""
        for p in self.all(*BODY, where=where):
            rows = self.lines(p)
            for i, l in enumerate(rows):
                yield p, i, l, i + 1 == len(rows)

    def before_signature(self):
        """The last line of the text or of 附件说明: what 7.3.5 measures from."""
        before = self.all('附件说明') or self.all(*BODY, '格', '名单职务', '姓名', '签字栏', where='正文')
        return self.lines(before[-1])[-1] if before else None

    def rows_of_page(self, page):
        """Baselines of upright glyphs in the type area, one a line."""
        found = []
        for g in sorted((g for g in self.stream if g.page == page and g.dir == (1, 0)), key=lambda g: g.y):
            if not found or g.y - found[-1] > 6:
                found.append(g.y)
        return found

    def ink_of(self, glyphs, kind='any', margin=2.0):
        """Ink of glyphs in mm: the box of their em squares, a little wider, is scanned."""
        x0, x1 = min(g.x for g in glyphs), max(g.x + max(g.adv, g.width) for g in glyphs)
        y0, y1 = min(g.y - g.size for g in glyphs), max(g.y + g.size * .3 for g in glyphs)
        return read.ink(self.pdf, glyphs[0].page, *(round(v, 2) for v in (read.mm(x0) - margin, read.mm(y0), read.mm(x1) + margin, read.mm(y1))), kind)

    def raw(self):
        """pdftotext's text, page by page."""
        if self._raw is None:
            self._raw = read.raw_text(self.pdf)
        return self._raw

    def bound_apart(self):
        """Pages of annexes that are bound by themselves (7.3.7): their numbers are their own."""
        found, apart = set(), False
        for page in range(1, len(self.pages) + 1):
            for p in self.all('附件', '主送', '抄送', '印发机关'):
                if p.glyphs[0].page == page:
                    apart = bool(p.more.get('front'))
            if apart:
                found.add(page)
        return found

    def declared(self, page):
        """Was the page respaced for 7.3.5.5 (or to save a blank page), as the program's message says?"""
        return page in self.settings.get('respaced', ())

    def red_rules(self, page=1):
        return [q for q in self.pages[page - 1].paths if q.horizontal and q.x1 - q.x0 > 300 and read.is_red(q.color)]

    def black_rules(self, page):
        """Long black rules: those of the 版记 (and of tables)."""
        return sorted((q for q in self.pages[page - 1].paths if q.horizontal and q.x1 - q.x0 > 430 and read.is_black(q.color)), key=lambda q: q.middle)

    def seals(self):
        return [i for p in self.pages for i in p.images]
