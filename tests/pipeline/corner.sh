#!/usr/bin/env bash
# 份号, 密级, 紧急程度: every combination
set -u
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
/usr/bin/python3 tests/tools/corner.py "$JIBAO" "$tmp"
