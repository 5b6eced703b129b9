/* The table for people: which file serves which role, how much of the two official character sets it covers, may it be embedded. */
#include "font/internal.h"

#include <iconv.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { GB2312_HANZI = 6763, TGH_HANZI = 8105, SET_MAX = 8105 };

struct set { uint32_t v[SET_MAX]; size_t n; };

/* GB 2312 as the system's iconv knows it: rows 16–87 are the hanzi. */
static void fill_gb2312(struct set *s)
{
    iconv_t cd = iconv_open("UTF-32LE", "GB2312");
    s->n = 0;
    for (int row = 0xB0; cd != (iconv_t)-1 && row <= 0xF7; row++)
        for (int cell = 0xA1; cell <= 0xFE; cell++) {
            char in[2] = {(char)row, (char)cell}, *p = in;
            uint8_t out[4];
            char *q = (char *)out;
            size_t n = 2, room = 4;
            if (iconv(cd, &p, &n, &q, &room) != (size_t)-1 && s->n < SET_MAX)
                s->v[s->n++] = (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16 | (uint32_t)out[3] << 24;
        }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
}

static void fill_tgh(struct set *s)
{
    static const char *const rows[] = {
#define TGH(level, characters) characters,
#include "data/tygf8105.tab"
#undef TGH
    };
    s->n = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *end = rows[i] + strlen(rows[i]);
        for (const char *p = rows[i]; p < end && s->n < SET_MAX;) {
            int step = utf8_decode(p, end, &s->v[s->n]);
            if (!step)
                break;
            s->n++;
            p += step;
        }
    }
}

static size_t face_covers(const struct face *f, const struct set *s)
{
    size_t n = 0;
    uint32_t gid;
    for (size_t i = 0; i < s->n; i++)
        n += face_draws(f, s->v[i], &gid);
    return n;
}

static size_t role_covers(const struct fonts *f, enum font_role role, const struct set *s)
{
    size_t n = 0;
    struct glyph g;
    for (size_t i = 0; i < s->n; i++)
        n += font_pick(f, role, s->v[i], &g) == 0;
    return n;
}

/* Counted once a face, used by every role that it serves. */
struct counts { size_t gb, tgh; };

struct report {
    const struct fonts *f;
    struct counts *faces;                     /* by face index */
    struct counts roles[FONT_ROLES];
};

static void count(struct report *r)
{
    struct set *gb = malloc(sizeof *gb), *tgh = malloc(sizeof *tgh);
    r->faces = calloc(r->f->nfaces + 1, sizeof *r->faces);
    if (!gb || !tgh || !r->faces)
        base_die(OUT_OF_MEMORY);
    fill_gb2312(gb);
    fill_tgh(tgh);
    for (size_t i = 0; i < r->f->nfaces; i++)
        r->faces[i] = (struct counts){face_covers(&r->f->faces[i]->f, gb), face_covers(&r->f->faces[i]->f, tgh)};
    for (int k = 0; k < FONT_ROLES; k++)
        r->roles[k] = (struct counts){role_covers(r->f, (enum font_role)k, gb), role_covers(r->f, (enum font_role)k, tgh)};
    free(gb);
    free(tgh);
}

static const char *use_name(enum link_use use)
{
    static const char *const names[] = {"主", "西文", "汉字", "补"};
    return names[use];
}

/* OS/2 fsType, the bits that allow */
static const char *rights(unsigned fs_type)
{
    return fs_type & 0x0008 ? "可编辑嵌入" : fs_type & 0x0004 ? "可预览、打印嵌入" : "可嵌入";
}

/* ---- JSON ---- */

static json_t *json_link(const struct report *r, const struct link *k, bool own)
{
    const struct face *f = &k->face->f;
    return json_pack("{s:s, s:s, s:s, s:i, s:s, s:i, s:i, s:i, s:s, s:i, s:i, s:i, s:i, s:b, s:b}",
        "用途", use_name(k->use), "字体", f->family, "文件", f->path, "面", (int)f->number, "PostScript名", f->psname,
        "字形", (int)f->nglyphs, "GB2312", (int)r->faces[f->index].gb, "通用规范汉字", (int)r->faces[f->index].tgh,
        "嵌入", rights(f->fs_type), "fsType", (int)f->fs_type, "比例", k->scale, "描边", k->stroke, "上移", k->dy,
        "正版", (int)k->office, "角色字体", (int)own);
}

static json_t *json_missing(const struct fonts *f, enum font_role role)
{
    json_t *v = json_array();
    for (size_t i = 0; i < f->nmissing; i++)
        if (f->missing[i].role == role)
            json_array_append_new(v, json_string(f->missing[i].file));
    return v;
}

