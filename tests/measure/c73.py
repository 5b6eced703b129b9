"""7.3.1–7.3.4, 7.3.6, 7.3.7: 标题, 主送机关, 正文, 附件说明, 附注, 附件."""
import os
import re

import read
from c5 import band, neighbours, plain_text
from c72 import head_rule
from report import check
from std import B, CX, INDENT, L, ONE_ROW, T, TWO_ROWS

NOT_FIRST = '。，、；：？！”’）】〕〗》〉」』％%‰℃·～'
NOT_LAST = '“‘（〔【〖《〈「『'
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'words.txt'), encoding='utf-8') as f:
    WORDS = sorted({w for line in f if not line.startswith('#') for w in line.split()}, key=len, reverse=True)


def title_lines(d):
    p = d.get('标题')
    return d.lines(p) if p else []


@check(48, '7.3.1', '标题 2号小标宋，不描边')
def _(d, m):
    p = d.get('标题')
    if not p:
        return '没有标题'
    m.true(all(d.role(g, 'XBS') for g in p.glyphs), '字体 %s' % {g.font for g in p.glyphs})
    m.within(d.lines(p)[0].size, 21, 22.05, '标题字号')
    bold = [g for g in d.pages[0].stroked if g.size > 20 and d.is_main(g.font)]
    m.true(not bold, '描边的字“%s”' % (bold and bold[0].ch))


@check(49, '7.3.1', '标题每行居中')
def _(d, m):
    for l in title_lines(d):
        m.near(l.center, CX, .8, '“%s”中心' % l.text[:8])
    return '没有标题'


@check(50, '7.3.1', '红线下空二行排标题')
def _(d, m):
    q, rows = head_rule(d), title_lines(d)
    if not q or not rows:
        return '没有分隔线或标题'
    m.within(read.mm(rows[0].top - q.bottom), *TWO_ROWS, '红线到标题', 'mm')


@check(51, '7.3.1', '多行标题梯形或菱形')
def _(d, m):
    rows = title_lines(d)
    if len(rows) < 2:
        return '标题一行'
    if d.get('标题').author_breaks:
        return '作者自己分行'
    w = [l.right - l.x for l in rows]
    turns = [0 if abs(b - a) < .5 * 22 else (1 if b > a else -1) for a, b in zip(w, w[1:])]
    shape = '、'.join('%.1f' % (v / 22) for v in w)
    m.true(any(turns), '各行等宽：%s 字' % shape)
    m.true(not any(t > 0 for i, t in enumerate(turns) if -1 in turns[:i]), '中间窄：%s 字' % shape)


def words_in(text):
    """(from, to) of the words of the list in a text, the longest at each place."""
    i = 0
    while i < len(text):
        w = next((w for w in WORDS if text.startswith(w, i)), None)
        if w:
            yield i, i + len(w)
        i += len(w) if w else 1


@check(52, '7.3.1', '标题断行不拆词、不拆数、不违禁则')
def _(d, m):
    rows = title_lines(d)
    if len(rows) < 2:
        return '标题一行'
    if d.get('标题').author_breaks:
        return '作者自己分行'
    text, at = d.get('标题').text, 0
    words = list(words_in(text))
    for a, b in zip(rows, rows[1:]):
        at += len(a.text)
        split = [text[f:t] for f, t in words if f < at < t]
        m.true(not split, '拆了“%s”' % (split and split[0]))
        m.true(not (a.text[-1].isdigit() and b.text[0] in '0123456789.%年'), '拆了数“%s|%s”' % (a.text[-3:], b.text[:3]))
        m.true(b.text[0] not in NOT_FIRST and a.text[-1] not in NOT_LAST, '禁则“%s|%s”' % (a.text[-1], b.text[0]))


@check(53, '7.3.1', '标题行距一致')
def _(d, m):
    rows = title_lines(d)
    if len(rows) < 2:
        return '标题一行'
    steps = [b.baseline - a.baseline for a, b in zip(rows, rows[1:])]
    for s in steps:
        m.within(s, 29, 37, '标题行距')
    m.true(max(steps) - min(steps) <= .1, '行距离差 %.2f' % (max(steps) - min(steps)))


