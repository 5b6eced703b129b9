/* What the tests of the store share: a folder of their own, a plan and judged files made by hand. */
#ifndef STORE_MAKE_H
#define STORE_MAKE_H

#include "base/file.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    char dir[64], path[96]; /* a folder of its own, and the store in it */
    struct arena *a;
    struct diags ds;
    struct plan *plan;
};

static const struct quarter Q3 = {2022, 3}, Q4 = {2022, 4};
static const struct date TODAY = {2022, 12, 26};

static inline struct plan *make_plan(struct arena *a)
{
    static const char *const codes[] = {"ZZB", "MZJ", "GAJ", "RSJ"}; /* not in the order of the alphabet */
    struct plan *p = arena_alloc(a, sizeof *p);
    *p = (struct plan){.name = "工作方案", .docno = "锦易扶指通〔2022〕21号", .start = {2022, 1, 1}, .end = {2022, 12, 31},
                       .nunits = 4, .ndeadlines = 1};
    p->units = arena_calloc(a, 4, sizeof *p->units);
    for (size_t i = 0; i < 4; i++)
        p->units[i] = (struct unit){.code = codes[i], .name = codes[i], .shortname = codes[i], .order = i};
    p->deadlines = arena_alloc(a, sizeof *p->deadlines);
    p->deadlines[0] = (struct plan_deadline){{2022, 4}, {2022, 12, 25}};
    return p;
}

static inline int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *tmp = getenv("TMPDIR");
    snprintf(f->dir, sizeof f->dir, "%s/jibao-store-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/jibao.db", f->dir);
    f->a = arena_new();
    f->ds.a = f->a;
    f->plan = make_plan(f->a);
    *state = f;
    return 0;
}

static inline void remove_file(const char *dir, const char *name)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    unlink(path);
}

static inline void empty_folder(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.' || strlen(e->d_name) > 2)
            remove_file(dir, e->d_name);
    if (d)
        closedir(d);
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    empty_folder(f->dir);
    rmdir(f->dir);
    arena_drop(f->a);
    free(f);
    return 0;
}

#define STORE_TEST(t) cmocka_unit_test_setup_teardown(t, setup, teardown)

static inline struct store *open_store(struct fixture *f)
{
    struct store *s = NULL;
    int rc = store_open(&s, f->path, &f->ds);
    if (rc != 0)
        diags_print(&f->ds, stderr);
    assert_int_equal(rc, 0);
    return s;
}

static inline bool told(const struct diags *ds, enum msg m)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg == m)
            return true;
    return false;
}

/* A small submission; item 1 with one paragraph of each kind, text of any choice. */
static inline struct submission *make_submission(struct arena *a, const char *unit, struct quarter q, int version,
                                                 const char *text)
{
    struct submission *s = arena_alloc(a, sizeof *s);
    *s = (struct submission){.unit = unit, .quarter = q, .plan = "锦易扶指通〔2022〕21号", .filer = "龙某",
                             .signer = "杨某", .signer_title = "局长", .phone = "0855-7220000", .filed = {2022, 12, 20},
                             .version = version, .nitems = 1};
    s->items = arena_alloc(a, sizeof *s->items);
    struct sub_item *it = &s->items[0];
    *it = (struct sub_item){.no = 1, .line = 12};
    ARENA_PUSH(a, it->progress.v, it->progress.n, it->progress.cap) = (struct para){text, 14};
    ARENA_PUSH(a, it->results.v, it->results.n, it->results.cap) = (struct para){"成效", 17};
    return s;
}

static inline struct judged judge(struct arena *a, struct submission *sub)
{
    return (struct judged){.verdict = sub ? VERDICT_ACCEPTED : VERDICT_REJECTED, .root = ROOT_SUBMISSION,
                           .encoding = ENC_UTF8, .diags = {.a = a}, .quarter = sub ? sub->quarter : (struct quarter){0},
                           .submission = sub};
}

/* Gives a file with these bytes to the store; its receipt number. */
static inline int64_t receive_on(struct fixture *f, struct store *s, const char *file, const char *bytes,
                                 struct judged *j, struct date arrived)
{
    char hex[65];
    file_sha256(bytes, strlen(bytes), hex);
    struct arrival r = {.file = file, .bytes = bytes, .n = strlen(bytes), .sha256 = hex, .date = arrived};
    int64_t number = 0;
    int rc = store_receive(s, &r, j, TODAY, &number, &f->ds);
    if (rc != 0)
        diags_print(&f->ds, stderr);
    assert_int_equal(rc, 0);
    return number;
}

