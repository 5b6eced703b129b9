/* jibao codes: the catalogue of messages as it is compiled in, so that the manual always tells what the program says. */
#include "app/verb.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct { char letter; const char *about; } groups[] = {
    {'E', "文件和文件夹"}, {'C', "命令和运行的前提"}, {'P', "工作方案和空白表"}, {'D', "读文件：编码和字符"},
    {'X', "读文件：XML 和格式"}, {'S', "季度报送的内容"}, {'T', "库"}, {'R', "机关配置、汇总和模板"},
    {'G', "公文 XML"}, {'L', "排版"}, {'F', "字体"}, {'B', "生成 PDF"}, {'V', "按国家标准核对 PDF"},
};
enum { GROUPS = sizeof groups / sizeof groups[0] };

/* The places for what is found (%1 …) as dots. */
static char *plain(struct arena *a, const char *tpl)
{
    struct buf b = {0};
    for (const char *p = tpl; *p; p++) {
        bool hole = p[0] == '%' && p[1] >= '1' && p[1] <= '9';
        if (hole)
            buf_adds(&b, "……");
        else
            buf_addc(&b, *p);
        p += hole;
    }
    char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* Asked for by code or by how codes begin; everything if nothing is asked for. */
static bool wanted(const struct command *c, enum msg m)
{
    for (size_t i = 0; i < c->nargs; i++)
        if (strncasecmp(msg_code(m), c->args[i], strlen(c->args[i])) == 0)
            return true;
    return c->nargs == 0;
}

static void add_line(struct buf *b, struct arena *a, const char *label, const char *tpl)
{
    if (tpl[0] && strcmp(tpl, "%1") != 0)
        buf_addf(b, "  - %s：%s\n", label, plain(a, tpl));
}

static size_t add_group(struct buf *b, struct arena *a, const struct command *c, size_t g)
{
    size_t n = 0;
    for (int i = 0; i < MSG_COUNT; i++) {
        enum msg m = (enum msg)i;
        if (msg_code(m)[0] != groups[g].letter || !wanted(c, m))
            continue;
        if (n++ == 0)
            buf_addf(b, "\n## %c　%s\n\n", groups[g].letter, groups[g].about);
        buf_addf(b, "- %s（%s）%s\n", msg_code(m), severity_name(msg_severity(m)), plain(a, msg_text(m)));
        add_line(b, a, "应为", msg_expected(m));
        add_line(b, a, "办法", msg_mend(m));
    }
    return n;
}

static const char head[] =
    "# 季报程序的各种意见\n\n"
    "每条意见有一个编号，编号的意思不变。致命：程序不能继续；错误：这份文件退回或没有生成；\n"
    "警告：收下，但要核对并在〈说明〉里写明原因（只写“核实无误”不算）；提示：看过即可。\n";

static json_t *entry(struct arena *a, enum msg m)
{
    const char *group = "";
    for (size_t g = 0; g < GROUPS; g++)
        if (groups[g].letter == msg_code(m)[0])
            group = groups[g].about;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "编号", msg_code(m), "级别", severity_name(msg_severity(m)), "类别", group, "问题",
                     plain(a, msg_text(m)), "应为", plain(a, msg_expected(m)), "办法", plain(a, msg_mend(m)));
}

static size_t print_json(struct run *run, const struct command *c)
{
    json_t *list = json_array();
    for (int i = 0; i < MSG_COUNT; i++)
        if (wanted(c, (enum msg)i))
            json_array_append_new(list, entry(run->a, (enum msg)i));
    size_t n = json_array_size(list);
    char *s = json_dumps(list, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    if (!s)
        base_die("内存不足");
    puts(s);
    free(s);
    json_decref(list);
    return n;
}

int verb_codes(struct run *run, const struct command *c)
{
    size_t n = 0;
    if (run->json) {
        n = print_json(run, c);
    } else {
        struct buf b = {0};
        for (size_t g = 0; g < GROUPS; g++)
            n += add_group(&b, run->a, c, g);
        if (c->nargs == 0)
            fputs(head, stdout);
        fputs(buf_str(&b), stdout);
        buf_drop(&b);
    }
    if (n == 0)
        verdict(run, "没有这样的编号。");
    else
        verdict(run, "\n共 %zu 条。", n);
    return n ? STATUS_WELL : STATUS_ATTENTION;
}
