"""份号, 密级和保密期限, 紧急程度 in every combination, 文件 and 信函: places and order (7.2.1-7.2.3, 10.1).  corner.py JIBAO DIR"""
import itertools, os, re, subprocess, sys

jibao, tmp = sys.argv[1:3]
TEXT = re.compile(r'  text (份号|密级和保密期限|紧急程度|发文字号) \S+ (-?\d+) (-?\d+) (\d+) (\S+) (\S+) (\S+) "(.*)" ')
RULE = re.compile(r"  rule 信函双线 \S+ (\d+),(\d+) (\d+),(\d+) (\d+)")
TOP, PITCH, bad, n = 37000, 10445.5, [], 0
for form, copy, secret, urgent in itertools.product(("文件", "信函"), (0, 1), (0, 1, 2), (0, 1)):
    doc = os.path.join(tmp, "d.xml")
    with open(doc, "w", encoding="utf-8") as f:
        f.write('<公文 格式="%s">%s%s%s<发文机关标志><机关>锦屏县示范局</机关></发文机关标志><发文字号>锦示发〔2022〕1号</发文字号>'
                "<标题>标题</标题><正文><段>正文。</段></正文></公文>"
                % (form, copy * "<份号>000001</份号>", ("", "<密级>秘密</密级>", '<密级 期限="1年">机密</密级>')[secret], urgent * "<紧急程度>特急</紧急程度>"))
    out = subprocess.run([jibao, "trace", doc], capture_output=True, text=True).stdout
    found, rules = {}, []
    for line in out.split("\n"):
        if m := TEXT.match(line):
            e = found.setdefault(m[1], dict(x=int(m[2]), y=int(m[3]), s="", face=m[5]))
            e["s"] += m[8]
        if m := RULE.match(line):
            rules.append(int(m[2]) + int(m[5]) // 2)
    want = [("份号", "000001")] * copy + [("密级和保密期限", ("", "秘密", "机密★1年")[secret])] * bool(secret) + [("紧急程度", "特急")] * urgent
    name = "%s %s" % (form, "、".join(w[1] for w in want) or "都没有")
    n += 1
    if [(k, v["s"]) for k, v in found.items() if k != "发文字号"] != want:
        bad.append("%s: order or text: %s" % (name, found))
        continue
    # the first row: the type area's; in a letter 7/8 of 3号 below the double rule. 密级 keeps the second row without 份号
    row = 1 if form == "文件" and secret and not copy else 0
    top = TOP if form == "文件" else rules[1] + 4939
    for element, text in want:
        e = found[element]
        if e["x"] != 28000 or not -700 < e["y"] - top - row * PITCH - 4900 < 700:
            bad.append("%s: %s stands at %d,%d" % (name, element, e["x"], e["y"]))
        row += 1
    if form == "信函" and not -700 < found["发文字号"]["y"] - top - 4966 < 700:
        bad.append("%s: 发文字号 stands at %d" % (name, found["发文字号"]["y"]))
if n != 24:
    bad.append("%d combinations" % n)
print("\n".join(bad))
sys.exit(bool(bad))
