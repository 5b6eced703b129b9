"""The checks' register and what they measured."""
import collections

CHECKS = {}


class Check:
    def __init__(self, number, clause, title, fn):
        self.number, self.clause, self.title, self.fn = number, clause, title, fn
        self.count, self.docs, self.faults = 0, 0, []
        self.absent = collections.Counter()
        self.figures = {}        # unit → (least, most)


def check(number, clause, title):
    """@check(9, '5.2.3', '…') def _(d, m): … — measures document d through m; returns why not if there is nothing to measure."""
    def add(fn):
        assert number not in CHECKS, number
        CHECKS[number] = Check(number, clause, title, fn)
        return fn
    return add


class Measure:
    """What one check says about one document."""
    def __init__(self, doc):
        self.doc, self.n, self.faults, self.figures = doc, 0, [], {}

    def true(self, ok, what):
        self.n += 1
        if not ok:
            self.faults.append(what)
        return ok

    def within(self, value, low, high, what, unit='pt'):
        low_so_far, high_so_far = self.figures.get(unit, (value, value))
        self.figures[unit] = (min(low_so_far, value), max(high_so_far, value))
        return self.true(low <= value <= high, '%s：%.2f %s，应在 %.2f～%.2f' % (what, value, unit, low, high))

    def near(self, value, want, tolerance, what, unit='pt'):
        return self.within(value, want - tolerance, want + tolerance, what, unit)


def run(doc, numbers=None):
    """{number: (Measure, reason)} of one document."""
    found = {}
    for n, c in CHECKS.items():
        if numbers and n not in numbers:
            continue
        m, why = Measure(doc), None
        try:
            why = c.fn(doc, m)
        except Exception as e:  # a document so damaged that a check cannot read it has failed it
            m.true(False, '量不了：%s: %s' % (type(e).__name__, e))
        found[n] = (m, why)
    return found


def add(doc_name, found):
    """Adds the measures of a document (as plain values: they may come from another process)."""
    for n, (count, faults, figures, why) in found.items():
        c = CHECKS[n]
        if not count:
            c.absent[why or '没有可量之处'] += 1
            continue
        c.count += count
        c.docs += 1
        c.faults += [(doc_name, f) for f in faults]
        for unit, (low, high) in figures.items():
            a, b = c.figures.get(unit, (low, high))
            c.figures[unit] = (min(a, low), max(b, high))


def plain(found):
    return {n: (m.n, m.faults, m.figures, why) for n, (m, why) in found.items()}


def line(c):
    figure = '' if not c.figures else '；量得 ' + '、'.join('%.2f～%.2f %s' % (a, b, u) for u, (a, b) in c.figures.items())
    absent = '' if not c.absent else '；不适用 %d 件（%s）' % (sum(c.absent.values()), '、'.join(w for w, _ in c.absent.most_common(3)))
    if c.faults:
        verdict = '不符 %d/%d 次' % (len(c.faults), c.count)
    elif c.count:
        verdict = '通过 %d 次/%d 件' % (c.count, c.docs)
    else:
        verdict = '没有量到'
    return '%3d %-10s %s：%s%s%s' % (c.number, c.clause, c.title, verdict, figure, absent)
