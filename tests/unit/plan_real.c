/* The complete plan of the notice, and the documented example: every figure of the brief, and how units are found. */
#include "plan/plan_internal.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <string.h>

struct fixture { struct arena *a; struct plan *p; };

static struct plan *load(struct arena *a, const char *path)
{
    struct diags ds = {.a = a};
    char *bytes;
    size_t n;
    struct plan *p = NULL;
    assert_int_equal(file_read(a, path, 1 << 22, &bytes, &n, &ds), 0);
    int status = plan_parse(&p, a, bytes, n, path, "templates/schema", &ds);
    diags_print(&ds, stderr);
    assert_int_equal(status, 0);
    assert_int_equal(ds.n, 0);
    return p;
}

static int setup(void **state)
{
    struct fixture *f = test_malloc(sizeof *f);
    f->a = arena_new();
    f->p = load(f->a, "input/工作方案.xml");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_drop(f->a);
    test_free(f);
    return 0;
}

static void heads(void **state)
{
    struct plan *p = ((struct fixture *)*state)->p;
    assert_string_equal(p->name, "锦屏县2022年巩固拓展易地扶贫搬迁成果六项行动工作方案");
    assert_string_equal(p->docno, "锦易扶指通〔2022〕21号");
    assert_string_equal(p->issuer, "锦屏县易地扶贫搬迁工作领导小组办公室");
    assert_int_equal(date_cmp(p->start, (struct date){2022, 1, 1}), 0);
    assert_int_equal(date_cmp(p->end, (struct date){2022, 12, 31}), 0);
    assert_int_equal(p->nunits, 32 + 15);
    assert_int_equal(p->nactions, 6);
    assert_int_equal(p->nitems, 25);
    assert_int_equal(p->nindicators, 24);
    assert_string_equal(p->actions[5].name, "迁出地“生态修复”和迁入地“资金保障落实”专项行动");
    static const size_t in_action[] = {6, 5, 6, 3, 3, 2};
    for (size_t i = 0, first = 0; i < 6; first += in_action[i++]) {
        assert_int_equal(p->actions[i].nitems, in_action[i]);
        assert_int_equal(p->actions[i].first_item, first);
    }
}

/* The counts of the notice, read there item by item. */
static void responsible_units(void **state)
{
    struct plan *p = ((struct fixture *)*state)->p;
    static const size_t count[] = {3, 7, 3, 5, 3, 3, 6, 5, 5, 4, 4, 7, 8, 7, 5, 9, 6, 3, 9, 6, 3, 19, 2, 4, 4};
    size_t reporting = 0;
    for (size_t i = 0; i < 25; i++) {
        const struct plan_item *item = &p->items[i];
        assert_int_equal(item->no, (int)i + 1);
        assert_int_equal(item->nresponsible, count[i]);
        assert_ptr_equal(item->lead, item->responsible[0]);
        assert_int_equal(item->nbodies, item->no == 24 ? 15 : 4);
        assert_true(strlen(item->title) > 0 && strlen(item->text) > 60);
    }
    for (size_t i = 0; i < p->nunits; i++) {
        bool must = plan_must_report(p, &p->units[i]);
        assert_int_equal(must, p->units[i].kind != UNIT_TOWNSHIP);
        reporting += must;
        assert_int_equal(p->units[i].order, i);
    }
    assert_int_equal(reporting, 32);
    assert_string_equal(plan_find_item(p, 24)->bodies_text, "各乡镇党委和人民政府");
    assert_string_equal(plan_find_item(p, 2)->bodies_text, "各迁入地乡镇党委和人民政府");
    assert_string_equal(plan_find_item(p, 16)->lead->code, "TZCJ");
}

/* SHA-256 over number, title and text of all items: whoever edits the text of the notice notices it here. */
static void text_is_the_notices(void **state)
{
    struct fixture *f = *state;
    struct buf b = {0};
    for (size_t i = 0; i < f->p->nitems; i++)
        buf_addf(&b, "%d|%s|%s\n", f->p->items[i].no, f->p->items[i].title, f->p->items[i].text);
    char hex[65];
    file_sha256(b.p, b.n, hex);
    buf_drop(&b);
    assert_string_equal(hex, "82d9d513c7a9375dad42f68ef7a77ee7d40f2af656e5af5a9e0967b1d00e5505");
}

