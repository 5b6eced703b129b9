/*
 * base: what every stage needs and nothing of ours is needed by it: memory, growing text, UTF-8, lengths, dates.
 *
 * Memory rule of the whole program: one arena per document or per judged file and one per run; everything in an arena
 * goes at once. Outside arenas live only files, statements and library objects, each released at one exit label.
 * Out of memory ends the process with a clear line and status 3 (base_die): nothing half-written is visible then,
 * because every output is written under a temporary name first.
 */
#ifndef JIBAO_BASE_H
#define JIBAO_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* The one unit of length inside the program: 1/1000 mm. */
typedef int32_t um;

/*
 * Ends the process with status 3 after one line on stderr and the verdict on stdout; only for what no caller can mend (memory,
 * broken invariants). Asks for no memory. The message is cut at some 1,000 bytes.
 */
_Noreturn void base_die(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* The last line on stdout of a run that could not be done. */
#define NOT_DONE "没有完成：原因见上面的“致命”或“错误”一行。"
/* Whether base_die writes that line (it does, unless told otherwise): with --json stdout is for programs. */
void base_verdict(bool wanted);

/* What is said when memory is short, by whoever meets it first (memory.c). */
#define OUT_OF_MEMORY "内存不足，本次运行已停止；已入库的内容不受影响，请关闭其他程序后再试"

/* ---- arena ---- */

struct arena;
struct arena *arena_new(void);                 /* you drop it */
void arena_drop(struct arena *a);              /* NULL is fine */
void arena_reset(struct arena *a);             /* forget everything, keep the memory */
void *arena_alloc(struct arena *a, size_t n);  /* zeroed, aligned for any type; never NULL */
void *arena_calloc(struct arena *a, size_t n, size_t size); /* n elements, overflow checked */
char *arena_strdup(struct arena *a, const char *s);         /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Grows v (n used of *cap elements of the given size) so that one more fits; returns the place of the array. */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);
/* ARENA_PUSH(a, list.v, list.n, list.cap) = value;  appends one element and is the lvalue of it. */
#define ARENA_PUSH(a, v, n, cap) \
    (*((v) = arena_grow((a), (v), (n), &(cap), sizeof *(v)), &(v)[(n)++]))

/* ---- growing bytes (heap) ---- */

struct buf {
    char *p;   /* always NUL-terminated once anything was added; NULL when empty */
    size_t n;  /* bytes used */
    size_t cap;
};
void buf_add(struct buf *b, const void *p, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_add_utf8(struct buf *b, uint32_t cp);
void buf_add_numbers(struct buf *b, const int64_t *v, size_t n); /* sorted: 3、7—12 */
void buf_clear(struct buf *b);  /* keeps the memory */
void buf_drop(struct buf *b);
const char *buf_str(struct buf *b); /* never NULL */

/* ---- UTF-8 ---- */

/* Decodes the character at s (s < end); stores it and returns its length, or 0 if the bytes are no valid UTF-8. */
int utf8_decode(const char *s, const char *end, uint32_t *cp);
int utf8_encode(uint32_t cp, char out[4]);
size_t utf8_count(const char *s, size_t n);         /* characters in n bytes of valid UTF-8 */
bool utf8_valid(const char *s, size_t n, size_t *bad); /* *bad: offset of the first wrong byte */
/* A CR alone ends a line as well (XML 1.0 2.11): it becomes LF, so that every stage counts the same lines. p may be NULL if n is 0. */
void text_end_lines(char *p, size_t n);
/*
 * Nothing of it is to be seen on paper, wherever it stands: joiners, directions, fillers, variation selectors, tags, the soft
 * hyphen, the blank braille cell. Blanks and line separators are not among them: they keep words apart.
 */
bool utf8_unseen(uint32_t cp);

/* A font's name as it is compared: NFKC, one case, letters, digits and hanzi only (fonts.tab, 识别). In a; "" if it is too long. */
char *name_key(struct arena *a, const char *name);

/* ---- dates and quarters ---- */

struct date { int16_t year; int8_t month, day; };       /* year 0 = no date */
struct quarter { int16_t year; int8_t q; };             /* q 1..4; year 0 = none */

bool date_valid(struct date d);
int date_cmp(struct date a, struct date b);
bool date_parse_iso(const char *s, struct date *out);   /* 2022-12-26, the whole string */
char *date_iso(struct arena *a, struct date d);         /* 2022-12-26 */
char *date_chinese(struct arena *a, struct date d);     /* 2022年12月26日: GB/T 9704 7.3.5.4, no leading zeros */
int64_t date_days(struct date d);                       /* days since 1970-01-01 */
struct date date_today(void);                           /* local time; only main may ask */
struct quarter date_quarter(struct date d);
bool quarter_parse(const char *s, struct quarter *out); /* 2022Q4 */
char *quarter_name(struct arena *a, struct quarter q);  /* 2022Q4 */
char *quarter_chinese(struct arena *a, struct quarter q); /* 2022年第四季度 */
int quarter_cmp(struct quarter a, struct quarter b);
struct quarter quarter_prev(struct quarter q);
struct quarter quarter_next(struct quarter q);

#endif
