/* test_serve.c: requests and their answers, without a socket: pages, errors, escaping, what may be asked and what not;
 * then the server itself over loopback: many readers at once while articles are added, a store that is held, bytes that
 * are no request; then the program, which a signal ends. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helpers/stores.h"
#include "serve/serve.h"
#include "serve/serve_parts.h"
#include "write/page.h"

static stm_serve_site site;
static stm_arena arena;
static stm_serve_answer answer;

static const char *asked_as(const char *method, const char *target, const char *host)
{
    stm_serve_request request = { stm_str_of(method), stm_str_of(target), stm_str_of(host) };
    stm_arena_reset(&arena);
    stm_serve_respond(&site, &request, &arena, &answer);
    return answer.body.n == 0 ? "" : answer.body.at;
}

static const char *asked(const char *target) { return asked_as("GET", target, "127.0.0.1:8620"); }

static bool has(const char *words) { return stm_str_find(stm_buf_str(&answer.body), stm_str_of(words), 0) != SIZE_MAX; }

static void assert_answer(const char *target, uint32_t status, const char *type, const char *words)
{
    (void)asked(target);
    if (answer.status != status || strcmp(answer.type, type) != 0 || (words != NULL && !has(words))) {
        fail_msg("%s: %u %s, %s \"%s\"", target, answer.status, answer.type,
                 has(words == NULL ? "" : words) ? "has" : "lacks", words == NULL ? "" : words);
    }
}

#define HTML "text/html; charset=utf-8"

/* ---- pages ------------------------------------------------------------------------------------------------- */

static void test_pages(void **state)
{
    (void)state;
    assert_answer("/", 200, HTML, "<h1>Stories</h1>");
    assert_true(has("of 9 articles") && has("contested</b>") && has("href=\"/story/1\""));
    assert_answer("/?page=1", 200, HTML, "<h1>Stories</h1>");
    assert_answer("/?page=2", 404, HTML, "ends before");
    assert_answer("/story/1", 200, HTML, "id=\"s1-contested\"");
    assert_true(has("<script src=\"/page.js\">") && has("href=\"/page.css\"") && !has("<style>"));
    assert_answer("/story/1.json", 200, "application/json", "\"stemma\": \"1\"");
    assert_true(has("\"story\": \"s1\""));
    assert_answer("/story/2/record.json", 200, "application/json", "\"story\": \"s2\"");
    assert_answer("/story/s2", 302, HTML, "href=\"/\"");
    assert_true(stm_str_eqz(answer.location, "/story/2"));
    assert_answer("/article/1", 200, HTML, "Who says what");
    assert_true(has("href=\"/story/1\"") && has("id=\"a0\""));
    assert_answer("/article/1?at=23-60", 200, HTML, "id=\"t0-23\"");
    assert_answer("/article/1?at=23-99999999", 200, HTML, "Who says what");
    assert_false(has("id=\"passage\""));
    assert_answer("/page.css", 200, "text/css; charset=utf-8", ".masthead");
    assert_true(answer.same);
    assert_answer("/serve.css", 200, "text/css; charset=utf-8", ".site");
    assert_answer("/page.js", 200, "text/javascript; charset=utf-8", "use strict");
    assert_answer("/favicon.ico", 200, "image/svg+xml", "<svg");
}

static void test_files(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < STM_SERVE_FILES; i++) {
        char target[80];
        (void)snprintf(target, sizeof target, "/story/1/%s", stm_serve_files[i].name);
        assert_answer(target, 200, stm_serve_files[i].type, NULL);
        assert_true(answer.body.n > 20);
        assert_int_equal(answer.file_name.p == NULL, i == 0);
    }
    assert_answer("/story/1/quotations.csv", 200, "text/csv; charset=utf-8", "\r\n");
    assert_true(stm_str_eqz(answer.file_name, "s1-quotations.csv"));
}

