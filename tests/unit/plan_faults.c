/*
 * Wrong plans: tests/cases/plan/NAME.xml with NAME.expect, one line a message: code, line, column (0 0 = whole file), in the
 * order they are told. A plan is refused exactly when one of them is an error. Set PLAN_SHOW=1 to see the messages.
 */
#include "plan/plan.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const char CASES[] = "tests/cases/plan";

static int parse(struct arena *a, const char *path, struct diags *ds)
{
    char *bytes;
    size_t n;
    struct plan *p = NULL;
    assert_int_equal(file_read(a, path, 1 << 24, &bytes, &n, ds), 0);
    int status = plan_parse(&p, a, bytes, n, path, "templates/schema", ds);
    assert_int_equal(status == 0, p != NULL);
    return status;
}

static void said(const struct diags *ds, struct buf *out)
{
    for (size_t i = 0; i < ds->n; i++)
        buf_addf(out, "%s %u %u\n", msg_code(ds->v[i].msg), ds->v[i].place.line, ds->v[i].place.col);
}

/* Every message is plain Chinese with no hole left in it. */
static void check_words(const struct diags *ds)
{
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        assert_non_null(d->place.file);
        assert_true(strlen(d->text) > 0);
        for (char hole = '1'; hole <= '9'; hole++)
            assert_null(strstr(d->text, (char[]){'%', hole, 0}));
        assert_true(d->severity < SEV_ERROR || (strlen(d->expected) && strlen(d->mend)));
    }
}

static void cases(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags env = {.a = a};
    struct file_list list = {0};
    assert_int_equal(file_list(a, CASES, ".xml", &list, &env), 0);
    assert_true(list.n >= 20);
    int wrong = 0;
    for (size_t i = 0; i < list.n; i++) {
        struct diags ds = {.a = a};
        struct buf b = {0};
        char *expect;
        size_t n;
        int status = parse(a, list.v[i].path, &ds);
        assert_int_equal(status != 0, diags_worst(&ds) >= SEV_ERROR);
        check_words(&ds);
        said(&ds, &b);
        if (getenv("PLAN_SHOW"))
            diags_print(&ds, stderr);
        assert_int_equal(file_read(a, arena_printf(a, "%.*sexpect", (int)(strlen(list.v[i].path) - 3), list.v[i].path),
                                   1 << 16, &expect, &n, &env), 0);
        if (strcmp(expect, buf_str(&b))) {
            print_error("%s: expected\n%sfound\n%s", list.v[i].relative, expect, buf_str(&b));
            wrong++;
        }
        buf_drop(&b);
    }
    arena_drop(a);
    assert_int_equal(wrong, 0);
}

static void words_of_one_message(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct buf b = {0};
    assert_int_equal(parse(a, "tests/cases/plan/责任单位不认得.xml", &ds), -1);
    assert_int_equal(ds.n, 1);
    diag_format(&ds.v[0], &b);
    assert_string_equal(buf_str(&b),
        "tests/cases/plan/责任单位不认得.xml:19:7: 错误 P103: 第1项「就业监测」的〈责任单位〉：责任单位“县民政居”不在单位表里\n"
        "    应为：单位表里的写法；是不是“县民政局”？\n"
        "    办法：改正写法，或在单位表里补上这个单位（方案里的误写可以列为别名）\n");
    buf_drop(&b);
    arena_drop(a);
}

static const char HEAD[] =
    "<工作方案><名称>某县方案</名称><文号>1号</文号><发文机关>某县办公室</发文机关><起>2023-01-01</起><止>2023-12-31</止>";

static int parse_bytes(struct arena *a, const char *bytes, size_t n, struct diags *ds)
{
    struct plan *p = NULL;
    return plan_parse(&p, a, bytes, n, "x.xml", "templates/schema", ds);
}

