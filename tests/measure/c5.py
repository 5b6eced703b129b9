"""Chapters 5 and 6: paper, type area, grid, colours."""
import re
import statistics

import read
import source
from report import check
from std import (B, B_B, B_MM, L, MIRROR, P, P_B, PAGE_H, PAGE_W, R, T, T_B, T_MM, is_hanzi)

FULL_MARKS = '，。、；：？！’”）〕】》〉'
OPENING = '（〔【《〈“‘'


def left(doc, page):
    return L - (MIRROR if doc.settings.get('mirror') and page % 2 == 0 else 0)


def right(doc, page):
    return R - (MIRROR if doc.settings.get('mirror') and page % 2 == 0 else 0)


def band(doc):
    """(pitch, first em_top, last em_bottom) of the declared model."""
    return (P_B, T_B, B_B) if doc.settings.get('model') == 'B' else (P, T, B)


def plain_text(line):
    """A line of running text set to the measure: upright, 3号, not centred or ranged right."""
    return line.first.dir == (1, 0) and line.size > 15


def justified(piece):
    return piece.more.get('align', '两端') == '两端' and not piece.author_breaks


def full_lines(doc):
    """Lines that end on the edge; those of headings by themselves end between words."""
    for p, i, l, last in doc.body_lines():
        if not last and justified(p) and plain_text(l) and p.name not in source.HEADINGS:
            yield p, i, l


@check(1, '5.1', '纸张盒 595.276×841.890 pt')
def _(d, m):
    for page, kind, x0, y0, x1, y1 in read.boxes(d.pdf, len(d.pages)):
        m.near(x1 - x0, PAGE_W, .5, '第%d页 %s 宽' % (page, kind))
        m.true(abs(y1 - y0 - PAGE_H) <= .5 and x0 == y0 == 0, '第%d页 %s 高 %.2f' % (page, kind, y1 - y0))


@check(2, '6.1', '没有底色')
def _(d, m):
    for p in d.pages:
        worst = max([(q.x1 - q.x0) * (q.y1 - q.y0) for q in p.paths if q.kind == 'fill' and not read.is_white(q.color)], default=0)
        worst = max([worst] + [(i.x1 - i.x0) * (i.y1 - i.y0) for i in p.images])
        m.within(worst / (PAGE_W * PAGE_H), 0, .5, '第%d页最大填充占页面' % p.number, '')


@check(3, '—', '字体全部内嵌、可抽字')
def _(d, m):
    for name, embedded, unicode in read.fonts(d.pdf):
        m.true(embedded and unicode, '%s 内嵌 %s ToUnicode %s' % (name, embedded, unicode))


def drop_repeated_heads(d, text):
    """A table over pages repeats its head after 续表: those lines are no part of the source."""
    heads = ''.join(p.text for p in d.pieces if p.name == '格' and p.more['head'])
    text = re.sub(r'(%s)?（?续表）?' % '|'.join(re.escape(p.text) for p in d.all('表题')) if d.all('表题') else '续表', '续表', text)
    return text.replace('续表' + heads, '').replace('续表', '')


@check(4, '—', '抽出的文字与输入逐字相同')
def _(d, m):
    for p in d.missing:
        m.true(False, '%s“%s”不在纸上' % (p.name, p.text[:20]))
    said = ''.join(re.sub(r'\s+', '', re.sub(r'—\s?\d+\s?—\s*$', '', page)) for page in d.raw())
    want = ''.join(p.text for p in sorted(d.pieces, key=lambda p: p.at))
    said = drop_repeated_heads(d, said)
    at = next((i for i, (a, b) in enumerate(zip(said, want)) if a != b), min(len(said), len(want)))
    m.true(said == want, '第%d字起不同：抽出“%s”，应为“%s”' % (at + 1, said[at:at + 12], want[at:at + 12]))
    order = [p.at for p in d.pieces if p.name not in ('份号', '密级', '紧急程度', '标志', '标志后缀', '发文字号', '签发人', '签发人姓名')]
    m.true(all(a < b for a, b in zip(order, order[1:])) or d.get('主送') is not None, '要素次序与输入不同')


@check(5, '6.2、7.4', '有版记时总页数为偶数')
def _(d, m):
    if not d.all('印发机关', '印发日期', '抄送', '主送') or d.source.format == '信函':
        return '没有版记，或信函版记只要求最后一面'
    m.true(read.count_pages(d.pdf) % 2 == 0, '%d 页' % read.count_pages(d.pdf))


