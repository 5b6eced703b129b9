#include "typeset/style.h"

#include "base/decimal.h"

#include <libxml/parser.h>
#include <string.h>

/* One setting of 〈版式〉: a choice of words, or a number in [least, most] of its unit. The default is the standard's reading. */
struct setting {
    const char *name, *clause;
    size_t field;                                   /* offset in struct style; every field is 32 bits wide */
    struct { const char *word; int32_t value; } choice[3]; /* the first is the default; none: a number */
    int32_t least, most, standard;                  /* numbers, in thousandths of the unit */
    int32_t unit;                                   /* what one unit is in the field, in thousandths: mm 1000000, 磅 352778, ‰ and 枚 1000 */
    const char *unit_name;
    bool own;                                       /* the office's own affair: nothing to tell */
    bool departs;                                   /* the standard's words say otherwise … */
    const char *stricter;                           /* … but for this choice */
};

static const struct setting settings[] = {
#define FIELD(f) offsetof(struct style, f)
    {"行距", "5.2.3", FIELD(pitch), .choice = {{"撑满", PITCH_FILL}, {"等分", PITCH_BAND}}},
    {"三号字", "5.2.2", FIELD(size_3), .choice = {{"16磅", SIZE_3}, {"15.75磅", 5556}}},
    {"二号字", "7.3.1", FIELD(size_2), .choice = {{"22磅", SIZE_2}, {"21磅", 7408}}},
    {"偶数页镜像", "5.2.1", FIELD(mirror), .choice = {{"否", 0}, {"是", 1}}},
    {"信函双线居中", "10.1", FIELD(letter_rule_page), .choice = {{"版心", 0}, {"页面", 1}}},
    {"版记在偶数页", "7.4", FIELD(imprint_even), .choice = {{"是", 1}, {"否", 0}}},
    {"套打", "7.2", FIELD(preprinted), .choice = {{"否", 0}, {"是", 1}}},
    {"缺字印方框", "6.1", FIELD(blank_missing), .choice = {{"报告", BLANK_IN_REPORTS}, {"是", BLANK_ALWAYS}, {"否", BLANK_NEVER}}, .departs = true, .stricter = "否"},
    {"附件标题", "7.3.7", FIELD(annex_title), .choice = {{"2号", ANNEX_TITLE_2}, {"3号", ANNEX_TITLE_3}, {"3号仿宋", ANNEX_TITLE_TEXT}}},
    {"份号字体", "7.2.1", FIELD(copy_no_hei), .choice = {{"仿宋", 0}, {"黑体", 1}}},
    {"无份号时密级", "7.2.2", FIELD(secrecy_first_row), .choice = {{"第二行", 0}, {"第一行", 1}}, .departs = true},
    {"空行量法", "3.2", FIELD(distance_with_gap), .choice = {{"行距", 0}, {"加行空", 1}}},
    {"红色", "6.2", FIELD(red_cmyk), .choice = {{"RGB", 0}, {"CMYK", 1}}},
    {"标志上边缘", "7.2.4", FIELD(mark_em), .choice = {{"字迹", 0}, {"字身", 1}}},
    {"版记空字", "7.4.2", FIELD(imprint_indent_3), .choice = {{"4号", 0}, {"3号", 1}}},
    {"页码距离", "7.5", FIELD(pageno_em), .choice = {{"一字线", 0}, {"字身", 1}}, .departs = true},
    {"不盖章联合署名", "7.3.5.2", FIELD(names_left), .choice = {{"均排", 0}, {"左对齐", 1}}},
    {"纪要红线", "10.3", FIELD(minutes_rule), .choice = {{"有", 1}, {"无", 0}}},
    {"命令红线", "10.2", FIELD(order_rule), .choice = {{"无", 0}, {"有", 1}}},
    {"署名过长", "7.3.5.1", FIELD(long_name_in), .choice = {{"到版心边", 0}, {"右空二字", 1}}},
    {"首页页码", "7.5", FIELD(first_number), .choice = {{"有", 1}, {"无", 0}}, .departs = true},
    {"中西间距", "5.2.3", FIELD(latin_gap), .least = 0, .most = 250000, .standard = 0, .unit = 1000, .unit_name = "‰（千分之几个字宽）"},
    {"章径", "7.3.5.1", FIELD(seal_diameter), .least = 20000, .most = 60000, .standard = 45000, .unit = 1000000, .unit_name = "毫米", .own = true},
    {"每排印章", "7.3.5.1", FIELD(seals_in_row), .least = 1000, .most = 3000, .standard = 3000, .unit = 1000, .unit_name = "枚"},
    {"红线粗", "7.2.7", FIELD(red_rule), .least = 300, .most = 800, .standard = 500, .unit = 1000000, .unit_name = "毫米"},
    {"标题行距", "7.3.1", FIELD(title_pitch), .least = 29000, .most = 37000, .standard = 36000, .unit = 352778, .unit_name = "磅"},
    {"信函粗线", "10.1", FIELD(letter_thick), .least = 350, .most = 1000, .standard = 500, .unit = 1000000, .unit_name = "毫米"},
    {"信函细线", "10.1", FIELD(letter_thin), .least = 100, .most = 500, .standard = 250, .unit = 1000000, .unit_name = "毫米"},
#undef FIELD
};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static void put(struct style *s, const struct setting *k, int32_t value) { memcpy((char *)s + k->field, &value, sizeof value); }

