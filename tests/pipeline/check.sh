#!/usr/bin/env bash
# jibao check says what jibao intake would say, with the store's earlier quarters and other units, and stores nothing; what it could
# not compare it tells in words; conversions are listed; --json gives the receipts' form.
set -u
[ -w /dev/shm ] && export TMPDIR=/dev/shm
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "line ${BASH_LINENO[0]}: $*"; bad=1; }
cp -R templates "$tmp/" && ln -s "$PWD/fonts" "$tmp/fonts" && mkdir -p "$tmp/input/2022Q3" && cp input/工作方案.xml "$tmp/input/"
jibao() { # STATUS VERB…
  local want=$1; shift
  timeout 60 "$JIBAO" "$@" -C "$tmp" --date 2022-12-26 >"$tmp/out" 2>"$tmp/err"; local rc=$?
  [ $rc = "$want" ] || { fault "(${BASH_LINENO[0]}) $*: status $rc, wanted $want"; tail -n 3 "$tmp/out"; head -n 6 "$tmp/err"; }
}
says() { grep -q -- "$1" "$tmp/out" || { fault "(${BASH_LINENO[0]}) no “$1” in"; cat "$tmp/out"; }; }
silent() { grep -q -- "$1" "$tmp/out" && { fault "(${BASH_LINENO[0]}) “$1” in"; cat "$tmp/out"; }; }
told() { grep -oE '(提示|警告|错误) [A-Z][0-9]+' "$1" | grep -v S236 | sort; }
low=$tmp/低.xml
sed -E 's|(<指标值 [^>]*="19-1"[^>]*>)[^<]*<|\11<|; s|<填报日期>2022-12-([0-9]*)<|<填报日期>2022年12月\1日<|' input/2022Q4/民政局（更正）.xml >"$low"
grep -q '"19-1".*>1<' "$low" && grep -q '年12月' "$low" || fault "the sample has no such figure or date"

jibao 0 check "$low"; says 'C111.*还没有数据库'; silent S315; says 可以接收，请看上面
says '^按统一写法换算的内容'; says '〈填报日期〉：2022年12月[0-9]*日 → 2022-12-'
[ ! -e "$tmp/output" ] || fault "check wrote $(ls "$tmp/output")"
jibao 0 intake; jibao 0 check "$low"; says 'C111.*还没有数据库\|C112.*县民政局在2022年第四季度以前的报送'; silent S315
cp input/2022Q3/*.xml "$tmp/input/2022Q3/"; jibao 0 intake
sha256sum "$tmp/output/jibao.db" >"$tmp/before"
jibao 0 check "$low"; says S315; silent 'C11[12]'; told "$tmp/out" >"$tmp/checked"
sha256sum "$tmp/output/jibao.db" | cmp -s "$tmp/before" - || fault "check changed the store"
/usr/bin/python3 - "$tmp" "$low" "$JIBAO" <<'PY' || fault "check --json"
import json, subprocess, sys
tmp, low, jibao = sys.argv[1:]
def check(*files):
    return json.loads(subprocess.run([jibao, 'check', *files, '-C', tmp, '--date', '2022-12-26', '--json'], capture_output=True, check=False).stdout)
one, plan, none = check(low, tmp + '/input/工作方案.xml', tmp + '/nothing.xml')
assert one['回执号'] is None and one['结论'] == '接收' and one['单位']['简称'] == '县民政局' and one['换算'] and len(one['SHA-256']) == 64, one
assert 'S315' in [m['编号'] for m in one['意见']] and one['件数']['未说明'] >= 1, one
assert plan['类型'] == '工作方案' and plan['单位'] is None and none['结论'] == '退回' and none['SHA-256'] is None, (plan, none)
PY
mkdir "$tmp/input/2022Q4"; cp "$low" "$tmp/input/2022Q4/"; jibao 1 intake
/usr/bin/python3 -c 'import glob, json, sys
for m in json.load(open(glob.glob(sys.argv[1] + "/output/2022Q4/回执/*民政*.json")[0]))["意见"]: print(m["级别"], m["编号"])' "$tmp" | grep -v S236 | sort >"$tmp/taken"
diff "$tmp/checked" "$tmp/taken" || fault "check and intake differ"
exit $bad
