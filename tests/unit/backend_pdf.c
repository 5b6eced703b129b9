/* Whole PDF files: tags, bookmarks, pictures, metadata, colours, faults; the same bytes from every thread. */
#include "backend_make.h"

#include "base/file.h"
#include "base/pool.h"

enum { EM = 5644, PITCH = 5571 };

/* What a command prints. */
static char *output_of(struct arena *a, const char *command)
{
    struct buf b = {0};
    char piece[4096];
    FILE *f = popen(command, "r");
    assert_non_null(f);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&b, piece, n);
    assert_int_equal(pclose(f), 0);
    char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static int read_file(struct made *m, const char *path, char **p, size_t *n)
{
    return file_read(m->a, path, 100 << 20, p, n, &m->ds);
}

static void contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no “%s” in:\n%s", part, text);
}

/* A table of two columns: a head over both, a row head, a data cell and an empty one. */
static void make_table(struct made *m, size_t pg)
{
    int table = make_node(m, TAG_TABLE, 1), caption = make_node(m, TAG_CAPTION, table), row = make_node(m, TAG_TR, table);
    make_text(m, pg, caption, FONT_HEITI, 28000, 150000, EM, PITCH, "表一");
    int head = make_node(m, TAG_TH, row);
    m->p.nodes[head].colspan = 2;
    make_text(m, pg, head, FONT_HEITI, 30000, 160000, EM, PITCH, "指标");
    row = make_node(m, TAG_TR, table);
    int rowhead = make_node(m, TAG_TH, row), cell = make_node(m, TAG_TD, row);
    m->p.nodes[rowhead].rowspan = 2;
    make_text(m, pg, rowhead, FONT_FANGSONG, 30000, 170000, EM, PITCH, "次数");
    make_text(m, pg, cell, FONT_FANGSONG, 90000, 170000, EM, PITCH, "3次");
    row = make_node(m, TAG_TR, table);
    make_node(m, TAG_TD, row);
    for (int i = 0; i < 4; i++)
        make_rule(m, pg, 28000, 154000 + i * 10000, 184000, 154000 + i * 10000, 200, COLOR_BLACK);
}

static void make_polygon(struct made *m, size_t pg, bool fill)
{
    struct item *it = make_item(m, pg, ITEM_POLYGON, 0);
    static const um star[4][2] = {{105000, 90000}, {106000, 93000}, {103000, 91000}, {107000, 91000}};
    it->color = COLOR_RED;
    it->polygon.fill = fill;
    it->polygon.width = 300;
    it->polygon.n = 4;
    it->polygon.v = arena_calloc(m->a, 4, sizeof *it->polygon.v);
    for (int i = 0; i < 4; i++) {
        it->polygon.v[i].x = star[i][0] + fill * 10000;
        it->polygon.v[i].y = star[i][1];
    }
}

static void make_document(struct made *m)
{
    m->p.title = "关于 A&B <试点> 的报告𠮷";
    m->p.author = "锦屏县民政局";
    m->p.subject = "季报";
    m->p.keywords = "易地扶贫搬迁";
    m->p.date = (struct date){2022, 12, 26};
    size_t one = make_page(m, 210000, 297000);
    int title = make_node(m, TAG_TITLE, 1), sect = make_node(m, TAG_SECT, 1), h1 = make_node(m, TAG_H1, sect),
        par = make_node(m, TAG_P, sect), span = make_node(m, TAG_SPAN, par);
    make_text(m, one, title, FONT_XBS, 40000, 60000, 7761, 7761, "关于报送情况的报告");
    make_rule(m, one, 28000, 72000, 184000, 72000, 700, COLOR_RED);
    make_text(m, one, h1, FONT_HEITI, 28000, 80000, EM, PITCH, "一、工作推进情况");
    make_text(m, one, par, FONT_FANGSONG, 39000, 90000, EM, PITCH, "段首·•·一⼀");
    make_text(m, one, span, FONT_KAITI, 39000, 100000, EM, PITCH, "其中强调");
    make_text(m, one, par, FONT_FANGSONG, 28000, 110000, EM, PITCH, "段中𠀀𠮷");
    make_text(m, one, 0, FONT_SONG, 90000, 270000, 4939, 2500, "—1—");
    make_polygon(m, one, true);
    make_polygon(m, one, false);
    size_t two = make_page(m, 210000, 297000);
    make_text(m, two, par, FONT_FANGSONG, 28000, 40000, EM, PITCH, "转页之后");
    make_table(m, two);
    int figure = make_node(m, TAG_FIGURE, 1);
    m->p.nodes[figure].alt = "样章图案";
    const struct image *seal = make_image(m, 60, 60, true), *photo = make_image(m, 37, 23, false);
    make_picture(m, two, figure, seal, 120000, 200000, 42000, 42000)->color = COLOR_RED;
    make_picture(m, one, 0, seal, 20000, 200000, 42000, 42000);
    make_picture(m, two, figure, photo, 30000, 200000, 37000, 23000)->turned = true;
    m->p.v[make_page(m, 210000, 297000)].blank = true;
    size_t four = make_page(m, 297000, 210000);
    make_run(m, four, make_node(m, TAG_P, 1), face_named(m->f, "FandolFang"), 200000, 180000, EM, PITCH, "横排")->turned = true;
    make_bookmark(m, 1, 0, 60000, "标题𠮷");
    make_bookmark(m, 2, 0, 80000, "一、推进");
    make_bookmark(m, 4, 1, 40000, "越级");
    make_bookmark(m, 2, 1, 150000, "表一");
    make_bookmark(m, 1, 3, 0, "末");
}

