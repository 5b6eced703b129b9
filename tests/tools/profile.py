"""Does each setting of 〈版式〉 move what it should, and is each departure told with its clause?  profile.py JIBAO ROOT"""
import os, re, shutil, subprocess, sys, tempfile

jibao, root = sys.argv[1:3]
tmp = tempfile.mkdtemp()
shutil.copytree(os.path.join(root, "templates"), os.path.join(tmp, "templates"))
os.symlink(os.path.join(root, "fonts"), os.path.join(tmp, "fonts"))
office = open(os.path.join(root, "templates/office.xml"), encoding="utf-8").read()
assert office.count("<版式/>") == 1
bad = []
TEXT = re.compile(r'  text (\S+) \S+ (-?\d+) (-?\d+) (\d+) (\S+) (\S+) (\S+) "(.*)" (\S+) end (\d+)$')
RULE = re.compile(r"  rule (\S+) \S+ (-?\d+),(-?\d+) (-?\d+),(-?\d+) (\d+) (\S+)$")
IMAGE = re.compile(r"  image (\S+) \S+ (-?\d+),(-?\d+) (\d+)x(\d+)")


class Pages:
    def __init__(self, trace):
        self.texts, self.rules, self.images, self.npages = [], [], [], 0
        for line in trace.split("\n"):
            if line.startswith("page "):
                self.npages += 1
            if m := TEXT.match(line):
                self.texts.append(dict(page=self.npages, el=m[1], x=int(m[2]), y=int(m[3]), size=int(m[4]), face=m[5], color=m[6], s=m[8], end=int(m[10])))
            elif m := RULE.match(line):
                self.rules.append(dict(page=self.npages, el=m[1], x0=int(m[2]), y=int(m[3]), x1=int(m[4]), w=int(m[6]), color=m[7]))
            elif m := IMAGE.match(line):
                self.images.append(dict(page=self.npages, el=m[1], x=int(m[2]), y=int(m[3]), w=int(m[4]), h=int(m[5])))

    def text(self, el, page=None):
        return [t for t in self.texts if t["el"] == el and page in (None, t["page"])]

    def rule(self, el):
        return [r for r in self.rules if r["el"] == el]


def run(settings, doc, extra=""):
    """The pages (None: no document) and the messages."""
    with open(os.path.join(tmp, "templates/office.xml"), "w", encoding="utf-8") as f:
        f.write(office.replace("<版式/>", extra + "<版式>%s</版式>" % settings))
    p = subprocess.run([jibao, "-C", tmp, "trace", doc], capture_output=True, text=True)
    return (Pages(p.stdout) if p.returncode == 0 else None), p.stderr


def case(name):
    return os.path.join(root, name if "/" in name else "tests/cases/typeset/%s.xml" % name)


def near(value, want):
    return value == want if isinstance(want, (str, list)) else abs(value - want) <= 2


def check(name, value, doc, code, clause, measure, before, after):
    told = "第 %s 条" % clause if clause else ""
    for setting, want, speaks in (("", before, False), ("<%s>%s</%s>" % (name, value, name), after, True)):
        p, messages = run(setting, case(doc))
        got = measure(p) if p else messages
        if not near(got, want):
            bad.append("%s: measured %s, not %s" % (setting or "without " + name, got, want))
        lines = [l for l in messages.split("\n") if "〈%s〉" % name in l]
        if speaks and code and not any(code in l and told in l for l in lines):
            bad.append("%s: no %s naming clause %s: %s" % (setting, code, clause, messages))
        if not speaks and lines:
            bad.append("%s: speaks without being set: %s" % (name, lines))


def pitch(p):
    ys = sorted({t["y"] for t in p.text("正文", 1) if t["face"].startswith("FandolFang")})
    return ys[1] - ys[0]


def title_pitch(p):
    ys = sorted({t["y"] for t in p.text("标题")})
    return ys[1] - ys[0]


def seals_in_row(p):
    ys = [i["y"] for i in p.images]
    return max(ys.count(y) for y in ys)


