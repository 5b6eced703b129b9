/*
 * Text → items: every character with its glyph, class and width, what may be squeezed, and where a line may end.
 * ICU gives the breaks that involve Latin text; between full-width characters the classes of data/kinsoku.tab decide
 * (UAX #14 forbids breaks around Chinese quotation marks that GB/T 15834 allows).
 */
#include "typeset/ts.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

struct look look_body(enum font_role role)
{
    return (struct look){role, SIZE_3, NM(AREA_W) / COLS, COLOR_BLACK, 1000}; /* 5.2.3: 28 to 156 mm */
}

struct look look_size(enum font_role role, um size)
{
    if (size == SIZE_3)
        return look_body(role);
    return (struct look){role, size, NM(size), COLOR_BLACK, 1000};
}

enum cls text_class(uint32_t c)
{
    static const struct { enum cls cls; const char *chars; } table[] = {
#define CLASS(name, chars) {CLS_##name, chars},
#include "data/kinsoku.tab"
#undef CLASS
    };
    if (c < 0x80 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
        return CLS_LATIN;
    if (c >= '0' && c <= '9')
        return CLS_DIGIT;
    if (c >= 0x4E00 && c <= 0x9FFF)
        return CLS_HAN;
    if (c == 0x2014)
        return CLS_RULE; /* pairs become CLS_DASH in text_finish */
    if (c == 0x3000)
        return CLS_WIDESPACE;
    if (c == ' ' || c == 0xA0)
        return CLS_SPACE;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const char *s = table[i].chars, *end = s + strlen(s);
        for (uint32_t k; s < end; ) {
            s += utf8_decode(s, end, &k);
            if (k == c)
                return table[i].cls;
        }
    }
    int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    if (width == U_EA_WIDE || width == U_EA_FULLWIDTH || width == U_EA_AMBIGUOUS)
        return CLS_HAN;
    return u_isdigit((UChar32)c) ? CLS_DIGIT : CLS_LATIN;
}

static bool is_bracket(enum cls c) { return c == CLS_OPEN || c == CLS_CLOSE; }
static bool is_closing(enum cls c) { return c == CLS_CLOSE || c == CLS_COMMA || c == CLS_STOP || c == CLS_MARK; }
static bool is_wide(enum cls c)
{
    return c == CLS_HAN || c == CLS_SIGN || c == CLS_DASH || c == CLS_RULE || c == CLS_ELLIPSIS || c == CLS_WAVE || c == CLS_WIDESPACE ||
           c == CLS_OPEN || is_closing(c);
}

/* U+2028, U+2029: a line's or paragraph's end inside a text; words on both sides stay apart. */
static bool is_separator(uint32_t cp) { return cp == 0x2028 || cp == 0x2029; }

static void quote(struct buf *b, const char *s, const char *end)
{
    for (uint32_t c; s < end;) {
        int len = utf8_decode(s, end, &c);
        if (!utf8_unseen(c) && !is_separator(c))
            buf_add(b, s, (size_t)len);
        s += len;
    }
}

/* A character at p, of len bytes, in the text [s, end). */
struct spot { const char *s, *p, *end; int len; };

/* A few characters before and behind it, and itself. */
static const char *around(struct ts *ts, struct spot at)
{
    enum { CHARS = 8 };
    const char *from = at.p, *to = at.p + at.len;
    for (int n = 0; n < CHARS && from > at.s; n++)
        do
            from--;
        while (from > at.s && ((unsigned char)*from & 0xC0) == 0x80);
    uint32_t c;
    for (int n = 0; n < CHARS && to < at.end; n++)
        to += utf8_decode(to, at.end, &c);
    struct buf b = {0};
    quote(&b, from, to);
    const char *text = arena_strdup(ts->scratch, buf_str(&b));
    buf_drop(&b);
    return text;
}

/* Room for one more, if need be that of one which was only left out; NULL: there is none. */
static struct odd *odd_room(struct odds *k, enum msg m)
{
    if (k->n < ODDS_MAX)
        return &k->v[k->n++];
    bool lost = m == MSG_L106 || m == MSG_L107; /* nothing fails, nothing prints as 〓 without a word */
    for (size_t i = k->n; lost && i > 0; i--)
        if (k->v[i - 1].msg != MSG_L106 && k->v[i - 1].msg != MSG_L107)
            return &k->v[i - 1];
    return NULL;
}

