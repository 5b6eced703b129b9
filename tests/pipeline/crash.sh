#!/usr/bin/env bash
# A sample of the crash harness (all of it: make soak): killed, out of room, out of memory; then a clean run that must end in
# exactly the state of an uninterrupted one.
set -u
case $JIBAO in *asan*) echo "an allocator of its own cannot be made to fail from outside"; exit 77;; esac
exec /usr/bin/python3 tests/crash/crash.py "$JIBAO" "$BUILD/crash-shim.so" sample
