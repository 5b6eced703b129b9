/* The head of a submission: unit, quarter, plan, people, dates, version. */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_MAX = 40 /* characters of 职务 */ };

static xmlNode *field(const struct reading *r, const char *name) { return node_child(r->root, name); }

/* A full-width 年度 or 季度 is read; the receipt says so. */
static void list_fullwidth(struct reading *r, const char *name)
{
    xmlNode *e = field(r, name);
    char *s = text_trim(r->a, node_text(r->a, e)), *t = text_halfwidth(r->a, s);
    if (e && strcmp(s, t) != 0)
        rule_changed(r, place_value(r->s, e), PATH(r, e), s, t);
}

static void check_unit(struct reading *r)
{
    xmlNode *e = field(r, "单位");
    const char *written = r->out->unit_written;
    if (!e || !written || r->out->unit)
        return;
    const char *listed;
    const struct unit *like[PLAN_SUGGESTED];
    size_t n = plan_suggest_units(r->plan, written, like);
    struct buf names = {0};
    for (size_t i = 0; i < n; i++)
        buf_addf(&names, "%s“%s”", i ? "或" : "", like[i]->shortname);
    if (plan_lists_units(r->plan, r->a, written, &listed))
        SAY(r, S121, place_value(r->s, e), PATH(r, e), written, written, listed);
    else if (n)
        SAY(r, S103, place_value(r->s, e), PATH(r, e), written, written, buf_str(&names));
    else
        SAY(r, S102, place_value(r->s, e), PATH(r, e), written, written);
    buf_drop(&names);
}

/* The quarter that a folder on the file's path names: 2022Q4/民政局.xml; year 0 if none. */
static struct quarter folder_quarter(struct arena *a, const char *file)
{
    struct quarter q = {0};
    for (const char *p = file; p;) {
        const char *slash = strchr(p, '/');
        if (slash && quarter_parse(arena_strndup(a, p, (size_t)(slash - p)), &q))
            return q;
        p = slash ? slash + 1 : NULL;
    }
    return (struct quarter){0};
}

/* Four digits, as the form wants them, but no year that anybody could mean. */
static bool impossible_year(struct reading *r)
{
    xmlNode *e = field(r, "年度");
    const char *s = e ? text_halfwidth(r->a, text_trim(r->a, node_text(r->a, e))) : "";
    return strspn(s, "0123456789") == 4 && (atoi(s) < FIRST_YEAR || atoi(s) > LAST_YEAR);
}

/* 2022Q4 and the like in 〈季度〉 are read as 第四季度; the receipt says so. Another year than in 〈年度〉 is a fault. */
static void list_quarter(struct reading *r)
{
    xmlNode *e = field(r, "季度");
    char *s = text_trim(r->a, node_text(r->a, e));
    int year, q = read_quarter(r->a, s, &year);
    if (!e || !q || (!year && !strpbrk(s, "q") && !strstr(s, "Ｑ") && !strstr(s, "ｑ"))) {
        list_fullwidth(r, "季度");
        return;
    }
    if (year && r->out->quarter.year && year != r->out->quarter.year) {
        r->wrong_quarter = true;
        SAY(r, S122, place_value(r->s, e), PATH(r, e), s, s, arena_printf(r->a, "%d", r->out->quarter.year));
        return;
    }
    static const char *const name[] = {"第一季度", "第二季度", "第三季度", "第四季度"};
    rule_changed(r, place_value(r->s, e), PATH(r, e), s, name[q - 1]);
}

/* Where the fault is: at 〈年度〉 if no quarter of that year would do, else at 〈季度〉 */
static xmlNode *faulty_part(const struct reading *r)
{
    int year = r->out->quarter.year;
    bool fits = year >= r->plan->start.year && year <= r->plan->end.year && year <= r->today.year;
    xmlNode *y = field(r, "年度");
    return fits || !y ? field(r, "季度") : y;
}

