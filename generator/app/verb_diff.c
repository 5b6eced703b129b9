#include "app/verb.h"
int verb_diff(struct run *run, const struct command *c) { (void)run, (void)c; return STATUS_WELL; }
