#include "report/build.h"

#include <inttypes.h>
#include <stdio.h>

#define X(s) ((const xmlChar *)(s))

xmlNodePtr node_add(xmlNodePtr parent, const char *name)
{
    xmlNodePtr n = xmlNewDocNode(parent->doc, NULL, X(name), NULL);
    if (!n || !xmlAddChild(parent, n))
        base_die("内存不足：报告数据没有生成");
    return n;
}

/* A text node takes the characters as they are: nothing received can become markup. */
xmlNodePtr node_text(xmlNodePtr parent, const char *name, const char *text)
{
    xmlNodePtr n = node_add(parent, name);
    if (text && *text) {
        xmlNodePtr t = xmlNewDocText(parent->doc, X(text));
        if (!t || !xmlAddChild(n, t))
            base_die("内存不足：报告数据没有生成");
    }
    return n;
}

void node_attr(xmlNodePtr n, const char *name, const char *value)
{
    if (value && !xmlNewProp(n, X(name), X(value)))
        base_die("内存不足：报告数据没有生成");
}

void node_int(xmlNodePtr n, const char *name, int64_t value)
{
    char s[24];
    snprintf(s, sizeof s, "%" PRId64, value);
    node_attr(n, name, s);
}

void node_yes(xmlNodePtr n, const char *name, bool value) { node_attr(n, name, value ? "是" : "否"); }

void node_date(struct build *b, xmlNodePtr n, const char *name, struct date d)
{
    if (d.year)
        node_attr(n, name, date_iso(b->a, d));
}

void node_unit(xmlNodePtr n, const struct unit *u)
{
    node_attr(n, "代码", u->code);
    node_attr(n, "全称", u->name);
    node_attr(n, "简称", u->shortname);
    node_attr(n, "类型", unit_kind_name(u->kind));
}

void node_paras(xmlNodePtr n, const struct paras *p)
{
    for (size_t i = 0; i < p->n; i++)
        node_text(n, "段", p->v[i].text);
}
