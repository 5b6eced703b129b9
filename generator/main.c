/* jibao 季报: the command line. */
#include "app/verb.h"

#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JIBAO_VERSION "0.1"

static const char options_text[] =
    "选项：-C 文件夹（templates/ fonts/ input/ output/ 所在）  --date 2022-12-26（当作今天）  --jobs N\n"
    "      --quiet  --json  --keep-xml（留下中间的公文 XML）\n"
    "退出状态：0 一切正常；1 办完了，有退回或要过问的事；2 命令写错；3 没有办成\n";

struct asked { const char *verb; struct command c; unsigned options; bool version, help; };

static int wrong(const char *fmt, const char *what)
{
    fprintf(stderr, fmt, what);
    fputs("\n用法见：jibao help\n", stderr);
    return STATUS_USAGE;
}

static const struct verb *find_verb(const char *name)
{
    for (const struct verb *v = verbs; v->name; v++)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

/* Columns that a terminal shows: 2 for each character that is not ASCII, which all of ours are. */
static int columns(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += (*s & 0xC0) == 0x80 ? 0 : *s & 0x80 ? 2 : 1;
    return n;
}

static void overview(FILE *to)
{
    fputs("用法：jibao 动作 [参数] [选项]\n", to);
    for (const struct verb *v = verbs; v->name; v++)
        fprintf(to, "  %-8s %s%*s  %s\n", v->name, v->args, columns(v->args) < 24 ? 24 - columns(v->args) : 0, "", v->does);
    fputs("  help     [动作]                    用法；jibao --version 版本\n", to);
    fputs(options_text, to);
}

static int help(const char *name)
{
    const struct verb *v = name ? find_verb(name) : NULL;
    if (name && !v)
        return wrong("没有“%s”这个动作。", name);
    if (v)
        printf("jibao %s %s\n%s", v->name, v->args, v->help);
    else
        overview(stdout);
    return STATUS_WELL;
}

static bool number(const char *s, int most, int *out)
{
    char *end;
    long v = strtol(s, &end, 10);
    if (!*s || *end || v < 1 || v > most)
        return false;
    *out = (int)v;
    return true;
}

/* One option with a value; 0, or the exit status. */
static int valued(struct run *run, struct asked *o, const char *name, const char *value)
{
    if (!value)
        return wrong("选项 %s 后面缺少内容。", name);
    if (strcmp(name, "-C") == 0)
        run->dir = value;
    else if (strcmp(name, "-o") == 0) {
        o->c.out = value;
        o->options |= OPTION_OUT;
    } else if (strcmp(name, "--only") == 0) {
        o->c.only = value;
        o->options |= OPTION_ONLY;
    } else if (strcmp(name, "--copies") == 0) {
        if (!number(value, 9999, &o->c.copies))
            return wrong("--copies 应为 1 到 9999 的整数，不是“%s”。", value);
        o->options |= OPTION_COPIES;
    } else if (strcmp(name, "--date") == 0) {
        if (!date_parse_iso(value, &run->today))
            return wrong("日期“%s”应写作 2022-12-26。", value);
        run->today_given = true;
    } else if (!number(value, 64, &run->jobs))
        return wrong("--jobs 应为 1 到 64 的整数，不是“%s”。", value);
    return 0;
}

static int parse(struct run *run, struct asked *o, int argc, char **argv)
{
    static const char *const with_value[] = {"-C", "-o", "--only", "--copies", "--date", "--jobs"};
    enum { WITH_VALUE = sizeof with_value / sizeof *with_value };
    o->c.args = arena_calloc(run->a, (size_t)argc + 1, sizeof *o->c.args);
    for (int i = 1; i < argc; i++) {
        const char *s = argv[i];
        size_t k = 0;
        while (k < WITH_VALUE && strcmp(s, with_value[k]) != 0)
            k++;
        if (k < WITH_VALUE) {
            int rc = valued(run, o, s, i + 1 < argc ? argv[i + 1] : NULL);
            if (rc)
                return rc;
            i++;
        } else if (strcmp(s, "--quiet") == 0)
            run->quiet = true;
        else if (strcmp(s, "--json") == 0)
            run->json = true;
        else if (strcmp(s, "--keep-xml") == 0)
            run->keep_xml = true;
        else if (strcmp(s, "--version") == 0)
            o->version = true;
        else if (strcmp(s, "--help") == 0)
            o->help = true;
        else if (s[0] == '-' && s[1])
            return wrong("不认识的选项“%s”。", s);
        else if (!o->verb)
            o->verb = s;
        else
            o->c.args[o->c.nargs++] = s;
    }
    return 0;
}

/* The row's demands on the command; then its function. */
static int dispatch(struct run *run, const struct asked *o)
{
    const struct verb *v = find_verb(o->verb);
    const struct command *c = &o->c;
    if (!v)
        return wrong("没有“%s”这个动作。", o->verb);
    if (c->nargs < v->least)
        return wrong("缺少参数。写法：%s", arena_printf(run->a, "jibao %s %s", v->name, v->args));
    if (c->nargs > v->most)
        return wrong("参数过多：“%s”。", c->args[v->most]);
    unsigned extra = o->options & ~v->options;
    if (extra)
        return wrong("%s", arena_printf(run->a, "jibao %s 不用选项 %s。", v->name,
                                        extra & OPTION_OUT ? "-o" : extra & OPTION_ONLY ? "--only" : "--copies"));
    for (size_t i = 0; i < c->nargs && i < 32; i++)
        if (v->quarter >> i & 1 && !quarter_parse(c->args[i], &run->quarter))
            return wrong("“%s”不是季度，季度写作 2022Q4。", c->args[i]);
    return v->run(run, c);
}

/* With 0, 1 or 2 closed the first file opened would take their place, and a message could end up in the store. */
static void open_standard_files(void)
{
    for (int fd; (fd = open("/dev/null", O_RDWR)) >= 0;)
        if (fd > 2) {
            close(fd);
            break;
        }
}

int main(int argc, char **argv)
{
    open_standard_files();
    setlocale(LC_ALL, "C.UTF-8");
    struct run run = {.a = arena_new(), .today = date_today(), .jobs = (int)sysconf(_SC_NPROCESSORS_ONLN), .dir = "."};
    struct asked o = {0};
    run.diags.a = run.a;
    int rc = parse(&run, &o, argc, argv);
    base_verdict(!run.json);
    if (rc == 0 && o.version)
        puts("jibao 季报 " JIBAO_VERSION);
    else if (rc == 0 && !o.verb && !o.help) {
        overview(stderr);
        rc = STATUS_USAGE;
    } else if (rc == 0 && (o.help || strcmp(o.verb, "help") == 0))
        rc = help(o.verb && strcmp(o.verb, "help") == 0 ? o.c.args[0] : o.verb);
    else if (rc == 0) {
        bool here = strcmp(run.dir, ".") == 0;
        const char *const name[] = {"templates", "fonts", "input", "output"};
        const char **const to[] = {&run.templates, &run.fonts, &run.input, &run.output};
        for (int i = 0; i < 4; i++)
            *to[i] = here ? name[i] : arena_printf(run.a, "%s/%s", run.dir, name[i]);
        rc = dispatch(&run, &o);
    }
    if (fflush(stdout) != 0 && rc == STATUS_WELL) {
        fputs("致命: 标准输出写不进去（磁盘满或管道已关）\n", stderr);
        rc = STATUS_FAILED;
    }
    arena_drop(run.a);
    return rc;
}
