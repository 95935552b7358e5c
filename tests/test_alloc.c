/* test_alloc.c: the allocation that fails, for every one that the program makes.
 *
 * Three small articles (text, page, JSONL) go through the whole pipeline again and again, and a few made ones through
 * the streaming comparison with an index and without; in round N the Nth call of malloc, calloc, realloc or
 * aligned_alloc fails, until a round needs fewer than N. Each failed round must come back with STM_NO_MEMORY, or must
 * have done without what it could not get; nothing may crash, and with AddressSanitizer nothing may leak. The linker's
 * --wrap puts the functions below in front of the C library's, in this program only.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "engine/kept.h"
#include "helpers/corpora.h"
#include "write/digest.h"
#include "write/export.h"
#include "write/page.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t m);
void *__real_realloc(void *p, size_t n);
void *__real_aligned_alloc(size_t to, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t m);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_aligned_alloc(size_t to, size_t n);

static struct {
    uint64_t count, fail_at; /* fail_at 0: never */
    bool from_there_on;
} alloc;

static bool refuse(void)
{
    alloc.count++;
    return alloc.fail_at != 0 && (alloc.count == alloc.fail_at || (alloc.from_there_on && alloc.count > alloc.fail_at));
}

void *__wrap_malloc(size_t n) { return refuse() ? NULL : __real_malloc(n); }

void *__wrap_calloc(size_t n, size_t m) { return refuse() ? NULL : __real_calloc(n, m); }

void *__wrap_realloc(void *p, size_t n) { return refuse() ? NULL : __real_realloc(p, n); }

void *__wrap_aligned_alloc(size_t to, size_t n) { return refuse() ? NULL : __real_aligned_alloc(to, n); }

/* ---- inputs -------------------------------------------------------------------------------------------- */

static const char *const inputs[][2] = {
    { "a.txt",
      "Ferry runs aground off Lorvik\n\nBy Jane Roe\n\nLORVIK, May 3 (AP) — A ferry with about 120 people on board ran "
      "aground on Tuesday, the coast guard said.\n\n\"Nobody was hurt,\" said Captain Nils Berg. \"We will "
      "tow her off tonight.\"\n\nThe minister, Ada Holm, denied that the ship had been overloaded.\n" },
    { "b.html",
      "<!doctype html><html lang=en><head><title>Ferry aground | Gazette</title><script type=\"application/"
      "ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Ferry aground\",\"datePublished\":\"2016-05-03T18:00:00Z\","
      "\"author\":{\"name\":\"John Doe\"}}</script></head><body><nav><a href=/>Home</a></nav><article><h1>Ferry "
      "aground</h1><p>A ferry with 118 people on board ran aground on Tuesday near Lorvik, the coast guard said "
      "in a statement.</p><p>&ldquo;Nobody was hurt,&rdquo; Captain Nils Berg told Reuters. &ldquo;We will tow "
      "her off tonight.&rdquo;</p></article></body></html>" },
    { "c.jsonl", "{\"id\": \"c\", \"text\": \"A ferry with about 120 people on board ran aground on Tuesday, the coast "
                 "guard said. "
                 "\\\"Nobody was hurt,\\\" said Captain Nils Berg.\", \"published\": \"2016-05-04T08:00:00+02:00\"}\n"
                 "{\"id\": \"broken\n" },
};
#define N_INPUTS (sizeof inputs / sizeof inputs[0])

static const char *folder;

static int make_inputs(void **state)
{
    static char kept[128];
    (void)files_set_up(state);
    (void)snprintf(kept, sizeof kept, "%s", files_path("inputs"));
    folder = kept;
    assert_int_equal(mkdir(folder, 0700), 0);
    for (size_t i = 0; i < N_INPUTS; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "inputs/%s", inputs[i][0]);
        files_write_text(files_path(path), inputs[i][1]);
    }
    return 0;
}

/* ---- one round ----------------------------------------------------------------------------------------- */

typedef struct round_call {
    stm_run run;
    stm_buf json, page, digest;
} round_call;

static void write_all(void *arg)
{
    round_call *r = arg;
    stm_json json;
    stm_digest_options options = { .width = 80 };
    stm_json_init(&json, &r->run.arena, &r->json);
    stm_json_run(&json, &r->run);
    stm_page_run(&r->run.arena, &r->page, &r->run, NULL);
    stm_digest_run(&r->run.arena, &r->digest, &r->run, &options);
}