@check(54, '7.3.1', '标题末无句号')
def _(d, m):
    p = d.get('标题')
    if not p:
        return '没有标题'
    m.true(p.glyphs[-1].ch not in '。.，；', '标题末“%s”' % p.glyphs[-1].ch)


def recipient_lines(d):
    p = d.get('主送机关')
    return d.lines(p) if p else []


@check(55, '7.3.2', '标题下空一行排主送机关')
def _(d, m):
    rows, to = title_lines(d), recipient_lines(d)
    if not rows or not to:
        return '没有标题或主送机关'
    m.within(read.mm(to[0].top - rows[-1].bottom), *ONE_ROW, '标题到主送机关', 'mm')


@check(56, '7.3.2', '主送机关顶格，末为全角冒号，3号仿宋')
def _(d, m):
    to = recipient_lines(d)
    if not to:
        return '没有主送机关，或已移到版记'
    for l in to:
        m.near(l.x, L, .5, '“%s”x' % l.text[:6])
    p = d.get('主送机关')
    m.true(p.glyphs[-1].ch == '：', '末字“%s”' % p.glyphs[-1].ch)
    m.true(all(d.role(g, 'FS') and abs(g.size - 16) < .3 for g in p.glyphs if '㐀' <= g.ch <= '鿿'), '字体 %s' % {g.font for g in p.glyphs})


def first_body(d):
    return next((l for _, _, l, _ in d.body_lines('正文')), None)


@check(57, '7.3.3', '正文在主送机关名下一行')
def _(d, m):
    to, l = recipient_lines(d), first_body(d)
    if not to or not l or l.page != 1 or d.declared(1):
        return '没有主送机关'
    m.near(l.baseline - to[-1].baseline, band(d)[0], .3, '主送到正文')


@check(58, '7.3.3', '首页显示正文')
def _(d, m):
    if not d.source.issuers:
        return '没有版头，不是公文首页'
    n = len([l for _, _, l, _ in d.body_lines('正文') if l.page == 1])
    n += len({round(g.y) for p in d.all('格', '姓名', where='正文') for g in p.glyphs if g.page == 1})
    m.within(n, 1, 99, '首页正文', '行')


def indented(p):
    return p.more['indent'] == '首行' and p.more['align'] == '两端'


@check(59, '7.3.3', '段首左空二字')
def _(d, m):
    for p in d.all('段'):
        l = d.lines(p)[0]
        if indented(p) and l.first.ch not in NOT_LAST and plain_text(l):
            m.within(l.x, *INDENT, '“%s”x' % l.text[:6])


@check(60, '7.3.3', '段内回行顶格')
def _(d, m):
    for p in d.all('段'):
        for l in d.lines(p)[1:]:
            if indented(p) and l.first.ch not in NOT_LAST and plain_text(l):
                m.near(l.x, L, .35, '“%s”x' % l.text[:6])


def heading_parts(d, kind):
    """Glyphs of headings of a level: on lines of their own and run into the text."""
    for p in d.all(kind):
        yield p, p.glyphs
    for p in d.all('段'):
        at = 0
        for k, text in p.runs:
            if k == kind:
                yield p, p.glyphs[at:at + len(text)]
            at += len(text)


def heading_font(d, m, kind, form, role):
    for _, glyphs in heading_parts(d, kind):
        text = ''.join(g.ch for g in glyphs)
        m.true(re.match(form, text), '%s写作“%s”' % (kind, text[:6]))
        bad = [g for g in glyphs if not d.role(g, role) or abs(g.size - 16) > .9]
        m.true(not bad, '“%s”的“%s”是 %s %.1f' % (text[:6], bad and bad[0].ch, bad and bad[0].font, bad and bad[0].size or 0))
    return '没有' + kind


@check(61, '7.3.3', '一级标题 3号黑体')
def _(d, m):
    return heading_font(d, m, '一级标题', '^[一二三四五六七八九十]+、', 'HT')


