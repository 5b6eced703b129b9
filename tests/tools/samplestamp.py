"""Draws the sample stamps: samplestamp.py JIBAO OUT.png [PIXELS] [TEXT]

A red ring with 样章 in the middle (or, with TEXT, TEXT in a plain frame: a signature stamp), on transparent ground. Nobody's
seal: no office's name, no star. Letters are taken from a page that jibao itself has set.
"""
import os, struct, subprocess, sys, tempfile, zlib


def letters(jibao, text, height):
    """The ink of text, in 小标宋, as rows of 0..255, about `height` pixels high."""
    with tempfile.TemporaryDirectory() as d:
        x = os.path.join(d, "x.xml")
        with open(x, "w", encoding="utf-8") as f:
            f.write('<?xml version="1.0" encoding="UTF-8"?><公文><标题>%s</标题><正文><段>　</段></正文></公文>' % text)
        subprocess.run([jibao, "render", "--quiet", x, "-o", os.path.join(d, "x.pdf")], check=True)
        dpi = str(round(height / 22 * 72))  # 2号: 22 pt
        ppm = subprocess.run(["pdftoppm", "-r", dpi, "-gray", os.path.join(d, "x.pdf")], check=True, capture_output=True).stdout
    w, h = map(int, ppm.split(b"\n", 3)[1].split())
    px = ppm.split(b"\n", 3)[3]
    rows = [[255 - v for v in px[y * w:(y + 1) * w]] for y in range(h // 2)]
    ys = [y for y, r in enumerate(rows) if any(v > 64 for v in r)]
    xs = [i for i in range(w) if any(rows[y][i] > 64 for y in ys)]
    return [r[xs[0]:xs[-1] + 1] for r in rows[ys[0]:ys[-1] + 1]]


def blend(alpha, ink, left, top):
    for y, row in enumerate(ink):
        for x, v in enumerate(row):
            if 0 <= top + y < len(alpha) and 0 <= left + x < len(alpha[0]):
                alpha[top + y][left + x] = max(alpha[top + y][left + x], v)


def ring(n, ink):
    alpha = [[0] * n for _ in range(n)]
    middle, outer, inner = (n - 1) / 2, n / 2 - 0.5, n / 2 - n / 24
    for y in range(n):
        for x in range(n):
            d = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
            alpha[y][x] = round(255 * max(0, min(1, outer - d, d - inner)))
    blend(alpha, ink, (n - len(ink[0])) // 2, (n - len(ink)) // 2)
    return alpha


def frame(ink):
    pad = len(ink) // 4
    w, h = len(ink[0]) + 2 * pad, len(ink) + 2 * pad
    alpha = [[255 if min(x, y, w - 1 - x, h - 1 - y) < 2 else 0 for x in range(w)] for y in range(h)]
    blend(alpha, ink, pad, pad)
    return alpha


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(path, alpha):
    """Palette of 16 steps from clear to red."""
    h, w = len(alpha), len(alpha[0])
    raw = b""
    for row in alpha:
        v = [(a + 8) // 17 for a in row] + [0]
        raw += b"\0" + bytes(v[i] << 4 | v[i + 1] for i in range(0, w, 2))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 4, 3, 0, 0, 0))
                + chunk(b"PLTE", b"\xff\0\0" * 16) + chunk(b"tRNS", bytes(i * 17 for i in range(16)))
                + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


jibao, out = sys.argv[1:3]
size = int(sys.argv[3]) if len(sys.argv) > 3 else 530
png(out, frame(letters(jibao, sys.argv[4], size)) if len(sys.argv) > 4 else ring(size, letters(jibao, "样章", size * 10 // 36)))
