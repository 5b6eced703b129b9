"""Which font of a PDF writes for which role: read from fonts/fonts.tab and from the font files it names.

The table is the declaration that the digest asks for (Part 3, convention 4): every substitute is named there."""
import os
import struct

ROLES = {'仿宋': 'FS', '楷体': 'KT', '黑体': 'HT', '小标宋': 'XBS', '宋体': 'ST'}
COMMON_A = .86          # the em box of old TrueType fonts above the baseline, where the font's own table says nothing of use


def _tables(data, face):
    at = struct.unpack('>I', data[12 + 4 * face:16 + 4 * face])[0] if data[:4] == b'ttcf' else 0
    n = struct.unpack('>H', data[at + 4:at + 6])[0]
    found = {}
    for i in range(n):
        tag, _, offset, length = struct.unpack('>4sIII', data[at + 12 + 16 * i:at + 28 + 16 * i])
        found[tag] = (offset, length)
    return found


def _name(data, offset):
    """The PostScript name (name table, id 6)."""
    _, count, strings = struct.unpack('>HHH', data[offset:offset + 6])
    for i in range(count):
        platform, _, _, name, length, at = struct.unpack('>6H', data[offset + 6 + 12 * i:offset + 18 + 12 * i])
        if name == 6:
            s = data[offset + strings + at:offset + strings + at + length]
            return s.decode('utf-16-be' if platform in (0, 3) else 'latin-1')
    return None


def _em_above(data, tables):
    """a: the part of the em box above the baseline."""
    upem = struct.unpack('>H', data[tables[b'head'][0] + 18:tables[b'head'][0] + 20])[0]
    if b'OS/2' in tables:
        up, down = struct.unpack('>hh', data[tables[b'OS/2'][0] + 68:tables[b'OS/2'][0] + 72])
        if .99 <= (up - down) / upem <= 1.01 and .84 <= up / upem <= .90:
            return up / upem
    return COMMON_A


class Face:
    def __init__(self, name, a):
        self.name, self.a, self.uses = name, a, {}   # uses: role → (use, extra characters)


def _files(folders):
    found = {}
    for folder in folders:
        for path, _, names in os.walk(folder):
            for n in names:
                found.setdefault(n, os.path.join(path, n))
    return found


def load(root):
    """{PostScript name: Face}"""
    rows, folders = [], [os.path.join(root, 'fonts')]
    with open(os.path.join(root, 'fonts', 'fonts.tab'), encoding='utf-8') as f:
        for line in f:
            w = line.split()
            if w and w[0] == '目录':
                folders.append(w[1])
            elif w and w[0] == '字体' and not w[2].startswith('@'):
                rows.append(w[1:])
    files, faces = _files(folders), {}
    for row in rows:
        role, name, face, use = row[0], row[1], int(row[2]), row[3]
        if name not in files:
            continue
        with open(files[name], 'rb') as f:
            data = f.read()
        tables = _tables(data, face)
        ps = _name(data, tables[b'name'][0])
        k = faces.setdefault(ps, Face(ps, _em_above(data, tables)))
        k.uses[ROLES[role]] = (use, row[6] if len(row) > 6 else '')
    return faces


def western(ch):
    return ord(ch) < 0x2000 or ch in '–‘’“”…'
