#!/usr/bin/env python3
"""pdfglyphs.py FILE.pdf PROBE.tsv [--dpi N] [--limit PERCENT] [--only FONT] [--verbose]

Does every glyph of the PDF look as in the font file, and does it stand where it should? A check of extracted text cannot tell: a
font with parts missing extracts perfectly.

PROBE.tsv, one line a glyph: page (from 0), x, y (origin, µm from the upper left corner), size (µm), hscale (‰), stroke (‰), turned,
font file, face number, glyph, character (hex). Cells must not touch: leave half an em between glyphs.

Pictures: the page is drawn by MuPDF and by poppler; beside each cell the same glyph is drawn straight from the font file with
FreeType, unhinted, at the same place. Both programs move large glyphs to whole pixels, so the neighbouring whole pixels count as the
same place here. The difference of a cell is the sum of differences of grey over blocks of 4 × 4 pixels, in percent of the ink of the
font's own glyph. Emboldened glyphs (stroke > 0) are left out of the pictures.
Places: MuPDF's trace gives the origin of each glyph; it must be within 0.01 pt of the probe.
One line for each fault; exit status 0 or 1."""
import argparse
import ctypes as C
import glob
import os
import re
import subprocess
import sys
import tempfile

# ---- FreeType, through its C interface (freetype/freetype.h, ftimage.h) ----

long, ptr = C.c_long, C.c_void_p


class Generic(C.Structure):
    _fields_ = [('data', ptr), ('fin', ptr)]


class Vector(C.Structure):
    _fields_ = [('x', long), ('y', long)]


class Matrix(C.Structure):
    _fields_ = [('xx', long), ('xy', long), ('yx', long), ('yy', long)]


class Bitmap(C.Structure):
    _fields_ = [('rows', C.c_uint), ('width', C.c_uint), ('pitch', C.c_int), ('buffer', C.POINTER(C.c_ubyte)),
                ('num_grays', C.c_ushort), ('mode', C.c_ubyte), ('palette_mode', C.c_ubyte), ('palette', ptr)]


class Slot(C.Structure):
    _fields_ = [('library', ptr), ('face', ptr), ('next', ptr), ('index', C.c_uint), ('generic', Generic),
                ('metrics', long * 8), ('linear', long * 2), ('advance', Vector), ('format', C.c_int), ('bitmap', Bitmap),
                ('left', C.c_int), ('top', C.c_int)]


class Face(C.Structure):
    _fields_ = [('num_faces', long), ('index', long), ('flags', long), ('style', long), ('num_glyphs', long),
                ('family', C.c_char_p), ('style_name', C.c_char_p), ('num_sizes', C.c_int), ('sizes', ptr),
                ('num_charmaps', C.c_int), ('charmaps', ptr), ('generic', Generic), ('bbox', long * 4),
                ('upem', C.c_ushort), ('metrics', C.c_short * 7), ('glyph', C.POINTER(Slot))]