static const char *save_document(struct made *m, const char *name)
{
    struct buf b = {0}, text = {0};
    make_pdf(m, &b);
    make_plain_text(&m->p, &text);
    const char *pdf = out_path(m->a, arena_printf(m->a, "%s.pdf", name)),
               *txt = out_path(m->a, arena_printf(m->a, "%s.txt", name));
    save(pdf, b.p, b.n);
    save(txt, text.p, text.n);
    buf_drop(&b);
    buf_drop(&text);
    return pdf;
}

static void document(void **state)
{
    struct made m;
    make_start(&m, *state);
    make_document(&m);
    const char *pdf = save_document(&m, "document");
    assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfcheck.py '%s' --tagged --text-equals '%s'", pdf,
                                           out_path(m.a, "document.txt"))), 0);
    assert_string_equal(output_of(m.a, arena_printf(m.a, "pdfinfo -struct-text '%s'", pdf)),
                        "Document\n"
                        "  H1 (block)\n    \"关于报送情况的报告\"\n"
                        "  Sect\n"
                        "    H2 (block)\n      \"一、工作推进情况\"\n"
                        "    P (block)\n"
                        "      \"段首·•·一⼀\"\n"
                        "      Span (inline)\n        \"其中强调\"\n"
                        "      \"段中𠀀𠮷\"\n"
                        "      \"转页之后\"\n"
                        "  Table (block)\n"
                        "    Caption\n      \"表一\"\n"
                        "    TR\n      TH:\n         /Scope /Column\n         /ColSpan 2\n        \"指标\"\n"
                        "    TR\n      TH:\n         /Scope /Row\n         /RowSpan 2\n        \"次数\"\n"
                        "      TD\n        \"3次\"\n"
                        "    TR\n      TD\n"
                        "  Figure:\n     /Placement /Block\n     /BBox [340.157 155.906 459.212 274.961]\n    \"\"\n"
                        "  P (block)\n    \"横排\"\n");
    make_end(&m);
}

static void attributes(void **state)
{
    struct made m;
    make_start(&m, *state);
    make_document(&m);
    const char *pdf = save_document(&m, "attributes");
    const char *info = output_of(m.a, arena_printf(m.a, "TZ=Asia/Shanghai pdfinfo '%s'", pdf));
    contains(info, "Title:           关于 A&B <试点> 的报告𠮷\n");
    contains(info, "Author:          锦屏县民政局\n");
    contains(info, "Producer:        jibao\n");
    contains(info, "Dec 26 00:00:00 2022");
    contains(info, "Tagged:          yes\n");
    contains(info, "PDF version:     1.7\n");
    contains(output_of(m.a, arena_printf(m.a, "pdfinfo -meta '%s'", pdf)), "关于 A&amp;B &lt;试点&gt; 的报告𠮷</rdf:li>");
    const char *outline = output_of(m.a, arena_printf(m.a, "mutool show '%s' outline", pdf));
    contains(outline, "\t\"标题𠮷\"\t");
    contains(outline, "\t\t\"一、推进\"\t");
    contains(outline, "\t\t\t\"越级\"\t");
    contains(outline, "\t\t\"表一\"\t");
    const char *list = arena_printf(m.a, "pdfimages -list '%s' | awk 'NR>2{print $1,$3,$4,$5,$6}'", pdf);
    assert_string_equal(output_of(m.a, list), "1 image 60 60 rgb\n1 smask 60 60 gray\n2 image 60 60 rgb\n2 smask 60 60 gray\n"
                                              "2 image 37 23 rgb\n");
    list = arena_printf(m.a, "pdfimages -list '%s' | awk '$4==60{print $11}' | sort -u | wc -l", pdf);
    assert_string_equal(output_of(m.a, list), "1\n"); /* one object for both uses of the seal */
    make_end(&m);
}

