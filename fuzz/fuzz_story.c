/* fuzz_story.c: any bytes as the articles of one story, through every stage to JSON, page and digest.
 *
 * Articles are parted by a line of "=====". */
#include <stdlib.h>

#include "fuzz.h"
#include "intake/encoding.h"
#include "text/text.h"
#include "write/digest.h"
#include "write/json.h"
#include "write/page.h"

typedef struct story {
    stm_run run;
    stm_str bytes;
    stm_buf out;
} story;

static stm_engine *engine; /* read-only after opening; it takes too long to open for every input */

static void close_engine(void)
{
    stm_engine_close(engine);
    engine = NULL;
}

static void cut(void *arg)
{
    story *s = arg;
    stm_arena *arena = &s->run.arena;
    stm_str text = stm_decode(arena, s->bytes, STM_NULL_STR).text;
    for (size_t at = 0; at <= text.n;) {
        size_t end = stm_str_find(text, STM_STR("\n=====\n"), at);
        stm_article *a = STM_NEW(arena, stm_article);
        size_t n = (end == SIZE_MAX ? text.n : end) - at;
        stm_article_init(a);
        a->id = stm_str_format(arena, "a%u", s->run.articles.n);
        a->from = a->id;
        a->text = (stm_str){ stm_arena_copy(arena, text.p + at, n), n };
        stm_vec_push(arena, &s->run.articles, a);
        at = end == SIZE_MAX ? text.n + 1 : end + 7;
        if (s->run.articles.n == 6) {
            return;
        }
    }
}

static void write_all(void *arg)
{
    story *s = arg;
    stm_json json;
    stm_digest_options options = { .width = 60 };
    stm_json_init(&json, &s->run.arena, &s->out);
    stm_json_run(&json, &s->run);
    STM_FUZZ_CHECK(stm_utf8_valid_prefix(s->out.at, s->out.n) == s->out.n);
    s->out.n = 0;
    stm_page_run(&s->run.arena, &s->out, &s->run, NULL);
    STM_FUZZ_CHECK(stm_utf8_valid_prefix(s->out.at, s->out.n) == s->out.n);
    stm_digest_run(&s->run.arena, &s->out, &s->run, &options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    story s = { .bytes = { (const char *)data, size } };
    stm_err err = { 0 };
    if (engine == NULL) {
        STM_FUZZ_CHECK(stm_engine_open(NULL, &engine, &err) == STM_OK);
        STM_FUZZ_CHECK(atexit(close_engine) == 0);
    }
    stm_run_init(&s.run);
    STM_FUZZ_CHECK(stm_arena_protect(&s.run.arena, cut, &s) == STM_OK);
    for (uint32_t i = 0; i < s.run.articles.n; i++) {
        STM_FUZZ_CHECK(stm_engine_article(engine, STM_DEPTH_ANNOTATE, &s.run.arena, s.run.articles.at[i], &err) ==
                       STM_OK);
        if (!stm_article_validate(s.run.articles.at[i], &err)) {
            stm_fuzz_broken(err.message, __FILE__, __LINE__);
        }
    }
    STM_FUZZ_CHECK(stm_engine_record(engine, size % 2 == 0, &s.run, &err) == STM_OK);
    STM_FUZZ_CHECK(stm_arena_protect(&s.run.arena, write_all, &s) == STM_OK);
    stm_run_fini(&s.run);
    return 0;
}