@check(6, '5.2.1', '回行首字 x = 79.370')
def _(d, m):
    for p, i, l, _ in d.body_lines():
        if i and justified(p) and plain_text(l) and l.first.ch not in OPENING:
            m.near(l.x, left(d, l.page), .35, '第%d页“%s”' % (l.page, l.text[:6]))


@check(7, '5.2.1', '满行末字右缘 = R，行末标点原点 = R − 8')
def _(d, m):
    for _, _, l in full_lines(d):
        edge = right(d, l.page) - R
        if is_hanzi(l.last.ch):
            m.within(l.last.x + l.last.width - edge, 521.2, 522.1, '“…%s”右缘' % l.text[-4:])
        elif l.last.ch in FULL_MARKS:
            m.true(abs(l.last.x - edge - (R - 8)) <= .6, '“…%s”行末标点原点 %.2f' % (l.text[-4:], l.last.x))


def first_line(d, page):
    """The topmost line of running text of a page."""
    rows = [l for _, _, l, _ in d.body_lines() if l.page == page and plain_text(l)]
    return min(rows, key=lambda l: l.baseline) if rows else None


@check(8, '5.2.1', '非首页首行字身顶 = 版心上边')
def _(d, m):
    annex = {p.glyphs[0].page for p in d.all('附件')}
    for page in range(2, len(d.pages) + 1):
        l = first_line(d, page)
        above = [p for p in d.all('格', '表题') if p.glyphs[0].page == page and l and p.glyphs[0].y < l.baseline]
        if l and page not in annex and not above:
            m.near(l.top, band(d)[1], 1.0, '第%d页首行' % page)


def running_over(d):
    """Pages whose text runs on to the next page: {page: its last line}. Without those that gave lines away (7.3.5.5)."""
    found = {}
    rows = [(p, l) for p, _, l, _ in d.body_lines(where='正文') if plain_text(l)]
    for (p, a), (q, b) in zip(rows, rows[1:]):
        if b.page == a.page + 1 and not d.source.root.findall('.//表格') and not d.source.root.findall('.//图'):
            found[a.page] = (p, a, q is p)
    tail = d.get('成文日期') or d.get('署名')
    given = {tail.glyphs[0].page - 1} if tail else set()   # 7.3.5.5: the page before 署名 may have given its last lines away
    return {page: v for page, v in found.items() if page not in given and not d.declared(page)}


@check(9, '5.2.3', '满页末行字身底 = 版心下边')
def _(d, m):
    for page, (p, l, same) in running_over(d).items():
        if same and not (d.source.format == '信函' and page == 1):
            m.near(l.bottom, band(d)[2], 1.0, '第%d页末行' % page)


@check(10, '5.2.3', '满页 22 行')
def _(d, m):
    for page, (_, _, same) in running_over(d).items():
        if page > 1 and same:
            n = len(d.rows_of_page(page))
            m.within(n, 22, 22, '第%d页' % page, '行')


def full_han(d):
    """Full lines of hanzi alone. Not those that end early because what comes next may not be parted and does not fit any more:
    a hanzi with the mark behind it, a number, a word."""
    for p, i, l in full_lines(d):
        after = ''.join(g.ch for g in p.glyphs)[sum(len(k.text) for k in d.lines(p)[:i + 1]):]
        unit = re.match(r'[0-9A-Za-z.,%—…-]+|[（“《〔]*.[，。、；：？！”’）〕】》〉]+|.', after)[0]
        want = 28 if i or p.more['indent'] == '无' else 26
        wide = sum(.5 if c.isascii() else 1 for c in unit) - (.5 if unit[-1] in FULL_MARKS else 0)
        if all(is_hanzi(g.ch) for g in l.glyphs) and not d.declared(l.page) and not len(l.glyphs) + 1 <= want < len(l.glyphs) + wide:
            yield p, i, l, want


@check(11, '5.2.3', '满行 28 字，段首行 26 字')
def _(d, m):
    for p, i, l, want in full_han(d):
        m.true(len(l.glyphs) == want, '“%s”%d 字，应为 %d' % (l.text[:6], len(l.glyphs), want))


@check(12, '5.2.3', '满行字距 15.74–15.85 pt')
def _(d, m):
    for _, _, l, _ in full_han(d):
        step = statistics.median(b.x - a.x for a, b in zip(l.glyphs, l.glyphs[1:]))
        m.within(step, 15.74, 15.85, '“%s”字距' % l.text[:6])


