"""The points that the standard leaves open (digest, appendix A): the same 公文 under the other readings must pass the same checks.

Each variant is an office of its own: the fonts and templates of this one, and templates/office.xml with other 〈版式〉 settings."""
import os

SETTINGS = {
    # name: (〈版式〉, what the checks must know of it, cases by the beginning of their names, checks or None for all)
    '等分行距': ('<行距>等分</行距>', {'model': 'B'}, ('正文-长', '正文-四', '盖章-单一', '不盖章-', '附件-'), (8, 9, 10, 12, 13, 14, 57, 59, 60, 65, 67, 73, 86, 88, 98, 99)),
    '镜像': ('<偶数页镜像>是</偶数页镜像>', {'mirror': True}, ('正文-', '版记-前', '附件-三'), (6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18)),
    '其他读法': ('<空行量法>加行空</空行量法><标志上边缘>字身</标志上边缘><红色>CMYK</红色><份号字体>黑体</份号字体><版记空字>3号</版记空字>'
             '<信函双线居中>页面</信函双线居中><附件标题>3号</附件标题><不盖章联合署名>左对齐</不盖章联合署名><标题行距>30</标题行距>'
             '<红线粗>0.35</红线粗>', {}, ('盖章-单一-章径5', '盖章-联合-3', '不盖章-', '签名章-', '版头-', '上行文-三', '信函-', '命令-签', '纪要-', '附件-三', '附件-十', '版记-主送移', '版记-抄'), None),
}


def office(name, folder, root):
    """Writes the office's folder; returns its path."""
    path = os.path.join(folder, name)
    os.makedirs(os.path.join(path, 'templates'))
    os.symlink(os.path.join(root, 'fonts'), os.path.join(path, 'fonts'))
    for f in os.listdir(os.path.join(root, 'templates')):
        if f != 'office.xml':
            os.symlink(os.path.join(root, 'templates', f), os.path.join(path, 'templates', f))
    with open(os.path.join(root, 'templates', 'office.xml'), encoding='utf-8') as f:
        s = f.read()
    assert '<版式/>' in s
    with open(os.path.join(path, 'templates', 'office.xml'), 'w', encoding='utf-8') as f:
        f.write(s.replace('<版式/>', '<版式>%s</版式>' % SETTINGS[name][0]))
    return path


def jobs(files, folder, numbers, root, checks):
    """Jobs for measure.measure_one."""
    found = []
    for name, (_, declared, cases, own) in SETTINGS.items():
        path = office(name, folder, root)
        wanted = [n for n in (own or checks) if not numbers or n in numbers]
        for i, f in enumerate(files):
            if os.path.basename(f).startswith(cases) and wanted:
                found.append((f, os.path.join(folder, '%s-%03d.pdf' % (name, i)), wanted, path, declared))
    return found
