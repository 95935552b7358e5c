/* fuzz.c: see fuzz.h. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/text.h"

_Noreturn void stm_fuzz_broken(const char *condition, const char *file, int line)
{
    (void)fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    abort();
}

typedef struct counts {
    uint64_t failures, said;
} counts;

static void count(void *arg, const stm_diagnostic *d)
{
    counts *c = arg;
    STM_FUZZ_CHECK(d->file != NULL && d->reason != NULL && d->reason[0] != '\0');
    c->failures += !d->recovered;
    c->said++;
}

static void check_article(const stm_article *a)
{
    stm_err err;
    STM_FUZZ_CHECK(stm_article_validate(a, &err));
    STM_FUZZ_CHECK(stm_utf8_valid_prefix(a->text.p, a->text.n) == a->text.n);
    STM_FUZZ_CHECK(a->title.p == NULL || stm_utf8_valid_prefix(a->title.p, a->title.n) == a->title.n);
    STM_FUZZ_CHECK(a->id.p != NULL && a->from.p != NULL);
    STM_FUZZ_CHECK((a->published_day == STM_NO_DAY) == (a->published_from == STM_FROM_NOTHING));
}

void stm_fuzz_intake(const uint8_t *data, size_t size, const char *format)
{
    stm_intake_options options = { .format = format, .max_file_bytes = 1 << 20, .max_depth = 64 };
    stm_intake *in = NULL;
    stm_arena arena;
    stm_article article;
    counts counted = { 0, 0 };
    uint64_t articles = 0;
    bool more = true;
    stm_arena_init(&arena, 0);
    if (stm_intake_open_bytes((stm_str){ (const char *)data, size }, "input", &options, count, &counted, &in, NULL) ==
        STM_OK) {
        while (more && stm_intake_next(in, &arena, &article, &more, NULL) == STM_OK) {
            if (more) {
                check_article(&article);
                articles++;
            }
            stm_arena_reset(&arena);
        }
        STM_FUZZ_CHECK(stm_intake_failures(in) == counted.failures);
        STM_FUZZ_CHECK(format == NULL || strcmp(format, "jsonl") == 0 || articles + counted.said > 0);
    }
    stm_intake_close(in);
    stm_arena_fini(&arena);
}
