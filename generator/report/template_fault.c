/* template_fault: libxslt's and XPath's English faults as R messages in Chinese, with the template's file and line. */
#include "report/template.h"

#include <libxml/tree.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local struct template_faults *faults;

/* What the library says → what the office reads; %s stands for the first thing it quotes. */
static const struct { const char *says, *means; } words[] = {
    {"has not been declared", "变量“%s”没有定义"},
    {"Undefined variable", "用了没有定义的变量"},
    {"called template", "没有名叫“%s”的模板段"},
    {"could not compile", "表达式“%s”写错了"},
    {"failed to compile", "表达式“%s”写错了"},
    {"Failed to compile", "表达式“%s”写错了"},
    {"XPath evaluation returned no result", "表达式算不出结果"},
    {"xsltValueOf", "表达式算不出结果"},
    {"recursion detected on", "模板互相引用没有尽头"},
    {"recursion", "模板段互相套用没有尽头"},
    {"potential infinite template", "模板段互相套用没有尽头"},
    {"already defined", "“%s”定义了两次"},
    {"Redefinition", "“%s”定义了两次"},
    {"denied", "模板不许读写文件或上网"},
    {"refused", "模板不许读写文件或上网"},
    {"not an XSLT", "不是 XSLT 模板"},
    {"not a stylesheet", "不是 XSLT 模板"},
    {"document is not", "不是 XSLT 模板"},
    {"xsl:version is missing", "根元素缺少 version"},
    {"unknown", "“%s”不认识"},
    {"is not allowed", "“%s”不能写在这里"},
    {"unregistered", "用了不认识的函数"},
    {"Unregistered function", "用了不认识的函数"},
    {"missing", "“%s”写得不完整"},
    {"attribute is", "“%s”写得不完整"},
    {"expected", "“%s”写得不完整"},
};

static char *first_quoted(struct arena *a, const char *s)
{
    const char *open = strchr(s, '\''), *close = open ? strchr(open + 1, '\'') : NULL;
    return close ? arena_strndup(a, open + 1, (size_t)(close - open - 1)) : NULL;
}

static const char *in_chinese(struct arena *a, const char *s)
{
    const char *name = first_quoted(a, s), *word = strstr(s, "unknown ");
    if (!name && word) /* unknown xsl:循环 */
        name = arena_strdup(a, word + strlen("unknown "));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!strstr(s, words[i].says))
            continue;
        const char *gap = strstr(words[i].means, "%s");
        if (!gap)
            return words[i].means;
        return arena_printf(a, "%.*s%s%s", (int)(gap - words[i].means), words[i].means, name ? name : "", gap + 2);
    }
    return name ? arena_printf(a, "“%s”附近写错了", name) : "写法有错";
}

/* libxslt's general phrase for what XPath has said more exactly */
static bool vague(const char *text) { return strstr(text, "returned no result") != NULL; }

static void tell(struct template_faults *f, const char *text)
{
    f->errors++;
    f->in_fault = false;
    if (f->xpath && vague(text))
        text = f->xpath;
    f->xpath = NULL;
    if (f->at.line && f->at.line == f->last_line && f->errors > 1)
        return;
    f->last_line = f->at.line;
    struct place at = f->at.file ? f->at : (struct place){.file = f->file};
    const char *words_for = in_chinese(f->a, text), *missing = strstr(text, "unable to load ");
    if (missing)
        DIAG(f->ds, R204, at, NULL, text, template_path(f->a, missing + strlen("unable to load ")));
    else if (f->compiling)
        DIAG(f->ds, R201, at, NULL, text, words_for);
    else
        DIAG(f->ds, R202, at, NULL, text, words_for);
    f->told = true;
}

/* "compilation error: file X line N element Y", "runtime error: file X line N element Y" */
static bool is_place(struct template_faults *f, const char *s)
{
    bool compile = strncmp(s, "compilation error", 17) == 0, run = strncmp(s, "runtime error", 13) == 0;
    if (!compile && !run && strncmp(s, "error", 5) != 0)
        return false;
    const char *file = strstr(s, "file "), *line = NULL;
    for (const char *p = file; p && (p = strstr(p, " line ")); p++)
        line = p;
    f->at = (struct place){0};
    if (file && line && line > file) {
        f->at.file = template_path(f->a, arena_strndup(f->a, file + 5, (size_t)(line - file - 5)));
        for (const char *p = line + 6; *p >= '0' && *p <= '9'; p++)
            f->at.line = f->at.line * 10 + (uint32_t)(*p - '0');
    }
    return true;
}

static void take_line(struct template_faults *f, const char *s)
{
    if (is_place(f, s))
        f->in_fault = true;
    else if (f->in_fault || f->compiling)
        tell(f, s);
    else if (*s && !f->errors) /* xsl:message; after a fault libxslt goes on with details in English */
        DIAG(f->ds, R203, ((struct place){.file = f->file}), NULL, NULL, s);
}

void template_fault_generic(void *ctx, const char *fmt, ...)
{
    (void)ctx;
    struct template_faults *f = faults;
    if (!f)
        return;
    va_list ap;
    char *text = NULL;
    va_start(ap, fmt);
    if (vasprintf(&text, fmt, ap) < 0)
        base_die("内存不足：模板的提示没有留下");
    va_end(ap);
    for (const char *p = text; *p; p++) {
        if (*p != '\n') {
            buf_addc(&f->line, *p);
            continue;
        }
        take_line(f, arena_strdup(f->a, buf_str(&f->line)));
        buf_clear(&f->line);
    }
    free(text);
}

/* XPath tells its own half through libxml2; libxslt's half, with the place, comes next. */
void template_fault_xpath(void *user, xmlErrorPtr e)
{
    struct template_faults *f = user;
    if (!e || e->level < XML_ERR_ERROR)
        return;
    f->errors++;
    if (e->domain == XML_FROM_XPATH)
        f->xpath = arena_strdup(f->a, e->message ? e->message : "");
}

void template_faults_begin(struct template_faults *f) { faults = f; }

void template_faults_end(struct template_faults *f)
{
    if (f->line.n)
        take_line(f, arena_strdup(f->a, buf_str(&f->line)));
    if (f->xpath && !f->told) {
        f->at = (struct place){0};
        tell(f, f->xpath);
    }
    buf_drop(&f->line);
    faults = NULL;
}
