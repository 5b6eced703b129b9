#!/usr/bin/env bash
# jibao verify. Whole documents verify clean, from XML and from the PDF alone: tests/cases/verify/*.xml, tests/cases/typeset/*.xml,
# templates/example/公文*.xml. Damaged ones (tests/cases/verify/*.case) give exactly the failing checks that the case names. Foreign
# and hostile PDFs give a report or one clear message, never a crash.
# DAMAGED=name runs one damaged document.
set -u
JIBAO=${JIBAO:-$PWD/jibao}
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/t"; export TMPDIR=$tmp/t
py=/usr/bin/python3 bad=0
fault() { echo "$*"; bad=1; }
numbers() { # OUT.json: numbers that fail or remind, in one line
  $py -c 'import json,sys; print(*[k["项"] for k in json.load(open(sys.argv[1]))["各项"] if k["结果"] in ("不符", "提醒")])' "$1"
}

# The documents, their stamps beside them.
cp tests/cases/verify/*.xml "$tmp"/
$py tests/tools/stamp.py "$tmp/样章.png"; $py tests/tools/stamp.py "$tmp/签名.png" 300 120
clean() { # SOURCE [allowed numbers]
  local pdf=$tmp/other.pdf
  case $1 in "$tmp"/*) pdf=${1%.xml}.pdf;; esac
  "$JIBAO" render --quiet "$1" -o "$pdf" >/dev/null 2>&1 || { fault "$1: not rendered"; return; }
  for f in "$1" "$pdf"; do
    "$JIBAO" verify --json "$f" >"$tmp/out.json" 2>"$tmp/msg"
    local rc=$? got; got=$(numbers "$tmp/out.json"); cat "$tmp/out.json" >>"$tmp/all.json"
    local want=${2:-}; [ "$f" = "$pdf" ] && want=${want/#4/} # 4 compares with the XML
    [ "$got" = "$want" ] || { fault "$f: fails checks: $got"; "$JIBAO" verify --quiet "$f" 2>/dev/null | head -n 20; }
    [ $rc = $([ -z "$got" ] && echo 0 || echo 1) ] || fault "$f: status $rc"
  done
}
n=0
for x in "$tmp"/*.xml tests/cases/typeset/*.xml templates/example/公文*.xml; do
  [ -z "${DAMAGED:-}" ] || { case $x in "$tmp"/*) "$JIBAO" render --quiet "$x" -o "$tmp/$(basename "$x" .xml).pdf" >/dev/null 2>&1;; esac; continue; }
  case $x in
  */横排表格.xml|*/图表格.xml) allowed=160;;          # their titles name no kind of 公文
  */typeset/不盖章联合.xml) allowed=162;;              # 密级 without 份号, to see its row
  */typeset/信函联合.xml) allowed=4;;                  # a letter's mark leaves the second sponsor out (10.1)
  */表格拆行.xml|*/表格续行.xml|*/跨行高格.xml) allowed=4;; # a cell over two pages is not in one piece
  *) allowed=;;
  esac
  clean "$x" "$allowed"; n=$((n + 1))
done
[ -n "${DAMAGED:-}" ] || [ $n -ge 12 ] || fault "only $n documents"

# What the standard leaves open (〈版式〉 of the profile): clean in each reading, from the PDF alone too.
variant() { # SETTINGS DOCUMENT…
  local w=$tmp/variant d; rm -rf "$w"; mkdir "$w"; cp -r templates "$w/templates"; ln -s "$PWD/fonts" "$w/fonts"
  $py -c 'import sys; p = sys.argv[1]; s = open(p).read(); assert "<版式/>" in s; open(p, "w").write(s.replace("<版式/>", "<版式>" + sys.argv[2] + "</版式>"))' \
    "$w/templates/office.xml" "$1" || { fault "no 〈版式/〉 in the profile"; return; }
  for d in "${@:2}"; do
    "$JIBAO" -C "$w" render --quiet "$tmp/$d.xml" -o "$tmp/other.pdf" >/dev/null 2>&1 || fault "$1 $d: not rendered"
    "$JIBAO" -C "$w" verify --quiet "$tmp/$d.xml" "$tmp/other.pdf" >"$tmp/out" 2>/dev/null || { fault "$1 $d: not clean"; head -n 20 "$tmp/out"; }
  done
}
if [ -z "${DAMAGED:-}" ]; then
  variant '<行距>等分</行距><红色>CMYK</红色>' 文件
  variant '<偶数页镜像>是</偶数页镜像><不盖章联合署名>左对齐</不盖章联合署名>' 文件 不盖章联合
  variant '<附件标题>3号仿宋</附件标题><份号字体>黑体</份号字体><空行量法>加行空</空行量法><标志上边缘>字身</标志上边缘><版记空字>3号</版记空字><页码距离>字身</页码距离>' 文件
  variant '<套打>是</套打>' 联合上行 信函 纪要
fi

