"""公文 that are made when the suite runs, so that the repository stays small: text that ends on each of the 22 lines of a page, three
ways of closing, and titles of each length from 8 to 80 characters."""
import os
import shutil

from std import row_of

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(os.path.dirname(HERE), 'cases', 'gongwen')

HEAD = '''<?xml version="1.0" encoding="UTF-8"?>
<公文 格式="文件" 行文方向="下行">
  <发文机关标志 后缀="文件"><机关>锦屏县样例局</机关></发文机关标志><发文字号>锦样〔2022〕%d号</发文字号>
  <标题>%s</标题>
  <主送机关>各乡镇人民政府，县直各部门：</主送机关>
  <正文>
%s
  </正文>
%s
</公文>
'''
IMPRINT = '  <版记><抄送>县委办公室，县政协办公室。</抄送><印发机关>锦屏县样例局办公室</印发机关><印发日期>2022-12-26</印发日期></版记>'
SIGNED = '  <署名>锦屏县样例局</署名><成文日期>2022-12-26</成文日期><印章 方式="%s"%s>%s</印章>'
CLOSINGS = {
    '版记': IMPRINT,
    '盖章': SIGNED % ('盖章', ' 章径="45"', '<章 文件="样章.png"/>') + '\n' + IMPRINT,
    '不盖章': SIGNED % ('不盖章', '', ''),
}
THREE_LINES = '各乡镇、各部门要把思想和行动统一到县委、县人民政府的部署上来，明确责任领导和责任人员，按照时间节点倒排工期、挂图作战，确保各项任务落到实处、取得实效。'
TWO_LINES = '建立定期调度和通报制度，每季度末由牵头单位汇总进展情况，报领导小组办公室审核后印发。'
ONE_LINE = '以上要求，请认真贯彻执行。'


def body(lines, alone=False):
    """Paragraphs that together have so many lines; alone: the last one has one."""
    found = [THREE_LINES] * ((lines - alone) // 3)
    found += {0: [], 1: [ONE_LINE], 2: [TWO_LINES]}[(lines - alone) % 3]
    found += [ONE_LINE] if alone else []
    return '\n'.join('    <段>%s</段>' % p for p in found)


# what a title is made of: words of two to eight characters; any length can be reached
ISSUER, TYPES = '锦屏县样例局', ('通知', '通报', '意见', '决定', '报告')
WORDS = ('加强', '后续扶持', '安全生产', '易地扶贫搬迁', '工作', '管理', '资金', '项目', '培训', '就业', '产业', '社区', '年度考核', '督查',
         '应急管理', '食品安全', '档案管理', '营商环境', '生态环境', '防汛抗旱', '森林防火', '政务公开', '高质量', '发展', '示范', '建设')
FILLERS = {0: '', 1: '等', 2: '有关', 3: '第一批'}


def title(n):
    """A title of exactly n characters: 〔机关〕关于…的通知."""
    kind = TYPES[n % 4]
    front = (ISSUER if n > 30 else '') + '关于'
    room, text, i = n - len(front) - 3, '', n
    while room - len(text) > 3:
        w = WORDS[i % len(WORDS)]
        i += 1
        if len(w) <= room - len(text):
            text += w
    text += FILLERS[room - len(text)]
    return front + text + '的' + kind


def write_all(folder):
    """Writes the documents and returns their paths."""
    for png in ('样章.png', '样签.png'):
        shutil.copy(os.path.join(CASES, png), folder)
    found = []

    def write(name, *parts):
        path = os.path.join(folder, name + '.xml')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(HEAD % parts)
        found.append(path)
    for closing, end in CLOSINGS.items():
        for i in range(22):
            write('文末-%s-%02d' % (closing, i), i + 1, '关于做好公文格式测试工作的通知', body(14 + i), end)
    for lines in (10, 32):  # page 1 holds nine; a page begins with the last line of a text only if that is a paragraph by itself
        write('文末-独句-%02d' % lines, lines, '关于做好公文格式测试工作的通知', body(lines, True), IMPRINT)
    for n in range(8, 81):
        t = title(n)
        assert len(t) == n, (n, t)
        write('标题-%02d字' % n, n, t, body(2), '')
    return found


PIXELS = (16, 25, 26, 27, 35, 45, 77, 117, 139)     # checks that scan the page


def left_out(name):
    """Checks that most of these documents need not repeat: their pages differ in the title or in the number of lines alone."""
    every = 8 if name.startswith('标题-') else 4 if name.startswith('文末-') else 1
    number = int(''.join(c for c in name if c.isdigit()) or 0)
    return PIXELS if number % every else ()


def end_of(d):
    """The grid row of the last line of the text, of a document made for that."""
    if not d.name.startswith('文末-') or not d.body('正文'):
        return None
    return row_of(d.lines(d.body('正文')[-1])[-1].top)[0]