/* Told once a document (text_tell): a text is often built more than once, to see how it fits. */
static void note_odd(struct ts *ts, enum msg m, uint32_t cp, uint32_t line, struct spot at)
{
    struct odds *k = &ts->odds;
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i].cp == cp && k->v[i].msg == m) {
            k->v[i].places += line > k->v[i].last;
            k->v[i].last = line > k->v[i].last ? line : k->v[i].last;
            return;
        }
    struct odd *room = odd_room(k, m);
    if (room)
        *room = (struct odd){.msg = m, .cp = cp, .line = line, .last = line, .places = 1, .around = around(ts, at)};
}

void text_tell(struct ts *ts)
{
    for (size_t i = 0; i < ts->odds.n; i++) {
        const struct odd *k = &ts->odds.v[i];
        char shown[5] = {0}, code[16];
        shown[utf8_encode(k->cp, shown)] = 0;
        snprintf(code, sizeof code, "U+%04X", (unsigned)k->cp);
        const char *more = k->places > 1 ? arena_printf(ts->scratch, "（共 %zu 段）", k->places) : "";
        diag_add(ts->ds, k->msg, (struct place){ts->doc ? ts->doc->file : NULL, k->line, 0}, NULL, code,
                 (const char *const[]){shown, code, k->around, more, NULL});
    }
}

/* A character that no font has: an error that stops the document, or 〓 with a warning if the profile allows. 6.1 */
static enum msg missing(struct ts *ts, struct titem *it, enum font_role role)
{
    if (ts->style->blank_missing == BLANK_ALWAYS && font_pick(ts->fonts, role, 0x3013, &it->g) == 0)
        return MSG_L107;
    ts->failed = true;
    font_pick(ts->fonts, role, ' ', &it->g);
    return MSG_L106;
}

static uint8_t look_index(struct text *t, struct look look)
{
    for (size_t i = 0; i < t->nlooks; i++) {
        const struct look *k = &t->looks[i];
        if (k->role == look.role && k->size == look.size && k->pitch == look.pitch && k->color == look.color && k->hscale == look.hscale)
            return (uint8_t)i;
    }
    if (t->nlooks == LOOKS_MAX)
        base_die("内部错误：一段文字里的字体字号过多");
    t->looks[t->nlooks] = look;
    return (uint8_t)t->nlooks++;
}

/* ●○△▲ say how a matter stands, in text and in tables' heads: one face draws them, or they would differ in size. */
static bool is_state(uint32_t cp) { return cp == 0x25CF || cp == 0x25CB || cp == 0x25B3 || cp == 0x25B2; }

/* For a text of one piece, which most are, exactly as much as it needs: an item is some forty times its character. */
static void make_room(struct ts *ts, struct text *t, size_t more)
{
    if (t->cap - t->n >= more)
        return;
    size_t cap = t->n + more > 2 * t->cap ? t->n + more : 2 * t->cap;
    struct titem *v = arena_calloc(ts->scratch, cap, sizeof *v);
    if (t->n)
        memcpy(v, t->v, t->n * sizeof *v);
    t->v = v;
    t->cap = cap;
}

void text_add(struct ts *ts, struct text *t, const char *s, struct look look, uint32_t line)
{
    uint8_t k = look_index(t, look);
    const char *end = s + strlen(s);
    make_room(ts, t, utf8_count(s, (size_t)(end - s)));
    int len;
    for (const char *p = s; p < end; p += len) {
        uint32_t cp;
        len = utf8_decode(p, end, &cp);
        if (!len)
            base_die("内部错误：排版收到的文字不是 UTF-8");
        struct spot at = {s, p, end, len};
        bool unseen = utf8_unseen(cp);
        if (unseen || is_separator(cp))
            note_odd(ts, unseen ? MSG_L126 : MSG_L127, cp, line, at);
        if (unseen)
            continue;
        cp = is_separator(cp) ? ' ' : cp;
        struct titem *it = &t->v[t->n++];
        *it = (struct titem){.cp = cp, .cls = text_class(cp), .look = k, .line = line};
        enum font_role role = is_state(cp) ? FONT_FANGSONG : look.role;
        if (font_pick(ts->fonts, role, cp, &it->g) != 0)
            note_odd(ts, missing(ts, it, role), cp, line, at);
        it->width = (nm)((int64_t)it->g.advance * look.pitch / 1000);
    }
}

