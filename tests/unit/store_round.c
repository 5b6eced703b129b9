/* What goes into the store comes out again, byte for byte and in order: files, judgements, submissions, plans, the outbox. */
#include "store_make.h"

#include <sys/stat.h>

/* ---- equality ---- */

static void same(const char *x, const char *y)
{
    if (!x || !y)
        assert_true(x == y);
    else
        assert_string_equal(x, y);
}

static void same_date(struct date x, struct date y) { assert_int_equal(date_cmp(x, y), 0); }

static void same_paras(const struct paras *x, const struct paras *y)
{
    assert_int_equal(x->n, y->n);
    for (size_t i = 0; i < x->n; i++) {
        same(x->v[i].text, y->v[i].text);
        assert_int_equal(x->v[i].line, y->v[i].line);
    }
}

static void same_lists(const struct sub_item *x, const struct sub_item *y)
{
    assert_int_equal(x->nproblems, y->nproblems);
    for (size_t i = 0; i < x->nproblems; i++) {
        const struct problem *p = &x->problems[i], *q = &y->problems[i];
        same(p->id, q->id);
        same(p->category, q->category);
        same(p->grade, q->grade);
        same(p->text, q->text);
        same(p->remedy, q->remedy);
        same(p->person, q->person);
        same_date(p->due, q->due);
        assert_int_equal(p->state, q->state);
        assert_int_equal(p->line, q->line);
    }
    assert_int_equal(x->npromises, y->npromises);
    for (size_t i = 0; i < x->npromises; i++) {
        same(x->promises[i].text, y->promises[i].text);
        same_date(x->promises[i].due, y->promises[i].due);
        assert_int_equal(x->promises[i].line, y->promises[i].line);
    }
    assert_int_equal(x->nvalues, y->nvalues);
    for (size_t i = 0; i < x->nvalues; i++) {
        same(x->values[i].indicator, y->values[i].indicator);
        assert_true(x->values[i].number.millionths == y->values[i].number.millionths);
        same(x->values[i].as_written, y->values[i].as_written);
        assert_int_equal(x->values[i].line, y->values[i].line);
    }
}

static void same_tables(const struct sub_item *x, const struct sub_item *y)
{
    assert_int_equal(x->ntables, y->ntables);
    for (size_t i = 0; i < x->ntables; i++) {
        const struct sub_table *t = &x->tables[i], *u = &y->tables[i];
        same(t->title, u->title);
        assert_int_equal(t->nrows, u->nrows);
        assert_int_equal(t->ncols, u->ncols);
        assert_int_equal(t->line, u->line);
        for (size_t k = 0; k < t->nrows * t->ncols; k++)
            same(t->cell[k], u->cell[k]);
    }
    assert_int_equal(x->npictures, y->npictures);
    for (size_t i = 0; i < x->npictures; i++) {
        const struct sub_picture *p = &x->pictures[i], *q = &y->pictures[i];
        same(p->title, q->title);
        same(p->media, q->media);
        assert_int_equal(p->n, q->n);
        assert_int_equal(p->line, q->line);
        assert_memory_equal(p->bytes, q->bytes, p->n);
    }
}

static void same_submission(const struct submission *x, const struct submission *y)
{
    same(x->unit, y->unit);
    assert_int_equal(quarter_cmp(x->quarter, y->quarter), 0);
    same(x->plan, y->plan);
    same(x->docno, y->docno);
    same(x->filer, y->filer);
    same(x->signer, y->signer);
    same(x->signer_title, y->signer_title);
    same(x->phone, y->phone);
    same_date(x->filed, y->filed);
    assert_int_equal(x->version, y->version);
    assert_int_equal(x->withdrawal, y->withdrawal);
    same_paras(&x->notes, &y->notes);
    assert_int_equal(x->nitems, y->nitems);
    for (size_t i = 0; i < x->nitems; i++) {
        const struct sub_item *p = &x->items[i], *q = &y->items[i];
        assert_int_equal(p->no, q->no);
        assert_int_equal(p->line, q->line);
        same_paras(&p->progress, &q->progress);
        same_paras(&p->results, &q->results);
        same_paras(&p->highlights, &q->highlights);
        same_lists(p, q);
        same_tables(p, q);
    }
}

