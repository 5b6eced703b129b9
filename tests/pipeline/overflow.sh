#!/usr/bin/env bash
# What its place cannot hold is told, never cut off in silence: L122 to L125; captions of any length wrap.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
long() { local s= i; for ((i = 0; i < $1; i++)); do s+=长; done; printf %s "$s"; }

# wants CODE STATUS BODY-AND-REST
wants() {
  printf '<公文><标题>测</标题><正文><段>正文。</段>%s</公文>' "$3" >"$tmp/d.xml"
  "$JIBAO" trace "$tmp/d.xml" >"$tmp/out" 2>"$tmp/msg"; local rc=$?
  [ $rc = "$2" ] || { echo "status $rc, not $2: ${3:0:80}"; bad=1; }
  if [ "$1" = none ]; then grep -E 'L12[0-9]' "$tmp/msg" && { echo "nothing was to be told: ${3:0:80}"; bad=1; }
  else grep -q "$1" "$tmp/msg" || { echo "no $1: ${3:0:80}"; cat "$tmp/msg"; bad=1; }; fi
}

docno() { # LETTERS STATUS-OF-GREP
  printf '<公文><发文机关标志><机关>示范局</机关></发文机关标志><发文字号>%s〔2022〕1号</发文字号><标题>测</标题><正文><段>正文。</段></正文></公文>' "$(long "$1")" >"$tmp/n.xml"
  "$JIBAO" trace "$tmp/n.xml" 2>&1 >/dev/null | grep -q L122; [ $? = "$2" ] || { echo "发文字号 of $1 letters"; bad=1; }
}
docno 30 0
docno 15 1
wants L123 1 '<表格><行><格 跨行="2">一</格><格>二</格></行><行><格>三</格><格>四</格></行></表格></正文>'
wants L124 1 "<表格><行>$(for i in $(seq 31); do printf '<格 跨列="2">%s</格>' "$i"; done)</行></表格></正文>"
wants L125 1 "</正文><版记><抄送>$(long 800)。</抄送></版记>"
wants none 0 "<表格><表题>$(long 70)</表题><行><格>一</格></行></表格></正文>"
grep -c '^  text 表题' "$tmp/out" | grep -qx 2 || { echo "a caption of 70 letters is not in two lines"; bad=1; }
wants none 0 "<表格 横排=\"是\"><表题>$(long 70)</表题><行><格>一</格></行></表格></正文>"
exit $bad
