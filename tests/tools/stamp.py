#!/usr/bin/env python3
"""stamp.py OUT.png [WIDTH HEIGHT] [COLOUR]: a sample stamp with a transparent ground, for tests only: a ring, or for unequal sides a frame.

COLOUR is six hexadecimal digits, d40000 if not given. Uses nothing but the standard library."""
import struct
import sys
import zlib


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def inked(x, y, w, h):
    if w == h:
        d = ((x - w / 2 + .5) ** 2 + (y - h / 2 + .5) ** 2) ** .5 * 2 / w
        return .93 < d <= 1 or d < .12
    return x < 4 or y < 4 or x >= w - 4 or y >= h - 4 or (y // 8) % 3 == 0 and 20 < x < w - 20


def main(path, w=420, h=420, colour='d40000'):
    w, h, ink = int(w), int(h), bytes.fromhex(colour)
    rows = b''.join(b'\0' + b''.join(ink + (b'\xff' if inked(x, y, w, h) else b'\0') for x in range(w)) for y in range(h))
    with open(path, 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 6, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


if __name__ == '__main__':
    main(*sys.argv[1:])
