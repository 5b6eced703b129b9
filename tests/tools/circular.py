#!/usr/bin/python3
"""circular.py 报送情况通报.公文.xml: whom the circular praises it names nowhere else but in its table."""
import re, sys
import xml.etree.ElementTree as ET

body = ET.parse(sys.argv[1]).getroot().find('正文')
texts = [''.join(e.itertext()) for e in body]
praise = [t for t in texts if '予以表扬' in t]
if len(praise) != 1:
    sys.exit(f'{len(praise)} paragraphs of praise')
units = re.split('、', re.sub(r'\d+个单位按时报送.*', '', praise[0], flags=re.S))
rest = texts[texts.index(praise[0]) + 1:]
named = [u for u in units if any(u in t for t in rest)]
if len(units) < 10 or named:
    sys.exit(f'{len(units)} units are praised; praised and named: {named}')
