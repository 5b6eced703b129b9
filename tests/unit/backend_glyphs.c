/*
 * What the eye would see: every glyph of a probe page is drawn by MuPDF and poppler and compared with the same glyph drawn by
 * FreeType straight from the font file; every origin is compared with the cluster's place. And the proof that this test can fail.
 */
#include "backend_make.h"

/* Faces of every kind: CID-keyed CFF, plain TrueType, nested composites, a TTC, glyphs beyond the BMP. */
static const struct { const char *face, *text; } samples[] = {
    {"FandolFang", "永国和鑫圆·…，。“”（）〔〕「」《》、；："},
    {"FandolFang", "–€№℃①Ⅳ─"}, /* glyphs whose CID is not their number */
    {"FandolSong-Bold", "关于报送贵州锦屏2022"},
    {"gkai00mp", "永国和鑫2022A%gjQ"},
    {"microhei", "永国和鑫龘圆贵州锦屏县扶贫"},
    {"BabelStone", "永国𠀀𠮷㎡〇"},
    {"gbsn00lp", "永国和鑫1234"},
    {"ukai.ttc", "永国和鑫齉鼎"},
    {"HanaMinA", "永国㎡"},
    {"HanaMinB", "𠀀𠮷𡈽𣗋𨭎"},
};

static void make_samples(struct made *m)
{
    size_t pg = make_page(m, 210000, 297000);
    int par = make_node(m, TAG_P, 1);
    um y = 20000;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++, y += 10013)
        make_run(m, pg, par, face_named(m->f, samples[i].face), 10123, y, 5644, 9007, samples[i].text);
    const struct face *fang = face_named(m->f, "FandolFang"), *song = face_named(m->f, "FandolSong");
    make_run(m, pg, par, fang, 10123, y += 3000, 5644, 9007, "长体平体")->text.hscale = 800;
    make_run(m, pg, par, fang, 60123, y, 5644, 9007, "平体")->text.hscale = 1250;
    make_run(m, pg, par, face_named(m->f, "HanaMinB"), 100123, y, 5644, 9007, "𠀀𠮷")->text.stroke = 30;
    make_run(m, pg, par, song, 10123, y += 30000, 21999, 31001, "大标题");
    make_run(m, pg, par, song, 205123, 280017, 5644, 9001, "表格上行2022")->turned = true;
    pg = make_page(m, 297000, 210000); /* another size of page: y counts from another edge */
    make_run(m, pg, par, fang, 20000, 200000, 5644, 9007, "横页");
}

static int check(struct made *m, const char *pdf, const char *probe)
{
    return run_tool(arena_printf(m->a, "python3 tests/tools/pdfglyphs.py '%s' '%s'", pdf, probe));
}

static void pictures(void **state)
{
    struct made m;
    make_start(&m, *state);
    make_samples(&m);
    struct buf b = {0}, probe = {0}, text = {0};
    make_pdf(&m, &b);
    make_probe(&m.p, &probe);
    make_plain_text(&m.p, &text);
    const char *pdf = out_path(m.a, "glyphs.pdf"), *tsv = out_path(m.a, "glyphs.tsv"), *txt = out_path(m.a, "glyphs.txt");
    save(pdf, b.p, b.n);
    save(tsv, probe.p, probe.n);
    save(txt, text.p, text.n);
    assert_int_equal(check(&m, pdf, tsv), 0);
    assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfcheck.py '%s' --tagged", pdf)), 0);

    /* the same file with one outline missing: sound to every check of syntax and text, seen only by the pictures */
    static const char *const fonts[][2] = {{"MicroHei", "wqy-microhei.ttc"}, {"FandolFang", "FandolFang-Regular.otf"}};
    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
        const char *spoilt = out_path(m.a, "glyphs-spoilt.pdf"), *named = fonts[i][1];
        assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfbreak.py '%s' '%s' %s", pdf, spoilt, fonts[i][0])), 0);
        assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfcheck.py '%s' >/dev/null", spoilt)), 0);
        const char *found = out_path(m.a, "glyphs-spoilt.txt");
        assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfglyphs.py '%s' '%s' --only %s >'%s'", spoilt, tsv,
                                               named, found)), 1);
        assert_int_equal(run_tool(arena_printf(m.a, "grep -q 'of %s: mupdf draws' '%s'", named, found)), 0);
        assert_int_equal(run_tool(arena_printf(m.a, "grep -q 'of %s: poppler draws' '%s'", named, found)), 0);
    }
    /* a probe that is wrong by 8 µm in one place */
    struct buf moved = {0};
    m.p.v[0].items[0].text.v[3].x += 8;
    make_probe(&m.p, &moved);
    save(tsv, moved.p, moved.n);
    assert_int_equal(run_tool(arena_printf(m.a, "python3 tests/tools/pdfglyphs.py '%s' '%s' --only HanaMinA >/dev/null", pdf, tsv)), 1);
    buf_drop(&b);
    buf_drop(&probe);
    buf_drop(&moved);
    buf_drop(&text);
    make_end(&m);
}

/* Places at random: any size, width, pitch, also backwards. The pictures overlap here; only the places count. */
static void places(void **state)
{
    struct made m;
    make_start(&m, *state);
    uint32_t seed = 20220425;
    static const char text[] = "为贯彻落实，2022年AB·•·一⼀𠀀—…";
    for (int i = 0; i < 120; i++) {
        if (i % 40 == 0)
            make_page(&m, 210000, 297000);
        seed = seed * 1664525 + 1013904223;
        um size = 2000 + (um)(seed >> 8) % 30000, pitch = 500 + (um)(seed >> 12) % 9000;
        make_text(&m, m.p.n - 1, 1, (enum font_role)(i % FONT_ROLES), 10000 + (um)(seed >> 20), 10000 + i % 40 * 7000, size,
                  pitch, text);
        struct page *pg = &m.p.v[m.p.n - 1];
        for (size_t k = 0; k < pg->items[pg->n - 1].text.n; k++) {
            seed = seed * 1664525 + 1013904223;
            pg->items[pg->n - 1].text.v[k].x += (um)(seed >> 16) % 4001 - 2000;
        }
        pg->items[pg->n - 1].text.hscale = (int16_t)(600 + (seed >> 8) % 700);
        pg->items[pg->n - 1].turned = i % 7 == 0;
    }
    for (size_t i = 0; i < m.p.n; i++)
        for (size_t k = 0; k < m.p.v[i].n; k++)
            m.p.v[i].items[k].text.stroke = 20; /* leaves them out of the pictures */
    struct buf b = {0}, probe = {0};
    make_pdf(&m, &b);
    make_probe(&m.p, &probe);
    const char *pdf = out_path(m.a, "places.pdf"), *tsv = out_path(m.a, "places.tsv");
    save(pdf, b.p, b.n);
    save(tsv, probe.p, probe.n);
    assert_int_equal(check(&m, pdf, tsv), 0);
    buf_drop(&b);
    buf_drop(&probe);
    make_end(&m);
}

int main(void)
{
    struct fonts *f = load_fonts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(pictures, f),
        cmocka_unit_test_prestate(places, f),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_drop(f);
    return failed;
}
