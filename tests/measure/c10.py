"""Chapter 10 (信函, 命令, 纪要) and R4 (条例)."""
import re

import read
from c5 import band
from c72 import mark_ink, number_line, upper_edge
from c735 import stamp_above, stamp_date, stamp_joint, stamp_middle, stamp_right, stamps
from c74 import foot
from report import check
from std import B_MM, CX, INDENT, P, R, TWO_ROWS

KINDS = '决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要'


def letter(d):
    return d.source.format == '信函'


def pairs(d, page=1):
    """The double rules of a letter, from above: [(rule, rule), …]."""
    q = sorted((q for q in d.pages[page - 1].paths if q.horizontal and read.is_red(q.color) and q.x1 - q.x0 > 400), key=lambda q: q.middle)
    return [(a, b) for a, b in zip(q, q[1:]) if b.middle - a.middle < 6]


@check(140, '10.1', '信函标志上边缘距上页边 30 mm，红，居中')
def _(d, m):
    if not letter(d) or not d.get('标志'):
        return '不是信函'
    upper_edge(d, m, 30.0)
    k = mark_ink(d)
    m.true(all(read.is_red(g.color) for p in d.all('标志') for g in p.glyphs) and abs((k[0] + k[2]) / 2 - 106) <= 1.2, '中心 %.2f' % ((k[0] + k[2]) / 2))


@check(141, '10.1', '标志下 4 mm 排首条双线')
def _(d, m):
    if not letter(d) or not d.get('标志'):
        return '不是信函'
    m.within(read.mm(pairs(d)[0][0].top) - mark_ink(d)[3], 3.3, 5.0, '标志墨下缘到线', 'mm')


@check(142, '10.1', '双线长 170 mm，居中')
def _(d, m):
    if not letter(d):
        return '不是信函'
    m.true(len(pairs(d)) == 2, '双线 %d 处' % len(pairs(d)))
    for pair in pairs(d):
        for q in pair:
            x0, x1 = read.mm(q.x0), read.mm(q.x1)
            m.within(x1 - x0, 169.5, 170.5, '线长', 'mm')
            m.true(min(abs(x0 - 20) + abs(x1 - 190), abs(x0 - 21) + abs(x1 - 191)) <= 1.0, '线 %.2f～%.2f mm' % (x0, x1))


@check(143, '10.1', '首双线上粗下细，末双线上细下粗，红')
def _(d, m):
    if not letter(d):
        return '不是信函'
    (a, b), (c, e) = pairs(d)[0], pairs(d)[-1]
    m.within(a.thick / b.thick, 1.5, 9, '首双线 上/下', '倍')
    m.within(e.thick / c.thick, 1.5, 9, '末双线 下/上', '倍')
    for x, y in ((a, b), (c, e)):
        m.true(y.top - x.bottom > 0 and read.is_red(x.color) and read.is_red(y.color), '两线间隙 %.2f' % (y.top - x.bottom))


@check(144, '10.1', '末双线距下页边 20 mm')
def _(d, m):
    if not letter(d):
        return '不是信函'
    m.near(read.mm(pairs(d)[-1][1].bottom), 277.0, .7, '末双线下缘', 'mm')


@check(145, '10.1', '双线只在首页')
def _(d, m):
    if not letter(d):
        return '不是信函'
    for page in range(2, len(d.pages) + 1):
        m.true(not pairs(d, page), '第%d页有双线' % page)
    return '信函只有一页'


@check(146, '10.1', '信函字号顶格版心右边')
def _(d, m):
    l = number_line(d)
    if not letter(d) or not l:
        return '不是信函'
    m.near(l.last.right, R, .6, '字号右缘')


def corner_lines(d):
    return [d.line_of(n) for n in ('份号', '密级', '紧急程度') if d.get(n)]


@check(147, '10.1', '字号、左侧第一要素距首双线 7/8 字')
def _(d, m):
    l = number_line(d)
    if not letter(d) or not l:
        return '不是信函'
    m.near(read.mm(l.top - pairs(d)[0][1].bottom), 4.94, .6, '双线到字号', 'mm')
    corner = corner_lines(d)
    if corner:
        m.true(abs(corner[0].baseline - l.baseline) <= .1, '左侧第一要素与字号基线差 %.2f' % (corner[0].baseline - l.baseline))


@check(148, '10.1', '信函标题距其上最后要素二行')
def _(d, m):
    t = d.line_of('标题')
    if not letter(d) or not t:
        return '不是信函'
    above = [l.bottom for l in corner_lines(d) + [number_line(d)] if l] or [pairs(d)[0][1].bottom]
    m.within(read.mm(t.top - max(above)), *TWO_ROWS, '标题距上', 'mm')


@check(149, '10.1', '信函首页末行距末双线 7/8 字')
def _(d, m):
    if not letter(d):
        return '不是信函'
    low = max(l.bottom for p in d.pieces for l in d.lines(p) if l.page == 1)
    m.within(read.mm(pairs(d)[-1][0].top - low), 4.3, 250, '首页末行到末双线', 'mm')


@check(150, '10.1', '信函首页不显示页码')
def _(d, m):
    if not letter(d):
        return '不是信函'
    m.true(1 not in d.numbers, '首页有页码')
    for page in range(2, len(d.pages) + 1):
        m.true(page in d.numbers, '第%d页没有页码' % page)


