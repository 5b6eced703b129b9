"""The damages of damage.py: what is done to which 公文, and which checks must report it."""
import copy
import struct
import zlib

from c5 import FULL_MARKS, full_lines, running_over
from c72 import head_rule
from c74 import rules
from std import P, is_hanzi

ENTRIES = []


class Entry:
    def __init__(self, kind, title, case, checks, how):
        self.kind, self.title, self.case, self.checks, self.how = kind, title, case, checks, how


def pdf(title, case, checks, how):
    ENTRIES.append(Entry('PDF', title, case, checks, how))


def data(title, case, checks, how):
    ENTRIES.append(Entry('读数', title, case, checks, how))


def source(title, case, checks, *how):
    ENTRIES.append(Entry('输入', title, case, checks, how))


def black_seal(path):
    """A black disc: no seal may look so."""
    def chunk(kind, body):
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    rows = b''.join(b'\0' + b'\0\0\0\xff' * 40 for _ in range(40))
    with open(path, 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 40, 40, 8, 6, 0, 0, 0)) +
                chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def of(d, name, i=0):
    return d.all(name)[i].glyphs


def line(d, name, k=0, i=0):
    return d.lines(d.all(name)[i])[k].glyphs


def wrapped(d, page=None):
    """A line in the middle of a paragraph."""
    return next(l for p, i, l, last in d.body_lines() if i and not last and (page is None or l.page == page) and is_hanzi(l.first.ch)).glyphs


def ending(d, marks):
    return next(l for _, i, l in full_lines(d) if (l.last.ch in FULL_MARKS if marks else is_hanzi(l.last.ch))).glyphs


def shift(glyphs, dx=0, dy=0):
    """For 读数: the glyphs themselves."""
    for g in glyphs:
        g.x, g.y = g.x + dx, g.y + dy


def stretch(glyphs, k):
    x = glyphs[0].x
    for g in glyphs:
        g.x = x + (g.x - x) * k


def carry(d, find, back=True, names=('段', '主送机关', '标题')):
    """For 读数: puts the first character of a line behind the line above it (or the other way round)."""
    for p in d.all(*names):
        rows = d.lines(p)
        for a, b in zip(rows, rows[1:]):
            if a.page == b.page and find(a, b):
                if back:
                    b.first.x, b.first.y = a.last.x + 16, a.last.y
                else:
                    a.last.x, a.last.y = b.first.x - 16, b.first.y
                return
    raise AssertionError('没有这样的行')


def roles(**new):
    """For 字体: fonts by name get other roles."""
    def how(faces):
        faces = copy.deepcopy(faces)
        for f in faces.values():
            uses = {}
            for role, use in f.uses.items():
                if use[0] == '补':
                    continue
                uses[new.get(role, role)] = use
            f.uses = uses
        return faces
    return how


def fonts(title, case, checks, **new):
    ENTRIES.append(Entry('字体', title, case, checks, roles(**new)))


S45, S50, HEAD, FOUR = '盖章-单一-章径45', '盖章-单一-章径50', '版头-份号密级紧急程度', '正文-四级标题'
LONG, THREE, JOINT, UP3 = '正文-长文过四页', '附件-三个', '盖章-联合-3个机关', '上行文-三个签发人'
LETTER, LETTER2, ORDER, MINUTES = '信函-一页', '信函-密级与两页', '命令-签名章', '纪要-有名单'
MARKS, NUMBERS, MOVED, TURNED = '正文-标点禁则', '正文-数字与西文', '版记-主送移入', '表格-横排过页'

