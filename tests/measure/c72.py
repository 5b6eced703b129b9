"""7.2: 版头."""
import re

import read
from report import check
from std import CX, L, P, R, T, TWO_ROWS

NUMBER = r'^\S*〔(19|20)\d{2}〕[1-9]\d*号$'


def plain(d):
    """Formats whose head is that of 7.2 (文件, 纪要)."""
    return d.source.format in ('文件', '纪要')


@check(19, '7.2.1', '份号六位，版心左上角第一行')
def _(d, m):
    l = d.line_of('份号')
    if not l:
        return '没有份号'
    m.true(re.fullmatch(r'\d{6}', l.text), '份号“%s”' % l.text)
    m.near(l.x, L, .5, '份号 x')
    if d.source.format != '信函':
        m.within(read.mm(l.top - T), -1, 3, '份号字身顶离版心上边', 'mm')


@check(20, '7.2.2', '密级 3号黑体顶格，份号下一行')
def _(d, m):
    p, number = d.get('密级'), d.line_of('份号')
    if not p:
        return '没有密级'
    l = d.lines(p)[0]
    m.near(l.x, L, .5, '密级 x')
    m.true(all(d.role(g, 'HT') and abs(g.size - 16) < .3 for g in p.glyphs if '㐀' <= g.ch <= '鿿'), '密级字体 %s %.1f' % (l.font, l.size))
    if number:
        m.near(l.baseline - number.baseline, P, 1, '份号到密级')


@check(21, '7.2.2', '密级和保密期限的写法')
def _(d, m):
    p = d.get('密级')
    if not p:
        return '没有密级'
    said = next((t for t in d.raw()[0].split('\n') if re.match('绝密|机密|秘密', t)), '')
    m.true(re.fullmatch(r'(绝密|机密|秘密)(★\d+(年|个月)|★长期)?', said.strip()), '密级写作“%s”' % said)


@check(22, '7.2.3', '紧急程度 3号黑体顶格')
def _(d, m):
    p = d.get('紧急程度')
    if not p:
        return '没有紧急程度'
    l = d.lines(p)[0]
    m.near(l.x, L, .5, '紧急程度 x')
    m.true(l.text in ('特急', '加急') and all(d.role(g, 'HT') for g in p.glyphs) and abs(l.size - 16) < .3, '“%s”%s %.1f' % (l.text, l.font, l.size))


@check(23, '7.2.3', '份号、密级、紧急程度自上而下逐行')
def _(d, m):
    rows = [d.line_of(n) for n in ('份号', '密级', '紧急程度') if d.get(n)]
    if len(rows) < 2:
        return '三者不足两个'
    for a, b in zip(rows, rows[1:]):
        m.near(b.baseline - a.baseline, P, 1, '“%s”到“%s”' % (a.text, b.text))


@check(24, '7.2.4', '发文机关标志红色')
def _(d, m):
    for p in d.all('标志', '标志后缀'):
        m.true(all(read.is_red(g.color) for g in p.glyphs), '“%s”颜色 %s' % (p.text, p.glyphs[0].color))
    return '没有发文机关标志'


def mark_ink(d):
    """Ink of the whole mark in mm."""
    boxes = [d.ink_of(p.glyphs, 'red') for p in d.all('标志', '标志后缀')]
    boxes = [b for b in boxes if b]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def upper_edge(d, m, want):
    """UNSURE-10: the upper edge of the ink or of the em box."""
    p = d.all('标志')[0]
    ink, em = d.ink_of(p.glyphs, 'red'), read.mm(d.lines(p)[0].top)
    best = min((ink[1], em), key=lambda v: abs(v - want))
    m.near(best, want, .7, '标志上边缘（墨 %.2f，字身 %.2f）' % (ink[1], em), 'mm')


@check(25, '7.2.4', '标志上边缘在版心上边下 35 mm')
def _(d, m):
    if not plain(d) or d.source.format == '纪要' or not d.get('标志'):
        return '没有标志，或别的格式'
    upper_edge(d, m, 72.0)


@check(26, '7.2.4', '标志居中')
def _(d, m):
    if not d.get('标志'):
        return '没有发文机关标志'
    k = mark_ink(d)
    m.near((k[0] + k[2]) / 2, 106.0, .7 if d.source.format != '信函' else 1.2, '标志中心', 'mm')


@check(27, '7.2.4', '标志小标宋，宽不超版心')
def _(d, m):
    if not d.get('标志'):
        return '没有发文机关标志'
    for p in d.all('标志', '标志后缀'):
        m.true(all(d.role(g, 'XBS') for g in p.glyphs), '“%s”字体 %s' % (p.text, p.glyphs[0].font))
    k = mark_ink(d)
    m.within(k[2] - k[0], 10, 156, '标志宽', 'mm')


