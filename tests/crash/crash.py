#!/usr/bin/python3
"""
The crash harness: the program is killed at random moments and before every system call, and every write, sync, rename, open,
allocation … fails in turn, once and for good. After each, a clean run must end in exactly the state of an uninterrupted run.
The allocations of intake fail one by one; of run and recover, with ten times as many, the first on each path of calls that leads to one.

    crash.py JIBAO SHIM sample|full [SEED]      CRASH_ONLY=REGEX chooses by "VERB KIND ACTION", CRASH_STEP=N takes every N-th place

State: every row of every table of the store (nothing left out: with --date no column depends on the run), its schema and
marks, and every other file under output/ byte for byte; no temporary file, no journal of SQLite's left.
A file of the input that could not be read is as if it came with the next run: the state compared with is then that of two runs.
So is every file if it was the register of arrivals that could not be read: nothing is dated without it.
Only after a fault that was told may the papers stand in another order in the journal: what could not be written was entered later.

What a faulted run may say: status 3 with a 致命 or 错误 line in Chinese and the verdict as the last line of stdout; status 1 with an 错误 line for the one file or
document; its usual status only if its state is already that of an uninterrupted run (the fault was made good on the spot).
"""
import ast, collections, glob, hashlib, itertools, multiprocessing, os, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time

ROOT = os.getcwd()
DATE = '2023-03-26'
CJK = re.compile('[\u4e00-\u9fff]')


# ---- the input: small, with one of everything ----