static void check_quarter(struct reading *r)
{
    struct quarter q = r->out->quarter;
    xmlNode *e = field(r, "季度");
    list_fullwidth(r, "年度");
    list_quarter(r);
    if (!q.year && impossible_year(r)) {
        xmlNode *y = field(r, "年度");
        r->wrong_quarter = true;
        SAY(r, S111, place_value(r->s, y), PATH(r, y), NULL, text_trim(r->a, node_text(r->a, y)), arena_printf(r->a, "%d", r->plan->start.year));
    }
    if (!e || !q.year || r->wrong_quarter)
        return;
    const char *name = quarter_chinese(r->a, q);
    struct quarter folder = folder_quarter(r->a, r->s->file);
    const char *hint = folder.year && quarter_cmp(folder, q) != 0 ? arena_printf(r->a, "（文件放在 %s 文件夹里）", quarter_name(r->a, folder)) : "";
    bool outside = quarter_cmp(q, date_quarter(r->plan->start)) < 0 || quarter_cmp(q, date_quarter(r->plan->end)) > 0;
    r->wrong_quarter = outside || quarter_cmp(q, date_quarter(r->today)) > 0;
    e = r->wrong_quarter ? faulty_part(r) : e;
    struct place at = place_value(r->s, e);
    if (outside)
        SAY(r, S105, at, PATH(r, e), NULL, name, date_iso(r->a, r->plan->start), date_iso(r->a, r->plan->end), hint);
    else if (r->wrong_quarter)
        SAY(r, S106, at, PATH(r, e), NULL, name, date_iso(r->a, r->today), hint);
    else if (hint[0])
        SAY(r, S107, at, PATH(r, e), NULL, quarter_name(r->a, folder), name);
}

/* All brackets as 〔〕, blanks away: 锦易扶指通[2022]21号 and 锦易扶指通〔2022〕21号 name the same document. */
static char *bare_docno(struct arena *a, const char *s)
{
    static const char *const open[] = {"〔", "[", "［", "(", "（", "【", "﹝"}, *const close[] = {"〕", "]", "］", ")", "）", "】", "﹞"};
    struct buf b = {0};
    for (const char *p = text_halfwidth(a, s); *p;) {
        size_t k, n = 0;
        for (k = 0; k < sizeof open / sizeof *open && !n; k++) {
            if (strncmp(p, open[k], strlen(open[k])) == 0) {
                buf_adds(&b, "〔");
                n = strlen(open[k]);
            } else if (strncmp(p, close[k], strlen(close[k])) == 0) {
                buf_adds(&b, "〕");
                n = strlen(close[k]);
            }
        }
        if (!n && *p != ' ' && strncmp(p, "　", 3) != 0)
            buf_addc(&b, *p);
        p += n ? n : strncmp(p, "　", 3) == 0 ? 3 : 1;
    }
    char *t = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return t;
}

static void check_plan(struct reading *r)
{
    xmlNode *e = field(r, "方案");
    const char *written = r->sub->plan, *docno = r->plan->docno;
    if (!e || !written || !written[0] || !docno)
        return;
    struct place at = place_value(r->s, e);
    if (strcmp(bare_docno(r->a, written), bare_docno(r->a, docno)) != 0) {
        SAY(r, S108, at, PATH(r, e), written, written, docno);
        return;
    }
    if (strcmp(written, docno) != 0)
        rule_changed(r, at, PATH(r, e), written, docno);
    r->sub->plan = docno;
}

/* GB/T 9704 7.2.5: 发文机关代字、年份、发文顺序号; 年份用六角括号, 顺序号不加“第”、不编虚位 */
static void check_docno(struct reading *r)
{
    xmlNode *e = field(r, "发文字号");
    const char *s = r->sub->docno;
    if (!e || !s || !s[0])
        return;
    const char *open = strstr(s, "〔"), *digits = open ? open + strlen("〔") : "";
    const char *number = strncmp(digits + strspn(digits, "0123456789"), "〕", 3) == 0 ? digits + strspn(digits, "0123456789") + 3 : "";
    size_t n = strspn(number, "0123456789");
    bool good = open > s && strspn(digits, "0123456789") == 4 && n > 0 && number[0] != '0' && strcmp(number + n, "号") == 0;
    if (!good)
        SAY(r, S116, place_value(r->s, e), PATH(r, e), s, s);
}

