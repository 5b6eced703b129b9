/*
 * The title's lines (7.3.1): words, names, 《》 and numbers whole, 的 和 及 与 not at a line's start, 梯形 or 菱形. The table shows how
 * real titles part; the lengths show the shape for every length from 8 to 80.
 */
#include "typeset_make.h"

#include "typeset/title.h"

#include <string.h>

struct broken { struct text t; struct tlines l; };

static void set(struct broken *b, const char *title)
{
    memset(b, 0, sizeof *b);
    text_add(&ts, &b->t, title, look_size(FONT_XBS, SIZE_2), 0);
    text_finish(&ts, &b->t);
    title_break(&ts, &b->t, AREA_W * 1000, &b->l);
}

static const char *shown(const struct broken *b)
{
    struct buf out = {0};
    for (size_t i = 0; i < b->l.n; i++) {
        buf_adds(&out, i ? "|" : "");
        for (size_t k = b->l.v[i].from; k < b->l.v[i].to; k++)
            buf_add_utf8(&out, b->t.v[k].cp);
    }
    const char *s = arena_strdup(ts.a, buf_str(&out));
    buf_drop(&out);
    return s;
}

/* The title in its lines, parted by |; blanks between sponsors vanish at a line's end. */
static const char *const real[] = {
    "关于开会的通知",
    "锦屏县人民政府关于|任免样例甲等同志职务的通知",
    "锦屏县人民政府办公室关于印发|《锦屏县巩固拓展易地扶贫搬迁成果|“六项行动”工作方案》的通知",
    "锦屏县易地扶贫搬迁工作领导小组办公室关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县民政局关于2022年|第四季度工作推进情况的报告",
    "锦屏县农业农村局关于申请拨付|2022年中央财政衔接推进乡村振兴|补助资金1,234.5万元的请示",
    "锦屏县人民政府关于加强安置区|物业管理和公共维修资金管理的意见",
    "锦屏县发展和改革局|锦屏县财政局　锦屏县生态移民局|关于下达2022年易地扶贫搬迁|后续扶持专项资金的通知",
    "关于报送第四季度工作推进情况的函",
    "锦屏县住房和城乡建设局关于|安置区基础设施和公共服务设施|“补短提质”专项行动进展情况的报告",
    "锦屏县人力资源和社会保障局|关于开展2022年易地扶贫搬迁劳动力|就业帮扶“百日行动”活动的通知",
    "中共锦屏县委办公室　锦屏县人民政府办公室|关于印发《关于实施“两建四强”行动推进|易地扶贫搬迁安置社区治理体系和|治理能力现代化的意见》的通知",
    "锦屏县人民政府关于表彰全县|脱贫攻坚先进集体和先进个人的决定",
    "锦屏县教育科技局关于三江镇第二小学和|敦寨中学扩建工程竣工验收有关事项的批复",
    "锦屏县卫生健康局关于2022年度家庭医生|签约服务和慢性病管理工作考核结果的通报",
    "锦屏县三江镇人民政府关于潘寨|移民安置点消防设施维修经费的请示",
    "锦屏县人民政府常务会议纪要",
    "锦屏县人民代表大会常务委员会关于|批准2022年县级财政预算调整方案的决议",
    "国务院关于印发“十四五”推进|农业农村现代化规划的通知",
    "锦屏县人民政府转发黔东南州人民政府|关于贯彻落实《国务院关于加强和改进消防|工作的意见》的实施意见的通知",
    "县生态移民局关于核实搬迁群众住房|不动产权登记有关情况的函",
    "锦屏县司法局关于办理|《锦屏县安置社区居民公约》|合法性审查的复函",
    "关于锦屏县2022年财政专户|管理资金收支预算执行情况与2023年|财政专户管理资金收支预算草案的报告",
    "锦屏县税务局关于|GB/T 9704—2012格式|执行情况的通报",
};
enum { JOINT = 7 }; /* the row whose sponsors stand on lines of their own */

/* The sample's titles, with the plan's names as in `jibao run`; broken by hand: three lines, 2022年第四季度 and the names whole. */
static const char *const sample[] = {
    "锦屏县民政局关于2022年第四季度|巩固拓展易地扶贫搬迁成果六项行动|工作推进情况的报告",
    "锦屏县林业局关于2022年第四季度|巩固拓展易地扶贫搬迁成果六项行动|工作推进情况的报告",
    "锦屏县总工会关于2022年第四季度|巩固拓展易地扶贫搬迁成果六项行动|工作推进情况的报告",
    "锦屏县交通运输局关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "中共锦屏县委宣传部关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县铜鼓镇人民政府关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县人力资源社会保障局关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县隆里古城旅游开发有限公司关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县易地扶贫搬迁工作领导小组办公室关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况的报告",
    "锦屏县易地扶贫搬迁工作领导小组办公室关于|2022年第四季度巩固拓展易地扶贫搬迁成果|六项行动工作推进情况报送情况的通报",
    "锦屏县易地扶贫搬迁工作领导小组办公室关于|印发2022年第四季度巩固拓展易地扶贫搬迁|成果六项行动工作亮点经验汇编的通知",
    "锦屏县易地扶贫搬迁工作领导小组办公室关于|印发2022年第四季度巩固拓展易地扶贫搬迁|成果六项行动工作问题台账的通知",
    "锦屏县易地扶贫搬迁工作领导小组办公室|关于印发锦屏县易地扶贫搬迁工作|领导小组成员名单的通知",
    "关于催报2022年第四季度巩固拓展|易地扶贫搬迁成果六项行动工作推进情况的函",
};

