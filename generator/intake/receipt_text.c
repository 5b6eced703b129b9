/*
 * The receipt for people: what was received and when, accepted or sent back, each fault with its place, the line of the
 * file with a mark under it, and what to do. Nothing received can steer a terminal: controls are shown as codes.
 */
#include "intake/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { BEFORE = 30, BEHIND = 30 /* characters of the line shown on both sides of the place */, BYTES = 8 /* of a run that is no text */ };

/* Two columns in a Chinese font? Ambiguous ones (“ ” …) are wide there. */
static bool is_wide(uint32_t c)
{
    if (c < 0x80)
        return false;
    int w = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return w == U_EA_WIDE || w == U_EA_FULLWIDTH || w == U_EA_AMBIGUOUS;
}

static bool is_mark(uint32_t c)
{
    int t = u_charType((UChar32)c);
    return t == U_NON_SPACING_MARK || t == U_ENCLOSING_MARK;
}

/* One character of the file, as it is shown, and as much blank for the line with the mark. */
static void add_shown(struct buf *line, struct buf *pad, const char *s, int n, uint32_t c)
{
    char one[8] = {0};
    memcpy(one, s, (size_t)n);
    if (c == '\t' || c == '\r')
        one[0] = ' ';
    size_t before = line->n;
    diag_safe_text(line, one, false);
    size_t grown = line->n - before;
    if (grown != (size_t)n) /* shown as <U+XXXX> */
        for (size_t i = 0; pad && i < grown; i++)
            buf_addc(pad, ' ');
    else if (pad && !is_mark(c))
        buf_adds(pad, is_wide(c) ? "　" : " ");
}

/* The text that is quoted. Messages come in the order of the file, so a long line is walked once, not once a message. */
struct quoted { struct source s; const struct judged *j; struct place at; size_t offset; };

static int by_offset(const void *key, const void *element)
{
    size_t at = *(const size_t *)key, x = ((const struct undecoded *)element)->at;
    return at < x ? -1 : at > x;
}

/* What stands in the file where the text has U+FFFD; false: nothing else, it is the file's own. */
static bool add_bytes(struct buf *line, struct buf *pad, const struct judged *j, size_t at)
{
    const struct undecoded *u = j->nundecoded ? bsearch(&at, j->undecoded, j->nundecoded, sizeof *j->undecoded, by_offset) : NULL;
    for (size_t i = 0; u && i < u->n && i < BYTES; i++) {
        buf_addf(line, "<%02X>", (unsigned char)u->bytes[i]);
        if (pad)
            buf_adds(pad, "    ");
    }
    if (u && u->n > BYTES) {
        buf_adds(line, "……");
        if (pad)
            buf_adds(pad, "　　");
    }
    return u != NULL;
}

static size_t find_place(struct quoted *q, struct place at)
{
    size_t i = q->s.start[at.line - 1];
    uint32_t col = 1;
    if (q->at.line == at.line && q->at.col <= at.col) {
        i = q->offset;
        col = q->at.col;
    }
    for (uint32_t c; col < at.col && i < q->s.n && q->s.p[i] != '\n'; col++) {
        int n = utf8_decode(q->s.p + i, q->s.p + q->s.n, &c);
        i += n ? (size_t)n : 1;
    }
    q->at = (struct place){.line = at.line, .col = col};
    q->offset = i;
    return i;
}

/* The start of the window before i: at most BEFORE characters, within the line. */
static size_t window_start(const char *p, size_t line, size_t i)
{
    for (int k = 0; k < BEFORE && i > line; k++) {
        i--;
        while (i > line && ((unsigned char)p[i] & 0xC0) == 0x80)
            i--;
    }
    return i;
}

