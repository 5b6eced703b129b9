"""7.4, 7.5 and chapter 8: 版记, 页码, 横排表格."""
import re

import read
from c735 import DATE
from report import check
from std import B_MM, L, L_MM, R, R_MM, T_MM


def foot(d):
    """The pieces of the 版记."""
    return d.all('主送', '抄送', '印发机关', '印发日期')


def ruled(d):
    return d.source.format != '信函' and bool(foot(d))


def rules(d):
    """The rules of the 版记, from above."""
    if not foot(d):
        return []
    page = foot(d)[0].glyphs[0].page
    above = min(g.y - g.size for p in foot(d) for g in p.glyphs) - 12
    return [q for q in d.black_rules(page) if q.middle > above]


@check(102, '7.4', '版记只在最后一页，且为偶数页')
def _(d, m):
    if not foot(d):
        return '没有版记'
    pages = {g.page for p in foot(d) for g in p.glyphs}
    m.true(pages == {len(d.pages)}, '版记在第 %s 页，共 %d 页' % (sorted(pages), len(d.pages)))
    if d.source.format != '信函':
        m.true(len(d.pages) % 2 == 0, '最后一页是第%d页' % len(d.pages))


@check(103, '7.4.1', '末条分隔线与版心下边重合')
def _(d, m):
    if not ruled(d):
        return '没有版记，或信函'
    m.within(read.mm(rules(d)[-1].middle) if rules(d) else 0, B_MM - .5, B_MM + .5, '末条线', 'mm')


@check(104, '7.4.1', '版记分隔线与版心等宽，黑，水平')
def _(d, m):
    if not ruled(d):
        return '没有版记，或信函'
    for q in rules(d):
        m.near(q.x0, L, .6, '线左端')
        m.true(abs(q.x1 - R) <= .6 and read.is_black(q.color) and (q.kind == 'fill' or q.y1 - q.y0 <= .05), '线右端 %.2f 颜色 %s' % (q.x1, q.color))


@check(105, '7.4.1', '首末线 0.35 mm，中间线 0.25 mm')
def _(d, m):
    if not ruled(d):
        return '没有版记，或信函'
    k = [read.mm(q.thick) for q in rules(d)]
    m.true(len(k) >= 2, '分隔线 %d 条' % len(k))
    for w in (k[0], k[-1]):
        m.within(w, .30, .40, '首末线粗', 'mm')
    for w in k[1:-1]:
        m.true(.20 <= w <= .30 and w < min(k[0], k[-1]), '中间线粗 %.2f mm' % w)


def foot_lines(d):
    return [l for p in foot(d) for l in d.lines(p)]


@check(106, '7.4.1', '首条线紧邻版记第一行之上')
def _(d, m):
    if not ruled(d):
        return '没有版记，或信函'
    m.within(min(l.top for l in foot_lines(d)) - rules(d)[0].bottom, 0, 17.1, '首条线到首行字身顶')


def copies(d):
    return d.all('抄送', '主送')


@check(107, '7.4.2', '抄送 4号仿宋，左空一字')
def _(d, m):
    for p in copies(d):
        l = d.lines(p)[0]
        m.within(l.x, 92.9, 95.7, '“%s”x' % p.text[:2])
        m.true(13.9 <= l.size <= 14.1 and all(d.role(g, 'FS') for g in p.glyphs), '字号 %.2f 字体 %s' % (l.size, l.font))
    return '没有抄送'


@check(108, '7.4.2', '抄送后全角冒号，末为句号')
def _(d, m):
    for p in copies(d):
        said = ''.join(g.ch for g in p.glyphs)
        m.true(said[2] == '：' and said[-1] == '。', '“%s…%s”' % (said[:3], said[-1]))
    return '没有抄送'


@check(109, '7.4.2', '抄送回行与冒号后首字对齐')
def _(d, m):
    for p in copies(d):
        for l in d.lines(p)[1:]:
            m.near(l.x - p.glyphs[3].x, 0, .6, '“%s”左缘差' % l.text[:6])
    return '抄送没有回行'


@check(110, '7.4.2', '抄送右空一字')
def _(d, m):
    for p in copies(d):
        for l in d.lines(p):
            m.within(l.right, L, 508.2, '“…%s”右缘' % l.text[-6:])
    return '没有抄送'