@check(62, '7.3.3', '二级标题 3号楷体')
def _(d, m):
    return heading_font(d, m, '二级标题', '^（[一二三四五六七八九十]+）', 'KT')


@check(63, '7.3.3', '三级标题 3号仿宋')
def _(d, m):
    return heading_font(d, m, '三级标题', r'^\d+[.．]', 'FS')


@check(64, '7.3.3', '四级标题 3号仿宋')
def _(d, m):
    return heading_font(d, m, '四级标题', r'^（\d+）', 'FS')


def own_headings(d):
    return d.all('一级标题', '二级标题', '三级标题', '四级标题')


@check(65, '7.3.3', '各级标题左空二字，不加段距')
def _(d, m):
    heads = own_headings(d)
    for p in heads:
        l = d.lines(p)[0]
        if l.first.ch in NOT_LAST:  # a bracket at the start may give its blank half up
            m.true(INDENT[0] - 8.1 <= l.x <= INDENT[1], '“%s”x %.2f' % (l.text[:6], l.x))
        else:
            m.within(l.x, *INDENT, '“%s”x' % l.text[:6])
    for (p, q), a, b in neighbours(d):
        if p in heads or q in heads:
            m.true(abs(b.baseline - a.baseline - band(d)[0]) <= .1, '“%s”行距 %.2f' % (a.text[:6], b.baseline - a.baseline))
    return '没有独立的标题'


@check(66, '7.3.3', '标题不落页末')
def _(d, m):
    heads = own_headings(d)
    for p in heads:
        l, after = d.lines(p)[-1], [q for q in d.pieces if q.at > p.at]
        low = [g for q in d.all('段', '格', '姓名', '表题', *('一级标题', '二级标题', '三级标题', '四级标题'), '签字栏', '图题')
               for g in q.glyphs if g.page == l.page and g.y > l.baseline + 6]
        pictures = [i for i in d.pages[l.page - 1].images if i.y0 > l.baseline]
        m.true(low or pictures or not after or all(h is p for h in after), '“%s”在第%d页最后一行' % (l.text[:8], l.page))
    return '没有独立的标题'


# ---- 7.3.4 附件说明 ----

@check(67, '7.3.4', '正文下空一行排附件说明')
def _(d, m):
    names = d.all('附件说明')
    if not names:
        return '没有附件说明'
    body, l = d.body('正文'), d.lines(names[0])[0]
    last = max((p for p in d.pieces if p.at < names[0].at), key=lambda p: p.at)
    if not body or last is not body[-1] or d.lines(last)[-1].page != l.page or d.declared(l.page):
        return '附件说明不接在同页正文下'
    m.near(l.baseline - d.lines(last)[-1].baseline, 2 * band(d)[0], .3, '正文末行到附件说明')


@check(68, '7.3.4', '附件说明左空二字，全角冒号')
def _(d, m):
    names = d.all('附件说明')
    if not names:
        return '没有附件说明'
    m.within(names[0].glyphs[0].x, *INDENT, '“附”x')
    m.true(''.join(g.ch for g in names[0].glyphs[:3]) == '附件：', '写作“%s”' % names[0].text[:3])


@check(69, '7.3.4', '附件名后不加标点')
def _(d, m):
    for p in d.all('附件说明'):
        m.true(p.glyphs[-1].ch not in '。，、；：.,;', '附件名末“%s”' % p.glyphs[-1].ch)
    return '没有附件说明'


@check(70, '7.3.4', '多个附件的序号左对齐')
def _(d, m):
    names = d.all('附件说明')
    if len(names) < 2:
        return '附件不足两个'
    first = None
    for i, p in enumerate(names):
        k = p.more['front'] - len('%d.' % (i + 1))
        m.true(p.text[k:].startswith('%d.' % (i + 1)), '序号“%s”' % p.text[k:k + 3])
        x = p.glyphs[k].x
        first = x if first is None else first
        m.near(x - first, 0, .5, '序号 %d 左缘差' % (i + 1))


