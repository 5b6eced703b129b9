#!/usr/bin/env bash
# 100 documents that end on every line of a page, in four ways of signing
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
/usr/bin/python3 tests/tools/ends.py "$JIBAO" "$tmp"