def mark_top(p):
    return [t["y"] for t in p.text("发文机关标志")][0]


def latin_gap(p):  # from the hanzi in front of a number to the number
    ts = [t for t in p.text("正文") if t["y"] == p.text("正文")[0]["y"] or t["s"][0].isdigit()]
    for a, b in zip(p.texts, p.texts[1:]):
        if a["el"] == b["el"] == "正文" and a["s"] == "截至" and b["s"] == "2022":
            return b["x"] - a["x"]


check("行距", "等分", "盖章一枚", "L102", "5.2.3", pitch, 10446, 10227)
check("三号字", "15.75磅", "盖章一枚", "L102", "5.2.2", lambda p: [p.text("正文")[0]["size"], pitch(p)], [5644, 10446], [5556, 10446])
check("偶数页镜像", "是", "盖章五枚", "L102", "5.2.1", lambda p: min(t["x"] for t in p.text("正文", 2)), 28000, 26000)
check("信函双线居中", "页面", "信函", "L102", "10.1", lambda p: p.rule("信函双线")[0]["x0"], 21000, 20000)
check("信函粗线", "0.7", "信函", "L102", "10.1", lambda p: p.rule("信函双线")[0]["w"], 500, 700)
check("信函细线", "0.2", "信函", "L102", "10.1", lambda p: p.rule("信函双线")[1]["w"], 250, 200)
check("红线粗", "0.35", "盖章一枚", "L102", "7.2.7", lambda p: p.rule("版头分隔线")[0]["w"], 500, 350)
check("红色", "CMYK", "盖章一枚", "L102", "6.2", lambda p: p.rule("版头分隔线")[0]["color"], "red", "red-ink")
check("份号字体", "黑体", "盖章一枚", "L102", "7.2.1", lambda p: p.text("份号")[0]["face"] == p.text("密级和保密期限")[0]["face"], False, True)
check("标题行距", "30", "不盖章联合", "L102", "7.3.1", title_pitch, 12700, 10583)
check("附件标题", "3号仿宋", "templates/example/公文.xml", "L102", "7.3.7",
      lambda p: "%d %s" % (p.text("附件标题")[0]["size"], p.text("附件标题")[0]["face"]), "7761 FandolSong-Bold", "5644 FandolFang-Regular")
check("版记空字", "3号", "不盖章联合", "L102", "7.4.2", lambda p: p.text("抄送")[0]["x"], 28000 + 4939, 28000 + 5571)
check("不盖章联合署名", "左对齐", "不盖章联合", "L102", "7.3.5.2", lambda p: len({t["end"] > 44000 for t in p.text("署名")}), 1, 2)
check("纪要红线", "无", "纪要", "L102", "10.3", lambda p: len(p.rule("版头分隔线")), 1, 0)
check("命令红线", "有", "命令", "L102", "10.2", lambda p: len(p.rule("版头分隔线")), 0, 1)
check("二号字", "21磅", "盖章一枚", "L102", "7.3.1", lambda p: p.text("标题")[0]["size"], 7761, 7408)
check("署名过长", "右空二字", "tests/cases/gongwen/盖章-署名过长.xml", "L102", "7.3.5.1", lambda p: p.text("署名")[0]["x"] + p.text("署名")[0]["end"] <= 184000 - 11100, False, True)
check("每排印章", "2", "盖章五枚", "L102", "7.3.5.1", seals_in_row, 3, 2)
check("标志上边缘", "字身", "盖章一枚", "L102", "7.2.4", lambda p: mark_top(p) > mark_top(run("", case("盖章一枚"))[0]) + 100, False, True)
check("空行量法", "加行空", "盖章一枚", "L102", "3.2",
      lambda p: p.text("标题")[0]["y"] - 6830 - p.rule("版头分隔线")[0]["y"] - 250 > 23300, False, True)  # 空二行: 20.9 mm, or up to 25.7
