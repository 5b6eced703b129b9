/*
 * Faces for hb-subset. The closure of hb-subset reads the source's cmap (format 14) and layout tables and pulls in glyphs that
 * nobody asked for: 4,753 outlines instead of 3,001 with HanaMinA. A lean face shows it only the tables an embedded font keeps.
 * It is a filter over the mapped file, not a copy: making one costs nothing, also for a font of 50 MB.
 */
#include "font/internal.h"

#include <hb-subset.h>

/*
 * hb_subset_preprocess of a CFF face costs 200–400 ms once; a subset of 600 glyphs then takes 1 ms instead of 19, with the same
 * bytes. So a face is prepared after so many glyphs have been asked for that a good third of that cost was already spent: a title
 * font with 20 glyphs a document never is, a body font is after eight long documents, a single document never pays.
 */
enum { PREPARE_AT = 5000, USUAL_GLYPHS = 600 };

static hb_blob_t *lean_table(hb_face_t *face, hb_tag_t tag, void *source)
{
    (void)face;
    static const hb_tag_t kept[] = {
        HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
        HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('C', 'F', 'F', ' '), HB_TAG('c', 'v', 't', ' '),
        HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'),
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (kept[i] == tag)
            return hb_face_reference_table(source, tag);
    return NULL;
}

static void drop_source(void *source) { hb_face_destroy(source); }

hb_face_t *lean_new(hb_face_t *source)
{
    hb_face_t *f = hb_face_create_for_tables(lean_table, hb_face_reference(source), drop_source);
    hb_face_set_upem(f, hb_face_get_upem(source));
    hb_face_set_glyph_count(f, hb_face_get_glyph_count(source));
    hb_face_make_immutable(f);
    return f;
}

/* One thread prepares; the others go on with the lean face meanwhile. Both give the same bytes. */
static hb_face_t *prepare(struct face_full *f)
{
    if (pthread_mutex_trylock(&f->preparing) != 0)
        return f->lean;
    hb_face_t *p = atomic_load_explicit(&f->prepared, memory_order_acquire);
    if (!p) {
        p = hb_subset_preprocess(f->lean);
        hb_face_make_immutable(p);
        atomic_store_explicit(&f->prepared, p, memory_order_release);
    }
    pthread_mutex_unlock(&f->preparing);
    return p;
}

hb_face_t *font_lean_face_for(const struct fonts *fonts, const struct face *face, size_t nglyphs)
{
    struct face_full *f = fonts->faces[face->index];
    if (!f->f.cff)
        return f->lean;
    hb_face_t *p = atomic_load_explicit(&f->prepared, memory_order_acquire);
    if (p)
        return p;
    unsigned more = nglyphs < PREPARE_AT ? (unsigned)nglyphs : PREPARE_AT;
    unsigned asked = atomic_fetch_add_explicit(&f->asked, more, memory_order_relaxed);
    return asked < PREPARE_AT ? f->lean : prepare(f);
}

hb_face_t *font_lean_face(const struct fonts *fonts, const struct face *face)
{
    return font_lean_face_for(fonts, face, USUAL_GLYPHS);
}
