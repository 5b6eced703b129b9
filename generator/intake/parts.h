/*
 * What the files of intake/ share among themselves; nobody else includes it.
 *
 *   source.c   decoded text with line numbers, places in it, the root element
 *   encoding.c which encoding a file is in           decode.c   exact conversion to UTF-8
 *   chars.c    characters that may not or should not stand in a submission
 *   garbled.c  text that was decoded by the wrong code (乱码)
 *   parse.c    libxml2 without network, entities, DTD  xmlfault.c its error codes in Chinese
 *   schema.c   validation with every fault told        content.c  missing, misplaced and unknown elements
 *   nesting.c  elements inside each other for want of an end tag
 *   path.c     the path of an element in words
 *   norm.c     numbers, dates, paragraphs              numbers.c  figures as clerks write them
 *   shown.c    the text that a receipt quotes          outcome.c  what became of the file
 *   alike.c    how much of a text stood in an earlier one
 *   read.c     tree → struct submission                rules_*.c  the business rules
 *   explain.c  which 警告 the 说明 explains            judge.c    the order of all this
 */
#ifndef JIBAO_INTAKE_PARTS_H
#define JIBAO_INTAKE_PARTS_H

#include "intake/intake.h"

#include <libxml/tree.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2999 }; /* of a quarter that is one */

enum {
    /* One file, however hostile, costs less than a second and 100 MB (tests/unit/intake_cost.c measures it). */
    LIMIT_FILE = 16 * 1024 * 1024, /* bytes of one received file */
    LIMIT_LINES = 1000000,
    LIMIT_DEPTH = 64,              /* elements inside elements */
    LIMIT_ELEMENTS = 60000,
    LIMIT_ATTRIBUTES = 64,         /* in one tag */
    LIMIT_ATTRIBUTES_ALL = 50000,
    LIMIT_TAG = 65536,             /* bytes of one tag */
    LIMIT_NAME = 1000,             /* bytes of its name: of long ones libxml2 says that their characters are wrong */
    LIMIT_TEXT = 256 * 1024,       /* bytes of text in one element, pictures aside: some 80,000 characters */
    LIMIT_TEXT_ALL = 2700000,      /* bytes of all text, pictures aside: some 900,000 characters; a report has to hold it (document/xml.c) */
    LIMIT_XML_FAULTS = 1000,       /* faults of syntax, told or not, before the parser is stopped */
    LIMIT_BAD_BYTES = 2000,        /* places that cannot be decoded, before decoding stops */
    /* what the schema allows, so that a file with more costs no more */
    LIMIT_ITEMS = 200, LIMIT_PARAS = 200, LIMIT_ENTRIES = 50, LIMIT_MEDIA = 20, LIMIT_ROWS = 500, LIMIT_CELLS = 20,
    UNDECODED_LINES = 20,          /* lines that could not be decoded, told one by one */
    LIMIT_REPORTS = 200,           /* messages of one stage; the rest is counted and told as a number */
};

/* ---- source.c ---- */

/* Decoded text: UTF-8, the XML declaration blanked, a NUL behind. Knows where its lines begin. */
struct source {
    const char *file;
    const char *p;
    size_t n;
    uint32_t *start;      /* byte offset of each line */
    size_t nlines;        /* at most LIMIT_LINES; what lies behind counts to the last */
    bool more_lines;
    struct { uint32_t line; size_t offset; uint32_t col; } last; /* the place asked for last: long lines are counted once */
};
void source_init(struct source *s, struct arena *a, const char *file, const char *p, size_t n);
/* The byte offset of a place. */
size_t source_offset(const struct source *s, struct place at);
/* Line and column (characters, from 1) of a byte offset. */
struct place source_place(struct source *s, size_t offset);
/* The offset just behind the tag that starts at offset (a '<'), quotes respected; n if it never ends. */
size_t source_tag_end(const char *p, size_t n, size_t offset);
/* Past white space, declaration, comments, instructions and DOCTYPE: the name of the root element; *len 0 if there is none. */
const char *source_root_name(const char *p, size_t n, size_t *len);
/* The text between <name> and </name>, first occurrence, for files that do not parse; NULL if not found. */
char *source_guess(struct arena *a, const char *p, size_t n, const char *name);

size_t node_offset(const xmlNode *e);             /* byte offset of its '<' */
/* An element's or attribute's place, and that of the text in it. Nodes know their offset from parse.c. */
bool node_known(const xmlNode *e);
struct place place_element(struct source *s, const xmlNode *e);
struct place place_value(struct source *s, const xmlNode *e);
struct place place_attribute(struct source *s, const xmlNode *e, const char *name);

/* Was it told that bytes of this line could not be decoded? What else is wrong there follows from that. */
bool line_undecoded(const struct diags *ds, uint32_t line);

