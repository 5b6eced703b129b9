/* What explain found, for people (a table on the terminal) and for programs (JSON). */
#include "app/explain.h"

#include "app/columns.h"
#include "app/node.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 32, VALUE = 14, VERSION = 8, RECEIPT = 9, DAY = 12 };

static const char *get(struct world *w, const xmlNode *n, const char *attribute) { return node_get(w->run->a, n, attribute); }

static const char *with_unit(struct world *w, const xmlNode *n, const char *attribute)
{
    const char *v = get(w, n, attribute);
    return *v ? arena_printf(w->run->a, "%s%s", v, get(w, n, "单位")) : "没有数";
}

static void write_head(struct world *w, struct quarter q, const xmlNode *n, struct buf *out)
{
    struct arena *a = w->run->a;
    struct date due = {0};
    buf_addf(out, "%s %s（第%s项%s），%s\n", get(w, n, "代码"), get(w, n, "名称"), get(w, n, "事项"), get(w, n, "事项名称"), quarter_chinese(a, q));
    if (*get(w, n, "目标"))
        buf_addf(out, "目标　%s%s%s，", get(w, n, "关系"), get(w, n, "目标"), get(w, n, "单位"));
    else
        buf_addf(out, "目标　%s，", get(w, n, "目标说明"));
    buf_addf(out, "口径%s，汇总方式%s，", get(w, n, "口径"), get(w, n, "汇总方式"));
    buf_addf(out, "期限%s，主责单位%s\n", date_parse_iso(get(w, n, "期限"), &due) ? date_chinese(a, due) : "没有写", get(w, n, "主责单位"));
    if (*get(w, n, "评定值"))
        buf_addf(out, "结果　%s，暂按%s评定", with_unit(w, n, "各数"), with_unit(w, n, "评定值"));
    else
        buf_addf(out, "结果　%s", with_unit(w, n, "值"));
    if (*get(w, n, "完成率"))
        buf_addf(out, "，完成率%s%%", get(w, n, "完成率"));
    if (*get(w, n, "时间进度"))
        buf_addf(out, "，时间进度%s%%", get(w, n, "时间进度"));
    buf_addf(out, "，灯“%s”：%s\n", get(w, n, "灯"), node_words(a, node_first(n, "理由")));
    if (*get(w, n, "算式"))
        buf_addf(out, "算式　%s\n", get(w, n, "算式"));
    if (*get(w, n, "年累计算式"))
        buf_addf(out, "本年　%s\n", get(w, n, "年累计算式"));
    if (node_is(n, "冲突", "是"))
        buf_adds(out, "冲突　各责任单位报的数不一样，请核实\n");
}

static void write_row(struct world *w, const struct source *s, struct buf *out)
{
    struct arena *a = w->run->a;
    cell_left(out, s->unit, NAME);
    cell_right(out, s->value ? s->value : "－", VALUE);
    buf_adds(out, "  ");
    cell_left(out, s->version ? arena_printf(a, "第%d版", s->version) : "", VERSION);
    cell_left(out, arena_printf(a, "%06lld", (long long)s->receipt), RECEIPT);
    cell_left(out, s->arrived.year ? date_iso(a, s->arrived) : "", DAY);
    const char *place = s->line ? arena_printf(a, "%s:%u:%u", s->file, s->line, s->col) : s->file;
    diag_safe_text(out, place, /*keep_newline*/ false);
    row_end(out);
    if (s->why)
        buf_addf(out, "    原因：%s\n", s->why);
    if (s->quote) {
        buf_adds(out, "    原文：");
        diag_safe_text(out, s->quote, /*keep_newline*/ false);
        buf_adds(out, s->taken ? "　（结果取这个数）\n" : "\n");
    }
}

static void write_table(struct world *w, const struct explained *e, bool counted, struct buf *out)
{
    bool first = true;
    for (size_t i = 0; i < e->n; i++) {
        if (counted != !e->v[i].why)
            continue;
        if (first) {
            buf_addf(out, "\n%s\n", counted ? "计入的数" : "没有计入的");
            cell_left(out, "单位", NAME), cell_right(out, "数", VALUE), buf_adds(out, "  "), cell_left(out, "版次", VERSION);
            cell_left(out, "回执", RECEIPT), cell_left(out, "到件", DAY), buf_adds(out, "文件:行:列");
            row_end(out);
        }
        first = false;
        write_row(w, &e->v[i], out);
    }
}

