"""7.3.5: 署名, 成文日期, 印章, 签名章."""
import re

import read
from c5 import band
from report import check
from std import C, P, R, TWO_ROWS, ONE_ROW

DATE = r'^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$'


def sealed(d):
    return d.source.sealing == '盖章' and d.all('署名') and d.get('成文日期')


def unsealed(d):
    return d.source.sealing == '不盖章' and d.all('署名') and d.get('成文日期')


def names(d):
    """One line for each 署名: its last, next to the date, if it had to be broken."""
    return [d.lines(p)[-1] for p in d.all('署名')]


def date(d):
    return d.line_of('成文日期')


def too_long(d):
    """UNSURE-13: a 署名 that would leave the type area if centred on a date four characters in."""
    widest = max(l.last.right - l.x for l in d.lines(d.all('署名')[-1]))
    return widest / 2 > R - (R - 4 * C - (date(d).last.right - date(d).x) / 2)


def pitch(d):
    """Line pitch where 署名 stands: respaced pages (7.3.5.5) have their own."""
    return None if d.declared(date(d).page) else band(d)[0]


@check(72, '7.3.5.1', '盖章：日期右空四字')
def _(d, m):
    if not sealed(d):
        return '不是盖章的落款'
    if too_long(d):
        m.true(names(d)[-1].last.right <= R + .6, '署名越出版心')
        return None
    m.within(date(d).last.right, 457.0, 459.0, '日期右缘')


@check(73, '7.3.5.1', '署名以日期为准居中，在上一行')
def _(d, m):
    if not sealed(d):
        return '不是盖章的落款'
    n, t = names(d)[-1], date(d)
    m.near((n.x + n.last.right) / 2 - (t.x + t.last.right) / 2, 0, .8, '署名与日期中心差')
    if pitch(d):
        m.true(abs(t.baseline - n.baseline - pitch(d)) <= .3, '署名到日期 %.2f pt' % (t.baseline - n.baseline))


class Seal:
    """A seal as printed: place from the content stream, ink from the pixels (mm)."""
    def __init__(self, d, image):
        self.image = image
        self.x0, self.x1, self.y0, self.y1 = (read.mm(v) for v in (image.x0, image.x1, image.y0, image.y1))
        box = tuple(round(v, 2) for v in (self.x0 - 2, self.y0 - 2, self.x1 + 2, self.y1 + 2))
        self.ink = read.ink(d.pdf, image.page, *box, 'red') or (0, 0, 0, 0)
        self.cx, self.cy = (self.ink[0] + self.ink[2]) / 2, (self.ink[1] + self.ink[3]) / 2
        self.d = self.ink[2] - self.ink[0]


def seals(d):
    if not hasattr(d, '_seals'):
        d._seals = [Seal(d, i) for i in d.seals()] if d.source.seals and not d.source.root.findall('.//图') else []
    return d._seals


def has_seals(d):
    return sealed(d) and seals(d)


@check(74, '7.3.5.1', '印章红色')
def _(d, m):
    if not has_seals(d):
        return '没有印章图片'
    for s in seals(d):
        m.true(s.d > 30 and abs(s.d - (s.x1 - s.x0)) < 1, '红墨宽 %.1f，章宽 %.1f mm' % (s.d, s.x1 - s.x0))


@check(75, '7.3.5.1', '章居日期之中')
def _(d, m):
    if not has_seals(d):
        return '没有印章图片'
    t = date(d)
    m.near(seals(d)[-1].cx, read.mm((t.x + t.last.right) / 2), 1.0, '章心', 'mm')


@check(76, '7.3.5.1', '首排章顶距正文一行之内')
def _(d, m):
    l = d.before_signature()
    if not has_seals(d) or not l or l.page != seals(d)[0].image.page:
        return '没有印章图片'
    first = min(s.ink[1] for s in seals(d))
    gap = first - read.mm(l.bottom)
    m.within(gap, .01, 10.75, '章顶到正文', 'mm')


@check(77, '7.3.5.1', '章压署名、日期，二者在章心偏下')
def _(d, m):
    if not has_seals(d):
        return '没有印章图片'
    s, n, t = seals(d)[-1], names(d)[-1], date(d)
    for l, what in ((n, '署名'), (t, '日期')):
        ink = d.ink_of(l.glyphs, 'black', .3)
        inside = ink[0] < s.ink[2] and ink[2] > s.ink[0] and ink[1] < s.ink[3] and ink[3] > s.ink[1]
        m.true(inside and ink[3] <= s.ink[3], '章不压%s' % what)
    below = read.mm((n.top + t.bottom) / 2) - s.cy
    m.within(below, .01, s.d / 3, '二者中心在章心下', 'mm')


@check(78, '7.3.5.1', '章端正不歪')
def _(d, m):
    if not seals(d):
        return '没有印章图片'
    for s in seals(d):
        a, b, c, e = s.image.matrix[:4]
        m.true(abs(b) <= .0087 * abs(a) and abs(c) <= .0087 * abs(e), '矩阵 %s' % (s.image.matrix[:4],))