void text_add_break(struct text *t)
{
    if (t->n)
        t->v[t->n - 1].hard = true;
}

/* 5.1.4, 5.1.6: two — are one 破折号, a single one is a 一字线. */
static void pair_dashes(struct text *t)
{
    for (size_t i = 0; i + 1 < t->n; i++)
        if (t->v[i].cp == 0x2014 && t->v[i + 1].cp == 0x2014) {
            t->v[i].cls = t->v[i + 1].cls = CLS_DASH;
            i++;
        }
}

static nm half(const struct text *t, const struct titem *it)
{
    return t->looks[it->look].pitch / 2;
}

/*
 * A full-width mark whose ink is not in its own half of the place (fonts that centre brackets, commas, stops) is moved there:
 * only then can the other half be cut (5.1.1, 5.1.3: 居左下; 5.1.10).
 */
static void to_its_half(struct titem *it)
{
    enum { EDGE = 60, HALF = 500 };
    int box[4];
    font_ink(it->g.face, it->g.gid, box);
    int x0 = box[0] * it->g.scale / 1000 + it->g.dx, x1 = box[2] * it->g.scale / 1000 + it->g.dx, move = 0;
    if (x1 - x0 <= 0 || x1 - x0 > HALF - EDGE)
        return;
    if (it->cls == CLS_OPEN && x0 < HALF)
        move = 1000 - EDGE - x1;
    else if (it->cls != CLS_OPEN && x1 > HALF)
        move = EDGE - x0;
    it->g.dx = (int16_t)(it->g.dx + move);
}

/* What may be squeezed: the blank half of a mark (5.1.11); CLREQ: brackets outside, commas, stops behind. */
static void set_squeeze(struct text *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct titem *it = &t->v[i];
        if (it->width < half(t, it) + half(t, it) / 2)
            continue; /* a narrow form has no blank half */
        if (it->cls == CLS_OPEN || is_closing(it->cls))
            to_its_half(it);
        if (it->cls == CLS_OPEN)
            it->squeeze_before = half(t, it);
        else if (is_closing(it->cls))
            it->squeeze_after = half(t, it);
    }
}

nm text_gives_after(const struct titem *it)
{
    bool own = it->cls == CLS_COMMA && (it[1].cls == CLS_DIGIT || it[1].cls == CLS_LATIN);
    return own ? it->squeeze_after / 2 : it->squeeze_after;
}

nm text_closest(const struct look *look)
{
    enum { CLOSEST = 960 }; /* ‰ of the size: the body's pitch (5.2.3: 28 to a line) gives a fortieth */
    nm least = (nm)((int64_t)NM(look->size) * CLOSEST / 1000);
    return least < look->pitch ? least : look->pitch;
}

static void cut_before(struct titem *it)
{
    it->width -= it->squeeze_before;
    it->shift += it->squeeze_before;
    it->squeeze_before = 0;
}

static void cut_after(struct titem *it)
{
    it->width -= it->squeeze_after;
    it->squeeze_after = 0;
}

/* CLREQ: two marks side by side, one of them a bracket or quotation mark, take 1.5 em. */
static void close_up(struct text *t)
{
    for (size_t i = 0; i + 1 < t->n; i++) {
        struct titem *a = &t->v[i], *b = &t->v[i + 1];
        if (a->hard || (!is_bracket(a->cls) && !is_bracket(b->cls)))
            continue;
        if (b->cls == CLS_OPEN && (a->cls == CLS_OPEN || is_closing(a->cls)))
            cut_before(b);
        else if (is_closing(a->cls) && is_closing(b->cls))
            cut_after(a);
    }
}

static bool not_at_start(enum cls c) /* 行首禁则 */
{
    return is_closing(c) || c == CLS_RULE || c == CLS_WAVE || c == CLS_HYPHEN || c == CLS_MIDDOT || c == CLS_SLASH || c == CLS_POSTFIX;
}

static bool not_at_end(enum cls c) /* 行末禁则 */
{
    return c == CLS_OPEN || c == CLS_SLASH || c == CLS_PREFIX || c == CLS_SIGN;
}