static void same_diags(const struct diags *x, const struct diags *y)
{
    assert_int_equal(x->n, y->n);
    for (size_t i = 0; i < x->n; i++) {
        const struct diag *d = &x->v[i], *e = &y->v[i];
        assert_int_equal(d->msg, e->msg);
        assert_int_equal(d->severity, e->severity);
        same(d->place.file, e->place.file);
        assert_int_equal(d->place.line, e->place.line);
        assert_int_equal(d->place.col, e->place.col);
        same(d->path, e->path);
        same(d->text, e->text);
        same(d->found, e->found);
        same(d->expected, e->expected);
        same(d->mend, e->mend);
    }
}

/* ---- tests ---- */

static void everything_comes_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j, *back;
    struct stored_quarter *q;
    receive_rich(f, s, &j);
    store_close(s);

    s = open_store(f);
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nfiles, 1);
    assert_int_equal(q->nsubs, 1);
    same_submission(j.submission, q->subs[0].sub);
    assert_ptr_equal(q->subs[0].file, &q->files[0]);
    assert_false(q->subs[0].late);
    assert_int_equal(store_load_judged(s, f->a, f->plan, 1, &back, &f->ds), 0);
    same_submission(j.submission, back->submission);
    same_diags(&j.diags, &back->diags);
    assert_int_equal(back->nchanges, 2);
    same(back->changes[0].place.file, FILE_NAME);
    same(back->changes[0].from, "２０２２");
    same(back->changes[1].place.file, NULL);
    same(back->changes[1].from, "");
    assert_ptr_equal(back->unit, &f->plan->units[1]);
    assert_int_equal(back->encoding, ENC_GB18030);
    same_submission(j.submission, store_current(s, f->a, "MZJ", Q4));
    assert_null(store_current(s, f->a, "MZJ", Q3));
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

static void a_file_comes_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j;
    struct stored_file r;
    char *bytes;
    size_t n;
    receive_rich(f, s, &j);
    assert_int_equal(store_load_file(s, f->a, 1, &r, &bytes, &n, &f->ds), 0);
    assert_int_equal(n, 9);
    same(bytes, "bytes one");
    same(r.file, FILE_NAME);
    same(r.unit, "MZJ");
    assert_int_equal(r.version, 2);
    assert_true(r.current);
    assert_int_equal(r.warnings, 1);
    assert_int_equal(r.notes, 1);
    assert_int_equal(r.errors, 0);
    assert_int_equal(r.size, 9);
    same_date(r.judged, TODAY);
    same_date(r.arrived, (struct date){2022, 12, 24});
    assert_int_equal(store_load_file(s, f->a, 2, &r, &bytes, &n, &f->ds), -1);
    store_close(s);
}

static void an_empty_file_has_a_receipt(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, NULL);
    struct stored_quarter *q;
    struct stored_file r;
    char *bytes;
    size_t n = 7;
    struct arrival empty = {.file = "空.xml", .date = {2022, 12, 30}}; /* no bytes at all, no hash given */
    int64_t number;
    assert_int_equal(store_receive(s, &empty, &j, TODAY, &number, &f->ds), 0);
    assert_int_equal(store_load_file(s, f->a, number, &r, &bytes, &n, &f->ds), 0);
    assert_int_equal(n, 0);
    same(r.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_null(r.unit);
    assert_int_equal(r.quarter.year, 0);
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nfiles, 0);
    assert_int_equal(q->nunplaced, 1); /* it named no quarter, but came in this one */
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q3, &q, &f->ds), 0);
    assert_int_equal(q->nunplaced, 0);
    store_close(s);
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "MZJ", Q4, 1, "文字"));
    int64_t *numbers, known;
    size_t n;
    char hex[65];
    file_sha256("A", 1, hex);
    assert_int_equal(store_known(s, "a.xml", hex, &known, &f->ds), 0);
    assert_int_equal(known, 0);
    assert_int_equal(receive_on(f, s, "a.xml", "A", &j, TODAY), 1);
    assert_int_equal(receive_on(f, s, "a.xml", "A", &j, TODAY), 1);
    assert_int_equal(store_known(s, "a.xml", hex, &known, &f->ds), 0);
    assert_int_equal(known, 1);
    assert_int_equal(store_known(s, "b.xml", hex, &known, &f->ds), 0);
    assert_int_equal(known, 0);
    assert_int_equal(store_outbox(s, f->a, &numbers, &n, &f->ds), 0);
    assert_int_equal(n, 1);
    assert_int_equal(f->ds.n, 0);
    store_close(s);
}

