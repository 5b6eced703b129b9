/*
 * Page numbers. 7.5: 4号 half-width figures of 宋体 below the type area, a 一字线 on each side, the dashes 7 mm below the type
 * area's edge; odd pages at the right, one character in, even pages at the left, one character in.
 */
#include "typeset/ts.h"

static um dash_middle(const struct ts *ts, const struct look *look)
{
    struct glyph g;
    int box[4];
    if (font_pick(ts->fonts, look->role, 0x2014, &g) != 0)
        return look->size * 3 / 10;
    font_ink(g.face, g.gid, box);
    return (um)((int64_t)(box[1] + box[3]) * look->size * g.scale / 2000000) + (um)((int64_t)look->size * g.dy / 1000);
}

static void set_one(struct ts *ts, struct page *p)
{
    struct look look = look_size(FONT_SONG, SIZE_4);
    char digits[16];
    snprintf(digits, sizeof digits, "%d", p->number);
    um dash = line_width(ts, "—", look), number = line_width(ts, digits, look), gap = SIZE_4 / 4;
    um w = dash * 2 + number + gap * 2, left = pages_left(ts, p), in = style_imprint_indent(ts->style);
    um x = p->number % 2 ? left + AREA_W - in - w : left + in; /* 单页码居右空一字，双页码居左空一字 */
    /* the dashes' ink 7 mm below the type area, or the figures' em box (UNSURE-17) */
    um y = ts->style->pageno_em ? line_baseline(ts, look, AREA_B + PAGENO_BELOW) : AREA_B + PAGENO_BELOW + dash_middle(ts, &look);
    struct line_at at = {x, y, 0, "页码", false};
    line_put_string(ts, p, "—", look, HPOS_LEFT, 0, at);
    at.x += dash + gap;
    line_put_string(ts, p, digits, look, HPOS_LEFT, 0, at);
    at.x += number + gap;
    line_put_string(ts, p, "—", look, HPOS_LEFT, 0, at);
}

void pageno_set(struct ts *ts)
{
    for (size_t i = 0; i < ts->pages->n; i++) {
        bool quiet_first = i == 0 && (ts->doc->format == DOC_LETTER || !ts->style->first_number); /* 10.1: 首页不显示页码 */
        if (!quiet_first && !ts->pages->v[i].unnumbered)
            set_one(ts, &ts->pages->v[i]);
    }
}
