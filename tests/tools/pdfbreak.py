#!/usr/bin/env python3
"""pdfbreak.py IN.pdf OUT.pdf FONT: spoils one glyph of an embedded font, so that the checks can show that they notice.

A TrueType font loses the outline of a component that a composite glyph is made of (the fault of libharu's own font code), or, if it
has no composites, of its last glyph; a CFF font the outline of its last glyph. Everything else stays: syntax, text, widths.
FONT is a part of the font's name. The new font file is appended as an incremental update."""
import os
import struct
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pdfread  # noqa: E402


def spoil_truetype(data):
    tables = {}
    for i in range(struct.unpack('>H', data[4:6])[0]):
        tag, _, offset, length = struct.unpack('>4sIII', data[12 + 16 * i:28 + 16 * i])
        tables[tag] = (offset, length)
    glyf, loca = tables[b'glyf'][0], tables[b'loca'][0]
    count = struct.unpack('>H', data[tables[b'maxp'][0] + 4:][:2])[0]
    if struct.unpack('>h', data[tables[b'head'][0] + 50:][:2])[0]:
        start = struct.unpack('>%dI' % (count + 1), data[loca:loca + 4 * (count + 1)])
    else:
        start = [2 * v for v in struct.unpack('>%dH' % (count + 1), data[loca:loca + 2 * (count + 1)])]
    victim = max(g for g in range(count) if start[g] < start[g + 1])
    for g in range(count):
        if start[g] < start[g + 1] and struct.unpack('>h', data[glyf + start[g]:][:2])[0] < 0:
            victim = struct.unpack('>H', data[glyf + start[g] + 12:][:2])[0]
            break
    at = glyf + start[victim]
    return data[:at] + struct.pack('>h', 0) + data[at + 2:]


def cff_index(data, at):
    """(offsets of the items, position behind) of a CFF INDEX."""
    count = struct.unpack('>H', data[at:at + 2])[0]
    if not count:
        return [], at + 2
    size = data[at + 2]
    base = at + 3 + size * (count + 1) - 1
    v = [base + int.from_bytes(data[at + 3 + size * i:at + 3 + size * (i + 1)], 'big') for i in range(count + 1)]
    return v, v[-1]


def cff_operands(data):
    """{operator: operands} of a CFF DICT; integers are enough here."""
    found, args, i = {}, [], 0
    while i < len(data):
        b = data[i]
        i += 1
        if b <= 21:
            if b == 12:
                b = 1200 + data[i]
                i += 1
            found[b], args = args, []
        elif b == 28:
            args.append(struct.unpack('>h', data[i:i + 2])[0])
            i += 2
        elif b == 29:
            args.append(struct.unpack('>i', data[i:i + 4])[0])
            i += 4
        elif b == 30:
            while data[i] & 15 != 15 and data[i] >> 4 != 15:
                i += 1
            i += 1
        elif b < 247:
            args.append(b - 139)
        else:
            i += 1
            args.append(0)
    return found


def spoil_cff(data):
    _, at = cff_index(data, data[2])
    top, _ = cff_index(data, at)
    strings = cff_operands(data[top[0]:top[1]])[17][0]
    glyphs, _ = cff_index(data, strings)
    return data[:glyphs[-2]] + b'\x0e' + data[glyphs[-2] + 1:]  # endchar


def main(source, target, name):
    pdf = pdfread.Pdf(source)
    for font in pdf.fonts().values():
        if name in font['BaseFont']:
            break
    else:
        print('no font %s' % name)
        return 1
    descriptor = pdf.get(pdf.get(pdf.get(font['DescendantFonts'])[0])['FontDescriptor'])
    ref = descriptor.get('FontFile2') or descriptor['FontFile3']
    data = pdf.stream(ref)
    spoilt = spoil_truetype(data) if 'FontFile2' in descriptor else spoil_cff(data)
    packed = zlib.compress(spoilt)
    kind = '/Length1 %d' % len(spoilt) if 'FontFile2' in descriptor else '/Subtype /CIDFontType0C'
    at = len(pdf.data)
    new = b'%d 0 obj\n<</Length %d /Filter /FlateDecode %s>>\nstream\n' % (ref, len(packed), kind.encode()) + packed + \
        b'\nendstream\nendobj\n'
    previous = int(pdf.data[pdf.data.rindex(b'startxref'):].split()[1])
    new += b'xref\n%d 1\n%010d 00000 n\r\ntrailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n' % (
        ref, at, pdf.trailer['Size'], pdf.trailer['Root'], previous, at + len(new))
    with open(target, 'wb') as f:
        f.write(pdf.data + new)
    return 0


sys.exit(main(*sys.argv[1:4]))
