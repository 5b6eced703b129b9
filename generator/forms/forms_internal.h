/*
 * What the files of forms/ share. One tree holds all that a form needs, every value an attribute named in Chinese:
 *
 *   表单 (季度 年度 季 方案 方案名称 发文机关 期限 期限说明)
 *     事项 (序号 名称 行动 内容)                    every item of the plan once
 *     单位 (代码 全称 简称 类型 应报)               every unit with an item, townships too
 *       别名 (名)
 *       事项 (序号 名称 主责)                       what it is responsible for
 *         指标 (代码 名称 单位 口径 口径说明 汇总 要求 必填 主责单位 上季 可比 满分)
 *         问题 (编号 分类 等级 描述 整改措施 责任人 期限)  left open by the quarter before
 *         打算 (内容 期限)                          promised by the quarter before
 *
 * templates/forms/空白表.xsl turns one 单位 of it into a blank 季度报送; templates/forms/填报.html carries it as JSON.
 */
#ifndef JIBAO_FORMS_INTERNAL_H
#define JIBAO_FORMS_INTERNAL_H

#include "forms/forms.h"

#include <libxml/tree.h>

/* Never NULL; the caller frees it with xmlFreeDoc. */
xmlDoc *form_data(struct arena *a, const struct plan *p, struct quarter q, const struct stored_quarter *previous);

/* The tree as JSON: attributes become strings, children arrays under their name. Safe inside <script>: no <, >, & nor
 * line separator is left in it. */
void form_json(const xmlDoc *data, struct buf *out);

/* The stylesheet of the blanks. Opened once a run; NULL with P201. */
struct form_sheet;
struct form_sheet *form_sheet_open(const char *path, struct diags *ds);
void form_sheet_drop(struct form_sheet *s);
/* The blank of the unit with that code. Returns 0, or -1 with P202. */
int form_blank(struct form_sheet *s, xmlDoc *data, const struct unit *u, struct buf *out, struct diags *ds);

#endif