class FreeType:
    NO_HINTING, NO_BITMAP, RENDER = 2, 8, 4

    def __init__(self):
        self.ft, self.lib, self.faces = C.CDLL('libfreetype.so.6'), ptr(), {}
        self.ft.FT_Get_Char_Index.argtypes = [C.POINTER(Face), C.c_ulong]
        self.ft.FT_Set_Transform.argtypes = [C.POINTER(Face), C.POINTER(Matrix), C.POINTER(Vector)]
        self.ft.FT_Set_Char_Size.argtypes = [C.POINTER(Face), long, long, C.c_uint, C.c_uint]
        if self.ft.FT_Init_FreeType(C.byref(self.lib)):
            raise OSError('FreeType does not start')

    def face(self, path, number):
        if (path, number) not in self.faces:
            f = C.POINTER(Face)()
            if self.ft.FT_New_Face(self.lib, path.encode(), long(number), C.byref(f)):
                raise OSError('FreeType cannot open ' + path)
            self.faces[path, number] = f
        return self.faces[path, number]

    def draw(self, face, gid, width, height, turned, dx, dy):
        """Grey values {(x, y): 0…255} around the pixel of the origin; dx, dy: the origin's fraction of a pixel, y up."""
        m = Matrix(0, -0x10000, 0x10000, 0) if turned else Matrix(0x10000, 0, 0, 0x10000)
        self.ft.FT_Set_Char_Size(face, round(width * 64), round(height * 64), 72, 72)
        self.ft.FT_Set_Transform(face, C.byref(m), C.byref(Vector(round(dx * 64), round(dy * 64))))
        if self.ft.FT_Load_Glyph(face, C.c_uint(gid), self.NO_HINTING | self.NO_BITMAP | self.RENDER):
            raise OSError('FreeType cannot draw glyph %d' % gid)
        s = face.contents.glyph.contents
        b = s.bitmap
        return {(s.left + x, y - s.top): v for y in range(b.rows) for x in range(b.width)
                if (v := b.buffer[y * b.pitch + x])}


# ---- the probe and the pages ----

class Glyph:
    def __init__(self, line):
        f = line.rstrip('\n').split('\t')
        self.page, self.x, self.y, self.size, self.hscale, self.stroke = map(int, f[:6])
        self.turned, self.path, self.number, self.gid, self.cp = f[6] == '1', f[7], int(f[8]), int(f[9]), int(f[10], 16)

    def __str__(self):
        return 'page %d “%s” U+%04X of %s' % (self.page + 1, chr(self.cp), self.cp, os.path.basename(self.path))


def read_pgm(path):
    with open(path, 'rb') as f:
        data = f.read()
    m = re.match(rb'P5\s+(?:#.*\n)?(\d+)\s+(\d+)\s+255\s', data)
    return int(m.group(1)), int(m.group(2)), data[m.end():]


def render(pdf, dpi, folder):
    """{program: [page picture]}"""
    subprocess.run(['mutool', 'draw', '-q', '-r', str(dpi), '-c', 'gray', '-F', 'pgm', '-o', folder + '/m%04d.pgm', pdf],
                   check=True, stderr=subprocess.DEVNULL)
    subprocess.run(['pdftoppm', '-r', str(dpi), '-gray', pdf, folder + '/p'], check=True)
    return {'mupdf': [read_pgm(p) for p in sorted(glob.glob(folder + '/m*.pgm'))],
            'poppler': [read_pgm(p) for p in sorted(glob.glob(folder + '/p*.pgm'))]}


