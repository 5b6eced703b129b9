#!/usr/bin/env bash
# A row with one cell over all columns heads the rows below it: wherever the page ends, it stands on the page of the next row, be that
# row short or long enough to come apart between two pages.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0 ends=0
paper() { # rows before the heading, sentences in the row below it
  echo '<公文 格式="文件" 行文方向="下行"><发文机关标志 后缀="文件"><机关>某县人民政府办公室</机关></发文机关标志>
<发文字号>某府办〔2022〕1号</发文字号><标题>某县人民政府办公室关于印发清单的通知</标题><主送机关>各单位：</主送机关>
<正文><段>现印发给你们。</段></正文><署名>某县人民政府办公室</署名><成文日期>2022-12-26</成文日期>
<附件 标题="清单"><表格><列 宽="20"/><列 宽="136"/><表头><行><格>序号</格><格>内容</格></行></表头>'
  for ((i = 0; i < $1; i++)); do echo '<行><格>先</格><格>前面的内容</格></行>'; done
  echo '<行><格 跨列="2">统领下文</格></行><行><格>甲</格><格>紧跟其后'
  for ((i = 0; i < $2; i++)); do echo '，这一行的内容写得很长，需要写满好几行才写得下'; done
  echo '</格></行>'
  for ((i = 0; i < 6; i++)); do echo '<行><格>后</格><格>后面的内容</格></行>'; done
  echo '</表格></附件></公文>'
}
place() { awk '$1 == "page" {p = $2} /"统领下文"/ {h = p} /"紧跟其后/ && !f {f = p} /"前面的内容"/ {l = p; top = top ? top : p; on[p]++} END {print h, f, l, on[top]}' "$tmp/x.trace"; }
paper 60 0 >"$tmp/x.xml"
"$JIBAO" trace "$tmp/x.xml" >"$tmp/x.trace" || { echo "60 rows: not set"; exit 1; }
read -r _ _ _ full < <(place) # rows that the table's first page holds
for long in 0 18; do
  for ((n = 17; n < 30; n++)); do
    paper $n $long >"$tmp/x.xml"
    "$JIBAO" trace "$tmp/x.xml" >"$tmp/x.trace" || { echo "$n rows: not set"; exit 1; }
    read -r head next last _ < <(place)
    [ "$head" = "$next" ] || { echo "$n rows before it, $long sentences below it: heading on page $head, its row on page $next"; bad=1; }
    [ "$head" != "$last" ] && ends=$((ends + 1))
    [ $long = 0 ] && [ "$head" != "$last" ] && [ $((n + 2)) -le $full ] && { echo "$n rows of $full, heading and row overleaf though both fit"; bad=1; }
  done
done
# a cell that says 左 keeps its lines as they are; any other of that width is flush on both edges
paper 1 2 >"$tmp/x.xml"
sed 's|<格>紧跟其后|<格 对齐="左">紧跟其后|' "$tmp/x.xml" >"$tmp/y.xml"
even() { "$JIBAO" trace "$1" | grep -c '"紧跟其后.*" 0+3704\*[0-9]* end'; }
[ "$(even "$tmp/x.xml") $(even "$tmp/y.xml")" = '0 1' ] || { echo "lines as they are: $(even "$tmp/x.xml") without 左, $(even "$tmp/y.xml") with it"; bad=1; }
# a row that comes apart: its number and its name are whole on each of its pages, （续） below the name where it is said again
torn=0
for ((n = 14; n < 24; n++)); do
  paper $n 34 | sed 's|<列 宽="136"/>|<列 宽="26"/><列 宽="110"/>|; s|<格>序号</格>|&<格>名称</格>|; s|跨列="2"|跨列="3"|; s|\(<格>[先后]</格>\)|\1<格>名</格>|; s|<格>甲</格>|&<格>一件事的名称写得长了要占好几行才写得下到此为止</格>|' >"$tmp/x.xml"
  "$JIBAO" trace "$tmp/x.xml" >"$tmp/x.trace" || { echo "$n rows before a long name: not set"; exit 1; }
  awk '$1 == "page" {p = $2} /"甲"/ {no[p] = 1} /"一件事/ {from[p] = 1} /到此为止"|为止"|"止"/ {to[p] = 1} /"（续）"/ {again[p] = 1} /写满好几行|写得下，这一/ && !/名称/ {text[p] = 1}
    END {for (p in text) {pages++; if (!no[p] || !from[p] || !to[p]) exit 1; marks += again[p]} exit marks == pages - 1 ? pages > 1 ? 3 : 0 : 2}' "$tmp/x.trace"
  case $? in 0) ;; 3) torn=$((torn + 1)) ;; *) echo "$n rows before it: a torn row lost its name or （续）"; bad=1 ;; esac
done
[ $torn -ge 3 ] || { echo "rows that came apart: $torn"; bad=1; }
[ $ends -ge 2 ] || { echo "no page ended at the heading: $ends"; bad=1; }
exit $bad
