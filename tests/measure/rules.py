"""R1–R3: line starts and ends, pairs, numbers, words, spacing."""
import read
from c5 import FULL_MARKS, full_lines, justified, plain_text
from report import check
from std import C, R, is_hanzi

NOT_FIRST = set('。，、；：？！‼⁇”’）】〕〗］｝》〉」』–～·/／%‰℃°')
NOT_LAST = set('“‘（〔【〖［｛《〈「『/／')
BRACKETS = set('“”‘’（）〔〕【】《》〈〉「」『』')
WRAPPED = ('段', '一级标题', '二级标题', '三级标题', '四级标题', '主送机关', '附件说明', '到会', '抄送', '主送', '附注', '名单职务')


def breaks(d):
    """(line, next line) wherever running text goes on to another line."""
    for p in d.all(*WRAPPED):
        rows = d.lines(p)
        yield from zip(rows, rows[1:])


@check(127, 'R1', '行首禁则')
def _(d, m):
    for a, b in breaks(d):
        single = b.text[0] == '—' and b.text[1:2] != '—'
        m.true(b.text[0] not in NOT_FIRST and not single, '行首“%s”' % b.text[:4])


@check(128, 'R1', '行末禁则')
def _(d, m):
    for a, b in breaks(d):
        m.true(a.text[-1] not in NOT_LAST, '行末“%s”' % a.text[-4:])


@check(129, 'R1', '破折号、省略号不跨行')
def _(d, m):
    for a, b in breaks(d):
        m.true(not (a.text[-1] == b.text[0] and a.text[-1] in '—…'), '“%s|%s”' % (a.text[-3:], b.text[:3]))


@check(130, 'R1 5.1.10', '行末全角标点占半字')
def _(d, m):
    for _, _, l in full_lines(d):
        if l.last.ch in FULL_MARKS:
            m.near(l.last.x, R - 8, .6, '“…%s”原点' % l.text[-4:])
    return '行末没有标点'


def loose_lines(d):
    """Lines that are not stretched: the last ones of paragraphs."""
    for p, _, l, last in d.body_lines():
        if last and justified(p) and plain_text(l) and not d.declared(l.page):
            yield p, l


@check(131, 'R1', '破折号、省略号各占两字，间隔号、分隔号半字')
def _(d, m):
    for _, l in loose_lines(d):
        g = l.glyphs
        for i, a in enumerate(g):
            pair = i + 2 < len(g) and a.ch == g[i + 1].ch and a.ch in '—…' and (i == 0 or g[i - 1].ch != a.ch)
            if pair and is_hanzi(g[i + 2].ch):
                m.within((g[i + 2].x - a.x) / 16, 1.9, 2.1, '“%s”占' % (a.ch * 2), '字')
            if a.ch in '·/' and i + 1 < len(g) and is_hanzi(g[i + 1].ch) and i and is_hanzi(g[i - 1].ch):
                m.near((g[i + 1].x - g[i - 1].x) / 16, 1.5, .12, '“%s”连前字占' % a.ch, '字')
    return '不拉伸的行里没有这些符号'


@check(132, 'R2', '数值不跨行')
def _(d, m):
    for a, b in breaks(d):
        t = a.text + b.text
        n = len(a.text)
        inside = t[n - 1].isdigit() and (t[n].isdigit() or t[n] in '%‰℃' or (t[n] in '.,' and t[n + 1:n + 2].isdigit()))
        inside = inside or (t[n - 1] in '.,' and t[n - 2:n - 1].isdigit() and t[n].isdigit())
        m.true(not inside, '“%s|%s”' % (a.text[-5:], b.text[:5]))


@check(133, 'R3', '西文单词不跨行')
def _(d, m):
    for a, b in breaks(d):
        x, y = a.last.ch, b.first.ch
        m.true(not (x.isascii() and y.isascii() and x.isalpha() and y.isalpha() and not _space_between(d, a, b)), '“%s|%s”' % (a.text[-5:], b.text[:5]))


def _space_between(d, a, b):
    """Was there a space in the source where the line ends? (The stream leaves spaces out.)"""
    src = ' '.join(''.join(e.itertext()) for e in d.source.root.iter())
    return (a.text[-4:] + ' ' + b.text[:4]) in src


@check(134, 'R3', '相邻标点（含夹注符号）合计不超 1.5 字')
def _(d, m):
    for p, i, l, last in d.body_lines():
        g = l.glyphs
        for k in range(len(g) - 2):
            a, b = g[k], g[k + 1]
            if a.ch in FULL_MARKS + '（〔【《〈“‘' and b.ch in FULL_MARKS + '（〔【《〈“‘' and (a.ch in BRACKETS or b.ch in BRACKETS) and is_hanzi(g[k + 2].ch):
                m.within((g[k + 2].x - a.x) / 16, 0, 1.55, '“%s%s”占' % (a.ch, b.ch), '字')
    return '没有相邻的标点'


def latin(ch):
    return ch.isascii() and ch.isalnum()


@check(135, 'R3', '汉字与西文间隙 0–1/4 字，一致')
def _(d, m):
    seen = []
    for p, l in loose_lines(d):
        for a, b in zip(l.glyphs, l.glyphs[1:]):
            if is_hanzi(a.ch) and latin(b.ch):
                seen.append((b.x - a.x - C) / 16)
            elif latin(a.ch) and is_hanzi(b.ch):
                seen.append((b.x - a.right) / 16)
    for gap in seen:
        m.within(gap, -.03, .28, '间隙', '字')
    if seen:
        m.true(max(seen) - min(seen) <= .04, '间隙不一致 %.3f～%.3f' % (min(seen), max(seen)))
    for _, _, l in full_lines(d):
        for a, b in zip(l.glyphs, l.glyphs[1:]):
            if is_hanzi(a.ch) and latin(b.ch):
                m.true(b.x - a.x - C <= 8, '拉伸行间隙 %.2f' % (b.x - a.x - C))
    return '没有中西相邻'


def hanzi_steps(l):
    return [b.x - a.x for a, b in zip(l.glyphs, l.glyphs[1:]) if is_hanzi(a.ch) and is_hanzi(b.ch)]


@check(136, 'R3', '段末行不拉伸')
def _(d, m):
    for _, l in loose_lines(d):
        for s in hanzi_steps(l):
            m.near(s, C, .05, '“%s”字距' % l.text[:6])


@check(137, 'R3', '拉伸行字距不过 1/4 字')
def _(d, m):
    for _, _, l in full_lines(d):
        k = hanzi_steps(l)
        if k:
            m.within(max(k), 14.5, 19.8, '“%s”字距' % l.text[:6])


@check(138, 'R3', '段末不只剩一字')
def _(d, m):
    for p, l in loose_lines(d):
        if len(d.lines(p)) > 1:
            n = sum(1 for g in l.glyphs if g.ch not in FULL_MARKS + '（“《')
            m.true(n > 1, '段末只剩“%s”' % l.text)


@check(139, 'R3', '标点不悬挂')
def _(d, m):
    pages = {l.page for _, _, l in full_lines(d) if l.last.ch in FULL_MARKS}
    for page in pages:
        letter = d.source.format == '信函' and page == 1     # its double rules reach beyond the type area
        k = read.ink(d.pdf, page, 184.0, 80.0 if letter else 36.0, 190.0, 263.0)
        rules = [q.x1 for q in d.pages[page - 1].paths if q.x1 > R - 1]
        m.within((k[2] if k else 184.0) - 184.0, 0, .2 if not rules else .35, '第%d页墨出版心右边' % page, 'mm')
    return '行末没有标点'
