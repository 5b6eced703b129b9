#!/usr/bin/python3
"""
What a hostile plan, 公文, submission or register may cost at each door of the program: jibao check, a file in input/, jibao render.

    hostilecost.py JIBAO plan|document|submission|register [NAME…]    measures; with HOSTILE_SHOW=1 each file in a line

Each file must end in status 1, a message with a code and a place, and take no more than 100 MB beyond what the door takes for a
sound file; the largest 公文 that are accepted are set, in status 0 and 350 MB. No time is asserted; 200 seconds end what never ends.
"""
import base64, glob, os, re, resource, shutil, struct, subprocess, sys, tempfile, zlib

MEMORY_MOST = 100 * 1024  # KiB
MEMORY_SET = 350 * 1024   # KiB, of the largest 公文
CPU_MOST = 200            # s
MB = 1 << 20


def fill(head, unit, tail, size, times=None):
    """head, then unit over and over (%d: its number) up to so many bytes or times, then tail; as pieces to be written."""
    def pieces():
        yield head
        n = len(head.encode()) + len(tail.encode()) + 64
        one = '%d' not in unit
        block, got, i = (unit * max(1, 65536 // max(1, len(unit)))) if one else None, 0, 0
        per = len(unit.encode())
        while (i < times) if times else n + got + per + 12 < size:
            if one:
                left = (times - i) if times else (size - n - got) // per
                k = max(1, min(len(block) // len(unit), left))
                yield unit * k if k < len(block) // len(unit) else block
                got += per * k
                i += k
            else:
                s = unit.replace('%d', str(i))
                yield s
                got += len(s.encode())
                i += 1
        yield tail
    return pieces


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(width, height, depth, color, interlaced=0, claim=None, rows=1):
    """A PNG of nothing, in base64: small as a file, large as pixels. claim: what its head says instead; rows: so many kinds of rows."""
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    z, data = zlib.compressobj(9), []
    for x, y, dx, dy in ADAM7 if interlaced else ((0, 0, 1, 1),):
        w, h = (width - x + dx - 1) // dx, (height - y + dy - 1) // dy
        n = (w * bits + 7) // 8
        kinds_of_rows = [b'\0' + bytes((i * 37 + k * 101) % 251 if rows > 1 else 0 for i in range(61)) * (n // 61) + bytes(n % 61) for k in range(rows)]
        data += [z.compress(kinds_of_rows[k % rows]) for k in range(h)]
    chunk = lambda name, d: struct.pack('>I', len(d)) + name + d + struct.pack('>I', zlib.crc32(name + d))
    head = struct.pack('>IIBBBBB', *(claim or (width, height)), depth, color, 0, 0, interlaced)
    palette = chunk(b'PLTE', bytes(range(6))) if color == 3 else b''
    whole = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + palette + chunk(b'IDAT', b''.join(data) + z.flush()) + chunk(b'IEND', b'')
    return base64.b64encode(whole).decode()


# (name, a picture, how often it stands in the file); those of a 公文 that are accepted are set
BOMBS = [
    ('a picture that claims to be vast', lambda: png(8, 8, 8, 6, claim=(2000000000, 2000000000)), 1),
    ('a picture that is vast', lambda: png(30000, 30000, 1, 0), 1),
    ('a picture long and thin', lambda: png(1, 3000000, 8, 6), 1),
    ('an interlaced picture too large', lambda: png(5000, 5000, 8, 6, 1), 1),
    ('pictures too many', lambda: png(4000, 4000, 1, 0), 30),
    ('pictures too many in 16 bits', lambda: png(5900, 6000, 16, 6, rows=2), 3),
]
PICTURES = [
    ('a picture of two colours, so large', lambda: png(6000, 6000, 1, 0), 1),
    ('a picture of a palette, so large', lambda: png(6000, 6000, 8, 3), 1),
    ('a page scanned at 600 to the inch', lambda: png(4961, 7016, 8, 0), 1),
    ('a picture in 16 bits, so large', lambda: png(6000, 6000, 16, 6, rows=2), 1),
    ('an interlaced picture, so large', lambda: png(4000, 4000, 16, 6, 1), 1),
    ('pictures, so many and large', lambda: png(4900, 5000, 8, 2), 4),
]


def kinds(root, size, inside):
    """(name, pieces or bytes) for any root; inside: a tag that may stand below it."""
    o, c = f'<{root}>', f'</{root}>'
    whole = size # what costs by the byte is as large as may be, the rest a few megabytes
    size = min(size, 3 * MB)
    t = lambda head, unit, tail, times=None, most=size: fill(head, unit, tail, most, times)
    full = lambda head, unit, tail: fill(head, unit, tail, whole, None)
    decl = '<?xml version="1.0" encoding="UTF-8"?>\n'
    entities = lambda body: decl + f'<!DOCTYPE {root} [\n{body}\n]>\n{o}'
    laughs = '<!ENTITY a0 "ha">' + ''.join(f'<!ENTITY a{i} "{"".join(f"&a{i - 1};" for _ in range(10))}">' for i in range(1, 12))
    params = '<!ENTITY % a0 "ha">' + ''.join(f'<!ENTITY % a{i} \'{"".join(f"%a{i - 1};" for _ in range(10))}\'>' for i in range(1, 9)) + '%a8;'
    return [
        ('deep', full(o, f'<{inside}>', '')),
        ('deep and closed', lambda: iter([o + f'<{inside}>' * 100000 + f'</{inside}>' * 100000 + c])),
        ('wide', t(o, f'<{inside}/>', c)),
        ('wide, empty names', t(o, '<a/>', c)),
        ('wide, on lines', full(o, '<a/>\n', c)),
        ('names of their own', t(o, '<a%d/>', c)),
        ('long names', t(o, '<%d' + 'n' * 40000 + '/>', c)),
        ('open tags', t(o, '<', c)),
        ('tags never closed', t(o, '<a ', '')),
        ('billion laughs', lambda: iter([entities(laughs) + '&a11;' + c])),
        ('parameter entities', lambda: iter([entities(params) + c])),
        ('quadratic entity', lambda: iter([entities('<!ENTITY a "' + 'x' * 100000 + '">') + '&a;' * 100000 + c])),
        ('entity from outside', lambda: iter([entities('<!ENTITY a SYSTEM "file:///etc/passwd">') + '&a;' + c])),
        ('DTD from outside', lambda: iter([decl + f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:9/x.dtd">' + o + c])),
        ('DOCTYPE never closed', full(f'<!DOCTYPE {root} ', '[', '')),
        ('entities without DOCTYPE', t(o, '&a;', c)),
        ('one long attribute', full(f'<{root} a="', 'x', '"/>')),
        ('a long attribute below', t(f'{o}<{inside} a="', '字', f'"/>{c}')),
        ('attributes of one tag', full(f'<{root}', ' a%d=""', '/>')),
        ('attributes of a tag below', t(f'{o}<{inside}', ' a%d=""', f'/>{c}')),
        ('attributes in all', t(o, f"<{inside} a='' b='' c='' d=''/>", c)),
        ('the same attribute', t(f'<{root}', ' a=""', '/>')),
        ('unknown attributes', t(o, f'<{inside} a%d="1"/>', c)),
        ('namespaces of one tag', t(f'<{root}', " xmlns:a%d='b'", '/>')),
        ('namespaces', t(o, f"<{inside} xmlns:p%d='u'/>", c)),
        ('prefixes without one', t(o, '<a:b/>', c)),
        ('quotes', t(f'{o}<{inside} ', '"', c)),
        ('quotes never closed', t(f'{o}<{inside} a="', 'x', '')),
        ('one long text', full(f'{o}<{inside}>', '字', f'</{inside}>{c}')),
        ('text in the root', t(o, '字', c)),
        ('text in all', t(o, f'<{inside}>' + '字' * 20000 + f'</{inside}>', c)),
        ('newlines', full(f'{o}<{inside}>', '\n', f'</{inside}>{c}')),
        ('blanks in front', full('', ' ', o + c)),
        ('CDATA', full(f'{o}<{inside}>', '<![CDATA[x]]>', f'</{inside}>{c}')),
        ('CDATA never closed', t(o, '<![CDATA[', '')),
        ('comments', full(o, '<!-- x -->', c)),
        ('comments in front', full('', '<!-- x -->', f'<{root} a="">{c}')),
        ('comments never closed', t(o, '<!-- ', '')),
        ('instructions', t(o, '<?a b?>', c)),
        ('instructions never closed', full(o, '<?a ', '')),
        ('declarations', full('', '<?xml ', '')),
        ('references', full(f'{o}<{inside}>', '&#x4e00;', f'</{inside}>{c}')),
        ('forbidden references', t(f'{o}<{inside}>', '&#1;', f'</{inside}>{c}')),
        ('ampersands', t(f'{o}<{inside}>', '& ', f'</{inside}>{c}')),
        ('control characters', t(f'{o}<{inside}>', '\x01', f'</{inside}>{c}')),
        ('private use', t(f'{o}<{inside}>', '\ue000', f'</{inside}>{c}')),
        ('marks of the encoding', full('', '\ufeff', o + c)),
        ('invisible characters', t(f'{o}<{inside}>', '\u200b', f'</{inside}>{c}')),
        ('emoji', t(f'{o}<{inside}>', '\U0001f600 ', f'</{inside}>{c}')),
        ('bytes that are no text', lambda: iter([o.encode() + b'\xff' * (whole - 100)])),
        ('bytes that are no text, here and there', lambda: iter([o.encode() + b'\xff \n' * ((size - 100) // 3)])),
        ('UTF-16', lambda: iter([b'\xff\xfe' + (o + '锦' * (whole // 2 - 100) + c).encode('utf-16-le')])),
        ('wrong children', t(o, f'<{inside}><x/></{inside}>', c)),
        ('XInclude', lambda: iter([f'<{root} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></{root}>'])),
        ('a schema of its own', lambda: iter([f'<{root} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="file:///etc/passwd"/>'])),
        ('too many bytes', t(o, 'x', c, None, 17 * MB)),
        ('far too many bytes', t(o, 'x', c, None, 33 * MB)),
    ]


def plan_kinds():
    head = ('<工作方案><名称>某县工作方案</名称><文号>某发〔2023〕1号</文号><发文机关>某县办公室</发文机关><起>2023-01-01</起><止>2023-12-31</止>')
    unit = '<单位 代码="U%d" 全称="某县第%d局" 简称="第%d局" 类型="部门"/>'
    one = '<单位表>' + unit.replace('%d', '1') + '</单位表>'
    item = '<事项 序号="%d" 名称="事项"><内容><段>内容。</段></内容><责任单位>U1</责任单位></事项>'
    act = '<行动 序号="1" 名称="行动">'
    units = '<单位表>' + ''.join(unit.replace('%d', str(i)) for i in range(900)) + '</单位表>'
    alone = act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容>' # what names are added to
    last = '<事项 序号="%d" 名称="事项"><内容><段>内容。</段></内容>' + ''.join(f'<责任单位>第{i}局</责任单位>' for i in range(846, 900)) + '</事项>'
    size = 4 * MB - 1024
    t = lambda a, b, c, times=None: fill(head + a, b, c + '</工作方案>', size, times)
    return kinds('工作方案', size, '单位') + [
        ('units', t('<单位表>', unit, '</单位表>' + act + item.replace('%d', '1') + '</行动>')),
        ('units alike', t('<单位表>', unit.replace('%d', '1'), '</单位表>' + act + item.replace('%d', '1') + '</行动>')),
        ('units that make one file', t('<单位表>', '<单位 代码="U%d" 全称="某县第%d局" 简称="第' + '长' * 70 + '%d局" 类型="部门"/>', '</单位表>' + act + item.replace('%d', '1') + '</行动>', 1001)),
        ('other names', t('<单位表>' + unit.replace('%d', '1').replace('/>', '>'), '<别名>第%d局</别名>', '</单位></单位表>' + act + item.replace('%d', '1') + '</行动>')),
        ('mergers', t('<单位表>', unit.replace(' 类型', ' 并入="U%d" 类型'), '</单位表>' + act + item.replace('%d', '1') + '</行动>', 1001)),
        ('items', t(one + act, item, '</行动>')),
        ('actions', t(one, '<行动 序号="%d" 名称="行动"/>', '')),
        ('responsible units', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容>', '<责任单位>第1局</责任单位>', '</事项></行动>')),
        ('responsible units that are none', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容>', '<责任单位>第%d局、第1局</责任单位>', '</事项></行动>')),
        ('a list of units', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容><责任单位>', '第%d局、', '</责任单位></事项></行动>')),
        ('paragraphs', t(one + act + '<事项 序号="1" 名称="事项"><内容>', '<段>一</段>', '</内容><责任单位>第一局</责任单位></事项></行动>')),
        ('indicators', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容><责任单位>U1</责任单位>', '<指标 代码="1-1" 名称="数" 单位="个"/>', '</事项></行动>')),
        # within the bounds of the form: what the rules then cost
        ('units, so many', t('<单位表>', unit, '</单位表>' + act + item.replace('%d', '1') + '</行动>', 1000)),
        ('other names, so many', t('<单位表>' + unit.replace('%d', '1').replace('/>', '>'), '<别名>第%d局</别名>', '</单位></单位表>' + act + item.replace('%d', '1') + '</行动>', 50000)),
        ('one other name, so many', t('<单位表>', '<单位 代码="U%d" 全称="某县第%d局" 简称="第%d局" 类型="部门"><别名>某局</别名></单位>', '</单位表>' + act + item.replace('%d', '1') + '</行动>', 1000)),
        ('items, so many', t(one + act, item, '</行动>', 11000)),
        ('actions, so many', t(one, '<行动 序号="%d" 名称="行动"/>', '', 50000)),
        ('responsible units, so many', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容>', '<责任单位>第1局</责任单位>', '</事项></行动>', 50000)),
        ('responsible units that are none, so many', t(units + alone, '<责任单位>第%d处、第1局</责任单位>', '</事项></行动>', 10000)),
        ('names that are none, so many', t(units + alone, '<责任单位>第%d处</责任单位>', '</事项></行动>', 50000)),
        ('the last name, so many', t(units + alone, '<责任单位>第899局</责任单位>', '</事项></行动>', 50000)),
        ('the last names, so many', lambda: iter([head + units + act] + [last.replace('%d', str(i)) for i in range(1, 901)] + ['</行动></工作方案>'])),
        ('names like other names, so many', t('<单位表>' + unit.replace('%d', '1').replace('/>', '>'), '<别名>' + '长' * 58 + '%d</别名>',
            '</单位></单位表>' + alone + ('<责任单位>' + '长' * 60 + '</责任单位>') * 300 + '</事项></行动>', 14000)),
        ('words between names, so many', t(units + alone, '<责任单位>' + ('第1局' + '和' * 150 + '、') * 15 + '</责任单位>', '</事项></行动>', 300)),
        ('blanks and words between names', t(units + alone, '<责任单位>第1处' + '\u00a0' * 1000000 + '和' * 150 + '</责任单位>', '</事项></行动>', 1)),
        ('paragraphs, so many', t(one + act + '<事项 序号="1" 名称="事项"><内容>', '<段>一</段>', '</内容><责任单位>第一局</责任单位></事项></行动>', 55000)),
        ('indicators, so many', t(one + act + '<事项 序号="1" 名称="事项"><内容><段>内容。</段></内容><责任单位>U1</责任单位>', '<指标 代码="1-1" 名称="数" 单位="个" 口径="当季" 汇总方式="合计" 目标="x"/>', '</事项></行动>', 12000)),
        ('deadlines, so many', t(one + '<报送期限>', '<期限 季度="2023Q1">2023-03-25</期限>', '</报送期限>' + act + item.replace('%d', '1') + '</行动>', 50000)),
        ('wrong values, so many', t(one + '<报送期限>', '<期限 季度="x">y</期限>\n', '</报送期限>', 50000)),
        ('wrong children, so many', t('<单位表>', '<x/>\n', '</单位表>', 50000)),
        ('deadlines', t(one + '<报送期限>', '<期限 季度="2023Q1">2023-03-25</期限>', '</报送期限>' + act + item.replace('%d', '1') + '</行动>')),
        ('wrong values', t(one + '<报送期限>', '<期限 季度="x">y</期限>\n', '</报送期限>')),
    ]


def document_kinds():
    size = 16 * MB - 1024
    head = '<公文 格式="文件" 行文方向="平行"><发文机关标志 后缀="文件"><机关>某机关</机关></发文机关标志><发文字号>某发〔2022〕1号</发文字号><标题>关于某事的通知</标题>'
    tail = '</公文>'
    t = lambda a, b, c, times=None: fill(head + a, b, c + tail, size, times)
    return kinds('公文', size, '段') + [
        ('paragraphs', t('<正文>', '<段>一</段>', '</正文>')),
        ('empty lines', t('<正文>', '<空行/>', '</正文>')),
        ('line ends in a title', lambda: iter([head.replace('的通知', '的' + '<换行/>' * 100000 + '通知') + '<正文><段>一</段></正文>' + tail])),
        ('pieces of a paragraph', t('<正文><段>', '<楷体>一</楷体>', '</段></正文>')),
        ('rows', t('<正文><表格>', '<行><格/></行>', '</表格></正文>')),
        ('cells', t('<正文><表格>', '<行>' + '<格>1</格>' * 40 + '</行>', '</表格></正文>')),
        ('cells over all', t('<正文><表格><行>', '<格 跨列="1000000" 跨行="1000000">1</格>', '</行></表格></正文>', 40)),
        ('tables', t('<正文>', '<表格><行><格>1</格></行></表格>', '</正文>')),
        ('people', t('<正文><名单><组>', '<人 姓名="甲"/>', '</组></名单></正文>')),
        ('groups', t('<正文><名单>', '<组><人 姓名="甲"/></组>', '</名单></正文>')),
        ('pictures that are not there', t('<正文>', '<图 文件="无.png"/>', '</正文>')),
        ('pictures from elsewhere', t('<正文>', '<图 文件="../../../../etc/passwd"/>', '</正文>')),
        ('one picture', t('<正文><图>', 'AAAA', '</图></正文>')),
        ('annexes', t('<正文><段>一</段></正文>', '<附件 标题="甲"><段>一</段></附件>', '')),
        ('addressees', t('<主送机关>', '某局、', '：</主送机关><正文><段>一</段></正文>')),
        ('a long title', lambda: iter([head.replace('某事', '某' * 3000000) + '<正文><段>一</段></正文>' + tail])),
        ('a long number', t('<签发人>', '甲', '</签发人><正文><段>一</段></正文>')),
        ('wrong values', t('<正文>', '<段 缩进="x">一</段>', '</正文>')),
        # within the bounds of the form: what reading then costs; what is accepted is not typeset here
        ('paragraphs, so many', t('<正文>', '<段>一</段>', '</正文>', 29900)),
        ('one paragraph, so long', t('<正文><段>', '字', '</段></正文>', 990000)),
        ('paragraphs, so long', t('<正文>', '<段>' + '字' * 199 + '</段>', '</正文>', 4950)),
        ('pieces of a paragraph, so many', t('<正文><段>', '<楷体>一</楷体>', '</段></正文>', 29900)),
        ('rows, so many', t('<正文><表格>', '<行><格/></行>', '</表格></正文>', 29900)),
        ('cells, so many', t('<正文><表格>', '<行>' + '<格>1</格>' * 40 + '</行>', '</表格></正文>', 1940)),
        ('cells of ten characters, so many', t('<正文><表格>', '<行>' + '<格>一二三四五六七八九十</格>' * 8 + '</行>', '</表格></正文>', 8880)),
        ('tables, so many', t('<正文>', '<表格><行><格>1</格></行></表格>', '</正文>', 26000)),
        ('people, so many', t('<正文><名单><组>', '<人 姓名="甲"/>', '</组></名单></正文>', 29900)),
        ('paragraphs side by side', t('<正文>', '<段>一</段>', '</正文>', 30001)),
        ('pictures that are not there, so many', t('<正文>', '<图 文件="无.png" 替代文字=""/>', '</正文>', 29900)),
        ('one picture, so large', t('<正文><图 替代文字="" 数据="', 'AAAA', '"/></正文>', 2400000)),
        ('pictures, so many', t('<正文>', '<图 替代文字="" 数据="' + 'A' * 80000 + '"/>', '</正文>', 180)),
        ('a title, so long', lambda: iter([head.replace('某事', '某' * 9900) + '<正文><段>一</段></正文>' + tail])),
        ('a title longer than a body', lambda: iter([head.replace('某事', '某' * 900000) + '<正文><段>一</段></正文>' + tail])),
        ('wrong values, so many', t('<正文>', '<段 缩进="x">一</段>', '</正文>', 29900)),
        ('wrong values on lines, so many', t('<正文>', '<段 缩进="x">一</段>\n', '</正文>', 29900)),
        ('wrong children, so many', t('<正文>', '<x/>\n', '</正文>', 29900)),
        ('wrong values on lines', t('<正文>', '<段 缩进="x">一</段>\n', '</正文>')),
    ] + [(name, lambda p=p, times=times: iter([head, '<正文>', ('<图 替代文字="" 数据="' + p() + '"/>') * times, '</正文>', tail])) for name, p, times in BOMBS + PICTURES]


def submission_kinds():
    """The example, with pictures put into its first 事项."""
    with open(SOUND['submission'], encoding='utf-8') as f:
        a, b = f.read().split('</事项>', 1)
    one = lambda p: '<图片 说明="图" 类型="image/png">' + p + '</图片>'
    return [(name, lambda p=p, times=times: iter([a] + [one(p())] * min(times, 10) + ['</事项>' + b])) for name, p, times in BOMBS + PICTURES]


def register_kinds():
    size = 16 * MB - 1024
    t = lambda a, b, c, times=None: fill('<收件登记>' + a, b, c + '</收件登记>', size, times)
    return kinds('收件登记', size, '件') + [
        ('entries', t('', '<件 文件="%d.xml" 时间="2023-03-20"/>', '')),
        ('one file', t('', '<件 文件="1.xml" 时间="2023-03-20"/>', '')),
        ('bad dates', t('', '<件 文件="%d.xml" 时间="x"/>', '')),
        ('paths elsewhere', t('', '<件 文件="../%d.xml" 时间="2023-03-20"/>', '', 9000)),
        ('days that are none', t('', '<件 文件="%d.xml" 时间="2023-02-30"/>', '', 9000)),
    ]


class Doors:
    """A place to run in, and what each door costs for a sound file."""

    def __init__(self, jibao, what):
        self.jibao, self.what = os.path.abspath(jibao), what
        room = '/dev/shm' if os.access('/dev/shm', os.W_OK) and shutil.disk_usage('/dev/shm').free > 400 * MB else None
        self.dir = tempfile.mkdtemp(prefix='jibao-cost-', dir=os.environ.get('TMPDIR') or room)
        os.makedirs(os.path.join(self.dir, 'input'))
        for name in ('templates', 'fonts'):
            os.symlink(os.path.join(os.getcwd(), name), os.path.join(self.dir, name))
        self.file = os.path.join(self.dir, '敌.xml')
        self.base = {}
        shutil.copy(SOUND['plan'], os.path.join(self.dir, 'input', '工作方案.xml'))

    def commands(self, name=None):
        inside = os.path.join(self.dir, 'input', '收件登记.xml' if self.what == 'register' else '方案.xml')
        out = [('check', [self.jibao, 'check', self.file], None)]
        if self.what in ('plan', 'register', 'submission'):
            out.append(('input', [self.jibao, 'intake'], inside))
        if self.what == 'document':
            out += [('render', [self.jibao, 'render', self.file, '-o', os.path.join(self.dir, 'd.pdf')], None)]
        return out

    def run(self, command, inside):
        """(status, what was said, KiB, seconds)"""
        shutil.rmtree(os.path.join(self.dir, 'output'), ignore_errors=True)
        if inside:
            os.rename(self.file, inside)
            os.utime(inside, (1640995200, 1640995200)) # or it may be on its way still
        out = open(os.path.join(self.dir, 'out'), 'wb')
        pid = os.posix_spawn(command[0], command + ['-C', self.dir, '--date', '2023-03-22'], dict(os.environ, LC_ALL='C.UTF-8'),
                             file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)])
        out.close()
        _, status, used = os.wait4(pid, 0)
        if inside:
            os.rename(inside, self.file)
        said = open(os.path.join(self.dir, 'out'), encoding='utf-8', errors='strict').read()
        for receipt in glob.glob(os.path.join(glob.escape(self.dir), 'output', '*', '回执', '*.txt')):
            said += open(receipt, encoding='utf-8').read() # what is taken for a submission is told there
        return (os.waitstatus_to_exitcode(status), said, used.ru_maxrss, used.ru_utime + used.ru_stime)

    def put(self, i):
        """Written by a process of its own: the memory of this one would be counted as that of those it starts."""
        subprocess.run([sys.executable, __file__, '--put', self.what, str(i), self.file], check=True)
        return os.path.getsize(self.file)


def put(what, i, file):
    with open(file, 'wb') as f:
        for p in KINDS[what]()[i][1]():
            f.write(p if isinstance(p, bytes) else p.encode())


KINDS = {'plan': plan_kinds, 'document': document_kinds, 'submission': submission_kinds, 'register': register_kinds}
SET = {'paragraphs, so many', 'one paragraph, so long', 'paragraphs, so long', 'pieces of a paragraph, so many', 'rows, so many', 'cells, so many',
       'cells of ten characters, so many', 'tables, so many', 'people, so many'} # the largest 公文
READ = {'cells over all', 'a title, so long'} # nothing is wrong with them before they are set
DRAWN = {n for n, _, _ in PICTURES}
ACCEPTED = {('document', n) for n in SET | READ | DRAWN} | {('submission', n) for n in DRAWN} | {('plan', 'units, so many'), ('plan', 'the last names, so many'), ('register', 'comments'), ('register', 'instructions'), ('register', 'a schema of its own')} # nothing is wrong with them
SOUND = {'plan': 'templates/example/工作方案.xml', 'document': 'templates/example/公文.xml', 'submission': 'templates/example/季度报送.xml', 'register': 'templates/example/收件登记.xml'}


def main():
    if sys.argv[1] == '--put':
        return put(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    jibao, what, only = sys.argv[1], sys.argv[2], sys.argv[3:]
    measured = 'asan' not in subprocess.run(['ldd', jibao], capture_output=True, text=True).stdout
    show = os.environ.get('HOSTILE_SHOW')
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MOST, CPU_MOST + 10))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    d = Doors(jibao, what)
    bad, seen, worst, slowest = [], 0, (0, ''), (0, '')
    try:
        for door, command, inside in d.commands():
            shutil.copy(SOUND[what], d.file)
            d.base[door] = d.run(command, inside)[2]
        for i, (name, _) in enumerate(KINDS[what]()):
            if only and name not in only:
                continue
            size = d.put(i)
            for door, command, inside in d.commands(name):
                if door != 'check' and what != 'submission' and i % 3 and i < len(kinds('x', MB, 'y')): # the same parser stands behind every door
                    continue
                rc, said, kib, seconds = d.run(command, inside)
                more = kib - d.base[door]
                codes = re.findall(r'^.*?(?::(\d+))?(?::\d+)?: (?:错误|警告|提示|致命) ([A-Z]\d{3}): ', said, re.M)
                codes += re.findall(r'第(\d+)行.*\[([A-Z]\d{3})\]', said) + re.findall(r'()\[([A-Z]\d{3})\]', said)
                whole = [c for line, c in codes if line or c in ('X101', 'E104', 'P006', 'P007', 'X103', 'X105')]
                seen += 1
                worst, slowest = max(worst, (more, f'{name} ({door})')), max(slowest, (seconds, f'{name} ({door})'))
                wrong = []
                accepted = (what, name) in ACCEPTED and not (door == 'render' and name in READ)
                if rc != (0 if accepted else 1):
                    wrong.append(f'status {rc}')
                if not whole and not accepted:
                    wrong.append('no code with a place')
                if measured and more > (MEMORY_SET if door == 'render' and name in SET else MEMORY_MOST):
                    wrong.append(f'{more // 1024} MB')
                if len(said) > 400000:
                    wrong.append(f'{len(said)} characters said')
                if show:
                    print(f'{what} {door:7} {name:40} {size / MB:5.1f} MB  {more / 1024:6.1f} MB {seconds:7.2f} s  {rc} {sorted({c for _, c in codes})[:6]} {" ".join(wrong)}', flush=True)
                if wrong:
                    bad.append(f'{what}, {name}, {door}: {", ".join(wrong)}: {said[:300]}')
        for b in bad[:20]:
            print(b)
        print(f'{what}: {seen} doors tried, {len(bad)} wrong; most memory {worst[0] / 1024:.0f} MB ({worst[1]}), most time {slowest[0]:.1f} s ({slowest[1]})')
        return 1 if bad or not seen else 0
    finally:
        shutil.rmtree(d.dir, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
