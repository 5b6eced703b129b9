/* The live copy: whole, checked, one file, and never over something that is not a backup. */
#include "store_make.h"

#include <sys/stat.h>

static char *slurp(struct arena *a, const char *path, size_t *n)
{
    char *p = NULL;
    struct diags ds = {.a = a};
    assert_int_equal(file_read(a, path, 1 << 26, &p, n, &ds), 0);
    return p;
}

static bool stands(const char *dir, const char *name)
{
    char path[400];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return stat(path, &st) == 0;
}

static size_t files_in(const char *dir)
{
    size_t n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    while (readdir(d))
        n++;
    closedir(d);
    return n - 2; /* . and .. */
}

static struct store *filled(struct fixture *f)
{
    struct store *s = open_store(f);
    struct judged j;
    receive_rich(f, s, &j);
    for (int i = 0; i < 50; i++) {
        struct judged no = judge(f->a, NULL);
        char *name = arena_printf(f->a, "%d.xml", i);
        receive_on(f, s, name, name, &no, TODAY);
    }
    return s;
}

static void a_backup_is_a_whole_store(void **state)
{
    struct fixture *f = *state;
    struct store *s = filled(f), *copy = NULL;
    struct stored_quarter *q;
    char *to = arena_printf(f->a, "%s/backup.db", f->dir);
    size_t before = files_in(f->dir), n, m;
    assert_int_equal(store_backup(s, to, &f->ds), 0);
    assert_int_equal(files_in(f->dir), before + 1); /* nothing beside it */
    char *first = slurp(f->a, to, &n);

    assert_int_equal(store_open(&copy, to, &f->ds), 0); /* while the store is still open */
    assert_int_equal(store_audit(copy, &f->ds), 0);
    assert_int_equal(store_load_quarter(copy, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nsubs, 1);
    store_close(copy);

    struct judged no = judge(f->a, NULL);
    assert_int_equal(receive_on(f, s, "after.xml", "after", &no, TODAY), 52);
    assert_int_equal(store_backup(s, to, &f->ds), 0); /* an earlier backup is replaced */
    char *second = slurp(f->a, to, &m);
    assert_true(n != m || memcmp(first, second, n) != 0);
    store_close(s);

    f->ds.n = 0;
    snprintf(f->path, sizeof f->path, "%s", to);
    s = open_store(f);
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_string_equal(msg_code(f->ds.v[0].msg), "T306");
    assert_non_null(strstr(f->ds.v[0].text, "收件 52 件"));
    store_close(s);
}

static void a_reader_can_make_a_backup(void **state)
{
    struct fixture *f = *state;
    struct store *s = filled(f), *r = NULL;
    char *to = arena_printf(f->a, "%s/backup.db", f->dir);
    assert_int_equal(store_open_readonly(&r, f->path, &f->ds), 0);
    assert_int_equal(store_backup(r, to, &f->ds), 0);
    store_close(r);
    store_close(s);
    assert_int_equal(store_open_readonly(&r, to, &f->ds), 0);
    assert_int_equal(store_audit(r, &f->ds), 0);
    store_close(r);
}

static void what_is_no_backup_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct store *s = filled(f);
    char *other = arena_printf(f->a, "%s/民政局.xml", f->dir);
    size_t n;
    assert_int_equal(file_write(other, "<季度报送/>", strlen("<季度报送/>"), &f->ds), WRITE_NEW);
    assert_int_equal(store_backup(s, other, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T114));
    assert_string_equal(slurp(f->a, other, &n), "<季度报送/>");
    f->ds.n = 0;
    assert_int_equal(store_backup(s, f->path, &f->ds), -1); /* the store onto itself */
    assert_true(told(&f->ds, MSG_T114));
    f->ds.n = 0;
    assert_int_equal(store_backup(s, arena_printf(f->a, "%s/none/b.db", f->dir), &f->ds), -1);
    assert_true(told(&f->ds, MSG_T113));
    f->ds.n = 0;
    assert_int_equal(store_begin(s, &f->ds), 0);
    assert_int_equal(store_backup(s, arena_printf(f->a, "%s/b.db", f->dir), &f->ds), -1); /* half a batch is no backup */
    store_rollback(s);
    assert_false(stands(f->dir, "b.db"));
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_backup_is_a_whole_store), STORE_TEST(a_reader_can_make_a_backup),
        STORE_TEST(what_is_no_backup_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
