/*
 * Names of units as people write them. Two spellings mean the same unit when they agree after blanks are removed, or
 * after the name of the place (锦屏县, 县) is taken from the front as well. The place is read from the plan's issuer,
 * so that nothing here knows one county.
 */
#include "plan/plan_internal.h"

#include "base/strmap.h"

#include <string.h>

static bool blank(uint32_t c)
{
    return c <= 0x20 || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
           c == 0x3000 || c == 0xFEFF;
}

bool plan_name_bare(struct plan_name *out, const char *s)
{
    const char *end = s + strlen(s);
    out->n = 0;
    while (s < end) {
        uint32_t c;
        int len = utf8_decode(s, end, &c);
        if (!len)
            return false;
        if (!blank(c)) {
            if (out->n + (size_t)len >= sizeof out->s)
                return false;
            memcpy(out->s + out->n, s, (size_t)len);
            out->n += (size_t)len;
        }
        s += len;
    }
    out->s[out->n] = 0;
    return out->n > 0;
}

/* 省 州 市 县 区 旗: the last character of an administrative place's name; 0 if c is none of them */
static bool place_end(const char *s, size_t left)
{
    static const char *const level[] = {"县", "市", "区", "州", "旗", "省"};
    for (size_t i = 0; i < sizeof level / sizeof *level; i++)
        if (left >= 3 && memcmp(s, level[i], 3) == 0)
            return true;
    return false;
}

/*
 * Bytes of the place's name at the start of the issuer's: 锦屏县 of 锦屏县易地扶贫搬迁工作领导小组办公室. The name has at
 * least two characters; 贵州省 does not end at 州. *issuer moves behind a leading 中共. 0 = none found.
 */
static size_t place_length(const char **issuer)
{
    const char *s = *issuer;
    if (!strncmp(s, "中共", strlen("中共")))
        s += strlen("中共");
    *issuer = s;
    size_t n = strlen(s), i = 0;
    for (int chars = 0; i < n && chars < 16; chars++) {
        uint32_t c;
        int len = utf8_decode(s + i, s + n, &c);
        if (!len)
            return 0;
        bool end = chars >= 1 && place_end(s + i, n - i);
        i += (size_t)len;
        if (end && !place_end(s + i, n - i))
            return i;
    }
    return 0;
}

const char *plan_name_core(const struct plan_name *bare, const char *issuer)
{
    enum { TWO = 6 }; /* at least two Chinese characters must stay */
    if (!issuer)
        return bare->s;
    size_t n = place_length(&issuer);
    if (n == 0)
        return bare->s;
    if (bare->n >= n + TWO && memcmp(bare->s, issuer, n) == 0)
        return bare->s + n;
    if (bare->n >= 3 + TWO && memcmp(bare->s, issuer + n - 3, 3) == 0)
        return bare->s + 3;
    return bare->s;
}

/* The spellings of a unit, one after the other: code, 全称, 简称, 别名…; NULL when i is past the last. */
static const char *spelling(const struct unit *u, size_t i)
{
    switch (i) {
    case 0: return u->code;
    case 1: return u->name;
    case 2: return u->shortname;
    default: return i - 3 < u->nalias ? u->alias[i - 3] : NULL;
    }
}

static bool spelled(const struct plan *p, const struct unit *u, const char *name, bool core)
{
    const char *s;
    for (size_t i = 0; (s = spelling(u, i)) != NULL; i++) {
        struct plan_name b;
        if (!plan_name_bare(&b, s))
            continue;
        const char *k = core && i > 0 ? plan_name_core(&b, p->issuer) : b.s;
        if (!strcmp(k, name))
            return true;
    }
    return false;
}

/* Units in the plan's order under each spelling: of several the first, as if they were searched. */
struct plan_names { struct strmap *exact, *core; };

void plan_index_units(struct arena *a, struct plan *p)
{
    size_t most = 0;
    for (size_t i = 0; i < p->nunits; i++)
        most += 3 + p->units[i].nalias;
    struct plan_names *names = arena_alloc(a, sizeof *names);
    *names = (struct plan_names){strmap_new(a, most), strmap_new(a, most)};
    for (size_t i = 0; i < p->nunits; i++) {
        const struct unit *u = &p->units[i];
        const char *s;
        for (size_t k = 0; (s = spelling(u, k)) != NULL; k++) {
            struct plan_name b;
            if (!plan_name_bare(&b, s))
                continue;
            const char *key = arena_strndup(a, b.s, b.n);
            strmap_put(names->exact, key, u);
            strmap_put(names->core, k > 0 ? key + (plan_name_core(&b, p->issuer) - b.s) : key, u);
        }
    }
    p->names = names;
}

static const struct unit *search(const struct plan *p, const char *name, bool core)
{
    if (p->names)
        return strmap_get(core ? p->names->core : p->names->exact, name);
    for (size_t i = 0; i < p->nunits; i++)
        if (spelled(p, &p->units[i], name, core))
            return &p->units[i];
    return NULL;
}

