# Sourced by tests/pipeline/*.sh: folders to run in, and what was said there. Each script sets date, and ends with exit $bad.
top=$PWD
[ -w /dev/shm ] && export TMPDIR=/dev/shm
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp"
bad=0
fault() { echo "line ${BASH_LINENO[0]}: $*"; bad=1; }
# place NAME: a folder to run in, in $d
place() { d=$tmp/$1; mkdir -p "$d/input"; cp -R templates "$d/"; ln -s "$top/fonts" "$d/fonts"; }
plan() { cp templates/example/工作方案.xml "$d/input/"; }
# jibao STATUS VERB…: in $d; what it says goes to $d/out and $d/err
jibao() {
  local want=$1; shift
  timeout 60 "$JIBAO" "$@" -C "$d" --date "$date" >"$d/out" 2>"$d/err"; local rc=$?
  [ $rc = "$want" ] || { fault "(${BASH_LINENO[0]}) $*: status $rc, wanted $want"; tail -n 3 "$d/out"; head -n 6 "$d/err"; return 1; }
}
says() { grep -q -- "$1" "$d/err" "$d/out" || { fault "(${BASH_LINENO[0]}) no “$1” in"; cat "$d/out" "$d/err"; }; }
silent() { grep -q -- "$1" "$d/err" "$d/out" && { fault "(${BASH_LINENO[0]}) “$1” in"; cat "$d/out" "$d/err"; }; }
verdict() { tail -n 1 "$d/out" | grep -q -- "$1" || fault "(${BASH_LINENO[0]}) verdict: $(tail -n 1 "$d/out")"; }