static void report_json(const struct report *r, struct buf *out)
{
    json_t *roles = json_array();
    for (int k = 0; k < FONT_ROLES; k++) {
        const struct chain *c = &r->f->chains[k];
        json_t *chain = json_array();
        for (size_t i = 0; i < c->n; i++)
            json_array_append_new(chain, json_link(r, &c->v[i], i == c->main));
        json_array_append_new(roles, json_pack("{s:s, s:i, s:i, s:o, s:o}", "角色", font_role_name((enum font_role)k),
            "GB2312", (int)r->roles[k].gb, "通用规范汉字", (int)r->roles[k].tgh, "字体链", chain,
            "未找到", json_missing(r->f, (enum font_role)k)));
    }
    json_t *top = json_pack("{s:o, s:{s:i, s:i}}", "角色", roles, "字数", "GB2312", GB2312_HANZI, "通用规范汉字", TGH_HANZI);
    char *text = json_dumps(top, JSON_INDENT(2));
    buf_adds(out, text ? text : "{}");
    buf_addc(out, '\n');
    free(text);
    json_decref(top);
}

/* ---- text ---- */

/* Columns of a terminal: a wide character takes two. */
static int columns(const char *s)
{
    int n = 0;
    const char *end = s + strlen(s);
    uint32_t cp;
    for (int step; s < end && (step = utf8_decode(s, end, &cp)) > 0; s += step) {
        int w = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
        n += w == U_EA_WIDE || w == U_EA_FULLWIDTH ? 2 : 1;
    }
    return n;
}

static void cell(struct buf *out, const char *s, int width)
{
    buf_adds(out, s);
    for (int n = columns(s); n < width; n++)
        buf_addc(out, ' ');
    buf_adds(out, "  ");
}

enum { W_USE = 4, W_FAMILY = 20, W_GLYPHS = 6, W_SET = 9, W_RIGHTS = 16 };

static void cell_count(struct buf *out, size_t n, size_t of)
{
    struct buf b = {0};
    buf_addf(&b, of ? "%zu/%zu" : "%zu", n, of);
    for (int k = columns(buf_str(&b)); k < (of ? W_SET : W_GLYPHS); k++)
        buf_addc(out, ' ');
    buf_adds(out, buf_str(&b));
    buf_adds(out, "  ");
    buf_drop(&b);
}

static void text_link(const struct report *r, const struct link *k, struct buf *out)
{
    const struct face *f = &k->face->f;
    buf_adds(out, "  ");
    cell(out, use_name(k->use), W_USE);
    cell(out, f->family, W_FAMILY);
    cell_count(out, f->nglyphs, 0);
    cell_count(out, r->faces[f->index].gb, GB2312_HANZI);
    cell_count(out, r->faces[f->index].tgh, TGH_HANZI);
    cell(out, rights(f->fs_type), W_RIGHTS);
    buf_addf(out, "%s%s", k->office ? "【正版】" : "", f->path);
    if (f->number)
        buf_addf(out, "（面 %u）", f->number);
    buf_addc(out, '\n');
}

static void text_role(const struct report *r, enum font_role role, struct buf *out)
{
    const struct chain *c = &r->f->chains[role];
    buf_addf(out, "%s：%s，连后备字体 GB 2312 %zu/%d，通用规范汉字 %zu/%d\n", font_role_name(role), c->v[c->main].face->f.family,
             r->roles[role].gb, GB2312_HANZI, r->roles[role].tgh, TGH_HANZI);
    for (size_t i = 0; i < c->n; i++)
        text_link(r, &c->v[i], out);
    size_t n = 0;
    for (size_t i = 0; i < r->f->nmissing; i++)
        if (r->f->missing[i].role == role)
            buf_addf(out, "%s%s", n++ ? "、" : "  没有找到（可以没有）：", r->f->missing[i].file);
    buf_adds(out, n ? "\n\n" : "\n");
}

static void report_text(const struct report *r, struct buf *out)
{
    static const char *const heads[] = {"用途", "字体", "  字形", "  GB 2312", " 规范汉字", "嵌入", "文件"};
    static const int widths[] = {W_USE, W_FAMILY, W_GLYPHS, W_SET, W_SET, W_RIGHTS, 0};
    buf_adds(out, "  ");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        cell(out, heads[i], widths[i]);
    while (out->n && out->p[out->n - 1] == ' ')
        out->p[--out->n] = 0;
    buf_adds(out, "\n");
    for (int k = 0; k < FONT_ROLES; k++)
        text_role(r, (enum font_role)k, out);
}

void fonts_report(const struct fonts *f, bool json, struct buf *out)
{
    struct report r = {.f = f};
    count(&r);
    if (json)
        report_json(&r, out);
    else
        report_text(&r, out);
    free(r.faces);
}