/* The exact spellings of all units come before the forgiving ones. */
static const struct unit *find(const struct plan *p, const struct plan_name *bare)
{
    const struct unit *u = search(p, bare->s, /*core*/ false);
    return u ? u : search(p, plan_name_core(bare, p->issuer), /*core*/ true);
}

/* See plan.h. */
const struct unit *plan_find_unit(const struct plan *p, const char *name)
{
    struct plan_name b;
    return p && name && plan_name_bare(&b, name) ? find(p, &b) : NULL;
}

enum { MAX_CHARS = 64 };

static size_t chars_of(const char *s, uint32_t out[MAX_CHARS])
{
    const char *end = s + strlen(s);
    size_t n = 0;
    while (s < end && n < MAX_CHARS) {
        int len = utf8_decode(s, end, &out[n]);
        if (!len)
            break;
        s += len;
        n++;
    }
    return n;
}

/* Edit distance in characters: inserted, left out, replaced. */
static size_t distance(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    size_t row[MAX_CHARS + 1];
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[nb];
}

/* 住建局 in 住房城乡建设局: every character of a in b, in order, the first and the last the same */
static bool shortened(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    if (na < 2 || nb <= na || a[0] != b[0] || a[na - 1] != b[nb - 1])
        return false;
    size_t i = 0;
    for (size_t j = 0; j < nb && i < na; j++)
        i += a[i] == b[j];
    return i == na;
}

enum { COMPARED = 64 }; /* what a spelling costs, however short, in characters compared */

/*
 * How far the unit's nearest spelling is from name; *abbreviated: name is a shortened form of one of them; *work grows by what
 * it cost.
 */
static size_t unit_distance(const struct plan *p, const struct unit *u, const uint32_t *name, size_t n, bool *abbreviated,
                            size_t *work)
{
    size_t best = SIZE_MAX;
    const char *s;
    *abbreviated = false;
    for (size_t i = 1; (s = spelling(u, i)) != NULL; i++) {
        struct plan_name b;
        uint32_t c[MAX_CHARS];
        if (!plan_name_bare(&b, s))
            continue;
        size_t nc = chars_of(plan_name_core(&b, p->issuer), c);
        *work += COMPARED + n * nc;
        size_t d = distance(name, n, c, nc), longer = n > nc ? n : nc;
        if (d * 3 <= longer && d < best) /* near: at most a third of the characters differ */
            best = d;
        *abbreviated |= shortened(name, n, c, nc);
    }
    return best;
}

static bool ends_with(const struct plan_name *b, const char *word, size_t keep)
{
    size_t n = strlen(word);
    return b->n >= n + keep && memcmp(b->s + b->n - n, word, n) == 0;
}

static void cut(struct plan_name *b, size_t n) { b->s[b->n = n] = 0; }

/* What people add to a name without meaning another unit: 贵州省 in front of the place, （盖章） or an office of the unit behind it */
static void take_off_additions(struct plan_name *b, const char *issuer)
{
    enum { TWO = 6 };
    static const char *const open[] = {"（", "(", "【", "〔", "["}, *const close[] = {"）", ")", "】", "〕", "]"};
    static const char *const word[] = {"盖章", "公章", "办公室", "党组", "党委", "机关", "本级", "人秘股", "综合股", "财务股", "社会救助股"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        const char *from = ends_with(b, close[i], TWO) ? strstr(b->s + TWO, open[i]) : NULL;
        if (from)
            cut(b, (size_t)(from - b->s));
    }
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (ends_with(b, word[i], TWO))
            cut(b, b->n - strlen(word[i]));
    size_t n = issuer ? place_length(&issuer) : 0;
    const char *place = n ? memmem(b->s, b->n, issuer, n) : NULL;
    if (place && place > b->s && b->n - (size_t)(place - b->s) >= n + TWO) {
        b->n -= (size_t)(place - b->s);
        memmove(b->s, place, b->n + 1);
    }
    for (char *c = b->s; *c; c++) /* codes are written in capitals */
        if (*c >= 'a' && *c <= 'z')
            *c += 'A' - 'a';
}

/* The units that share the first place; none if there are too many for a suggestion. */
struct nearest { const struct unit **v; size_t n; };

static void add_near(struct nearest *s, const struct unit *u)
{
    if (s->n < PLAN_SUGGESTED)
        s->v[s->n] = u;
    s->n++;
}

size_t plan_suggest_within(const struct plan *p, const char *name, const struct unit *out[PLAN_SUGGESTED], size_t *left)
{
    struct plan_name b;
    if (!p || !name || !*left || !plan_name_bare(&b, name))
        return 0;
    take_off_additions(&b, p->issuer);
    if ((out[0] = find(p, &b)) != NULL)
        return 1;
    uint32_t c[MAX_CHARS];
    size_t n = chars_of(plan_name_core(&b, p->issuer), c), best = SIZE_MAX, work = 0;
    const struct unit *short_for[PLAN_SUGGESTED];
    struct nearest near = {out, 0}, abbr = {short_for, 0};
    for (size_t i = 0; i < p->nunits; i++) {
        bool abbreviated;
        size_t d = unit_distance(p, &p->units[i], c, n, &abbreviated, &work);
        if (d < best) {
            best = d;
            near.n = 0;
        }
        if (d == best && d != SIZE_MAX)
            add_near(&near, &p->units[i]);
        if (abbreviated)
            add_near(&abbr, &p->units[i]);
    }
    *left -= work < *left ? work : *left;
    if (abbr.n == 1 || (abbr.n <= PLAN_SUGGESTED && !near.n)) {
        memcpy(out, short_for, abbr.n * sizeof *out);
        return abbr.n;
    }
    return near.n <= PLAN_SUGGESTED ? near.n : 0;
}

