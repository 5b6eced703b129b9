"""Documents whose text ends on every line of a page: what must hold at the end of each (7.3.5, 7.4, 7.5).  ends.py JIBAO DIR"""
import os, re, subprocess, sys

jibao, tmp = sys.argv[1:3]
TEXT = re.compile(r'  text (\S+) \S+ (-?\d+) (-?\d+) (\d+) (\S+) (\S+) (\S+) "(.*)" (\S+) end (\d+)$')
TOP, BOTTOM, SIZE, PITCH = 37000, 262000, 5644, 10445.5
bad, respaced, carried, plain = [], 0, 0, 0
LINE = "<段>第%d段是一行短的文字。</段>"
LONG = "<段>各乡镇、各部门要把安置区的就业、产业、公共服务和社区治理放在突出位置，逐项明确任务、时限和责任人，按季度报告进展。</段>"
HEAD = ('<发文机关标志 后缀="文件"><机关>锦屏县示范局</机关></发文机关标志><发文字号>锦示发〔2022〕13号</发文字号>'
        "<标题>锦屏县示范局关于末页的通知</标题><主送机关>各乡镇人民政府：</主送机关>")
IMPRINT = "<版记><抄送>县委办公室。</抄送><印发机关>锦屏县示范局办公室</印发机关><印发日期>2022-12-26</印发日期></版记>"
ONE, DATE = "<署名>锦屏县示范局</署名>", "<成文日期>2022-12-26</成文日期>"
FIVE = "".join("<署名>锦屏县%s局</署名>" % n for n in ("示范", "样例", "例子", "演示", "练习"))
POST = '<署名 职务="局长">样例甲</署名>'
ENDS = {
    "盖章": ONE + DATE + '<印章 章径="45"/>',
    "盖章联合": FIVE + DATE + '<印章 章径="42"/>',
    "不盖章": ONE + DATE + '<印章 方式="不盖章"/><附注>此件公开发布</附注>',
    "签名章": POST + DATE + '<印章 方式="签名章"/>',
}


def pages(trace):
    out = []
    for line in trace.split("\n"):
        if line.startswith("page "):
            out.append(dict(texts=[], rules=[], blank="blank" in line))
        elif m := TEXT.match(line):
            out[-1]["texts"].append((m[1], int(m[3]), m[8], m[5]))
        elif line.startswith("  rule 版记"):
            out[-1]["rules"].append(int(line.split(",")[1].split(" ")[0]))
    return out


def check(name, ps, messages):
    global respaced, carried, plain
    fail = lambda what: bad.append("%s: %s" % (name, what))
    of = lambda p, el: [t for t in p["texts"] if t[0] == el]
    if not of(ps[0], "正文"):
        fail("page 1 shows no text")
    last = [i for i, p in enumerate(ps) if of(p, "成文日期")]
    if len(last) != 1 or not of(ps[last[0]], "正文"):
        fail("the date is on a page without text")
    for el in ("署名", "职务"):
        if any(of(p, el) for i, p in enumerate(ps) if i != last[0]):
            fail(el + " is not on the date's page")
    if len(ps) % 2 or [i for i, p in enumerate(ps) if p["rules"]] != [len(ps) - 1]:
        fail("版记 is not on the last, even page")
    rules = ps[-1]["rules"]
    if max(rules) != BOTTOM:
        fail("版记 does not end at the type area's foot")
    for i, p in enumerate(ps):
        number = of(p, "页码")
        want = not p["blank"] and not (i == len(ps) - 1 and len(ps) > 1 and ps[-2]["blank"])
        if bool(number) != want:
            fail("page number of page %d" % (i + 1))
        ys = sorted({t[1] for t in p["texts"] if t[0] in ("正文", "署名", "成文日期", "附注") and t[3].startswith("FandolFang")})
        if ys and (ys[0] - 4966 < TOP - 500 or ys[-1] + 678 > BOTTOM + 500):
            fail("page %d: text outside the type area: %s" % (i + 1, ys))
        if p["rules"] and ys and ys[-1] + 678 > min(rules) - 3000:
            fail("the last line stands too near to the 版记")
        body = sorted({t[1] for t in of(p, "正文") if t[3].startswith("FandolFang")})
        steps = [b - a for a, b in zip(body, body[1:])]
        if steps and (min(steps) < PITCH * 0.945 - 2 or max(steps) > PITCH * 1.11 + 2 or max(steps) - min(steps) > 2):
            fail("page %d: rows %s apart" % (i + 1, sorted(set(steps))))
        if steps and abs(steps[0] - PITCH) > 2 and "L113" not in messages and "L116" not in messages:
            fail("page %d is respaced, and nothing says so" % (i + 1))
    respaced += "L113" in messages or "L116" in messages
    carried += "L115" in messages
    plain += not re.search("L11[3569]", messages)
    if "此页无正文" in "".join(t[2] for p in ps for t in p["texts"]):
        fail("此页无正文")


for end, block in ENDS.items():
    for k in range(0, 25):
        doc = os.path.join(tmp, "%s%d.xml" % (end, k))
        with open(doc, "w", encoding="utf-8") as f:
            f.write("<公文>%s<正文>%s%s</正文>%s%s</公文>" % (HEAD, LONG * 3, "".join(LINE % (i + 1) for i in range(k)), block, IMPRINT))
        r = subprocess.run([jibao, "trace", doc], capture_output=True, text=True)
        if r.returncode:
            bad.append("%s %d: %s" % (end, k, r.stderr))
        else:
            check("%s, %d lines more" % (end, k), pages(r.stdout), r.stderr)
if min(respaced, carried, plain) < 5:
    bad.append("not all ways were gone: respaced %d, carried %d, as they came %d" % (respaced, carried, plain))
print("\n".join(bad))
sys.exit(bool(bad))
