/*
 * Line breaking: every forbidden mark at every place around the line's end (GB/T 15834 5.1, CLREQ), pairs and numbers that stay
 * whole, the 28-character grid of pure hanzi (5.2.3), and flush edges.
 */
#include "typeset_make.h"

#include <string.h>

static const nm W = AREA_W * 1000, C = (nm)((int64_t)AREA_W * 1000 / COLS);

struct set { struct text t; struct tlines l; };

static void build(struct set *s, const char *text)
{
    memset(s, 0, sizeof *s);
    text_add(&ts, &s->t, text, look_body(FONT_FANGSONG), 0);
    text_finish(&ts, &s->t);
    break_lines(ts.scratch, &s->t, W - 2 * C, W, FIT_JUSTIFY, &s->l);
}

/* `before` hanzi, the probe, `after` hanzi */
static char *around(int before, const char *probe, int after)
{
    struct buf b = {0};
    for (int i = 0; i < before; i++)
        buf_adds(&b, "国");
    buf_adds(&b, probe);
    for (int i = 0; i < after; i++)
        buf_adds(&b, "中");
    char *s = arena_strdup(ts.scratch, b.p);
    buf_drop(&b);
    return s;
}

static bool has(const char *set, uint32_t c)
{
    char s[5] = {0};
    s[utf8_encode(c, s)] = 0;
    return strstr(set, s) != NULL;
}

static void flush(const struct set *s, const char *what)
{
    for (size_t i = 0; i < s->l.n; i++) {
        struct tline l = s->l.v[i];
        nm *x = arena_calloc(ts.scratch, l.to - l.from, sizeof *x), width = i ? W : W - 2 * C;
        nm set = line_set(&s->t, l, width, true, x);
        if (!l.last && (set < width - 2000 || set > width + 2000))
            fail_msg("%s: line %zu is %d nm wide, not %d", what, i, set, width);
        for (size_t k = 1; k < l.to - l.from; k++)
            assert_true(x[k] > x[k - 1]);
    }
}

static const char starts[] = "，、；：。？！”’）〕】》〉～·—%％‰℃", ends[] = "“‘（〔【《〈";

static void forbidden_marks(void **state)
{
    (void)state;
    int cases = 0;
    const char *lists[] = {starts, ends};
    for (int which = 0; which < 2; which++)
        for (const char *p = lists[which], *end = p + strlen(p); p < end;) {
            uint32_t c;
            int n = utf8_decode(p, end, &c);
            char mark[5] = {0};
            memcpy(mark, p, (size_t)n);
            p += n;
            for (int before = 22; before <= 30; before++, cases++) { /* the first line takes 26 */
                struct set s;
                char *text = around(before, mark, 40);
                build(&s, text);
                for (size_t i = 0; i < s.l.n; i++) {
                    if (i && has(starts, s.t.v[s.l.v[i].from].cp))
                        fail_msg("%s at %d starts line %zu", mark, before, i);
                    if (i + 1 < s.l.n && has(ends, s.t.v[s.l.v[i].to - 1].cp))
                        fail_msg("%s at %d ends line %zu", mark, before, i);
                }
                flush(&s, text);
                arena_reset(ts.scratch);
            }
        }
    assert_true(cases >= 200);
}

static void kept_whole(void **state)
{
    (void)state;
    static const char *const probes[] = {"——", "……", "98.6%", "2022年", "15场次", "English", "〔2022〕21号"};
    for (size_t k = 0; k < sizeof probes / sizeof probes[0]; k++)
        for (int before = 18; before <= 28; before++) {
            struct set s;
            size_t chars = utf8_count(probes[k], strlen(probes[k])), from = (size_t)before;
            build(&s, around(before, probes[k], 40));
            bool docno = probes[k][0] == '\xE3'; /* 〔2022〕 may part from what follows only behind the figures */
            for (size_t i = 1; i < s.l.n; i++) {
                size_t at = s.l.v[i].from;
                if (!docno && at > from && at < from + chars)
                    fail_msg("%s at %d is split", probes[k], before);
                if (docno && at > from + 5 && at < from + chars)
                    fail_msg("%s at %d is split behind the bracket", probes[k], before);
            }
            flush(&s, probes[k]);
            arena_reset(ts.scratch);
        }
}

/* How far the widest gap of line i is above the grid's pitch, ‰ of it. */
static int64_t widest_gap(const struct set *s, size_t i)
{
    struct tline l = s->l.v[i];
    nm *x = arena_calloc(ts.scratch, l.to - l.from, sizeof *x), most = 0;
    line_set(&s->t, l, i ? W : W - 2 * C, true, x);
    for (size_t k = l.from; k + 1 < l.to; k++)
        if (s->t.v[k].cls == CLS_HAN && s->t.v[k + 1].cls == CLS_HAN) {
            nm d = x[k + 1 - l.from] - x[k - l.from];
            most = d > most ? d : most;
        }
    return most ? (int64_t)(most - C) * 1000 / C : 0;
}

