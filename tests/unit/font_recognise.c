/* Names of licensed fonts → roles, by the real fonts.tab; names of other typefaces must not match. Faults of the table itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/file.h"
#include "font/internal.h"

#include <string.h>

static struct arena *arena;
static struct font_table table;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    struct diags ds = {.a = arena};
    char *text;
    size_t n;
    int rc = file_read(arena, "fonts/fonts.tab", 1 << 20, &text, &n, &ds) != 0 ||
             font_table_read(arena, "fonts/fonts.tab", text, n, &table, &ds) != 0;
    diags_print(&ds, stderr);
    return rc;
}

static int teardown(void **state)
{
    (void)state;
    arena_drop(arena);
    return 0;
}

static const struct { const char *name; int role; } known[] = {
    {"方正小标宋_GBK", FONT_XBS}, {"方正小标宋简体", FONT_XBS}, {"FZXiaoBiaoSong-B05", FONT_XBS}, {"FZXiaoBiaoSong-B05S", FONT_XBS},
    {"FZXBSJW--GB1-0", FONT_XBS}, {"FZXBSK--GBK1-0", FONT_XBS}, {"FZXBSK", FONT_XBS}, {"CESI小标宋-GB2312", FONT_XBS},
    {"CESI小标宋-GB13000", FONT_XBS}, {"CESI_小标宋(GB2312-1980)", FONT_XBS}, {"CESI_XBS", FONT_XBS}, {"CESI_XBSJ", FONT_XBS},
    {"文星小标宋", FONT_XBS}, {"华文中宋", FONT_XBS}, {"STZhongsong", FONT_XBS}, {"ｆｚｘｂｓｋ", FONT_XBS},
    {"仿宋_GB2312", FONT_FANGSONG}, {"FangSong_GB2312", FONT_FANGSONG}, {"仿宋", FONT_FANGSONG}, {"FangSong", FONT_FANGSONG},
    {"simfang", FONT_FANGSONG}, {"方正仿宋_GBK", FONT_FANGSONG}, {"FZFangSong-Z02", FONT_FANGSONG}, {"FZFSK--GBK1-0", FONT_FANGSONG},
    {"方正仿宋简体", FONT_FANGSONG}, {"FZFangSong-Z02S", FONT_FANGSONG}, {"华文仿宋", FONT_FANGSONG}, {"STFangsong", FONT_FANGSONG},
    {"CESI仿宋-GB18030", FONT_FANGSONG}, {"CESI_FS_GB2312", FONT_FANGSONG}, {"AdobeFangsongStd-Regular", FONT_FANGSONG},
    {"楷体_GB2312", FONT_KAITI}, {"楷体", FONT_KAITI}, {"KaiTi", FONT_KAITI}, {"方正楷体_GBK", FONT_KAITI}, {"FZKai-Z03", FONT_KAITI},
    {"FZKTJW--GB1-0", FONT_KAITI}, {"华文楷体", FONT_KAITI}, {"Kaiti SC", FONT_KAITI}, {"CESI_KT_GB2312", FONT_KAITI},
    {"汉仪楷体KW", FONT_KAITI}, {"黑体", FONT_HEITI}, {"SimHei", FONT_HEITI}, {"方正黑体_GBK", FONT_HEITI}, {"FZHei-B01S", FONT_HEITI},
    {"华文黑体", FONT_HEITI}, {"CESI黑体-GB18030", FONT_HEITI}, {"HYZhongHeiKW", FONT_HEITI},
    {"宋体", FONT_SONG}, {"SimSun", FONT_SONG}, {"新宋体", FONT_SONG}, {"NSimSun", FONT_SONG}, {"SimSun-18030", FONT_SONG},
    {"方正书宋_GBK", FONT_SONG}, {"FZSSJW--GB1-0", FONT_SONG}, {"CESI宋体-GB13000", FONT_SONG}, {"华文宋体", FONT_SONG},
    {"方正宋体S-超大字符集(SIP)", ROLE_RARE}, {"FZSONGS_SIP--GB1-5", ROLE_RARE}, {"SimSun-ExtB", ROLE_RARE}, {"simsunb", ROLE_RARE},
};

static const char *const traps[] = {
    "方正大标宋_GBK", "方正大标宋简体", "方正报宋_GBK", "方正宋黑_GBK", "方正细黑一_GBK", "方正大黑_GBK", "方正超粗黑_GBK", "微软雅黑", "Microsoft YaHei",
    "等线", "DengXian", "方正行楷_GBK", "华文行楷", "STXingkai", "標楷體", "标楷体", "DFKai-SB", "方正粗宋_GBK", "方正粗黑宋简体", "华文细黑", "STXihei",
    "FandolFang R", "FandolSong", "FandolKai", "FandolHei", "AR PL KaitiM GB", "文鼎ＰＬ简中楷", "WenQuanYi Micro Hei", "文泉驿微米黑", "BabelStone Han",
    "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "LXGW WenKai", "霞鹜文楷", "方正小标", "Songti SC", "PingFang SC", "Arial", "Times New Roman",
    "Song", "Kai", "Hei", "宋", "楷", "黑", "", "***", "汉仪旗黑", "方正兰亭黑_GBK", "隶书", "LiSu", "华文新魏", "MingLiU", "細明體", "PMingLiU",
};

static void names_to_roles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (font_recognise_name(arena, &table, known[i].name, NULL) != known[i].role)
            fail_msg("%s: not recognised as role %d", known[i].name, known[i].role);
}

static void other_faces_do_not_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
        if (font_recognise_name(arena, &table, traps[i], NULL) != -1)
            fail_msg("%s: taken for role %d", traps[i], font_recognise_name(arena, &table, traps[i], NULL));
}

static int rank_of(const char *name)
{
    int rank = 0;
    font_recognise_name(arena, &table, name, &rank);
    return rank;
}

static void stand_ins_come_last(void **state)
{
    (void)state;
    assert_int_equal(rank_of("方正小标宋_GBK"), 1);
    assert_int_equal(rank_of("文星小标宋"), 2);
    assert_int_equal(rank_of("华文中宋"), 3);
    assert_int_equal(rank_of("华文仿宋"), 2);
}

static void the_key_of_a_name(void **state)
{
    (void)state;
    assert_string_equal(name_key(arena, "FZXBSK--GBK1-0"), "fzxbskgbk10");
    assert_string_equal(name_key(arena, "方正　小标宋＿ＧＢＫ"), "方正小标宋gbk");
    assert_string_equal(name_key(arena, "( )_-"), "");
}

/* A bold face of a family stands behind the plain one; the family name comes before the PostScript name, the file name is last. */
static void all_names_of_a_face(void **state)
{
    (void)state;
    struct font_name v[] = {{1, LANG_ZH, 0, "方正大标宋简体"}, {6, LANG_EN, 1, "FZKTK--GBK1-0"}, {2, LANG_EN, 1, "Bold"}};
    struct font_names names = {v, 3, 3};
    int rank = 0;
    assert_int_equal(font_recognise(arena, &table, &names, "simhei.ttf", &rank), FONT_KAITI);
    assert_int_equal(rank, 2);
    names.n = 1;
    assert_int_equal(font_recognise(arena, &table, &names, "simhei.ttf", &rank), FONT_HEITI);
    assert_int_equal(font_recognise(arena, &table, &names, "unknown.ttf", &rank), -1);
}