/* Too many units are told once, and nothing is slow about it; too many bytes are not even looked at. */
static void limits(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct buf b = {0};
    buf_adds(&b, HEAD);
    buf_adds(&b, "<单位表>");
    for (int i = 0; i < 1200; i++)
        buf_addf(&b, "<单位 代码=\"U%d\" 全称=\"单位%d\" 简称=\"位%d\" 类型=\"部门\"/>", i, i, i);
    buf_adds(&b, "</单位表><行动 序号=\"1\" 名称=\"行\"><事项 序号=\"1\" 名称=\"事\"><内容><段>文</段></内容>"
                 "<责任单位>位0</责任单位></事项></行动></工作方案>");
    assert_int_equal(parse_bytes(a, b.p, b.n, &ds), -1);
    assert_int_equal(diags_count(&ds, SEV_ERROR), 1);
    for (size_t i = 0; i < ds.n; i++)
        assert_true(ds.v[i].msg == MSG_P018 || ds.v[i].msg == MSG_P122 || ds.v[i].msg == MSG_P021);
    buf_clear(&b);
    for (int i = 0; i < 1 << 22; i++)
        buf_addc(&b, 'x');
    buf_addc(&b, 'x');
    ds.n = 0;
    assert_int_equal(parse_bytes(a, b.p, b.n, &ds), -1);
    assert_int_equal(ds.v[0].msg, MSG_P006);
    buf_clear(&b);
    for (int i = 0; i < 60001; i++) /* what is small as text is large as a tree */
        buf_adds(&b, i ? "<a/>" : "<工作方案>");
    buf_adds(&b, "</工作方案>");
    ds.n = 0;
    assert_int_equal(parse_bytes(a, b.p, b.n, &ds), -1);
    assert_int_equal(ds.n, 1);
    assert_int_equal(ds.v[0].msg, MSG_P020);
    assert_int_equal(ds.v[0].place.line, 1);
    assert_int_equal(ds.v[0].place.col, 7 + 59999 * 4);
    buf_drop(&b);
    arena_drop(a);
}

/* Deep nesting, a bomb, and every prefix and every damaged byte of a good plan: refused or taken, never a crash. */
static void hostile(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct buf b = {0};
    for (int i = 0; i < 20000; i++)
        buf_adds(&b, "<段>");
    assert_int_equal(parse_bytes(a, b.p, b.n, &ds), -1);
    buf_drop(&b);
    char *good;
    size_t n;
    assert_int_equal(file_read(a, "tests/cases/plan/正确.xml", 1 << 16, &good, &n, &ds), 0);
    for (size_t i = 0; i < n; i += 13) {
        struct arena *t = arena_new();
        struct diags td = {.a = t};
        assert_int_equal(parse_bytes(t, good, i, &td), -1);
        assert_true(td.n > 0);
        char *copy = arena_strndup(t, good, n);
        copy[i] = "<>&\"'\0 x\xff]"[i % 10];
        td.n = 0;
        int status = parse_bytes(t, copy, n, &td);
        assert_int_equal(status != 0, diags_worst(&td) >= SEV_ERROR);
        arena_drop(t);
    }
    arena_drop(a);
}

static void no_schema(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct plan *p = NULL;
    char *good;
    size_t n;
    assert_int_equal(file_read(a, "tests/cases/plan/正确.xml", 1 << 16, &good, &n, &ds), 0);
    assert_int_equal(plan_parse(&p, a, good, n, "x.xml", "tests/no-such-folder", &ds), -1);
    assert_int_equal(ds.n, 1);
    assert_int_equal(ds.v[0].msg, MSG_P008);
    assert_int_equal(ds.v[0].severity, SEV_FATAL);
    arena_drop(a);
}

/* BOM, CRLF, single quotes, CDATA, character references and comments are all fine. */
static void forms_of_xml(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n<!-- < > <单位> -->\r\n<?x <单位 ?>\r\n"
        "<工作方案>\r\n<名称>某县&#x65B9;<![CDATA[案<段>]]></名称><文号>1号</文号><发文机关>某县办公室</发文机关>"
        "<起>2023-01-01</起><止> 2023-12-31\r\n</止>"
        "<单位表><单位 代码='A' 全称='甲' 简称='甲>' 类型='部门'/></单位表>"
        "<行动 序号='1' 名称='行'><事项 序号='1' 名称='事'><内容><段>\r\n  第一行\r\n  第二行 ab\r\n  cd\r\n</段></内容>\r\n"
        "  <责任单位>乙</责任单位></事项></行动></工作方案>";
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    assert_int_equal(parse_bytes(a, text, sizeof text - 1, &ds), -1);
    assert_int_equal(diags_count(&ds, SEV_ERROR), 1);
    const struct diag *d = &ds.v[ds.n - 1];
    assert_int_equal(d->msg, MSG_P103);
    assert_int_equal(d->place.line, 11);
    assert_int_equal(d->place.col, 3);
    char *mended = arena_strndup(a, text, sizeof text - 1), *wrong = strstr(mended, "乙");
    memcpy(wrong, "A  ", 3);
    struct plan *p;
    ds.n = 0;
    assert_int_equal(plan_parse(&p, a, mended, sizeof text - 1, "x.xml", "templates/schema", &ds), 0);
    assert_string_equal(p->name, "某县方案<段>");
    assert_string_equal(p->items[0].text, "第一行第二行 ab cd");
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases), cmocka_unit_test(words_of_one_message), cmocka_unit_test(limits),
        cmocka_unit_test(hostile), cmocka_unit_test(no_schema), cmocka_unit_test(forms_of_xml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
