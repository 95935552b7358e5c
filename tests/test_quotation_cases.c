/* test_quotation_cases.c: who said what, on texts of our own, from readable files.
 *
 * In: tests/cases/quotations/NAME.case. "== title" opens a case; its text follows; a line "--" ends the text. Then one
 * quotation a line, as
 *     kind | source | cue | content | act | flags => speaker
 * with "-" for nothing, " ... " between pieces of content, flags out of anonymous, negated, nested, and the speaker's
 * name as the article gives it. "none | words" says that no quotation's content begins with these words. Every line
 * must be found; what else is found does not matter, so that a case shows one thing. A case "marks: title" lists the
 * passages in marks instead, without their marks, one a line, and these must be all. A case "modality: title" lists
 * quotations as "modality | content", "anonymity: title" as "source | passage that says so". '#' opens a comment.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "extract/quote_marks.h"
#include "helpers/case_files.h"

enum { MAX_FILE = 200000, LINE = 4000 };

typedef struct case_run {
    stm_engine *engine;
    stm_arena arena;
    stm_article article;
    stm_quoteds marks;
} case_run;

static void find_marks(void *arg)
{
    case_run *r = arg;
    (void)stm_quote_marks(&r->arena, &r->article, &r->marks);
}

static void put(char *line, const char *format, ...) STM_PRINTF(2, 3);
static void put(char *line, const char *format, ...)
{
    size_t n = strlen(line);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(line + n, LINE - n, format, args);
    va_end(args);
}

static void put_span(char *line, const stm_article *a, stm_span s)
{
    if (stm_span_some(s)) {
        put(line, "%.*s", (int)(s.end - s.start), a->text.p + s.start);
    } else {
        put(line, "-");
    }
}

/* The quotation as a case writes it, line breaks of the text as blanks. */
static void write_line(char *line, const stm_article *a, const stm_quotation *q)
{
    line[0] = '\0';
    put(line, "%s | ", stm_quotation_kind_name(q->kind));
    put_span(line, a, q->source);
    put(line, " | ");
    put_span(line, a, q->cue);
    put(line, " | ");
    for (uint32_t i = 0; i < q->content.n; i++) {
        put(line, i > 0 ? " ... " : "");
        put_span(line, a, q->content.at[i]);
    }
    put(line, " | %s |%s%s%s%s => ", stm_act_name(q->act), q->anonymous ? " anonymous" : "",
        q->negated ? " negated" : "", q->nested_in != STM_NONE ? " nested" : "",
        q->anonymous || q->negated || q->nested_in != STM_NONE ? "" : " -");
    put(line, "%.*s", q->speaker_name.p == NULL ? 1 : (int)q->speaker_name.n,
        q->speaker_name.p == NULL ? "-" : q->speaker_name.p);
    for (char *p = line; *p != '\0'; p++) {
        *p = *p == '\n' ? ' ' : *p;
    }
}

static void write_modality(char *line, const stm_article *a, const stm_quotation *q)
{
    line[0] = '\0';
    put(line, "%s | ", q->modality == STM_MODALITY_NONE ? "-" : stm_modality_name(q->modality));
    put_span(line, a, q->content.at[0]);
}

static void write_anonymity(char *line, const stm_article *a, const stm_quotation *q)
{
    line[0] = '\0';
    put_span(line, a, q->source);
    put(line, " | ");
    put_span(line, a, q->anonymity);
}

typedef void (*line_writer)(char *line, const stm_article *a, const stm_quotation *q);

static line_writer writer_of(const char *title)
{
    return strncmp(title, "modality:", 9) == 0     ? write_modality
           : strncmp(title, "anonymity:", 10) == 0 ? write_anonymity
                                                   : write_line;
}

static bool found(const stm_article *a, const char *want, line_writer write)
{
    static char line[LINE];
    const bool none = strncmp(want, "none | ", 7) == 0;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        write(line, a, q);
        if (none ? stm_str_starts(stm_str_sub(a->text, q->content.at[0]), want + 7) : strcmp(line, want) == 0) {
            return !none;
        }
    }
    return none;
}