/* Pictures come back sample by sample. */
static void pictures(void **state)
{
    struct made m;
    make_start(&m, *state);
    make_document(&m);
    const char *pdf = save_document(&m, "pictures");
    assert_int_equal(run_tool(arena_printf(m.a, "cd '%s' && rm -f picture-* && pdfimages '%s' picture", out_dir(), pdf)), 0);
    static const struct { const char *file; int image; bool alpha; } want[] = {
        {"picture-000.ppm", 0, false}, {"picture-001.ppm", 0, true}, {"picture-004.ppm", 1, false}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        const struct image *im = m.p.images[want[i].image];
        size_t n = (size_t)im->width * im->height * 3, size;
        char *got = NULL;
        assert_int_equal(read_file(&m, out_path(m.a, want[i].file), &got, &size), 0);
        assert_true(size > n);
        uint8_t *rgb, *mask;
        make_pixels(&m, im->width, im->height, im->mask, &rgb, &mask);
        const uint8_t *v = (const uint8_t *)got + size - n;
        for (size_t k = 0; k < n; k++) /* poppler writes a mask as a grey picture with three equal samples */
            assert_int_equal(v[k], want[i].alpha ? mask[k / 3] : rgb[k]);
    }
    make_end(&m);
}

/* Black is DeviceGray 0, red (255, 0, 0): counted in the picture of page 1. */
static void colours(void **state)
{
    struct made m;
    make_start(&m, *state);
    size_t pg = make_page(&m, 210000, 297000);
    make_rule(&m, pg, 10000, 50000, 200000, 50000, 10000, COLOR_RED);
    make_rule(&m, pg, 10000, 100000, 200000, 100000, 10000, COLOR_BLACK);
    make_text(&m, pg, make_node(&m, TAG_P, 1), FONT_XBS, 20000, 200000, 60000, 60000, "红");
    m.p.v[pg].items[2].color = COLOR_RED;
    const char *pdf = save_document(&m, "colours"), *ppm = out_path(m.a, "colours");
    assert_int_equal(run_tool(arena_printf(m.a, "pdftoppm -r 36 -singlefile '%s' '%s'", pdf, ppm)), 0);
    char *p;
    size_t n, red = 0, black = 0, other = 0;
    assert_int_equal(read_file(&m, arena_printf(m.a, "%s.ppm", ppm), &p, &n), 0);
    for (size_t i = n % 3; i + 2 < n; i += 3) {
        red += !memcmp(p + i, "\xFF\0\0", 3);
        black += !memcmp(p + i, "\0\0\0", 3);
        other += (unsigned char)p[i] != 255 && (unsigned char)p[i + 1] != (unsigned char)p[i]; /* neither greys nor pinks */
    }
    assert_true(red > 3000 && black > 3000);
    assert_true(other < 10);
    make_end(&m);
}

/* ---- faults: a message, nothing written ---- */

static void expect_fault(struct made *m, enum msg msg, const char *part)
{
    struct buf b = {0};
    buf_adds(&b, "before");
    assert_int_equal(backend_pdf(&m->p, m->f, &b, &m->ds), -1);
    assert_string_equal(b.p, "before");
    assert_true(m->ds.n >= 1);
    assert_int_equal(m->ds.v[0].msg, msg);
    contains(m->ds.v[0].text, part);
    m->ds.n = 0;
    buf_drop(&b);
}