def joint(d):
    return len(d.all('标志')) > 1


@check(28, '7.2.4', '联合行文：主办机关在最上，次序同输入')
def _(d, m):
    if not joint(d):
        return '不是联合行文'
    ys = [p.glyphs[0].y for p in d.all('标志')]
    m.true([p.text for p in d.all('标志')] == d.source.issuers and ys == sorted(ys) and len(set(ys)) == len(ys), '标志各行 y %s' % ys)


@check(29, '7.2.4', '联合行文：“文件”在名组右侧')
def _(d, m):
    if not joint(d) or not d.get('标志后缀'):
        return '不是联合行文，或没有后缀'
    names = max(d.ink_of(p.glyphs, 'red', .5)[2] for p in d.all('标志'))
    suffix = d.ink_of(d.get('标志后缀').glyphs, 'red', .5)[0]
    m.true(suffix > names, '“文件”左缘 %.2f，名组右缘 %.2f mm' % (suffix, names))


@check(30, '7.2.4', '联合行文：“文件”上下居中')
def _(d, m):
    if not joint(d) or not d.get('标志后缀'):
        return '不是联合行文，或没有后缀'
    boxes = [d.ink_of(p.glyphs, 'red', .5) for p in d.all('标志')]
    suffix = d.ink_of(d.get('标志后缀').glyphs, 'red', .5)
    middle = (min(b[1] for b in boxes) + max(b[3] for b in boxes)) / 2
    m.near((suffix[1] + suffix[3]) / 2 - middle, 0, 1.0, '“文件”与名组中心差', 'mm')


@check(31, '7.2.4', '联合行文：各名左右缘对齐')
def _(d, m):
    if not joint(d):
        return '不是联合行文'
    boxes = [d.ink_of(p.glyphs, 'red', .5) for p in d.all('标志')]
    for i, side in ((0, '左'), (2, '右')):
        m.within(max(b[i] for b in boxes) - min(b[i] for b in boxes), 0, 1.0, side + '缘极差', 'mm')


def number_line(d):
    return d.line_of('发文字号') if d.source.format != '命令' else None


def said_number(d):
    p = d.get('发文字号')
    return ''.join(g.ch for g in p.glyphs) if p else ''


@check(32, '7.2.5', '发文字号的写法')
def _(d, m):
    if not number_line(d) or '〔' not in d.source.text('发文字号') and d.source.format == '纪要':
        return '没有发文字号（令号、纪要的期号不算）'
    said = [t for t in d.raw()[0].split('\n') if re.search(NUMBER, t.replace(' ', '').split('签发人')[0])]
    m.true(re.fullmatch(NUMBER, said_number(d)) and said, '“%s”' % said_number(d))


@check(33, '7.2.5', '括号六角，无“第”，序号不补零')
def _(d, m):
    if not number_line(d) or d.source.format == '纪要' and '〔' not in d.source.text('发文字号'):
        return '没有发文字号'
    s = said_number(d)
    m.true('〔' in s and '〕' in s and '第' not in s and '〕0' not in s, '“%s”' % s)


@check(34, '7.2.5', '发文字号 3号仿宋，黑')
def _(d, m):
    p = d.get('发文字号')
    if not p:
        return '没有发文字号'
    m.true(all(d.role(g, 'FS') and read.is_black(g.color) for g in p.glyphs), '字体 %s' % {g.font for g in p.glyphs})
    m.near(d.lines(p)[0].size, 16, .25, '发文字号字号')


@check(35, '7.2.5', '标志下空二行排发文字号')
def _(d, m):
    l = d.line_of('签发人') or number_line(d)
    if not l or not d.get('标志') or d.source.format not in ('文件', '纪要'):
        return '没有标志或字号，或信函、命令'
    m.within(read.mm(l.top) - mark_ink(d)[3], *TWO_ROWS, '标志下缘到字号', 'mm')


@check(36, '7.2.5', '发文字号居中')
def _(d, m):
    l = number_line(d)
    if not l or d.get('签发人') or not plain(d):
        return '上行文、信函或没有字号'
    m.near(l.center, CX, .8, '字号中心')


@check(37, '7.2.5', '上行文字号居左空一字')
def _(d, m):
    if not d.get('签发人') or not number_line(d):
        return '不是上行文'
    m.within(number_line(d).x, 94.8, 95.8, '字号 x')