def difference(picture, reference, ox, oy, cell):
    """Percent of the reference's ink that is elsewhere; over blocks, so that a shift of a part of a pixel counts little."""
    width, height, grey = picture
    blocks = {}
    for (x, y), v in reference.items():
        key = ((ox + x) // 4, (oy + y) // 4)
        blocks[key] = blocks.get(key, 0) - v
    x0, y0, x1, y1 = cell
    if reference:
        xs, ys = [p[0] for p in reference], [p[1] for p in reference]
        x0, y0, x1, y1 = min(x0, ox + min(xs)), min(y0, oy + min(ys)), max(x1, ox + max(xs) + 1), max(y1, oy + max(ys) + 1)
    for y in range(max(0, y0), min(height, y1)):
        row = grey[y * width + max(0, x0):y * width + min(width, x1)]
        if not row.strip(b'\xff'):
            continue
        for i, v in enumerate(row):
            if v != 255:
                key = ((max(0, x0) + i) // 4, y // 4)
                blocks[key] = blocks.get(key, 0) + 255 - v
    ink = sum(reference.values())
    return 100 * sum(map(abs, blocks.values())) / max(ink, 255 * 4)


def compare(glyphs, pdf, dpi, limit, only, verbose):
    """Faults of the pictures, and the largest difference met, by program."""
    faults, worst, seen = [], {}, 0
    if all(g.stroke for g in glyphs):
        return faults, worst, seen
    ft = FreeType()
    with tempfile.TemporaryDirectory() as folder:
        pages = render(pdf, dpi, folder)
    for g in glyphs:
        if g.stroke or only not in g.path:
            continue
        seen += 1
        face = ft.face(g.path, g.number)
        if ft.ft.FT_Get_Char_Index(face, g.cp) != g.gid:
            faults.append('%s: glyph %d is not the font\'s own for it' % (g, g.gid))
        px, x, y = g.size / 25400 * dpi, g.x / 25400 * dpi, g.y / 25400 * dpi
        em = round(px * 1.2)
        low, right = (-em // 5, em) if not g.turned else (-em, em // 5)
        cell = (int(x) + low, int(y) - em, int(x) + right, int(y) + em // 4)
        drawn = {}
        for program, pictures in pages.items():
            d = 1000
            # the exact origin, then the whole pixels around it; good enough ends the search
            for u, v in [(x, y)] + [(int(x) + i, int(y) + j) for j in (0, 1) for i in (0, 1)]:
                if (u, v) not in drawn:
                    drawn[u, v] = ft.draw(face, g.gid, px * g.hscale / 1000, px, g.turned, u - int(u), int(v) - v)
                d = min(d, difference(pictures[g.page], drawn[u, v], int(u), int(v), cell))
                if d < limit / 3:
                    break
            worst[program] = max(worst.get(program, 0), d)
            if verbose:
                print('%-7s %6.2f %s' % (program, d, g))
            if d > limit:
                faults.append('%s: %s draws it %.0f %% differently from the font file' % (g, program, d))
    return faults, worst, seen


def places(glyphs, pdf):
    """Faults of the places, and the largest distance in pt."""
    r = subprocess.run(['mutool', 'trace', pdf], capture_output=True, check=True)
    page, height, found, again = -1, 0, [], False
    for line in r.stdout.decode('utf-8', 'replace').splitlines():
        m = re.search(r'<page number="\d+" mediabox="0 0 \S+ (\S+)"', line)
        if m:
            page, height = page + 1, float(m.group(1))
        if re.match(r'<(fill|stroke)_text ', line):
            again = line.startswith('<stroke')  # the second half of fill and stroke
        m = re.search(r'<g unicode=".*" glyph="\S+" x="(\S+)" y="(\S+)"', line)
        if m and not again:
            found.append((page, float(m.group(1)), height - float(m.group(2))))
    if len(found) != len(glyphs):
        return ['%d glyphs drawn, %d expected' % (len(found), len(glyphs))], 0
    faults, worst = [], 0
    for g, (page, x, y) in zip(glyphs, found):
        off = max(abs(x - g.x * 72 / 25400), abs(y - g.y * 72 / 25400))
        worst = max(worst, off)
        if page != g.page or off > 0.01:
            faults.append('%s: stands %.4f pt off' % (g, off))
    return faults, worst


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('pdf')
    ap.add_argument('probe')
    ap.add_argument('--dpi', type=int, default=288)
    ap.add_argument('--limit', type=float, default=3)
    ap.add_argument('--only', default='', help='pictures only of fonts with this in their path')
    ap.add_argument('--verbose', action='store_true')
    a = ap.parse_args()
    with open(a.probe, encoding='utf-8') as f:
        glyphs = [Glyph(line) for line in f]
    faults, worst, seen = compare(glyphs, a.pdf, a.dpi, a.limit, a.only, a.verbose)
    more, off = places(glyphs, a.pdf)
    faults += more
    for f in faults[:40]:
        print('%s: %s' % (os.path.basename(a.pdf), f))
    print('%s: %d glyphs, %d compared; largest difference %s; farthest off its place %.4f pt; %d faults' % (
        os.path.basename(a.pdf), len(glyphs), seen, ', '.join('%s %.1f %%' % w for w in sorted(worst.items())), off, len(faults)))
    return 1 if faults else 0


sys.exit(main())