/* The page as a file is byte for byte what `stemma record --html` writes. */
static void test_page_file(void **state)
{
    const char *db = files_path("alone.db"), *was = site.store;
    stm_run run;
    stm_store *store = NULL;
    stm_store_report report;
    stm_intake *in = NULL;
    size_t n = 0;
    char *page, command[1200];
    (void)state;
    stm_run_init(&run);
    assert_int_equal(stm_intake_open(store_ferry, 5, NULL, NULL, NULL, &in, NULL), STM_OK);
    assert_int_equal(stm_engine_read(store_engine(), STM_DEPTH_ARTICLES, in, &run, NULL), STM_OK);
    stm_intake_close(in);
    assert_int_equal(stm_store_open(db, true, &store, NULL), STM_OK);
    assert_int_equal(stm_store_add(store, store_engine(), STM_TOGETHER_LIKELY, &run, &report, NULL), STM_OK);
    stm_store_close(store);
    stm_run_fini(&run);
    (void)snprintf(command, sizeof command, "%s/stemma record --html %s %s %s %s %s %s > /dev/null", STM_PROGRAM_DIR,
                   files_path("ferry.html"), store_ferry[0], store_ferry[1], store_ferry[2], store_ferry[3],
                   store_ferry[4]);
    assert_int_equal(system(command), 0);
    page = files_read(files_path("ferry.html"), &n);
    site.store = db;
    (void)asked("/story/1/page.html");
    site.store = was;
    assert_int_equal(answer.body.n, n);
    assert_memory_equal(answer.body.at, page, n);
    free(page);
}

static void test_search(void **state)
{
    (void)state;
    assert_answer("/search", 200, HTML, "side by side, in this order");
    assert_answer("/search?q=captain", 200, HTML, "<mark>captain</mark>");
    assert_true(has("/article/") && has("?at=") && has("href=\"/story/1\""));
    assert_answer("/search?q=Captain+%22tow+her%22&kind=text", 200, HTML, "value=\"Captain &quot;tow her&quot;\"");
    assert_answer("/search?speaker=Berg", 200, HTML, "<option value=\"quotation\" selected>");
    assert_answer("/search?q=nowhereatall", 200, HTML, "0 passages");
    assert_answer("/search?q=captain&from=2030-01-01", 200, HTML, "0 passages");
    assert_answer("/search?q=(", 400, HTML, "brackets");
    assert_answer("/search?q=a&kind=poem", 400, HTML, "no such kind");
    assert_answer("/search?q=a&from=monday", 400, HTML, "2024-03-31");
    assert_answer("/search?q=the&page=2", 200, HTML, NULL);
}

static void test_errors(void **state)
{
    static const struct {
        const char *target;
        uint32_t status;
    } cases[] = {
        { "/nothing", 404 },
        { "/story/", 404 },
        { "/story/99", 404 },
        { "/story/0", 404 },
        { "/story/-1", 404 },
        { "/story/1/", 404 },
        { "/story/1/x.csv", 404 },
        { "/story/1x", 404 },
        { "/story/s0", 404 },
        { "/story/s99", 404 },
        { "/article/", 404 },
        { "/article/99", 404 },
        { "/story/99.json", 404 },
        { "/article/01", 404 },
        { "/../etc/passwd", 404 },
        { "/story/../1", 404 },
        { "/story/%2e%2e%2f1", 404 },
        { "/story/1%2fpage.html", 200 },
        { "//", 404 },
        { "/story/99999999999999999999999", 404 },
        { "/%", 400 },
        { "/%zz", 400 },
        { "/%00", 400 },
        { "/%ff", 400 },
        { "/a b", 400 },
        { "", 400 },
        { "http://127.0.0.1/", 400 },
        { "*", 400 },
        { "/?q=%0d%0aX: y", 400 },
        { "/?page=0", 200 },
        { "/?page=abc", 200 },
        { "/search?q=%", 400 },
        { "/?&&=&a", 200 },
    };
    char *longest = test_malloc(STM_SERVE_TARGET_BYTES + 2);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        (void)asked(cases[i].target);
        if (answer.status != cases[i].status) {
            fail_msg("%s: %u, not %u", cases[i].target, answer.status, cases[i].status);
        }
        assert_true(has("<h1>"));
    }
    memset(longest, 'a', STM_SERVE_TARGET_BYTES + 1);
    longest[0] = '/';
    longest[STM_SERVE_TARGET_BYTES + 1] = '\0';
    assert_answer(longest, 414, HTML, "too long");
    test_free(longest);
}

static void test_methods(void **state)
{
    static const char *const methods[] = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "" };
    (void)state;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        (void)asked_as(methods[i], "/", "localhost");
        assert_int_equal(answer.status, 405);
    }
    (void)asked_as("HEAD", "/", "localhost");
    assert_int_equal(answer.status, 200);
}

