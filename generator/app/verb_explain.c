/* jibao explain: every figure traced to the files and lines it came from. */
#include "app/verb.h"

#include "app/explain.h"

#include <stdio.h>

static int no_indicator(struct world *w, struct quarter q, const char *code)
{
    fprintf(stderr, "没有指标“%s”。%s的方案里有：", code, quarter_chinese(w->run->a, q));
    for (size_t i = 0; i < w->plan->nindicators; i++)
        fprintf(stderr, "%s%s%s", i ? "、" : "", w->plan->indicators[i].code, w->plan->indicators[i].name);
    fputs("\n", stderr);
    return STATUS_USAGE;
}

int verb_explain(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter q;
    struct explained e;
    struct buf out = {0};
    xmlDocPtr data = open_quarter(&w, run, OPEN_PROFILE, &q) == 0 ? world_data(&w, q) : NULL;
    int rc = data ? explain(&w, q, data, c->args[0], &e) : -1;
    if (rc < 0) {
        xmlFreeDoc(data);
        return failed(&w);
    }
    int status = rc ? no_indicator(&w, q, c->args[0]) : e.doubtful ? STATUS_ATTENTION : STATUS_WELL;
    if (!rc) {
        (run->json ? explain_json : explain_text)(&w, q, &e, &out);
        fputs(buf_str(&out), stdout);
        print_messages(run);
        verdict(run, e.doubtful ? "有的数在原件里没有找到，见上面的警告。" : "指标 %s：每个数都在原件里核对过。", c->args[0]);
    }
    buf_drop(&out);
    xmlFreeDoc(data);
    world_close(&w);
    return status;
}
