/*
 * The format is that of sqlite.org/fileformat2.html: leaf pages of tables (kind 13), their cells, records, overflow chains.
 * Every number read from the file is checked against the file's size before it is used.
 */
#include "store/rescue.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 100, LEAF = 13, COLUMNS = 20, PAYLOAD_MOST = 64 * 1024 * 1024, TEXT_MOST = 1 << 20, RECEIPT_LEAST = 64 };

/* ---- bytes ---- */

static uint32_t u16(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static uint32_t u32(const unsigned char *p) { return u16(p) << 16 | u16(p + 2); }

/* A varint before end; its length, 0 if it is cut off. */
static size_t varint(const unsigned char *p, const unsigned char *end, uint64_t *out)
{
    uint64_t v = 0;
    for (size_t i = 0; i < 9 && p + i < end; i++) {
        if (i == 8) {
            *out = v << 8 | p[i];
            return 9;
        }
        v = v << 7 | (p[i] & 0x7F);
        if (!(p[i] & 0x80)) {
            *out = v;
            return i + 1;
        }
    }
    return 0;
}

static bool read_page(struct rescue *r, uint32_t page, unsigned char *p)
{
    if (page < 1 || page > r->pages)
        return false;
    if (pread(r->fd, p, r->page_size, (off_t)(page - 1) * (off_t)r->page_size) == (ssize_t)r->page_size)
        return true;
    r->unreadable = true;
    return false;
}

/* ---- the head of the file ---- */

static bool sane_page_size(size_t n) { return n >= 512 && n <= 65536 && (n & (n - 1)) == 0; }

static bool sane_head(const unsigned char h[HEAD])
{
    size_t size = u16(h + 16) == 1 ? 65536 : u16(h + 16);
    return memcmp(h, "SQLite format 3", 16) == 0 && sane_page_size(size) && (h[18] == 1 || h[18] == 2) &&
           (h[19] == 1 || h[19] == 2) && h[20] == 0 && h[21] == 64 && h[22] == 32 && h[23] == 32;
}

/* This program's stores have pages of 4096 bytes and UTF-8; what else the head holds SQLite counts again by itself. */
bool rescue_mend_head(int fd)
{
    unsigned char h[HEAD];
    struct stat st;
    if (fstat(fd, &st) != 0 || st.st_size < 4096 || pread(fd, h, sizeof h, 0) != (ssize_t)sizeof h)
        return false;
    if (sane_head(h))
        return true;
    memset(h, 0, sizeof h);
    memcpy(h, "SQLite format 3", 16);
    h[16] = 0x10;
    h[18] = h[19] = 2;
    h[21] = 64;
    h[22] = h[23] = 32;
    h[43] = 1; /* schema cookie */
    h[47] = 4; /* schema format */
    h[59] = 1; /* UTF-8 */
    return pwrite(fd, h, sizeof h, 0) == (ssize_t)sizeof h;
}

/* ---- cells ---- */

struct cell { const unsigned char *payload; size_t n; int64_t rowid; unsigned char *heap; };

/* Follows the chain of overflow pages; false if it leaves the file or ends early. */
static bool gather(struct rescue *r, struct cell *c, const unsigned char *local, size_t nlocal, uint32_t next)
{
    unsigned char *page = malloc(r->page_size), *all = malloc(c->n);
    if (!page || !all)
        base_die("内存不足，恢复已停止；损坏的库没有改动");
    memcpy(all, local, nlocal);
    size_t got = nlocal;
    while (got < c->n && read_page(r, next, page)) {
        size_t more = c->n - got < r->usable - 4 ? c->n - got : r->usable - 4;
        memcpy(all + got, page + 4, more);
        got += more;
        next = u32(page);
    }
    free(page);
    c->payload = c->heap = all;
    return got == c->n;
}

/* The cell at an offset of a leaf page; c->heap is to be freed. */
static bool read_cell(struct rescue *r, const unsigned char *page, size_t at, struct cell *c)
{
    const unsigned char *end = page + r->usable, *p = page + at;
    uint64_t n, rowid;
    size_t k;
    *c = (struct cell){0};
    if (at >= r->usable || !(k = varint(p, end, &n)) || n < 2 || n > PAYLOAD_MOST)
        return false;
    p += k;
    if (!(k = varint(p, end, &rowid)) || rowid < 1 || rowid > INT64_MAX)
        return false;
    p += k;
    size_t most = r->usable - 35, least = (r->usable - 12) * 32 / 255 - 23;
    size_t local = (size_t)n;
    if (local > most) {
        local = least + (size_t)(n - least) % (r->usable - 4);
        local = local <= most ? local : least;
    }
    bool spills = local < n;
    if ((size_t)(end - p) < local + (spills ? 4 : 0))
        return false;
    *c = (struct cell){.payload = p, .n = (size_t)n, .rowid = (int64_t)rowid};
    return !spills || gather(r, c, p, local, u32(p + local));
}

/* ---- records ---- */

struct column { uint64_t type; const unsigned char *p; size_t n; };
struct row { struct column v[COLUMNS]; size_t n; };

static size_t width(uint64_t type)
{
    static const unsigned char small[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    return type < 12 ? small[type] : (size_t)(type - 12) / 2;
}

static bool read_row(const struct cell *c, struct row *out)
{
    const unsigned char *end = c->payload + c->n;
    uint64_t head, type;
    size_t k = varint(c->payload, end, &head);
    if (!k || head < k || head > c->n)
        return false;
    const unsigned char *types = c->payload + k, *data = c->payload + head;
    out->n = 0;
    while (types < c->payload + head) {
        if (out->n == COLUMNS || !(k = varint(types, c->payload + head, &type)) || type == 10 || type == 11 ||
            width(type) > (size_t)(end - data))
            return false;
        out->v[out->n++] = (struct column){type, data, width(type)};
        types += k;
        data += width(type);
    }
    return data == end;
}

static bool is_null(const struct column *c) { return c->type == 0; }
static bool is_int(const struct column *c) { return c->type >= 1 && c->type <= 9 && c->type != 7; }
static bool is_blob(const struct column *c) { return c->type >= 12 && c->type % 2 == 0; }
static bool is_text(const struct column *c) { return c->type >= 13 && c->type % 2 == 1 && c->n < TEXT_MOST && utf8_valid((const char *)c->p, c->n, NULL); }

static int64_t int_of(const struct column *c)
{
    if (c->type >= 8)
        return (int64_t)c->type - 8;
    uint64_t v = c->n && (c->p[0] & 0x80) ? UINT64_MAX : 0;
    for (size_t i = 0; i < c->n; i++)
        v = v << 8 | c->p[i];
    return (int64_t)v;
}

static char *text_of(struct rescue *r, const struct column *c)
{
    return is_null(c) ? NULL : arena_strndup(r->a, (const char *)c->p, c->n);
}

static bool is_sha(const struct column *c)
{
    bool good = is_text(c) && c->n == 64;
    for (size_t i = 0; good && i < 64; i++)
        good = (c->p[i] >= '0' && c->p[i] <= '9') || (c->p[i] >= 'a' && c->p[i] <= 'f');
    return good;
}

static bool is_date(struct rescue *r, const struct column *c, struct date *d)
{
    return is_text(c) && c->n == 10 && date_parse_iso(text_of(r, c), d);
}

/* Like a word of a list that the schema allows: its index, or -1. */
static int word_of(const struct column *c, const char *const words[], size_t n)
{
    for (size_t i = 0; is_text(c) && i < n; i++)
        if (strlen(words[i]) == c->n && memcmp(words[i], c->p, c->n) == 0)
            return (int)i;
    return -1;
}

static bool count_of(const struct column *c, int *out)
{
    int64_t v = is_int(c) ? int_of(c) : -1;
    *out = (int)v;
    return v >= 0 && v <= INT32_MAX;
}

/* ---- the five tables ---- */

static void hex_bytes(const char *hex, unsigned char out[32])
{
    for (int i = 0; i < 32; i++) {
        unsigned v = 0;
        for (int k = 0; k < 2; k++) {
            char d = hex[2 * i + k];
            v = v << 4 | (unsigned)(d <= '9' ? d - '0' : d - 'a' + 10);
        }
        out[i] = (unsigned char)v;
    }
}

static bool matches(const struct row *row)
{
    char hex[65];
    if (row->n != 2 || !is_sha(&row->v[0]) || !is_blob(&row->v[1]))
        return false;
    file_sha256(row->v[1].p, row->v[1].n, hex);
    return memcmp(hex, row->v[0].p, 64) == 0;
}

static void take_original(struct rescue *r, const struct row *row, uint32_t page, size_t cell)
{
    struct rescued_original o = {.page = page, .cell = (uint16_t)cell, .n = row->v[1].n};
    hex_bytes((const char *)row->v[0].p, o.sha);
    ARENA_PUSH(r->a, r->originals, r->noriginals, r->coriginals) = o;
}

static bool take_file(struct rescue *r, const struct row *row, int64_t number)
{
    const struct column *v = row->v;
    struct stored_file f = {.number = number};
    int registered, withdrawal, encoding, root, verdict;
    if (row->n != 18 || !is_null(&v[0]) || !is_blob(&v[1]) || !v[1].n || v[1].n >= TEXT_MOST || !is_sha(&v[2]) || !is_int(&v[3]) ||
        int_of(&v[3]) < 0 || !is_date(r, &v[4], &f.arrived) || !count_of(&v[5], &registered) || !is_date(r, &v[6], &f.judged) ||
        (encoding = word_of(&v[7], rows_encodings, ENC_UTF16BE + 1)) < 0 || (root = word_of(&v[8], rows_roots, ROOT_REGISTER + 1)) < 0 ||
        (verdict = word_of(&v[9], rows_verdicts, 2)) < 0 || (!is_null(&v[10]) && !is_text(&v[10])) ||
        (!is_null(&v[11]) && !is_text(&v[11])) || !count_of(&v[12], &f.version) || !count_of(&v[13], &withdrawal) ||
        !count_of(&v[14], &f.errors) || !count_of(&v[15], &f.warnings) || !count_of(&v[16], &f.notes) ||
        (!is_null(&v[17]) && !is_int(&v[17])))
        return false;
    if (!is_null(&v[11]) && !quarter_parse(text_of(r, &v[11]), &f.quarter))
        return false;
    f.file = text_of(r, &v[1]);
    f.sha256 = text_of(r, &v[2]);
    f.size = (size_t)int_of(&v[3]);
    f.registered = registered != 0;
    f.entered.date = f.arrived;
    f.entered.registered = f.registered;
    f.encoding = (enum encoding)encoding;
    f.root = (enum root_kind)root;
    f.verdict = (enum verdict)verdict;
    f.unit = text_of(r, &v[10]);
    f.withdrawal = withdrawal != 0;
    f.duplicate_of = is_null(&v[17]) ? 0 : int_of(&v[17]);
    ARENA_PUSH(r->a, r->files, r->nfiles, r->cfiles) = f;
    return true;
}

static bool take_plan(struct rescue *r, const struct row *row, int64_t id)
{
    const struct column *v = row->v;
    struct plan_row p = {.id = id};
    if (row->n != 8 || !is_null(&v[0]) || !is_blob(&v[1]) || !v[1].n || v[1].n >= TEXT_MOST || !is_sha(&v[2]) || !is_text(&v[3]) ||
        !is_text(&v[4]) || (!is_null(&v[5]) && !is_date(r, &v[5], &p.start)) || (!is_null(&v[6]) && !is_date(r, &v[6], &p.end)) ||
        !is_date(r, &v[7], &p.taken))
        return false;
    p.file = text_of(r, &v[1]);
    p.sha256 = text_of(r, &v[2]);
    p.docno = text_of(r, &v[3]);
    p.name = text_of(r, &v[4]);
    ARENA_PUSH(r->a, r->plans, r->nplans, r->cplans) = p;
    return true;
}

static bool take_correction(struct rescue *r, const struct row *row, int64_t seq)
{
    const struct column *v = row->v;
    struct correction_row k = {.seq = seq};
    struct correction *c = &k.c;
    if (row->n != 8 || !is_null(&v[0]) || !is_int(&v[1]) || !is_date(r, &v[2], &c->was) || !is_date(r, &v[3], &c->arrived) ||
        !is_date(r, &v[4], &c->made) || !is_blob(&v[5]) || !v[5].n || v[5].n >= TEXT_MOST || !is_int(&v[6]) || int_of(&v[6]) < 0 ||
        int_of(&v[6]) > UINT32_MAX || (!is_null(&v[7]) && !is_text(&v[7])))
        return false;
    c->number = int_of(&v[1]);
    c->from = text_of(r, &v[5]);
    c->line = (uint32_t)int_of(&v[6]);
    c->by = text_of(r, &v[7]);
    ARENA_PUSH(r->a, r->corrections, r->ncorrections, r->ccorrections) = k;
    return true;
}

/* A number that was given out once is not given out again, found or not. */
static void name_number(struct rescue *r, int64_t number) { r->highest = number > r->highest ? number : r->highest; }

/* Where SQLite keeps the highest number given out. */
static bool take_sequence(struct rescue *r, const struct row *row)
{
    static const char *const name[] = {"received"};
    if (row->n != 2 || word_of(&row->v[0], name, 1) != 0 || !is_int(&row->v[1]) ||
        int_of(&row->v[1]) > (int64_t)r->pages * (int64_t)(r->page_size / RECEIPT_LEAST)) /* more than the file has room for */
        return false;
    name_number(r, int_of(&row->v[1]));
    return true;
}

static bool take_entry(struct rescue *r, const struct row *row, int64_t seq)
{
    const struct column *v = row->v;
    struct date d;
    if (row->n != 7 || !is_null(&v[0]) || !is_date(r, &v[1], &d) || !is_text(&v[2]) || !is_text(&v[3]) || !is_text(&v[4]) ||
        !is_sha(&v[5]) || !is_sha(&v[6]))
        return false;
    char hash[65], *kind = text_of(r, &v[2]), *subject = text_of(r, &v[3]), *detail = text_of(r, &v[4]);
    journal_hash(seq, text_of(r, &v[1]), kind, subject, detail, text_of(r, &v[5]), hash);
    bool received = strcmp(kind, "收件") == 0, judged = strcmp(kind, "判定") == 0;
    if (memcmp(hash, v[6].p, 64) != 0)
        return false;
    if (received || judged)
        ARENA_PUSH(r->a, r->entries, r->nentries, r->centries) =
            (struct rescued_entry){strtoll(subject, NULL, 10), received ? detail : NULL, judged ? detail : NULL};
    bool printed = strcmp(kind, "成文") == 0;
    if (printed || strcmp(kind, "作废") == 0)
        ARENA_PUSH(r->a, r->papers, r->npapers, r->cpapers) = (struct rescued_paper){seq, d, printed, subject, detail};
    if (strcmp(kind, "遗失") == 0) /* a recovery before this one did not find it either */
        name_number(r, strtoll(subject, NULL, 10));
    if (strcmp(kind, "更正") == 0)
        ARENA_PUSH(r->a, r->corrected, r->ncorrected, r->ccorrected) = detail;
    return true;
}

static void look_at(struct rescue *r, const unsigned char *page, uint32_t no)
{
    const unsigned char *head = page + (no == 1 ? HEAD : 0);
    if (head[0] != LEAF)
        return;
    size_t n = u16(head + 3), room = (size_t)(page + r->usable - head - 8) / 2;
    for (size_t i = 0; i < n && i < room; i++) {
        struct cell c;
        struct row row;
        size_t at = u16(head + 8 + 2 * i);
        if (read_cell(r, page, at, &c) && read_row(&c, &row)) {
            if (matches(&row))
                take_original(r, &row, no, at);
            else if (!take_file(r, &row, c.rowid) && !take_plan(r, &row, c.rowid) && !take_correction(r, &row, c.rowid) &&
                     !take_sequence(r, &row))
                take_entry(r, &row, c.rowid);
        }
        free(c.heap);
    }
}

/* ---- order, and none twice ---- */

static int by_sha(const void *x, const void *y) { return memcmp(((const struct rescued_original *)x)->sha, ((const struct rescued_original *)y)->sha, 32); }
static int by_number(const void *x, const void *y)
{
    int64_t a = ((const struct stored_file *)x)->number, b = ((const struct stored_file *)y)->number;
    return (a > b) - (a < b);
}
static int by_id(const void *x, const void *y)
{
    int64_t a = ((const struct plan_row *)x)->id, b = ((const struct plan_row *)y)->id;
    return (a > b) - (a < b);
}
static int by_seq(const void *x, const void *y)
{
    int64_t a = ((const struct correction_row *)x)->seq, b = ((const struct correction_row *)y)->seq;
    return (a > b) - (a < b);
}
static int by_order(const void *x, const void *y)
{
    int64_t a = ((const struct rescued_paper *)x)->seq, b = ((const struct rescued_paper *)y)->seq;
    return (a > b) - (a < b);
}
static int by_text(const void *x, const void *y) { return strcmp(*(const char *const *)x, *(const char *const *)y); }
static int by_entry(const void *x, const void *y)
{
    int64_t a = ((const struct rescued_entry *)x)->number, b = ((const struct rescued_entry *)y)->number;
    return (a > b) - (a < b);
}

static size_t sort_once(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
    size_t kept = n ? 1 : 0;
    if (n)
        qsort(v, n, size, cmp);
    for (size_t i = 1; i < n; i++)
        if (cmp((char *)v + (kept - 1) * size, (char *)v + i * size) != 0)
            memmove((char *)v + kept++ * size, (char *)v + i * size, size);
    return kept;
}

static void join_entries(struct rescue *r)
{
    size_t kept = 0;
    if (r->nentries)
        qsort(r->entries, r->nentries, sizeof *r->entries, by_entry);
    for (size_t i = 0; i < r->nentries; i++) {
        struct rescued_entry *e = &r->entries[i], *last = kept ? &r->entries[kept - 1] : NULL;
        if (!last || last->number != e->number)
            r->entries[kept++] = *e;
        else {
            last->received = last->received ? last->received : e->received;
            last->judged = last->judged ? last->judged : e->judged;
        }
    }
    r->nentries = kept;
}

int rescue_scan(struct rescue *r, struct arena *a, int fd)
{
    unsigned char h[HEAD] = {0};
    struct stat st;
    *r = (struct rescue){.fd = fd, .a = a, .page_size = 4096};
    if (fstat(fd, &st) != 0)
        return -1;
    if (pread(fd, h, sizeof h, 0) == (ssize_t)sizeof h && sane_head(h))
        r->page_size = u16(h + 16) == 1 ? 65536 : u16(h + 16);
    r->usable = r->page_size;
    r->pages = (uint32_t)(st.st_size / (off_t)r->page_size);
    unsigned char *page = malloc(r->page_size);
    if (!page)
        base_die("内存不足，恢复已停止；损坏的库没有改动");
    uint32_t no = 1;
    for (; no <= r->pages && read_page(r, no, page); no++)
        look_at(r, page, no);
    int e = errno;
    free(page);
    if (no <= r->pages) {
        errno = e;
        return -1;
    }
    r->noriginals = sort_once(r->originals, r->noriginals, sizeof *r->originals, by_sha);
    r->nfiles = sort_once(r->files, r->nfiles, sizeof *r->files, by_number);
    r->nplans = sort_once(r->plans, r->nplans, sizeof *r->plans, by_id);
    r->ncorrections = sort_once(r->corrections, r->ncorrections, sizeof *r->corrections, by_seq);
    r->ncorrected = sort_once(r->corrected, r->ncorrected, sizeof *r->corrected, by_text);
    r->npapers = sort_once(r->papers, r->npapers, sizeof *r->papers, by_order);
    join_entries(r);
    for (size_t i = 0; i < r->nfiles; i++)
        name_number(r, r->files[i].number);
    for (size_t i = 0; i < r->nentries; i++)
        name_number(r, r->entries[i].number);
    return 0;
}

/* ---- looking up ---- */

bool rescue_original(struct rescue *r, const char *sha256, char **out, size_t *n)
{
    struct rescued_original key, *hit;
    hex_bytes(sha256, key.sha);
    hit = r->noriginals ? bsearch(&key, r->originals, r->noriginals, sizeof key, by_sha) : NULL;
    if (!hit)
        return false;
    unsigned char *page = malloc(r->page_size);
    struct cell c = {0};
    struct row row;
    if (!page)
        base_die("内存不足，恢复已停止；损坏的库没有改动");
    bool good = read_page(r, hit->page, page) && read_cell(r, page, hit->cell, &c) && read_row(&c, &row) && matches(&row);
    if (good) {
        *n = row.v[1].n;
        *out = malloc(*n + 1);
        if (!*out)
            base_die("内存不足，恢复已停止；损坏的库没有改动");
        memcpy(*out, row.v[1].p, *n);
        (*out)[*n] = 0;
    }
    free(c.heap);
    free(page);
    return good;
}

const struct rescued_entry *rescue_entry(const struct rescue *r, int64_t number)
{
    struct rescued_entry key = {.number = number};
    return r->nentries ? bsearch(&key, r->entries, r->nentries, sizeof key, by_entry) : NULL;
}
