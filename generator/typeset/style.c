#include "typeset/style.h"

#include <libxml/parser.h>
#include <string.h>

struct style style_default(void)
{
    return (struct style){
        .pitch = PITCH_FILL,
        .imprint_even = true,
        .seal_diameter = 45000, /* 国发〔1999〕25号: counties 45 mm */
        .annex_title_size = SIZE_2,
    };
}

um style_row_top(const struct style *s, int row)
{
    if (s->pitch == PITCH_BAND) /* B: 22 bands, the character in the middle of its band */
        return MARGIN_TOP + (um)((int64_t)AREA_H * (row - 1) / ROWS) + (AREA_H / ROWS - SIZE_3) / 2;
    /* A: the first row's top is the type area's top, the last row's bottom its bottom */
    return MARGIN_TOP + (um)((int64_t)(AREA_H - SIZE_3) * (row - 1) / (ROWS - 1));
}

um style_row_pitch(const struct style *s)
{
    return s->pitch == PITCH_BAND ? AREA_H / ROWS : (AREA_H - SIZE_3) / (ROWS - 1);
}

um style_col(int col)
{
    return MARGIN_LEFT + (um)((int64_t)AREA_W * col / COLS);
}

struct setting { const char *name, *standard, *other, *clause; };

static bool text_is(xmlNode *n, const char *s)
{
    xmlChar *v = xmlNodeGetContent(n);
    bool same = v && strcmp((const char *)v, s) == 0;
    xmlFree(v);
    return same;
}

/* One setting of two values; a departure is told with its clause. */
static int read_choice(xmlNode *n, const struct setting *t, const char *file, bool *other, struct diags *ds)
{
    struct place at = {file, (uint32_t)xmlGetLineNo(n), 0};
    *other = text_is(n, t->other);
    if (*other)
        DIAG(ds, L102, at, "版式", NULL, t->name, t->other, t->clause);
    else if (!text_is(n, t->standard)) {
        DIAG(ds, L101, at, "版式", NULL, t->name, t->standard, t->other);
        return -1;
    }
    return 0;
}

static int read_number(xmlNode *n, const char *file, int least, int most, int *out, struct diags *ds)
{
    xmlChar *v = xmlNodeGetContent(n);
    int x = 0;
    bool ok = v && *v;
    for (const xmlChar *p = v; ok && *p; p++) {
        ok = *p >= '0' && *p <= '9' && x < 1000000;
        x = x * 10 + (*p - '0');
    }
    xmlFree(v);
    if (ok && x >= least && x <= most) {
        *out = x;
        return 0;
    }
    struct place at = {file, (uint32_t)xmlGetLineNo(n), 0};
    DIAG(ds, L103, at, "版式", NULL, (const char *)n->name, arena_printf(ds->a, "%d", least), arena_printf(ds->a, "%d", most));
    return -1;
}

static int read_setting(struct style *s, xmlNode *n, const char *file, struct diags *ds)
{
    static const struct setting choices[] = {
        {"行距", "撑满", "等分", "5.2.3"},           {"偶数页镜像", "否", "是", "5.2.1"},
        {"信函双线居中", "版心", "页面", "10.1"},    {"版记在偶数页", "是", "否", "7.4"},
        {"套打", "否", "是", "7.2"},                 {"缺字印方框", "否", "是", "6.1"},
        {"附件标题", "2号", "3号", "7.3.7"},
    };
    bool other = false;
    int v = 0;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp((const char *)n->name, choices[i].name) != 0)
            continue;
        if (read_choice(n, &choices[i], file, &other, ds) != 0)
            return -1;
        switch (i) {
        case 0: s->pitch = other ? PITCH_BAND : PITCH_FILL; break;
        case 1: s->mirror = other; break;
        case 2: s->letter_rule_page = other; break;
        case 3: s->imprint_even = !other; break;
        case 4: s->preprinted = other; break;
        case 5: s->blank_missing = other; break;
        default: s->annex_title_size = other ? SIZE_3 : SIZE_2; break;
        }
        return 0;
    }
    if (strcmp((const char *)n->name, "中西间距") == 0) { /* thousandths of an em; UNSURE-24 allows 0 to 250 */
        if (read_number(n, file, 0, 250, &v, ds) != 0)
            return -1;
        s->latin_gap = v;
        return 0;
    }
    if (strcmp((const char *)n->name, "章径") == 0) { /* mm */
        if (read_number(n, file, 20, 60, &v, ds) != 0)
            return -1;
        s->seal_diameter = v * 1000;
        return 0;
    }
    struct place at = {file, (uint32_t)xmlGetLineNo(n), 0};
    DIAG(ds, L104, at, "版式", NULL, (const char *)n->name);
    return -1;
}

int style_read(struct style *s, const char *profile, size_t n, const char *file, struct diags *ds)
{
    *s = style_default();
    xmlDoc *x = xmlReadMemory(profile, (int)n, NULL, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = x ? xmlDocGetRootElement(x) : NULL;
    int rc = 0;
    if (!root) {
        DIAG(ds, L105, ((struct place){.file = file}), NULL, NULL, file);
        rc = -1;
    }
    for (xmlNode *c = root ? root->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, "版式") == 0)
            for (xmlNode *k = c->children; k; k = k->next)
                if (k->type == XML_ELEMENT_NODE && read_setting(s, k, file, ds) != 0)
                    rc = -1;
    xmlFreeDoc(x);
    return rc;
}