def neighbours(d):
    """Pairs of body lines of one page with nothing between."""
    rows = [(p, l) for p, _, l, _ in d.body_lines() if plain_text(l)]
    for (p, a), (q, b) in zip(rows, rows[1:]):
        between = [k for k in d.pieces if p.at < k.at < q.at and k is not p]
        e = [p, q]
        parents_blank = p is not q and _parted(d, p, q)
        if a.page == b.page and not between and not parents_blank and not d.declared(a.page) and p.more['where'] == q.more['where']:
            yield e, a, b


def _parted(d, p, q):
    """Does the source put something without text of its own between two blocks (空行, 图)?"""
    where = d.source.root.find('正文') if p.more['where'] == '正文' else None
    if where is None:
        return False
    tags = [c.tag for c in where]
    return '空行' in tags or '图' in tags or '签字栏' in tags


@check(13, '5.2.3', '正文行距 29.609 pt')
def _(d, m):
    pages = {}
    for _, a, b in neighbours(d):
        step = b.baseline - a.baseline
        m.near(step, band(d)[0], .10, '第%d页“%s”与下一行' % (a.page, a.text[:6]))
        pages.setdefault(a.page, []).append(step)
    for page, steps in pages.items():
        m.true(max(steps) - min(steps) <= .05, '第%d页行距离差 %.3f pt' % (page, max(steps) - min(steps)))


@check(14, '5.2.2', '正文 3号仿宋')
def _(d, m):
    for p in d.all('段'):
        at = 0
        for kind, text in p.runs:
            part = p.glyphs[at:at + len(text)]
            at += len(text)
            if kind in ('', '三级标题', '四级标题'):
                bad = [g for g in part if not d.role(g, 'FS')]
                m.true(not bad, '“%s”不是仿宋（%s）' % (bad and bad[0].ch, bad and bad[0].font))
                for size in {round(g.size, 2) for g in part if d.is_main(g.font)}:
                    m.within(size, 15.75, 16.05, '“%s”字号' % text[:6])


@check(15, '5.2.4', '红色之外文字全黑')
def _(d, m):
    marks = {id(g) for p in d.all('标志', '标志后缀') for g in p.glyphs}
    for page in d.pages:
        bad = [g for g in page.glyphs if g.ch.strip() and id(g) not in marks and not read.is_black(g.color)]
        m.true(not bad, '第%d页“%s”颜色 %s' % (page.number, bad and bad[0].ch, bad and bad[0].color))


def _allowed(d, page):
    """Boxes in mm outside the type area where ink may stand: page number; mark, rules and last line of a letter's page 1."""
    found = []
    if page in d.numbers:
        g = d.numbers[page]
        found.append((read.mm(g[0].x) - 1, read.mm(g[0].y) - 6, read.mm(g[-1].right) + 1, read.mm(g[-1].y) + 3))
    if d.source.format == '信函' and page == 1:
        found += [(19, 25, 192, 62), (19, 262, 192, 278)]
    return found


@check(16, '7.1', '墨迹都在版心内')
def _(d, m):
    for page, w, h, data in read.page_rows(d.pdf, len(d.pages)):
        px = w / 210.0
        x0, x1 = left(d, page) / read.PT * px, right(d, page) / read.PT * px
        allowed = [tuple(v * px for v in box) for box in _allowed(d, page)]
        worst = 0
        for y in range(h):
            row = data[y * w:(y + 1) * w]
            if not row.strip(b'\xff'):
                continue
            a, b = w - len(row.lstrip(b'\xff')), len(row.rstrip(b'\xff'))
            if any(box[1] <= y <= box[3] and box[0] <= a and b <= box[2] for box in allowed):
                continue
            worst = max(worst, x0 - a, b - x1, T_MM * px - y, y + 1 - B_MM * px)
        m.within(worst / px, 0, .3, '第%d页超出版心' % page, 'mm')


@check(17, '5.2.1', '偶数页左边一致')
def _(d, m):
    for p, i, l, _ in d.body_lines():
        if l.page % 2 == 0 and i and justified(p) and plain_text(l) and l.first.ch not in OPENING:
            m.near(l.x, left(d, 2), .35, '第%d页“%s”' % (l.page, l.text[:6]))


@check(18, '5.2.1', '同页各行左缘不斜')
def _(d, m):
    pages = {}
    for p, i, l, _ in d.body_lines():
        if i and justified(p) and plain_text(l) and l.first.ch not in OPENING:
            pages.setdefault(l.page, []).append(l.x)
    for page, xs in pages.items():
        if len(xs) > 1:
            m.within(max(xs) - min(xs), 0, .1, '第%d页左缘极差' % page)