# ---- 5, 6 ----
pdf('纸张加长', S45, [1], lambda s, d: s.swap(b'    841.89001\n', b'    851.89001\n'))
pdf('整页浅灰底', S45, [2], lambda s, d: s.draw(1, b'0.95 g 0 0 595 842 re f'))
pdf('字体不能抽字', S45, [3, 4], lambda s, d: s.swap(b'/ToUnicode', b'/ToUnicodX'))
data('多出一页', S45, [102], lambda d: d.pages.append(d.pages[0]))
pdf('回行右移', LONG, [6, 17, 18, 60], lambda s, d: s.move(wrapped(d, 2), dx=1))
pdf('满行右移', LONG, [7], lambda s, d: s.move(ending(d, False), dx=2))
data('行末标点右移', MARKS, [7, 130], lambda d: shift(ending(d, True)[-1:], dx=5))
pdf('次页首行上移', LONG, [8], lambda s, d: s.move(wrapped_first(d, 2), dy=-4))
pdf('满页末行下移', LONG, [9], lambda s, d: s.move(foot_line(d), dy=3))
pdf('满页少一行', LONG, [10], lambda s, d: s.move(foot_line(d), dy=-P))
data('满行多一字', LONG, [11], lambda d: carry(d, lambda a, b: all(is_hanzi(c) for c in a.text + b.text[0]), names=('段',)))
data('满行字距加大', LONG, [12], lambda d: stretch(full_han(d), 1.02))
pdf('正文一行下移', S45, [13], lambda s, d: s.move(wrapped(d), dy=1))
pdf('正文灰字', S45, [15], lambda s, d: s.recolor(wrapped(d), b'0.4 g'))
pdf('正文左移出版心', S45, [16], lambda s, d: s.move(wrapped(d), dx=-4))
pdf('版心下方有墨', S45, [16], lambda s, d: s.draw(1, b'0 g 200 90 20 2 re f'))
pdf('正文字放大', S45, [14], lambda s, d: s.scale(wrapped(d), 1.05))
fonts('仿宋与小标宋互换', HEAD, [14, 27, 34, 48, 56, 107, 112], FS='XBS', XBS='FS')
fonts('黑体与宋体互换', HEAD, [20, 22, 115], HT='ST', ST='HT')
fonts('仿宋与楷体互换', FOUR, [62, 63, 64], FS='KT', KT='FS')
fonts('黑体换成楷体', FOUR, [61], HT='KT')
fonts('楷体换成黑体', UP3, [40], KT='HT')
fonts('黑体换成仿宋', THREE, [98], HT='FS')
fonts('黑体换成仿宋', MINUTES, [158], HT='FS')

# ---- 7.2 ----
pdf('份号右移', HEAD, [19], lambda s, d: s.move(of(d, '份号'), dx=3))
source('份号四位', HEAD, [19], ('000001', '0001'))
pdf('密级下移', HEAD, [20, 23], lambda s, d: s.move(of(d, '密级'), dy=6))
source('期限写成汉字', HEAD, [21], ('期限="1年"', '期限="一年"'))
pdf('紧急程度右移', HEAD, [22], lambda s, d: s.move(of(d, '紧急程度'), dx=3))
pdf('标志蓝色', S45, [24], lambda s, d: s.recolor(of(d, '标志'), b'0 0 1 rg'))
pdf('标志下移 5 mm', S45, [25], lambda s, d: s.move(of(d, '标志'), dy=14.2))
pdf('标志右移', S45, [26], lambda s, d: s.move(of(d, '标志'), dx=6))
pdf('标志右移出版心', '版头-长机关名', [16], lambda s, d: s.move(of(d, '标志'), dx=30))
data('两个机关名对调', JOINT, [28], lambda d: swap_y(of(d, '标志', 0), of(d, '标志', 1)))
pdf('“文件”移到左边', JOINT, [29], lambda s, d: s.move(of(d, '标志后缀'), dx=-120))
pdf('“文件”下移', JOINT, [30], lambda s, d: s.move(of(d, '标志后缀'), dy=10))
pdf('一个机关名右移', JOINT, [31], lambda s, d: s.move(of(d, '标志', 1), dx=8))
source('字号用方括号', S45, [32, 33], ('〔2022〕1号', '[2022]第01号'))
pdf('字号上移', S45, [35, 45], lambda s, d: s.move(of(d, '发文字号'), dy=-20))
pdf('字号右移', S45, [36], lambda s, d: s.move(of(d, '发文字号'), dx=5))
pdf('上行文字号右移', UP3, [37], lambda s, d: s.move(of(d, '发文字号'), dx=3))
pdf('上行文字号下移', UP3, [38], lambda s, d: s.move(of(d, '发文字号'), dy=1))
source('报告没有签发人', '上行文-一个签发人', [39], ('<签发人>样例甲</签发人>', ''))
pdf('签发人左移', '上行文-一个签发人', [41], lambda s, d: s.move(of(d, '签发人姓名'), dx=-5))
pdf('第二行签发人右移', UP3, [42], lambda s, d: s.move(of(d, '签发人姓名', 2), dx=4))
pdf('版头线黑色', S45, [43], lambda s, d: s.rule(head_rule(d), color=b'0 G'))
pdf('版头线短 3 mm', S45, [44], lambda s, d: s.rule(head_rule(d), x1=-8.5))
pdf('版头线下移', S45, [45], lambda s, d: s.rule(head_rule(d), dy=3))
pdf('版头线歪', S45, [46], lambda s, d: s.rule(head_rule(d), tilt=1))
pdf('版头线粗 1.5 mm', S45, [47], lambda s, d: s.rule(head_rule(d), width=4.25))

