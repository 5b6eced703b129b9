/*
 * 〈印章表〉 of the office's profile: pictures of seals and signature stamps, by the name that signs (design 4.6). Without it, and
 * for every other name, the paper leaves the room and people stamp it.
 */
#include "app/app.h"

#include "base/file.h"

#include <string.h>

enum { PICTURE_LIMIT = 4 * 1024 * 1024 };

static char *attr(struct arena *a, xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
    char *s = arena_strdup(a, v ? (const char *)v : "");
    xmlFree(v);
    return s;
}

static bool stays_below(const char *name) { return name[0] && name[0] != '/' && !strstr(name, "..") && !strchr(name, '\\'); }

static int load_one(struct world *w, xmlNode *n)
{
    struct run *run = w->run;
    struct place at = {arena_printf(run->a, "%s/office.xml", run->templates), (uint32_t)xmlGetLineNo(n), 0};
    char *name = attr(run->a, n, "署名"), *file = attr(run->a, n, "文件"), *bytes;
    size_t size;
    if (!stays_below(file)) {
        DIAG(&run->diags, L118, at, "印章表", file, file);
        return -1;
    }
    if (file_read(run->a, arena_printf(run->a, "%s/%s", run->templates, file), PICTURE_LIMIT, &bytes, &size, &run->diags) != 0)
        return -1;
    struct doc_image *im = document_png(run->a, bytes, size, at, &run->diags);
    if (!im)
        return -1;
    ARENA_PUSH(run->a, w->seals, w->nseals, w->capseals) = (struct seal_picture){name, im};
    return 0;
}

int seals_load(struct world *w)
{
    int rc = 0;
    for (xmlNode *t = xmlDocGetRootElement(w->profile)->children; t; t = t->next)
        if (t->type == XML_ELEMENT_NODE && strcmp((const char *)t->name, "印章表") == 0)
            for (xmlNode *c = t->children; c; c = c->next)
                if (c->type == XML_ELEMENT_NODE && load_one(w, c) != 0)
                    rc = -1;
    return rc;
}

void seals_apply(const struct world *w, struct document *d)
{
    for (size_t i = 0; d->seal != SEAL_NONE && i < d->nsignatures; i++)
        for (size_t k = 0; k < w->nseals && !d->signatures[i].seal; k++)
            if (strcmp(w->seals[k].name, d->signatures[i].name) == 0)
                d->signatures[i].seal = w->seals[k].image;
}
