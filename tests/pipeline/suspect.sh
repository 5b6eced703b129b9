#!/usr/bin/env bash
# A file that kills the parser: the first run dies, the next one tells that file (X129) and takes in the others; a file that was
# only being judged when the plug was pulled is taken in as usual.
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
bad=0
fault() { echo "$*"; bad=1; }
mkdir -p "$tmp/p/input/2022Q4"
cp -R templates "$tmp/p/"; cp input/工作方案.xml "$tmp/p/input/"
cp input/2022Q4/司法局.xml input/2022Q4/民政局.xml input/2022Q4/水务局.xml "$tmp/p/input/2022Q4/"
sed -i '1a <!-- deadly -->' "$tmp/p/input/2022Q4/民政局.xml"

# libxml2 as it would be with a fault in it
cat >"$tmp/fault.c" <<'C'
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
void *xmlCtxtReadIO(void *c, int (*r)(void *, char *, int), int (*x)(void *), void *io, const char *u, const char *e, int o)
{
    void *(*next)(void *, int (*)(void *, char *, int), int (*)(void *), void *, const char *, const char *, int) = dlsym(RTLD_NEXT, "xmlCtxtReadIO");
    if (strstr(*(const char **)io, "deadly"))
        abort();
    return next(c, r, x, io, u, e, o);
}
C
gcc -shared -fPIC -D_GNU_SOURCE -o "$tmp/fault.so" "$tmp/fault.c" || { echo "no compiler"; exit 77; }
intake() { "$JIBAO" intake -C "$tmp/p" --date 2022-12-26 >"$tmp/out" 2>"$tmp/err"; }
with_fault() { LD_PRELOAD="${ASAN_LIB:-}$tmp/fault.so" intake; }
case $(ldd "$JIBAO") in *asan*) echo "a preload and a sanitizer do not go together"; exit 77;; esac

with_fault; rc=$?
[ $rc -ge 128 ] || fault "the parser did not die: status $rc"
grep -q "[0-9a-f]" "$tmp/p/output/jibao.db.judging" || fault "no name of the file that was being judged"
with_fault; rc=$?
[ $rc = 1 ] || fault "the second run: status $rc, wanted 1: $(cat "$tmp/out" "$tmp/err")"
grep -q "[0-9a-f]" "$tmp/p/output/jibao.db.judging" && fault "a suspicion stayed behind a run that ended"
grep -lq X129 "$tmp"/p/output/*/回执/*.txt || fault "no receipt tells X129"
[ "$(grep -h '"结论"' "$tmp"/p/output/*/回执/*.json | sort | uniq -c | tr -s ' \n' ' ')" = ' 2 "结论": "接收", 1 "结论": "退回", ' ] ||
  fault "receipts: $(grep -h '"结论"' "$tmp"/p/output/*/回执/*.json)"

# the plug was pulled: the file itself is sound
cp input/2022Q4/公安局.xml "$tmp/p/input/2022Q4/"
sha256sum "$tmp/p/input/2022Q4/公安局.xml" | cut -c1-64 | tr -d '\n' >"$tmp/p/output/jibao.db.judging"
intake; rc=$?
[ $rc = 0 ] || fault "a sound file under suspicion: status $rc: $(cat "$tmp/out" "$tmp/err")"
grep -q '接收.*公安局' "$tmp/out" || fault "a sound file under suspicion was not taken in"
grep -q "[0-9a-f]" "$tmp/p/output/jibao.db.judging" && fault "the suspicion stayed"
exit $bad
