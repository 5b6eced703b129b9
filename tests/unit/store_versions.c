/*
 * Which version counts. Each row of the table is a history of one unit and quarter, told as letters:
 *   1 2 3   accepted submission of that 版次          w1 w2   withdrawal (撤回) with that 版次
 *   r       a rejected file                           =n      the bytes of the n-th step under another name
 * and the step whose submission is current in the end (0 = none).
 */
#include "store_make.h"

struct history_row { const char *steps; int current; enum msg says; /* of the last step; MSG_COUNT = nothing */ };

static const struct history_row table[] = {
    {"1", 1, MSG_COUNT},
    {"r", 0, MSG_COUNT},
    {"r 1", 2, MSG_COUNT},
    {"1 r", 1, MSG_COUNT},
    {"1 2", 2, MSG_T201},
    {"2 1", 1, MSG_T203},        /* an older file turns up later */
    {"1 2 3", 3, MSG_T201},
    {"1 3 2", 2, MSG_T203},
    {"2 1 3", 3, MSG_T201},
    {"2 3 1", 2, MSG_T203},
    {"3 1 2", 1, MSG_T203},
    {"3 2 1", 1, MSG_T203},
    {"1 1", 2, MSG_T202},        /* one 版次, two texts: the later counts */
    {"2 1 1", 1, MSG_T203},
    {"2 1 2", 3, MSG_T202},
    {"1 =1", 1, MSG_T205},       /* a copy under another name is no version */
    {"1 1 =1", 2, MSG_T205},     /* and its later arrival does not make it win */
    {"1 2 =1", 2, MSG_T205},
    {"1 =1 =1 2", 4, MSG_T201},
    {"r =1", 0, MSG_T205},
    {"1 w1", 0, MSG_T206},
    {"1 w2", 0, MSG_T206},
    {"2 w1", 1, MSG_T207},       /* a withdrawal of an older version leaves the current one alone */
    {"w1", 0, MSG_T208},
    {"w1 1", 0, MSG_T204},       /* the withdrawn file turns up after its withdrawal */
    {"w2 1", 0, MSG_T204},
    {"w1 2", 2, MSG_COUNT},
    {"1 w1 1", 0, MSG_T204},
    {"1 w1 2", 3, MSG_COUNT},
    {"1 w1 =1", 0, MSG_T205},
    {"1 2 w1", 2, MSG_T207},
    {"1 2 w2", 0, MSG_T206},     /* the version before does not come back */
    {"1 w2 2", 0, MSG_T204},
    {"1 w2 3", 3, MSG_COUNT},
    {"1 w1 w2", 0, MSG_T206},
    {"1 w2 w1", 0, MSG_T206},
    {"3 w3 2 4 1", 4, MSG_T203},
    {"1 r 2 r", 3, MSG_COUNT},
};

/* Plays one row; unit is the row's own, so that all rows share a store. */
static int64_t play(struct fixture *f, struct store *s, const struct history_row *row, const char *unit)
{
    int64_t first = 0, step = 0, got = 0;
    for (const char *p = row->steps; *p; p += *p == ' ') {
        char *bytes = arena_printf(f->a, "%s/%d", unit, (int)++step);
        bool withdrawal = *p == 'w', copy = *p == '=', rejected = *p == 'r';
        p += withdrawal || copy;
        int digit = rejected ? 0 : *p - '0';
        char *file = bytes;
        if (copy) {
            file = arena_printf(f->a, "%s/copy%d", unit, (int)step);
            bytes = arena_printf(f->a, "%s/%d", unit, digit);
            rejected = row->steps[0] == 'r';
        }
        struct judged j = judge(f->a, rejected ? NULL : make_submission(f->a, unit, Q4, digit, bytes));
        if (!rejected)
            j.submission->withdrawal = withdrawal;
        f->ds.n = 0;
        got = receive_on(f, s, file, bytes, &j, TODAY);
        first = first ? first : got;
        p++;
    }
    return first;
}

static void check_row(struct fixture *f, struct store *s, const struct history_row *row, const char *unit)
{
    int64_t first = play(f, s, row, unit);
    const struct submission *now = store_current(s, f->a, unit, Q4);
    const char *want = arena_printf(f->a, "%s/%d", unit, row->current);
    const char *has = now ? now->items[0].progress.v[0].text : arena_printf(f->a, "%s/0", unit);
    if (strcmp(want, has) != 0)
        fail_msg("%s: step %s is current, not %s", row->steps, has, want);
    if (row->says == MSG_COUNT ? f->ds.n != 0 : f->ds.n != 1 || f->ds.v[0].msg != row->says)
        fail_msg("%s: says %s", row->steps, f->ds.n ? msg_code(f->ds.v[0].msg) : "nothing");
    for (int64_t n = first; n < first + 9; n++) { /* the file list agrees */
        struct stored_file r;
        char *bytes;
        size_t len;
        struct diags none = {.a = f->a};
        if (store_load_file(s, f->a, n, &r, &bytes, &len, &none) != 0)
            break;
        assert_int_equal(r.current, row->current && n == first + row->current - 1);
    }
}

