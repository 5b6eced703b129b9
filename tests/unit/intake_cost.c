/*
 * What a hostile file may cost: each of these is judged and gets its receipts in a child process of its own, which may use
 * no more than 100 MB beyond the bytes of the program itself (those of the file included) and must say why the file is
 * refused. No time is asserted; the slowest and the largest are printed, and the kernel ends a child that runs away.
 */
#include "intake_fixture.h"
#include "intake/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MEMORY_MOST = 100 * 1024 /* KiB */, CPU_MOST = 200 /* s: only to end what never ends, also under sanitizers */ };

#if defined(__SANITIZE_ADDRESS__)
enum { MEASURED = 0 };
#else
enum { MEASURED = 1 };
#endif

#define ROOT "<季度报送>"
#define END "</季度报送>"
#define HEAD ROOT "<单位>县民政局</单位><年度>2022</年度><季度>第三季度</季度><方案>锦易扶指通〔2022〕21号</方案><填报人>样例甲</填报人>" \
             "<审签人>样例乙</审签人><联系电话>0855-0000000</联系电话><填报日期>2022-09-20</填报日期><版次>1</版次>"
#define ITEM(no) "<事项 序号=\"" no "\"><工作推进情况>"
#define PART "<段>工作推进情况很好很好。</段>"
#define AFTER "</工作推进情况><取得成效><段>取得了很好的成效和经验。</段></取得成效><亮点经验><无/></亮点经验>"
#define PLANS "<下步打算><打算><内容>继续推进各项工作任务。</内容></打算></下步打算>"
#define REST AFTER "<存在问题><无/></存在问题>" PLANS
#define PROBLEM(id, state) "<问题" id "><分类>人员</分类><等级>一般</等级><描述>志愿者队伍流动性大第%zu次</描述>" \
                           "<整改措施>结对协议签订推进落实。</整改措施><责任人>样例丙</责任人><状态>" state "</状态></问题>"

struct hostile {
    const char *name;
    const char *before, *unit, *after;  /* before, then unit over and over (%zu: its number), then after */
    size_t times;                       /* 0: up to the limit of a file */
    const char *code;                   /* must be among the messages; NULL: whatever it says */
    const char *bytes;                  /* put before everything: a BOM, a declaration */
    bool wide;                          /* text as UTF-16LE */
    bool again;                         /* the same text was handed in last quarter */
};