@check(151, '10.1', '信函版记无线、无印发行，在版心最下')
def _(d, m):
    if not letter(d) or not foot(d):
        return '不是信函，或没有抄送'
    page = foot(d)[0].glyphs[0].page
    m.true(not d.black_rules(page) and '印发' not in foot(d)[-1].text, '有线或有印发行')
    m.near(read.mm(max(l.bottom for p in foot(d) for l in d.lines(p))), B_MM, 1.0, '末行字身底', 'mm')


def order(d):
    return d.source.format == '命令'


@check(152, '10.2', '命令标志以“命令”或“令”结尾，上边缘下 20 mm，红')
def _(d, m):
    if not order(d):
        return '不是命令'
    p = (d.all('标志后缀') or d.all('标志'))[-1]
    m.true(p.text.endswith('令') and all(read.is_red(g.color) for g in p.glyphs), '标志“%s”' % p.text)
    upper_edge(d, m, 57.0)


@check(153, '10.2', '标志下空二行居中排令号')
def _(d, m):
    l = d.line_of('发文字号')
    if not order(d) or not l:
        return '不是命令'
    m.within(read.mm(l.top) - mark_ink(d)[3], *TWO_ROWS, '标志到令号', 'mm')
    m.true(abs(l.center - CX) <= .8, '令号中心 %.2f' % l.center)


@check(154, '10.2', '令号下空二行排正文')
def _(d, m):
    l = d.line_of('发文字号')
    if not order(d) or not l or d.get('标题'):
        return '不是命令'
    first = next(b for _, _, b, _ in d.body_lines('正文'))
    m.near(first.baseline - l.baseline, 3 * P, .5, '令号到正文')


@check(155, '10.2', '命令的职务、签名章、日期按 7.3.5.3')
def _(d, m):
    if not order(d) or not stamps(d):
        return '不是命令，或没有签名章'
    for part in (stamp_above, stamp_right, stamp_middle, stamp_date, stamp_joint):
        part(d, m)


def minutes(d):
    return d.source.format == '纪要'


@check(156, '10.3', '纪要标志以“纪要”结尾，上边缘下 35 mm，红')
def _(d, m):
    if not minutes(d):
        return '不是纪要'
    p = (d.all('标志后缀') or d.all('标志'))[-1]
    m.true(p.text.endswith('纪要') and all(read.is_red(g.color) for g in p.glyphs), '标志“%s”' % p.text)
    upper_edge(d, m, 72.0)


@check(157, '10.3', '出席、请假、列席各另起一行，正文下空一行')
def _(d, m):
    k = d.all('到会')
    if not k:
        return '没有出席名单'
    before = max((p for p in d.pieces if p.at < k[0].at), key=lambda p: p.at)
    a, b = d.lines(before)[-1], d.lines(k[0])[0]
    if a.page == b.page and not d.declared(a.page):
        m.near(b.baseline - a.baseline, 2 * band(d)[0], .3, '正文到出席')
    for p, q in zip(k, k[1:]):
        a, b = d.lines(p)[-1], d.lines(q)[0]
        m.true(b.page > a.page or abs(b.baseline - a.baseline - band(d)[0]) <= .3, '“%s”到“%s” %.2f' % (p.text[:2], q.text[:2], b.baseline - a.baseline))
    order = ['出席', '请假', '列席']
    m.true([order.index(p.more['label']) for p in k] == sorted(order.index(p.more['label']) for p in k), '次序')


@check(158, '10.3', '标签黑体，名单仿宋，左空二字')
def _(d, m):
    for p in d.all('到会'):
        m.within(p.glyphs[0].x, *INDENT, '“%s”x' % p.text[:2])
        m.true(all(d.role(g, 'HT') for g in p.glyphs[:2]) and p.glyphs[2].ch == '：', '标签字体 %s' % p.glyphs[0].font)
        m.true(all(d.role(g, 'FS') and abs(g.size - 16) < .3 for g in p.glyphs[3:] if '㐀' <= g.ch <= '鿿'), '名单字体 %s' % p.glyphs[3].font)
    return '没有出席名单'


@check(159, '10.3', '名单回行与冒号后首字对齐')
def _(d, m):
    for p in d.all('到会'):
        for l in d.lines(p)[1:]:
            m.near(l.x - p.glyphs[3].x, 0, .6, '“%s”左缘差' % l.text[:6])
    return '名单没有回行'


@check(160, 'R4', '标题末尾文种在 15 种之内')
def _(d, m):
    p = d.get('标题')
    if not p or not d.source.issuers:
        return '没有标题或版头'
    said = ''.join(g.ch for g in p.glyphs)
    m.true(re.search('(%s)(（[^）]*）)?$' % KINDS, said), '“…%s”' % said[-6:])


@check(161, 'R4', '请示、报告只主送一个机关，不用信函格式')
def _(d, m):
    if not re.search('(请示|报告)$', d.source.text('标题')):
        return '不是请示、报告'
    to = d.get('主送机关') or d.get('主送')
    m.true(to is None or not re.search('[，、；]', ''.join(g.ch for g in to.glyphs)), '主送“%s”' % (to and to.text))
    m.true(not letter(d), '用了信函格式')


@check(162, 'R4', '涉密公文有份号')
def _(d, m):
    if not d.get('密级'):
        return '不涉密'
    m.true(d.get('份号') is not None, '有密级没有份号')


@check(163, 'R4', '报告不夹带请示事项')
def _(d, m):
    if not d.source.text('标题').endswith('报告'):
        return '不是报告'
    body = ''.join(g.ch for p in d.body('正文') for g in p.glyphs)
    found = re.search('请(予)?(批准|批复|批示|审批)|请予批示', body)
    m.true(not found, '“%s”' % (found and found.group()))