static const char *sample_names[] = {
    "2022年第四季度", "锦屏县民政局", "锦屏县林业局", "锦屏县总工会", "锦屏县交通运输局", "中共锦屏县委宣传部", "锦屏县铜鼓镇人民政府",
    "锦屏县人力资源社会保障局", "锦屏县隆里古城旅游开发有限公司",
};

/* How many of the titles part otherwise than shown; without the |, `joint`'s sponsors with blanks between them. */
static int wrongly_broken(const char *const *v, size_t n, size_t joint)
{
    int bad = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf whole = {0};
        for (const char *s = v[i]; *s; s++) { /* a break between two sponsors was a blank */
            if (*s == '|' && i == joint)
                buf_adds(&whole, strstr(s, "关于") == s + 1 ? "" : "　");
            else if (*s != '|')
                buf_addc(&whole, *s);
        }
        struct broken b;
        set(&b, buf_str(&whole));
        if (strcmp(shown(&b), v[i]) != 0) {
            print_error("wanted %s\n   got %s\n", v[i], shown(&b));
            bad++;
        }
        buf_drop(&whole);
        arena_reset(ts.scratch);
    }
    return bad;
}

static void real_titles(void **state)
{
    (void)state;
    assert_int_equal(wrongly_broken(real, sizeof real / sizeof real[0], JOINT), 0);
}

static void sample_titles(void **state)
{
    (void)state;
    const struct strings lexicon = {sample_names, sizeof sample_names / sizeof sample_names[0], 0};
    ts.lexicon = &lexicon;
    int bad = wrongly_broken(sample, sizeof sample / sizeof sample[0], SIZE_MAX);
    ts.lexicon = NULL;
    assert_int_equal(bad, 0);
}

/* Neither an hourglass nor lines of one width; every line within the type area. */
static void shape(const struct broken *b)
{
    int falling = 0, equal = 0;
    for (size_t i = 0; i < b->l.n; i++) {
        nm w = b->l.v[i].natural;
        assert_true(w <= AREA_W * 1000);
        if (i == 0)
            continue;
        nm d = w - b->l.v[i - 1].natural, half = SIZE_2 * 1000 / 2;
        equal += d < half && d > -half;
        if (d > half && falling)
            fail_msg("an hourglass: %s", shown(b));
        falling |= d < -half;
    }
    if (b->l.n > 1 && equal == (int)b->l.n - 1 && b->l.n > 2)
        fail_msg("a rectangle: %s", shown(b));
}

static void every_length(void **state)
{
    (void)state;
    static const char subject[] = "做好巩固拓展易地扶贫搬迁成果和推进安置社区治理以及落实后续扶持政策与加强就业帮扶工作并开展2022年第四季度督促检查"
                                  "有关事项和考核结果运用及问题整改情况报送";
    for (size_t n = 2; n <= utf8_count(subject, strlen(subject)); n++) {
        struct buf t = {0};
        const char *s = subject, *end = subject + strlen(subject);
        buf_adds(&t, "关于");
        for (size_t k = 0; k < n; k++) {
            uint32_t c;
            s += utf8_decode(s, end, &c);
            buf_add_utf8(&t, c);
        }
        buf_adds(&t, "的通知");
        struct broken b;
        set(&b, buf_str(&t));
        shape(&b);
        for (size_t i = 1; i < b.l.n; i++) { /* no particle begins a line, no number is parted */
            uint32_t first = b.t.v[b.l.v[i].from].cp, before = b.t.v[b.l.v[i].from - 1].cp;
            if (first == 0x7684 || first == 0x548C || first == 0x53CA || first == 0x4E0E)
                fail_msg("a particle begins a line: %s", shown(&b));
            assert_false(first >= '0' && first <= '9' && before >= '0' && before <= '9');
        }
        assert_true(b.l.n <= 5);
        buf_drop(&t);
        arena_reset(ts.scratch);
    }
}

static void books_stay_whole(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 15; n++) { /* a 《》 that fits a line is in one line, wherever it stands */
        struct buf t = {0};
        buf_adds(&t, "锦屏县人民政府关于印发《锦屏县");
        for (size_t k = 0; k < n; k++)
            buf_adds(&t, k % 2 ? "案" : "方");
        buf_adds(&t, "》和做好宣传贯彻落实工作的通知");
        struct broken b;
        set(&b, buf_str(&t));
        const char *s = shown(&b), *open = strstr(s, "《"), *close = strstr(s, "》"), *bar = strchr(open, '|');
        if (bar && bar < close)
            fail_msg("《》 of %zu letters parted: %s", n + 5, s);
        buf_drop(&t);
        arena_reset(ts.scratch);
    }
}

static void author_breaks_hold(void **state)
{
    (void)state;
    struct broken b = {0};
    text_add(&ts, &b.t, "关于某事", look_size(FONT_XBS, SIZE_2), 0);
    text_add_break(&b.t);
    text_add(&ts, &b.t, "的通知", look_size(FONT_XBS, SIZE_2), 0);
    text_finish(&ts, &b.t);
    title_break(&ts, &b.t, AREA_W * 1000, &b.l);
    assert_string_equal(shown(&b), "关于某事|的通知");
    arena_reset(ts.scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_titles),
        cmocka_unit_test(sample_titles),
        cmocka_unit_test(every_length),
        cmocka_unit_test(books_stay_whole),
        cmocka_unit_test(author_breaks_hold),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
