#include "backend/tags.h"

static const struct { const char *name, *pdf; } tags[] = {
    [TAG_ARTIFACT] = {"artifact", NULL},
    [TAG_DOCUMENT] = {"Document", "Document"},
    [TAG_SECT] = {"Sect", "Sect"},
    [TAG_TITLE] = {"Title", "H1"}, /* 标题 */
    [TAG_H1] = {"H1", "H2"},       /* 一、 */
    [TAG_H2] = {"H2", "H3"},       /* （一） */
    [TAG_H3] = {"H3", "H4"},       /* 1. */
    [TAG_H4] = {"H4", "H5"},       /* （1） */
    [TAG_P] = {"P", "P"},
    [TAG_TABLE] = {"Table", "Table"},
    [TAG_TR] = {"TR", "TR"},
    [TAG_TH] = {"TH", "TH"},
    [TAG_TD] = {"TD", "TD"},
    [TAG_FIGURE] = {"Figure", "Figure"},
    [TAG_CAPTION] = {"Caption", "Caption"},
    [TAG_LIST] = {"L", "L"},
    [TAG_LI] = {"LI", "LI"},
    [TAG_SPAN] = {"Span", "Span"},
};
_Static_assert(sizeof tags / sizeof tags[0] == TAG_SPAN + 1, "one row a tag");

const char *be_tag_name(enum tag t)
{
    return t <= TAG_SPAN ? tags[t].name : "?";
}

const char *be_tag_pdf(enum tag t)
{
    return t <= TAG_SPAN ? tags[t].pdf : NULL;
}

const char *be_color_name(enum color c)
{
    return c == COLOR_RED ? "red" : c == COLOR_RED_INK ? "red-ink" : "black";
}
