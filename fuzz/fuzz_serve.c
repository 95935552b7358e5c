/* fuzz_serve.c: any bytes as a request to a store of one small story: method, target and host, parted by line breaks.
 * Every request is answered; pages are UTF-8 and hold no element that a request brought; the store stays as it is. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"
#include "serve/serve.h"
#include "serve/serve_parts.h"
#include "text/text.h"

static const char articles[] =
    "{\"id\": \"a\", \"outlet\": \"Tarn Post\", \"published\": \"2024-03-01\", \"text\": \"The bridge at Tarn is shut. "
    "\\\"It will open on Monday,\\\" said Ana Berg, the mayor. Some 40 people wait there.\"}\n"
    "{\"id\": \"b\", \"published\": \"2024-03-01\", \"text\": \"The bridge at Tarn is shut. Ana Berg, the mayor, "
    "denied "
    "that it would open on Monday. At least 50 people wait there.\"}\n";

static stm_engine *engine; /* with `path`, made once: it takes too long for every input */
static char path[] = "/tmp/stemma-fuzz-XXXXXX";

static void end(void)
{
    stm_engine_close(engine);
    engine = NULL;
    (void)unlink(path);
}

static void begin(void)
{
    stm_intake *in = NULL;
    stm_store *store = NULL;
    stm_store_report report;
    stm_run run;
    int file = mkstemp(path);
    STM_FUZZ_CHECK(file >= 0);
    (void)close(file);
    STM_FUZZ_CHECK(atexit(end) == 0);
    STM_FUZZ_CHECK(stm_engine_open(NULL, &engine, NULL) == STM_OK);
    stm_run_init(&run);
    STM_FUZZ_CHECK(stm_intake_open_bytes((stm_str){ articles, sizeof articles - 1 }, "input", NULL, NULL, NULL, &in,
                                         NULL) == STM_OK);
    STM_FUZZ_CHECK(stm_engine_read(engine, STM_DEPTH_ARTICLES, in, &run, NULL) == STM_OK);
    stm_intake_close(in);
    STM_FUZZ_CHECK(stm_store_open(path, true, &store, NULL) == STM_OK);
    STM_FUZZ_CHECK(stm_store_add(store, engine, STM_TOGETHER_ONE, &run, &report, NULL) == STM_OK);
    stm_store_close(store);
    stm_run_fini(&run);
}

static stm_str line(stm_str *rest)
{
    size_t end_at = stm_str_find(*rest, STM_STR("\n"), 0);
    stm_str out = { rest->p, end_at == SIZE_MAX ? rest->n : end_at };
    *rest = end_at == SIZE_MAX ? STM_STR("") : (stm_str){ rest->p + end_at + 1, rest->n - end_at - 1 };
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_str rest = { size == 0 ? "" : (const char *)data, size }, method = line(&rest), target = line(&rest);
    stm_serve_request request = { method, target, rest };
    stm_serve_answer answer;
    stm_arena arena;
    stm_str body;
    bool html;
    if (engine == NULL) {
        begin();
    }
    stm_arena_init(&arena, 0);
    stm_serve_respond(&(stm_serve_site){ path, engine, 100 }, &request, &arena, &answer);
    body = stm_buf_str(&answer.body);
    html = strcmp(answer.type, "text/html; charset=utf-8") == 0;
    STM_FUZZ_CHECK(answer.status == 200 || answer.status == 302 || answer.status == 400 || answer.status == 404 ||
                   answer.status == 405 || answer.status == 414);
    STM_FUZZ_CHECK(body.n > 0 && stm_utf8_valid_prefix(body.p, body.n) == body.n);
    STM_FUZZ_CHECK(answer.status == 200 || html);
    STM_FUZZ_CHECK((answer.status == 302) == (answer.location.p != NULL));
    STM_FUZZ_CHECK(answer.location.p == NULL || stm_str_starts(answer.location, "/story/"));
    STM_FUZZ_CHECK(answer.file_name.p == NULL ||
                   (answer.file_name.n < 60 && memchr(answer.file_name.p, '"', answer.file_name.n) == NULL));
    if (html && answer.file_name.p == NULL) { /* the only script is ours, at its address */
        size_t script = stm_str_find(body, STM_STR("<script"), 0);
        STM_FUZZ_CHECK(script == SIZE_MAX ||
                       stm_str_starts((stm_str){ body.p + script, body.n - script }, "<script src=\"/page.js\">"));
        STM_FUZZ_CHECK(stm_str_ends(body, "</html>\n"));
    }
    stm_arena_fini(&arena);
    return 0;
}