/* A name that a stranger owns may lead to this machine: only names that cannot are answered. */
static void test_hosts(void **state)
{
    static const char *const good[] = { "127.0.0.1", "127.0.0.1:8620", "localhost:1",     "LocalHost",
                                        "[::1]:80",  "[::1]",          "192.168.1.7:8620" };
    static const char *const bad[] = { "evil.example",
                                       "127.0.0.1.evil.example",
                                       "localhost.evil.example",
                                       "evil:80",
                                       "",
                                       "127.0.0.1@evil.example",
                                       "[evil]",
                                       "[::1]evil",
                                       "localhost:x",
                                       "1234",
                                       "[",
                                       "[]",
                                       "a[::1]" };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        (void)asked_as("GET", "/", good[i]);
        assert_int_equal(answer.status, 200);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void)asked_as("GET", "/", bad[i]);
        if (answer.status != 400) {
            fail_msg("answered to %s", bad[i]);
        }
        assert_false(has("/story/"));
    }
    (void)asked_as("GET", "/", NULL);
    assert_int_equal(answer.status, 400);
}

/* Titles, names, texts and queries that are markup stay text. */
static void test_escaping(void **state)
{
    const char *db = files_path("hostile.db"), *file = files_path("hostile.jsonl"), *was = site.store;
    static const char *const targets[] = { "/",
                                           "/story/1",
                                           "/article/1",
                                           "/search?q=bridge",
                                           "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                                           "/search?q=a&kind=%3Cscript%3E",
                                           "/search?q=a&from=%22%3E%3Cscript%3E",
                                           "/search?speaker=%3Cscript%3E",
                                           "/%3Cscript%3E" };
    stm_store_report report;
    stm_err err = { 0 };
    (void)state;
    files_write_text(file,
                     "{\"id\": \"<script>1\", \"title\": \"<script>alert(2)</script>\", \"outlet\": \"\\\"><script>\", "
                     "\"text\": \"The bridge at Tarn is shut, \\\"it is <script>unsafe</script>\\\", said Ana Berg. "
                     "Some 40 people <b>wait</b> there.\"}\n");
    assert_int_equal(store_add_paths(db, &file, 1, STM_TOGETHER_UNKNOWN, &report, &err), STM_OK);
    site.store = db;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        (void)asked(targets[i]);
        if (has("<script>") || has("<b>wait")) {
            fail_msg("%s is not escaped", targets[i]);
        }
    }
    (void)asked("/article/1");
    assert_true(has("&lt;script&gt;unsafe"));
    site.store = was;
}