static void the_outbox_empties_in_order(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    int64_t *numbers;
    size_t n;
    for (int i = 0; i < 12; i++) {
        struct judged j = judge(f->a, NULL);
        char *name = arena_printf(f->a, "%d.xml", 20 - i);
        assert_int_equal(receive_on(f, s, name, name, &j, TODAY), i + 1);
    }
    assert_int_equal(store_outbox(s, f->a, &numbers, &n, &f->ds), 0);
    assert_int_equal(n, 12);
    for (int i = 0; i < 12; i++)
        assert_int_equal(numbers[i], i + 1);
    assert_int_equal(store_begin(s, &f->ds), 0);
    for (int i = 0; i < 11; i++)
        assert_int_equal(store_outbox_done(s, i + 1, &f->ds), 0);
    assert_int_equal(store_commit(s, &f->ds), 0);
    store_close(s);
    s = open_store(f); /* a run died: the last one is still to be written */
    assert_int_equal(store_outbox(s, f->a, &numbers, &n, &f->ds), 0);
    assert_int_equal(n, 1);
    assert_int_equal(numbers[0], 12);
    assert_int_equal(store_outbox_done(s, 12, &f->ds), 0);
    assert_int_equal(store_outbox_done(s, 12, &f->ds), 0);
    store_close(s);
}

static void units_stand_in_the_plans_order(void **state)
{
    static const char *const units[] = {"GAJ", "ALT", "RSJ", "ZZB", "MZJ"};
    static const char *const order[] = {"ZZB", "MZJ", "GAJ", "RSJ"};
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct stored_quarter *q;
    for (size_t i = 0; i < 5; i++) {
        struct judged j = judge(f->a, make_submission(f->a, units[i], Q4, 1, "文字"));
        receive_on(f, s, units[i], units[i], &j, TODAY);
    }
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nfiles, 5);
    assert_int_equal(q->nsubs, 4);
    for (size_t i = 0; i < 4; i++)
        same(q->subs[i].sub->unit, order[i]);
    assert_true(told(&f->ds, MSG_T210)); /* ALT is not in the plan: left out, and said so */
    assert_int_equal(store_load_quarter(s, f->a, NULL, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nsubs, 5);
    same(q->subs[0].sub->unit, "ALT");
    store_close(s);
}

static void quarters_are_listed(void **state)
{
    static const struct quarter in[] = {{2022, 4}, {2021, 3}, {2022, 4}, {2022, 1}};
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct quarter *q;
    size_t n;
    assert_int_equal(store_quarters(s, f->a, &q, &n, &f->ds), 0);
    assert_int_equal(n, 0);
    for (size_t i = 0; i < 4; i++) {
        struct judged j = judge(f->a, make_submission(f->a, "MZJ", in[i], (int)i + 1, "文字"));
        char *name = arena_printf(f->a, "%zu", i);
        receive_on(f, s, name, name, &j, TODAY);
    }
    assert_int_equal(store_quarters(s, f->a, &q, &n, &f->ds), 0);
    assert_int_equal(n, 3);
    assert_int_equal(quarter_cmp(q[0], (struct quarter){2021, 3}), 0);
    assert_int_equal(quarter_cmp(q[2], Q4), 0);
    store_close(s);
}

static void put(struct fixture *f, struct store *s, const char *file, const char *bytes, struct plan p, bool fresh)
{
    bool is_new = !fresh;
    assert_int_equal(store_put_plan(s, file, bytes, strlen(bytes), &p, TODAY, &is_new, &f->ds), 0);
    assert_int_equal(is_new, fresh);
}

/* The editions that the store holds, in the order in which they were taken in. */
static void holds(struct fixture *f, struct store *s, const char *editions)
{
    struct stored_plan *v;
    size_t n;
    struct buf b = {0};
    assert_int_equal(store_plans(s, f->a, &v, &n, &f->ds), 0);
    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s%s:%.*s", i ? " | " : "", v[i].file, (int)v[i].n, v[i].bytes);
    same(buf_str(&b), editions);
    buf_drop(&b);
}