# ---- 7.3.1–7.3.4, 7.3.6, 7.3.7 ----
pdf('标题字缩小', S45, [48], lambda s, d: s.scale(of(d, '标题'), .9))
pdf('标题右移', S45, [49], lambda s, d: s.move(of(d, '标题'), dx=4))
pdf('标题上移', S45, [50], lambda s, d: s.move(of(d, '标题'), dy=-25))
data('标题中间一行变窄', FOUR, [51], lambda d: narrow_middle(d))
data('标题拆词', FOUR, [52], lambda d: split_word(d))
pdf('标题第二行下移', FOUR, [53], lambda s, d: s.move(line(d, '标题', 1), dy=9))
source('标题加句号', S45, [54, 160], ('工作的通知</标题>', '工作的通知。</标题>'))
pdf('标题下移', S45, [55], lambda s, d: s.move(of(d, '标题'), dy=22))
pdf('主送机关右移', S45, [56], lambda s, d: s.move(of(d, '主送机关'), dx=3))
pdf('主送机关上移', S45, [57], lambda s, d: s.move(of(d, '主送机关'), dy=-4))
data('首页没有正文', S45, [58], lambda d: pages_on(d, d.body('正文'), 1))
pdf('段首左移', S45, [59], lambda s, d: s.move(line(d, '段', 0), dx=-5))
source('一级标题没有序号', FOUR, [61], ('一、总体要求', '总体要求'))
pdf('标题行左移', FOUR, [65], lambda s, d: s.move(of(d, '一级标题', 1), dx=-6))
data('标题落在页末', FOUR, [66], lambda d: heading_last(d))
pdf('附件说明下移', '附件-十二个', [67], lambda s, d: s.move(of(d, '附件说明'), dy=4))
pdf('附件说明右移', '附件-一个', [68], lambda s, d: s.move(of(d, '附件说明'), dx=4))
source('附件名加句号', '附件-十二个', [69], ('样例管理制度二', '样例管理制度二。'))
pdf('第二个附件右移', '附件-十二个', [70], lambda s, d: s.move(of(d, '附件说明', 1), dx=3))
pdf('附件名回行右移', '附件-十二个', [71], lambda s, d: s.move(line(d, '附件说明', 1, 11), dx=4))
pdf('附注下移', '上行文-一个签发人', [97], lambda s, d: s.move(of(d, '附注'), dy=4))
pdf('附件标签右移', THREE, [98], lambda s, d: s.move(of(d, '附件', 0), dx=4))
pdf('附件标题下移', THREE, [99], lambda s, d: s.move(of(d, '附件标题', 0), dy=12))
data('附件标题与附件说明不同', THREE, [100], lambda d: setattr(of(d, '附件标题', 1)[0], 'ch', '甲'))
data('附件页码不连续', THREE, [101, 120], lambda d: wrong_number(d, of(d, '附件', 0)[0].page))