/* ---- the raw name table ---- */

static size_t add_record(uint8_t *t, size_t i, const unsigned r[6])
{
    for (int k = 0; k < 6; k++) {
        t[6 + i * 12 + 2 * k] = (uint8_t)(r[k] >> 8);
        t[7 + i * 12 + 2 * k] = (uint8_t)r[k];
    }
    return i + 1;
}

static void raw_name_table(void **state)
{
    (void)state;
    uint8_t t[128] = {0};
    static const uint8_t gb[] = {0xB7, 0xC2, 0xCB, 0xCE}, wide[] = {0x9E, 0xD1, 0x4F, 0x53, 0xD8, 0x40, 0xDC, 0x00};
    size_t n = 0;
    n = add_record(t, n, (const unsigned[]){3, 1, 0x409, 1, 2, 0});      /* "K", English */
    n = add_record(t, n, (const unsigned[]){1, 25, 33, 1, 4, 4});        /* 仿宋 in GB2312 bytes */
    n = add_record(t, n, (const unsigned[]){3, 1, 0x804, 1, 8, 8});      /* 黑体𠀀 in UTF-16 */
    n = add_record(t, n, (const unsigned[]){3, 1, 0x804, 4, 8, 60000});  /* outside: left out */
    t[3] = (uint8_t)n;
    t[5] = (uint8_t)(6 + n * 12);
    memcpy(t + t[5], "\0K", 2);
    memcpy(t + t[5] + 4, gb, 4);
    memcpy(t + t[5] + 8, wide, 8);
    struct font_names names = {0};
    font_names_read(arena, t, sizeof t, &names);
    assert_int_equal(names.n, 3);
    assert_string_equal(names.v[0].utf8, "黑体𠀀");
    assert_string_equal(names.v[1].utf8, "K");
    assert_string_equal(names.v[2].utf8, "仿宋");
    assert_string_equal(font_name_get(&names, 1, LANG_ZH), "黑体𠀀");
    assert_null(font_name_get(&names, 6, LANG_EN));
    for (size_t cut = 0; cut < sizeof t; cut++) /* cut off anywhere: fewer names, no fault */
        font_names_read(arena, t, cut, &(struct font_names){0});
}