@check(79, '7.3.5.1', '章数等于署名数')
def _(d, m):
    if not has_seals(d):
        return '没有印章图片'
    m.true(len(seals(d)) == len(names(d)), '章 %d 枚，署名 %d 个' % (len(seals(d)), len(names(d))))


def joint_seals(d):
    return has_seals(d) and len(seals(d)) > 1


@check(80, '7.3.5.1', '联合：章互不相交相切')
def _(d, m):
    if not joint_seals(d):
        return '不是联合盖章'
    k = seals(d)
    for i, a in enumerate(k):
        for b in k[i + 1:]:
            if a.image.page == b.image.page:
                gap = ((a.cx - b.cx) ** 2 + (a.cy - b.cy) ** 2) ** .5 - (a.d + b.d) / 2
                m.within(gap, .2, 999, '两章间隙', 'mm')


@check(81, '7.3.5.1', '联合：章心对署名')
def _(d, m):
    if not joint_seals(d):
        return '不是联合盖章'
    for s, n in zip(seals(d), names(d)):
        m.near(s.cx - read.mm((n.x + n.last.right) / 2), 0, 1.0, '“%s”与章心差' % n.text, 'mm')


@check(82, '7.3.5.1', '联合：同排章心等高')
def _(d, m):
    if not joint_seals(d):
        return '不是联合盖章'
    k = [(s, n) for s, n in zip(seals(d), names(d))]
    for (a, n), (b, o) in zip(k, k[1:]):
        if abs(n.baseline - o.baseline) < 3 and n.page == o.page:
            m.near(a.cy - b.cy, 0, .5, '同排章心高差', 'mm')


@check(83, '7.3.5.1', '章不出版心')
def _(d, m):
    if not has_seals(d):
        return '没有印章图片'
    foot = [g for p in d.all('主送', '抄送', '印发机关') for g in p.glyphs]
    for s in seals(d):
        below = [read.mm(g.y - g.size) for g in foot if g.page == s.image.page]
        m.true(not below or s.ink[3] < min(below), '章压版记')
        m.within(s.ink[0], 27.7, 184.3, '章左缘', 'mm')
        m.true(s.ink[2] <= 184.3 and s.ink[3] <= 262.3, '章右缘 %.2f 下缘 %.2f mm' % (s.ink[2], s.ink[3]))


@check(84, '7.3.5.1', '联合：末章压末一署名和日期，次序同输入')
def _(d, m):
    if not joint_seals(d):
        return '不是联合盖章'
    m.true([p.text for p in d.all('署名')] == [read_text(s) for s in d.source.signatures], '署名次序 %s' % [n.text for n in names(d)])
    s, t, n = seals(d)[-1], date(d), names(d)[-1]
    for l in (n, t):
        m.true(s.ink[1] < read.mm(l.top) and read.mm(l.bottom) < s.ink[3] + 1 and s.ink[0] < read.mm(l.center) < s.ink[2], '末章不压“%s”' % l.text)
    order = [(n.page, round(n.baseline), n.x) for n in names(d)]
    m.true(order == sorted(order), '署名不是从左到右、自上而下')


def read_text(e):
    return re.sub(r'\s+', '', e.text or '')


@check(85, '7.3.5.5', '署名、日期与正文同面')
def _(d, m):
    last = d.get('成文日期')
    if not last:
        return '没有成文日期'
    page = last.glyphs[0].page
    n = len([1 for _, _, l, _ in d.body_lines('正文') if l.page == page]) + len([p for p in d.all('附件说明', '到会', '名单职务') if p.glyphs[0].page == page])
    m.within(n, 1, 99, '同面正文', '行')
    m.true('此页无正文' not in d.string, '写了“此页无正文”')


@check(86, '7.3.5.2', '不盖章：正文下空一行排署名')
def _(d, m):
    l = d.before_signature()
    if not unsealed(d) or not l or l.page != names(d)[0].page or not pitch(d):
        return '不是不盖章的落款（或行距已按 7.3.5.5 调整）'
    m.near(d.line_of('署名').baseline - l.baseline, 2 * pitch(d), .3, '正文到署名')


def wide(l):
    return l.last.right - l.x


def date_longer(d):
    return wide(date(d)) > max(wide(l) for p in d.all('署名') for l in d.lines(p)) + .5


@check(87, '7.3.5.2', '不盖章：署名右空二字')
def _(d, m):
    if not unsealed(d) or date_longer(d):
        return '不是不盖章的落款，或日期长于署名'
    m.within(max(l.last.right for p in d.all('署名') for l in d.lines(p)), 489.0, 490.6, '署名右缘')


