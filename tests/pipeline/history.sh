#!/usr/bin/env bash
# jibao history: three versions of one submission that arrive out of order, a withdrawal and a refused file.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts" && mkdir "$tmp/input" && cp templates/example/工作方案.xml "$tmp/input/"
one() { # name, sed expression, day
  sed "$2" templates/example/季度报送.xml >"$tmp/input/$1.xml"
  touch -d 2022-01-01 "$tmp/input/$1.xml"
  "$JIBAO" intake -C "$tmp" --date "${3:-2023-03-22}" --quiet >"$tmp/out" 2>&1
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
# ---- the one that counts came first; a withdrawal is no list of what went; a quarter that cannot be made out ----
rm -rf "$tmp/output" "$tmp"/input/[一二三坏].xml
one 三 's|<版次>1<|<版次>3<|; s|">92.6<|">93.5<|'
one 一 ''
one 二 's|<版次>1<|<版次>2<|; s|推荐成功十五人|推荐成功十四人|'
history() { # the lines that are wanted are on stdin
  "$JIBAO" history -C "$tmp" 县人力资源社会保障局 >"$tmp/got" 2>"$tmp/err" || { cat "$tmp/got" "$tmp/err"; exit 1; }
  diff -u - <(sed 's/（期限.*//' "$tmp/got") || exit 1
}
early='2023年第一季度
  000001  2023-03-22 到件  接收，第3版，现行  三.xml
  000002  2023-03-22 到件  接收，第1版，不是现行  一.xml
  000003  2023-03-22 到件  接收，第2版，不是现行  二.xml
    第2版比第1版：
     第1项「开展就业监测」
      工作推进情况
        原：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十五人。
        改：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十四人。'
history <<TXT
$early
    第3版比后到的第2版：
     第1项「开展就业监测」
      工作推进情况
        原：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十四人。
        改：……发现的十九名未就业劳动力逐人推荐岗位，推荐成功十五人。
      指标 1-2
        原：92.6
        改：93.5
县人力资源社会保障局来过 3 件。
TXT
one 撤 's|<版次>1<|<版次>3<|; s|</版次>|</版次><撤回/>|; /<事项/,/<\/事项>/d'
one 四 's|<版次>1<|<版次>4<|; s|">92.6<|">93.5<|'
one 季 's|<季度>[^<]*|<季度>第五季度|'
history <<TXT
${early/现行/不是现行}
  000004  2023-03-22 到件  接收，撤回第3版及以前各版  撤.xml
  000005  2023-03-22 到件  接收，第4版，现行  四.xml
    第4版比第3版：内容没有变化
认不出是哪个季度的
  000006  2023-03-22 到件  退回（错误 1 处）  季.xml
县人力资源社会保障局来过 6 件。
TXT
"$JIBAO" history -C "$tmp" 没有这个局 >/dev/null 2>&1; [ $? = 2 ] || { echo "an unknown unit: wanted status 2"; exit 1; }
"$JIBAO" history -C "$tmp" 县人力资源社会保障局 --json | /usr/bin/python3 -c 'import json,sys; v=json.load(sys.stdin); assert len(v)==6 and v[2]["改动"][0]["改"].endswith("十四人。") and v[4]["对照版次"]==3 and v[5]["季度"] is None, v'

# ---- status: the first attempt, also of a unit that was sent back twice ----
rm -rf "$tmp/output" "$tmp"/input/[一二三四撤季].xml
one 坏 's|2023-03-22|2023-02-30|' 2023-03-20
one 又坏 's|2023-03-22|2023-02-31|' 2023-03-24
"$JIBAO" status -C "$tmp" --date 2023-03-24 2023Q1 >"$tmp/got"; grep -q '县人力资源社会保障局 *退回 *2023-03-20 .* 000002' "$tmp/got" || { cat "$tmp/got"; exit 1; }
"$JIBAO" status -C "$tmp" --date 2023-03-24 2023Q1 --json | grep -q '"首次来件": "2023-03-20"' || { echo "no first attempt in --json"; exit 1; }
