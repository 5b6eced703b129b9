/* Pictures: RGB or grey samples and, if the picture has an alpha channel, a soft mask; each picture once in a document. */
#include "backend/pdf.h"

#include "base/samples.h"

static struct low_obj *samples(struct pdf *d, const struct image *im, const struct samples *s)
{
    struct low *w = d->low;
    sha256_update(&d->hash, s->n, s->z);
    struct low_obj *o = low_stream(w, s->z, s->n, true), *parameters = low_dict(w);
    low_is_xobject(o);
    low_set_name(w, o, "Type", "XObject");
    low_set_name(w, o, "Subtype", "Image");
    low_set_int(w, o, "Width", (int32_t)im->width);
    low_set_int(w, o, "Height", (int32_t)im->height);
    low_set_name(w, o, "ColorSpace", s->channels == 3 ? "DeviceRGB" : "DeviceGray");
    low_set_int(w, o, "BitsPerComponent", 8);
    low_set_int(w, parameters, "Predictor", 15);
    low_set_int(w, parameters, "Colors", s->channels);
    low_set_int(w, parameters, "Columns", (int32_t)im->width);
    low_set(w, o, "DecodeParms", parameters);
    return o;
}

struct low_obj *pdf_image(struct pdf *d, const struct image *im)
{
    struct low_obj **o = &d->image[im->index];
    if (*o)
        return *o;
    *o = samples(d, im, im->color);
    if (im->mask)
        low_set(d->low, *o, "SMask", samples(d, im, im->mask));
    return *o;
}