@check(88, '7.3.5.2', '不盖章：日期下一行，比署名右移二字')
def _(d, m):
    if not unsealed(d) or date_longer(d):
        return '不是不盖章的落款，或日期长于署名'
    n, t = names(d)[-1], date(d)
    m.within(t.x - n.x, 31.59 - .6, 32.0 + .6, '日期首字右移')
    if pitch(d):
        m.true(abs(t.baseline - n.baseline - pitch(d)) <= .3, '署名到日期 %.2f pt' % (t.baseline - n.baseline))
    m.true(t.last.right <= R + .6, '日期右缘 %.2f 出版心' % t.last.right)


@check(89, '7.3.5.2', '不盖章：日期长于署名时日期右空二字')
def _(d, m):
    if not unsealed(d) or not date_longer(d):
        return '不是不盖章的落款，或日期不长于署名'
    m.near(date(d).last.right, R - 2 * C, 1.0, '日期右缘')
    m.true(abs(date(d).x - names(d)[-1].x - 2 * C) <= 1, '署名左缘到日期左缘 %.2f' % (date(d).x - names(d)[-1].x))


@check(90, '7.3.5.2', '不盖章联合：主办在上，依次向下')
def _(d, m):
    if not unsealed(d) or len(names(d)) < 2:
        return '不是不盖章的联合行文'
    m.true([n.text for n in names(d)] == [read_text(s) for s in d.source.signatures], '次序 %s' % [n.text for n in names(d)])
    for a, b in zip(names(d), names(d)[1:]):
        m.near(b.baseline - a.baseline, pitch(d) or P, .3 if pitch(d) else 3, '署名行距')


# ---- 7.3.5.3 签名章 ----

def stamps(d):
    return seals(d) if d.source.sealing == '签名章' else []


def posts(d):
    return [d.lines(p)[0] for p in d.all('职务')]


def stamp_above(d, m):
    l = d.before_signature()
    if not stamps(d) or not l or l.page != stamps(d)[0].image.page:
        return '没有签名章'
    m.within(stamps(d)[0].ink[1] - read.mm(l.bottom), *TWO_ROWS, '正文到签名章', 'mm')


def stamp_right(d, m):
    if not stamps(d):
        return '没有签名章'
    for s, post in zip(stamps(d), posts(d)):
        m.near(s.ink[2], read.mm(R - 4 * C), .6, '章右缘', 'mm')
        if len(stamps(d)) == 1:
            m.true(abs(s.ink[0] - read.mm(post.last.right) - read.mm(2 * C)) <= .6, '职务到章 %.2f mm' % (s.ink[0] - read.mm(post.last.right)))
    if len(stamps(d)) > 1:  # posts are aligned with each other: the widest one keeps two characters
        gap = min(s.ink[0] - read.mm(p.last.right) for s, p in zip(stamps(d), posts(d)))
        m.true(abs(gap - read.mm(2 * C)) <= .6, '最近的职务到章 %.2f mm' % gap)


def stamp_middle(d, m):
    if not stamps(d):
        return '没有签名章'
    for s, post in zip(stamps(d), posts(d)):
        ink = d.ink_of(post.glyphs, 'black', .5)
        m.near((ink[1] + ink[3]) / 2 - s.cy, 0, .8, '职务与章中心差', 'mm')


def stamp_date(d, m):
    if not stamps(d):
        return '没有签名章'
    m.within(read.mm(date(d).top) - stamps(d)[-1].ink[3], *ONE_ROW, '签名章到日期', 'mm')
    m.true(457.0 <= date(d).last.right <= 459.0, '日期右缘 %.2f' % date(d).last.right)


def stamp_joint(d, m):
    if len(stamps(d)) < 2:
        return '不是联合的签名章'
    m.within(max(s.ink[0] for s in stamps(d)) - min(s.ink[0] for s in stamps(d)), 0, .6, '章左缘极差', 'mm')
    m.true(max(p.x for p in posts(d)) - min(p.x for p in posts(d)) <= read.pt(.6), '职务左缘 %s' % [round(p.x, 1) for p in posts(d)])
    ys = [s.cy for s in stamps(d)]
    m.true(ys == sorted(ys) and len(posts(d)) == len(stamps(d)), '不是每行一个机关')


check(91, '7.3.5.3', '签名章：正文下空二行')(stamp_above)
check(92, '7.3.5.3', '签名章右空四字，左空二字标职务')(stamp_right)
check(93, '7.3.5.3', '职务以签名章为准上下居中')(stamp_middle)
check(94, '7.3.5.3', '签名章下空一行排日期')(stamp_date)
check(95, '7.3.5.3', '联合签名章上下对齐')(stamp_joint)


@check(96, '7.3.5.4', '成文日期的写法')
def _(d, m):
    if not d.source.text('成文日期'):
        return '没有成文日期'
    said = [t.replace(' ', '') for page in d.raw() for t in page.split('\n')]
    m.true([t for t in said if re.match(DATE, t)], '没有写全、不补零的日期（输入 %s）' % d.source.text('成文日期'))