static const struct hostile table[] = {
    {"newlines", ROOT "<单位>", "\n", "</单位>" END, 0, "X117", NULL, false, false},
    {"no XML at all", "", "锦屏县民政局工作", "", 0, "X121", NULL, false, false},
    {"forbidden references", ROOT "<单位>", "&#1;", "</单位>" END, 0, "X113", NULL, false, false},
    {"references", ROOT "<单位>", "&#x4e00;", "</单位>" END, 0, "X117", NULL, false, false},
    {"ampersands", ROOT "<单位>", "& ", "</单位>" END, 0, "X107", NULL, false, false},
    {"tag openers", ROOT, "<", END, 0, "X109", NULL, false, false},
    {"comments", ROOT, "<!-- x -->", END, 0, "X151", NULL, false, false},
    {"comments never closed", ROOT, "<!-- ", END, 0, "X114", NULL, false, false},
    {"CDATA", ROOT "<单位>", "<![CDATA[x]]>", "</单位>" END, MEASURED ? 0 : 300000 /* over LIMIT_TEXT */, "X117", NULL, false, false},
    {"CDATA never closed", ROOT, "<![CDATA[", END, 0, "X114", NULL, false, false},
    {"instructions", ROOT, "<?a b?>", END, 0, "X151", NULL, false, false},
    {"instructions never closed", ROOT, "<?a ", END, 0, "X114", NULL, false, false},
    {"declarations", "", "<?xml ", "", 0, "X119", NULL, false, false},
    {"DOCTYPE never closed", "<!DOCTYPE 季度报送 ", "[", "", 0, "X102", NULL, false, false},
    {"quotes", ROOT "<段 ", "\"", END, 0, "X110", NULL, false, false},
    {"quotes never closed", ROOT, "<段 b=\"", "", 0, "X110", NULL, false, false},
    {"one long attribute", "<季度报送 格式版本=\"", "x", "\"/>", 0, "X117", NULL, false, false},
    {"attributes of one tag", "<季度报送", " a%zu=\"\"", "/>", 300000, "X117", NULL, false, false},
    {"namespaces of one tag", "<季度报送", " xmlns:a%zu='b'", "/>", 60000, "X117", NULL, false, false},
    {"namespaces", ROOT, "<段 xmlns:p%zu='u'/>", END, 49000, NULL, NULL, false, false},
    {"unknown attributes", ROOT, "<段 a%zu=\"1\"/>", END, 49000, "X179", NULL, false, false},
    {"attributes in all", ROOT, "<段 a%zu='' b='' c='' d=''/>", END, 0, "X117", NULL, false, false},
    {"depth", "", "<段>", "", 0, "X116", NULL, false, false},
    {"elements", ROOT, "<段/>", END, 0, "X117", NULL, false, false},
    {"elements, each with a name of its own", ROOT, "<a%zu/>", END, 59000, "X179", NULL, false, false},
    {"one long text", ROOT "<单位>", "字", "</单位>" END, 0, "X117", NULL, false, false},
    {"one long line of text", HEAD ITEM("18"), "<段>%0240000zu</段>", REST "</事项>" END, 10, "X157", NULL, false, false},
    {"text in all", HEAD ITEM("18"), "<段>%0240000zu</段>", REST "</事项>" END, 60, "X117", NULL, false, false},
    {"control characters", ROOT "<单位>", "\x01", "</单位>" END, 0, "D119", NULL, false, false},
    {"private use", ROOT "<单位>", "\xEE\x80\x80", "</单位>" END, 0, "D119", NULL, false, false},
    {"emoji", ROOT "<单位>", "\xF0\x9F\x98\x80 ", "</单位>" END, 0, "D119", NULL, false, false},
    {"UTF-8 read as GBK", ROOT "<单位>", "鍏ㄩ儴鏁存敼鍒颁綅", "</单位>" END, 0, "D122", NULL, false, false},
    {"UTF-8 read as GBK, in pieces", ROOT "<单位>", "鍏ㄩ儴鏁存敼鍒颁綅\n", "</单位>" END, 0, "D119", NULL, false, false},
    {"UTF-8 read as windows-1252", ROOT "<单位>", "å…¨éƒ¨", "</单位>" END, 0, "D122", NULL, false, false},
    {"U+FFFD read as GBK", ROOT "<单位>", "锟斤拷 ", "</单位>" END, 0, "D119", NULL, false, false},
    {"bytes that are no text", "", "\xFF", "", 0, "D101", NULL, false, false},
    {"bytes that are no text, here and there", "", "\xFF \n", "", 0, "D101", NULL, false, false},
    {"GBK bytes that are no text", "", "\x81 \n", "", 0, "D101", "<?xml version='1.0' encoding='GBK'?>", false, false},
    {"GB18030 codes of an older edition", "<段>", "\x84\x31\x82\x36", "</段>", 0, "X117", "<?xml version='1.0' encoding='GB18030'?>", false, false},
    {"UTF-16", ROOT, "锦", END, 0, "X117", "\xFF\xFE", true, false},
    {"wrong items", ROOT, "<事项 序号=\"x\"><取得成效/>文字</事项>", END, 29000, "X179", NULL, false, false},
    {"wrong children", ROOT, "<事项 序号=\"2\"><存在问题><问题><x/></问题></存在问题></事项>", END, 14000, "X179", NULL, false, false},
    {"wrong children of one parent", ROOT "<事项 序号=\"2\">", "<工作推进情况><x/></工作推进情况>", "</事项>" END, 29000, "X179", NULL, false, false},
    {"values", HEAD ITEM("18") PART REST, "<指标值 指标=\"x\">1</指标值>", "</事项>" END, 40000, "S301", NULL, false, false},
    {"items with values", HEAD, ITEM("18") PART REST "<指标值 指标=\"x\">1</指标值><指标值 指标=\"18-1\">约3</指标值></事项>", END, 3000, "S204", NULL, false, false},
    {"problems", HEAD, ITEM("18") PART AFTER "<存在问题>" PROBLEM("", "整改中") PROBLEM("", "新增") "</存在问题>" PLANS "</事项>", END, 2200, "S204", NULL, false, true},
    {"problems of one item", HEAD ITEM("18") PART AFTER "<存在问题>", PROBLEM("", "整改中"), "</存在问题>" PLANS "</事项>" END, 8000, "X154", NULL, false, true},
    {"problems with one number", HEAD ITEM("18") PART AFTER "<存在问题>", PROBLEM(" 编号=\"A\"", "新增"), "</存在问题>" PLANS "</事项>" END, 8000, "S234", NULL, false, true},
    {"explanations that say nothing", HEAD "<说明>", "<段>第18项%03000zu核实无误核实无误核实无误</段>", "</说明>" ITEM("18") "<段>××</段>" REST "</事项>" END, 1500, NULL, NULL, false, false},
    {"pasted from last quarter", HEAD ITEM("18"), "<段>%019000zu这是上季度的文字</段>", REST "</事项>" END, 135, "S210", NULL, false, true},
    {"unfilled blanks", HEAD ITEM("18"), "<段>%06000zuAXXAXX××</段>", REST "</事项>" END, 199, "S209", NULL, false, false},
    {"cells", HEAD ITEM("18") PART REST "<表格>", "<行><格/><格/><格/><格/><格/></行>", "</表格></事项>" END, 9000, "X154", NULL, false, false},
    {"paragraphs over many lines", HEAD ITEM("18"), "<段>甲\n乙\n丙\n%zu</段>", REST "</事项>" END, 50000, "X154", NULL, false, false},
    {"dates", HEAD, ITEM("18") PART AFTER "<存在问题><无/></存在问题><下步打算><打算><内容>继续推进各项工作任务。</内容><期限>２０２２－０１－０１</期限></打算></下步打算></事项>", END, 3500, "S204", NULL, false, false},
    {"one picture", HEAD ITEM("18") PART REST "<图片 说明=\"a\" 类型=\"image/png\">", "AAAA", "</图片></事项>" END, 2400000, "S212", NULL, false, false},
    {"too many bytes", "", "x", "", LIMIT_FILE + 1, "X101", NULL, false, false},
};

