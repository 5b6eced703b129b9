/*
 * A received file → verdict, messages, receipts, judged against a small plan and what earlier quarters said. An accepted
 * file has a submission and no 错误; a refused one has an 错误; receipts are text and JSON that others can read.
 */
#include "fuzz.h"

#include "../unit/intake_fixture.h"

#include <jansson.h>

const char fuzz_dictionary[] = "tests/fuzz/dict/submission.dict";

static struct memory memory;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    static struct arena *a; /* as long as the process */
    struct diags ds = {.a = a = arena_new()};
    struct file_list files = {0};
    MUST(file_list(a, "tests/cases/intake/history", ".xml", &files, &ds) == 0 && files.n, "no earlier submissions");
    for (size_t i = 0; i < files.n; i++) {
        size_t n;
        char *bytes = fuzz_file(files.v[i].path, &n);
        struct judged *j = arena_alloc(a, sizeof *j);
        test_judge(j, a, &memory, files.v[i].relative, bytes, n);
        MUST(j->verdict == VERDICT_ACCEPTED, "%s", files.v[i].path);
        memory.v[memory.n++] = j->submission;
        free(bytes);
    }
    return 0;
}

static size_t lines_of(const struct judged *j)
{
    size_t lines = 1;
    for (size_t i = 0; i < j->nshown; i++)
        lines += j->shown[i] == '\n' || (j->shown[i] == '\r' && (i + 1 == j->nshown || j->shown[i + 1] != '\n'));
    return lines;
}

static void check_submission(const struct submission *s)
{
    MUST(s && s->unit && s->quarter.year && s->version >= 1, "accepted, but incomplete");
    for (size_t i = 0; i < s->nitems; i++) {
        const struct sub_item *it = &s->items[i];
        MUST(i == 0 || s->items[i - 1].no < it->no, "items out of order");
        for (size_t k = 0; k < it->npictures; k++)
            MUST(it->pictures[k].bytes && it->pictures[k].n, "picture without bytes");
        for (size_t k = 0; k < it->ntables; k++)
            for (size_t c = 0; c < it->tables[k].nrows * it->tables[k].ncols; c++)
                MUST(it->tables[k].cell[c], "cell without text");
    }
}

static void check_receipts(struct judged *j)
{
    struct receipt r = {.number = 42, .file = "来件.xml", .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                        .received = test_today, .deadline = "2022-09-25", .office = "办公室", .phone = "0855-0000000", .judged = j};
    struct buf b = {0};
    json_error_t e;
    receipt_text(&r, &b);
    fuzz_text("receipt", buf_str(&b), b.n);
    MUST(b.n, "empty receipt");
    buf_clear(&b);
    receipt_json(&r, &b);
    json_t *json = json_loadb(buf_str(&b), b.n, 0, &e);
    MUST(json, "receipt: %s at %d", e.text, e.position);
    json_decref(json);
    buf_drop(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, &memory, "2022Q3/来件.xml", (const char *)p, n);
    enum severity worst = fuzz_messages(&j.diags);
    size_t lines = lines_of(&j);
    for (size_t i = 0; i < j.diags.n; i++)
        MUST(j.diags.v[i].place.line <= lines, "%s: line %u of %zu", msg_code(j.diags.v[i].msg), j.diags.v[i].place.line, lines);
    if (j.shown)
        fuzz_text("shown", j.shown, j.nshown);
    else /* a file of another program, or one too large, is refused unread */
        MUST(j.verdict == VERDICT_REJECTED && j.diags.n == 1, "nothing to show");
    MUST((j.submission != NULL) == (j.verdict == VERDICT_ACCEPTED), "verdict %d", (int)j.verdict);
    MUST((j.verdict == VERDICT_ACCEPTED) == (worst < SEV_ERROR) || j.verdict == VERDICT_UNSETTLED, "verdict %d, worst %d", (int)j.verdict, (int)worst);
    MUST(worst < SEV_FATAL, "fatal");
    if (j.submission)
        check_submission(j.submission);
    check_receipts(&j);
    arena_drop(a);
    return 0;
}
