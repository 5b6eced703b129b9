/* jibao 季报: the command line. */
#include "app/app.h"

#include "base/file.h"

#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JIBAO_VERSION "0.1"

static const char usage_text[] =
    "用法：jibao 动作 [参数] [选项]\n"
    "  run    [2022Q4]          收件、入库、写出本季度全部公文\n"
    "  check  文件…             检查报送、方案或公文 XML，不入库\n"
    "  intake                   只收件\n"
    "  status [2022Q4]          报送情况：按时 / 逾期 / 退回 / 未报\n"
    "  report [2022Q4] [--only 文种[:单位]]   从数据库重新写出公文\n"
    "  data   [2022Q4]          报告数据（XML）\n"
    "  render 公文.xml [-o 输出.pdf]   把任何公文 XML 排成 PDF\n"
    "  trace  公文.xml          版面上的每一项，一行一项\n"
    "  fonts                    各种字体用的是哪个字库\n"
    "  backup 文件              备份数据库\n"
    "  audit                    核对流水账和原件\n"
    "  help [动作]              用法        --version  版本\n"
    "选项：-C 文件夹（templates/ fonts/ input/ output/ 所在）  --date 2022-12-26（当作今天）  --jobs N\n"
    "      --quiet  --json  --keep-xml（留下中间的公文 XML）\n"
    "退出状态：0 一切正常；1 办完了，有退回或要过问的事；2 命令写错；3 没有办成\n";

static const struct { const char *verb, *help; } helps[] = {
    {"run", "jibao run [2022Q4]\n收下 input/ 里的来件，入库，写出该季度的全部公文到 output/2022Q4/。不写季度时取最新的一个。重复运行不会重复计数，也不改动没有变化的文件。\n"},
    {"check", "jibao check 文件…\n检查季度报送、工作方案或公文 XML，指出每处错误的行列和改法。不入库。\n"},
    {"intake", "jibao intake\n只收件、入库、写回执，不排公文。\n"},
    {"status", "jibao status [2022Q4] [--json]\n列出各单位的报送情况。\n"},
    {"report", "jibao report [2022Q4] [--only 部门报告:县民政局]\n不收件，从数据库重新写出公文；--only 只写一种或一个单位的。\n"},
    {"data", "jibao data [2022Q4]\n把该季度的报告数据（XML）写到标准输出，供查对或别的程序使用。\n"},
    {"render", "jibao render 公文.xml [-o 输出.pdf]\n把公文 XML 按 GB/T 9704—2012 排成 PDF；输出名以 .txt 结尾时写出版面文字。\n"},
    {"trace", "jibao trace 公文.xml\n写出版面上的每一项（位置单位：微米）。\n"},
    {"fonts", "jibao fonts [--json]\n列出仿宋、楷体、黑体、小标宋、宋体各用哪个字库、覆盖多少字、能否嵌入。\n"},
    {"backup", "jibao backup 文件\n把数据库备份到一个文件，运行中也可以备份。\n"},
    {"audit", "jibao audit\n核对流水账的哈希链、数据库和每件原件。\n"},
};

struct options { const char *verb; const char *args[1024]; size_t nargs; const char *out, *only; };

static int wrong(const char *fmt, const char *what)
{
    fprintf(stderr, fmt, what);
    fputs("\n用法见：jibao help\n", stderr);
    return STATUS_USAGE;
}

static int help(const char *verb)
{
    for (size_t i = 0; verb && i < sizeof helps / sizeof helps[0]; i++)
        if (strcmp(helps[i].verb, verb) == 0) {
            fputs(helps[i].help, stdout);
            return STATUS_WELL;
        }
    if (verb)
        return wrong("没有“%s”这个动作。", verb);
    fputs(usage_text, stdout);
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
static int valued(struct run *run, struct options *o, const char *name, const char *value)
{
    if (!value)
        return wrong("选项 %s 后面缺少内容。", name);
    if (strcmp(name, "-C") == 0)
        run->dir = value;
    else if (strcmp(name, "-o") == 0)
        o->out = value;
    else if (strcmp(name, "--only") == 0)
        o->only = value;
    else if (strcmp(name, "--date") == 0) {
        if (!date_parse_iso(value, &run->today))
            return wrong("日期“%s”应写作 2022-12-26。", value);
    } else if (!number(value, 64, &run->jobs))
        return wrong("--jobs 应为 1 到 64 的整数，不是“%s”。", value);
    return 0;
}

static int parse(struct run *run, struct options *o, int argc, char **argv)
{
    static const char *const with_value[] = {"-C", "-o", "--only", "--date", "--jobs"};
    for (int i = 1; i < argc; i++) {
        const char *s = argv[i];
        size_t k = 0;
        while (k < 5 && strcmp(s, with_value[k]) != 0)
            k++;
        if (k < 5) {
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
        else if (strcmp(s, "--version") == 0 || strcmp(s, "--help") == 0)
            o->verb = s;
        else if (s[0] == '-' && s[1])
            return wrong("不认识的选项“%s”。", s);
        else if (!o->verb)
            o->verb = s;
        else if (o->nargs + 1 < sizeof o->args / sizeof o->args[0])
            o->args[o->nargs++] = s;
        else
            return wrong("参数过多（从“%s”起）。", s);
    }
    return 0;
}

static int dispatch(struct run *run, struct options *o)
{
    const char *v = o->verb;
    if (strcmp(v, "run") == 0) return verb_run(run, o->args);
    if (strcmp(v, "intake") == 0) return verb_intake(run, o->args);
    if (strcmp(v, "status") == 0) return verb_status(run, o->args);
    if (strcmp(v, "report") == 0) return verb_report(run, o->args, o->only);
    if (strcmp(v, "data") == 0) return verb_data(run, o->args);
    if (strcmp(v, "check") == 0) return verb_check(run, o->args);
    if (strcmp(v, "render") == 0) return verb_render(run, o->args, o->out, false);
    if (strcmp(v, "trace") == 0) return verb_render(run, o->args, o->out, true);
    if (strcmp(v, "fonts") == 0) return verb_fonts(run);
    if (strcmp(v, "backup") == 0) return verb_backup(run, o->args);
    if (strcmp(v, "audit") == 0) return verb_audit(run);
    return wrong("没有“%s”这个动作。", v);
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
    struct options o = {0};
    run.diags.a = run.a;
    int rc = parse(&run, &o, argc, argv);
    if (rc == 0 && (!o.verb || strcmp(o.verb, "help") == 0 || strcmp(o.verb, "--help") == 0))
        rc = o.verb ? help(o.args[0]) : (fputs(usage_text, stderr), STATUS_USAGE);
    else if (rc == 0 && strcmp(o.verb, "--version") == 0)
        puts("jibao 季报 " JIBAO_VERSION);
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