static stm_status one_round(stm_engine *engine, bool *complete)
{
    const char *paths[] = { folder };
    round_call r = { 0 };
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    stm_status status;
    stm_run_init(&r.run);
    status = stm_intake_open(paths, 1, NULL, NULL, NULL, &intake, &err);
    if (status == STM_OK) {
        status = stm_engine_read(engine, STM_DEPTH_ANNOTATE, intake, &r.run, &err);
    }
    if (status == STM_OK) {
        status = stm_engine_record(engine, true, &r.run, &err);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&r.run.arena, write_all, &r);
    }
    *complete = status == STM_OK && r.run.articles.n == N_INPUTS && r.json.n > 0 && r.page.n > 0 && r.digest.n > 0;
    for (uint32_t i = 0; i < r.run.articles.n; i++) {
        assert_true(stm_article_validate(r.run.articles.at[i], &err));
    }
    stm_intake_close(intake);
    stm_run_fini(&r.run);
    return status;
}

static void make_line(void *arg, stm_run *run, uint32_t number, stm_buf *out)
{
    stm_json json;
    (void)arg;
    stm_json_init(&json, &run->arena, out);
    json.first_story = number;
    stm_json_run(&json, run);
}

static stm_status take_line(void *arg, stm_buf *made, uint32_t n_articles)
{
    *(uint32_t *)arg += made->n > 0 ? n_articles : 0;
    return STM_OK;
}

/* The same as a stream. */
static stm_status stream_round(stm_engine *engine, bool *complete)
{
    const char *paths[] = { folder };
    uint32_t taken = 0;
    stm_record_stream stream = { &taken, 16, make_line, take_line };
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    uint64_t n = 0;
    stm_status status = stm_intake_open(paths, 1, NULL, NULL, NULL, &intake, &err);
    if (status == STM_OK) {
        status = stm_engine_records(engine, intake, &stream, &n, &err);
    }
    *complete = status == STM_OK && n == N_INPUTS && taken == N_INPUTS;
    stm_intake_close(intake);
    return status;
}

static void sweep(stm_status (*round)(stm_engine *engine, bool *complete), bool from_there_on)
{
    stm_engine *engine = NULL;
    stm_err err = { 0 };
    uint64_t n;
    bool complete = false;
    alloc.fail_at = 0;
    assert_int_equal(stm_engine_open(NULL, &engine, &err), STM_OK);
    alloc.count = 0;
    assert_int_equal(round(engine, &complete), STM_OK);
    assert_true(complete);
    n = alloc.count;
    alloc.from_there_on = from_there_on;
    for (uint64_t k = 1; k <= n; k++) {
        stm_status status;
        alloc.count = 0;
        alloc.fail_at = k;
        status = round(engine, &complete);
        alloc.fail_at = 0;
        if (status != STM_NO_MEMORY && !(status == STM_OK && complete)) {
            fail_msg("allocation %llu of %llu: status %s", (unsigned long long)k, (unsigned long long)n,
                     stm_status_name(status));
        }
    }
    stm_engine_close(engine);
}

static void test_each_allocation(void **state)
{
    (void)state;
    sweep(one_round, false);
    sweep(stream_round, false);
}

static void test_memory_is_used_up(void **state)
{
    (void)state;
    sweep(one_round, true);
    sweep(stream_round, true);
}

/* Inputs that are read alone: a web archive with a packed page, a feed. */
static size_t make_archive(char *to, size_t room)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    char packed[1024];
    z_stream z = { .next_in = (unsigned char *)(uintptr_t)inputs[1][1],
                   .avail_in = (uInt)strlen(inputs[1][1]),
                   .next_out = (unsigned char *)packed,
                   .avail_out = sizeof packed };
    size_t n, at;
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    (void)deflateEnd(&z);
    n = sizeof packed - z.avail_out;
    at = (size_t)snprintf(to, room, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %zu\r\n\r\n%s",
                          sizeof head - 1 + n, head);
    assert_true(at + n < room);
    memcpy(to + at, packed, n);
    return at + n;
}

static void read_alone(stm_str input, bool from_there_on)
{
    for (uint64_t k = 1;; k++) {
        stm_intake *intake = NULL;
        stm_arena arena;
        stm_article article;
        stm_err err = { 0 };
        stm_status status;
        bool more = true;
        uint32_t n = 0;
        stm_arena_init(&arena, 0);
        alloc.count = 0;
        alloc.fail_at = k;
        alloc.from_there_on = from_there_on;
        status = stm_intake_open_bytes(input, "input", NULL, NULL, NULL, &intake, &err);
        while (status == STM_OK && more) {
            status = stm_intake_next(intake, &arena, &article, &more, &err);
            n += status == STM_OK && more;
        }
        stm_intake_close(intake);
        stm_arena_fini(&arena);
        alloc.fail_at = 0;
        assert_true(status == STM_NO_MEMORY || (status == STM_OK && n > 0));
        if (alloc.count < k) {
            break;
        }
    }
}