@check(71, '7.3.4', '附件名回行与首字对齐')
def _(d, m):
    for p in d.all('附件说明'):
        for l in d.lines(p)[1:]:
            m.near(l.x - p.glyphs[p.more['front']].x, 0, .6, '“%s”左缘差' % l.text[:6])
    return '附件名没有回行'


@check(97, '7.3.6', '附注在日期下一行，左空二字，加括号')
def _(d, m):
    l, date = d.line_of('附注'), d.line_of('成文日期')
    if not l:
        return '没有附注'
    m.true(INDENT[0] - 8.1 <= l.x <= INDENT[1], '附注 x %.2f' % l.x)
    p = d.get('附注')
    m.true(p.glyphs[0].ch == '（' and p.glyphs[-1].ch == '）', '附注“%s…%s”' % (p.text[0], p.text[-1]))
    if date and d.source.sealing != '签名章' and date.page == l.page and not d.declared(l.page):
        m.near(l.baseline - date.baseline, band(d)[0], .3, '日期到附注')


# ---- 7.3.7 附件 ----

@check(98, '7.3.7', '附件另面，标签 3号黑体顶格第一行')
def _(d, m):
    labels = d.all('附件')
    for p in labels:
        l = d.lines(p)[0]
        before = [g for g in d.stream[:p.at] if g.page == l.page]
        m.true(not before, '附件不在新的一面')
        own = p.glyphs[len(p.more['front']):]
        m.true(re.fullmatch(r'附件\d*', ''.join(g.ch for g in own)), '标签“%s”' % p.text)
        m.true(all(d.role(g, 'HT') and abs(g.size - 16) < .3 for g in own if '㐀' <= g.ch <= '鿿'), '标签字体 %s' % own[0].font)
        m.near(l.x, L, .5, '标签 x')
        m.near(l.top, band(d)[1], 1.0, '标签字身顶')
    return '没有附件'


@check(99, '7.3.7', '附件标题居中，在第三行')
def _(d, m):
    labels = d.all('附件')
    for p, t in zip(labels, d.all('附件标题')):
        rows = d.lines(t)
        center = CX if rows[0].first.dir == (1, 0) else L + (B - T) / 2    # on a turned page the type area is 225 mm wide
        for l in rows:
            m.true(abs(l.center - center) <= .8, '“%s”中心 %.2f，应为 %.2f' % (l.text[:6], l.center, center))
        third = band(d)[1] + 2 * band(d)[0] + 8     # the middle of the third row's em box
        m.true(abs((rows[0].top + rows[0].bottom) / 2 - third) <= 3, '首行中线 %.2f，第三行中线 %.2f' % ((rows[0].top + rows[0].bottom) / 2, third))
    return '没有附件'


@check(100, '7.3.7', '附件序号、标题与附件说明一致')
def _(d, m):
    titles = [''.join(g.ch for g in p.glyphs) for p in d.all('附件标题')]
    if not titles:
        return '没有附件'
    shown = [''.join(g.ch for g in p.glyphs[p.more['front']:]) for p in d.all('附件说明')]
    numbers = [p.more['label'] for p in d.all('附件')]
    m.true(titles == shown[:len(titles)], '附件 %s，附件说明 %s' % (titles, shown))
    m.true(numbers == (['附件%d' % (i + 1) for i in range(len(titles))] if len(shown) > 1 else ['附件']), '序号 %s' % numbers)


@check(101, '7.3.7', '附件在版记之前，页码连续')
def _(d, m):
    pages = [p.glyphs[0].page for p in d.all('附件')]
    if not pages:
        return '没有附件'
    foot = [p.glyphs[0].page for p in d.all('印发机关', '抄送', '主送')]
    m.true(not foot or max(pages) <= min(foot), '附件在第 %s 页，版记在第 %s 页' % (pages, foot))
    for page in pages:
        if page in d.bound_apart():
            continue
        said = ''.join(g.ch for g in d.numbers.get(page, [])).strip('—')
        m.true(said == str(page), '第%d页页码“%s”' % (page, said))