static void test_stores_that_cannot_be_read(void **state)
{
    const char *was = site.store, *db = files_path("hurt.db");
    sqlite3 *other = NULL;
    (void)state;
    site.store = files_path("none.db");
    assert_answer("/", 500, HTML, "could not be read");
    files_copy(was, db);
    store_damage(db, "UPDATE story SET object = '{}'; UPDATE article SET object = '['");
    site.store = db;
    assert_answer("/", 500, HTML, "damaged");
    assert_answer("/story/1", 500, HTML, "damaged");
    assert_answer("/article/1", 500, HTML, "damaged");
    assert_answer("/page.css", 200, "text/css; charset=utf-8", NULL);
    files_copy(was, db);
    assert_int_equal(sqlite3_open(db, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_answer("/", 503, HTML, "written to");
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_answer("/", 200, HTML, NULL);
    (void)sqlite3_close(other);
    site.store = was;
}

/* ---- over loopback ----------------------------------------------------------------------------------------- */

static int connected(uint16_t port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
    int s = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (s >= 0 && connect(s, (struct sockaddr *)&to, sizeof to) != 0) {
        (void)close(s);
        s = -1;
    }
    return s;
}

/* Sends bytes and reads up to the end of the connection; how many bytes came. */
static size_t exchange(uint16_t port, const char *bytes, size_t n, char *out, size_t room)
{
    int s = connected(port);
    size_t got = 0;
    ssize_t k = 1;
    if (s < 0) {
        return 0;
    }
    (void)send(s, bytes, n, MSG_NOSIGNAL);
    (void)shutdown(s, SHUT_WR);
    while (got + 1 < room && (k = recv(s, out + got, room - 1 - got, 0)) > 0) {
        got += (size_t)k;
    }
    while (k > 0) {
        char rest[4096];
        k = recv(s, rest, sizeof rest, 0);
    }
    out[got] = '\0';
    (void)close(s);
    return got;
}

static size_t request(uint16_t port, const char *line, const char *headers, char *out, size_t room)
{
    char text[600];
    int n = snprintf(text, sizeof text, "%s HTTP/1.1\r\nConnection: close\r\n%s\r\n", line, headers);
    return exchange(port, text, (size_t)n, out, room);
}

#define LOCAL "Host: localhost\r\n"

static void test_server(void **state)
{
    stm_server *server = NULL, *second = NULL;
    stm_server_options options = { 0 };
    uint16_t port = 0, other = 0;
    stm_err err = { 0 };
    char out[3000], *body;
    char *huge = test_malloc(200000);
    (void)state;
    assert_int_equal(stm_server_start(&site, &options, &server, &port, &err), STM_OK);
    assert_true(port > 0);
    options.port = port;
    assert_int_equal(stm_server_start(&site, &options, &second, &other, &err), STM_IO);
    assert_non_null(strstr(err.message, "--port"));
    options.address = "localhost";
    assert_int_equal(stm_server_start(&site, &options, &second, &other, &err), STM_USAGE);

    assert_true(request(port, "GET /", LOCAL, out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 200 ", 13), 0);
    assert_non_null(strstr(out, "Content-Type: text/html; charset=utf-8\r\n"));
    assert_non_null(strstr(out, "Content-Security-Policy: default-src 'none'"));
    assert_non_null(strstr(out, "X-Content-Type-Options: nosniff"));
    assert_null(strstr(out, "Access-Control"));
    assert_true(request(port, "HEAD /", LOCAL, out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 200 ", 13), 0);
    body = strstr(out, "\r\n\r\n");
    assert_non_null(body);
    assert_string_equal(body, "\r\n\r\n");
    assert_true(request(port, "GET /story/s1", LOCAL, out, sizeof out) > 0);
    assert_non_null(strstr(out, "Location: /story/1\r\n"));
    assert_true(request(port, "GET /story/1/stemma.dot", LOCAL, out, sizeof out) > 0);
    assert_non_null(strstr(out, "Content-Disposition: attachment; filename=\"s1-stemma.dot\"\r\n"));
    assert_true(request(port, "GET /", "Host: evil.example\r\n", out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 400 ", 13), 0);
    assert_true(request(port, "POST /", LOCAL "Content-Length: 9999999999\r\n", out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 405 ", 13), 0);
    assert_non_null(strstr(out, "Allow: GET, HEAD\r\n"));
    assert_true(request(port, "GET /", LOCAL "Content-Length: 7\r\n", out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 400 ", 13), 0);
    assert_true(request(port, "GET /a%00b", LOCAL, out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 400 ", 13), 0);

    /* what is no request, and what is too much of one, ends the connection and harms nothing */
    (void)exchange(port, "\0\0\xff\xff\r\n\r\n", 8, out, sizeof out);
    (void)exchange(port, "GET", 3, out, sizeof out);
    memset(huge, 'a', 200000);
    memcpy(huge, "GET /", 5);
    (void)exchange(port, huge, 200000, out, sizeof out);
    assert_true(request(port, "GET /", LOCAL, out, sizeof out) > 0);
    assert_int_equal(strncmp(out, "HTTP/1.1 200 ", 13), 0);
    stm_server_stop(server);
    assert_true(connected(port) < 0);
    test_free(huge);
}

typedef struct reader {
    uint16_t port;
    int asked, wrong;
} reader;

static void *read_pages(void *arg)
{
    static const char *const lines[] = { "GET /",          "GET /story/1",      "GET /search?q=the",
                                         "GET /article/2", "GET /story/1.json", "HEAD /story/1" };
    reader *r = arg;
    char out[200];
    for (int i = 0; i < 12; i++) {
        size_t n = request(r->port, lines[i % 6], LOCAL, out, sizeof out);
        r->asked++;
        /* 503: somebody is writing; 404: the story became part of another one */
        r->wrong += n == 0 || (strncmp(out, "HTTP/1.1 200 ", 13) != 0 && strncmp(out, "HTTP/1.1 503 ", 13) != 0);
    }
    return NULL;
}

/* Many readers, and articles that are added meanwhile: both get on. */
static void test_readers_and_a_writer(void **state)
{
    enum { READERS = 8 };
    const char *db = files_path("shared.db"), *was = site.store;
    stm_server *server = NULL;
    stm_server_options options = { 0 };
    stm_store_report report;
    pthread_t threads[READERS];
    reader readers[READERS];
    uint16_t port = 0;
    stm_err err = { 0 };
    char what[300];
    (void)state;
    store_add_ok(db, store_ferry, 2, NULL);
    site.store = db;
    assert_int_equal(stm_server_start(&site, &options, &server, &port, &err), STM_OK);
    for (int i = 0; i < READERS; i++) {
        readers[i] = (reader){ .port = port };
        assert_int_equal(pthread_create(&threads[i], NULL, read_pages, &readers[i]), 0);
    }
    for (int i = 2; i < 5; i++) {
        stm_status status = store_add_paths(db, &store_ferry[i], 1, STM_TOGETHER_UNKNOWN, &report, &err);
        if (status != STM_OK) {
            fail_msg("%s", err.message);
        }
    }
    for (int i = 0; i < READERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(readers[i].asked, 12);
        assert_int_equal(readers[i].wrong, 0);
    }
    stm_server_stop(server);
    if (store_check(db, what) != 0) {
        fail_msg("%s", what);
    }
    (void)asked("/");
    assert_true(has("of 5 articles"));
    site.store = was;
}

/* ---- the program ------------------------------------------------------------------------------------------- */

static pid_t started(const char *const *arguments, int *from)
{
    int ends[2];
    pid_t child;
    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execv(STM_PROGRAM_DIR "/stemma", (char *const *)(uintptr_t)arguments);
        _exit(99);
    }
    (void)close(ends[1]);
    *from = ends[0];
    return child;
}

static void test_program(void **state)
{
    static const int signals[] = { SIGINT, SIGTERM };
    const char *arguments[] = { "stemma", "serve", "--quiet", "--port", "0", site.store, NULL };
    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        char line[2000], out[400], *at;
        size_t n = 0, before, after;
        int from, status = 0;
        pid_t child = started(arguments, &from);
        char *was = files_read(site.store, &before), *is;
        ssize_t k;
        while (n + 1 < sizeof line && (n == 0 || line[n - 1] != '\n') && (k = read(from, line + n, 1)) == 1) {
            n++;
        }
        line[n] = '\0';
        at = strstr(line, "http://127.0.0.1:");
        assert_non_null(at);
        assert_true(request((uint16_t)atoi(at + 17), "GET /", LOCAL, out, sizeof out) > 0);
        assert_int_equal(strncmp(out, "HTTP/1.1 200 ", 13), 0);
        assert_true(request((uint16_t)atoi(at + 17), "GET /search?q=the", LOCAL, out, sizeof out) > 0);
        assert_int_equal(kill(child, signals[i]), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        is = files_read(site.store, &after);
        assert_int_equal(before, after);
        assert_memory_equal(was, is, before); /* reading has changed no byte */
        free(was);
        free(is);
        (void)close(from);
    }
}

static void test_program_refuses(void **state)
{
    static const struct {
        const char *arguments;
        int exit;
    } cases[] = { { "", 2 },        { "a.db b.db", 2 },    { "--port 70000 a.db", 2 }, { "--port x a.db", 2 },
                  { "none.db", 3 }, { "--json - a.db", 2 } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[800];
        int status;
        (void)snprintf(command, sizeof command, "cd %s && %s/stemma serve %s > /dev/null 2>&1", files_path(""),
                       STM_PROGRAM_DIR, cases[i].arguments);
        status = system(command);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) != cases[i].exit) {
            fail_msg("%s: %d", cases[i].arguments, WEXITSTATUS(status));
        }
    }
}

static int set_up(void **state)
{
    static char db[1000];
    (void)state;
    store_set_up();
    (void)snprintf(db, sizeof db, "%s", files_path("news.db"));
    stm_arena_init(&arena, 0);
    store_add_ok(db, store_ferry, 5, NULL);
    store_add_ok(db, store_valley, 4, NULL);
    site = (stm_serve_site){ .store = db, .engine = store_engine(), .wait_ms = 200 };
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stm_arena_fini(&arena);
    store_tear_down();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_page_file),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_stores_that_cannot_be_read),
        cmocka_unit_test(test_server),
        cmocka_unit_test(test_readers_and_a_writer),
        cmocka_unit_test(test_program),
        cmocka_unit_test(test_program_refuses),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