static void plans_are_kept_in_order(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct plan p22 = *f->plan, p21 = *f->plan;
    p21.docno = "〔2021〕3号";
    p21.end = (struct date){2021, 12, 31};
    holds(f, s, "");
    put(f, s, "方案.xml", "2022 v1", p22, true);
    put(f, s, "方案.xml", "2022 v1", p22, false);
    put(f, s, "方案.xml", "2022 v2", p22, true);
    holds(f, s, "方案.xml:2022 v1 | 方案.xml:2022 v2");
    put(f, s, "副本.xml", "2022 v1", p22, false); /* a copy of the former text is no new edition */
    put(f, s, "旧.xml", "2021", p21, true);
    put(f, s, "方案.xml", "2022 v1", p22, true);   /* put back on purpose */
    put(f, s, "方案.xml", "2022 v1", p22, false);
    holds(f, s, "方案.xml:2022 v1 | 方案.xml:2022 v2 | 旧.xml:2021 | 方案.xml:2022 v1");
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

static void reading_goes_on_beside_a_writer(void **state)
{
    struct fixture *f = *state;
    struct store *s, *r = NULL;
    struct stored_quarter *q;
    assert_int_equal(store_open_readonly(&r, f->path, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T112));
    s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "MZJ", Q4, 1, "文字"));
    receive_on(f, s, "a", "a", &j, TODAY);
    assert_int_equal(store_open_readonly(&r, f->path, &f->ds), 0);
    assert_int_equal(store_load_quarter(r, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nsubs, 1);
    int64_t number;
    struct arrival again = {.file = "b", .bytes = "b", .n = 1, .date = TODAY};
    assert_int_equal(store_receive(r, &again, &j, TODAY, &number, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T110));
    assert_int_equal(store_load_quarter(r, f->a, f->plan, Q4, &q, &f->ds), 0); /* the fault does not stick */
    store_close(r);
    store_close(s);
}

static void a_batch_stands_or_falls_as_one(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "MZJ", Q4, 1, "文字"));
    struct quarter *q;
    size_t n;
    assert_int_equal(store_begin(s, &f->ds), 0);
    receive_on(f, s, "a", "a", &j, TODAY);
    store_rollback(s);
    assert_int_equal(store_quarters(s, f->a, &q, &n, &f->ds), 0);
    assert_int_equal(n, 0);
    assert_int_equal(store_begin(s, &f->ds), 0);
    assert_int_equal(receive_on(f, s, "a", "a", &j, TODAY), 1); /* the number was given back: no gaps */
    int64_t number = 77;
    struct arrival bad = {.file = "b", .bytes = "b", .n = 1, .sha256 = "no hash", .date = TODAY};
    assert_int_equal(store_receive(s, &bad, &j, TODAY, &number, &f->ds), 1); /* only this one falls */
    assert_true(told(&f->ds, MSG_T212));
    assert_int_equal(f->ds.n, 1);
    assert_int_equal(diags_worst(&f->ds), SEV_ERROR);
    assert_int_equal(number, 77);
    j.submission->version = 2;
    assert_int_equal(receive_on(f, s, "c", "c", &j, TODAY), 2);
    assert_int_equal(store_commit(s, &f->ds), 0);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

static void what_is_no_verdict_is_not_stored(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, NULL);
    struct arrival r = {.file = "a", .bytes = "a", .n = 1, .date = TODAY};
    int64_t number = 0;
    j.verdict = VERDICT_UNSETTLED;
    assert_int_equal(store_receive(s, &r, &j, TODAY, &number, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T209));
    j.verdict = VERDICT_ACCEPTED;
    assert_int_equal(store_receive(s, &r, &j, TODAY, &number, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T111));
    assert_int_equal(receive_on(f, s, "a", "a", &(struct judged){.verdict = VERDICT_REJECTED, .diags = {.a = f->a}}, TODAY), 1);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(everything_comes_back), STORE_TEST(a_file_comes_back), STORE_TEST(an_empty_file_has_a_receipt),
        STORE_TEST(the_same_file_again_changes_nothing), STORE_TEST(the_outbox_empties_in_order),
        STORE_TEST(units_stand_in_the_plans_order), STORE_TEST(quarters_are_listed), STORE_TEST(plans_are_kept_in_order),
        STORE_TEST(reading_goes_on_beside_a_writer), STORE_TEST(a_batch_stands_or_falls_as_one),
        STORE_TEST(what_is_no_verdict_is_not_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
