#!/usr/bin/python3
"""
Taking in a great many submissions: time and peak memory of 2,500, 5,000 and 10,000 files, and of a second run that finds
nothing new. Both must grow in proportion (figures for people; nothing here fails).

    intake.py JIBAO [N…]        the folder for it: TMPDIR
"""
import os, resource, shutil, subprocess, sys, tempfile, time

UNITS, QUARTERS, DATE = 250, 4, '2023-12-31'


def plan():
    units = '\n'.join(f'    <单位 代码="T{i}" 全称="某县样例{i}镇人民政府" 简称="样例{i}镇" 类型="乡镇" 迁入地="是"/>' for i in range(UNITS))
    text = open('templates/example/工作方案.xml', encoding='utf-8').read()
    return text.replace('    <单位 代码="DZ"', units + '\n    <单位 代码="DZ"', 1)


def submission(i):
    """The i-th of all: every unit, then every quarter, then the next version."""
    unit, quarter, version = i % UNITS, i // UNITS % QUARTERS, i // UNITS // QUARTERS + 1
    items = ''.join(f'''  <事项 序号="{no}">
    <工作推进情况>{''.join(f"<段>第{i}件第{no}项第{k}段：组织干部入户走访，逐户核对搬迁群众就业、就学、就医情况，建立台账并按月更新。</段>" for k in range(4))}</工作推进情况>
    <取得成效><段>办结群众反映的事项{i % 97 + 3}件，满意率较高。</段></取得成效>
    <亮点经验><无/></亮点经验>
    <存在问题><问题><分类>数据</分类><等级>一般</等级><描述>第{i}件：部分外出务工家庭的信息核对不及时。</描述>
      <整改措施>与派出所建立每月比对机制。</整改措施><责任人>样例丙</责任人><期限>2024-06-30</期限><状态>新增</状态></问题></存在问题>
    <下步打算><打算><内容>下季度前完成第{i}次回头看。</内容><期限>2024-03-31</期限></打算></下步打算>
  </事项>
''' for no in (1, 3))
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<季度报送 格式版本="1">
  <单位>样例{unit}镇</单位><年度>2023</年度><季度>第{'一二三四'[quarter]}季度</季度><方案>某示发〔2023〕1号</方案>
  <填报人>样例甲</填报人><审签人 职务="镇长">样例乙</审签人><联系电话>0855-0000119</联系电话>
  <填报日期>2023-{quarter * 3 + 3:02}-20</填报日期><版次>{version}</版次>
{items}</季度报送>
'''


def measured(command):
    started = time.time()
    p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = p.communicate()
    seconds = time.time() - started
    return p.returncode, seconds, out, err


def one(jibao, n):
    base = tempfile.mkdtemp(prefix='jibao-bench-')
    try:
        os.symlink(os.path.abspath('templates'), os.path.join(base, 'templates'))
        os.makedirs(os.path.join(base, 'input'))
        open(os.path.join(base, 'input', '方案.xml'), 'w', encoding='utf-8').write(plan())
        for i in range(n):
            folder = os.path.join(base, 'input', str(i // 500))
            os.makedirs(folder, exist_ok=True)
            open(os.path.join(folder, f'{i:06}.xml'), 'w', encoding='utf-8').write(submission(i))
        figures = []
        for _ in range(2):
            # /usr/bin/time is not everywhere: a child of a child has its own maximum
            code = ('import resource,subprocess,sys;r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode;'
                    'u=resource.getrusage(resource.RUSAGE_CHILDREN);print(r,u.ru_utime+u.ru_stime,u.ru_maxrss)')
            rc, seconds, out, err = measured([sys.executable, '-c', code, jibao, 'intake', '-C', base, '--date', DATE])
            status, cpu, rss = out.split()
            figures.append((int(status), seconds, float(cpu), int(rss) / 1024))
        size = os.path.getsize(os.path.join(base, 'output', 'jibao.db')) / 1048576
        return figures, size
    finally:
        shutil.rmtree(base, ignore_errors=True)


def main():
    jibao = os.path.abspath(sys.argv[1])
    print('  files   first run: wall s   CPU s  CPU ms/file  peak MiB   again: wall s   CPU s  peak MiB   store MiB')
    for n in map(int, sys.argv[2:] or (2500, 5000, 10000)):
        ((s1, w1, c1, m1), (s2, w2, c2, m2)), size = one(jibao, n)
        print(f'{n:7} {w1:20.2f} {c1:7.2f} {c1 * 1000 / n:12.3f} {m1:9.1f} {w2:15.2f} {c2:7.2f} {m2:9.1f} {size:11.1f}' +
              ('' if s1 <= 1 and s2 <= 1 else f'   status {s1} {s2}'), flush=True)


if __name__ == '__main__':
    main()