@check(111, '7.4.2', '主送移入版记：在抄送之上，两者间无线')
def _(d, m):
    to, cc = d.get('主送'), d.get('抄送')
    if not to:
        return '没有移入的主送机关'
    low = max(l.baseline for l in d.lines(to))
    high = min(l.baseline for l in d.lines(cc)) if cc else low + 28
    m.true(not cc or low < high, '主送不在抄送之上')
    m.true(not [q for q in rules(d) if low < q.middle < high - 14], '主送与抄送之间有线')
    want = 2 + (1 if d.all('印发机关', '印发日期') else 0)
    m.true(len(rules(d)) == want, '分隔线 %d 条，应为 %d' % (len(rules(d)), want))


@check(112, '7.4.3', '印发机关左空一字，印发日期右空一字，同行，4号仿宋')
def _(d, m):
    a, b = d.line_of('印发机关'), d.line_of('印发日期')
    if not a and not b:
        return '没有印发机关和印发日期'
    if a:
        m.within(a.x, 92.9, 95.7, '印发机关 x')
    if b:
        m.true(505.0 <= b.last.right <= 508.2, '印发日期右缘 %.2f' % b.last.right)
    if a and b:
        m.true(abs(a.baseline - b.baseline) <= .1, '基线差 %.2f' % (a.baseline - b.baseline))
    for p in d.all('印发机关', '印发日期'):
        m.true(all(d.role(g, 'FS') for g in p.glyphs) and 13.9 <= d.lines(p)[0].size <= 14.1, '字体 %s' % d.lines(p)[0].font)


@check(113, '7.4.3', '印发日期的写法')
def _(d, m):
    if d.source.imprint is None or not d.source.imprint.findtext('印发日期') or d.source.format == '信函':
        return '没有印发日期'
    said = re.sub(r'\s', '', d.raw()[-1])
    m.true(re.search(DATE[1:-1] + '印发', said), '没有写全、不补零的印发日期（末页“…%s”）' % said[-20:])


@check(114, '7.4.3', '抄送与印发行之间一条细线')
def _(d, m):
    printed, cc = d.all('印发机关', '印发日期'), copies(d)
    if not printed or not cc:
        return '没有抄送或印发行'
    low, high = max(l.baseline for p in cc for l in d.lines(p)), min(d.lines(p)[0].baseline for p in printed)
    between = [q for q in rules(d) if low < q.middle < high]
    m.true(len(between) == 1 and read.mm(between[0].thick) < .31, '之间 %d 条' % len(between))


# ---- 7.5 页码 ----

def odd(page, glyphs):
    said = said_page(glyphs)
    return (int(said) if said.isdigit() else page) % 2 == 1


def numbers(d):
    return sorted(d.numbers.items())


@check(115, '7.5', '页码 4号半角宋体数字')
def _(d, m):
    for page, glyphs in numbers(d):
        m.true(all(d.role(g, 'ST') and 13.9 <= g.size <= 14.1 for g in glyphs), '第%d页字体 %s %.1f' % (page, glyphs[0].font, glyphs[0].size))
        for g in glyphs:
            if g.ch != '—':
                m.true('0' <= g.ch <= '9', '“%s”' % g.ch)
                m.within(g.adv, 6.3, 7.7, '数字宽')


@check(116, '7.5', '页码两边各一条一字线')
def _(d, m):
    said = d.raw()
    for page, _ in numbers(d):
        last = [t.strip() for t in said[page - 1].split('\n') if t.strip()]
        m.true(any(re.fullmatch(r'— ?\d+ ?—', t) for t in last), '第%d页“%s”' % (page, last[-1:]))


@check(117, '7.5', '一字线在版心下边下 7 mm')
def _(d, m):
    for page, glyphs in numbers(d):
        g = glyphs[0]
        box = [round(v, 2) for v in (read.mm(g.x), read.mm(g.y) - 6, read.mm(g.x + g.adv), read.mm(g.y) + 3)]
        k = read.ink(d.pdf, page, *box, 'black')
        m.near((k[1] + k[3]) / 2 if k else 0, 269.0, .7, '第%d页一字线' % page, 'mm')
        m.true(abs(glyphs[-1].y - g.y) < .05, '第%d页两条线不平' % page)


@check(118, '7.5', '单页码居右空一字')
def _(d, m):
    for page, glyphs in numbers(d):
        if odd(page, glyphs):
            m.within(glyphs[-1].right, 505.0, 508.2, '第%d页右线右缘' % page)
    return '没有单页码'


@check(119, '7.5', '双页码居左空一字')
def _(d, m):
    for page, glyphs in numbers(d):
        if not odd(page, glyphs):
            m.within(glyphs[0].x, 92.9, 95.7, '第%d页左线' % page)
    return '没有双页码'