/* The line at the place, cut to a window, with ^ under the place. */
static void quote(struct buf *out, struct quoted *q, struct place at)
{
    if (!at.line || !at.col || at.line > q->s.nlines)
        return;
    const char *p = q->s.p;
    size_t line_start = q->s.start[at.line - 1], here = find_place(q, at), i = window_start(p, line_start, here);
    struct buf line = {0}, pad = {0};
    size_t text_start = line_start;
    while (text_start < here && (p[text_start] == ' ' || p[text_start] == '\t')) /* indentation says nothing */
        text_start++;
    i = i < text_start ? text_start : i;
    if (i > text_start) {
        buf_adds(&line, "……");
        buf_adds(&pad, "　　");
    }
    for (int behind = 0; i < q->s.n && p[i] != '\n' && behind < BEHIND;) {
        uint32_t c;
        int k = utf8_decode(p + i, p + q->s.n, &c);
        if (!k)
            break;
        struct buf *before = i < here ? &pad : NULL;
        if (c != 0xFFFD || !add_bytes(&line, before, q->j, i))
            add_shown(&line, before, p + i, k, c);
        behind += i >= here;
        i += (size_t)k;
    }
    while (line.n && line.p[line.n - 1] == ' ')
        line.p[--line.n] = 0;
    bool more = i < q->s.n && p[i] != '\n' && p[i] != '\r';
    if (line.n && strspn(line.p, " ") != line.n)
        buf_addf(out, "       %s%s\n       %s^\n", line.p, more ? "……" : "", buf_str(&pad));
    buf_drop(&line);
    buf_drop(&pad);
}

static void safe_line(struct buf *out, const char *label, const char *text)
{
    if (!text || !text[0])
        return;
    buf_adds(out, label);
    diag_safe_text(out, text, false);
    buf_addc(out, '\n');
}

static void add_place(struct buf *out, struct place at)
{
    if (at.line && at.col)
        buf_addf(out, "第%u行第%u列", at.line, at.col);
    else if (at.line)
        buf_addf(out, "第%u行", at.line);
    else
        buf_adds(out, "整个文件");
}

static void add_message(struct buf *out, struct quoted *q, const struct diag *d, size_t number)
{
    buf_addf(out, "%3zu. ", number);
    add_place(out, d->place);
    if (d->path && d->path[0]) {
        buf_adds(out, "　");
        diag_safe_text(out, d->path, false);
    }
    buf_addf(out, "　[%s]\n", msg_code(d->msg));
    safe_line(out, "     问题：", d->text);
    quote(out, q, d->place);
    safe_line(out, "     应为：", d->expected);
    safe_line(out, "     办法：", d->mend);
}

static const char *const section_number[] = {"一", "二", "三", "四", "五", "六"};

static void add_messages(struct buf *out, struct quoted *q, const struct judged *j, enum severity s, const char *title, int *section)
{
    size_t n = 0;
    for (size_t i = 0; i < j->diags.n; i++) {
        const struct diag *d = &j->diags.v[i];
        bool here = s == SEV_ERROR ? d->severity >= SEV_ERROR : d->severity == s;
        if (!here || d->msg == MSG_S236)
            continue;
        if (n++ == 0)
            buf_addf(out, "\n%s、%s\n", section_number[(*section)++], title);
        add_message(out, q, d, n);
        if (s == SEV_WARNING && j->verdict == VERDICT_ACCEPTED && !message_unexplained(d))
            buf_adds(out, "     〈说明〉里已有解释，不必再写\n");
    }
}

void receipt_changes(const struct judged *j, struct buf *out)
{
    for (size_t i = 0; i < j->nchanges; i++) {
        const struct change *c = &j->changes[i];
        buf_addf(out, "%3zu. ", i + 1);
        add_place(out, c->place);
        buf_adds(out, "　");
        diag_safe_text(out, c->path ? c->path : "", false);
        safe_line(out, "：", arena_printf(j->diags.a, "%s → %s", c->from, c->to));
    }
}

static void add_ids(struct buf *out, const struct judged *j, int *section)
{
    size_t n = 0;
    for (size_t i = 0; i < j->diags.n; i++) {
        const struct diag *d = &j->diags.v[i];
        if (d->msg != MSG_S236)
            continue;
        if (n++ == 0)
            buf_addf(out, "\n%s、新问题的编号（下季度填写这些问题时，请写上编号）\n", section_number[(*section)++]);
        buf_addf(out, "%3zu. ", n);
        diag_safe_text(out, d->found ? d->found : "", false);
        safe_line(out, "　", d->path);
    }
}