/* A number parts from a unit of several characters where the line would gape otherwise, and nowhere else in it. */
static void units_part_for_want_of_room(void **state)
{
    (void)state;
    static const struct { const char *text; size_t joint; } probe[] = {{"1,234.5万元", 7}, {"800人次", 3}, {"3.45亿元", 4}, {"132平方米", 3}, {"33.3个百分点", 4}};
    int parted = 0, whole = 0;
    for (size_t k = 0; k < sizeof probe / sizeof probe[0]; k++)
        for (int before = 18; before <= 26; before++) {
            struct set s;
            size_t chars = utf8_count(probe[k].text, strlen(probe[k].text)), from = (size_t)before, to;
            build(&s, around(before, probe[k].text, 40));
            to = s.l.v[0].to;
            if (to > from && to < from + chars) {
                assert_int_equal(to, from + probe[k].joint);
                nm room = W - 2 * C - before * C;
                if (room * 8 < (before - 1) * C)
                    fail_msg("%s at %d is parted for a gap of %d nm", probe[k].text, before, (int)(room / (before - 1)));
                parted++;
            } else {
                whole++;
                assert_true(widest_gap(&s, 0) < 150);
            }
            flush(&s, probe[k].text);
            arena_reset(ts.scratch);
        }
    assert_true(parted >= 4 && whole >= 20);
}

/* TXW-2-1, telephone numbers: one word, unless the line itself is shorter. */
static void codes_are_words(void **state)
{
    (void)state;
    static const char *const probes[] = {"2022Q3-TXW-2-1", "0855-7223456", "TXW-12"};
    for (size_t k = 0; k < sizeof probes / sizeof probes[0]; k++)
        for (int before = 18; before <= 28; before++) {
            struct set s;
            size_t chars = strlen(probes[k]), from = (size_t)before;
            build(&s, around(before, probes[k], 40));
            for (size_t i = 1; i < s.l.n; i++)
                if (s.l.v[i].from > from && s.l.v[i].from < from + chars)
                    fail_msg("%s at %d is split", probes[k], before);
            arena_reset(ts.scratch);
        }
    struct set s = {0};
    text_add(&ts, &s.t, "2022Q3-TXW-2-1", look_body(FONT_FANGSONG), 0);
    text_finish(&ts, &s.t);
    break_lines(ts.scratch, &s.t, 5 * C, 5 * C, FIT_RAGGED, &s.l);
    assert_true(s.l.n > 1); /* a narrow cell: at its joints */
    for (size_t i = 0; i + 1 < s.l.n; i++)
        assert_int_equal(s.t.v[s.l.v[i].to - 1].cp, '-');
    arena_reset(ts.scratch);
}

/* 3月31日: the day leaves its month only where a line that ends behind 年 would gape. */
static void days_stay_with_their_month(void **state)
{
    (void)state;
    int behind_year = 0;
    for (int before = 8; before <= 27; before++) {
        struct set s;
        build(&s, around(before, "（完成时限：2023年3月31日）", 0));
        for (size_t i = 1; i < s.l.n; i++) {
            struct tline l = s.l.v[i - 1];
            behind_year += s.t.v[l.to - 1].cp == 0x5E74;
            if (s.t.v[l.to - 1].cp != 0x6708)
                continue;
            nm room = (i > 1 ? W : W - 2 * C) - break_natural(&s.t, l.from, l.to - 2);
            assert_true(room * 14 > (nm)(l.to - 2 - l.from) * C);
        }
        arena_reset(ts.scratch);
    }
    assert_true(behind_year >= 2);
}

/* ▲逾期: the sign belongs to the word behind it, which stays whole. */
static void signs_stay_with_their_word(void **state)
{
    (void)state;
    static const char *const probes[] = {"▲逾期，", "○正常；", "●完成。"};
    for (size_t k = 0; k < sizeof probes / sizeof probes[0]; k++)
        for (int before = 22; before <= 28; before++) {
            struct set s;
            size_t chars = utf8_count(probes[k], strlen(probes[k])), from = (size_t)before;
            build(&s, around(before, probes[k], 40));
            for (size_t i = 1; i < s.l.n; i++)
                if (s.l.v[i].from > from && s.l.v[i].from < from + chars)
                    fail_msg("%s at %d is split", probes[k], before);
            arena_reset(ts.scratch);
        }
}

