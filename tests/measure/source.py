"""A 公文 XML as the pieces of text that must be on paper, in the order of the elements. Reads the source, never the program's output."""
import re
import xml.etree.ElementTree as ET

HEADINGS = ('一级标题', '二级标题', '三级标题', '四级标题')


def squeeze(s):
    return re.sub(r'\s+', '', s or '')


def date_text(s):
    """2022-12-06 and 2022年12月06日 → 2022年12月6日 (7.3.5.4)."""
    m = re.fullmatch(r'(\d{4})-(\d\d?)-(\d\d?)', s) or re.fullmatch(r'(\d{4})年(\d\d?)月(\d\d?)日', s)
    return '%d年%d月%d日' % tuple(int(v) for v in m.groups()) if m else s


class Piece:
    """Text that belongs together. runs: [(kind, text)] of a block's parts; glyphs: set once it was found."""
    def __init__(self, name, text, runs=None, **more):
        self.name, self.text, self.runs = name, squeeze(text), runs or []
        self.more, self.glyphs, self.at = more, [], None
        self.author_breaks = more.get('author_breaks', False)


def _runs(e):
    found = [('', squeeze(e.text))]
    for c in e:
        found += [(c.tag, squeeze(c.text)), ('', squeeze(c.tail))]
    return [r for r in found if r[1]]


def _cells(table):
    rows = [(r, True) for h in table.findall('表头') for r in h.findall('行')] + [(r, False) for r in table.findall('行')]
    for i, (row, head) in enumerate(rows):
        for j, cell in enumerate(row.findall('格')):
            yield i, j, head, cell


def blocks(e, where):
    """The blocks of 正文 or 附件."""
    for b in e:
        if b.tag in HEADINGS or b.tag == '段':
            yield Piece(b.tag, ''.join(b.itertext()), _runs(b), where=where, indent=b.get('缩进', '首行'), align=b.get('对齐', '两端'),
                        author_breaks=b.find('换行') is not None)
        elif b.tag == '表格':
            if b.find('表题') is not None:
                yield Piece('表题', b.findtext('表题'), where=where, table=b)
            for i, j, head, cell in _cells(b):
                yield Piece('格', ''.join(cell.itertext()), where=where, table=b, row=i, col=j, head=head)
        elif b.tag == '名单':
            for g in b.findall('组'):
                for i, who in enumerate(g.findall('人')):
                    if i == 0 and g.get('称谓'):
                        yield Piece('称谓', g.get('称谓') + '：', where=where)
                    yield Piece('姓名', who.get('姓名'), where=where)
                    if who.get('职务'):
                        yield Piece('名单职务', who.get('职务'), where=where)
        elif b.tag == '签字栏':
            yield Piece('签字栏', b.get('标签') + ('（%s）' % b.get('姓名') if b.get('姓名') else ''), where=where)
        elif b.tag == '图' and b.find('图题') is not None:
            yield Piece('图题', b.findtext('图题'), where=where)


class Source:
    def __init__(self, path):
        self.root = ET.parse(path).getroot()
        self.format = self.root.get('格式', '文件')
        self.up = self.root.get('行文方向') == '上行'
        r = self.root
        mark = r.find('发文机关标志')
        self.issuers = [squeeze(i.text) for i in mark.findall('机关')] if mark is not None else []
        self.suffix = mark.get('后缀', '') if mark is not None else ''
        self.approvers = [squeeze(a.text) for a in r.findall('签发人')]
        self.signatures = r.findall('署名')
        seal = r.find('印章')
        self.sealing = seal.get('方式', '盖章') if seal is not None else '盖章'
        self.seals = len(seal.findall('章')) if seal is not None else 0
        self.diameter = float(seal.get('章径')) if seal is not None and seal.get('章径') else None
        self.annexes = r.findall('附件')
        given = r.find('附件说明')
        self.annex_names = [squeeze(n.text) for n in given] if given is not None else [squeeze(a.get('标题')) for a in self.annexes]
        self.recipient = squeeze(r.findtext('主送机关'))
        self.imprint = r.find('版记')

    def text(self, tag):
        return squeeze(self.root.findtext(tag))

    def head(self):
        secrecy = self.root.find('密级')
        if self.text('份号'):
            yield Piece('份号', self.text('份号'))
        if secrecy is not None:
            yield Piece('密级', secrecy.text + ('★' + secrecy.get('期限') if secrecy.get('期限') else ''))
        if self.text('紧急程度'):
            yield Piece('紧急程度', self.text('紧急程度'))
        if len(self.issuers) == 1:
            yield Piece('标志', self.issuers[0] + self.suffix, rank=0)
        else:
            for i, name in enumerate(self.issuers):
                yield Piece('标志', name, rank=i)
            if self.issuers and self.suffix:
                yield Piece('标志后缀', self.suffix)
        if self.text('发文字号'):
            yield Piece('发文字号', self.text('发文字号'))
        if self.approvers:
            yield Piece('签发人', '签发人：')
        for i, name in enumerate(self.approvers):
            yield Piece('签发人姓名', name, rank=i)

    def title(self):
        t = self.root.find('标题')
        if t is not None:
            yield Piece('标题', ''.join(t.itertext()), author_breaks=t.find('换行') is not None)

    def after_text(self):
        for i, name in enumerate(self.annex_names):
            label = '' if i else '附件：'
            number = '%d.' % (i + 1) if len(self.annex_names) > 1 else ''
            yield Piece('附件说明', label + number + name, rank=i, front=len(label + number))
        for tag in ('出席', '请假', '列席'):
            if self.text(tag):
                yield Piece('到会', tag + '：' + self.text(tag), label=tag)
        stamped = self.sealing == '签名章'
        for i, s in enumerate(self.signatures):
            if stamped and s.get('职务'):
                yield Piece('职务', s.get('职务'), rank=i)
            elif not stamped:
                yield Piece('署名', s.text, rank=i)
        if self.text('成文日期'):
            yield Piece('成文日期', date_text(self.text('成文日期')))
        note = self.text('附注')
        if note:
            yield Piece('附注', note if note.startswith('（') else '（%s）' % note)

    def annex(self):
        for i, a in enumerate(self.annexes):
            front = self.text('发文字号') if a.get('另装') in ('true', '1') else ''
            label = '附件%d' % (i + 1) if len(self.annex_names) > 1 else '附件'
            yield Piece('附件', front + label, rank=i, front=front, label=label)
            yield Piece('附件标题', a.get('标题'), rank=i)
            yield from blocks(a, '附件')

    def foot(self):
        if self.imprint is None:
            return
        for tag in ('主送', '抄送'):
            if squeeze(self.imprint.findtext(tag)):
                yield Piece(tag, tag + '：' + squeeze(self.imprint.findtext(tag)))
        if self.format != '信函':
            if squeeze(self.imprint.findtext('印发机关')):
                yield Piece('印发机关', self.imprint.findtext('印发机关'))
            if squeeze(self.imprint.findtext('印发日期')):
                yield Piece('印发日期', date_text(squeeze(self.imprint.findtext('印发日期'))) + '印发')