/* The result in one sentence. */
static void add_result(struct buf *out, const struct judged *j)
{
    size_t errors = diags_count(&j->diags, SEV_ERROR) + diags_count(&j->diags, SEV_FATAL);
    size_t warnings = diags_count(&j->diags, SEV_WARNING), unexplained = intake_unexplained(&j->diags);
    const char *kept = intake_kept(&j->diags);
    switch (j->verdict) {
    case VERDICT_ACCEPTED:
        buf_adds(out, kept ? kept : "接收");
        if (warnings)
            buf_addf(out, "，有 %zu 条警告请核对", warnings);
        if (unexplained)
            buf_addf(out, "（%zu 条未说明）", unexplained);
        buf_addc(out, '\n');
        break;
    case VERDICT_REJECTED: buf_addf(out, "退回，有 %zu 处错误，请改正后重新报送\n", errors); break;
    case VERDICT_UNSETTLED: buf_adds(out, "未完，文件可能还没有传完，下次收件时再看\n"); break;
    }
}

static void add_head(struct buf *out, const struct receipt *r, struct arena *a)
{
    const struct judged *j = r->judged;
    buf_addf(out, "报送回执\n\n回 执 号：%lld\n结    论：", (long long)r->number);
    add_result(out, j);
    safe_line(out, "文    件：", r->file);
    buf_addf(out, "校 验 码：%.12s（SHA-256 前 12 位）\n", r->sha256 ? r->sha256 : "");
    if (r->received.year)
        buf_addf(out, "收到日期：%s%s\n", date_chinese(a, r->received), r->registered ? "（按收件登记）" : "");
    for (size_t i = 0; i < r->nchanges; i++)
        buf_addf(out, "          %s按收件登记由%s更正为%s\n", date_chinese(a, r->changes[i].made), date_chinese(a, r->changes[i].was),
                 date_chinese(a, r->changes[i].now));
    if (j->unit)
        safe_line(out, "报送单位：", j->unit->name);
    else if (j->unit_written && j->unit_written[0])
        safe_line(out, "报送单位：", arena_printf(a, "未识别（文件里写的是“%s”）", text_short(a, j->unit_written, 30)));
    else
        buf_adds(out, "报送单位：未识别\n");
    int version = j->submission ? j->submission->version : j->version;
    if (j->quarter.year) {
        buf_addf(out, "报送季度：%s", quarter_chinese(a, j->quarter));
        if (version)
            buf_addf(out, "，第 %d 版", version);
        buf_adds(out, j->submission && j->submission->withdrawal ? "，撤回\n" : "\n");
    } else {
        buf_adds(out, "报送季度：未识别\n");
    }
    struct date due;
    if (r->deadline && date_parse_iso(r->deadline, &due))
        buf_addf(out, "报送期限：%s，%s\n", date_chinese(a, due), r->late ? "逾期" : "按时");
    if (j->encoding != ENC_UNKNOWN)
        buf_addf(out, "文件编码：%s\n", encoding_name(j->encoding));
}

/* See intake.h. */
void receipt_text(const struct receipt *r, struct buf *out)
{
    const struct judged *j = r->judged;
    struct arena *a = arena_new();
    int section = 0;
    struct quoted q = {.j = j};
    source_init(&q.s, a, r->file, j->shown ? j->shown : "", j->nshown);
    add_head(out, r, a);
    add_messages(out, &q, j, SEV_ERROR, "必须改正的错误", &section);
    add_messages(out, &q, j, SEV_WARNING, "需要核对、在〈说明〉里解释的警告", &section);
    add_messages(out, &q, j, SEV_NOTE, "提示", &section);
    if (j->nchanges)
        buf_addf(out, "\n%s、按统一写法换算的内容（原件没有改动，请核对）\n", section_number[section++]);
    receipt_changes(j, out);
    add_ids(out, j, &section);
    if (j->verdict == VERDICT_REJECTED)
        buf_addf(out, "\n退回的文件已经存档，没有计入汇总。请在原文件上改正后重新报送%s。\n",
                 j->unit && j->quarter.year ? "；是否逾期按第一次报送的时间算" : "");
    if (r->office) {
        buf_adds(out, "\n有疑问请联系：");
        diag_safe_text(out, r->office, false);
        if (r->phone && r->phone[0]) {
            buf_adds(out, "，电话 ");
            diag_safe_text(out, r->phone, false);
        }
        buf_adds(out, "\n");
    }
    arena_drop(a);
}
