/* test_names.c: the name tagger on sentences of our own, and on input that is no text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "language/language.h"
#include "text/text.h"

typedef struct job {
    stm_arena arena;
    stm_model *model;
    stm_article a;
} job;

static void run(void *arg)
{
    job *j = arg;
    stm_text_split(&j->arena, &j->a);
    stm_language_names(&j->arena, j->model, &j->a);
}

static void tag(job *j, stm_str text)
{
    stm_err err;
    stm_arena_init(&j->arena, 0);
    assert_int_equal(stm_model_open(NULL, &j->model, NULL), STM_OK);
    stm_article_init(&j->a);
    j->a.text = text;
    assert_int_equal(stm_arena_protect(&j->arena, run, j), STM_OK);
    assert_true(stm_article_validate(&j->a, &err));
}

static void done(job *j)
{
    stm_model_close(j->model);
    stm_arena_fini(&j->arena);
}

static bool has(const job *j, const char *name, stm_entity_kind kind)
{
    for (uint32_t i = 0; i < j->a.entities.n; i++) {
        if (stm_str_eqz(j->a.entities.at[i].name, name) && j->a.entities.at[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void plain_news(void **state)
{
    job j;
    (void)state;
    tag(&j,
        STM_STR(
            "BERLIN (Reuters) - German Chancellor Angela Merkel met Foreign Minister Paul Okello of Kenya on Friday. "
            "Microsoft said it would open an office in Nairobi."));
    assert_true(has(&j, "Angela Merkel", STM_PERSON));
    assert_true(has(&j, "Paul Okello", STM_PERSON));
    assert_true(has(&j, "Kenya", STM_PLACE));
    assert_true(has(&j, "Microsoft", STM_ORGANIZATION));
    assert_true(has(&j, "Nairobi", STM_PLACE));
    done(&j);
}

static void run_again(void *arg)
{
    job *j = arg;
    j->a.entities.n = 0;
    stm_language_names(&j->arena, j->model, &j->a);
}

static void parse_and_run(void *arg)
{
    job *j = arg;
    stm_language_parse(&j->arena, j->model, &j->a);
    run_again(j);
}

/* Words of running text that stand far from any capital are no names. */
static void far_from_capitals(void **state)
{
    job j;
    (void)state;
    tag(&j, STM_STR("The family is staying home with the kids, better than anyone else on earth."));
    assert_int_equal(stm_arena_protect(&j.arena, parse_and_run, &j), STM_OK);
    assert_int_equal(j.a.entities.n, 0);
    done(&j);
}

static void no_text(void **state)
{
    static const char *const inputs[] = {
        "", "\n", "\"\"\"\"\"\"\"\"", "....", "A", "\xf0\x9f\x98\x80 \xf0\x9f\x98\x80"
    };
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        job j;
        tag(&j, stm_str_of(inputs[i]));
        done(&j);
    }
}

static void long_sentence(void **state)
{
    static char text[400000];
    job j;
    (void)state;
    for (size_t i = 0; i + 8 < sizeof text; i += 8) {
        memcpy(text + i, i % 64 == 0 ? "Nairobi " : "willows ", 8);
    }
    tag(&j, stm_str_of(text));
    done(&j);
}

/* What is kept of the words of a text changes nothing when they come again. */
static void seen_before(void **state)
{
    job j, k;
    (void)state;
    tag(&j,
        STM_STR("The BBC asked Foreign Minister Anna Lindqvist of Norland, but Lindqvist and bbc staff left Oslo."));
    tag(&k, j.a.text);
    assert_int_equal(stm_arena_protect(&k.arena, run_again, &k), STM_OK);
    assert_true(j.a.entities.n > 0);
    assert_int_equal(j.a.entities.n, k.a.entities.n);
    for (uint32_t i = 0; i < j.a.entities.n; i++) {
        assert_true(stm_str_eq(j.a.entities.at[i].name, k.a.entities.at[i].name));
        assert_int_equal(j.a.entities.at[i].kind, k.a.entities.at[i].kind);
    }
    done(&j);
    done(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(plain_news), cmocka_unit_test(far_from_capitals),
                                        cmocka_unit_test(no_text), cmocka_unit_test(long_sentence),
                                        cmocka_unit_test(seen_before) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
