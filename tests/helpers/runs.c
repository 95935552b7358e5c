/* runs.c: see runs.h. */
#include "helpers/runs.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

#include "helpers/files.h"

static void append(char *to, const char *p, size_t n)
{
    size_t at = strlen(to);
    n = n < 4000 - at ? n : 4000 - at;
    if (n != 0) {
        memcpy(to + at, p, n);
    }
    to[at + n] = '|';
    to[at + n + 1] = '\0';
}

static void report(void *arg, const stm_diagnostic *d)
{
    result *r = arg;
    char where[64];
    append(r->said, d->reason, strlen(d->reason));
    (void)snprintf(where, sizeof where, "%zu:%llu:%llu:%d", strlen(d->file), (unsigned long long)d->line,
                   (unsigned long long)d->byte, d->recovered);
    append(r->where, where, strlen(where));
}

result runs_read(const char *const *paths, uint32_t n, const stm_intake_options *options)
{
    result r = { "", "", "", "", "", "", 0 };
    stm_intake *in = NULL;
    stm_arena arena;
    stm_article a;
    stm_err err = { 0 };
    bool more = true;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_intake_open(paths, n, options, report, &r, &in, &err), STM_OK);
    while (more) {
        assert_int_equal(stm_intake_next(in, &arena, &a, &more, &err), STM_OK);
        if (more) {
            assert_true(stm_article_validate(&a, &err));
            append(r.ids, a.id.p, a.id.n);
            append(r.texts, a.text.p, a.text.n < 100 ? a.text.n : 100);
            append(r.urls, a.url.p, a.url.n);
            append(r.from, a.from.p, a.from.n);
        }
        stm_arena_reset(&arena);
    }
    r.failures = stm_intake_failures(in);
    stm_intake_close(in);
    stm_arena_fini(&arena);
    return r;
}

static result run_with_hands(const char *const *paths, uint32_t n, const stm_intake_options *options)
{
    enum { PIECES = 200 };
    static stm_piece pieces[PIECES];
    result r = { "", "", "", "", "", "", 0 };
    stm_intake *in = NULL;
    stm_hand *hands[2];
    stm_arena arena;
    stm_err err = { 0 };
    uint32_t k = 0;
    bool more = true, admitted;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_intake_open(paths, n, options, report, &r, &in, &err), STM_OK);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(stm_hand_new(in, &hands[i], &err), STM_OK);
    }
    for (; more; k++) {
        assert_true(k < PIECES);
        assert_int_equal(stm_intake_cut(in, &arena, &pieces[k], &more, &err), STM_OK);
    }
    for (uint32_t i = 0; i < k; i++) { /* each once */
        stm_piece *p = &pieces[k % 7 == 0 ? k - 1 - i : i * 7 % k];
        assert_int_equal(stm_hand_read(hands[i % 2], &arena, p, &err), STM_OK);
    }
    for (uint32_t i = 0; i < k; i++) {
        for (uint32_t x = 0; x < pieces[i].found.n; x++) {
            const stm_finding *found = &pieces[i].found.at[x];
            assert_int_equal(stm_intake_admit(in, &arena, found, &admitted, &err), STM_OK);
            if (admitted) {
                const stm_article *a = found->article;
                assert_true(stm_article_validate(a, &err));
                append(r.ids, a->id.p, a->id.n);
                append(r.texts, a->text.p, a->text.n < 100 ? a->text.n : 100);
                append(r.urls, a->url.p, a->url.n);
                append(r.from, a->from.p, a->from.n);
            }
        }
    }
    r.failures = stm_intake_failures(in);
    stm_hand_free(hands[0]);
    stm_hand_free(hands[1]);
    stm_intake_close(in);
    stm_arena_fini(&arena);
    return r;
}

result runs_both(const char *const *paths, uint32_t n, const stm_intake_options *options)
{
    result one = runs_read(paths, n, options), other = run_with_hands(paths, n, options);
    assert_string_equal(one.ids, other.ids);
    assert_string_equal(one.texts, other.texts);
    assert_string_equal(one.urls, other.urls);
    assert_string_equal(one.from, other.from);
    assert_string_equal(one.said, other.said);
    assert_string_equal(one.where, other.where);
    assert_int_equal(one.failures, other.failures);
    return one;
}

result runs_one(const char *name, const stm_intake_options *options)
{
    char path[256];
    const char *paths[] = { path };
    (void)snprintf(path, sizeof path, "%s", files_path(name));
    return runs_both(paths, 1, options);
}