static void write_course(struct world *w, const xmlNode *n, struct buf *out)
{
    buf_adds(out, "\n各季度\n");
    EACH_NODE(q, node_first(n, "走势"), "季") {
        cell_left(out, get(w, q, "名称"), 20);
        if (!node_is(q, "有报送", "是")) {
            buf_adds(out, "没有报送");
        } else {
            cell_right(out, *get(w, q, "值") ? get(w, q, "值") : "－", VALUE);
            buf_addf(out, " %s　", get(w, n, "单位"));
            if (*get(w, q, "完成率"))
                buf_addf(out, "完成率%s%%　", get(w, q, "完成率"));
            buf_addf(out, "%s　%s个单位报数", get(w, q, "灯"), get(w, q, "报数单位"));
        }
        row_end(out);
    }
}

void explain_text(struct world *w, struct quarter q, const struct explained *e, struct buf *out)
{
    write_head(w, q, e->indicator, out);
    write_table(w, e, /*counted*/ true, out);
    write_table(w, e, /*counted*/ false, out);
    if (e->nsilent)
        buf_addf(out, "\n没有报这个数的责任单位\n");
    for (size_t i = 0; i < e->nsilent; i++)
        buf_addf(out, "%s%s", i ? "、" : "", e->silent[i]->shortname);
    if (e->nsilent)
        buf_addc(out, '\n');
    write_course(w, e->indicator, out);
}

/* Every attribute of the element, under its own name. */
static json_t *attributes(struct world *w, const xmlNode *n)
{
    json_t *o = json_object();
    for (const xmlAttr *p = n->properties; p; p = p->next)
        json_object_set_new(o, (const char *)p->name, json_string(get(w, n, (const char *)p->name)));
    return o;
}

static json_t *json_source(struct world *w, const struct source *s)
{
    struct arena *a = w->run->a;
    json_t *o = json_pack("{s:s, s:s, s:b, s:I, s:s, s:s}", "代码", s->code, "单位", s->unit, "计入", s->why == NULL, "回执号",
                          (json_int_t)s->receipt, "到件日期", s->arrived.year ? date_iso(a, s->arrived) : "", "文件", s->file);
    if (s->why)
        json_object_set_new(o, "原因", json_string(s->why));
    if (s->taken)
        json_object_set_new(o, "采用", json_true());
    if (s->version)
        json_object_set_new(o, "版次", json_integer(s->version));
    if (s->value) {
        json_object_set_new(o, "值", json_string(s->value));
        json_object_set_new(o, "原文", json_string(s->as_written));
        json_object_set_new(o, "行", json_integer(s->line));
        json_object_set_new(o, "列", json_integer(s->col));
        json_object_set_new(o, "原件", s->quote ? json_string(s->quote) : json_null());
    }
    return o;
}

void explain_json(struct world *w, struct quarter q, const struct explained *e, struct buf *out)
{
    json_t *o = json_pack("{s:s, s:o}", "季度", quarter_name(w->run->a, q), "指标", attributes(w, e->indicator));
    json_t *sources = json_array(), *silent = json_array(), *course = json_array();
    json_object_set_new(json_object_get(o, "指标"), "理由", json_string(node_words(w->run->a, node_first(e->indicator, "理由"))));
    for (size_t i = 0; i < e->n; i++)
        json_array_append_new(sources, json_source(w, &e->v[i]));
    for (size_t i = 0; i < e->nsilent; i++)
        json_array_append_new(silent, json_string(e->silent[i]->shortname));
    EACH_NODE(n, node_first(e->indicator, "走势"), "季")
        json_array_append_new(course, attributes(w, n));
    json_object_set_new(o, "来源", sources);
    json_object_set_new(o, "没有报数", silent);
    json_object_set_new(o, "走势", course);
    char *s = json_dumps(o, JSON_INDENT(2));
    buf_adds(out, s ? s : "{}");
    buf_addc(out, '\n');
    free(s);
    json_decref(o);
}