# ---- 7.3.5 ----
pdf('日期右移', S45, [72, 73], lambda s, d: s.move(of(d, '成文日期'), dx=6))
source('黑色的章', S45, [74], ('样章.png', '黑章.png'))
pdf('章右移', S45, [75], lambda s, d: s.image(0, dx=8))
pdf('章下移一行', S45, [76], lambda s, d: s.image(0, dy=P))
pdf('章上移', S45, [77], lambda s, d: s.image(0, dy=-60))
pdf('章歪', S45, [78], lambda s, d: s.image(0, turn=10))
pdf('少一枚章', JOINT, [79], lambda s, d: s.image(1, drop=True))
pdf('两章相碰', JOINT, [80, 81], lambda s, d: s.image(0, dx=d.seals()[1].x0 - d.seals()[0].x0 - 100, dy=d.seals()[1].y0 - d.seals()[0].y0))
pdf('同排章高低不齐', '盖章-联合-2个机关', [82], lambda s, d: s.image(0, dy=4))
pdf('章出版心', S45, [83], lambda s, d: s.image(0, dx=200))
pdf('末章不压日期', JOINT, [84], lambda s, d: s.image(2, dy=-90))
data('署名页没有正文', '落款-末页放不下', [85], lambda d: alone(d))
pdf('不盖章署名下移', '不盖章-单一', [86], lambda s, d: s.move(of(d, '署名'), dy=5))
pdf('不盖章署名左移', '不盖章-单一', [87, 88], lambda s, d: s.move(of(d, '署名'), dx=-8))
pdf('长日期左移', '不盖章-日期长于署名', [89], lambda s, d: s.move(of(d, '成文日期'), dx=-5))
pdf('第二个署名下移', '不盖章-联合', [90], lambda s, d: s.move(of(d, '署名', 1), dy=5))
pdf('签名章上移', '签名章-单一', [91, 93], lambda s, d: s.image(0, dy=-20))
pdf('签名章左移', '签名章-单一', [92], lambda s, d: s.image(0, dx=-6))
pdf('签名章后日期下移', '签名章-单一', [94], lambda s, d: s.move(of(d, '成文日期'), dy=25))
pdf('第二枚签名章左移', '签名章-联合', [95], lambda s, d: s.image(1, dx=-6))
data('日期补零', S45, [96], lambda d: said(d, '2022年12月26日\n', '2022年012月26日\n'))

# ---- 7.4, 7.5, 8 ----
pdf('多出一面', S45, [5], lambda s, d: setattr(s, 'repeat_first', True))
pdf('末条线上移 2 mm', S45, [103], lambda s, d: s.rule(rules(d)[-1], dy=-5.7))
pdf('版记线短', S45, [104], lambda s, d: s.rule(rules(d)[0], x1=-5))
pdf('首条线细', S45, [105], lambda s, d: s.rule(rules(d)[0], width=.5))
pdf('首条线压字', S45, [106], lambda s, d: s.rule(rules(d)[0], dy=8))
pdf('抄送右移', S45, [107], lambda s, d: s.move(of(d, '抄送'), dx=4))
source('抄送末无句号', S45, [108], ('县政协办公室。', '县政协办公室'))
pdf('抄送回行左移', '版记-抄送回行', [109], lambda s, d: s.move(line(d, '抄送', 1), dx=-5))
pdf('抄送右移出边', '版记-抄送回行', [110], lambda s, d: s.move(line(d, '抄送', 1), dx=8))
pdf('主送与抄送之间加线', MOVED, [111], lambda s, d: s.draw(len(d.pages), b'0.7 w 79.37 %.2f m 521.575 %.2f l S' % ((841.89 - line(d, '抄送')[0].y + 15.5,) * 2)))
pdf('印发日期左移', S45, [112], lambda s, d: s.move(of(d, '印发日期'), dx=-5))
data('印发日期补零', S45, [113], lambda d: said(d, '2022年12月26日印发', '2022年12月026日印发'))
pdf('少一条细线', S45, [114], lambda s, d: s.rule(rules(d)[1], drop=True))
data('页码两边没有线', S45, [116], lambda d: said(d, '— 1 —', '1'))
pdf('页码下移', S45, [117], lambda s, d: s.move(d.numbers[1], dy=4))
pdf('单页码左移', S45, [118], lambda s, d: s.move(d.numbers[1], dx=-5))
pdf('双页码右移', S45, [119], lambda s, d: s.move(d.numbers[2], dx=5))
data('空白页编了页码', '版记-前有空白页', [121], lambda d: d.numbers.update({len(d.pages): d.numbers[1]}))
data('版记页没有页码', S45, [122], lambda d: d.numbers.pop(len(d.pages)))
data('横排表格倒放', TURNED, [123], lambda d: [setattr(g, 'dir', (0, 1)) for g in d.stream if g.dir != (1, 0)])
data('横排表头朝右', TURNED, [124], lambda d: shift(first_head(d), dx=300))
data('横排页没有页码', TURNED, [125], lambda d: d.numbers.pop(first_turned(d)))
pdf('表格线出版心', TURNED, [126], lambda s, d: s.draw(first_turned(d), b'0 G 0.5 w 60 300 m 400 300 l S'))