/* ---- everything that a submission can hold ---- */

static inline void add_para(struct arena *a, struct paras *p, const char *text, uint32_t line)
{
    ARENA_PUSH(a, p->v, p->n, p->cap) = (struct para){text, line};
}

static inline void fill_item(struct arena *a, struct sub_item *it)
{
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', 0, 0, 0xFF, 0xFE, 0};
    static const char *cells[] = {"社区", "户数", "𠮷屯", "", "三江", NULL};
    add_para(a, &it->progress, "一是开展动态监测。", 21);
    add_para(a, &it->progress, "二是𠮷屯（U+20BB7）与 😀 均照录；\"引号\"、'单引号'、; DROP TABLE item; --", 22);
    add_para(a, &it->results, "成效", 24);
    add_para(a, &it->highlights, "亮点", 26);
    it->problems = arena_calloc(a, 2, sizeof *it->problems);
    it->problems[0] = (struct problem){.id = "2022Q3-MZJ-1-1", .category = "资金", .grade = "较大", .text = "资金不足",
                                       .remedy = "争取", .person = "王某", .due = {2023, 3, 31}, .state = PROBLEM_ONGOING, .line = 30};
    it->problems[1] = (struct problem){.category = "其他", .grade = "一般", .text = "x", .remedy = "y", .person = "z",
                                       .state = PROBLEM_CLOSED, .line = 31};
    it->nproblems = 2;
    it->promises = arena_calloc(a, 2, sizeof *it->promises);
    it->promises[0] = (struct promise){"继续", {2023, 1, 31}, 40};
    it->promises[1] = (struct promise){"再继续", {0}, 41};
    it->npromises = 2;
    it->values = arena_calloc(a, 3, sizeof *it->values);
    it->values[0] = (struct value){"1-1", {3000000}, "３", 50};
    it->values[1] = (struct value){"1-3", {-123456789012345678}, "-123456789012.345678", 51};
    it->values[2] = (struct value){"1-2", {1}, "0.000001", 52};
    it->nvalues = 3;
    it->tables = arena_calloc(a, 2, sizeof *it->tables);
    it->tables[0] = (struct sub_table){"表一", 3, 2, cells, 60};
    it->tables[1] = (struct sub_table){NULL, 1, 1, cells, 61};
    it->ntables = 2;
    it->pictures = arena_calloc(a, 2, sizeof *it->pictures);
    it->pictures[0] = (struct sub_picture){"现场", "image/png", png, sizeof png, 70};
    it->pictures[1] = (struct sub_picture){"空", "image/jpeg", png, 0, 71};
    it->npictures = 2;
}

static inline struct submission *rich(struct arena *a)
{
    struct submission *s = make_submission(a, "MZJ", Q4, 2, "第一项");
    s->docno = "锦民呈〔2022〕9号";
    add_para(a, &s->notes, "说明一", 9);
    add_para(a, &s->notes, "说明二", 10);
    s->items = arena_calloc(a, 3, sizeof *s->items);
    s->nitems = 3;
    for (size_t i = 0; i < 3; i++)
        s->items[i] = (struct sub_item){.no = (int)i * 7 + 2, .line = 20 + (uint32_t)i};
    fill_item(a, &s->items[0]);
    fill_item(a, &s->items[2]); /* an empty item lies between two full ones */
    return s;
}

static const char FILE_NAME[] = "2022Q4/\xC3\xF1\xD5\xFE.xml"; /* GBK bytes: no UTF-8 */

/* The rich submission with a judgement that has a bit of everything; its receipt is the first of the store. */
static inline void receive_rich(struct fixture *f, struct store *s, struct judged *j)
{
    struct change *c = arena_calloc(f->a, 2, sizeof *c);
    c[0] = (struct change){{FILE_NAME, 5, 3}, "〈年度〉", "２０２２", "2022"};
    c[1] = (struct change){{NULL, 0, 0}, NULL, "", "x"};
    *j = judge(f->a, rich(f->a));
    j->unit = &f->plan->units[1];
    j->encoding = ENC_GB18030;
    j->changes = c;
    j->nchanges = 2;
    DIAG(&j->diags, E104, ((struct place){FILE_NAME, 3, 9}), "第2项", "<b>", "甲", "乙")->severity = SEV_WARNING;
    DIAG(&j->diags, E105, NOWHERE, NULL, NULL, "丙");
    assert_int_equal(receive_on(f, s, FILE_NAME, "bytes one", j, (struct date){2022, 12, 24}), 1);
}

#endif