/* ---- encoding.c, decode.c ---- */

/* Places where conversion failed: offsets into the input and into the output. */
struct bad_bytes { size_t in, len, out; };

struct decoded {
    char *p;              /* UTF-8, NUL behind; bytes that are no text stand as U+FFFD */
    size_t n;
    enum encoding encoding;
    bool exact;           /* false: some bytes could not be decoded, … */
    struct bad_bytes *bad; size_t nbad; /* … of which these are the first; offsets into the file and into p */
    bool given_up;        /* so many that p is only the beginning */
    bool unfinished;      /* empty, ends inside a character, or ends in NUL bytes */
};
/* Decides the encoding and converts; all D messages go to ds. */
void decode_bytes(struct decoded *out, struct arena *a, const char *file, const char *bytes, size_t n, struct diags *ds);

struct conversion {
    struct buf text;      /* drop it */
    struct bad_bytes *bad; size_t nbad, cap; /* in the arena; at most LIMIT_REPORTS */
    bool truncated;       /* the input ends inside a character */
    bool given_up;        /* stopped at LIMIT_BAD_BYTES places: what follows was not converted */
    size_t places;        /* runs of bad bytes */
};
/* Strict conversion; goes on behind bad bytes (one U+FFFD a run). GB18030 takes the four-byte codes of all editions. */
void convert_bytes(struct conversion *c, struct arena *a, const char *bytes, size_t n, enum encoding from);

/* ---- garbled.c ---- */

enum { GARBLED_TOLD = 10 };
/* Passages that are no text but what another code's bytes read as (乱码): byte offsets, those told. */
struct garbled { struct { size_t from, to; } v[GARBLED_TOLD]; size_t n, more /* not told */; bool error; };
/* Finds them and tells each (D122–D124). */
void garbled_check(struct garbled *found, struct source *s, struct diags *ds);
/* Is the character there part of one, so that what is odd about it was told? In a text full of them each is. */
bool garbled_at(const struct garbled *g, size_t offset);

/* ---- chars.c ---- */

/* Marks of direction, joiners, soft hyphens and the like, which D115 tells */
bool chars_invisible(uint32_t c);
/* Adds D messages for characters that may not or should not stand in a submission. Returns false if one is an 错误. */
bool chars_check(struct source *s, struct diags *ds);
/*
 * The text for the parser: the source's own, or a copy in which characters that XML forbids are blanks of the same length,
 * so that parsing can go on. So are marks of the encoding that stand in front a second time: libxml2 would take one off
 * without a word and stumble over the next. clean: what chars_check said.
 */
const char *chars_for_parser(struct arena *a, const struct source *s, bool clean);

/* ---- shown.c ---- */

/* What was decoded, for quoting lines; bytes: the file. */
void shown_keep(struct judged *j, struct arena *a, const char *bytes, const struct decoded *d);

/* ---- parse.c, xmlfault.c ---- */

struct parsed {
    xmlDocPtr doc;        /* NULL if it is not well-formed or was stopped; free it */
    bool unfinished;      /* the text ends before the root element does */
};
/*
 * Parses decoded text (text: what libxml2 gets, same offsets as s->p). X messages go to ds. The schema, looked up by the root
 * element, tells where an element that nobody closed should have ended.
 */
void parse_text(struct parsed *out, struct source *s, const char *text, const struct plan *plan, const char *schema_dir, struct diags *ds);
/* How often a parser of ours tried to load something from outside and was refused (for tests). */
unsigned parse_refused_loads(void);
void parse_init(void);    /* once per process, any thread */

struct _xmlError;
struct fault_context {    /* one parse: which faults were told */
    struct source *s;
    struct diags *ds;
    const struct plan *plan; /* for the paths in words; may be NULL */
    const char *schema_dir;
    bool structural;      /* the first structural fault was told; the others follow from it */
    bool unfinished;
    bool masked;          /* a fault was not told, because the line could not even be decoded */
    size_t told;
};
/* Turns one libxml2 error at byte offset into a message. open: the innermost open element, NULL if it is not known. */
void xml_fault(struct fault_context *f, const struct _xmlError *e, size_t offset, const xmlNode *open);

/* ---- schema.c, content.c ---- */

/* Does s begin with a bracket that is no < but was meant to be one? */
bool false_bracket(const char *s);

struct schema;
/* The compiled schema of that file; compiled once per process and kept. NULL with an X message. */
const struct schema *schema_get(const char *dir, const char *name, struct diags *ds);
/* The xs:element that declares e in the schema's own document, found by the path from the root; NULL if unknown. */
xmlNode *schema_declaration(const struct schema *sc, const xmlNode *e);
/* Validates; every fault is told once, root cause first. plan (may be NULL) serves the paths in words. */
void schema_validate(const struct schema *sc, struct source *s, xmlDocPtr doc, const struct plan *plan, struct diags *ds);

