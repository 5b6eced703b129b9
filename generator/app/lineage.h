/*
 * lineage: what merged units (并入) reported before, seen as the report of the unit that took over, so that it is reminded of
 * their open problems and may go on with their numbers. Only for earlier quarters; the store stays as it is.
 */
#ifndef JIBAO_APP_LINEAGE_H
#define JIBAO_APP_LINEAGE_H

#include "app/app.h"

/* Is u the unit that took over from was, at once or by way of others? */
bool lineage_leads(const struct unit *was, const struct unit *u);
/* Does the unit take over from others in this plan? */
bool lineage_has(const struct plan *p, const struct unit *u);
/*
 * own (NULL: the unit sent nothing) with the items of from added: problems and promises of an item that both have stand in one,
 * everything else of it stays the unit's own; items that only from has come whole. Lives in a, shares what it can.
 */
const struct submission *lineage_add(struct arena *a, const struct submission *own, const struct submission *from, const char *unit);
/* The quarter with every merged unit's submission added to that of its successor by plan p. */
const struct stored_quarter *lineage_quarter(struct arena *a, const struct plan *p, const struct stored_quarter *q);

#endif
