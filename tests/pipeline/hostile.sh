#!/usr/bin/env bash
# Names and texts that want to be more than text: file names, unit names, numbers, titles, paragraphs. Nothing is written outside
# output/, nothing received steers a terminal or becomes markup, a path, a formula or a statement.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
p=$tmp/p; mkdir -p "$p/input/2022Q4"
cp -R templates "$p/"; ln -s "$PWD/fonts" "$p/fonts"
base=input/2022Q4/林业局.xml

/usr/bin/python3 - "$p" "$base" input/工作方案.xml <<'PY'
import os, re, sys
p, base, plan = sys.argv[1:]
text = open(base, encoding='utf-8').read()
def put(name, s):
    open(os.path.join(os.fsencode(p), b'input', b'2022Q4', name if isinstance(name, bytes) else name.encode()), 'wb').write(s.encode())
def field(name, value, s=text):
    value = value.replace('&', '&amp;').replace('<', '&lt;')
    return re.sub('<%s( [^>]*)?>[^<]*</%s>' % (name, name), lambda m: '<%s%s>%s</%s>' % (name, m.group(1) or '', value, name), s, 1)
# file names
for name in ['-rf.xml', '--date.xml', '$(touch pwned).xml', '`touch pwned`.xml', 'a;touch pwned;.xml', "o'brien\".xml", 'a\nb\rc.xml',
             '\x1b[31mred\x1b]0;title\x07.xml', '..%2f..%2fx.xml', '.. .xml', 'a\\..\\b.xml', '\u202egnp.xml', 'CON.xml', '<script>.xml',
             "'; DROP TABLE file; --.xml", '%s%n%x.xml', 'x' * 240 + '.xml']:
    put(name, text + '<!-- %s -->' % re.sub('[^a-z]', '', name))
put('民政局'.encode('gbk') + b'.xml', text + '<!-- gbk -->')
# what stands in the file
evil = ['../../../etc/passwd', '/etc/passwd', "x'); DROP TABLE file; --", '<b onmouseover="alert(1)">x</b>', '=HYPERLINK("http://x","y")', '@SUM(1+1)|cmd',
        '{{7*7}} ${HOME} $(id) `id`', '\u202eevil\u202c', '%n%s%x', 'a' * 5000, ']]> --> &amp; <!--']
for i, e in enumerate(evil):
    put('unit%d.xml' % i, field('单位', e))
    s = text
    for name in ('填报人', '审签人', '联系电话', '发文字号'):
        s = field(name, e, s)
    s = re.sub('<段>', lambda m: '<段>' + e.replace('&', '&amp;').replace('<', '&lt;').replace(']]>', ']]&gt;'), s)
    put('text%d.xml' % i, s.replace('<版次>1<', '<版次>%d<' % (i + 2)))
put('id.xml', re.sub('<无/></存在问题>', '<问题 编号="../../../x"><分类>其他</分类><等级>一般</等级><描述>描述描述描述描述描述</描述><整改措施>整改措施整改措施整改</整改措施>'
    '<责任人>样例</责任人><状态>新增</状态></问题></存在问题>', text, 1).replace('</季度报送>', '</季度报送><!-- id -->'))
# the plan
s = open(plan, encoding='utf-8').read()
open(os.path.join(p, 'input/方案.xml'), 'w', encoding='utf-8').write(s)
PY

before=$(find "$p" -path "$p/output" -prune -o -printf '%P %s %T@\n' | sort | sha256sum)
(cd "$p" && ls -1 | sort) >"$tmp/top"
"$JIBAO" run -C "$p" --date 2022-12-26 --keep-xml >"$tmp/out" 2>"$tmp/err"; rc=$?
[ $rc = 1 ] || fault "status $rc, wanted 1: $(tail -n 3 "$tmp/out" "$tmp/err")"
after=$(find "$p" -path "$p/output" -prune -o -printf '%P %s %T@\n' | sort | sha256sum)
[ "$before" = "$after" ] || { (cd "$p" && ls -1 | sort | comm -13 "$tmp/top" -) | grep -qvx output && fault "something was written outside output/"; }
find "$p" "$PWD" -maxdepth 1 -name 'pwned*' | grep -q . && fault "a name was executed"
find "$p/input" -newer "$tmp/top" -type f | grep -q . && fault "something in input/ was touched"

"$JIBAO" status 2022Q4 -C "$p" --date 2022-12-26 >"$tmp/status" 2>>"$tmp/err"
"$JIBAO" status 2022Q4 -C "$p" --date 2022-12-26 --json >"$tmp/status.json" 2>>"$tmp/err"
"$JIBAO" history 县林业局 -C "$p" >"$tmp/history" 2>>"$tmp/err"
"$JIBAO" audit -C "$p" >"$tmp/audit" 2>>"$tmp/err" || fault "audit: $(cat "$tmp/audit")"
find "$p/input/2022Q4" -name 'text*.xml' -print0 | xargs -0 "$JIBAO" check -C "$p" --date 2022-12-26 >"$tmp/check" 2>>"$tmp/err"
/usr/bin/python3 - "$p/output" "$tmp" <<'PY' || bad=1
import glob, json, os, re, sys, unicodedata
out, tmp = sys.argv[1:]
bad = 0
def fault(s):
    global bad
    bad = 1
    print(s)
# C0 but line ends, DEL, C1, directions: nothing of that reaches a screen or a file for people
steer = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
seen = 0
for f in [os.path.join(tmp, n) for n in ('out', 'err', 'status', 'history', 'audit', 'check')] + glob.glob(out + '/**/*.txt', recursive=True):
    s = open(f, encoding='utf-8', errors='strict').read() # all of it is UTF-8
    seen += 1
    m = steer.search(s)
    if m: fault('%s: U+%04X in %r' % (f, ord(m.group()), s[max(0, m.start() - 30):m.end() + 10]))
for f in glob.glob(out + '/**/*.json', recursive=True) + [tmp + '/status.json']:
    json.load(open(f, encoding='utf-8'))
    seen += 1
if seen < 60: fault('only %d files looked at' % seen)
for d, dirs, files in os.walk(out):
    for n in dirs + files:
        if not re.fullmatch(r'[-\w.〇\u3400-\u9fff]+', n) or n.startswith('-') or '..' in n: fault('a name in output/: %r' % n)
        if os.path.islink(os.path.join(d, n)): fault('a link in output/: %r' % n)
for f in glob.glob(out + '/**/*.html', recursive=True):
    if re.search(r'<b onmouseover|<script>\.xml', open(f, encoding='utf-8').read()): fault('markup from outside in ' + f)
sys.exit(bad)
PY
exit $bad
