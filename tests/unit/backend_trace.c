/* The trace: format of every kind of line, and how places are shortened. */
#include "backend_make.h"

static void places(void **state)
{
    struct made m;
    make_start(&m, *state);
    static const struct { um x[8]; size_t n; const char *text; } table[] = {
        {{0}, 1, "\"一\" 0 end"},
        {{0, 5000}, 2, "\"一一\" 0,5000 end"},
        {{0, 5000, 10000}, 3, "\"一一一\" 0+5000*3 end"},
        {{7, 5578, 11150, 16721, 22293}, 5, "\"一一一一一\" 7~22293*5 end"},
        {{0, 5000, 10000, 12500, 15000, 17500}, 6, "0+5000*3,12500+2500*3 end"},
        {{0, 0, 0}, 3, "\"一一一\" 0,0,0 end"},
        {{0, -5000, -10000}, 3, "0,-5000,-10000 end"},
        {{0, 5571, 11143, 16714, 20000}, 5, "0~16714*4,20000 end"},
    };
    size_t pg = make_page(&m, 210000, 297000);
    const struct face *face = fonts_face(m.f, 0);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        m.p.v[pg].n = 0;
        struct item *it = make_run(&m, pg, 1, face, 0, 0, 5000, 1, "一一一一一一一一");
        it->text.n = table[i].n;
        for (size_t k = 0; k < table[i].n; k++)
            it->text.v[k].x = table[i].x[k];
        struct buf b = {0};
        assert_int_equal(backend_trace(&m.p, &b, &m.ds), 0);
        if (!strstr(b.p, table[i].text))
            fail_msg("row %zu: no %s in\n%s", i, table[i].text, b.p);
        buf_drop(&b);
    }
    make_end(&m);
}

static void whole(void **state)
{
    struct made m;
    make_start(&m, *state);
    m.p.source = "公文.xml";
    m.p.title = "关于“试”的 \"报告\"";
    m.p.date = (struct date){2022, 12, 26};
    size_t pg = make_page(&m, 210000, 297000);
    int title = make_node(&m, TAG_TITLE, 1), cell = make_node(&m, TAG_TD, 1), figure = make_node(&m, TAG_FIGURE, 1);
    m.p.nodes[cell].colspan = 2;
    m.p.nodes[figure].alt = "样章";
    const struct face *face = face_named(m.f, "gkai00mp");
    struct item *it = make_run(&m, pg, title, face, 28000, 37000, 5644, 5600, "报\"告\xC2\xA0\xE3\x80\x80");
    it->element = "标题";
    it->turned = true;
    it->text.hscale = 950;
    it->text.stroke = 30;
    make_rule(&m, pg, 28000, 250000, 184000, 250000, 350, COLOR_RED);
    struct image *im = make_image(&m, 2, 2, true);
    make_picture(&m, pg, figure, im, 120000, 200000, 42000, 42000);
    struct item *line = make_item(&m, pg, ITEM_POLYGON, 0);
    line->element = NULL;
    line->polygon.v = arena_calloc(m.a, 3, sizeof *line->polygon.v);
    line->polygon.n = 3;
    line->polygon.v[1].x = 1000;
    line->polygon.v[2].y = -5;
    line->polygon.width = 100;
    m.p.v[make_page(&m, 297000, 210000)].blank = true;
    make_bookmark(&m, 1, 0, 37000, "标题");
    static const char expected[] =
        "trace 1\n"
        "source \"公文.xml\"\n"
        "title \"关于“试”的 \\\"报告\\\"\"\n"
        "date 2022-12-26\n"
        "page 1 210000 297000\n"
        "  text 标题 2/Title 28000 37000 5644 GBZenKai-Medium black turned,hscale=950,stroke=30 "
        "\"报\\\"告\\u{A0}\xE3\x80\x80\" 0+5600*5 end 22576\n"
        "  rule 试 0/artifact 28000,250000 184000,250000 350 red\n"
        "  image 试 4/Figure 120000,200000 42000x42000 picture 0\n"
        "  polygon - 0/artifact line 100 black 0,0 1000,0 0,-5\n"
        "page 2 297000 210000 blank\n"
        "node 1 Document in 0\n"
        "node 2 Title in 1\n"
        "node 3 TD in 1 colspan 2\n"
        "node 4 Figure in 1 alt \"样章\"\n"
        "bookmark 1 page 1 y 37000 \"标题\"\n"
        "picture 0 2x2 rgba crc ";
    it->text.end = 22576;
    struct buf b = {0}, again = {0};
    assert_int_equal(backend_trace(&m.p, &b, &m.ds), 0);
    assert_int_equal(backend_trace(&m.p, &again, &m.ds), 0);
    assert_string_equal(b.p, again.p);
    b.p[sizeof expected - 1] = 0;
    assert_string_equal(b.p, expected);
    buf_drop(&b);
    buf_drop(&again);
    make_end(&m);
}

int main(void)
{
    struct fonts *f = load_fonts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(places, f),
        cmocka_unit_test_prestate(whole, f),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_drop(f);
    return failed;
}