# Every check applies somewhere among them.
[ -n "${DAMAGED:-}" ] || $py - "$tmp/all.json" <<'P' || bad=1
import json, sys
text, at, seen = open(sys.argv[1]).read(), 0, set()
while at < len(text):
    report, at = json.JSONDecoder().raw_decode(text, at)
    at += len(text[at:]) - len(text[at:].lstrip())
    seen |= {k['项'] for k in report['各项'] if k['结果'] != '不适用'}
if seen != set(range(1, 164)):
    sys.exit('checks that never apply: %s' % sorted(set(range(1, 164)) - seen))
P

# Damaged documents.
cases=(tests/cases/verify/*.case); [ -z "${DAMAGED:-}" ] || cases=("tests/cases/verify/$DAMAGED.case")
[ -n "${DAMAGED:-}" ] || [ ${#cases[@]} -ge 30 ] || fault "only ${#cases[@]} cases"
PYTHONDONTWRITEBYTECODE=1 $py tests/tools/verifycases.py "$JIBAO" "$tmp" "${cases[@]}" || bad=1
[ -z "${DAMAGED:-}" ] || exit $bad

# Other programs' PDFs, and files that are none: one verdict or one message each, with its status.
foreign() { # FILE STATUS [words of its message or report]
  "$JIBAO" verify --quiet "$1" >"$tmp/out" 2>&1
  local rc=$?
  [ $rc = "$2" ] || fault "$1: status $rc, expected $2: $(head -n 3 "$tmp/out")"
  [ -z "${3:-}" ] || grep -qF -- "$3" "$tmp/out" || fault "$1: no “$3” in: $(head -n 5 "$tmp/out")"
}
pdf() { # OBJECT… : a PDF by hand, without cross-reference table
  printf '%%PDF-1.4\n'; local i=1 o
  for o in "$@"; do printf '%d 0 obj\n%s\nendobj\n' $i "$o"; i=$((i + 1)); done
  printf 'trailer<</Root 1 0 R>>\n'
}
stream() { printf '<</Length %d>>stream\n%s\nendstream' "${#1}" "$1"; }
page='<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>'
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R]/Count 1>>' "$page" "$(stream 'BT /F 12 Tf 72 700 Td (Hello) Tj ET 0.9 g 0 0 612 792 re f')" >"$tmp/hello.pdf"
foreign "$tmp/hello.pdf" 1 '页面宽：215.90 mm，应为 209.82～210.18 mm'
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R]/Count 1>>' "$page" "$(stream '0 0 m 9 9 l S')" >"$tmp/notext.pdf"
foreign "$tmp/notext.pdf" 3 V107
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>' "${page/\/Contents 4 0 R/\/Contents 3 0 R}" >"$tmp/loop.pdf"
foreign "$tmp/loop.pdf" 3
printf '%%PDF-1.7\n\001\377 garbage' >"$tmp/garbage.pdf";             foreign "$tmp/garbage.pdf" 3 V103
head -c 3000 "$tmp/文件.pdf" >"$tmp/cut.pdf";                          foreign "$tmp/cut.pdf" 3 V103
qpdf --encrypt secret owner 256 -- "$tmp/文件.pdf" "$tmp/locked.pdf";   foreign "$tmp/locked.pdf" 3 V106
qpdf --encrypt '' owner 256 -- "$tmp/文件.pdf" "$tmp/open.pdf";         foreign "$tmp/open.pdf" 0
cp "$tmp/文件.pdf" "$tmp/名字 \"&<.pdf";                                foreign "$tmp/名字 \"&<.pdf" 0
printf 'no PDF' >"$tmp/text.pdf";                                      foreign "$tmp/text.pdf" 3 V102
foreign "$tmp/missing.pdf" 3 E101
kids=$(printf '3 0 R %.0s' $(seq 1001))
pdf '<</Type/Catalog/Pages 2 0 R>>' "<</Type/Pages/Kids[$kids]/Count 1001>>" "$page" "$(stream 'BT /F 12 Tf 72 700 Td (Hello) Tj ET')" >"$tmp/many.pdf"
foreign "$tmp/many.pdf" 3 V104
printf '标题\n正文一行。\n' | iconv -t UTF-8 >"$tmp/plain.txt"
if command -v groff >/dev/null && groff -Tpdf -P-pa4 </dev/null >/dev/null 2>&1; then
  printf 'Hello from another program.\n' | groff -Tpdf -P-pa4 >"$tmp/groff.pdf" 2>/dev/null && foreign "$tmp/groff.pdf" 1 '字体'
fi
rsvg=$(command -v pdftocairo) && "$rsvg" -pdf "$tmp/文件.pdf" "$tmp/cairo.pdf" && foreign "$tmp/cairo.pdf" 1 '版头分隔线右端：183.78 mm' # it scales to a page of 595 pt
PATH=/nonexistent "$JIBAO" verify "$tmp/文件.pdf" >"$tmp/out" 2>&1
[ $? = 3 ] && grep -q V101 "$tmp/out" || fault "without mutool: $(head -n 2 "$tmp/out")"
[ -z "$(ls "$TMPDIR")" ] || fault "temporary folders left behind"
exit $bad