/* ---- fonts.tab with faults ---- */

static size_t faults(const char *text)
{
    struct diags ds = {.a = arena};
    struct font_table t;
    char *copy = arena_strdup(arena, text);
    int rc = font_table_read(arena, "fonts.tab", copy, strlen(copy), &t, &ds);
    assert_int_equal(rc, ds.n ? -1 : 0);
    return ds.n;
}

static void faults_of_the_table(void **state)
{
    (void)state;
    assert_int_equal(faults("# 注释\n\n目录 /usr/share/fonts\n字体 仿宋 \"My Font.ttf\" 0 主 1000 0 —\n识别 生僻 1 甲 | 乙*\r\n"), 0);
    assert_int_equal(faults("\xEF\xBB\xBF目录 /a"), 0);
    static const char *const wrong[] = {
        "字体", "字体 隶书 a.ttf 0 主 1000 0", "字体 仿宋 a.ttf x 主 1000 0", "字体 仿宋 a.ttf 0 备 1000 0", "字体 仿宋 a.ttf 0 主 10 0",
        "字体 仿宋 a.ttf 0 主 1000", "字体 生僻 a.ttf 0 主 1000 0", "识别 仿宋 x 甲", "识别 隶书 1 甲", "识别 仿宋 1 甲 | --", "目录", "别的 甲", "目录 \xFF",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (faults(wrong[i]) != 1)
            fail_msg("no message for: %s", wrong[i]);
    assert_int_equal(faults("字体\n目录 /a\n识别\n"), 2); /* all faults at once */
}

static void a_quoted_file_name(void **state)
{
    (void)state;
    struct diags ds = {.a = arena};
    struct font_table t;
    char text[] = "字体 宋体 \"a b.ttf\" 3 西文 990 20 —…";
    assert_int_equal(font_table_read(arena, "fonts.tab", text, strlen(text), &t, &ds), 0);
    assert_int_equal(t.nchain, 1);
    assert_string_equal(t.chain[0].file, "a b.ttf");
    assert_int_equal(t.chain[0].number, 3);
    assert_int_equal(t.chain[0].use, USE_LATIN);
    assert_int_equal(t.chain[0].scale, 990);
    assert_string_equal(t.chain[0].signs, "—…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_to_roles), cmocka_unit_test(other_faces_do_not_match), cmocka_unit_test(stand_ins_come_last),
        cmocka_unit_test(the_key_of_a_name), cmocka_unit_test(all_names_of_a_face), cmocka_unit_test(raw_name_table),
        cmocka_unit_test(faults_of_the_table), cmocka_unit_test(a_quoted_file_name),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
