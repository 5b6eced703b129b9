/* node: reading report data (templates/schema/报告数据.md) for the terminal. Strings live in the arena. */
#ifndef JIBAO_APP_NODE_H
#define JIBAO_APP_NODE_H

#include "base/base.h"

#include <libxml/tree.h>

xmlNodePtr node_first(const xmlNode *parent, const char *name);  /* NULL parent: NULL */
xmlNodePtr node_following(const xmlNode *n);                     /* the next of the same name */
const char *node_get(struct arena *a, const xmlNode *n, const char *attribute); /* "" if absent */
bool node_is(const xmlNode *n, const char *attribute, const char *value);
const char *node_words(struct arena *a, const xmlNode *n);       /* its text; "" for NULL */
#define EACH_NODE(n, parent, name) for (xmlNodePtr n = node_first(parent, name); n; n = node_following(n))

#endif
