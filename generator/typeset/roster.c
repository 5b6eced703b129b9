/*
 * 名单: one person a line; 称谓 in three characters' width and a colon, the name in three (two-character names are spread), the
 * post behind it, its further lines under its first.
 */
#include "typeset/ts.h"

#include <string.h>

enum { ROLE_CHARS = 3 };

struct person_row { const char *role, *name; struct text *post; struct tline line; int node, name_chars; };

static um chars(int n) { return style_col(n) - style_col(0); }

static um post_left(int name_chars) { return chars(2 + ROLE_CHARS + 1 + name_chars + 1); }

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
    at.x = x + chars(2 + ROLE_CHARS + 1);
    bool spread = line_width(ts, k->name, look) < chars(3); /* 两字姓名空一字 */
    line_put_string(ts, p, k->name, look, spread ? HPOS_JUSTIFY : HPOS_LEFT, chars(3), at);
    if (k->post->n) {
        nm *at_x = arena_calloc(ts->scratch, k->line.to - k->line.from, sizeof *at_x);
        um left = post_left(k->name_chars);
        line_set(k->post, k->line, (AREA_W - left) * 1000, true, at_x);
        at.x = x + left;
        line_emit(ts, p, k->post, k->line, at_x, at);
    }
}

static void person(struct ts *ts, struct frows *out, const struct person *who, const char *role, int name_chars, int parent)
{
    struct text *post = arena_alloc(ts->scratch, sizeof *post);
    um left = post_left(name_chars);
    int node = pages_node(ts, TAG_LI, parent);
    size_t from = out->n;
    if (who->post && who->post[0]) {
        text_add(ts, post, who->post, look_body(FONT_FANGSONG), 0);
        text_finish(ts, post);
        flow_paragraph(ts, out, post, left, 0, AREA_W - left, HPOS_JUSTIFY, node, "名单");
    }
    struct person_row *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct person_row){role, who->name, post, {0}, node, name_chars};
    if (out->n == from) { /* a name alone */
        flow_blank(ts, out, 1);
        out->v[from].body = true;
    } else {
        k->line = out->v[from].line;
        out->v[from].kind = ROW_BLANK; /* the front draws the whole first line, name before post */
        for (size_t i = from; i + 1 < out->n; i++)
            out->v[i].keep_next = true; /* nobody's post is torn from his name */
    }
    out->v[from].over = draw_front;
    out->v[from].ctx = k;
}

void roster_flow(struct ts *ts, struct frows *out, const struct roster *r, int parent)
{
    int list = pages_node(ts, TAG_LIST, parent), longest = 3;
    for (size_t g = 0; g < r->n; g++) /* posts stand below each other, behind the longest name */
        for (size_t i = 0; i < r->v[g].n; i++) {
            int n = (int)utf8_count(r->v[g].v[i].name, strlen(r->v[g].v[i].name));
            longest = n > longest ? n : longest;
        }
    for (size_t g = 0; g < r->n; g++)
        for (size_t i = 0; i < r->v[g].n; i++)
            person(ts, out, &r->v[g].v[i], i == 0 ? r->v[g].role : NULL, longest, list);
}