static int32_t in_field(const struct setting *k, int64_t thousandths) { return (int32_t)((thousandths * k->unit + 500000) / 1000000); }

struct style style_default(void)
{
    struct style s = {0};
    for (size_t i = 0; i < SETTINGS; i++)
        put(&s, &settings[i], settings[i].choice[0].word ? settings[i].choice[0].value : in_field(&settings[i], settings[i].standard));
    return s;
}

um style_imprint_indent(const struct style *s) { return s->imprint_indent_3 ? style_col(1) - style_col(0) : SIZE_4; }

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

/* ---- reading 〈版式〉 ---- */

struct reading { struct style *s; const char *file; struct diags *ds; };

static void tell(const struct reading *r, const struct setting *k, struct place at, const char *value)
{
    if (k->stricter && strcmp(value, k->stricter) == 0)
        return;
    if (k->departs)
        DIAG(r->ds, L114, at, "版式", value, k->name, value, k->clause);
    else if (!k->own)
        DIAG(r->ds, L102, at, "版式", value, k->name, value, k->clause);
}

static int read_choice(const struct reading *r, const struct setting *k, struct place at, const char *value)
{
    for (size_t i = 0; i < 3 && k->choice[i].word; i++)
        if (strcmp(value, k->choice[i].word) == 0) {
            put(r->s, k, k->choice[i].value);
            if (i > 0)
                tell(r, k, at, value);
            return 0;
        }
    char *words = arena_strdup(r->ds->a, k->choice[0].word);
    for (size_t i = 1; i < 3 && k->choice[i].word; i++)
        words = arena_printf(r->ds->a, "%s 或 %s", words, k->choice[i].word);
    DIAG(r->ds, L101, at, "版式", value, k->name, words);
    return -1;
}

static const char *thousandths_text(const struct reading *r, int32_t v)
{
    return decimal_format(r->ds->a, (decimal){(int64_t)v * 1000});
}

static int read_number(const struct reading *r, const struct setting *k, struct place at, const char *value)
{
    decimal d;
    bool whole = k->unit == 1000; /* a count */
    if (!decimal_parse(value, &d) || d.millionths < (int64_t)k->least * 1000 || d.millionths > (int64_t)k->most * 1000 ||
        d.millionths % (whole ? 1000000 : 1000)) {
        DIAG(r->ds, L103, at, "版式", value, k->name, thousandths_text(r, k->least), thousandths_text(r, k->most), k->unit_name,
             whole ? "整数" : "数");
        return -1;
    }
    put(r->s, k, in_field(k, d.millionths / 1000));
    if (d.millionths != (int64_t)k->standard * 1000)
        tell(r, k, at, value);
    return 0;
}

static int unknown(const struct reading *r, struct place at, const char *name)
{
    struct buf b = {0};
    for (size_t i = 0; i < SETTINGS; i++)
        buf_addf(&b, "%s%s", i ? "、" : "", settings[i].name);
    DIAG(r->ds, L104, at, "版式", NULL, name, buf_str(&b));
    buf_drop(&b);
    return -1;
}

static int read_setting(const struct reading *r, xmlNode *n)
{
    struct place at = {r->file, (uint32_t)xmlGetLineNo(n), 0};
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *k = &settings[i];
        if (strcmp((const char *)n->name, k->name) != 0)
            continue;
        xmlChar *raw = xmlNodeGetContent(n);
        const char *value = raw ? (const char *)raw : "";
        int rc = k->choice[0].word ? read_choice(r, k, at, value) : read_number(r, k, at, value);
        xmlFree(raw);
        return rc;
    }
    return unknown(r, at, (const char *)n->name);
}

int style_read(struct style *s, const char *profile, size_t n, const char *file, struct diags *ds)
{
    struct reading r = {s, file, ds};
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
                if (k->type == XML_ELEMENT_NODE && read_setting(&r, k) != 0)
                    rc = -1;
    xmlFreeDoc(x);
    return rc;
}