static void check_person(struct reading *r, const char *name, const char *value, const char *who)
{
    xmlNode *e = field(r, name);
    if (e && value && value[0] && (text_placeholder(r->a, value) || text_blank_mark(r->a, value)))
        SAY(r, S110, place_value(r->s, e), PATH(r, e), value, name, value, who);
}

/* Fields of one line end in tables and heads of documents: nobody's name has five thousand characters. */
static bool check_field(struct reading *r, const char *name, const char *value)
{
    static const struct { const char *name; size_t most; } fields[] = {
        {"单位", 60}, {"方案", 60}, {"发文字号", 40}, {"填报人", 30}, {"审签人", 30}, {"联系电话", 60}};
    xmlNode *e = field(r, name);
    size_t n = e && value ? utf8_count(value, strlen(value)) : 0;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(fields[i].name, name) == 0 && n > fields[i].most) {
            SAY(r, S119, place_value(r->s, e), PATH(r, e), text_short(r->a, value, 30), name, arena_printf(r->a, "%zu", n),
                arena_printf(r->a, "%zu", fields[i].most));
            return false;
        }
    return true;
}

/* Groups of digits with one mark between them, whatever the writer used: 0855-7223344, x before an extension; "" if it is no such thing */
static char *phone_groups(struct arena *a, const char *s)
{
    static const struct { const char *from; char to; } marks[] = {
        {"转分机", 'x'}, {"分机号", 'x'}, {"分机", 'x'}, {"转", 'x'}, {"ext.", 'x'}, {"ext", 'x'}, {"EXT", 'x'}, {"x", 'x'}, {"#", 'x'}, {"(", '-'},
        {")", '-'}, {"（", '-'}, {"）", '-'}, {"—", '-'}, {"–", '-'}, {"-", '-'}, {":", '-'}, {"：", '-'}, {" ", '-'}, {"　", '-'}, {".", '-'}, {"·", '-'}};
    struct buf b = {0};
    for (const char *p = s; *p;) {
        size_t i = 0, many = sizeof marks / sizeof marks[0];
        if (*p >= '0' && *p <= '9') {
            buf_addc(&b, *p++);
            continue;
        }
        while (i < many && strncmp(p, marks[i].from, strlen(marks[i].from)) != 0)
            i++;
        if (i == many) {
            buf_drop(&b);
            return arena_strdup(a, "");
        }
        if (b.n && b.p[b.n - 1] == '-') /* 转 beside a bracket or blank */
            b.p[b.n - 1] = marks[i].to;
        else if (b.n && b.p[b.n - 1] != 'x')
            buf_addc(&b, marks[i].to);
        p += strlen(marks[i].from);
    }
    while (b.n && b.p[b.n - 1] == '-')
        b.n--;
    char *t = arena_strndup(a, b.n ? b.p : "", b.n);
    buf_drop(&b);
    return t;
}

/* How many digits stand before the extension, the marks between them not counted; they go to out. */
static size_t main_digits(const char *s, size_t groups, char out[16])
{
    size_t n = 0;
    for (; *s && *s != 'x' && groups && n < 15; s++)
        if (*s == '-')
            groups--;
        else
            out[n++] = *s;
    out[n] = 0;
    return n;
}

/* 13985551234, 139-8555-1234; 0855-7223344; 7223344; 400-800-1234 */
static bool phone_number(const char *d, size_t n)
{
    if (n == 11 && d[0] == '1')
        return d[1] >= '3';
    if (n == 10 && (strncmp(d, "400", 3) == 0 || strncmp(d, "800", 3) == 0))
        return true;
    return d[0] == '0' ? n >= 10 && n <= 12 : n == 7 || n == 8;
}