check("无份号时密级", "第一行", "不盖章联合", "L114", "7.2.2", lambda p: p.text("密级和保密期限")[0]["y"] < 47000, False, True)
check("页码距离", "字身", "盖章一枚", "L114", "7.5", lambda p: p.text("页码")[0]["y"] > 272000, False, True)
check("首页页码", "无", "盖章一枚", "L114", "7.5", lambda p: len(p.text("页码", 1)), 3, 0)
check("套打", "是", "盖章一枚", "L102", "7.2", lambda p: [len(p.text("发文机关标志")), len(p.rule("版头分隔线")), p.text("正文")[0]["y"] > 0], [1, 1, True], [0, 0, True])
check("版记在偶数页", "否", "不盖章联合", "L102", "7.4", lambda p: p.rule("版记分隔线")[0]["page"], 2, 1)
check("中西间距", "250", "信函", "L102", "5.2.3", latin_gap, 11143, 11143 + 1393)
# 套打 leaves the rest where it was
plain, printed = run("", case("盖章一枚"))[0], run("<套打>是</套打>", case("盖章一枚"))[0]
if [(t["x"], t["y"], t["s"]) for t in plain.texts if t["el"] != "发文机关标志"] != [(t["x"], t["y"], t["s"]) for t in printed.texts]:
    bad.append("套打: other elements have moved")

# the seal's diameter where the document gives none; the office's own affair, nothing to tell
doc = os.path.join(root, "tests/cases/typeset/盖章一枚.xml")
other = os.path.join(tmp, "d.xml")
shutil.copy(os.path.join(root, "tests/cases/typeset/样章.png"), tmp)
open(other, "w", encoding="utf-8").write(open(doc, encoding="utf-8").read().replace(' 章径="42"', ""))
check("章径", "50", other, None, None, lambda p: p.images[0]["w"], 45000, 50000)

# a character nobody has
open(other, "w", encoding="utf-8").write("<公文><标题>缺字</标题><正文><段>字\U000F0000。</段></正文></公文>")
if run("", other)[0] is not None or "L106" not in run("", other)[1]:
    bad.append("a character nobody has is no error")
p, messages = run("<缺字印方框>是</缺字印方框>", other)
if p is None or "L107" not in messages or "第 6.1 条" not in messages:
    bad.append("缺字印方框: " + messages)

# 〈印章表〉: the picture is placed for that name and no other
table = '<印章表><章 署名="锦屏县样例委员会" 文件="example/样章.png"/></印章表>'
open(other, "w", encoding="utf-8").write(open(case("不盖章联合"), encoding="utf-8").read().replace('方式="不盖章"', '方式="盖章"'))
office = office.replace("  <版式/>", "  <版式/>", 1)
p, messages = run("", other, "")
if p is None or p.images:
    bad.append("a seal without 〈印章表〉: " + messages)
office = re.sub(r"(?s)(<预警 )", table + r"\1", office, count=1)
p, messages = run("", other)
if p is None or len(p.images) != 1 or p.images[0]["w"] != 45000:
    bad.append("〈印章表〉: %s %s" % (p and p.images, messages))
else:
    name = [t for t in p.text("署名") if t["s"] == "锦屏县样例委员会"][0]
    if abs(name["x"] + name["end"] / 2 - p.images[0]["x"] - 22500) > 100:
        bad.append("〈印章表〉: the seal stands at %d, its name at %d" % (p.images[0]["x"] + 22500, name["x"] + name["end"] / 2))
office = office.replace("example/样章.png", "../样章.png")
p, messages = run("", other)
if p is not None or "L118" not in messages:
    bad.append("〈印章表〉 reaches out of templates/: " + messages)

# what cannot be
for settings, code in (("<行距>二十磅</行距>", "L101"), ("<红线粗>3</红线粗>", "L103"), ("<每排印章>1.5</每排印章>", "L103"), ("<版头>大</版头>", "L104")):
    p, messages = run(settings, case("盖章一枚"))
    if p is not None or code not in messages:
        bad.append("%s: no %s: %s" % (settings, code, messages))

shutil.rmtree(tmp)
print("\n".join(bad))
sys.exit(bool(bad))
