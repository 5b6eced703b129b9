/* Fonts that an office drops into fonts/: put in front, refused when they may not be embedded, skipped when broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/file.h"
#include "font/internal.h"

#include <stdio.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static struct diags ds;
static char *dir; /* a fonts/ folder of its own */
static char *gkai; static size_t gkai_n; /* bytes of a font to make others from */

static char *in_dir(const char *name) { return arena_printf(arena, "%s/%s", dir, name); }

static void write_file(const char *name, const void *p, size_t n)
{
    struct diags none = {.a = arena};
    assert_int_equal(file_write(in_dir(name), p, n, &none), WRITE_NEW);
}

static void copy_table(void)
{
    struct diags none = {.a = arena};
    char *text;
    size_t n;
    assert_int_equal(file_read(arena, "fonts/fonts.tab", 1 << 20, &text, &n, &none), 0);
    write_file("fonts.tab", text, n);
}

static char *fandol(const char *name)
{
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    return arena_printf(arena, "%s/fonts/fandol/%s", here, name);
}

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    ds = (struct diags){.a = arena};
    const char *tmp = getenv("TMPDIR");
    dir = arena_printf(arena, "%s/jibao-fonts-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return -1;
    copy_table();
    for (int i = 0; i < 2; i++) {
        static const char *const names[] = {"FandolFang-Regular.otf", "FandolSong-Bold.otf"};
        if (symlink(fandol(names[i]), in_dir(names[i])) != 0)
            return -1;
    }
    struct font_files files = {0};
    if (font_files_find(arena, "/usr/share/fonts", &files, &ds) != 0)
        return -1;
    const struct font_file *f = font_files_named(&files, "gkai00mp.ttf");
    return f ? file_read(arena, f->path, 64 << 20, &gkai, &gkai_n, &ds) : -1;
}

static void remove_all(void)
{
    struct font_files files = {0};
    font_files_find(arena, dir, &files, &ds);
    for (size_t i = 0; i < files.n; i++)
        unlink(files.v[i].path);
    unlink(in_dir("fonts.tab"));
    rmdir(in_dir("正版"));
    rmdir(dir);
}

static int teardown(void **state)
{
    (void)state;
    remove_all();
    arena_drop(arena);
    return 0;
}

/* ---- fonts made from gkai00mp by exchanging its name table and its embedding bits ---- */

static uint8_t *table_record(char *font, const char *tag)
{
    uint8_t *p = (uint8_t *)font;
    for (unsigned i = 0, n = (unsigned)p[4] << 8 | p[5]; i < n; i++)
        if (!memcmp(p + 12 + 16 * i, tag, 4))
            return p + 12 + 16 * i;
    fail_msg("no table %s", tag);
    return NULL;
}

static uint32_t be32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }
static void set32(uint8_t *p, size_t v) { p[0] = (uint8_t)(v >> 24), p[1] = (uint8_t)(v >> 16), p[2] = (uint8_t)(v >> 8), p[3] = (uint8_t)v; }

/* A name table with one Chinese family name (BMP characters only). */
static void add_names(struct buf *b, const char *family)
{
    uint8_t head[18] = {0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 0x08, 0x04, 0, 1, 0, 0, 0, 0}, wide[128];
    size_t n = 0;
    for (const char *s = family, *end = s + strlen(s); s < end;) {
        uint32_t cp;
        s += utf8_decode(s, end, &cp);
        wide[n++] = (uint8_t)(cp >> 8);
        wide[n++] = (uint8_t)cp;
    }
    head[15] = (uint8_t)n;
    buf_add(b, head, sizeof head);
    buf_add(b, wide, n);
}

static void make_font(const char *file, const char *family, unsigned fs_type)
{
    struct buf b = {0};
    buf_add(&b, gkai, gkai_n);
    while (b.n % 4)
        buf_addc(&b, 0);
    size_t at = b.n;
    add_names(&b, family);
    uint8_t *name = table_record(b.p, "name"), *os2 = (uint8_t *)b.p + be32(table_record(b.p, "OS/2") + 8);
    set32(name + 8, at);
    set32(name + 12, b.n - at);
    os2[8] = (uint8_t)(fs_type >> 8);
    os2[9] = (uint8_t)fs_type;
    write_file(file, b.p, b.n);
    buf_drop(&b);
}

static const char *face_of(const struct fonts *f, enum font_role role, uint32_t cp)
{
    struct glyph g;
    assert_int_equal(font_pick(f, role, cp, &g), 0);
    return strrchr(g.face->path, '/') + 1;
}

static size_t count_of(enum msg m)
{
    size_t n = 0;
    for (size_t i = 0; i < ds.n; i++)
        n += ds.v[i].msg == m;
    return n;
}

static void an_office_font_goes_in_front(void **state)
{
    (void)state;
    struct fonts *f;
    make_font("正版/随便什么名字.ttf", "仿宋_GB2312", 8);
    make_font("notes.TTF", "方正行楷_GBK", 8); /* no font for official documents */
    assert_int_equal(fonts_load(&f, dir, &ds), 0);
    assert_int_equal(ds.n, 0);
    assert_string_equal(face_of(f, FONT_FANGSONG, U'国'), "随便什么名字.ttf");
    assert_string_equal(face_of(f, FONT_FANGSONG, '2'), "随便什么名字.ttf"); /* its own digits */
    assert_string_equal(face_of(f, FONT_FANGSONG, U'〇'), "FandolFang-Regular.otf"); /* which it lacks */
    assert_string_equal(face_of(f, FONT_XBS, U'国'), "FandolSong-Bold.otf");
    assert_string_equal(face_of(f, FONT_KAITI, U'国'), "gkai00mp.ttf");
    struct glyph g;
    font_pick(f, FONT_FANGSONG, U'国', &g);
    assert_string_equal(g.face->family, "仿宋_GB2312");
    assert_false(g.fallback);
    fonts_drop(f);
}