def town(text, unit='东镇', items=(1, 3), version=1, extra=''):
    """A submission of a township, written by hand."""
    parts = ''.join(f'''  <事项 序号="{no}">
    <工作推进情况><段>{text}，第{no}项按月推进，入户走访一百二十户。</段></工作推进情况>
    <取得成效><段>搬迁群众反映的问题办结二十三件，满意率较高。</段></取得成效>
    <亮点经验><无/></亮点经验>
    <存在问题><无/></存在问题>
    <下步打算><打算><内容>六月底前完成一次回头看。</内容><期限>2023-06-30</期限></打算></下步打算>
  </事项>
''' for no in items)
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<季度报送 格式版本="1">
  <单位>{unit}</单位><年度>2023</年度><季度>第一季度</季度><方案>某示发〔2023〕1号</方案>
  <填报人>样例甲</填报人><审签人 职务="镇长">样例乙</审签人><联系电话>0855-0000119</联系电话>
  <填报日期>2023-03-20</填报日期><版次>{version}</版次>{extra}
{parts}</季度报送>
'''


def make_input(to):
    """Plan, register, and seven files: accepted, a copy, a correction, GBK, a broken one, a cut one, an older version."""
    example = os.path.join(ROOT, 'templates', 'example')
    q = os.path.join(to, '2023Q1')
    os.makedirs(q)
    shutil.copy(os.path.join(example, '工作方案.xml'), to)
    whole = open(os.path.join(example, '季度报送.xml'), encoding='utf-8').read()
    files = {
        '人社局.xml': whole.encode(),
        '人社局（副本）.xml': whole.encode(),
        '人社局（更正）.xml': whole.replace('<版次>1</版次>', '<版次>2</版次>').replace('六百二十户', '六百二十一户').encode(),
        '东镇.xml': town('东镇', version=2).replace('encoding="UTF-8"', 'encoding="GBK"').encode('gb18030'),
        '东镇旧.xml': town('东镇旧', version=1).encode(),
        '西乡.xml': town('西乡', unit='西乡', items=(3,)).replace('</取得成效>', '', 1).encode(),
        '残.xml': town('残', unit='民政局').encode()[:700],
    }
    for name, data in files.items():
        open(os.path.join(q, name), 'wb').write(data)
    open(os.path.join(to, '收件登记.xml'), 'w', encoding='utf-8').write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<收件登记>\n'
        '  <件 文件="2023Q1/人社局.xml" 时间="2023-03-24T09:18" 登记人="样例乙"/>\n</收件登记>\n')
    for path in itertools.chain([os.path.join(to, f) for f in os.listdir(to)], [os.path.join(q, f) for f in files]):
        os.utime(path, (1679000000, 1679000000))


def make_fonts(to):
    """The font table with a TrueType font in place of each CFF font: a run is six times as fast, so six times as much can fail."""
    os.makedirs(to)
    table = open(os.path.join(ROOT, 'fonts', 'fonts.tab'), encoding='utf-8').read()
    for cff, truetype in (('FandolFang-Regular.otf', 'gkai00mp.ttf'), ('FandolSong-Bold.otf', 'gbsn00lp.ttf')):
        assert cff in table
        table = table.replace(cff, truetype)
    open(os.path.join(to, 'fonts.tab'), 'w', encoding='utf-8').write(table)


# ---- one run ----

START = {'recover': 'damaged', 'correct': 'stored'} # what lies in output/ beforehand
COMMAND = {'correct': 'intake'} # taking in once more, the register says another date


class Bench:
    """A place to run in; one a worker process."""

    def __init__(self, jibao, shim, base, name, jobs):
        """name: a verb; "run-cff" is "run" with the fonts of a real run, "correct" an intake with another register than before."""
        self.jibao, self.shim, self.base, self.name, self.jobs = jibao, shim, base, name, jobs
        self.verb = name.split('-')[0]
        self.fonts = os.path.join(ROOT if name.endswith('-cff') else base, 'fonts')
        self.input = os.path.join(base, 'input-corrected' if self.verb == 'correct' else 'input')
        self.dir = os.path.join(base, f'w{os.getpid()}-{name}')
        self.log = self.dir + '.log'
        self.refs = {}

    def fresh(self, input=None, keep=False):
        self.make_folder(input, keep)
        if self.verb in START and not keep:
            shutil.copytree(os.path.join(self.base, START[self.verb]), os.path.join(self.dir, 'output'))

    def make_folder(self, input=None, keep=False):
        if not keep:
            shutil.rmtree(self.dir, ignore_errors=True)
            os.makedirs(self.dir)
            os.symlink(os.path.join(ROOT, 'templates'), os.path.join(self.dir, 'templates'))
            os.symlink(self.fonts, os.path.join(self.dir, 'fonts'))
        link = os.path.join(self.dir, 'input')
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(input or self.input, link)

    def command(self):
        return [self.jibao, COMMAND.get(self.verb, self.verb), '-C', self.dir, '--date', DATE, '--jobs', str(self.jobs)]

    def run(self, fault=None, trace=None, paths=None):
        """(status, stdout, stderr, lines of the shim's log)"""
        env = dict(os.environ, LC_ALL='C.UTF-8')
        if fault is not None or trace:
            env.update(LD_PRELOAD=self.shim, JIBAO_FAULT_LOG=self.log)
            env.update({'JIBAO_FAULT': fault} if fault is not None else {'JIBAO_TRACE': trace})
            if paths:
                env['JIBAO_PATHS'] = paths
            if os.path.exists(self.log):
                os.unlink(self.log)
        p = subprocess.run(self.command(), env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        log = open(self.log, encoding='utf-8', errors='replace').read().split('\n') if os.path.exists(self.log) and env.get('LD_PRELOAD') else []
        return p.returncode, p.stdout.decode('utf-8', 'replace'), p.stderr.decode('utf-8', 'replace'), [l.split('\t') for l in log if l]

    # -- what a run leaves --

    def dump(self, copied):
        """Every row of every table, the schema and the marks; None if there is no store or nothing in it."""
        path = os.path.join(self.dir, 'output', 'jibao.db')
        if not os.path.exists(path):
            return None
        if copied: # looking at it must not mend it
            room = self.dir + '.look'
            shutil.rmtree(room, ignore_errors=True)
            os.makedirs(room)
            for f in glob.glob(glob.escape(path) + '*'):
                if not f.endswith(('-shm', '.lock')):
                    shutil.copy(f, room)
            db = sqlite3.connect(os.path.join(room, 'jibao.db'))
        else:
            db = sqlite3.connect(f'file:{path}?immutable=1', uri=True)
        try:
            if copied or self.verb == 'recover':
                db.execute('PRAGMA quick_check')
            schema = db.execute('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').fetchall()
            if not schema:
                return None
            out = {'schema': schema, 'marks': [db.execute('PRAGMA application_id').fetchone(), db.execute('PRAGMA user_version').fetchone()]}
            for kind, name, _, _ in schema:
                if kind == 'table':
                    out[name] = sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))
            return out
        except sqlite3.DatabaseError:
            return {'damaged': [], 'schema': []}
        finally:
            db.close()

    def tree(self):
        out = {}
        top = os.path.join(self.dir, 'output')
        for where, _, names in os.walk(top):
            for n in names:
                path = os.path.join(where, n)
                rel = os.path.relpath(path, top)
                if rel not in ('jibao.db', 'jibao.db.lock', 'jibao.db.judging', 'jibao.db-wal', 'jibao.db-shm') and not rel.startswith('jibao.db.损坏-'):
                    out[rel] = hashlib.sha256(open(path, 'rb').read()).hexdigest()
        return out

    def state(self, copied=False):
        return self.dump(copied), self.tree()

    def strays(self):
        """What no finished run may leave."""
        top = os.path.join(self.dir, 'output')
        return [os.path.relpath(os.path.join(w, n), top) for w, _, ns in os.walk(top) for n in ns
                if n.startswith('.jibao-tmp-') or '损坏' not in n and self.verb != 'recover' and n.endswith(('-wal', '-shm', '-journal'))]

    def names(self):
        return {os.path.relpath(os.path.join(w, n), self.input) for w, _, ns in os.walk(self.input) for n in ns}

    def received(self, dump):
        if not dump:
            return set()
        room = dump['received'] + dump['plan']
        return {n for n in self.names() if any(repr(n.encode()) in row for row in room)}

    def unread(self, dump):
        return tuple(sorted(self.names() - self.received(dump) - {'收件登记.xml'}))

    def damage_kept(self):
        bad = open(os.path.join(self.base, 'damaged', 'jibao.db'), 'rb').read()
        return any(open(f, 'rb').read() == bad for f in glob.glob(glob.escape(os.path.join(self.dir, 'output')) + '/jibao.db.损坏-[0-9]'))

    def reference(self, late=()):
        """The state of an uninterrupted run; late: files that came only with a second one."""
        late = tuple(sorted(late))
        if late not in self.refs:
            inputs = [self.input]
            if late:
                part = os.path.join(self.base, f'part{os.getpid()}')
                shutil.rmtree(part, ignore_errors=True)
                shutil.copytree(self.input, part)
                for n in late:
                    os.unlink(os.path.join(part, n))
                inputs.insert(0, part)
            for i, place in enumerate(inputs):
                self.fresh(place, keep=i > 0)
                rc, out, err, _ = self.run()
            assert rc in (0, 1) and not self.strays(), (rc, out, err, self.strays())
            self.refs[late] = self.state()
        return self.refs[late]


def differences(got, want):
    """The first few differences between two states, for people."""
    out = []
    for name in sorted(set(got[0] or {}) | set(want[0] or {})):
        a, b = (got[0] or {}).get(name), (want[0] or {}).get(name)
        if a != b:
            rows = [f'+{r[:160]}' for r in (a or []) if r not in (b or [])] + [f'-{r[:160]}' for r in (b or []) if r not in (a or [])]
            out.append(f'table {name}: ' + ' | '.join(map(str, rows[:3])))
    for f in sorted(set(got[1]) | set(want[1])):
        if got[1].get(f) != want[1].get(f):
            out.append(f'file {f}: ' + ('missing' if f not in got[1] else 'not expected' if f not in want[1] else 'other bytes'))
    return out[:6]


# ---- one injection ----

class Wrong(Exception):
    pass


def check_words(err):
    for line in err.split('\n'):
        if line.strip() and not CJK.search(line):
            raise Wrong(f'a line that is not Chinese: {line}')


def check_verdict(out):
    """The last line on stdout of a run that could not be done, memory or no memory."""
    if not out.endswith('\n') or not out.rstrip('\n').split('\n')[-1].startswith('没有完成：'):
        raise Wrong('status 3 without a verdict in the last line of stdout')


def outcome(b, rc, out, err, hits):
    """What became of a faulted run: (kind, files left for the next run)."""
    if rc == -signal.SIGKILL:
        return 'killed', ()
    if rc < 0 or rc > 3 or rc == 2:
        raise Wrong(f'status {rc}')
    check_words(err)
    if rc == 3:
        if not re.search('(致命|错误)', err):
            raise Wrong('status 3 without a message')
        check_verdict(out)
        # it may have written papers without what it could not read and told, and ended only then
        return 'status 3', b.unread(b.dump(True)) if re.search('错误 E101: 读不了“[^”]*/input', err) else ()
    state = b.state(copied=True)
    tidy = {f: h for f, h in state[1].items() if '.jibao-tmp-' not in f}
    if (state[0], tidy) == b.reference():
        return 'made good', ()
    if b.verb == 'recover' and re.search('T40[2378]', err): # what the disk does not give is lost, and told
        return 'less, told', ()
    if b.verb == 'recover':
        raise Wrong(f'status {rc}, and other things were rescued: {differences(state, b.reference())}')
    if b.verb == 'correct': # everything was taken in before; what is not put right now is put right by the next run
        if rc == 1 and '错误' in err:
            return 'later, told', ()
        raise Wrong(f'status {rc}, and the date was not put right: {differences(state, b.reference())}')
    late = set(b.unread(state[0]))
    register = any('收件登记.xml' in ' '.join(h) for h in hits)
    if register and state[0] and state[0]['received']:
        raise Wrong(f'dated without the register: {state[0]["received"][:3]}')
    if rc == 1 and (late or register) and re.search('错误|正在写入', err):
        for n in late: # told by name (also of those held), or by a folder that could not be listed
            if n not in err and 'input”' not in err and f'input/{os.path.dirname(n)}”' not in err:
                raise Wrong(f'{n} was left without a word')
        return 'one file', tuple(late)
    if rc == 1 and re.search('份没有生成', out) and '错误' in err:
        return 'one document', ()
    raise Wrong(f'status {rc}, and the state is not that of an uninterrupted run: {differences(state, b.reference())}')


def inject(b, faults):
    """A fresh run with the first fault, then runs with the others (faults during recovery), then a clean one."""
    b.reference()
    b.fresh()
    late, kinds = (), []
    for i, fault in enumerate(faults):
        rc, out, err, log = b.run(fault)
        hits = [l for l in log if l[0] == 'hit']
        if not hits:
            kinds.append('not reached')
            continue
        try:
            kind, late = outcome(b, rc, out, err, hits) if i == 0 else outcome_again(rc, out, err, late)
        except Wrong as w:
            return fault, kinds + ['WRONG'], f'{w}\n  hit: {hits[0][1:]}\n  stdout: {out[-300:]}\n  stderr: {err[-900:]}'
        kinds.append(kind)
        # Short memory ends the run on the spot, as a kill does; what it leaves under temporary names goes with the next run. So
        # does what the first of several faults left: a later run that fails at the door cleans nothing up.
        left = [s for s in b.strays() if '.jibao-tmp-' in s]
        if i == 0 and kind != 'killed' and left and hits[0][1] not in ('remove', 'alloc'):
            return fault, kinds + ['WRONG'], f'temporary files left: {b.strays()} (status {rc})\n  hit: {hits[0][1:]}\n {err[-300:]}'
    return settle(b, late, ' then '.join(faults), kinds)


def outcome_again(rc, out, err, late):
    if rc == -signal.SIGKILL:
        return 'killed', late
    if rc < 0 or rc > 3:
        raise Wrong(f'status {rc} in a run that was to mend')
    if rc == 3:
        check_verdict(out)
    check_words(err)
    return f'status {rc}', late


def settle(b, late, what, kinds):
    rc, out, err, _ = b.run()
    if kinds[-1:] == ['less, told'] and rc in (0, 1) and b.damage_kept():
        return what, kinds, None
    if rc not in (0, 1):
        return what, kinds + ['WRONG'], f'the clean run: status {rc}\n  {err[-900:]}'
    if b.verb == 'recover' and not b.damage_kept():
        return what, kinds + ['WRONG'], 'the damaged store was not kept'
    state, want = b.state(), b.reference_kept(late)
    loose = kinds[0] in ('one document', 'one file', 'status 3')
    if state != want and kinds[0] == 'status 3' and not (loose and apart(state) == apart(want)):
        want = b.reference_kept(())
    if state != want and not (loose and apart(state) == apart(want)):
        return what, kinds + ['WRONG'], f'the clean run ends elsewhere (late: {late}): {differences(state, want)}'
    if b.strays():
        return what, kinds + ['WRONG'], f'the clean run leaves {b.strays()}'
    return what, kinds, None


def apart(state):
    """
    The state with the printed papers taken out of the journal's order: one that could not be written is entered by a later run.
    What was entered of each file last must be the same, and so must all other entries and their order.
    """
    dump = dict(state[0] or {})
    entries = sorted(ast.literal_eval(row) for row in dump.pop('journal', []))
    previous = '0' * 64
    for seq, date, kind, subject, detail, before, mine in entries:
        parts = [date, kind, subject, detail, before]
        text = f'{seq},' + ''.join(f'{len(p.encode())}:{p},' for p in parts)
        if before != previous or hashlib.sha256(text.encode()).hexdigest() != mine:
            return 'the chain is broken', seq
        previous = mine
    papers = [e for e in entries if e[2] in ('成文', '作废')]
    dump['journal'] = [e[1:5] for e in entries if e not in papers]
    dump['papers'] = sorted({e[3]: (e[2], e[4]) for e in papers}.items())
    return dump, state[1]


def reference_kept(self, late):
    """reference() runs in the same folder; what stands there is moved aside meanwhile."""
    if tuple(sorted(late)) not in self.refs:
        aside = self.dir + '.aside'
        shutil.rmtree(aside, ignore_errors=True)
        os.rename(self.dir, aside)
        self.reference(late)
        shutil.rmtree(self.dir)
        os.rename(aside, self.dir)
    return self.refs[tuple(sorted(late))]


Bench.reference_kept = reference_kept


def kill_at(b, seconds):
    """kill -9 after so many seconds, from outside."""
    b.reference()
    b.fresh()
    p = subprocess.Popen(b.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    p.kill()
    return settle(b, (), f'kill -9 after {seconds * 1000:.2f} ms', ['killed' if p.wait() == -signal.SIGKILL else 'too late'])


# ---- the plan of attack ----

ERRORS = {'write': ('ENOSPC', 'EIO', 'ENOSPC+', 'short', 'torn'), 'sync': ('EIO', 'ENOSPC+'), 'rename': ('EIO', 'ENOSPC', 'EACCES+'),
          'open': ('EACCES', 'EMFILE', 'EIO+'), 'cut': ('EIO', 'ENOSPC+'), 'remove': ('EIO', 'EACCES+'), 'read': ('EIO', 'EIO+'),
          'list': ('EIO', 'EACCES+'), 'mkdir': ('ENOSPC', 'EACCES+'), 'stat': ('EIO', 'EACCES+'), 'lock': ('ENOLCK', 'EIO+'),
          'map': ('ENOMEM', 'ENOMEM+'), 'mode': ('EIO',), 'alloc': ('ENOMEM', 'ENOMEM+'), 'any': ('kill',)}


def attacks(b, counts, full, rng):
    """Every injection as (name, [faults])."""
    out = []
    for kind, actions in ERRORS.items():
        n = counts.get(kind, 0)
        for action in actions:
            if kind == 'alloc' and full:
                places = allocations(b, n, action)
            elif b.name == 'run-cff' and full: # only memory is asked for in other ways than by "run"
                places = []
            elif full:
                places = list(range(1, n + 1))
            else:
                most = {'alloc': 12, 'write': 5, 'any': 12}.get(kind, 2) if b.name == 'intake' else 1
                places = sorted(rng.sample(range(1, n + 1), min(n, most)))
            thin = int(os.environ.get('CRASH_STEP', '1'))
            if full and thin > 1:
                places = places[rng.randrange(thin)::thin]
            out += [(b.name, [f'{kind}:{at}:{action}']) for at in places]
    return out


# Which allocations fail in a full run: "all", or the first by each path, a path being so many innermost callers
ALLOCATIONS = {('intake', 'ENOMEM'): 'all', ('intake', 'ENOMEM+'): 8, ('recover', 'ENOMEM'): 7, ('recover', 'ENOMEM+'): 3,
               ('correct', 'ENOMEM'): 7, ('correct', 'ENOMEM+'): 3,
               ('run', 'ENOMEM'): 4, ('run', 'ENOMEM+'): 2, ('run-cff', 'ENOMEM'): 1, ('run-cff', 'ENOMEM+'): 1}


def allocations(b, n, action):
    depth = ALLOCATIONS[(b.name, action)]
    if depth == 'all':
        return list(range(1, n + 1))
    file = b.dir + '.paths'
    b.fresh()
    b.run('any:0:', paths=f'{file}:{depth}')
    return [int(line) for line in open(file)]


def compound(name, counts, n, rng):
    """Two or three faults one after the other: the later ones meet the recovery."""
    kinds = [k for k in ERRORS if counts.get(k)]
    out = []
    for _ in range(n):
        faults = []
        for k in range(rng.choice((2, 2, 3))):
            kind = rng.choice([k for k in kinds if k != 'open' and k != 'read' and k != 'stat' and k != 'list'])
            top = counts[kind] if k == 0 else max(1, counts[kind] // 2)
            faults.append(f'{kind}:{rng.randint(1, top)}:{rng.choice(ERRORS[kind])}')
        out.append((name, faults))
    return out


def make_damaged(b):
    """A store with pages in its middle overwritten, for the runs of recover."""
    b.make_folder()
    subprocess.run([b.jibao, 'intake', '-C', b.dir, '--date', DATE], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    to = os.path.join(b.base, 'damaged')
    os.rename(os.path.join(b.dir, 'output'), to)
    with open(os.path.join(to, 'jibao.db'), 'r+b') as f:
        pages = os.path.getsize(f.name) // 4096
        for page in range(pages // 3, pages, 7):
            f.seek(page * 4096)
            f.write(b'\xa5' * 4096)


def make_stored(b):
    """A store, and the same input with another date in its register."""
    b.make_folder(os.path.join(b.base, 'input'))
    subprocess.run([b.jibao, 'intake', '-C', b.dir, '--date', DATE], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.rename(os.path.join(b.dir, 'output'), os.path.join(b.base, 'stored'))
    shutil.copytree(os.path.join(b.base, 'input'), b.input)
    register = os.path.join(b.input, '收件登记.xml')
    text = open(register, encoding='utf-8').read()
    open(register, 'w', encoding='utf-8').write(text.replace('2023-03-24', '2023-03-22'))


def measure(b):
    b.fresh()
    started = time.time()
    rc, out, err, log = b.run('any:0:')
    seconds = time.time() - started
    counts = {l[1]: int(l[2]) for l in log if l[0] == 'count'}
    assert counts, f'{b.shim} counts nothing'
    dump = b.dump(False)
    assert rc in (0, 1), (rc, out, err)
    text = ' '.join(dump['received'] + dump['journal'])
    for word in ('遗失', '恢复') if b.verb == 'recover' else ():
        assert word in text, f'no {word} in the reference'
    if b.verb == 'recover':
        return counts, seconds
    if b.verb == 'correct':
        assert '更正' in text and '2023-03-22' in ' '.join(dump['correction']), 'nothing was put right in the reference'
    for word in ('接收', '退回', '重复', '取代', 'GB18030'): # the input is worth its name
        assert word in text, f'no {word} in the reference'
    assert dump['picture'] and dump['cell'] and dump['value'] and not dump['outbox'], 'the reference lacks something'
    return counts, seconds


# ---- order of syncs, from a trace of an uninterrupted run ----

def check_order(b):
    """Power loss: no file gets its name before its bytes are on disk, no receipt before the commit, no tick before the names."""
    trace = b.dir + '.trace'
    if os.path.exists(trace):
        os.unlink(trace)
    b.fresh()
    b.run(trace=trace)
    steps = [l.split('\t') for l in open(trace, encoding='utf-8').read().split('\n') if l]
    os.unlink(trace)
    wal = lambda s: s[0] == 'write' and s[1].endswith('-wal')
    bad, renamed = [], 0
    for i, s in enumerate(steps):
        if s[0] != 'rename':
            continue
        renamed += 1
        real = os.path.realpath(s[1])
        mine = [k for k in range(i) if os.path.realpath(steps[k][1]) == real]
        if not mine or steps[mine[-1]][0] != 'sync':
            bad.append(f'{s[2]}: renamed before its bytes were synced')
        folder = os.path.realpath(os.path.dirname(s[2]))
        after = [k for k in range(i, len(steps)) if steps[k][0] == 'sync' and os.path.realpath(steps[k][1]) == folder]
        tick = [k for k in range(i, len(steps)) if wal(steps[k])]
        if not after or (tick and '回执' in s[2] and tick[0] < after[0]):
            bad.append(f'{s[2]}: ticked off before its name was synced')
        before = [k for k in range(i) if steps[k][1].endswith('-wal')]
        if '回执' in s[2] and (not before or steps[before[-1]][0] != 'sync'):
            bad.append(f'{s[2]}: shown before the commit was synced')
    return bad if renamed else ['no file was renamed']


# ---- all of it ----

BENCHES = {}
BY_WEIGHT = ['intake', 'correct', 'recover', 'run', 'run-cff'] # the quick ones first


def work(task):
    name, how = task
    b = BENCHES.get(name)
    if not b:
        b = BENCHES[name] = Bench(*WORLD, name, 1)
    b.jobs = 2 if isinstance(how, float) else 1
    try:
        what, kinds, wrong = kill_at(b, how) if isinstance(how, float) else inject(b, how)
    except subprocess.TimeoutExpired:
        what, kinds, wrong = str(how), ['WRONG'], 'it hangs'
    except Exception as e: # a fault of the harness is a fault too
        what, kinds, wrong = str(how), ['WRONG'], f'{type(e).__name__}: {e}'
    return name, how, what, kinds, wrong


def leave_signals():
    """A worker goes when the pool does: what stops the harness stops nothing in the middle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def group(how):
    if isinstance(how, float):
        return 'kill -9 at a random moment'
    if len(how) > 1:
        return 'one after the other'
    kind, _, action = how[0].split(':')
    return f'{kind} {action}'


def main():
    global WORLD
    jibao, shim, mode = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20221226
    only = os.environ.get('CRASH_ONLY')
    full, rng = mode == 'full', random.Random(seed)
    room = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
    base = tempfile.mkdtemp(prefix='jibao-crash-', dir=os.environ.get('TMPDIR') or room)
    WORLD = (jibao, shim, base)
    try:
        make_input(os.path.join(base, 'input'))
        tasks, wrong = [], []
        make_fonts(os.path.join(base, 'fonts'))
        for name in ('intake', 'correct', 'run', 'run-cff', 'recover'):
            b = Bench(*WORLD, name, 1)
            if name == 'recover':
                make_damaged(b)
            if name == 'correct':
                make_stored(b)
            counts, seconds = measure(b)
            print(f'{name}: calls of one run:', ', '.join(f'{k} {v}' for k, v in counts.items() if v))
            wrong += [('order', m) for m in check_order(b)] if name != 'recover' else []
            tasks += attacks(b, counts, full, rng)
            tasks += compound(name, counts, (500 if name == 'intake' else 100) if full else 5, rng)
            kills = (200 if full else 10 if name in ('intake', 'run') else 4)
            tasks += [(name, rng.uniform(0, seconds * 1.1)) for _ in range(kills)]
        if only:
            tasks = [t for t in tasks if re.search(only, t[0] + ' ' + group(t[1]))]
        rng.shuffle(tasks) # a lock that fails for good is waited for: seconds in which the other workers have something to do
        tasks.sort(key=lambda t: BY_WEIGHT.index(t[0]))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        table, compared, spoke = collections.Counter(), 0, time.time()
        stopped = False
        with multiprocessing.Pool(3 * (os.cpu_count() or 1), initializer=leave_signals) as pool:
            try:
                for name, how, what, kinds, bad in pool.imap_unordered(work, tasks, chunksize=2):
                    table[(name, group(how), kinds[0] if len(kinds) == 1 else ', '.join(sorted(set(kinds))) if 'WRONG' in kinds else 'mended')] += 1
                    compared += 1
                    if bad:
                        wrong.append((f'{name} {what}', bad))
                        if full:
                            print(f'WRONG {name} {what}: {bad}', flush=True)
                    if full and time.time() > spoke + 60:
                        spoke = time.time()
                        print(f'{compared} of {len(tasks)}, {len(wrong)} wrong; {name} {group(how)}', flush=True)
            except KeyboardInterrupt: # what was done so far is worth its table
                stopped = True
        for (name, kind, end), n in sorted(table.items()):
            print(f'{name:7} {kind:28} {end:12} {n:6}')
        for what, bad in wrong[:20]:
            print(f'WRONG {what}: {bad}')
        print(f'{len(tasks)} injections, {compared} states compared, {len(wrong)} wrong (seed {seed})')
        return 1 if wrong or stopped or compared < len(tasks) or not compared else 0
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