static void faults(void **state)
{
    struct made m;
    make_start(&m, *state);
    expect_fault(&m, MSG_B105, "没有一页");
    size_t pg = make_page(&m, 210000, 297000);
    int par = make_node(&m, TAG_P, 1);
    struct item *it = make_run(&m, pg, par, face_named(m.f, "FandolFang"), 0, 50000, EM, PITCH, "好龘𠀀");
    expect_fault(&m, MSG_B103, "第 1 页的字符“龘”（U+9F98）");
    it->text.n = 1;
    it->text.v[0].gid = 65535;
    expect_fault(&m, MSG_B103, "好");
    it->text.v[0].gid = 100;
    it->node = 77;
    expect_fault(&m, MSG_B105, "节点");
    it->node = -1;
    expect_fault(&m, MSG_B105, "节点");
    it->node = par;
    m.p.nodes[par].parent = par;
    expect_fault(&m, MSG_B105, "结构树");
    m.p.nodes[par].parent = 1;
    make_bookmark(&m, 1, 1, 0, "无");
    expect_fault(&m, MSG_B105, "书签");
    m.p.nbookmarks = 0;
    struct image foreign = {.index = 0, .width = 1, .height = 1, .color = &(struct samples){"abc", 3, 3, 0}};
    make_picture(&m, pg, par, &foreign, 0, 0, 1000, 1000);
    expect_fault(&m, MSG_B105, "图片");
    m.p.v[pg].n--;
    const struct face *face = it->text.face;
    it->text.face = NULL;
    expect_fault(&m, MSG_B105, "字体");
    it->text.face = face;
    for (int i = 0; i < 33000; i++) /* more children than an array of libharu holds */
        make_node(&m, TAG_P, 1);
    expect_fault(&m, MSG_B102, "0x1001");
    make_end(&m);
}

/* What is odd but right: no tree, empty page, nothing to draw, a blank the face lacks, unknown date. */
static void edges(void **state)
{
    struct made m;
    make_start(&m, *state);
    size_t pg = make_page(&m, 210000, 297000);
    save_document(&m, "empty");
    assert_int_equal(run_tool(arena_printf(m.a, "qpdf --check '%s' >/dev/null", out_path(m.a, "empty.pdf"))), 0);
    struct item *it = make_run(&m, pg, 0, face_named(m.f, "FandolFang"), 20000, 50000, EM, PITCH, "甲　乙");
    it->text.v[1].gid = 0;
    m.p.nnodes = 0;
    const char *pdf = save_document(&m, "untagged");
    assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfcheck.py '%s' --text-equals '%s'", pdf,
                                           out_path(m.a, "untagged.txt"))), 0);
    it->text.v[0].gid = it->text.v[2].gid = 0;
    it->text.v[0].cp = it->text.v[2].cp = 0x3000;
    save_document(&m, "blanks");
    assert_int_equal(run_tool(arena_printf(m.a, "qpdf --check '%s' >/dev/null", out_path(m.a, "blanks.pdf"))), 0);
    make_end(&m);
}

/* ---- the same bytes ---- */

enum { DOCUMENTS = 32 };
struct batch { struct fonts *f; struct buf out[DOCUMENTS]; };

static void one_document(void *ctx, size_t i)
{
    struct batch *b = ctx;
    struct made m;
    make_start(&m, b->f);
    make_document(&m);
    uint32_t seed = (uint32_t)i * 7919 + 1;
    for (int line = 0; line < 20; line++) {
        struct buf s = {0};
        for (int k = 0; k < 28; k++) {
            struct glyph g;
            uint32_t cp;
            do {
                seed = seed * 1664525 + 1013904223;
                cp = 0x4E00 + (seed >> 12) % 0x3000;
            } while (font_pick(b->f, FONT_FANGSONG, cp, &g) || g.fallback);
            buf_add_utf8(&s, cp);
        }
        make_text(&m, 1, 1, FONT_FANGSONG, 28000, 50000 + line * 10000, EM, PITCH, s.p);
        buf_drop(&s);
    }
    make_pdf(&m, &b->out[i]);
    make_end(&m);
}

static void same_bytes(void **state)
{
    static struct batch alone, together;
    alone.f = together.f = *state;
    pool_run(1, DOCUMENTS, one_document, &alone);
    pool_run(4, DOCUMENTS, one_document, &together);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        assert_int_equal(alone.out[i].n, together.out[i].n);
        assert_memory_equal(alone.out[i].p, together.out[i].p, alone.out[i].n);
        if (i) /* and different documents have different identifiers */
            assert_memory_not_equal(memmem(alone.out[i].p, alone.out[i].n, "/ID ", 4),
                                    memmem(alone.out[i - 1].p, alone.out[i - 1].n, "/ID ", 4), 40);
    }
    for (size_t i = 0; i < DOCUMENTS; i++) {
        buf_drop(&alone.out[i]);
        buf_drop(&together.out[i]);
    }
}

int main(void)
{
    struct fonts *f = load_fonts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(document, f), cmocka_unit_test_prestate(attributes, f),
        cmocka_unit_test_prestate(pictures, f), cmocka_unit_test_prestate(colours, f),
        cmocka_unit_test_prestate(faults, f),   cmocka_unit_test_prestate(edges, f),
        cmocka_unit_test_prestate(same_bytes, f),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_drop(f);
    return failed;
}
