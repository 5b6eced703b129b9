/* jibao status, data: what the store knows of a quarter. */
#include "app/verb.h"

int verb_status(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter q;
    struct stored_quarter *now;
    struct buf out = {0};
    (void)c;
    if (open_quarter(&w, run, 0, &q) != 0 || world_load(&w, q, &now) != 0)
        return failed(&w);
    struct tally t;
    tally_quarter(w.plan, now, &t);
    print_status(&w, now, &out, run->json);
    fputs(buf_str(&out), stdout);
    buf_drop(&out);
    print_messages(run);
    world_close(&w);
    verdict(run, "应报 %d 个单位：按时 %d，逾期 %d，退回 %d，未报 %d%s。", t.must, t.on_time, t.late, t.rejected, t.missing,
            tally_loose_ends(run->a, &t, "，"));
    return t.rejected || t.missing || t.open || t.unknown ? STATUS_ATTENTION : STATUS_WELL;
}

int verb_data(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter q;
    (void)c;
    xmlDocPtr x = open_quarter(&w, run, OPEN_PROFILE, &q) == 0 ? world_data(&w, q) : NULL;
    if (!x)
        return failed(&w);
    xmlChar *xml = NULL;
    int n = 0;
    xmlDocDumpFormatMemoryEnc(x, &xml, &n, "UTF-8", 1);
    fwrite(xml, 1, (size_t)n, stdout);
    xmlFree(xml);
    xmlFreeDoc(x);
    print_messages(run);
    world_close(&w);
    return STATUS_WELL;
}
