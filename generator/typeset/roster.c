/*
 * 名单: one person a line; 称谓 in three characters' width and a colon, the name in three (two-character names are spread), the
 * post behind it, its further lines under its first.
 */
#include "typeset/ts.h"

#include <string.h>

enum { ROLE_CHARS = 3 };

enum { NAME_LEFT = 2 + ROLE_CHARS + 1 };

/* text: the post, or the name of one who has none (各乡镇分管负责同志), which may fill several lines. */
struct person_row { const char *role, *name; struct text *text; struct tline line; int node; um left; };

static um chars(int n) { return style_col(n) - style_col(0); }

static um post_left(int name_chars) { return chars(NAME_LEFT + name_chars + 1); }

static void draw_front(struct ts *ts, struct page *p, const void *ctx, um x, um y)
{
    const struct person_row *k = ctx;
    struct look look = look_body(FONT_FANGSONG);
    struct line_at at = {x + chars(2), line_baseline(ts, look, y), k->node, "名单", false};
    if (k->role) {
        bool spread = line_width(ts, k->role, look) < chars(ROLE_CHARS);
        line_put_string(ts, p, k->role, look, spread ? HPOS_JUSTIFY : HPOS_LEFT, chars(ROLE_CHARS), at);
        at.x += chars(ROLE_CHARS);
        line_put_string(ts, p, "：", look, HPOS_LEFT, 0, at);
    }
    at.x = x + chars(NAME_LEFT);
    bool spread = line_width(ts, k->name, look) < chars(3); /* 两字姓名空一字 */
    if (k->left != chars(NAME_LEFT))
        line_put_string(ts, p, k->name, look, spread ? HPOS_JUSTIFY : HPOS_LEFT, chars(3), at);
    nm *at_x = arena_calloc(ts->scratch, k->line.to - k->line.from, sizeof *at_x);
    line_set(k->text, k->line, NM(AREA_W - k->left), true, at_x);
    at.x = x + k->left;
    line_emit(ts, p, k->text, k->line, at_x, at);
}

static bool has_post(const struct person *who) { return who->post && who->post[0]; }

static void person(struct ts *ts, struct frows *out, const struct person *who, const char *role, int name_chars, int parent)
{
    struct person_row *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct person_row){role, who->name, arena_alloc(ts->scratch, sizeof *k->text), {0}, pages_node(ts, TAG_LI, parent),
                             has_post(who) ? post_left(name_chars) : chars(NAME_LEFT)};
    size_t from = out->n;
    text_add(ts, k->text, has_post(who) ? who->post : who->name, look_body(FONT_FANGSONG), 0);
    text_finish(ts, k->text);
    flow_paragraph(ts, out, k->text, k->left, 0, AREA_W - k->left, HPOS_JUSTIFY, k->node, "名单");
    if (out->n == from)
        flow_blank(ts, out, 1); /* nothing but blanks */
    k->line = out->v[from].line;
    out->v[from].kind = ROW_BLANK; /* the front draws the whole first line, name before post */
    for (size_t i = from; i + 1 < out->n; i++)
        out->v[i].keep_next = true; /* nobody's post is torn from his name */
    out->v[from].over = draw_front;
    out->v[from].ctx = k;
}

void roster_flow(struct ts *ts, struct frows *out, const struct roster *r, int parent)
{
    int list = pages_node(ts, TAG_LIST, parent), longest = 3;
    for (size_t g = 0; g < r->n; g++) /* posts stand below each other, behind the longest name */
        for (size_t i = 0; i < r->v[g].n; i++) {
            const struct person *who = &r->v[g].v[i];
            int n = has_post(who) ? (int)utf8_count(who->name, strlen(who->name)) : 0;
            longest = n > longest ? n : longest;
        }
    for (size_t g = 0; g < r->n; g++)
        for (size_t i = 0; i < r->v[g].n; i++)
            person(ts, out, &r->v[g].v[i], i == 0 ? r->v[g].role : NULL, longest, list);
}