static void make(struct buf *b, const struct hostile *h)
{
    bool numbered = strstr(h->unit, "zu") != NULL;
    size_t most = LIMIT_FILE - strlen(h->before) - strlen(h->after) - 64;
    most = MEASURED ? most : most / 8; /* a sanitizer is slow, and its memory is its own */
    most = h->wide ? most / 3 : most; /* the limit counts two bytes for each hanzi, UTF-8 three */
    buf_adds(b, h->before);
    for (size_t i = 0; h->times ? i < h->times : b->n < most; i++) {
        if (numbered)
            buf_addf(b, h->unit, i, i);
        else
            buf_adds(b, h->unit);
    }
    buf_adds(b, h->after);
}

/* The bytes of the file; hanzi and ASCII only in wide ones. */
static void put_bytes(struct buf *out, const struct hostile *h)
{
    struct buf text = {0};
    make(&text, h);
    buf_adds(out, h->bytes ? h->bytes : "");
    if (!h->wide) {
        buf_add(out, text.p, text.n);
    } else {
        for (const char *p = text.p, *end = text.p + text.n; p < end;) {
            uint32_t c;
            p += utf8_decode(p, end, &c);
            buf_addc(out, (char)(c & 0xFF));
            buf_addc(out, (char)(c >> 8));
        }
    }
    buf_drop(&text);
}