/* 900余人次 parts behind 余, never in front of it nor inside 人次, and rather than that a line is spread by a tenth. */
static void an_odd_number_parts_behind_yu(void **state)
{
    (void)state;
    int parted = 0;
    for (int before = 18; before <= 27; before++) {
        struct set s;
        size_t from = (size_t)before;
        build(&s, around(before, "900余人次", 40));
        for (size_t i = 1; i < s.l.n; i++)
            if (s.l.v[i].from > from && s.l.v[i].from < from + 6) {
                assert_int_equal(s.l.v[i].from, from + 4);
                parted++;
            }
        assert_true(widest_gap(&s, 0) < 90);
        arena_reset(ts.scratch);
    }
    assert_true(parted >= 1);
}

/* A line that would be spread by a tenth closes up instead by at most a fortieth, flush, if that takes in what comes next. */
static void closes_up_rather_than_gape(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t end; } probe[] = {
        {"2.将62户互助联络表延伸到春节值守和独居老人看望（2023年1月31日前完成）。", 0x5E74},
        {"大公田社区卫生服务站可用面积由132平方米增至190平方米，新增诊室两间。", 0xFF0C},
    };
    for (size_t k = 0; k < sizeof probe / sizeof probe[0]; k++) {
        struct set s;
        build(&s, probe[k].text);
        struct tline l = s.l.v[0];
        assert_int_equal(s.t.v[l.to - 1].cp, probe[k].end);
        nm *x = arena_calloc(ts.scratch, l.to - l.from, sizeof *x);
        line_set(&s.t, l, W - 2 * C, true, x);
        for (size_t i = l.from; i + 1 < l.to; i++)
            if (s.t.v[i].cls == CLS_HAN && s.t.v[i + 1].cls == CLS_HAN)
                assert_in_range(x[i + 1 - l.from] - x[i - l.from], C * 97 / 100, C);
        flush(&s, probe[k].text);
    }
    arena_reset(ts.scratch);
}

/* 99.5%，40户: a comma in front of a figure keeps three quarters of its width inside a line, and takes half at its end like any other. */
static void marks_keep_figures_apart(void **state)
{
    (void)state;
    int squeezed = 0, at_end = 0;
    for (int before = 1; before <= 27; before++) {
        struct set s;
        build(&s, around(before, "，40户；8人，国国国国国国国国国国，国国国国国国国国，", 40));
        for (size_t i = 0; i < s.l.n; i++) {
            struct tline l = s.l.v[i];
            nm *x = arena_calloc(ts.scratch, l.to - l.from, sizeof *x);
            line_set(&s.t, l, i ? W : W - 2 * C, true, x);
            for (size_t k = l.from; k + 1 < l.to; k++)
                if (s.t.v[k].cls == CLS_COMMA && s.t.v[k + 1].cls == CLS_DIGIT) {
                    assert_true(x[k + 1 - l.from] - x[k - l.from] >= C * 74 / 100);
                    squeezed += x[k + 1 - l.from] - x[k - l.from] < C;
                }
            at_end += s.t.v[l.to - 1].cls == CLS_COMMA && !l.last && s.t.v[l.to].cls == CLS_DIGIT;
        }
        flush(&s, "commas in front of figures");
        arena_reset(ts.scratch);
    }
    assert_true(squeezed >= 2 && at_end >= 1);
}

/* ●○△▲ come from one face, whatever face the words beside them have. */
static void signs_have_one_face(void **state)
{
    (void)state;
    struct text a = {0}, b = {0};
    text_add(&ts, &a, "●○△▲", look_body(FONT_FANGSONG), 0);
    text_add(&ts, &b, "●○△▲", look_body(FONT_HEITI), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_ptr_equal(a.v[i].g.face, b.v[i].g.face);
        assert_ptr_equal(a.v[i].g.face, a.v[0].g.face);
        assert_int_equal(a.v[i].g.scale, b.v[i].g.scale);
    }
    arena_reset(ts.scratch);
}

/* CLREQ: half a character out of a comma and a stop comes from both. */
static void marks_give_alike(void **state)
{
    (void)state;
    struct set s;
    build(&s, "国国国国国国国国，国国国国国国国国国。国国国国国国国，中中中中中中中中中中中中中中中");
    struct tline l = s.l.v[0];
    assert_int_equal(l.to, 27);
    nm x[32];
    line_set(&s.t, l, W - 2 * C, true, x);
    for (size_t k = 0; k + 1 < l.to; k++)
        if (s.t.v[k].cls == CLS_COMMA || s.t.v[k].cls == CLS_STOP)
            assert_in_range(x[k + 1] - x[k], C * 7 / 10, C * 8 / 10);
    arena_reset(ts.scratch);
}

