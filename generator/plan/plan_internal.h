/* What the files of plan/ share: the source text with its places, the parsed XML, the spelling of names. */
#ifndef JIBAO_PLAN_INTERNAL_H
#define JIBAO_PLAN_INTERNAL_H

#include "plan/plan.h"

#include <libxml/tree.h>

/* Bounds of one plan: generous for a province's plan, small enough that no check grows without limit. */
enum {
    PLAN_MAX_BYTES = 4 * 1024 * 1024,
    PLAN_MAX_UNITS = 1000,
    PLAN_MAX_ITEMS = 900,
    PLAN_MAX_INDICATORS = 5000,
    PLAN_MAX_DEADLINES = 40,
    PLAN_MAX_FAULTS = 200, /* told one by one, of the form and of what the plan says; the rest is counted */
};

/* The decoded text and where its lines and start tags are. The k-th start tag is the k-th element in document order. */
struct plan_source {
    struct arena *a;
    const char *file;
    char *text;       /* UTF-8, BOM and XML declaration blanked */
    const char *bytes; /* the same as it was received, for columns; the caller's */
    size_t n;
    size_t *chars;    /* characters in front of every 1024th byte: a line may be as long as the file */
    size_t *line; size_t nlines, cap_lines; /* byte offset of each line's first byte */
    size_t *tag; size_t ntags, cap_tags;    /* byte offset of each start tag's '<' */
    bool doctype;     /* a DOCTYPE was seen … */
    size_t doctype_at;/* … here */
};

/* plan_source.c: bytes → checked text with places. Returns 0, or -1 with P00x messages. */
int plan_source_open(struct plan_source *s, struct arena *a, const char *bytes, size_t n, const char *file,
                     struct diags *ds);
struct place plan_source_at(const struct plan_source *s, size_t offset);
struct place plan_node_at(const struct plan_source *s, const xmlNode *node);
/* Of the first text that stands directly in node, between its children; of node itself if there is none. */
struct place plan_text_at(const struct plan_source *s, const xmlNode *node);
/* Place of the attribute's name; the element's place if it has no such attribute. */
struct place plan_attr_at(const struct plan_source *s, const xmlNode *node, const char *attr);

/* plan_xml.c: text → tree; the caller frees it with xmlFreeDoc. NULL with P messages. */
xmlDoc *plan_xml_parse(struct plan_source *s, struct diags *ds);
/* Adds the schema's complaints in Chinese. Returns -1 only if the schema itself cannot be used (P008). */
int plan_xml_validate(struct plan_source *s, xmlDoc *doc, const char *schema_dir, struct diags *ds);
/* 第2项「抓实技能培训」的〈指标〉 */
const char *plan_node_path(struct arena *a, const xmlNode *node);
/* As much of s as a message quotes: whole characters, at most so many bytes, and …… for the rest; s itself if it is short. */
const char *plan_excerpt(struct arena *a, const char *s, size_t most);
/* Is d about the form of one value (so that a plainer message about the same value replaces it)? */
bool plan_xml_is_value_fault(const struct diag *d);

/* plan_read.c: tree → plan, saying all that is wrong with its values. Never fails; look at ds. */
struct plan *plan_read(struct plan_source *s, xmlDoc *doc, struct diags *ds);

/* plan_check.c: what only the whole plan can tell. */
struct plan_marks { /* where things stand, in step with the arrays of the plan */
    const xmlNode **unit, **item, **indicator;
};
void plan_check_units(const struct plan_source *s, const struct plan *p, const struct plan_marks *m, struct diags *ds);
/* plan_files.c: gives each unit its file. */
void plan_check_files(const struct plan_source *s, struct plan *p, const struct plan_marks *m, struct diags *ds);
void plan_check_whole(const struct plan_source *s, const struct plan *p, const struct plan_marks *m, struct diags *ds);

/* plan_name.c: names of units, compared without blanks and without the place's name in front. */
struct plan_name { char s[512]; size_t n; }; /* 120 characters of four bytes */
bool plan_name_bare(struct plan_name *out, const char *s);  /* blanks removed; false: empty or too long */
/* What is left when 锦屏县 or 县 in front is taken away; issuer gives the place. Empties never result. */
const char *plan_name_core(const struct plan_name *bare, const char *issuer);
/* Makes p->names in a, once issuer and units are as they stay. */
void plan_index_units(struct arena *a, struct plan *p);
/* As plan_suggest_units; *left: the work that may still be spent on suggestions, less by what was spent. Nothing left: 0. */
size_t plan_suggest_within(const struct plan *p, const char *name, const struct unit *out[PLAN_SUGGESTED], size_t *left);

#endif
