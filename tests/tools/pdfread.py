"""A small reader of PDF files for tests: objects, references, streams, content operators. Classic xref tables only, no
encryption. Nothing of the program under test is used. Imported by pdfcheck.py and the other tools beside it."""
import re
import zlib


class Name(str):
    """/Name"""


class Ref(int):
    """12 0 R"""


class Op(str):
    """an operator of a content stream"""


_TOKEN = re.compile(rb'[\x00\t\n\f\r ]*(?:%[^\r\n]*[\x00\t\n\f\r ]*)*'
                    rb'(<<|>>|\[|\]|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\s]*>|\(|[+-]?(?:\d+\.?\d*|\.\d+)'
                    rb'(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)|[^\x00\t\n\f\r ()<>\[\]{}/%]+)')
_REF = re.compile(rb'[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+R(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)')
_END = object()


def _literal(data, pos):
    """The bytes of a (string) whose bracket stands before pos, and where it ends."""
    out, depth = bytearray(), 1
    while depth:
        c = data[pos]
        pos += 1
        if c == 0x5C:
            e = data[pos:pos + 1]
            octal = re.compile(rb'[0-7]{1,3}').match(data, pos)
            if octal:
                out.append(int(octal.group(), 8) & 255)
                pos = octal.end()
            else:
                out += {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f', b'\n': b''}.get(e, e)
                pos += 1
            continue
        depth += (c == 0x28) - (c == 0x29)
        if depth:
            out.append(c)
    return bytes(out), pos


def parse(data, pos=0):
    """One value from data; returns (value, position behind it)."""
    m = _TOKEN.match(data, pos)
    if not m:
        return _END, len(data)
    t, pos = m.group(1), m.end()
    if t == b'<<':
        d = {}
        while True:
            key, pos = parse(data, pos)
            if key is _END or key == Op('>>'):
                return d, pos
            d[key], pos = parse(data, pos)
    if t == b'[':
        v = []
        while True:
            x, pos = parse(data, pos)
            if x is _END or (isinstance(x, Op) and x == ']'):
                return v, pos
            v.append(x)
    if t == b'(':
        return _literal(data, pos)
    if t[:1] == b'/':
        return Name(re.sub(rb'#(..)', lambda h: bytes([int(h.group(1), 16)]), t[1:]).decode('utf-8', 'replace')), pos
    if t[:1] == b'<' and t != b'<<':
        h = re.sub(rb'\s', b'', t[1:-1])
        return bytes.fromhex((h + b'0' * (len(h) % 2)).decode()), pos
    if re.fullmatch(rb'[+-]?\d+', t):
        r = _REF.match(data, pos)
        if r and t.isdigit():
            return Ref(int(t)), r.end()
        return int(t), pos
    if re.fullmatch(rb'[+-]?(\d+\.?\d*|\.\d+)', t):
        return float(t), pos
    return {b'true': True, b'false': False, b'null': None}.get(t, Op(t.decode('latin-1'))), pos


def operators(data):
    """(operator, operands) of a content stream, in order."""
    pos, args = 0, []
    while True:
        v, pos = parse(data, pos)
        if v is _END:
            return
        if isinstance(v, Op):
            yield str(v), args
            args = []
        else:
            args.append(v)


class Pdf:
    def __init__(self, path):
        with open(path, 'rb') as f:
            self.data = f.read()
        self.offset, self.cache = {}, {}
        at = int(self.data[self.data.rindex(b'startxref'):].split()[1])
        pos = self.data.index(b'xref', at) + 4
        while True:
            m = re.compile(rb'\s*(\d+) (\d+)\s*\n').match(self.data, pos)
            if not m:
                break
            pos = m.end()
            for i in range(int(m.group(2))):
                line = self.data[pos:pos + 20]
                if line[17:18] == b'n':
                    self.offset[int(m.group(1)) + i] = int(line[:10])
                pos += 20
        self.trailer, _ = parse(self.data, self.data.index(b'trailer', pos) + 7)
        self.root = self.get(self.trailer['Root'])

    def get(self, v):
        """The object behind a reference; anything else as it is. A stream is its dictionary."""
        if not isinstance(v, Ref):
            return v
        if v not in self.cache:
            self.cache[v], _ = parse(self.data, self._body(v))
        return self.cache[v]

    def _body(self, ref):
        m = re.compile(rb'\s*(\d+) \d+ obj').match(self.data, self.offset[ref])
        if not m or int(m.group(1)) != ref:
            raise ValueError('no object %d at its offset' % ref)
        return m.end()

    def span(self, ref):
        """Where the raw bytes of a stream lie in the file."""
        d, pos = parse(self.data, self._body(ref))
        m = re.compile(rb'\s*stream\r?\n').match(self.data, pos)
        return m.end(), m.end() + self.get(d['Length'])

    def stream(self, ref):
        """The decoded bytes of a stream (Flate or none; predictors are left in)."""
        a, b = self.span(ref)
        raw = self.data[a:b]
        return zlib.decompress(raw) if self.get(ref).get('Filter') == 'FlateDecode' else raw

    def pages(self):
        def walk(ref):
            n = self.get(ref)
            if n['Type'] == 'Pages':
                for k in self.get(n['Kids']):
                    yield from walk(k)
            else:
                yield ref
        return list(walk(self.root['Pages']))

    def content(self, page):
        c = self.get(page)['Contents']
        parts = self.get(c) if isinstance(self.get(c), list) else [c]
        return b'\n'.join(self.stream(p) for p in parts)

    def fonts(self):
        """Every Type0 font in use: {reference: dictionary}."""
        found = {}
        for p in self.pages():
            for ref in (self.get(self.get(self.get(p)['Resources']).get('Font')) or {}).values():
                found[ref] = self.get(ref)
        return found