/* A number, perhaps with 86 in front, perhaps with an extension behind: x8012, or a last group of its own */
static bool phone_form(struct arena *a, const char *s)
{
    const char *p = strncmp(s, "+86", 3) == 0 ? s + 3 : strncmp(s, "0086", 4) == 0 ? s + 4 : s;
    char *t = phone_groups(a, p), d[16];
    t += p > s && *t == '-';
    size_t groups = 1;
    for (const char *c = t; *c && *c != 'x'; c++)
        groups += *c == '-';
    const char *ext = strchr(t, 'x');
    if (ext && (strspn(ext + 1, "0123456789") != strlen(ext + 1) || strlen(ext + 1) > 6 || !ext[1]))
        return false;
    if (groups > 4)
        return false;
    if (phone_number(d, main_digits(t, groups, d)))
        return true;
    const char *last = strrchr(t, '-');
    return !ext && groups > 1 && strlen(last + 1) <= 5 && phone_number(d, main_digits(t, groups - 1, d));
}

static void check_phone(struct reading *r)
{
    xmlNode *e = field(r, "联系电话");
    const char *s = r->sub->phone;
    if (!e || !s || !s[0])
        return;
    struct place at = place_value(r->s, e);
    char *t = text_halfwidth(r->a, s);
    if (strcmp(t, s) != 0) {
        rule_changed(r, at, PATH(r, e), s, t);
        r->sub->phone = t;
    }
    char *one = arena_strdup(r->a, t); /* several numbers: the first one counts here */
    static const char *const several[] = {"/", ",", ";", "、", "；", "或"};
    for (size_t i = 0; i < sizeof several / sizeof several[0]; i++)
        one[strstr(one, several[i]) ? (size_t)(strstr(one, several[i]) - one) : strlen(one)] = 0;
    if (!phone_form(r->a, text_trim(r->a, one)))
        SAY(r, S109, at, PATH(r, e), s, s);
}

static void check_filed(struct reading *r)
{
    xmlNode *e = field(r, "填报日期");
    struct date d = r->sub->filed;
    struct quarter q = r->out->quarter;
    if (!e || !d.year)
        return;
    struct date begin = {q.year, (int8_t)(q.q * 3 - 2), 1};
    if (date_cmp(d, r->today) > 0)
        SAY(r, S112, place_value(r->s, e), PATH(r, e), NULL, date_iso(r->a, d), date_iso(r->a, r->today));
    else if (q.year && !r->wrong_quarter && date_cmp(d, begin) < 0)
        SAY(r, S113, place_value(r->s, e), PATH(r, e), NULL, date_iso(r->a, d));
}

static void check_version(struct reading *r)
{
    xmlNode *e = field(r, "版次");
    int v = r->sub->version;
    if (!e || !v || !r->current || submission_same(r->current, r->sub))
        return;
    int stored = r->current->version;
    if (v < stored)
        SAY(r, S114, place_value(r->s, e), PATH(r, e), NULL, arena_printf(r->a, "%d", v), arena_printf(r->a, "%d", stored),
            arena_printf(r->a, "%d", stored + 1));
    else if (v == stored)
        SAY(r, S115, place_value(r->s, e), PATH(r, e), NULL, arena_printf(r->a, "%d", v));
}

void rules_head(struct reading *r)
{
    struct submission *s = r->sub;
    if (check_field(r, "单位", r->out->unit_written))
        check_unit(r);
    check_quarter(r);
    if (check_field(r, "方案", s->plan))
        check_plan(r);
    if (check_field(r, "发文字号", s->docno))
        check_docno(r);
    if (check_field(r, "填报人", s->filer))
        check_person(r, "填报人", s->filer, "实际填报的人");
    if (check_field(r, "审签人", s->signer))
        check_person(r, "审签人", s->signer, "审签的单位领导");
    if (s->signer_title && utf8_count(s->signer_title, strlen(s->signer_title)) > TITLE_MAX)
        SAY(r, S119, place_attribute(r->s, field(r, "审签人"), "职务"), path_attribute(r->a, field(r, "审签人"), "职务", r->plan), NULL, "职务",
            arena_printf(r->a, "%zu", utf8_count(s->signer_title, strlen(s->signer_title))), arena_printf(r->a, "%d", TITLE_MAX));
    if (s->filer && s->signer && s->filer[0] && strcmp(s->filer, s->signer) == 0)
        SAY(r, S120, place_value(r->s, field(r, "审签人")), PATH(r, field(r, "审签人")), NULL, NULL);
    if (check_field(r, "联系电话", s->phone))
        check_phone(r);
    check_filed(r);
    check_version(r);
}
