/* jibao fonts, backup: what an office looks at now and then. */
#include "app/verb.h"

int verb_fonts(struct run *run, const struct command *c)
{
    (void)c;
    struct world w;
    struct buf b = {0};
    if (world_open(&w, run, OPEN_FONTS) != 0)
        return failed(&w);
    fonts_report(w.fonts, run->json, &b);
    fputs(buf_str(&b), stdout);
    buf_drop(&b);
    print_messages(run);
    world_close(&w);
    verdict(run, "五种字体都有字库可用。");
    return STATUS_WELL;
}

int verb_backup(struct run *run, const struct command *c)
{
    struct world w;
    if (world_open(&w, run, OPEN_STORE_READ) != 0 || store_backup(w.store, c->args[0], &run->diags) != 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    verdict(run, "数据库已备份到 %s。", c->args[0]);
    return STATUS_WELL;
}