void text_boundaries(struct ts *ts, const struct text *t, UBreakIterator *by, bool *at)
{
    UChar *u = arena_calloc(ts->scratch, t->n * 2 + 1, sizeof *u);
    uint32_t *item_at = arena_calloc(ts->scratch, t->n * 2 + 1, sizeof *item_at);
    int32_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        item_at[n] = (uint32_t)i;
        UBool error = false;
        U16_APPEND(u, n, (int32_t)(t->n * 2 + 1), (UChar32)t->v[i].cp, error);
        (void)error;
    }
    UErrorCode e = U_ZERO_ERROR;
    ubrk_setText(by, u, n, &e);
    if (U_FAILURE(e))
        base_die("内部错误：断行、分词数据不可用（%s）", u_errorName(e));
    for (int32_t p = ubrk_first(by); p != UBRK_DONE && p < n; p = ubrk_next(by))
        at[item_at[p]] = true;
}

/* How many items from i on are a measure word (longest match), 0 if none. */
static size_t measure_at(const struct text *t, size_t i)
{
    static const char *const words[] = {
#define MEASURE(w) w,
#include "data/measure.tab"
#undef MEASURE
    };
    size_t best = 0;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        const char *s = words[k], *end = s + strlen(s);
        size_t n = 0;
        while (s < end && i + n < t->n) {
            uint32_t c;
            int len = utf8_decode(s, end, &c);
            if (t->v[i + n].cp != c)
                break;
            s += len;
            n++;
        }
        if (s == end && n > best)
            best = n;
    }
    return best;
}

/* GB/T 15835: a number stays with its unit; a unit of several characters (万元, 平方米) parts from it rather than that a line gapes. */
static void keep_units(struct text *t)
{
    for (size_t i = 0; i + 1 < t->n; i++) {
        if (t->v[i].cls != CLS_DIGIT || t->v[i + 1].cls != CLS_HAN)
            continue;
        size_t n = measure_at(t, i + 1);
        for (size_t k = n > 1 ? 1 : 0; k < n; k++)
            t->v[i + k].breakable = false;
        t->v[i].penalty = n > 1 ? PENALTY_UNIT : 3;
        if (n > 1 && t->v[i + 1].cp == 0x4F59 /* 余 */) { /* 900余|人次 is read more easily than 900|余人次 */
            t->v[i + 1].breakable = true;
            t->v[i + 1].penalty = PENALTY_ODD;
        }
    }
    for (size_t i = 1; i + 1 < t->n; i++) /* GB/T 9704—2012, 2021—2025年: better whole */
        if ((t->v[i].cls == CLS_RULE || t->v[i].cls == CLS_WAVE) && t->v[i - 1].cls == CLS_DIGIT && t->v[i + 1].cls == CLS_DIGIT)
            t->v[i].penalty = 3;
        else if (t->v[i].cls == CLS_SPACE && t->v[i - 1].cls == CLS_LATIN && t->v[i + 1].cls == CLS_DIGIT)
            t->v[i].penalty = 2;
    for (size_t i = 1; i < t->n; i++)
        if (t->v[i].cls == CLS_DIGIT && t->v[i - 1].cp == 0x7B2C) /* 第4条 */
            t->v[i - 1].breakable = false;
        else if (t->v[i].cls == CLS_DIGIT && t->v[i - 1].cp == 0x3015) /* 〔2022〕21号 */
            t->v[i - 1].breakable = false;
}

/* ●正常, ▲逾期: a sign's word stays whole; of a longer text its first two characters stay. */
static void keep_signs(struct text *t)
{
    enum { WORD_MOST = 4 };
    for (size_t i = 0; i < t->n; i++) {
        if (!is_state(t->v[i].cp))
            continue;
        size_t n = 0;
        while (i + 1 + n < t->n && t->v[i + 1 + n].cls == CLS_HAN)
            n++;
        for (size_t k = 1; k < (n > WORD_MOST ? 2 : n); k++)
            t->v[i + k].penalty = PENALTY_UNIT;
    }
}

static bool is_western(enum cls c) { return c == CLS_LATIN || c == CLS_DIGIT; }

