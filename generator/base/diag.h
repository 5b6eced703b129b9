/*
 * Messages to people. One catalogue (data/messages.tab) gives every message its code, its severity and its texts;
 * a struct diag adds the place and what was found. One format everywhere:
 *
 *     input/2022Q4/民政局.xml:42:7: 错误 S104: 第2项「抓实技能培训」的〈下步打算〉：期限“2022-02-30”不存在
 *         应为：… 
 *         办法：…
 */
#ifndef JIBAO_DIAG_H
#define JIBAO_DIAG_H

#include "base/base.h"

#include <stdio.h>

enum severity {
    SEV_NOTE,    /* 提示: nothing to do */
    SEV_WARNING, /* 警告: accepted, needs attention or an explanation */
    SEV_ERROR,   /* 错误: this file or document is refused */
    SEV_FATAL,   /* 致命: the run cannot go on; exit status 3 */
};

/* enum msg { MSG_S101, … }: one value a row of the catalogue */
enum msg {
#define MSG(code, severity, text, expected, mend) MSG_##code,
#include "data/messages.tab"
#undef MSG
    MSG_COUNT
};

struct place {
    const char *file; /* as the user knows it; NULL = no file */
    uint32_t line;    /* from 1; 0 = unknown */
    uint32_t col;     /* characters (not bytes) from 1; 0 = unknown */
};

struct diag {
    enum msg msg;
    enum severity severity;
    struct place place;
    const char *path;     /* the element's path in words: 第2项「抓实技能培训」的〈下步打算〉第1条; NULL = the whole file */
    const char *text;     /* one sentence: what is wrong, with what was found */
    const char *found;    /* the text that was found, or NULL */
    const char *expected; /* what was expected */
    const char *mend;     /* how to mend it */
};

struct diags {
    struct arena *a; /* all texts live here */
    struct diag *v;
    size_t n, cap;
    size_t most;                         /* 0, or so many are kept of 错误 and 致命, and so many of the others; … */
    size_t more; enum severity more_worst; /* … those beyond are counted */
};

const char *msg_code(enum msg m);          /* "S101" */
enum severity msg_severity(enum msg m);    /* as the catalogue has it */
/* The catalogue's templates: what is wrong, what is expected, how to mend it; "" where there is none. */
const char *msg_text(enum msg m);
const char *msg_expected(enum msg m);
const char *msg_mend(enum msg m);
const char *severity_name(enum severity s); /* 提示 警告 错误 致命 */

/*
 * Adds a message. The catalogue's text, expected and mend are templates: %1 … %9 are replaced by args[0] … (NULL ends the
 * list; a missing one prints as nothing). found and path may be NULL. All strings are copied into ds->a.
 * Returns the new message, so that a caller can change its severity; one beyond ds->most is kept nowhere.
 */
struct diag *diag_add(struct diags *ds, enum msg m, struct place at, const char *path, const char *found,
                      const char *const args[]);
/* The usual call: DIAG(ds, S104, at, path, found, arg1, arg2); */
#define DIAG(ds, code, at, path, found, ...) \
    diag_add((ds), MSG_##code, (at), (path), (found), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
#define NOWHERE ((struct place){0})

struct diag *diags_find(const struct diags *ds, enum msg m); /* the first of that code, or NULL */
/* What is wrong told again with other args; everything else of that message of ds stays. */
void diag_retell(struct diags *ds, struct diag *d, const char *const args[]);
/* Copies src's messages (not those beyond its most) behind dst's (strings into dst->a). */
void diags_append(struct diags *dst, const struct diags *src);
enum severity diags_worst(const struct diags *ds); /* of all, those beyond ds->most too; SEV_NOTE when empty */
/* Would a further message of that severity only be counted? Whoever has much to do for one may leave it. */
bool diags_full(const struct diags *ds, enum severity s);
size_t diags_count(const struct diags *ds, enum severity s);
/* The message as lines of text, controls shown as codes (nothing received can steer a terminal). */
void diag_format(const struct diag *d, struct buf *out);
void diags_print(const struct diags *ds, FILE *f);
/* Appends s with C0, C1, DEL, bidi controls and noncharacters written as <U+XXXX>; keeps \n only if keep_newline. */
void diag_safe_text(struct buf *out, const char *s, bool keep_newline);
/* The same as a string in a, for one line: what was received (a file's name, a text) on its way to a terminal. */
const char *diag_safe(struct arena *a, const char *s);

#endif
