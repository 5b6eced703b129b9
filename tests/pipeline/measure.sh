#!/usr/bin/env bash
# Typesets the 公文 of tests/cases/gongwen and some two hundred made ones, and measures the PDFs with poppler and mupdf against the
# 163 checks of GB/T 9704—2012; then proves that each check can fail. By hand: tests/measure/measure.py -v -n 9,13 FILE.xml
set -u
export PYTHONDONTWRITEBYTECODE=1
for tool in mutool pdftoppm pdftotext pdfinfo pdffonts qpdf fix-qdf; do
  command -v "$tool" >/dev/null || { echo "没有 $tool（mupdf-tools、poppler-utils、qpdf）"; exit 77; }
done
bad=0
/usr/bin/python3 tests/measure/measure.py >"$BUILD/measure.txt" 2>&1 || bad=1
/usr/bin/python3 tests/measure/damage.py >>"$BUILD/measure.txt" 2>&1 || bad=1
if [ $bad = 0 ]; then tail -n 3 "$BUILD/measure.txt"; else grep -v '：通过 ' "$BUILD/measure.txt"; fi
exit $bad
