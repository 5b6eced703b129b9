/* No two units of a plan share the name of a file, whatever the plan calls them. */
#include "plan/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A plan with these 简称; codes U1, U2 … or those given. */
static struct plan *plan_of(struct arena *a, const char *const *names, const char *const *codes, size_t n)
{
    struct buf b = {0};
    struct diags ds = {.a = a};
    struct plan *p = NULL;
    buf_adds(&b, "<工作方案><名称>方案</名称><文号>某发〔2023〕1号</文号><发文机关>某县办公室</发文机关><起>2023-01-01</起><止>2023-12-31</止><单位表>");
    for (size_t i = 0; i < n; i++) {
        buf_addf(&b, "<单位 代码=\"%s\" 全称=\"全称%zu号\" 简称=\"", codes ? codes[i] : arena_printf(a, "U%zu", i + 1), i);
        for (const char *s = names[i]; *s; s++)
            buf_adds(&b, *s == '<' ? "&lt;" : *s == '&' ? "&amp;" : *s == '"' ? "&quot;" : (char[]){*s, 0});
        buf_adds(&b, "\" 类型=\"部门\"/>");
    }
    buf_addf(&b, "</单位表><行动 序号=\"1\" 名称=\"行动\"><事项 序号=\"1\" 名称=\"事项\"><内容><段>内容。</段></内容><责任单位>%s</责任单位>"
                 "</事项></行动></工作方案>", codes ? codes[0] : "U1");
    if (plan_parse(&p, a, b.p, b.n, "方案.xml", "templates/schema", &ds) != 0)
        diags_print(&ds, stderr);
    assert_non_null(p);
    buf_drop(&b);
    return p;
}

/* Safe, whole characters, short enough for a name with an ending, and no two alike. */
static void check_files(const struct plan *p)
{
    for (size_t i = 0; i < p->nunits; i++) {
        const char *s = p->units[i].file;
        assert_non_null(s);
        assert_true(s[0] && s[0] != '.' && s[0] != '-');
        assert_true(strlen(s) <= 183 && utf8_valid(s, strlen(s), NULL));
        assert_null(strpbrk(s, "/\\.: \t\n\r\"'<>|*?&$`;%~"));
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(s, p->units[k].file) == 0)
                fail_msg("“%s” and “%s” are both “%s”", p->units[k].shortname, p->units[i].shortname, s);
    }
}

static const char *file_of(const struct plan *p, const char *shortname)
{
    for (size_t i = 0; i < p->nunits; i++)
        if (strcmp(p->units[i].shortname, shortname) == 0)
            return p->units[i].file;
    return NULL;
}

static void hostile_names(void **state)
{
    static const char *const names[] = {
        "民政局", "民政局/", "民政局.", "民政局·", "民政局（本级）", "民政局(本级)", "民政局【本级】", "..", "...", "/", "//", "\\", "../../etc/passwd", "~", "-rf",
        "--help", "a", "A", "con", "CON", "nul.txt", "NUL", "%s%n", "$(x)", "`x`", "<script>", "\"'&", "*", "?", "民\xE2\x80\x8D政局", "民\xC2\xAD政局",
        "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81", "局\xEF\xB8\x80", "U1", "民政局_-U2", "民政局_-U2-2",
    };
    struct arena *a = arena_new();
    (void)state;
    struct plan *p = plan_of(a, names, NULL, sizeof names / sizeof *names);
    check_files(p);
    assert_string_equal(file_of(p, "民政局"), "民政局"); /* what is no trouble keeps its name */
    assert_string_equal(file_of(p, "民政局."), "民政局_-U3");
    assert_string_equal(file_of(p, "U1"), "U1");
    arena_drop(a);
}

/* 120 characters are allowed: alike for so long that what tells them apart is cut off. */
static void long_names(void **state)
{
    static const char *const ch[] = {"长", "\xF0\xA0\xAE\xB7" /* U+20BB7 */};
    struct arena *a = arena_new();
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const char *names[6];
        for (size_t i = 0; i < 6; i++) {
            struct buf b = {0};
            for (size_t c = 0; c < 118; c++)
                buf_adds(&b, ch[k]);
            buf_addf(&b, "%zu", i);
            names[i] = arena_strdup(a, b.p);
            buf_drop(&b);
        }
        check_files(plan_of(a, names, NULL, 6));
    }
    arena_drop(a);
}

/* Names made so that what the program puts behind them meets another unit's name. */
static void names_that_meet_again(void **state)
{
    static const char *const names[] = {"局/", "局.", "局_-1", "局_-2", "局_-1-1", "局_-2-2", "局_-3"}, *const codes[] = {"1", "2", "3", "4", "5", "6", "7"};
    static const char *const same[] = {"x/", "x.", "y/", "y."}, *const cases[] = {"a", "A", "b", "B"};
    struct arena *a = arena_new();
    (void)state;
    check_files(plan_of(a, names, codes, 7));
    check_files(plan_of(a, same, cases, 4)); /* codes that differ by case only */
    arena_drop(a);
}

/* Whatever can be drawn from a few bad characters. */
static void drawn_names(void **state)
{
    static const char *const piece[] = {"局", "/", ".", "_", "-", "1", "2", "U", "u", "·", "（"};
    struct arena *a = arena_new();
    unsigned seed = 20221226;
    (void)state;
    for (int round = 0; round < 200; round++) {
        const char *names[12], *codes[12];
        for (size_t i = 0; i < 12; i++) {
            struct buf b = {0};
            for (int k = rand_r(&seed) % 4; k >= 0; k--)
                buf_adds(&b, piece[rand_r(&seed) % (sizeof piece / sizeof *piece)]);
            buf_addf(&b, "局%s", i % 2 ? "/" : "."); /* none is blank */
            names[i] = arena_strdup(a, b.p);
            codes[i] = arena_printf(a, "%zu", i + 1);
            buf_drop(&b);
        }
        for (size_t i = 0; i < 12; i++) /* the same name twice is refused (P102), which is not what is asked here */
            for (size_t k = 0; k < i; k++)
                if (strcmp(names[i], names[k]) == 0)
                    names[i] = arena_printf(a, "局%zu号", i);
        check_files(plan_of(a, names, codes, 12));
    }
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_names), cmocka_unit_test(long_names), cmocka_unit_test(names_that_meet_again), cmocka_unit_test(drawn_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