static int run_case(case_run *r, const char *file, const char *title, char *text, char **want, int n_want)
{
    static char line[LINE];
    int wrong = 0;
    stm_err err = { 0 };
    stm_arena_init(&r->arena, 0);
    stm_article_init(&r->article);
    r->article.text = stm_str_trim(stm_str_of(text));
    memset(&r->marks, 0, sizeof r->marks);
    assert_int_equal(stm_engine_article(r->engine, STM_DEPTH_ANNOTATE, &r->arena, &r->article, &err), STM_OK);
    if (!stm_article_validate(&r->article, &err)) {
        print_error("%s: %s: %s\n", file, title, err.message);
        wrong++;
    }
    if (strncmp(title, "marks:", 6) == 0) {
        assert_int_equal(stm_arena_protect(&r->arena, find_marks, r), STM_OK);
        for (int i = 0; i < n_want || (uint32_t)i < r->marks.n; i++) {
            stm_str got =
                (uint32_t)i < r->marks.n ? stm_str_sub(r->article.text, r->marks.at[i].inner) : STM_STR("(none)");
            line[0] = '\0';
            put(line, "%.*s", (int)got.n, got.p);
            for (char *p = line; *p != '\0'; p++) {
                *p = *p == '\n' ? ' ' : *p;
            }
            if (i >= n_want || strcmp(line, want[i]) != 0) {
                print_error("%s: %s\n    want %s\n    got  %s\n", file, title, i < n_want ? want[i] : "(none)", line);
                wrong++;
            }
        }
    } else {
        int before = wrong;
        for (int i = 0; i < n_want; i++) {
            if (!found(&r->article, want[i], writer_of(title))) {
                print_error("%s: %s\n    want %s\n", file, title, want[i]);
                wrong++;
            }
        }
        for (uint32_t i = 0; wrong > before && i < r->article.quotations.n; i++) {
            writer_of(title)(line, &r->article, &r->article.quotations.at[i]);
            print_error("    got  %s\n", line);
        }
    }
    stm_arena_fini(&r->arena);
    return wrong;
}

static int run_file(void *arg, const char *path)
{
    case_run *r = arg;
    static char all[MAX_FILE], text[MAX_FILE];
    char *want[256], title[200] = "", *line, *next;
    int n_want = 0, wrong = 0, state = 0; /* 0: before the first case, 1: in a text, 2: in its quotations */
    FILE *f = fopen(path, "rb");
    size_t n;
    assert_non_null(f);
    n = fread(all, 1, sizeof all - 1, f);
    (void)fclose(f);
    all[n] = '\0';
    for (line = all; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (strncmp(line, "== ", 3) == 0) {
            wrong += state == 2 ? run_case(r, path, title, text, want, n_want) : 0;
            (void)snprintf(title, sizeof title, "%s", line + 3);
            text[0] = '\0';
            n_want = 0;
            state = 1;
        } else if (state == 1 && strcmp(line, "--") == 0) {
            state = 2;
        } else if (state == 1) {
            (void)strcat(strcat(text, line), "\n"); /* no longer than the file */
        } else if (state == 2 && *line != '\0' && *line != '#' && n_want < 256) {
            want[n_want++] = line;
        }
    }
    wrong += state == 2 ? run_case(r, path, title, text, want, n_want) : 0;
    return wrong;
}

static void test_cases(void **state)
{
    case_run r = { 0 };
    stm_err err = { 0 };
    (void)state;
    assert_int_equal(stm_engine_open(NULL, &r.engine, &err), STM_OK);
    assert_int_equal(case_files_each("quotations", run_file, &r), 0);
    stm_engine_close(r.engine);
}

/* Texts of nothing but marks and cues: they end, and what they leave is a valid article. */
static void test_hard_texts(void **state)
{
    static const char *const pieces[] = { "“",
                                          "\"He said, ",
                                          "“‘",
                                          "he said that she said that ",
                                          "“A b c,” he said. ",
                                          "said ",
                                          "“Go.\n\n",
                                          "X, said, ",
                                          "according to according to ",
                                          "NAME: ",
                                          "“, ” — Lee\n",
                                          "who said which said, adding ",
                                          "charged, and denied, that " };
    static char text[60001];
    case_run r = { 0 };
    stm_err err = { 0 };
    (void)state;
    assert_int_equal(stm_engine_open(NULL, &r.engine, &err), STM_OK);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]), used = 0;
        while (used + n < sizeof text) {
            memcpy(text + used, pieces[i], n);
            used += n;
        }
        stm_arena_init(&r.arena, 0);
        stm_article_init(&r.article);
        r.article.text = (stm_str){ text, used };
        assert_int_equal(stm_engine_article(r.engine, STM_DEPTH_ANNOTATE, &r.arena, &r.article, &err), STM_OK);
        assert_true(stm_article_validate(&r.article, &err));
        stm_arena_fini(&r.arena);
    }
    stm_engine_close(r.engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_hard_texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
