/* submissions: what each unit sent, whole, untouched and in its order (单位报送), for the unit's own report. */
#include "report/build.h"

#include <nettle/base64.h>
#include <string.h>

static void write_head(struct build *b, xmlNodePtr n, const struct filing *f)
{
    const struct submission *s = f->sub->sub;
    node_unit(n, f->unit);
    node_int(n, "章径", b->set.seal[f->unit->kind] / 1000);
    node_attr(n, "状态", filing_state_name(f->state));
    node_date(b, n, "到件日期", f->sub->file->arrived);
    node_int(n, "回执号", f->sub->file->number);
    node_int(n, "版次", s->version);
    node_attr(n, "方案", s->plan);
    node_attr(n, "发文字号", s->docno);
    node_attr(n, "填报人", s->filer);
    node_attr(n, "审签人", s->signer);
    node_attr(n, "职务", s->signer_title);
    node_attr(n, "电话", s->phone);
    node_date(b, n, "填报日期", s->filed);
    node_paras(node_add(n, "说明"), &s->notes);
}

static void write_promises(struct build *b, xmlNodePtr item, const struct sub_item *s)
{
    xmlNodePtr list = node_add(item, "下步打算");
    for (size_t i = 0; i < s->npromises; i++)
        node_date(b, node_text(list, "打算", s->promises[i].text), "期限", s->promises[i].due);
}

static const char *earlier_value(struct build *b, const struct unit *u, int no, const char *code)
{
    const struct sub_item *old = sub_find_item(b->sub_before[unit_index(b, u)], no);
    for (size_t i = 0; old && i < old->nvalues; i++)
        if (strcmp(old->values[i].indicator, code) == 0)
            return decimal_format(b->a, old->values[i].number);
    return NULL;
}

static void write_values(struct build *b, xmlNodePtr item, const struct unit *u, const struct sub_item *s)
{
    for (size_t i = 0; i < s->nvalues; i++) {
        const struct value *v = &s->values[i];
        const struct indicator *ind = plan_find_indicator(b->p, v->indicator);
        xmlNodePtr n = node_add(item, "指标值");
        node_attr(n, "代码", v->indicator);
        node_attr(n, "名称", ind ? ind->name : v->indicator);
        node_attr(n, "单位", ind ? ind->unit : NULL);
        if (ind && ind->has_target)
            node_attr(n, "目标", decimal_format(b->a, ind->target));
        node_attr(n, "目标说明", ind ? ind->target_text : NULL);
        node_attr(n, "关系", ind ? relation_name(ind->relation) : NULL);
        node_attr(n, "口径", ind ? scope_name(ind->scope) : NULL);
        node_attr(n, "值", decimal_format(b->a, v->number));
        node_attr(n, "原文", v->as_written);
        node_attr(n, "上季度值", earlier_value(b, u, s->no, v->indicator));
    }
}

static void write_table(xmlNodePtr item, const struct sub_table *t)
{
    xmlNodePtr n = node_add(item, "表格");
    node_int(n, "列数", (int64_t)t->ncols);
    if (t->title)
        node_text(n, "表题", t->title);
    for (size_t r = 0; r < t->nrows; r++) {
        xmlNodePtr row = node_add(n, "行");
        for (size_t c = 0; c < t->ncols; c++)
            node_text(row, "格", t->cell[r * t->ncols + c]);
    }
}

static void write_picture(struct build *b, xmlNodePtr item, const struct sub_picture *p)
{
    char *text = arena_alloc(b->a, BASE64_ENCODE_RAW_LENGTH(p->n) + 1);
    base64_encode_raw(text, p->n, p->bytes);
    xmlNodePtr n = node_text(item, "图片", text);
    node_attr(n, "说明", p->title);
    node_attr(n, "类型", p->media && strcmp(p->media, "image/jpeg") == 0 ? "JPEG" : "PNG");
}

static void write_item(struct build *b, xmlNodePtr unit, const struct unit *u, const struct sub_item *s)
{
    const struct plan_item *it = plan_find_item(b->p, s->no);
    xmlNodePtr n = node_add(unit, "事项");
    node_int(n, "序号", s->no);
    node_attr(n, "名称", it ? it->title : NULL);
    if (it)
        node_int(n, "行动", it->action);
    node_yes(n, "主责", it && it->lead == u);
    node_paras(node_add(n, "工作推进情况"), &s->progress);
    node_paras(node_add(n, "取得成效"), &s->results);
    node_paras(node_add(n, "亮点经验"), &s->highlights);
    problems_write(b, node_add(n, "存在问题"), u, s->no, /*with_silent*/ false, /*count*/ false);
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
    xmlNodePtr list = node_add(root, "单位报送");
    for (size_t i = 0; i < b->p->nunits; i++) {
        const struct filing *f = &b->filing[i];
        if (!b->sub_now[i])
            continue;
        xmlNodePtr n = node_add(list, "单位");
        write_head(b, n, f);
        for (size_t k = 0; k < b->sub_now[i]->nitems; k++)
            write_item(b, n, f->unit, &b->sub_now[i]->items[k]);
    }
}
