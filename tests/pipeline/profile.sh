#!/usr/bin/env bash
# 〈版式〉 and 〈印章表〉 of the office's profile
/usr/bin/python3 tests/tools/profile.py "$JIBAO" "$PWD"
