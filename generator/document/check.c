#include "document/read.h"

#include <string.h>

static bool digits(const char *s, size_t n)
{
    if (!s || strlen(s) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return true;
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && memcmp(s + n - k, tail, k) == 0;
}

/* 7.2.5: 代字〔年〕号; a number left blank for the pen (U+3000 before 号) is as it should be. */
static bool docno_well_formed(const char *s)
{
    const char *open = strstr(s, "〔"), *close = strstr(s, "〕");
    if (!open || !close || open == s || close - open != 3 + 4 || strstr(s, "第") || !ends_with(s, "号"))
        return false;
    for (int i = 0; i < 4; i++)
        if (open[3 + i] < '0' || open[3 + i] > '9')
            return false;
    const char *p = close + 3, *end = s + strlen(s) - 3;
    if (strncmp(p, "　", 3) == 0) {
        while (strncmp(p, "　", 3) == 0)
            p += 3;
        return p == end;
    }
    if (p == end || *p == '0')
        return false;
    for (; p < end; p++)
        if (*p < '0' || *p > '9')
            return false;
    return true;
}

static bool secrecy_well_formed(const struct document *d)
{
    const char *s = d->secrecy;
    return strcmp(s, "绝密") == 0 || strcmp(s, "机密") == 0 || strcmp(s, "秘密") == 0;
}

static bool ends_in_stop(const char *s)
{
    static const char *const marks[] = {"。", "，", "；", "、", "：", ".", ",", ";"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (ends_with(s, marks[i]))
            return true;
    return false;
}

/* What this kind of document has no place for stays off the paper; that is told. */
static void check_places(const struct document *d, struct diags *ds)
{
    struct place at = {.file = d->file}, docno = {d->file, d->docno_line, 0};
    bool no_head = !d->issuers.n && (d->format == DOC_FILE || d->format == DOC_MINUTES);
    if (no_head && d->docno)
        DIAG(ds, G118, docno, "发文字号", d->docno, "发文字号", "补上〈发文机关标志〉");
    if (d->approvers.n && (no_head || d->format == DOC_LETTER || d->format == DOC_ORDER))
        DIAG(ds, G118, at, "签发人", d->approvers.v[0], "签发人", no_head ? "补上〈发文机关标志〉" : "改用格式“文件”");
    for (size_t i = 0; i < d->nsignatures; i++)
        if (d->signatures[i].post && d->seal != SEAL_SIGNATURE) { /* 7.3.5.3 */
            DIAG(ds, G118, at, "署名", d->signatures[i].post, "职务", "〈印章〉的方式写“签名章”");
            break;
        }
    for (size_t i = 0; i < d->nsignatures; i++)
        if (d->signatures[i].seal && !d->has_date) {
            DIAG(ds, G118, at, "印章", NULL, "章", "补上〈成文日期〉");
            break;
        }
}

/* Rules of writing that the paper would show: warnings, the document is made all the same. */
void doc_check(const struct document *d, struct diags *ds)
{
    struct place at = {.file = d->file}, docno = {d->file, d->docno_line, 0}, title = {d->file, d->title_line, 0};
    if (d->docno && d->format != DOC_ORDER && d->format != DOC_MINUTES && !docno_well_formed(d->docno)) /* 7.2.5 */
        DIAG(ds, G108, docno, "发文字号", d->docno, d->docno);
    if (d->secrecy && !secrecy_well_formed(d)) /* 7.2.2 */
        DIAG(ds, G109, at, "密级", d->secrecy, d->secrecy);
    if (d->copy_no && !digits(d->copy_no, 6)) /* 7.2.1 */
        DIAG(ds, G110, at, "份号", d->copy_no, d->copy_no);
    if (d->secrecy && !d->copy_no)
        DIAG(ds, G111, at, "份号", NULL, "");
    if (d->direction == DOC_UP && d->format == DOC_FILE && !d->approvers.n) /* 7.2.6 */
        DIAG(ds, G112, at, "签发人", NULL, "");
    if (d->title.n && d->title.v[d->title.n - 1].text && ends_with(d->title.v[d->title.n - 1].text, "。")) /* 7.3.1 */
        DIAG(ds, G113, title, "标题", NULL, "");
    if (d->recipient && !ends_with(d->recipient, "：")) /* 7.3.2 */
        DIAG(ds, G114, at, "主送机关", d->recipient, "");
    for (size_t i = 0; i < d->annex_names.n; i++)
        if (ends_in_stop(d->annex_names.v[i])) /* 7.3.4 */
            DIAG(ds, G115, at, "附件说明", d->annex_names.v[i], d->annex_names.v[i]);
    check_places(d, ds);
}