static long peak_kib(void)
{
    char line[128];
    long v = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %ld", &v) == 1)
            break;
    if (f)
        fclose(f);
    return v;
}

static void reset_peak(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (f) {
        fputs("5", f);
        fclose(f);
    }
}

static double cpu_seconds(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

struct cost { double seconds; long kib; bool coded; enum verdict verdict; };

/* In the child: the file lies in memory already, as it does when intake has read it. */
static struct cost judge_it(const struct hostile *h, const struct buf *bytes, struct memory *m)
{
    reset_peak();
    long before = peak_kib();
    double start = cpu_seconds();
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, m, "2022Q3/a.xml", bytes->p, bytes->n);
    struct receipt r = {.number = 1, .file = "a.xml", .sha256 = "0", .judged = &j};
    struct buf text = {0};
    receipt_text(&r, &text);
    buf_clear(&text);
    receipt_json(&r, &text);
    struct cost c = {cpu_seconds() - start, peak_kib() - before + (long)(bytes->n / 1024), !h->code || find_msg(&j, h->code), j.verdict};
    if (!c.coded)
        for (size_t i = 0; i < j.diags.n && i < 5; i++)
            fprintf(stderr, "  %s %u:%u\n", msg_code(j.diags.v[i].msg), j.diags.v[i].place.line, j.diags.v[i].place.col);
    return c;
}

static void run_child(const struct hostile *h, int out)
{
    struct rlimit cpu = {CPU_MOST, CPU_MOST};
    struct buf bytes = {0};
    struct memory m = {0};
    struct arena *a = arena_new();
    struct judged j;
    setrlimit(RLIMIT_CPU, &cpu);
    put_bytes(&bytes, h);
    test_judge(&j, a, NULL, "a.xml", "<季度报送/>", strlen("<季度报送/>")); /* compiles the schema */
    if (h->again) { /* as much of it as intake accepts: one sound item */
        struct hostile last = *h;
        struct buf b = {0};
        last.times = last.times > 49 && strstr(last.name, "problems") ? 49 : last.times;
        make(&b, &last);
        memcpy(strstr(b.p, "第三季度"), "第二季度", strlen("第二季度"));
        struct judged *before = arena_alloc(a, sizeof *before);
        intake_judge(before, a, &test_plan, NULL, "2022Q2/a.xml", b.p, b.n, "templates/schema", test_today);
        if (before->submission)
            m.v[m.n++] = before->submission;
        buf_drop(&b);
    }
    struct cost c = judge_it(h, &bytes, &m);
    if (write(out, &c, sizeof c) != (ssize_t)sizeof c)
        _exit(1);
    _exit(0);
}

static struct cost cost_of(const struct hostile *h)
{
    int fd[2], status;
    struct cost c = {0};
    assert_int_equal(pipe(fd), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        run_child(h, fd[1]);
    close(fd[1]);
    ssize_t n = read(fd[0], &c, sizeof c);
    close(fd[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (n != (ssize_t)sizeof c || status != 0)
        fail_msg("%s: the child ended with %x", h->name, (unsigned)status);
    return c;
}

static void every_file(void **state)
{
    (void)state;
    const char *slowest = "", *largest = "";
    struct cost slow = {0}, large = {0};
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct hostile *h = &table[i];
        struct cost c = cost_of(h);
        if (getenv("INTAKE_COST"))
            printf("%-45s %6.2f s %4ld MB\n", h->name, c.seconds, c.kib / 1024);
        if (!c.coded || (MEASURED && c.kib > MEMORY_MOST)) {
            fprintf(stderr, "%s: %s expected, %ld KiB\n", h->name, h->code ? h->code : "-", c.kib);
            wrong++;
        }
        if (c.seconds > slow.seconds)
            slow = c, slowest = h->name;
        if (c.kib > large.kib)
            large = c, largest = h->name;
    }
    printf("%zu hostile files; slowest: %s, %.2f s; largest: %s, %ld MB\n", sizeof table / sizeof table[0], slowest, slow.seconds, largest,
           large.kib / 1024);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
