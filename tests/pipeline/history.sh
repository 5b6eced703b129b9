#!/usr/bin/env bash
# jibao history: three versions of one submission that arrive out of order, a withdrawal and a refused file.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts" && mkdir "$tmp/input" && cp templates/example/工作方案.xml "$tmp/input/"
one() { # name, sed expression
  sed "$2" templates/example/季度报送.xml >"$tmp/input/$1.xml"
  touch -d 2022-01-01 "$tmp/input/$1.xml"
  "$JIBAO" intake -C "$tmp" --date 2023-03-22 --quiet >"$tmp/out" 2>&1
}
one 二 's|<版次>1<|<版次>2<|; s|">92.6<|">93.5<|'
one 一 ''
one 坏 's|<版次>1<|<版次>3<|; s|<单位>县人力资源社会保障局|<单位>人社局|; s|2023-03-22|2023-02-30|'
one 三 's|<版次>1<|<版次>3<|; s|">92.6<|">93.5<|; s|推荐成功十五人|推荐成功十六人|'
"$JIBAO" history -C "$tmp" 县人力资源社会保障局 >"$tmp/got" 2>"$tmp/err" || { cat "$tmp/got" "$tmp/err"; exit 1; }
sed 's/（期限.*//' "$tmp/got" >"$tmp/text"
cat >"$tmp/want" <<'TXT'
2023年第一季度
  000001  2023-03-22 到件  接收，第2版，不是现行  二.xml
  000002  2023-03-22 到件  接收，第1版，不是现行  一.xml
  000003  2023-03-22 到件  退回（错误 1 处）  坏.xml
  000004  2023-03-22 到件  接收，第3版，现行  三.xml
    第3版比第2版：
     第1项「开展就业监测」
      工作推进情况
        原：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十五人。
        改：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十六人。
县人力资源社会保障局来过 4 件。
TXT
diff -u "$tmp/want" "$tmp/text" || exit 1
"$JIBAO" history -C "$tmp" 没有这个局 >/dev/null 2>&1; [ $? = 2 ] || { echo "an unknown unit: wanted status 2"; exit 1; }
"$JIBAO" history -C "$tmp" 县人力资源社会保障局 --json | /usr/bin/python3 -c 'import json,sys; v=json.load(sys.stdin); assert len(v)==4 and v[3]["改动"][0]["改"].endswith("十六人。"), v'