static void pure_hanzi_keep_the_grid(void **state)
{
    (void)state;
    for (int n = 60; n < 120; n++) {
        struct set s;
        build(&s, around(n, "", 0));
        assert_int_equal(s.l.v[0].to - s.l.v[0].from, COLS - 2);
        for (size_t i = 1; i + 1 < s.l.n; i++)
            assert_int_equal(s.l.v[i].to - s.l.v[i].from, COLS);
        nm x[COLS];
        line_set(&s.t, s.l.v[1], W, true, x);
        for (int k = 0; k < COLS; k++)
            assert_in_range((x[k] + 500) / 1000 + MARGIN_LEFT + 1 - style_col(k), 0, 2); /* the index gives the place */
        arena_reset(ts.scratch);
    }
}

static void squeeze_before_push(void **state)
{
    (void)state;
    struct set s; /* 26 places: a comma inside gives the half that the comma at the end needs */
    build(&s, "国国国，国国国国国国国国国国国国国国国国国国国国国国，中中中中中中中中中中中中中中");
    assert_int_equal(s.t.v[s.l.v[0].to - 1].cp, 0xFF0C);
    assert_int_equal(s.l.v[0].to, 27);
    arena_reset(ts.scratch);
}

/* Text with a comma after every eight hanzi, n characters long. */
static char *with_commas(int n)
{
    struct buf b = {0};
    for (int i = 0; i < n; i++)
        buf_adds(&b, i % 9 == 8 ? "，" : i % 2 ? "国" : "中");
    buf_adds(&b, "。");
    char *s = arena_strdup(ts.scratch, buf_str(&b));
    buf_drop(&b);
    return s;
}

static void no_lone_last_character(void **state)
{
    (void)state;
    int avoided = 0;
    for (int n = 27; n < 200; n++) {
        struct set s;
        build(&s, with_commas(n));
        struct tline last = s.l.v[s.l.n - 1];
        size_t hanzi = 0;
        for (size_t i = last.from; i < last.to; i++)
            hanzi += s.t.v[i].cls == CLS_HAN;
        if (s.l.n > 1 && hanzi < 2)
            fail_msg("%d characters: %zu hanzi on the last line", n, hanzi);
        avoided += s.l.n > 1 && hanzi == 2;
        flush(&s, "commas");
        arena_reset(ts.scratch);
    }
    assert_true(avoided > 5); /* lines of two are what became of lines of one */
}

static void one_line_less_or_more(void **state)
{
    (void)state;
    int less = 0, more = 0;
    for (int n = 60; n < 240; n++)
        for (int by = -1; by <= 1; by++) {
            struct set s, other;
            build(&s, with_commas(n));
            other = s;
            if (!break_lines_in(ts.scratch, &s.t, W - 2 * C, W, (size_t)((int)s.l.n + by), &other.l)) {
                assert_int_not_equal(by, 0); /* what break_lines made can be had again */
                continue;
            }
            assert_int_equal(other.l.n, (int)s.l.n + by);
            assert_int_equal(other.l.v[0].from, 0);
            assert_int_equal(other.l.v[other.l.n - 1].to, s.t.n);
            for (size_t i = 1; i < other.l.n; i++)
                assert_int_equal(other.l.v[i].from, other.l.v[i - 1].to);
            flush(&other, "one line less or more");
            less += by < 0;
            more += by > 0;
        }
    assert_true(less > 5 && more > 5);
    arena_reset(ts.scratch);
}

static void no_room_at_the_ends(void **state)
{
    (void)state;
    struct set s; /* 中西间距: between hanzi and Latin, not where a line begins or ends, not in dates */
    style.latin_gap = 250;
    build(&s, "国国国国国国国国国国国国国国国国国国国国国国国国国ab中中中中中中中中中中中中中中中中中中中中中中中中中中");
    style.latin_gap = 0;
    flush(&s, "a line that ends in Latin letters");
    struct text date = {.solid = true};
    style.latin_gap = 250;
    text_add(&ts, &date, "2022年12月26日", look_body(FONT_FANGSONG), 0);
    text_finish(&ts, &date);
    style.latin_gap = 0;
    for (size_t i = 0; i < date.n; i++)
        assert_int_equal(date.v[i].gap, 0);
    arena_reset(ts.scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forbidden_marks),
        cmocka_unit_test(kept_whole),
        cmocka_unit_test(units_part_for_want_of_room),
        cmocka_unit_test(codes_are_words),
        cmocka_unit_test(days_stay_with_their_month),
        cmocka_unit_test(signs_stay_with_their_word),
        cmocka_unit_test(an_odd_number_parts_behind_yu),
        cmocka_unit_test(closes_up_rather_than_gape),
        cmocka_unit_test(marks_keep_figures_apart),
        cmocka_unit_test(signs_have_one_face),
        cmocka_unit_test(marks_give_alike),
        cmocka_unit_test(pure_hanzi_keep_the_grid),
        cmocka_unit_test(squeeze_before_push),
        cmocka_unit_test(no_lone_last_character),
        cmocka_unit_test(one_line_less_or_more),
        cmocka_unit_test(no_room_at_the_ends),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
