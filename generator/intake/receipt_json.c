/* The receipt for programs: the same content as receipt_text, as one JSON object. */
#include "intake/parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Never NULL inside an array or object: what is unknown is null. */
static json_t *text(const char *s) { return s ? json_string(s) : json_null(); }

static const char *verdict_name(enum verdict v)
{
    static const char *const name[] = {"接收", "退回", "未完"};
    return name[v];
}

static const char *root_name(enum root_kind k)
{
    static const char *const name[] = {NULL, "季度报送", "工作方案", "公文", "收件登记"};
    return name[k];
}

static void put_place(json_t *o, struct place at)
{
    json_object_set_new(o, "行", at.line ? json_integer(at.line) : json_null());
    json_object_set_new(o, "列", at.col ? json_integer(at.col) : json_null());
}

static json_t *message(const struct diag *d)
{
    json_t *o = json_object();
    json_object_set_new(o, "编号", text(msg_code(d->msg)));
    json_object_set_new(o, "级别", text(severity_name(d->severity)));
    put_place(o, d->place);
    json_object_set_new(o, "位置", text(d->path));
    json_object_set_new(o, "问题", text(d->text));
    json_object_set_new(o, "填写", text(d->found));
    json_object_set_new(o, "应为", text(d->expected));
    bool unexplained = message_unexplained(d);
    size_t n = d->mend ? strlen(d->mend) - (unexplained ? strlen(INTAKE_UNEXPLAINED) : 0) : 0;
    json_object_set_new(o, "办法", d->mend ? json_stringn(d->mend, n) : json_null());
    if (d->severity == SEV_WARNING)
        json_object_set_new(o, "已说明", json_boolean(!unexplained));
    return o;
}

static json_t *messages(const struct judged *j)
{
    json_t *list = json_array();
    for (size_t i = 0; i < j->diags.n; i++)
        json_array_append_new(list, message(&j->diags.v[i]));
    return list;
}

static json_t *changes(const struct judged *j)
{
    json_t *list = json_array();
    for (size_t i = 0; i < j->nchanges; i++) {
        json_t *o = json_object();
        put_place(o, j->changes[i].place);
        json_object_set_new(o, "位置", text(j->changes[i].path));
        json_object_set_new(o, "原文", text(j->changes[i].from));
        json_object_set_new(o, "换算为", text(j->changes[i].to));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *ids(const struct judged *j)
{
    json_t *list = json_array();
    for (size_t i = 0; i < j->diags.n; i++) {
        const struct diag *d = &j->diags.v[i];
        if (d->msg != MSG_S236)
            continue;
        json_t *o = json_object();
        json_object_set_new(o, "问题编号", text(d->found));
        json_object_set_new(o, "位置", text(d->path));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *unit(const struct judged *j)
{
    if (!j->unit)
        return json_null();
    json_t *o = json_object();
    json_object_set_new(o, "代码", text(j->unit->code));
    json_object_set_new(o, "全称", text(j->unit->name));
    json_object_set_new(o, "简称", text(j->unit->shortname));
    return o;
}

static json_t *arrivals(const struct receipt *r, struct arena *a)
{
    json_t *all = json_array();
    for (size_t i = 0; i < r->nchanges; i++) {
        json_t *o = json_object();
        json_object_set_new(o, "更正日期", text(date_iso(a, r->changes[i].made)));
        json_object_set_new(o, "原", text(date_iso(a, r->changes[i].was)));
        json_object_set_new(o, "改", text(date_iso(a, r->changes[i].now)));
        json_array_append_new(all, o);
    }
    return all;
}

static json_t *head(const struct receipt *r, struct arena *a)
{
    const struct judged *j = r->judged;
    json_t *o = json_object();
    int version = j->submission ? j->submission->version : j->version;
    json_object_set_new(o, "回执号", r->number ? json_integer((json_int_t)r->number) : json_null());
    json_object_set_new(o, "结论", text(verdict_name(j->verdict)));
    json_object_set_new(o, "不计入", j->verdict == VERDICT_ACCEPTED ? text(intake_kept(&j->diags)) : json_null());
    json_object_set_new(o, "文件", text(r->file));
    json_object_set_new(o, "SHA-256", text(r->sha256));
    json_object_set_new(o, "收到日期", r->received.year ? text(date_iso(a, r->received)) : json_null());
    json_object_set_new(o, "按收件登记", json_boolean(r->registered));
    if (r->nchanges)
        json_object_set_new(o, "收到日期更正", arrivals(r, a));
    json_object_set_new(o, "类型", text(root_name(j->root)));
    json_object_set_new(o, "单位", unit(j));
    json_object_set_new(o, "填写的单位", text(j->unit_written));
    json_object_set_new(o, "季度", j->quarter.year ? text(quarter_name(a, j->quarter)) : json_null());
    json_object_set_new(o, "版次", version ? json_integer(version) : json_null());
    json_object_set_new(o, "撤回", json_boolean(j->submission && j->submission->withdrawal));
    json_object_set_new(o, "报送期限", text(r->deadline));
    json_object_set_new(o, "逾期", r->deadline ? json_boolean(r->late) : json_null());
    json_object_set_new(o, "编码", j->encoding != ENC_UNKNOWN ? text(encoding_name(j->encoding)) : json_null());
    return o;
}

/* See intake.h. */
void receipt_json(const struct receipt *r, struct buf *out)
{
    const struct judged *j = r->judged;
    struct arena *a = arena_new();
    json_t *o = head(r, a);
    json_t *count = json_object();
    json_object_set_new(count, "错误", json_integer((json_int_t)(diags_count(&j->diags, SEV_ERROR) + diags_count(&j->diags, SEV_FATAL))));
    json_object_set_new(count, "警告", json_integer((json_int_t)diags_count(&j->diags, SEV_WARNING)));
    json_object_set_new(count, "未说明", json_integer((json_int_t)intake_unexplained(&j->diags)));
    json_object_set_new(count, "提示", json_integer((json_int_t)diags_count(&j->diags, SEV_NOTE)));
    json_object_set_new(o, "件数", count);
    json_object_set_new(o, "意见", messages(j));
    json_object_set_new(o, "换算", changes(j));
    json_object_set_new(o, "新问题编号", ids(j));
    json_object_set_new(o, "联系单位", text(r->office));
    json_object_set_new(o, "联系电话", text(r->phone));
    char *s = json_dumps(o, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    if (!s)
        base_die(OUT_OF_MEMORY);
    buf_adds(out, s);
    buf_addc(out, '\n');
    free(s);
    json_decref(o);
    arena_drop(a);
}
