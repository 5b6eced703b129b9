/* forms: plan (+ last quarter) → a blank, pre-filled submission per unit: XML and one offline HTML form. */
#ifndef JIBAO_FORMS_H
#define JIBAO_FORMS_H

#include "base/run.h"
#include "store/store.h"

/*
 * Writes output/<quarter>/空白表/<单位简称>.xml for every unit that must report and one output/<quarter>/空白表/填报.html.
 * previous: the quarter before, for open problems and promises to be carried over; may be NULL.
 * Returns the number of files that stand (new or same), or -1 with messages.
 */
int forms_write(const struct run *run, const struct plan *p, struct quarter q, const struct stored_quarter *previous,
                struct diags *ds);

#endif
