/* submissions: what each unit sent, whole, untouched and in its order (单位报送), for the unit's own report. */
#include "report/build.h"

#include <nettle/base64.h>
#include <string.h>

static void write_head(struct build *b, xmlNodePtr n, const struct filing *f)
{
    const struct submission *s = f->sub->sub;
    rd_unit(n, f->unit);
    rd_int(n, "章径", b->set.seal[f->unit->kind] / 1000);
    rd_attr(n, "状态", filing_state_name(f->state));
    rd_date(b, n, "到件日期", f->sub->file->arrived);
    rd_int(n, "回执号", f->sub->file->number);
    rd_int(n, "版次", s->version);
    rd_attr(n, "方案", s->plan);
    rd_attr(n, "发文字号", s->docno);
    rd_attr(n, "填报人", s->filer);
    rd_attr(n, "审签人", s->signer);
    rd_attr(n, "职务", s->signer_title);
    rd_attr(n, "电话", s->phone);
    rd_date(b, n, "填报日期", s->filed);
    rd_paras(rd_add(n, "说明"), &s->notes);
}

/* The unit's own words, with a mark on those that the report tells in another unit's. */
static void write_part(struct build *b, xmlNodePtr item, const char *name, const struct paras *p)
{
    xmlNodePtr n = rd_add(item, name);
    for (size_t i = 0; i < p->n; i++)
        rd_told(b, rd_text(n, "段", p->v[i].text), p->v[i].text);
}

static void write_promises(struct build *b, xmlNodePtr item, const struct sub_item *s)
{
    xmlNodePtr list = rd_add(item, "下步打算");
    for (size_t i = 0; i < s->npromises; i++) {
        xmlNodePtr n = rd_text(list, "打算", s->promises[i].text);
        rd_date(b, n, "期限", s->promises[i].due);
        rd_told(b, n, s->promises[i].text);
    }
}

/* What the unit reported of it last quarter; NULL: nothing. */
static const char *earlier_value(struct build *b, const struct unit *u, const struct indicator *ind)
{
    for (size_t i = 0; b->before && ind && i < b->before->nsubs; i++) {
        const struct seen *s = &b->before->subs[i];
        const struct value *v = s->unit == u ? view_value(b->before, s, ind) : NULL;
        if (v)
            return decimal_format(b->a, v->number);
    }
    return NULL;
}

static void write_values(struct build *b, xmlNodePtr item, const struct unit *u, const struct sub_item *s)
{
    for (size_t i = 0; i < s->nvalues; i++) {
        const struct value *v = &s->values[i];
        const struct indicator *ind = plan_find_indicator(b->p, v->indicator);
        xmlNodePtr n = rd_add(item, "指标值");
        rd_attr(n, "代码", v->indicator);
        rd_attr(n, "名称", ind ? ind->name : v->indicator);
        rd_attr(n, "单位", ind ? ind->unit : NULL);
        if (ind && ind->has_target)
            rd_attr(n, "目标", decimal_format(b->a, ind->target));
        rd_attr(n, "目标说明", ind ? ind->target_text : NULL);
        rd_attr(n, "关系", ind ? relation_name(ind->relation) : NULL);
        rd_attr(n, "口径", ind ? scope_name(ind->scope) : NULL);
        rd_attr(n, "汇总方式", ind ? aggregate_name(ind->aggregate) : NULL);
        rd_attr(n, "值", decimal_format(b->a, v->number));
        rd_attr(n, "原文", v->as_written);
        rd_attr(n, "上季度值", earlier_value(b, u, ind));
    }
}

static void write_table(xmlNodePtr item, const struct sub_table *t)
{
    xmlNodePtr n = rd_add(item, "表格");
    rd_int(n, "列数", (int64_t)t->ncols);
    if (t->title)
        rd_text(n, "表题", t->title);
    for (size_t r = 0; r < t->nrows; r++) {
        xmlNodePtr row = rd_add(n, "行");
        for (size_t c = 0; c < t->ncols; c++)
            rd_text(row, "格", t->cell[r * t->ncols + c]);
    }
}

static void write_picture(struct build *b, xmlNodePtr item, const struct sub_picture *p)
{
    char *text = arena_alloc(b->a, BASE64_ENCODE_RAW_LENGTH(p->n) + 1);
    base64_encode_raw(text, p->n, p->bytes);
    xmlNodePtr n = rd_text(item, "图片", text);
    rd_attr(n, "说明", p->title);
    rd_attr(n, "类型", p->media && strcmp(p->media, "image/jpeg") == 0 ? "JPEG" : "PNG");
}

static void write_item(struct build *b, xmlNodePtr unit, const struct unit *u, const struct sub_item *s)
{
    const struct plan_item *it = plan_find_item(b->p, s->no);
    xmlNodePtr n = rd_add(unit, "事项");
    rd_int(n, "序号", s->no);
    rd_attr(n, "名称", it ? it->title : NULL);
    if (it)
        rd_int(n, "行动", it->action);
    rd_yes(n, "主责", it && it->lead == u);
    write_part(b, n, "工作推进情况", &s->progress);
    write_part(b, n, "取得成效", &s->results);
    write_part(b, n, "亮点经验", &s->highlights);
    problems_write(b, rd_add(n, "存在问题"), u, s->no, /*with_silent*/ false, /*count*/ NULL);
    write_promises(b, n, s);
    write_values(b, n, u, s);
    for (size_t i = 0; i < s->ntables; i++)
        write_table(n, &s->tables[i]);
    for (size_t i = 0; i < s->npictures; i++)
        write_picture(b, n, &s->pictures[i]);
    if (!it) {
        const char *no = arena_printf(b->a, "%d", s->no);
        DIAG(b->ds, R109, ((struct place){.file = b->filing[unit_index(b, u)].sub->file->file, .line = s->line}),
             u->shortname, no, no);
    }
}

void submissions_write(struct build *b, xmlNodePtr root)
{
    xmlNodePtr list = rd_add(root, "单位报送");
    for (size_t i = 0; i < b->p->nunits; i++) {
        const struct filing *f = &b->filing[i];
        if (!b->sub_now[i])
            continue;
        xmlNodePtr n = rd_add(list, "单位");
        write_head(b, n, f);
        for (size_t k = 0; k < b->sub_now[i]->nitems; k++)
            write_item(b, n, f->unit, &b->sub_now[i]->items[k]);
    }
}