def said_page(glyphs):
    return ''.join(g.ch for g in glyphs).strip('—')


@check(120, '7.5', '页码从 1 连续')
def _(d, m):
    apart = d.bound_apart()
    for page, glyphs in numbers(d):
        if page in apart:
            continue
        m.true(said_page(glyphs) == str(page), '第%d页页码“%s”' % (page, said_page(glyphs)))


def has_text(d, page):
    p = d.pages[page - 1]
    return any(g.ch.strip() for g in p.glyphs if g not in d.numbers.get(page, [])) or bool(p.images) or bool(p.paths)


@check(121, '7.5', '版记页前有空白页时两页都不编页码')
def _(d, m):
    n = len(d.pages)
    if not foot(d) or n < 2 or has_text(d, n - 1):
        return '版记页前没有空白页'
    m.true(n not in d.numbers and n - 1 not in d.numbers, '编了页码：%s' % sorted(d.numbers))


@check(122, '7.5', '版记页前没有空白页时编页码')
def _(d, m):
    n = len(d.pages)
    if not foot(d) or n < 2 or not has_text(d, n - 1):
        return '版记页前有空白页，或没有版记'
    m.true(n in d.numbers, '第%d页没有页码' % n)


# ---- 8 横排表格 ----

def turned(d):
    """{page: glyphs of its landscape table}"""
    found = {}
    for g in d.stream:
        if g.dir != (1, 0):
            found.setdefault(g.page, []).append(g)
    return found


@check(123, '8', '横排表格文字朝上，奇偶页相同')
def _(d, m):
    pages = turned(d)
    if not pages:
        return '没有横排表格'
    for page, glyphs in pages.items():
        m.true({g.dir for g in glyphs} == {(0, -1)}, '第%d页方向 %s' % (page, {g.dir for g in glyphs}))
        m.true(d.pages[page - 1].width < d.pages[page - 1].height, '第%d页横放了' % page)


@check(124, '8', '横排表格表头朝页面左边')
def _(d, m):
    pages = turned(d)
    if not pages:
        return '没有横排表格'
    heads = ''.join(p.text for p in d.all('格') if p.more['head'] and p.glyphs[0].dir != (1, 0))
    for page, glyphs in pages.items():
        text = ''.join(g.ch for g in glyphs)
        at = text.find(heads)
        if not m.true(at >= 0, '第%d页没有表头' % page):
            continue
        head, rest = glyphs[at:at + len(heads)], glyphs[at + len(heads):]
        m.true(not rest or max(g.x for g in head) < min(g.x for g in rest), '第%d页表头 x %.1f，表身 %.1f' % (page, max(g.x for g in head), min(g.x for g in rest)))


@check(125, '8', '横排表格页的页码与其他页一致')
def _(d, m):
    pages = turned(d)
    if not pages:
        return '没有横排表格'
    for page in pages:
        k = d.numbers.get(page)
        if m.true(k and all(g.dir == (1, 0) for g in k), '第%d页没有正放的页码' % page):
            x, low, high = (k[-1].right, 505.0, 508.2) if page % 2 else (k[0].x, 92.9, 95.7)
            m.within(k[0].y, 760, 775, '第%d页页码基线' % page)
            m.true(low <= x <= high, '第%d页页码 x %.1f' % (page, x))


def _box(g):
    """The em box of an upright or turned glyph."""
    if g.dir == (1, 0):
        return g.x, g.y - .88 * g.size, g.right, g.y + .12 * g.size
    return g.x - .88 * g.size, g.y - g.adv, g.x + .12 * g.size, g.y


@check(126, '8', '表格线与文字在版心内')
def _(d, m):
    tables = d.all('格')
    if not tables:
        return '没有表格'
    pages = {p.glyphs[0].page for p in tables}
    for page in pages:
        qs = d.pages[page - 1].paths
        k = [_box(g) for p in tables for g in p.glyphs if g.page == page and g.ch not in '，。、；：）']
        k += [(q.x0, q.y0, q.x1, q.y1) for q in qs if read.is_black(q.color)]
        x0, y0, x1, y1 = min(b[0] for b in k), min(b[1] for b in k), max(b[2] for b in k), max(b[3] for b in k)
        out = max(L_MM - read.mm(x0), read.mm(x1) - R_MM, T_MM - read.mm(y0), read.mm(y1) - B_MM)
        m.within(out, -99, .3, '第%d页超出版心' % page, 'mm')
