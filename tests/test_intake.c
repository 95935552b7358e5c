/* test_intake.c: case files of tests/cases/intake: an input, and what intake makes of it; and phrases of promotion.
 *
 * A case is "--- input NAME", the input, "--- expect", and one line for each thing that is known of each article and
 * each diagnostic, in the order of list() below. Lines in front of the first "---" say what the case is about.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "helpers/case_files.h"
#include "intake/intake.h"
#include "intake/newswords.h"

typedef struct listing {
    stm_arena arena;
    stm_str input;
    const char *name;
    stm_buf out;
    bool pages; /* write out the text: of pages, where it is found and not given */
} listing;

static void line(listing *l, const char *what, stm_str value)
{
    if (value.p == NULL) {
        return;
    }
    stm_buf_addz(&l->arena, &l->out, what);
    stm_buf_addz(&l->arena, &l->out, " ");
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '\n') {
            stm_buf_addz(&l->arena, &l->out, "\\n");
        } else {
            stm_buf_add(&l->arena, &l->out, value.p + i, 1);
        }
    }
    stm_buf_addz(&l->arena, &l->out, "\n");
}

static void report(void *arg, const stm_diagnostic *d)
{
    listing *l = arg;
    line(l, d->recovered ? "note" : "fail",
         stm_str_format(&l->arena, "%s:%llu: %s", d->file, (unsigned long long)d->line, d->reason));
}

static void list_article(listing *l, const stm_article *a)
{
    line(l, "article", a->id);
    line(l, "  from", a->from);
    line(l, "  url", a->url);
    line(l, "  outlet", a->outlet);
    line(l, "  title", a->title);
    for (uint32_t i = 0; i < a->byline.n; i++) {
        line(l, "  byline", a->byline.at[i]);
    }
    line(l, "  dateline", a->dateline_place);
    line(l, "  dateline day", stm_day_format(&l->arena, a->dateline_day));
    if (a->published.p != NULL) {
        line(l, "  published",
             stm_str_format(&l->arena, "%.*s from %s", (int)a->published.n, a->published.p,
                            stm_published_from_name(a->published_from)));
    }
    line(l, "  modified", a->modified);
    line(l, "  language", a->language);
    for (uint32_t i = 0; i < a->credits.n; i++) {
        line(l, "  credit",
             stm_str_format(&l->arena, "%s %.*s", stm_credit_name(a->credits.at[i].kind),
                            (int)a->credits.at[i].agency.n, a->credits.at[i].agency.p));
    }
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_str s = stm_str_sub(a->text, a->furniture.at[i].at);
        line(l, "  furniture",
             stm_str_format(&l->arena, "%s: %.*s", stm_furniture_name(a->furniture.at[i].kind), (int)s.n, s.p));
    }
    if (l->pages) {
        line(l, "  text", a->text);
    }
}

static void list(void *arg)
{
    listing *l = arg;
    stm_intake *in = NULL;
    stm_arena arena;
    stm_article a;
    stm_err err;
    bool more = true;
    l->pages = stm_str_ends(stm_str_of(l->name), ".html") || stm_str_ends(stm_str_of(l->name), ".xml") ||
               stm_str_eqz(stm_str_of(l->name), "ninjs.jsonl");
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_intake_open_bytes(l->input, l->name, NULL, report, l, &in, &err), STM_OK);
    while (more) {
        assert_int_equal(stm_intake_next(in, &arena, &a, &more, &err), STM_OK);
        if (more) {
            assert_true(stm_article_validate(&a, &err));
            list_article(l, &a);
        }
        stm_arena_reset(&arena);
    }
    stm_intake_close(in);
    stm_arena_fini(&arena);
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = malloc(1 << 16);
    assert_non_null(f);
    assert_non_null(bytes);
    *n = fread(bytes, 1, (1 << 16) - 1, f);
    bytes[*n] = '\0';
    (void)fclose(f);
    return bytes;
}

/* True when the case holds; prints both sides otherwise. */
static bool run_case(const char *path)
{
    size_t n;
    char *bytes = read_file(path, &n);
    char *input = strstr(bytes, "--- input "), *expect = strstr(bytes, "\n--- expect\n"), *name_end;
    listing l = { 0 };
    bool same;
    assert_non_null(input);
    assert_non_null(expect);
    name_end = strchr(input, '\n');
    *name_end = '\0';
    l.name = input + strlen("--- input ");
    l.input = (stm_str){ name_end + 1, (size_t)(expect - name_end) };
    expect += strlen("\n--- expect\n");
    stm_arena_init(&l.arena, 0);
    assert_int_equal(stm_arena_protect(&l.arena, list, &l), STM_OK);
    same = stm_str_eqz(stm_buf_str(&l.out), expect);
    if (!same) {
        (void)printf("%s\n--- expected\n%s--- got\n%.*s", path, expect, (int)l.out.n, l.out.at);
    }
    stm_arena_fini(&l.arena);
    free(bytes);
    return same;
}

static int visit(void *cases, const char *path)
{
    (*(int *)cases)++;
    return !run_case(path);
}

static void test_cases(void **state)
{
    int cases = 0;
    (void)state;
    assert_int_equal(case_files_each("intake", visit, &cases), 0);
    assert_true(cases > 10);
}

typedef struct promotion {
    stm_arena arena;
    stm_newswords words;
} promotion;

static void know_words(void *arg)
{
    promotion *p = arg;
    stm_newswords_init(&p->arena, &p->words);
}

/* Words are told sixteen bytes at a time: a phrase is found wherever it stands, and never inside of a word. */
static void test_promotion_is_found_at_any_place(void **state)
{
    static const char filler[] =
        "Oats, 4 a sack; o\xC3\xB6 ink-blue eel \xE2\x80\x94 a gannet ate it, as I saw on a pier. ";
    promotion p;
    (void)state;
    stm_arena_init(&p.arena, 0);
    assert_int_equal(stm_arena_protect(&p.arena, know_words, &p), STM_OK);
    for (size_t n = 1; n < sizeof filler; n++) { /* at least a letter: a line may open with more */
        char line[160];
        int all = snprintf(line, sizeof line, "%.*s Click here to row", (int)n, filler);
        assert_true(stm_promo_in(&p.words, (stm_str){ line, (size_t)all }));
        assert_true(stm_promo_in(&p.words, (stm_str){ line, n + strlen(" Click here to") }));
        assert_false(stm_promo_in(&p.words, (stm_str){ line, n + strlen(" Click here t") }));
        line[n] = 'x';
        assert_false(stm_promo_in(&p.words, (stm_str){ line, (size_t)all })); /* "xClick" */
    }
    assert_false(stm_promo_in(&p.words, (stm_str){ filler, 0 }));
    assert_false(stm_promo_in(&p.words, STM_STR(" -- ")));
    stm_arena_fini(&p.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
                                        cmocka_unit_test(test_promotion_is_found_at_any_place) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