@check(38, '7.2.5', '上行文字号与最后一个签发人同行')
def _(d, m):
    if not d.get('签发人') or not number_line(d):
        return '不是上行文'
    names = d.all('签发人姓名')
    m.near(number_line(d).baseline - d.lines(names[-1])[0].baseline, 0, .1, '字号与末一签发人的基线差')


@check(39, '7.2.6', '请示、报告有签发人，其他没有')
def _(d, m):
    t = d.source.text('标题')
    if not t:
        return '没有标题'
    shown = '签发人' in ''.join(re.sub(r'\s', '', d.raw()[0]))[:400]
    up = d.source.up or re.search('(请示|报告)$', t) is not None
    m.true(shown == up, '签发人%s，文种“%s”' % ('有' if shown else '无', t[-4:]))


@check(40, '7.2.6', '“签发人：”仿宋，姓名楷体，3号')
def _(d, m):
    p = d.get('签发人')
    if not p:
        return '不是上行文'
    m.true(all(d.role(g, 'FS') and abs(g.size - 16) < .3 for g in p.glyphs) and p.glyphs[-1].ch == '：', '“%s”字体 %s' % (p.text, p.glyphs[0].font))
    for k in d.all('签发人姓名'):
        m.true(all(d.role(g, 'KT') and abs(g.size - 16) < .3 for g in k.glyphs), '“%s”字体 %s' % (k.text, k.glyphs[0].font))


def approver_rows(d):
    """The names of 签发人 row by row: [[Line, …], …]."""
    rows = []
    for p in d.all('签发人姓名'):
        l = d.lines(p)[0]
        if rows and abs(rows[-1][0].baseline - l.baseline) < 3:
            rows[-1].append(l)
        else:
            rows.append([l])
    return rows


@check(41, '7.2.6', '签发人居右空一字')
def _(d, m):
    rows = approver_rows(d)
    if not rows:
        return '不是上行文'
    most = max(len(r) for r in rows)
    for r in rows:
        if len(r) == most:
            m.within(r[-1].last.right, 505.0, 506.4, '“%s”右缘' % r[-1].text)


@check(42, '7.2.6', '签发人每行两名，回行对齐')
def _(d, m):
    rows = approver_rows(d)
    if not rows:
        return '不是上行文'
    for r in rows:
        m.true(len(r) <= 2, '一行 %d 名' % len(r))
        m.near(r[0].x, rows[0][0].x, .5, '“%s”x' % r[0].text)
    for a, b in zip(rows, rows[1:]):
        m.true(abs(b[0].baseline - a[0].baseline - P) < 1, '签发人行距 %.2f' % (b[0].baseline - a[0].baseline))


def head_rule(d):
    r = d.red_rules() if d.source.format in ('文件', '纪要') and not d.settings.get('preprinted') else []
    return r[0] if r else None


@check(43, '7.2.7', '版头分隔线一条，红')
def _(d, m):
    if d.source.format != '文件' or not d.get('标志') or d.settings.get('preprinted'):
        return '信函、命令、纪要或没有版头'
    m.true(len(d.red_rules()) == 1, '红线 %d 条' % len(d.red_rules()))


@check(44, '7.2.7', '版头分隔线与版心等宽')
def _(d, m):
    q = head_rule(d)
    if not q:
        return '没有版头分隔线'
    m.near(q.x0, L, .6, '左端')
    m.true(abs(q.x1 - R) <= .6 and abs(read.mm(q.x1 - q.x0) - 156) <= .4, '右端 %.2f，长 %.2f mm' % (q.x1, read.mm(q.x1 - q.x0)))


@check(45, '7.2.7', '发文字号下 4 mm')
def _(d, m):
    q, l = head_rule(d), d.line_of('发文字号')
    if not q or not l:
        return '没有分隔线或字号'
    m.within(read.mm(q.top - l.bottom), 3.6, 4.6, '字身下缘到线上缘', 'mm')
    ink = d.ink_of(d.get('发文字号').glyphs, 'black')
    m.true(3.3 <= read.mm(q.top) - ink[3] <= 5.2, '墨下缘到线上缘 %.2f mm' % (read.mm(q.top) - ink[3]))


@check(46, '7.2.7', '版头分隔线水平')
def _(d, m):
    q = head_rule(d)
    if not q:
        return '没有版头分隔线'
    ys = [y for _, y in q.points]
    m.within(0 if q.kind == 'fill' else max(ys) - min(ys), 0, .05, '两端高差')


@check(47, '7.2.7', '版头分隔线粗 0.3–0.8 mm')
def _(d, m):
    q = head_rule(d)
    if not q:
        return '没有版头分隔线'
    m.within(read.mm(q.thick), .3, .8, '线粗', 'mm')