# ---- R1–R3 ----
data('逗号在行首', MARKS, [127], lambda d: carry(d, lambda a, b: a.text[-1] in FULL_MARKS, back=False))
data('括号在行末', MARKS, [128], lambda d: setattr(ending(d, False)[-1], 'ch', '（'))
data('破折号拆开', MARKS, [129], lambda d: split_pair(d))
data('破折号压扁', MARKS, [131], lambda d: squash_pair(d))
data('数值拆开', NUMBERS, [132], lambda d: split_at(d, '2', '0'))
data('单词拆开', NUMBERS, [133], lambda d: split_at(d, 'l', 'i'))
data('相邻标点不挤压', MARKS, [134], lambda d: widen_pair(d))
data('中西之间空一字', NUMBERS, [135], lambda d: shift_latin(d))
data('段末行拉开', S45, [136], lambda d: stretch(last_line(d), 1.02))
data('一行拉得过松', S45, [137], lambda d: stretch(ending(d, False), 1.4))
data('段末剩一字', S45, [138], lambda d: lonely(d))
pdf('标点悬挂', MARKS, [139], lambda s, d: s.draw(1, b'0 g 523 300 3 3 re f'))

# ---- 10, R4 ----
pdf('信函标志下移', LETTER, [140, 141], lambda s, d: s.move(of(d, '标志'), dy=10))
pdf('信函双线短', LETTER, [142], lambda s, d: s.rule(s_pairs(d)[0][0], x1=-6))
pdf('信函首双线上细', LETTER, [143], lambda s, d: s.rule(s_pairs(d)[0][0], width=.7))
pdf('信函末双线上移', LETTER, [144], lambda s, d: s.rule(s_pairs(d)[1][1], dy=-2.2))
pdf('信函次页有双线', LETTER2, [145], lambda s, d: s.draw(2, b'1 0 0 RG 1.4 w 59 700 m 541 700 l S 0.7 w 59 697.5 m 541 697.5 l S'))
pdf('信函字号左移', LETTER, [146], lambda s, d: s.move(of(d, '发文字号'), dx=-3))
pdf('信函字号下移', LETTER2, [147], lambda s, d: s.move(of(d, '发文字号'), dy=3))
pdf('信函标题上移', LETTER, [148], lambda s, d: s.move(of(d, '标题'), dy=-24))
data('信函首页末行压线', LETTER2, [149], lambda d: shift(wrapped(d, 1), dy=781 - wrapped(d, 1)[0].y))
data('信函首页有页码', LETTER2, [150], lambda d: d.numbers.update({1: d.numbers[2]}))
pdf('信函抄送上移', LETTER, [151], lambda s, d: s.move(of(d, '抄送'), dy=-6))
pdf('命令标志下移', ORDER, [152], lambda s, d: s.move(of(d, '标志'), dy=10))
pdf('令号上移', ORDER, [153, 154], lambda s, d: s.move(of(d, '发文字号'), dy=-20))
pdf('命令签名章左移', ORDER, [155], lambda s, d: s.image(0, dx=-6))
pdf('纪要标志下移', MINUTES, [156], lambda s, d: s.move(of(d, '标志'), dy=10))
pdf('出席下移', MINUTES, [157], lambda s, d: s.move(line(d, '到会'), dy=4))
pdf('出席左移', MINUTES, [158], lambda s, d: s.move(line(d, '到会'), dx=-4))
pdf('名单回行左移', MINUTES, [159], lambda s, d: s.move(line(d, '到会', 1), dx=-4))
source('两个主送的请示', '上行文-两个签发人', [161], ('锦屏县人民政府：', '锦屏县人民政府，锦屏县人大常委会：'))
source('密级没有份号', HEAD, [162], ('<份号>000001</份号>', ''))
source('报告夹带请示', '上行文-一个签发人', [163], ('特此报告。', '妥否，请批示。'))


# ---- how ----

def wrapped_first(d, page):
    return min((l for _, _, l, _ in d.body_lines() if l.page == page), key=lambda l: l.baseline).glyphs


def foot_line(d):
    return next(l for page, (p, l, same) in sorted(running_over(d).items()) if page > 1 and same).glyphs


def full_han(d):
    return next(l for _, i, l in full_lines(d) if i and all(is_hanzi(g.ch) for g in l.glyphs)).glyphs