static void every_history(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        check_row(f, s, &table[i], arena_printf(f->a, "U%zu", i));
    struct diags ds = {.a = f->a};
    assert_int_equal(store_audit(s, &ds), 0);
    store_close(s);
}

/* What the store decided is part of the judgement that the receipt shows, warnings counted. */
static void the_receipt_tells_the_rank(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged two = judge(f->a, make_submission(f->a, "MZJ", Q4, 2, "二")), *back;
    struct judged one = judge(f->a, make_submission(f->a, "MZJ", Q4, 1, "一"));
    struct stored_quarter *q;
    receive_on(f, s, "2.xml", "2", &two, TODAY);
    receive_on(f, s, "1.xml", "1", &one, TODAY);
    receive_on(f, s, "copy.xml", "2", &two, TODAY);
    assert_int_equal(store_load_judged(s, f->a, f->plan, 2, &back, &f->ds), 0);
    assert_int_equal(back->diags.n, 2);
    assert_int_equal(back->diags.v[0].msg, MSG_T203);
    assert_int_equal(back->diags.v[1].msg, MSG_S190);
    assert_string_equal(back->diags.v[1].text, "有 1 条警告在〈说明〉里没有解释");
    assert_int_equal(one.diags.n, 2); /* as it is told at once */
    assert_string_equal(back->diags.v[0].text, "这是第 1 版，比现行的第 2 版（回执 1）旧；已存档，不作为现行报送");
    assert_string_equal(back->diags.v[0].place.file, "1.xml");
    assert_int_equal(store_load_judged(s, f->a, f->plan, 3, &back, &f->ds), 0);
    assert_int_equal(back->diags.v[0].msg, MSG_T205);
    assert_non_null(back->submission); /* of the file that it repeats */
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nfiles, 3);
    assert_int_equal(q->nsubs, 1);
    assert_int_equal(q->files[1].warnings, 1);
    assert_int_equal(q->files[2].duplicate_of, 1);
    assert_int_equal(q->files[2].version, 2);
    assert_false(q->files[2].current);
    store_close(s);
}

/* Judged anew against a mended plan: the bytes that were rejected once are a version, not a copy. */
static void a_rejected_twin_does_not_hold_it_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged no = judge(f->a, NULL), yes = judge(f->a, make_submission(f->a, "MZJ", Q4, 1, "一"));
    receive_on(f, s, "a.xml", "x", &no, TODAY);
    receive_on(f, s, "b.xml", "x", &yes, TODAY);
    assert_non_null(store_current(s, f->a, "MZJ", Q4));
    store_close(s);
}

/* ---- lateness: from the first attempt that named unit and quarter; the deadline is 2022-12-25 ---- */

struct attempt { int day; bool rejected, named; };
static const struct { struct attempt v[3]; int n; bool late; int first; } attempts[] = {
    {{{25, false, true}}, 1, false, 25},
    {{{26, false, true}}, 1, true, 26},
    {{{20, true, true}, {28, false, true}}, 2, false, 20},  /* rejected in time, mended late: in time */
    {{{20, true, false}, {28, false, true}}, 2, true, 28},  /* nobody could tell whose it was */
    {{{26, true, true}, {27, false, true}}, 2, true, 26},
    {{{28, false, true}, {24, false, true}}, 2, false, 24}, /* registered as having come earlier */
    {{{20, false, true}, {30, false, true}}, 2, false, 20}, /* a late correction */
};

static void lateness_counts_from_the_first_attempt(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        struct store *s = open_store(f);
        struct stored_quarter *q;
        struct date first;
        for (int k = 0; k < attempts[i].n; k++) {
            const struct attempt *t = &attempts[i].v[k];
            struct judged j = judge(f->a, t->rejected ? NULL : make_submission(f->a, "GAJ", Q4, k + 1, "文字"));
            j.unit = t->named ? &f->plan->units[2] : NULL;
            j.quarter = t->named ? Q4 : (struct quarter){0};
            char *name = arena_printf(f->a, "%zu.%d", i, k);
            receive_on(f, s, name, name, &j, (struct date){2022, 12, (int8_t)t->day});
        }
        assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
        assert_int_equal(q->nsubs, 1);
        assert_int_equal(q->subs[0].late, attempts[i].late);
        assert_int_equal(q->subs[0].first_attempt.day, attempts[i].first);
        assert_int_equal(store_first_attempt(s, "GAJ", Q4, &first, &f->ds), 0);
        assert_int_equal(first.day, attempts[i].first);
        assert_int_equal(store_first_attempt(s, "RSJ", Q4, &first, &f->ds), 0);
        assert_int_equal(first.year, 0);
        store_close(s);
        empty_folder(f->dir);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_history), STORE_TEST(the_receipt_tells_the_rank),
        STORE_TEST(a_rejected_twin_does_not_hold_it_back), STORE_TEST(lateness_counts_from_the_first_attempt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
