/*
 * Bytes of a font file, dropped by the office into fonts/ → faces and chains → glyphs → a document set and written with them.
 * A sound small font stands beside it for every role, so a refused or poor font never ends the run.
 */
#include "fuzz.h"

#include "backend/backend.h"
#include "font/internal.h"
#include "typeset/typeset.h"

#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[200], fuzzed[256];
static struct style style;
static struct document *document;

static void write_file(const char *name, const void *p, size_t n)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    MUST(f && fwrite(p, 1, n, f) == n, "%s", path);
    MUST(fclose(f) == 0, "%s", path);
}

/* office.ttf: found by its names, also of each face of a collection. fuzz.ttf: a second name of it, named in the table. */
static void write_table(void)
{
    static const char *const roles[] = {"仿宋", "楷体", "黑体", "小标宋", "宋体"};
    struct buf b = {0};
    for (size_t i = 0; i < 5; i++) {
        if (i % 2 == 0)
            buf_addf(&b, "字体 %s @正式 0 主 1000 0\n", roles[i]);
        buf_addf(&b, "字体 %s fuzz.ttf %d 西文 950 30 ℃‰\n字体 %s sound.ttf 0 主 1000 0\n字体 %s fuzz.ttf 0 补 960 30\n", roles[i], i == 2, roles[i], roles[i]);
    }
    buf_adds(&b, "识别 仿宋 1 office\n识别 黑体 2 *Hei*\n识别 宋体 3 *Song*\n识别 生僻 1 *Han*\n");
    write_file("fonts.tab", b.p, b.n);
    buf_drop(&b);
}

static void remove_folder(void)
{
    static const char *const names[] = {"fonts.tab", "sound.ttf", "office.ttf", "fuzz.ttf"};
    char path[256];
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
    rmdir(dir);
}

static const char text[] =
    "<公文 格式='文件' 行文方向='下行'><发文机关标志 后缀='文件'><机关>国大中人</机关></发文机关标志>"
    "<标题>不了有和人的一国</标题><主送机关>中国：</主送机关><正文><一级标题>一是在</一级标题>"
    "<段>的一是在不了有和人这中大为上个国我以要他，国固圆图回田由。H1 23%</段></正文>"
    "<署名>中国</署名><成文日期>2022年12月26日</成文日期></公文>";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    size_t n;
    const char *tmp = getenv("TMPDIR"), *seeds = getenv("FONT_SEEDS");
    char path[256];
    static struct arena *a;
    struct diags ds = {.a = a = arena_new()};
    snprintf(dir, sizeof dir, "%s/jibao-fuzz-font.XXXXXX", tmp ? tmp : access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    MUST(mkdtemp(dir), "%s", dir);
    atexit(remove_folder);
    snprintf(path, sizeof path, "%s/sound.ttf", seeds ? seeds : "build/fuzz/font-seeds");
    char *sound = fuzz_file(path, &n);
    write_file("sound.ttf", sound, n);
    free(sound);
    write_table();
    snprintf(fuzzed, sizeof fuzzed, "%s/fuzz.ttf", dir);
    style = style_default();
    int rc = document_parse(&document, a, text, sizeof text - 1, "公文.xml", "templates/schema", NULL, &ds);
    diags_print(&ds, stderr);
    MUST(rc == 0, "document");
    return 0;
}

static void check_glyphs(const struct fonts *f)
{
    static const uint32_t probe[] = {'H', '1', ' ', U'的', U'国', U'䶮', U'℃', 0x3000, 0x2014, 0x20000, 0x10FFFF};
    for (int r = 0; r < FONT_ROLES; r++) {
        int above, below, box[4];
        font_em(f, (enum font_role)r, &above, &below);
        MUST(above + below == 1000, "em box %d + %d", above, below);
        for (size_t i = 0; i < sizeof probe / sizeof *probe; i++) {
            struct glyph g;
            if (font_pick(f, (enum font_role)r, probe[i], &g) != 0)
                continue;
            MUST(g.face && g.gid && g.gid < g.face->nglyphs, "U+%04X: glyph %u of %u", probe[i], g.gid, g.face->nglyphs);
            font_ink(g.face, g.gid, box);
        }
    }
}

static void check_faces(const struct fonts *f)
{
    for (size_t i = 0; i < fonts_faces(f); i++) {
        const struct face *face = fonts_face(f, i);
        int box[4];
        MUST(face->psname && face->psname[0] && face->family, "face without a name");
        for (const char *s = face->psname; *s; s++)
            MUST(*s > 0x20 && *s < 0x7F, "PostScript name");
        fuzz_text("family", face->family, strlen(face->family));
        MUST(face->upem && face->nglyphs, "upem, glyphs");
        for (uint32_t gid = 0; gid < 80 && gid < face->nglyphs; gid++)
            font_ink(face, gid, box);
        for (size_t gid = 0; face->cid_of_gid && gid < face->nglyphs; gid++)
            MUST(face->cid_of_gid[gid] <= 0xFFFF, "CID");
    }
}

/* A face that cannot be subset is refused with a message, not written damaged. */
static void set_document(const struct fonts *f, struct arena *a)
{
    struct diags ds = {.a = a};
    struct pages *pages;
    struct buf out = {0};
    int rc = typeset(&pages, a, document, f, &style, NULL, &ds);
    if (rc == 0)
        rc = backend_trace(pages, &out, &ds) | backend_pdf(pages, f, &out, &ds);
    MUST((rc == 0) == (fuzz_messages(&ds) < SEV_ERROR), "status %d", rc);
    buf_drop(&out);
}

static void check_report(const struct fonts *f)
{
    struct buf report = {0};
    fonts_report(f, true, &report);
    fuzz_text("report", buf_str(&report), report.n);
    json_t *json = json_loadb(report.p, report.n, 0, NULL);
    MUST(json, "report is no JSON");
    json_decref(json);
    buf_drop(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct fonts *f = NULL;
    char office[256];
    snprintf(office, sizeof office, "%s/office.ttf", dir);
    unlink(office);
    write_file("fuzz.ttf", p, n);
    MUST(link(fuzzed, office) == 0, "%s", office);
    face_count(fuzzed);
    int rc = fonts_load(&f, dir, &ds);
    enum severity worst = fuzz_messages(&ds);
    MUST(rc == 0 && worst < SEV_FATAL, "a bad font ends the run: status %d, worst %d", rc, (int)worst);
    check_faces(f);
    check_glyphs(f);
    set_document(f, a);
    if (n % 16 == 0) /* it asks for 15,000 characters */
        check_report(f);
    fonts_drop(f);
    arena_drop(a);
    return 0;
}