def swap_y(a, b):
    ya, yb = a[0].y, b[0].y
    shift(a, dy=yb - ya)
    shift(b, dy=ya - yb)


def narrow_middle(d):
    """The title's three lines become wide, narrow, wide."""
    g = of(d, '标题')
    n = len(g)
    for i, k in enumerate(g):
        row = 0 if i < n // 2 - 1 else 1 if i < n // 2 + 1 else 2
        k.y, k.x = 300 + 36 * row, 100 + 22 * (i - (0, n // 2 - 1, n // 2 + 1)[row])


def split_word(d):
    """A title that ends its first line in the middle of 脱贫攻坚 or any other word of the list."""
    from c73 import words_in
    g = of(d, '标题')
    text = ''.join(k.ch for k in g)
    f, t = next((f, t) for f, t in words_in(text) if t - f > 2 and f > 2)
    for i, k in enumerate(g):
        k.y = 300 if i <= f else 336
        k.x = 100 + 22 * (i if i <= f else i - f)


def pages_on(d, pieces, by):
    for p in pieces:
        for g in p.glyphs:
            g.page += by


def heading_last(d):
    p = d.all('一级标题')[1]
    y, page = p.glyphs[-1].y, p.glyphs[-1].page
    for q in d.pieces:
        for g in q.glyphs:
            if g.page == page and g.y > y + 6:
                g.page += 1


def wrong_number(d, page):
    for g in d.numbers[page]:
        if g.ch != '—':
            g.ch = '9'


def alone(d):
    page = of(d, '成文日期')[0].page
    for p in d.body('正文'):
        for g in p.glyphs:
            if g.page == page:
                g.page = page + 9


def said(d, old, new):
    d._raw = [t.replace(old, new) for t in d.raw()]


def first_turned(d):
    return next(g.page for g in d.stream if g.dir != (1, 0))


def first_head(d):
    return next(p for p in d.all('格') if p.more['head']).glyphs


def pair_at(d):
    """(line, index) of a —— with hanzi behind it on one line."""
    for p in d.all('段'):
        for l in d.lines(p):
            for i in range(1, len(l.glyphs) - 2):
                if l.glyphs[i].ch == l.glyphs[i + 1].ch and l.glyphs[i].ch in '—…' and is_hanzi(l.glyphs[i + 2].ch):
                    yield p, l, i


def to_next_line(glyphs):
    """To the left of whatever stands there."""
    shift(glyphs, dx=-400 - glyphs[0].x, dy=P)


def split_pair(d):
    _, l, i = next(pair_at(d))
    to_next_line(l.glyphs[i + 1:])


def squash_pair(d):
    for p, l, i in pair_at(d):
        shift(l.glyphs[i + 2:], dx=-8)


def split_at(d, a, b):
    """Ends a line between two characters."""
    for p in d.all('段'):
        for l in d.lines(p):
            for i in range(len(l.glyphs) - 1):
                if l.glyphs[i].ch == a and l.glyphs[i + 1].ch == b:
                    to_next_line(l.glyphs[i + 1:])
                    return
    raise AssertionError('没有“%s%s”' % (a, b))


def widen_pair(d):
    for p in d.all('段'):
        for l in d.lines(p):
            for i in range(len(l.glyphs) - 2):
                if l.glyphs[i].ch in '）》' and l.glyphs[i + 1].ch in '，。《' and is_hanzi(l.glyphs[i + 2].ch):
                    shift(l.glyphs[i + 2:], dx=12)
                    return
    raise AssertionError('没有相邻标点')


def shift_latin(d):
    for p, i, l, last in d.body_lines():
        for a, b in zip(l.glyphs, l.glyphs[1:]):
            if last and is_hanzi(a.ch) and b.ch.isascii() and b.ch.isalnum():
                k = l.glyphs.index(b)
                shift(l.glyphs[k:], dx=16)
                return
    raise AssertionError('没有中西相邻')


def last_line(d):
    return next(l for p, i, l, last in d.body_lines('正文') if last and len(l.glyphs) > 5).glyphs


def lonely(d):
    for p in d.body('正文'):
        rows = d.lines(p)
        if len(rows) > 1 and rows[-1].page == rows[-2].page:
            for g in rows[-1].glyphs[:-2]:
                g.y = rows[-2].first.y
            return


def s_pairs(d):
    from c10 import pairs
    return pairs(d)