struct particle { const char *name; unsigned min, max; };
struct content_model { struct particle v[32]; size_t n; bool choice, elements; };
/* The child elements that a declaration allows. */
void content_model(struct content_model *m, const xmlNode *declaration);
struct check {            /* one validation under way */
    const struct schema *sc;
    struct source *s;
    struct arena *a;
    const struct plan *plan;
    struct diags *ds;
    size_t *told; size_t ntold, cap; /* places already told */
    size_t more;          /* faults beyond LIMIT_REPORTS */
};
/* May another message be told at that place? Counts it. */
bool check_once(struct check *c, struct place at);
/* Do the children of e conform? */
bool content_fits(const xmlNode *e, const struct content_model *m);
/* Tells what is wrong with the children of e. */
void content_explain(struct check *c, const xmlNode *e, const struct content_model *m);
/* Makes the children of e conform (drops, sorts, adds blanks), so that validation can look at the rest. */
void content_repair(xmlNode *e, const struct content_model *m);

/* ---- nesting.c ---- */

/* The first child of open that belongs to one of its ancestors instead: there open should have ended. NULL if there is none. */
const xmlNode *nesting_intruder(const struct schema *sc, const xmlNode *open);
/* <段>…<段>: open was meant to be the end of the element around it, which has its name; nothing that belongs into one follows. */
bool nesting_no_slash(const struct schema *sc, const xmlNode *open);
/* Elements inside one of their own name that were meant to follow it: told (X130), then put behind it. */
void nesting_lift(struct check *c, xmlNode *root);

/* ---- path.c ---- */

/* 第2项「抓实技能培训」的〈下步打算〉第1条; lives in a. */
const char *path_words(struct arena *a, const xmlNode *e, const struct plan *plan);
const char *path_attribute(struct arena *a, const xmlNode *e, const char *attr, const struct plan *plan);

/* ---- norm.c, numbers.c ---- */

/* Without white space (also U+3000) at both ends. */
char *text_trim(struct arena *a, const char *s);
/* Full-width digits and ，．％＋－ as ASCII, invisible characters (told by chars.c) left out. */
char *text_halfwidth(struct arena *a, const char *s);
/* One paragraph on one line: ends trimmed, line breaks and tabs taken out. *changed: more than the ends. */
char *text_paragraph(struct arena *a, const char *s, bool *changed);
size_t text_length(const char *s);              /* characters that are not white space */
/* At most n characters, then …… */
char *text_short(struct arena *a, const char *s, size_t n);
/* Only letters, digits and ideographs: for comparing what two people typed. */
char *text_bare(struct arena *a, const char *s);
bool text_is_cjk(uint32_t c);
/* How many characters of x stand in y too. */
size_t text_shared(const char *x, const char *y);
/* 2, ２, 第2项, 02, 十二 → 2; 0 if it is no number from 1 to 999. */
int text_ordinal(struct arena *a, const char *s);

enum date_fault { DATE_OK, DATE_FORM, DATE_MISSING /* well written, not in the calendar */ };
enum date_fault text_date(struct arena *a, const char *s, struct date *out);

enum number_fault {
    NUMBER_OK, NUMBER_WORDS, NUMBER_MAGNITUDE, NUMBER_UNIT, NUMBER_ABOUT, NUMBER_GROUPING, NUMBER_FORM, NUMBER_RANGE,
    NUMBER_TAIL, NUMBER_TOO_BIG,
};
struct number {
    enum number_fault fault;
    decimal value;
    const char *text;     /* as it counts: ASCII, no grouping */
    bool changed;         /* text is not what was written */
    const char *detail;   /* NUMBER_UNIT: the unit found; NUMBER_MAGNITUDE: 万 …; NUMBER_TAIL: what stands behind the number */
    const char *hint;     /* NUMBER_UNIT, NUMBER_MAGNITUDE: the figure in the unit wanted, if it can be told exactly; else NULL */
};
/* Reads a figure of an indicator with that unit. Converts exactly or not at all. */
struct number number_read(struct arena *a, const char *s, const char *unit);
bool number_same_unit(struct arena *a, const char *x, const char *y);

/* ---- alike.c ---- */

struct text_runs;         /* the runs of characters in a text */
struct text_share {
    size_t old, all;             /* characters that count */
    size_t new_figures, figures; /* dates aside */
};
struct text_runs *text_runs_new(struct arena *a, size_t bytes); /* for texts of so many bytes together */
void text_runs_add(struct text_runs *t, const char *text);
/* How much of these paragraphs stands in t too, lead-ins, numerals and words of time aside; and how many of their figures do not. */
struct text_share text_runs_count(const struct text_runs *t, const struct paras *paras);

