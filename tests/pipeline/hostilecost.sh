#!/usr/bin/env bash
# What hostile plans, 公文 and registers may cost at each door: status, a code with a place, memory. All kinds are run by SOAK=1
# and make soak; every day, those that once cost most.
set -u
bad=0
cost() { /usr/bin/python3 tests/tools/hostilecost.py "$JIBAO" "$@" || bad=1; }
if [ -n "${SOAK:-}" ]; then
  for what in document submission register plan; do cost $what; done
else
  cost document deep 'wide' 'billion laughs' 'rows' 'one picture' 'wrong values on lines' 'cells over all' 'paragraphs, so many' 'cells, so many' \
    'pictures that are not there, so many' 'wrong values on lines, so many' 'marks of the encoding' 'paragraphs side by side' \
    'a title longer than a body' 'paragraphs, so long' 'cells of ten characters, so many' 'rows, so many' 'pictures too many' \
    'a page scanned at 600 to the inch' 'an interlaced picture, so large' 'an interlaced picture too large'
  cost submission 'pictures too many' 'a picture that claims to be vast' 'an interlaced picture too large' 'pictures, so many and large'
  cost register deep 'wide' 'billion laughs' 'comments'
  cost plan deep 'wide' 'billion laughs' 'deadlines, so many' 'responsible units that are none, so many' 'units, so many' 'wrong children, so many' \
    'names that are none, so many' 'the last name, so many' 'the last names, so many' 'names like other names, so many' 'words between names, so many' \
    'blanks and words between names' 'indicators, so many'
fi
exit $bad
