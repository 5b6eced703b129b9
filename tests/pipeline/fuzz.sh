#!/usr/bin/env bash
# Every fuzz target over its corpus and a fixed number of mutations, always the same ones. Built with ASan and UBSan in build-asan/.
# After a failure build-asan/fuzz/<target>.input is the input at fault: run build-asan/fuzz/<target> with it.
set -u
cd "$(dirname "$0")/../.." || exit 2
bin=build-asan/fuzz
export FONT_SEEDS=$bin/font-seeds UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
failed=0

short_run() { # target mutations seeds…
  local target=$1 runs=$2
  shift 2
  [ -d "tests/fuzz/corpus/$target" ] && set -- "$@" "tests/fuzz/corpus/$target"
  "$bin/$target" -runs="$runs" -seed=20221226 -max_len=16000 -input="$bin/$target.input" "$@" && return
  echo "FAILED: FONT_SEEDS=$FONT_SEEDS $bin/$target $bin/$target.input"
  failed=1
}

short_run decode 4000 tests/cases/intake
short_run submission 1500 tests/cases/intake
short_run register 1500 tests/cases/register
short_run plan 1500 tests/cases/plan
short_run document 300 tests/cases/typeset templates/example
short_run png 5000
short_run font 60 "$FONT_SEEDS"
exit $failed