/* How alike two sentences are, 0 to 100: twice their common pairs of characters over all, as the reports measure it. */
int text_alike(const char *x, const char *y);

/* ---- read.c, rules ---- */

struct item_nodes {       /* the elements behind one sub_item; any may be NULL */
    xmlNode *item, *progress, *results, *highlights, *problems, *promises;
    xmlNode **problem, **promise, **value; /* as many as the sub_item has */
    const struct plan_item *plan;          /* NULL: not in the plan */
    bool faulty;                           /* its number is wrong: what follows from that is not told again */
};

struct reading {          /* one judgement under way */
    struct arena *a;
    struct source *s;
    struct diags *ds;
    struct judged *out;
    const struct plan *plan;
    const struct history *history;
    struct date today;
    xmlNode *root;
    struct submission *sub;
    struct item_nodes *nodes;         /* one for each sub->items, in the order of the file */
    const struct submission *last;    /* the newest of an earlier quarter, or NULL */
    const struct submission *current; /* already received for this quarter, or NULL */
    const struct submission *next;    /* the first of a later quarter, or NULL: this one came late, or corrects */
    const struct submission *year[4]; /* of the other quarters of this year; NULL where there is none */
    struct { bool asked; const struct submission *sub; } *others; /* for this quarter, by the plan's order of units; NULL: none asked */
    uint64_t pixels;                  /* of the PNG pictures so far */
    bool wrong_quarter;               /* told; dates are not compared with it */
    size_t told[SEV_FATAL + 1], more; /* messages of the rules, and those beyond LIMIT_REPORTS */
    size_t nchanges_cap;
};

xmlNode *node_child(const xmlNode *e, const char *name);
xmlNode *node_next(const xmlNode *e);             /* next sibling of the same name */
size_t node_count(const xmlNode *e, const char *name, size_t most); /* children of that name, at most so many */
char *node_text(struct arena *a, const xmlNode *e);  /* "" if e is NULL */
char *node_attribute(struct arena *a, const xmlNode *e, const char *name); /* NULL if absent */

/* Something else is already told at that place: a rule keeps silent there. */
bool rule_masked(const struct reading *r, struct place at);
#define SAY(r, code, at, path, found, ...) \
    do { \
        struct place say_at = (at); \
        if (!rule_masked((r), say_at) && rule_room((r), MSG_##code)) \
            DIAG((r)->ds, code, say_at, (path), (found) __VA_OPT__(,) __VA_ARGS__); \
    } while (0)
/* May one more message of that severity be told? Counts it either way; an 错误 is never lost to 警告. */
bool rule_room(struct reading *r, enum msg m);
#define PATH(r, e) path_words((r)->a, (e), (r)->plan)
/* 上季度, or which quarter it is, when a unit missed one: what r->last is called in messages. "" if it is NULL. */
const char *rule_last_called(const struct reading *r);
void rule_changed(struct reading *r, struct place at, const char *path, const char *from, const char *to);

/* Reads everything that can be read; r->sub and r->nodes stand afterwards. */
void read_submission(struct reading *r);
/* read_media.c */
void read_tables(struct reading *r, struct sub_item *it, xmlNode *item);
void read_pictures(struct reading *r, struct sub_item *it, xmlNode *item);
struct date read_date(struct reading *r, xmlNode *e, const char *what);
/* Unit and quarter, also of texts that are no well-formed XML. */
void read_identity(struct reading *r, const char *unit, const char *year, const char *quarter);

/* 第四季度, 4, Q4, 2022Q4, 2022年第四季度: 4, and in *year the year that stands with it, else 0. 0 if it is no quarter. */
int read_quarter(struct arena *a, const char *s, int *year);

void rules_head(struct reading *r);
void rules_items(struct reading *r);
void rules_text(struct reading *r);
void rules_problems(struct reading *r);
void rules_values(struct reading *r);
void rules_repeated(struct reading *r);  /* against last quarter's text */
/* 无, 同上, 略 …: a text that says nothing */
bool text_placeholder(struct arena *a, const char *s);
/* ××, XX, ____ …: a blank that nobody filled in; NULL if there is none */
const char *text_blank_mark(struct arena *a, const char *s);
const struct sub_item *submission_item(const struct submission *s, int no);
bool submission_same(const struct submission *x, const struct submission *y);

/* ---- explain.c, outcome.c ---- */
/* Marks in j->diags those that notes (may be NULL) do not explain, and adds S191 and S190. */
void explain_warnings(struct judged *j, struct arena *a, const struct plan *plan, const struct paras *notes);
bool message_unexplained(const struct diag *d);

#endif