/* A code or a telephone number (TXW-2-1, 0855-7223456) is one word: its joints open only where it is longer than the line. */
static void keep_codes(struct text *t)
{
    for (size_t i = 1; i + 1 < t->n; i++)
        if (t->v[i].cls == CLS_HYPHEN && is_western(t->v[i - 1].cls) && is_western(t->v[i + 1].cls) && t->v[i].breakable)
            t->v[i].penalty = PENALTY_CODE;
}

void text_keep_brackets(struct text *t, size_t most)
{
    for (size_t i = 0; i < t->n; i++) {
        size_t k = i;
        while (t->v[i].cp == 0xFF08 && k < t->n && k < i + most && t->v[k].cp != 0xFF09)
            k++;
        for (size_t j = i; k < t->n && t->v[k].cp == 0xFF09 && j < k; j++)
            t->v[j].penalty = PENALTY_BRACKET;
    }
}

/* 12月31日: the day stays with its month; a break behind 年 is the better one. */
static void keep_days(struct text *t)
{
    for (size_t i = 1; i + 2 < t->n; i++) {
        if (t->v[i].cp != 0x6708 /* 月 */ || t->v[i - 1].cls != CLS_DIGIT || t->v[i + 1].cls != CLS_DIGIT)
            continue;
        size_t k = i + 1;
        while (k < t->n && t->v[k].cls == CLS_DIGIT)
            k++;
        if (k < t->n && t->v[k].cp == 0x65E5 /* 日 */)
            t->v[i].penalty = PENALTY_DATE;
    }
}

static bool may_break(const struct text *t, size_t i, const bool *icu)
{
    enum cls a = t->v[i].cls, b = t->v[i + 1].cls;
    if (not_at_end(a) || not_at_start(b) || b == CLS_SPACE)
        return false;
    if ((a == CLS_DASH || a == CLS_ELLIPSIS) && a == b) /* 5.1.4, 5.1.5: never split; ……… may part between pairs */
    {
        size_t run = 0;
        while (run <= i && t->v[i - run].cls == a)
            run++;
        return run % 2 == 0;
    }
    if (a == CLS_POSTFIX && b == CLS_DIGIT)
        return false;
    if (is_wide(a) && is_wide(b))
        return true;
    if (a == CLS_PREFIX)
        return false;
    if (is_wide(a) || is_wide(b)) /* between Chinese and Latin: free, apart from the classes above */
        return b != CLS_POSTFIX;
    return icu[i + 1];
}

static bool may_stretch(const struct titem *a, const struct titem *b)
{
    if (a->cls == b->cls && (a->cls == CLS_DASH || a->cls == CLS_ELLIPSIS))
        return false;
    if (a->cls == CLS_HYPHEN || b->cls == CLS_HYPHEN || a->cls == CLS_SLASH || b->cls == CLS_SLASH)
        return false;
    if (b->cls == CLS_POSTFIX || a->cls == CLS_PREFIX)
        return false;
    if (is_wide(a->cls) || is_wide(b->cls))
        return true;
    return a->cls == CLS_SPACE;
}

/* 中西间距 (UNSURE-24): none by default; otherwise a part of an em between hanzi and Latin letters or figures. */
static void latin_gaps(struct ts *ts, struct text *t)
{
    if (!ts->style->latin_gap || t->solid)
        return;
    for (size_t i = 0; i + 1 < t->n; i++) {
        struct titem *a = &t->v[i];
        const struct titem *b = &t->v[i + 1];
        if ((a->cls == CLS_HAN && is_western(b->cls)) || (is_western(a->cls) && b->cls == CLS_HAN))
            a->width += a->gap = (nm)((int64_t)t->looks[a->look].pitch * ts->style->latin_gap / 1000);
    }
}

void text_finish(struct ts *ts, struct text *t)
{
    if (!t->n)
        return;
    bool *icu = arena_calloc(ts->scratch, t->n + 1, sizeof *icu);
    pair_dashes(t);
    set_squeeze(t);
    close_up(t);
    text_boundaries(ts, t, ts->line_breaks, icu);
    for (size_t i = 0; i + 1 < t->n; i++) {
        t->v[i].breakable = may_break(t, i, icu);
        t->v[i].stretchable = may_stretch(&t->v[i], &t->v[i + 1]);
    }
    keep_units(t);
    keep_days(t);
    keep_signs(t);
    keep_codes(t);
    latin_gaps(ts, t);
    t->v[t->n - 1].breakable = true;
    t->v[t->n - 1].hard = true;
}