/* See plan.h. */
size_t plan_suggest_units(const struct plan *p, const char *name, const struct unit *out[PLAN_SUGGESTED])
{
    size_t left = SIZE_MAX;
    return plan_suggest_within(p, name, out, &left);
}

/* ---- several units where one is meant ---- */

enum { LISTED_MAX = 50 };

struct listed {
    const struct plan *p;
    struct arena *a;
    const struct unit *unit[LISTED_MAX]; size_t nunits;
    const char *strange[LISTED_MAX]; size_t nstrange;
    size_t names;
};

static void add_unit(struct listed *l, const struct unit *u)
{
    l->names++;
    for (size_t i = 0; i < l->nunits; i++)
        if (l->unit[i] == u)
            return;
    if (l->nunits < LISTED_MAX)
        l->unit[l->nunits++] = u;
}

static const struct unit *find_part(const struct plan *p, const char *s, size_t n)
{
    struct plan_name part = {.n = n};
    memcpy(part.s, s, n);
    return n ? find(p, &part) : NULL;
}

/* 县总工会县妇联: two units with nothing between them */
static bool add_joined(struct listed *l, const struct plan_name *name)
{
    enum { LONGEST = 150 }; /* bytes; what is longer is no two names */
    for (size_t i = 1; name->n <= LONGEST && i < name->n; i++) {
        const struct unit *left = ((unsigned char)name->s[i] & 0xC0) != 0x80 ? find_part(l->p, name->s, i) : NULL;
        const struct unit *right = left ? find_part(l->p, name->s + i, name->n - i) : NULL;
        if (right) {
            add_unit(l, left);
            add_unit(l, right);
            return true;
        }
    }
    return false;
}

/* 县民政局和县总工会: two units around the word; 人力资源和社会保障局 is none. */
static bool add_pair(struct listed *l, const struct plan_name *name)
{
    static const char *const word[] = {"以及", "和", "与", "及", "暨", "同", "并"};
    const char *end = name->s + name->n;
    for (size_t k = 0; k < sizeof word / sizeof *word; k++)
        for (const char *at = name->s; (at = strstr(at, word[k])); at += strlen(word[k])) {
            const char *behind = at + strlen(word[k]);
            const struct unit *left = find_part(l->p, name->s, (size_t)(at - name->s));
            const struct unit *right = left ? find_part(l->p, behind, (size_t)(end - behind)) : NULL;
            if (right) {
                add_unit(l, left);
                add_unit(l, right);
                return true;
            }
        }
    return add_joined(l, name);
}

static void add_name_of(struct listed *l, const char *s, size_t n)
{
    struct plan_name bare;
    char *name = arena_strndup(l->a, s, n);
    if (l->names >= LISTED_MAX || !plan_name_bare(&bare, name))
        return;
    const struct unit *u = find(l->p, &bare);
    if (u)
        add_unit(l, u);
    else if (!add_pair(l, &bare)) {
        l->names++;
        l->strange[l->nstrange++] = name;
    }
}

/* The mark that divides names at s: its length, 0 if there is none. */
static size_t divider(const char *s)
{
    static const char *const mark[] = {"、", "，", ",", "；", ";", "／", "/", "｜", "|", "＋", "+", "＆", "&", "\n", "\t", " ", "　"};
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
        if (strncmp(s, mark[i], strlen(mark[i])) == 0)
            return strlen(mark[i]);
    return 0;
}

/* See plan.h. */
bool plan_lists_units(const struct plan *p, struct arena *a, const char *text, const char **words)
{
    struct listed *l = arena_alloc(a, sizeof *l);
    *l = (struct listed){.p = p, .a = a};
    const char *from = text, *s = text;
    if (!p || plan_find_unit(p, text))
        return false;
    for (size_t n; *s && l->names < LISTED_MAX; s += n ? n : 1)
        if ((n = divider(s))) {
            add_name_of(l, from, (size_t)(s - from));
            from = s + n;
        }
    add_name_of(l, from, (size_t)(s - from));
    if (l->names < 2 || !l->nunits)
        return false;
    struct buf b = {0};
    for (size_t i = 0; i < l->nunits; i++)
        buf_addf(&b, "%s“%s”", i ? "、" : "", l->unit[i]->shortname);
    for (size_t i = 0; i < l->nstrange; i++)
        buf_addf(&b, "%s“%s”", i ? "、" : "，认不出的有", l->strange[i]);
    *words = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return true;
}