static void the_choice_among_office_fonts(void **state)
{
    (void)state;
    struct fonts *f;
    make_font("a.ttf", "华文中宋", 0);
    make_font("b.ttf", "方正小标宋简体", 0);
    assert_int_equal(fonts_load(&f, dir, &ds), 0);
    assert_string_equal(face_of(f, FONT_XBS, U'国'), "b.ttf"); /* the stand-in waits behind */
    fonts_drop(f);
}

static void restricted_fonts_are_refused(void **state)
{
    (void)state;
    static const unsigned bits[] = {0x0002, 0x0100, 0x0200, 0x0108, 0x0204};
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        struct fonts *f;
        ds.n = 0;
        make_font("restricted.ttf", "楷体_GB2312", bits[i]);
        assert_int_equal(fonts_load(&f, dir, &ds), 0);
        assert_int_equal(count_of(MSG_F103), 1);
        assert_int_equal(ds.v[0].severity, SEV_WARNING);
        assert_non_null(strstr(ds.v[0].text, "restricted.ttf"));
        assert_non_null(strstr(ds.v[0].text, "fsType"));
        assert_string_equal(face_of(f, FONT_KAITI, U'国'), "gkai00mp.ttf");
        fonts_drop(f);
        unlink(in_dir("restricted.ttf"));
    }
}

/* Not a font; cut off at many lengths: a message at most, never a crash, and the default font serves. */
static void broken_files_are_skipped(void **state)
{
    (void)state;
    struct fonts *f;
    write_file("假的.ttf", "这不是字体", 15);
    write_file("空的.otf", "", 0);
    make_font("cut.ttf", "黑体", 0);
    struct stat st;
    assert_int_equal(stat(in_dir("cut.ttf"), &st), 0);
    for (off_t n = st.st_size - 1; n > 0; n = n * 2 / 3) {
        ds.n = 0;
        assert_int_equal(truncate(in_dir("cut.ttf"), n), 0);
        assert_int_equal(fonts_load(&f, dir, &ds), 0);
        assert_true(count_of(MSG_F104) >= 2);
        assert_string_equal(face_of(f, FONT_KAITI, U'国'), "gkai00mp.ttf");
        struct glyph g;
        assert_int_equal(font_pick(f, FONT_HEITI, U'国', &g), 0);
        fonts_drop(f);
    }
}

static void a_role_without_font_fails(void **state)
{
    (void)state;
    struct fonts *f = NULL;
    unlink(in_dir("FandolSong-Bold.otf"));
    assert_int_equal(fonts_load(&f, dir, &ds), -1);
    assert_int_equal(count_of(MSG_F101), 1);
    assert_int_equal(diags_worst(&ds), SEV_FATAL);
    assert_non_null(strstr(ds.v[0].text, "小标宋"));
    assert_non_null(strstr(ds.v[0].text, "FandolSong-Bold.otf"));
    assert_non_null(strstr(ds.v[0].mend, "make deps"));
    assert_null(f);
}

static bool disk_fails;

/* In front of the C library's: a folder of the system's fonts that the disk does not give. */
DIR *opendir(const char *name)
{
    static DIR *(*real)(const char *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "opendir");
    if (disk_fails && strncmp(name, "/usr/share/fonts/", 17) == 0) {
        errno = EIO;
        return NULL;
    }
    return real(name);
}

/* Fonts that quietly go missing would give other documents. */
static void what_cannot_be_listed_is_told(void **state)
{
    (void)state;
    struct fonts *f = NULL;
    assert_int_equal(symlink("圈.ttf", in_dir("圈.ttf")), 0); /* to itself: so it stays */
    assert_int_equal(fonts_load(&f, dir, &ds), 0);
    assert_int_equal(count_of(MSG_F106), 1);
    assert_int_equal(diags_worst(&ds), SEV_WARNING);
    fonts_drop(f);
    unlink(in_dir("圈.ttf"));
    f = NULL;
    disk_fails = true;
    assert_int_equal(fonts_load(&f, dir, &ds), -1);
    disk_fails = false;
    assert_true(count_of(MSG_F106) > 1);
    assert_int_equal(diags_worst(&ds), SEV_FATAL);
    assert_null(f);
}

static void no_table_fails(void **state)
{
    (void)state;
    struct fonts *f = NULL;
    unlink(in_dir("fonts.tab"));
    assert_int_equal(fonts_load(&f, dir, &ds), -1);
    assert_int_equal(count_of(MSG_E101), 1);
    assert_int_equal(fonts_load(&f, in_dir("nowhere"), &ds), -1);
}

int main(void)
{
#define OWN_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        OWN_FOLDER(an_office_font_goes_in_front), OWN_FOLDER(the_choice_among_office_fonts), OWN_FOLDER(restricted_fonts_are_refused),
        OWN_FOLDER(broken_files_are_skipped), OWN_FOLDER(a_role_without_font_fails), OWN_FOLDER(no_table_fails),
        OWN_FOLDER(what_cannot_be_listed_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
