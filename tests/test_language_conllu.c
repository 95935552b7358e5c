/* test_language_conllu.c: text that is already split comes in as it is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "intake/intake.h"

static const char *const documents = "# newdoc id = first\n"
                                     "# newpar\n"
                                     "# sent_id = 1\n"
                                     "# text = They don't sail.\n"
                                     "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
                                     "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "3.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "4\tsail\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                     "5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "\n"
                                     "1\tWhy\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                     "2\t?\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "\n"
                                     "# newpar\n"
                                     "1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_\r\n"
                                     "1\t\xC3\xA0\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "\n"
                                     "# newdoc id = second\n"
                                     "1\tStorm\t_\t_\t_\t_\t_\t_\t_\t_\n";

typedef struct file_case {
    char path[64];
    stm_intake *intake;
    stm_arena arena;
    stm_article article;
} file_case;

static void open_case(file_case *c, const char *text)
{
    stm_intake_options options = { .format = "conllu" };
    static const char *paths[1];
    stm_err err;
    int fd;
    FILE *f;
    (void)strcpy(c->path, "/tmp/stemma-test-XXXXXX");
    fd = mkstemp(c->path);
    assert_true(fd >= 0);
    f = fdopen(fd, "w");
    assert_non_null(f);
    (void)fputs(text, f);
    (void)fclose(f);
    paths[0] = c->path;
    stm_arena_init(&c->arena, 0);
    assert_int_equal(stm_intake_open(paths, 1, &options, NULL, NULL, &c->intake, &err), STM_OK);
}

static bool next(file_case *c)
{
    stm_err err;
    bool more;
    assert_int_equal(stm_intake_next(c->intake, &c->arena, &c->article, &more, &err), STM_OK);
    if (more && !stm_article_validate(&c->article, &err)) {
        fail_msg("%s", err.message);
    }
    return more;
}

static void close_case(file_case *c)
{
    stm_intake_close(c->intake);
    stm_arena_fini(&c->arena);
    (void)unlink(c->path);
}

static void assert_text(stm_str s, const char *want)
{
    assert_int_equal(s.n, strlen(want));
    assert_memory_equal(s.p, want, s.n);
}

static void test_documents(void **state)
{
    static const char *const forms[] = { "They", "do", "n't", "sail", ".", "Why", "?", "a", "u" };
    file_case c;
    (void)state;
    open_case(&c, documents);
    assert_true(next(&c));
    assert_text(c.article.id, "first");
    assert_text(c.article.text, "They don't sail. Why?\n\nau");
    assert_int_equal(c.article.paragraphs.n, 2);
    assert_int_equal(c.article.sentences.n, 3);
    assert_int_equal(c.article.tokens.n, 9);
    for (uint32_t i = 0; i < 9; i++) {
        assert_text(stm_token_form(&c.article, i), forms[i]);
        assert_int_equal(c.article.tokens.at[i].glued, i == 1 || i == 7);
    }
    assert_true(next(&c));
    assert_text(c.article.id, "second");
    assert_text(c.article.text, "Storm");
    assert_false(next(&c));
    close_case(&c);
}

/* Any bytes give articles with sound spans, or none. */
static void test_damaged(void **state)
{
    static const char *const texts[] = {
        "\n\n\n",
        "x",
        "1",
        "1\t",
        "1\t\t\n",
        "\t\t\t",
        "# newdoc id =\n\n1\ta\n",
        "1-9\tab\n1\ta\n\n",
        "1-2\ta\n1\ta\n2\tb\n\n",
        "1-3\t\xC3\xA9\n1\tx\n2\ty\n3\tz\n",
        "2-1\ta\n1\ta\n",
        "1-2\tab\n1-2\tcd\n1\ta\n2\tb\n",
        "99999999999\ta\n",
        "1\ta b\tc\n\n# newpar\n# newpar\n1\tx\n",
        "# newdoc\n# newdoc\n# newdoc\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        file_case c;
        open_case(&c, texts[i]);
        while (next(&c)) {
            assert_true(c.article.tokens.n > 0);
        }
        close_case(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_documents), cmocka_unit_test(test_damaged) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