static void test_reading(void **state)
{
    static char archive[4096];
    stm_str feed =
        STM_STR("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss xmlns:dc=\"http://purl.org/dc/\"><channel><item>"
                "<title>&a;</title><dc:creator>Jane Roe</dc:creator><description>&lt;p&gt;A ferry &nbsp; ran "
                "aground.&lt;/p&gt;</description></item></channel></rss>");
    stm_str made = { archive, make_archive(archive, sizeof archive) };
    (void)state;
    read_alone(made, false);
    read_alone(made, true);
    read_alone(feed, false);
    read_alone(feed, true);
}

static stm_status take_story(void *arg, stm_arena *arena, const stm_record *outline, uint32_t number,
                             stm_article *const *articles)
{
    uint32_t *n = arg;
    (void)arena;
    (void)number;
    (void)articles;
    *n += outline->articles.n;
    return STM_OK;
}

/* The same for a stream of stories that does not keep its articles. */
static void test_stories(void **state)
{
    const char *paths[] = { folder };
    stm_engine *engine = NULL;
    (void)state;
    alloc.fail_at = 0;
    assert_int_equal(stm_engine_open(NULL, &engine, NULL), STM_OK);
    for (uint64_t k = 1;; k++) {
        stm_intake *intake = NULL;
        stm_err err = { 0 };
        uint64_t read = 0;
        uint32_t told = 0;
        stm_status status;
        alloc.count = 0;
        alloc.fail_at = k;
        alloc.from_there_on = false;
        status = stm_intake_open(paths, 1, NULL, NULL, NULL, &intake, &err);
        if (status == STM_OK) {
            status = stm_engine_stories(engine, intake, 16, take_story, &told, &read, &err);
        }
        stm_intake_close(intake);
        alloc.fail_at = 0;
        assert_true(status == STM_NO_MEMORY || (status == STM_OK && told == N_INPUTS && read == N_INPUTS));
        if (alloc.count < k) {
            break;
        }
    }
    stm_engine_close(engine);
}

/* The same for `stemma reuse`: in memory, from temporary files, into a new index and into one that is there, which
 * holds afterwards what it held, or all. */
static void sweep_corpus(const char *before, uint64_t memory, bool from_there_on)
{
    const char *work = before == NULL ? NULL : files_path("work");
    char *text = corpora_text(8, 10);
    bool through = false;
    uint64_t failed = 0;
    for (uint64_t k = 1; !through; k++) {
        corpora_run run = {
            .text = text, .index = work, .keep = true, .threads = 1, .memory_bytes = memory, .no_rows = true
        };
        stm_err err = { 0 };
        stm_status status;
        if (work != NULL) {
            (void)unlink(work);
        }
        if (work != NULL && *before != '\0') {
            files_copy(before, work);
        }
        alloc.count = 0;
        alloc.from_there_on = from_there_on;
        alloc.fail_at = k;
        status = corpora_do(&run, &err);
        through = alloc.count < k;
        alloc.fail_at = 0;
        if (status != STM_NO_MEMORY && !(status == STM_OK && run.counts.articles == 10 && run.n_rows > 0)) {
            fail_msg("allocation %llu: status %s, %s", (unsigned long long)k, stm_status_name(status), err.message);
        }
        if (work != NULL && *before != '\0') {
            stm_kept *kept = NULL;
            assert_int_equal(stm_kept_open(work, false, 0, &kept, &err), STM_OK);
            assert_int_equal(kept->n, status == STM_OK ? 18 : 8);
            assert_int_equal(stm_kept_check(kept, &err), STM_OK);
            stm_kept_close(kept);
        }
        failed += status != STM_OK;
    }
    assert_true(failed > 100);
    free(text);
}

static void test_corpus(void **state)
{
    const char *before = files_path("before");
    (void)state;
    alloc.fail_at = 0;
    free(corpora_add(before, 0, 8, 1));
    sweep_corpus(NULL, 0, false);
    sweep_corpus(NULL, 4096, false);
    sweep_corpus("", 0, false);
    sweep_corpus(before, 0, false);
    sweep_corpus(before, 4096, true);
}

/* The same for opening the engine, which reads models and word lists. */
static void test_open(void **state)
{
    stm_err err = { 0 };
    (void)state;
    for (uint64_t k = 1;; k++) {
        stm_engine *engine = NULL;
        stm_status status;
        alloc.count = 0;
        alloc.fail_at = k;
        alloc.from_there_on = false;
        status = stm_engine_open(NULL, &engine, &err);
        alloc.fail_at = 0;
        stm_engine_close(engine);
        if (status == STM_OK && alloc.count < k) {
            return;
        }
        if (status != STM_OK) {
            assert_int_equal(status, STM_NO_MEMORY);
            assert_null(engine);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),   cmocka_unit_test(test_reading),         cmocka_unit_test(test_stories),
        cmocka_unit_test(test_corpus), cmocka_unit_test(test_each_allocation), cmocka_unit_test(test_memory_is_used_up)
    };
    return cmocka_run_group_tests(tests, make_inputs, files_tear_down);
}