/* 33 spellings of responsible units stand in the notice; they are 32 units. */
static void spellings(void **state)
{
    struct fixture *f = *state;
    struct diags ds = {.a = f->a};
    char *bytes;
    size_t n, nspell = 0, nunits = 0;
    const char *spell[64];
    const struct unit *unit[64];
    assert_int_equal(file_read(f->a, "input/工作方案.xml", 1 << 22, &bytes, &n, &ds), 0);
    for (char *p = bytes; (p = strstr(p, "<责任单位")) != NULL;) {
        char *from = strchr(p, '>') + 1, *to = strstr(from, "</");
        char *name = arena_strndup(f->a, from, (size_t)(to - from));
        const struct unit *u = plan_find_unit(f->p, name);
        assert_non_null(u);
        size_t i = 0, k = 0;
        while (i < nspell && strcmp(spell[i], name))
            i++;
        while (k < nunits && unit[k] != u)
            k++;
        if (i == nspell)
            spell[nspell++] = name;
        if (k == nunits)
            unit[nunits++] = u;
        p = to;
    }
    assert_int_equal(nspell, 33);
    assert_int_equal(nunits, 32);
}

static const char *code(const struct unit *u) { return u ? u->code : "-"; }

static void find_unit(void **state)
{
    struct plan *p = ((struct fixture *)*state)->p;
    static const struct { const char *name, *code; } t[] = {
        {"MZJ", "MZJ"}, {"县民政局", "MZJ"}, {"民政局", "MZJ"}, {"锦屏县民政局", "MZJ"}, {" 锦屏县　民 政局\n", "MZJ"},
        {"县教科科技局", "JKJ"}, {"教科科技局", "JKJ"}, {"教育科技局", "JKJ"}, {"锦屏县三江镇", "SJZ"}, {"三江镇", "SJZ"},
        {"三江镇人民政府", "SJZ"}, {"中共锦屏县委组织部", "ZZB"}, {"县委组织部", "ZZB"}, {"锦屏县委组织部", "ZZB"},
        {"团县委", "TXW"}, {"共青团锦屏县委员会", "TXW"}, {"滨江城市管理运营有限公司", "BJGS"}, {"县人社局", "RSJ"},
        {"mzj", "-"}, {"县民政居", "-"}, {"", "-"}, {"县", "-"}, {"锦屏县", "-"}, {"　 ", "-"}, {"黎平县民政局", "-"},
        {"民政", "-"}, {"局", "-"}, {"\xff", "-"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_string_equal(code(plan_find_unit(p, t[i].name)), t[i].code);
    assert_null(plan_find_unit(p, NULL));
    char lengthy[3 * 400 + 1];
    for (int i = 0; i < 400; i++)
        memcpy(lengthy + 3 * i, "县", 3);
    lengthy[1200] = 0;
    assert_null(plan_find_unit(p, lengthy));
}

/* What the index finds is what a search through all units finds. Returns it. */
static const struct unit *found_alike(const struct plan *p, const char *name)
{
    struct plan searched = *p;
    searched.names = NULL;
    assert_non_null(p->names);
    const struct unit *u = plan_find_unit(p, name);
    if (u != plan_find_unit(&searched, name))
        fail_msg("%s is %s by the index, %s by search", name, code(u), code(plan_find_unit(&searched, name)));
    return u;
}

/* The spelling as it is, with blanks, with more and with less in front and behind. */
static void vary(struct arena *a, const struct plan *p, const char *name, const struct unit *expected)
{
    assert_ptr_equal(found_alike(p, name), expected);
    assert_ptr_equal(found_alike(p, arena_printf(a, " %.3s\u3000%s\u00a0\n", name, name + strnlen(name, 3))), expected);
    static const char *const front[] = {"锦屏县", "县", "锦屏县锦屏县", "县县", "中共", "中共锦屏县", "某县", "锦屏 县"}, *const behind[] = {"县", "办公室", "、"};
    for (size_t i = 0; i < sizeof front / sizeof *front; i++)
        found_alike(p, arena_printf(a, "%s%s", front[i], name));
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        found_alike(p, arena_printf(a, "%s%s", name, behind[i]));
    for (size_t i = 1; i < strlen(name); i++) { /* broken characters among them */
        found_alike(p, name + i);
        found_alike(p, arena_strndup(a, name, i));
    }
}

static void index_is_search(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < f->p->nunits; i++) {
        const struct unit *u = &f->p->units[i];
        const char *const own[] = {u->code, u->name, u->shortname};
        for (size_t k = 0; k < 3; k++)
            vary(f->a, f->p, own[k], u);
        for (size_t k = 0; k < u->nalias; k++)
            vary(f->a, f->p, u->alias[k], u);
    }
    static const char *const none[] = {"", "　", "锦屏县", "县", "某某局", "民政", "mzj", "\xff"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(found_alike(f->p, none[i]));
}

/* Spellings that several units have: the first unit, exact ones before those without the place, a code never without it. */
static void index_of_ambiguous_names(void **state)
{
    struct fixture *f = *state;
    const char *first[] = {"乙局", "", "锦屏县"}, *second[] = {"县丙局", "县Y", "甲　局"};
    struct unit units[] = {
        {.code = "X", .name = "锦屏县甲局", .shortname = "县甲局", .alias = first, .nalias = 3},
        {.code = "甲局", .name = "县乙局", .shortname = "县乙局", .alias = second, .nalias = 3},
        {.code = "县戊局", .name = "丙局", .shortname = "锦屏县乙局"},
        {.code = "县丙局", .name = "县丁局", .shortname = "县 丁 局"},
        {.code = "Z", .name = "戊局", .shortname = "锦屏县戊局"},
    };
    struct plan p = {.issuer = "中共锦屏县委办公室", .units = units, .nunits = sizeof units / sizeof *units};
    plan_index_units(f->a, &p);
    static const struct { const char *name, *code; } t[] = {
        {"甲局", "甲局"}, {"县甲局", "X"}, {"锦屏县甲局", "X"}, {"乙局", "X"}, {"县乙局", "甲局"}, {"锦屏县乙局", "县戊局"}, {"丙局", "县戊局"},
        {"县丙局", "甲局"}, {"锦屏县丙局", "甲局"}, {"丁局", "县丙局"}, {"县戊局", "县戊局"}, {"戊局", "Z"}, {"锦屏县 戊局", "Z"}, {"锦屏县", "X"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_string_equal(code(found_alike(&p, t[i].name)), t[i].code);
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        vary(f->a, &p, t[i].name, plan_find_unit(&p, t[i].name));
}

static const char *codes(struct arena *a, const struct unit **v, size_t n)
{
    const char *s = n ? v[0]->code : "-";
    for (size_t i = 1; i < n; i++)
        s = arena_printf(a, "%s %s", s, v[i]->code);
    return s;
}

static void suggest_unit(void **state)
{
    struct fixture *f = *state;
    const struct unit *like[PLAN_SUGGESTED];
    static const struct { const char *name, *codes; } t[] = {
        {"县民政居", "MZJ"}, {"县自燃资源局", "ZRZY"}, {"县教科育技局", "JKJ"}, {"县卫生局", "WJJ"}, {"县发展改各局", "FGJ"},
        {"县文体局", "WTGL"}, {"县住房和城乡建没局", "ZJJ"}, {"隆里古城旅游公司", "LLGC"},
        {"县民政局办公室", "MZJ"}, {"县民政局（盖章）", "MZJ"}, {"县民政局（公章）", "MZJ"}, {"县民政局(章)", "MZJ"}, {"锦屏县民政局公章", "MZJ"},
        {"贵州省锦屏县民政局", "MZJ"}, {"黔东南州锦屏县民政局（盖章）", "MZJ"}, {"黔东南苗族侗族自治州锦屏县民政居", "MZJ"}, {"mzj", "MZJ"}, {"Mzj ", "MZJ"},
        {"县民政局社会救助股", "MZJ"}, {"县民正局", "MZZJ MZJ"}, {"民正局", "MZZJ MZJ"}, {"则政局", "MZJ CZJ"},
        {"县气象局", "-"}, {"贵州省民政厅", "-"}, {"（盖章）", "-"}, {"办公室", "-"}, {"某某中学", "-"}, {"x", "-"}, {"xyz", "-"}, {"", "-"}, {"\xff", "-"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (plan_find_unit(f->p, t[i].name)) /* what is suggested is never taken for granted */
            fail_msg("“%s” is a unit", t[i].name);
        size_t n = plan_suggest_units(f->p, t[i].name, like);
        if (strcmp(codes(f->a, like, n), t[i].codes) != 0)
            fail_msg("“%s”: %s", t[i].name, codes(f->a, like, n));
    }
    size_t left = 20000; /* enough for one; what is begun is finished */
    assert_int_equal(plan_suggest_within(f->p, "县民政居", like, &left), 1);
    assert_in_range(left, 1, 19999);
    assert_int_equal(plan_suggest_within(f->p, "县民政居", like, &left), 1);
    assert_int_equal(left, 0);
    assert_int_equal(plan_suggest_within(f->p, "县民政居", like, &left), 0);
}

/* NULL: one name, or none that is known */
static void list_units(void **state)
{
    struct fixture *f = *state;
    static const struct { const char *text, *words; } t[] = {
        {"县民政局、县总工会", "“县民政局”、“县总工会”"}, {"民政局，工会 ；财政局", "“县民政局”、“县财政局”，认不出的有“工会”"},
        {"县民政局和县总工会", "“县民政局”、“县总工会”"}, {"县工业信息化和商务局和县教育和科技局", "“县工业信息化和商务局”、“县教育科技局”"},
        {"MZJ,CZJ", "“县民政局”、“县财政局”"}, {"县民政局\n  县财政局\n", "“县民政局”、“县财政局”"}, {"县民政局/社会救助科", "“县民政局”，认不出的有“社会救助科”"},
        {"县民政局、锦屏县民政局", "“县民政局”"}, {"平略镇以及隆里乡", "“平略镇”、“隆里乡”"}, {"县民政局　县财政局", "“县民政局”、“县财政局”"},
        {"县总工会县妇联", "“县总工会”、“县妇联”"}, {"民政局总工会", "“县民政局”、“县总工会”"}, {"锦屏县民政局锦屏县总工会", "“县民政局”、“县总工会”"},
        {"三江镇敦寨镇", "“三江镇”、“敦寨镇”"}, {"县民政局社会救助股", NULL}, {"县民政局办公室", NULL},
        {"县民政局", NULL}, {"县 民 政 局", NULL}, {"县工业信息化和商务局", NULL}, {"县民政局、", NULL}, {"、、", NULL}, {"甲、乙", NULL}, {"甲和乙", NULL}, {"", NULL},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        const char *words = NULL;
        bool several = plan_lists_units(f->p, f->a, t[i].text, &words);
        assert_int_equal(several, t[i].words != NULL);
        if (several)
            assert_string_equal(words, t[i].words);
    }
}

static void indicators(void **state)
{
    struct fixture *f = *state;
    struct plan *p = f->p;
    static const struct { const char *code, *unit, *target; enum relation r; enum scope s; enum aggregate g; } t[] = {
        {"1-1", "次", "3", REL_GE, SCOPE_QUARTER, AGG_LEAD}, {"1-2", "户", "0", REL_EQ, SCOPE_QUARTER, AGG_LEAD},
        {"1-3", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"1-4", "%", NULL, REL_GE, SCOPE_CUMULATIVE, AGG_LEAD},
        {"1-5", "元", NULL, REL_GE, SCOPE_CUMULATIVE, AGG_LEAD}, {"2-1", "人次", "800", REL_GE, SCOPE_CUMULATIVE, AGG_SUM},
        {"3-1", "次", "3", REL_GE, SCOPE_QUARTER, AGG_LEAD}, {"9-1", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD},
        {"9-2", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"9-3", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD},
        {"9-4", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"10-1", "个", "4", REL_EQ, SCOPE_CUMULATIVE, AGG_MAX},
        {"10-2", "个", "2", REL_EQ, SCOPE_CUMULATIVE, AGG_MAX}, {"12-1", "个", "1", REL_EQ, SCOPE_CUMULATIVE, AGG_MAX},
        {"15-1", "%", "100", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"15-2", "%", NULL, REL_GE, SCOPE_CUMULATIVE, AGG_LEAD},
        {"19-1", "场次", "15", REL_GE, SCOPE_CUMULATIVE, AGG_SUM}, {"21-1", "次", "3", REL_GE, SCOPE_QUARTER, AGG_LEAD},
        {"21-2", "次", "13", REL_GE, SCOPE_QUARTER, AGG_LEAD}, {"22-1", "起", "0", REL_EQ, SCOPE_CUMULATIVE, AGG_MAX},
        {"23-1", "户", "163", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"23-2", "人", "653", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD},
        {"23-3", "户", "3", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD}, {"23-4", "人", "14", REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD},
    };
    assert_int_equal(sizeof t / sizeof *t, p->nindicators);
    for (size_t i = 0; i < p->nindicators; i++) {
        const struct indicator *k = plan_find_indicator(p, t[i].code);
        assert_ptr_equal(k, &p->indicators[i]);
        assert_string_equal(k->unit, t[i].unit);
        assert_int_equal(k->has_target, t[i].target != NULL);
        if (t[i].target)
            assert_string_equal(decimal_format(f->a, k->target), t[i].target);
        assert_int_equal(k->relation, t[i].r);
        assert_int_equal(k->scope, t[i].s);
        assert_int_equal(k->aggregate, t[i].g);
        const struct plan_item *item = plan_find_item(p, k->item);
        assert_non_null(strstr(item->text, k->target_text)); /* 目标说明 quotes the item's own words */
        bool linked = false;
        for (size_t n = 0; n < item->nindicators; n++)
            linked |= item->indicators[n] == k;
        assert_true(linked);
    }
    assert_int_equal(date_cmp(plan_find_indicator(p, "15-1")->deadline, (struct date){2022, 6, 30}), 0);
    assert_null(plan_find_indicator(p, "99-1"));
    assert_null(plan_find_item(p, 0));
    assert_null(plan_find_item(p, 26));
}

static void deadlines_and_assignment(void **state)
{
    struct plan *p = ((struct fixture *)*state)->p;
    static const struct { struct quarter q; struct date d; } t[] = {
        {{2022, 1}, {2022, 3, 25}}, {{2022, 2}, {2022, 6, 25}}, {{2022, 3}, {2022, 9, 25}}, {{2022, 4}, {2022, 12, 25}},
        {{2023, 1}, {2023, 3, 25}} /* not in the plan: the 25th of the last month */,
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_int_equal(date_cmp(plan_deadline(p, t[i].q), t[i].d), 0);
    const struct plan_item *item = plan_find_item(p, 2);
    assert_true(plan_assigned(item, plan_find_unit(p, "县妇联")));
    assert_true(plan_assigned(item, plan_find_unit(p, "三江镇")));
    assert_false(plan_assigned(item, plan_find_unit(p, "启蒙镇")));
    assert_false(plan_assigned(item, plan_find_unit(p, "县林业局")));
    assert_false(plan_assigned(item, NULL));
    assert_true(plan_assigned(plan_find_item(p, 24), plan_find_unit(p, "启蒙镇")));
    assert_false(plan_must_report(p, plan_find_unit(p, "三江镇")));
    assert_false(plan_must_report(p, NULL));
}

static void example(void **state)
{
    struct plan *p = load(((struct fixture *)*state)->a, "templates/example/工作方案.xml");
    assert_int_equal(p->nitems, 3);
    assert_string_equal(code(plan_find_unit(p, "某县民政局")), "MZJ"); /* the place comes from 发文机关 */
    assert_string_equal(plan_find_item(p, 3)->text, "健全社区治理体系。\n建立问题台账，立行立改。");
    assert_int_equal(plan_find_item(p, 3)->nbodies, 2);
    assert_int_equal(plan_find_indicator(p, "1-1")->deadline.year, 0);
    assert_false(plan_find_indicator(p, "1-2")->has_target);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads), cmocka_unit_test(responsible_units), cmocka_unit_test(text_is_the_notices),
        cmocka_unit_test(spellings), cmocka_unit_test(find_unit), cmocka_unit_test(index_is_search), cmocka_unit_test(index_of_ambiguous_names),
        cmocka_unit_test(suggest_unit), cmocka_unit_test(list_units),
        cmocka_unit_test(indicators), cmocka_unit_test(deadlines_and_assignment), cmocka_unit_test(example),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
