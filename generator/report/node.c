#include "report/build.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define X(s) ((const xmlChar *)(s))

xmlNodePtr rd_add(xmlNodePtr parent, const char *name)
{
    xmlNodePtr n = xmlNewDocNode(parent->doc, NULL, X(name), NULL);
    if (!n || !xmlAddChild(parent, n))
        base_die("内存不足：报告数据没有生成");
    return n;
}

/* A text node takes the characters as they are: nothing received can become markup. */
xmlNodePtr rd_text(xmlNodePtr parent, const char *name, const char *text)
{
    xmlNodePtr n = rd_add(parent, name);
    if (text && *text) {
        xmlNodePtr t = xmlNewDocText(parent->doc, X(text));
        if (!t || !xmlAddChild(n, t))
            base_die("内存不足：报告数据没有生成");
    }
    return n;
}

void rd_attr(xmlNodePtr n, const char *name, const char *value)
{
    if (value && !xmlNewProp(n, X(name), X(value)))
        base_die("内存不足：报告数据没有生成");
}

void rd_int(xmlNodePtr n, const char *name, int64_t value)
{
    char s[24];
    snprintf(s, sizeof s, "%" PRId64, value);
    rd_attr(n, name, s);
}

void rd_yes(xmlNodePtr n, const char *name, bool value) { rd_attr(n, name, value ? "是" : "否"); }

void rd_date(struct build *b, xmlNodePtr n, const char *name, struct date d)
{
    if (d.year)
        rd_attr(n, name, date_iso(b->a, d));
}

void rd_unit(xmlNodePtr n, const struct unit *u)
{
    rd_attr(n, "代码", u->code);
    rd_attr(n, "全称", u->name);
    rd_attr(n, "简称", u->shortname);
    if (u->file && strcmp(u->file, u->shortname) != 0)
        rd_attr(n, "文件名", u->file);
    rd_attr(n, "类型", unit_kind_name(u->kind));
}

void rd_paras(xmlNodePtr n, const struct paras *p)
{
    for (size_t i = 0; i < p->n; i++)
        rd_text(n, "段", p->v[i].text);
}

void rd_told(struct build *b, xmlNodePtr n, const char *text)
{
    const struct unit *u = passage_told_by(b, text);
    rd_attr(n, "见", u ? u->code : NULL);
}
