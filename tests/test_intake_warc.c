/* test_intake_warc.c: web archives: packed and not, answers as archives hold them, and what is broken in them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zlib.h>
#include <zstd.h>

#include "helpers/files.h"
#include "helpers/runs.h"

#define PAGE(n)                                                                                                        \
    "<html><head><title>Ferry " n "</title></head><body><p>A ferry with " n                                            \
    " people on board ran aground on Tuesday near Lorvik, the coast guard said.</p></body></html>"
#define TEXT(n) "A ferry with " n " people on board ran aground on Tuesday near Lorvik, the coast guard said."

/* An archive under construction, and where each of its records begins. */
typedef struct archive {
    char bytes[1 << 16];
    size_t n, starts[64];
    uint32_t records;
    enum { PLAIN, MEMBERS, FRAMES } packing;
} archive;

static void add(archive *w, const char *p, size_t n)
{
    assert_true(w->n + n <= sizeof w->bytes);
    memcpy(w->bytes + w->n, p, n);
    w->n += n;
}

static size_t gzip(const char *from, size_t n, char *to, size_t room)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)from;
    z.avail_in = (uInt)n;
    z.next_out = (unsigned char *)to;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    n = room - z.avail_out;
    (void)deflateEnd(&z);
    return n;
}

/* A record as it stands, packed as the archive is. */
static void add_raw(archive *w, const char *p, size_t n)
{
    static char packed[1 << 16];
    w->starts[w->records++] = w->n;
    if (w->packing == MEMBERS) {
        n = gzip(p, n, packed, sizeof packed);
        p = packed;
    } else if (w->packing == FRAMES) {
        n = ZSTD_compress(packed, sizeof packed, p, n, 3);
        assert_false(ZSTD_isError(n));
        p = packed;
    }
    add(w, p, n);
}

/* A record whose length is that of its block and `lie` more. */
static void add_record(archive *w, const char *type, const char *content_type, const char *block, size_t n, int lie)
{
    static char record[1 << 16];
    int head = snprintf(record, sizeof record,
                        "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <https://gazette.example/%u>\r\n"
                        "WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
                        type, w->records, content_type, (int)n + lie);
    memcpy(record + head, block, n);
    memcpy(record + head + n, "\r\n\r\n", 4);
    add_raw(w, record, (size_t)head + n + 4);
}

static void add_answer(archive *w, const char *head, const char *body)
{
    char block[1 << 15];
    int n = snprintf(block, sizeof block, "%s\r\n\r\n%s", head, body);
    add_record(w, "response", "application/http; msgtype=response", block, (size_t)n, 0);
}

static void add_page(archive *w, const char *page)
{
    add_answer(w, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", page);
}

static result read_archive(const archive *w, const stm_intake_options *options)
{
    files_write(files_path("a.warc"), w->bytes, w->n);
    return runs_one("a.warc", options);
}

/* "a.warc:START" of some records, as in result.from; its file's name is a path. */
static void assert_from(const archive *w, const result *r, const uint32_t *records, uint32_t n)
{
    char want[4096] = "";
    for (uint32_t i = 0; i < n; i++) {
        size_t at = strlen(want);
        (void)snprintf(want + at, sizeof want - at, "%s:%zu|", files_path("a.warc"), w->starts[records[i]]);
    }
    assert_string_equal(r->from, want);
}

static void fill(archive *w)
{
    static const char picture[] = "HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF89a\0\0\0\0WARC/1.0\r\n";
    w->n = w->records = 0;
    add_record(w, "warcinfo", "application/warc-fields", "software: made\r\n", 16, 0);
    add_record(w, "request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n", 18, 0);
    add_page(w, PAGE("30"));
    add_record(w, "response", "application/http", picture, sizeof picture - 1, 0);
    add_answer(w, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", PAGE("404"));
    add_answer(w, "HTTP/1.1 200 OK", PAGE("31"));
    add_record(w, "metadata", "application/warc-fields", "", 0, 0);
    add_record(w, "revisit", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 44, 0);
    add_record(w, "conversion", "text/plain", TEXT("32"), strlen(TEXT("32")), 0);
    add_record(w, "resource", "text/html; charset=\"utf-8\"", PAGE("33"), strlen(PAGE("33")), 0);
    add_record(w, "resource", "image/png", "\x89PNG", 4, 0);
}

static const uint32_t filled[] = { 2, 5, 8, 9 };

/* What an archive holds is found in any packing, at its place in the file. */
static void test_packings(void **state)
{
    static archive w, one;
    static char packed[1 << 16];
    (void)state;
    for (w.packing = PLAIN; w.packing <= FRAMES; w.packing++) {
        result r;
        fill(&w);
        r = read_archive(&w, NULL);
        assert_string_equal(r.texts, TEXT("30") "|" TEXT("31") "|" TEXT("32") "|" TEXT("33") "|");
        assert_string_equal(r.urls, "https://gazette.example/2|https://gazette.example/5|"
                                    "https://gazette.example/8|https://gazette.example/9|");
        assert_string_equal(r.ids, "a-3|a-6|a-9|a-10|");
        assert_from(&w, &r, filled, 4);
        assert_string_equal(r.said, "");
    }
    w.packing = PLAIN; /* one member for all: places are those of what it unpacks to */
    fill(&w);
    one = w;
    one.n = gzip(w.bytes, w.n, packed, sizeof packed);
    memcpy(one.bytes, packed, one.n);
    {
        result r = read_archive(&one, NULL);
        assert_string_equal(r.texts, TEXT("30") "|" TEXT("31") "|" TEXT("32") "|" TEXT("33") "|");
        assert_from(&w, &r, filled, 4);
    }
}

/* Bodies as archives hold them: in chunks and packed, or undone under a header that says so. */
static void test_bodies(void **state)
{
    static const char packed_head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n";
    static archive w;
    static char packed[4096], block[8192];
    size_t n, head = sizeof packed_head - 1, at;
    result r;
    (void)state;
    w.packing = MEMBERS;
    n = gzip(PAGE("40"), strlen(PAGE("40")), packed, sizeof packed);
    memcpy(block, packed_head, head);
    at = head + (size_t)sprintf(block + head, "%X;x=y\r\n", 20);
    memcpy(block + at, packed, 20);
    at += 20 + (size_t)sprintf(block + at + 20, "\r\n%zx\r\n", n - 20);
    memcpy(block + at, packed + 20, n - 20);
    at += n - 20 + (size_t)sprintf(block + at + n - 20, "\r\n0\r\n\r\n");
    add_record(&w, "response", "application/http", block, at, 0);
    add_answer(&w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\ntransfer-encoding: Chunked",
               PAGE("41"));
    memcpy(block + head, packed, n);
    add_record(&w, "response", "application/http", block, head + n, 0); /* packed, without chunks */
    add_record(&w, "response", "application/http", block, head + n - 12, 0);
    add_answer(&w, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2",
               "<html><head><meta charset=utf-8></head><body><p>Ten pan, kter\xFD se narodil v Praze, "
               "odm\xEDtl odpov\xEC\xEF na v\xB9"
               "echny ot\xE1zky novin\xE1\xF8\xF9.</p></body></html>");
    add_answer(&w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", "\x01\x02\x03\x04\x05\x06");
    r = read_archive(&w, NULL);
    assert_string_equal(r.texts,
                        TEXT("40") "|" TEXT("41") "|" TEXT("40") "|Ten pan, kter\xC3\xBD se narodil v Praze, "
                                                                 "odm\xC3\xADtl odpov\xC4\x9B\xC4\x8F na v\xC5\xA1"
                                                                 "echny ot\xC3\xA1zky novin\xC3\xA1\xC5\x99\xC5\xAF.|");
    assert_string_equal(r.said, "the page in the record: compressed data ends early|"
                                "the page in the record is packed in a way that is not read: br|");
    assert_int_equal(r.failures, 2);
}

/* The day of the crawl is not that of publication, and pages without an article are said, not counted. */
static void test_no_article(void **state)
{
    static archive w;
    result r;
    (void)state;
    add_record(&w, "warcinfo", "application/warc-fields", "", 0, 0);
    r = read_archive(&w, NULL);
    assert_string_equal(r.said, "the archive holds no page and no text|");
    assert_int_equal(r.failures, 0);
    add_page(&w, "<html><body></body></html>");
    add_record(&w, "conversion", "text/plain", " \n", 2, 0);
    r = read_archive(&w, NULL);
    assert_string_equal(r.said, "no article text was found in the page|has no text|");
    assert_int_equal(r.failures, 0);
}

/* Pages without an article leave no memory behind, however many there are before one that has some. */
static void test_memory(void **state)
{
    static char links[20000];
    static archive w;
    stm_arena arena;
    stm_article a;
    stm_intake *in = NULL;
    stm_err err = { 0 };
    bool more;
    size_t n = 0;
    (void)state;
    while (n < sizeof links - 100) {
        n += (size_t)sprintf(links + n, "<a href=/x>x</a>");
    }
    w.packing = MEMBERS;
    for (int i = 0; i < 50; i++) {
        add_page(&w, links);
    }
    add_page(&w, PAGE("90"));
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_intake_open_bytes((stm_str){ w.bytes, w.n }, "a.warc", NULL, NULL, NULL, &in, &err), STM_OK);
    assert_int_equal(stm_intake_next(in, &arena, &a, &more, &err), STM_OK);
    assert_true(more && stm_str_eqz(a.text, TEXT("90")));
    assert_true(arena.used_bytes < 100000);
    stm_intake_close(in);
    stm_arena_fini(&arena);
}

/* Lengths that lie: the record is reported with its place, and the next one read. */
static void test_wrong_lengths(void **state)
{
    static const char no_length[] = "WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n";
    static const char huge[] = "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n\r\n\r\n";
    static const char said[] = "the record is not as long as it says|the file ends inside of the record|"
                               "the record does not say how long it is|the record does not say how long it is|";
    static archive w;
    (void)state;
    for (w.packing = PLAIN; w.packing <= FRAMES; w.packing++) {
        static const uint32_t whole[] = { 0, 2, 6 };
        char where[256];
        size_t n = strlen(files_path("a.warc"));
        result r;
        w.n = w.records = 0;
        add_page(&w, PAGE("50"));
        add_record(&w, "conversion", "text/plain", TEXT("51"), strlen(TEXT("51")), -7);
        add_page(&w, PAGE("52"));
        add_record(&w, "conversion", "text/plain", TEXT("53"), strlen(TEXT("53")), 100000);
        add_raw(&w, no_length, sizeof no_length - 1);
        add_raw(&w, huge, sizeof huge - 1);
        add_page(&w, PAGE("54"));
        r = read_archive(&w, NULL);
        assert_string_equal(r.texts, TEXT("50") "|" TEXT("52") "|" TEXT("54") "|");
        assert_from(&w, &r, whole, 3);
        assert_string_equal(r.said, said);
        (void)snprintf(where, sizeof where, "%zu:0:%zu:0|%zu:0:%zu:0|%zu:0:%zu:0|%zu:0:%zu:0|", n, w.starts[1], n,
                       w.starts[3], n, w.starts[4], n, w.starts[5]);
        assert_string_equal(r.where, where);
    }
}

/* A long record that nobody wants is not kept; one that says to be longer than it is ends where a member begins. */
static void test_long_records(void **state)
{
    static const char long_head[] = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000000000\r\n\r\nHTTP/1.1 "
                                    "200 OK\r\nContent-Type: video/mp4\r\n\r\n";
    stm_intake_options options = { .max_file_bytes = 1000 };
    static archive w;
    static char big[20000];
    result r;
    (void)state;
    w.packing = MEMBERS;
    add_raw(&w, long_head, sizeof long_head - 1);
    add_page(&w, PAGE("60"));
    memset(big, ' ', sizeof big);
    memcpy(big, PAGE("61"), strlen(PAGE("61")));
    add_record(&w, "resource", "text/html", big, sizeof big, 0);
    add_page(&w, PAGE("62"));
    r = read_archive(&w, &options);
    assert_string_equal(r.texts, TEXT("60") "|" TEXT("62") "|");
    assert_string_equal(r.said, "the record is shorter than it says|"
                                "record of 20000 bytes is longer than the limit of 1000|");
}

/* Compression that is damaged in a member, and that ends early. */
static void test_damage(void **state)
{
    static archive w;
    (void)state;
    for (w.packing = MEMBERS; w.packing <= FRAMES; w.packing++) {
        static const uint32_t whole[] = { 0, 2 };
        const char *kind = w.packing == MEMBERS ? "gzip data is damaged" : "zstd data is damaged";
        char want[200];
        result r;
        w.n = w.records = 0;
        add_page(&w, PAGE("70"));
        add_page(&w, PAGE("71"));
        add_page(&w, PAGE("72"));
        add_page(&w, PAGE("73"));
        memset(w.bytes + w.starts[1] + 20, 0xFF, 60);
        w.n -= 9;
        r = read_archive(&w, NULL);
        assert_string_equal(r.texts, TEXT("70") "|" TEXT("72") "|");
        assert_from(&w, &r, whole, 2);
        memset(w.bytes + 20, 0xFF, 60); /* the first one too */
        assert_string_equal(read_archive(&w, NULL).texts, TEXT("72") "|");
        (void)snprintf(want, sizeof want, "%s|compressed data ends early|", kind);
        assert_string_equal(r.said, want);
        assert_int_equal(r.failures, 2);
    }
    w.packing = MEMBERS; /* all of the record is there, but its sum is not that of what was packed */
    w.n = w.records = 0;
    add_page(&w, PAGE("74"));
    add_page(&w, PAGE("75"));
    w.bytes[w.starts[1] - 8] ^= 1;
    assert_string_equal(read_archive(&w, NULL).texts, TEXT("75") "|");
}

/* Frames that were made with a dictionary are said to be that, not damaged, and looked for no further. */
static void test_dictionary(void **state)
{
    static char dictionary[1 << 16], samples[1 << 16];
    static archive w;
    size_t sizes[64], n = 0, room = sizeof w.bytes;
    ZSTD_CCtx *zstd = ZSTD_createCCtx();
    result r;
    (void)state;
    for (size_t i = 0; i < 64; i++) {
        sizes[i] = (size_t)snprintf(samples + n, sizeof samples - n,
                                    "WARC/1.0\r\nWARC-Type: response %zu\r\n" PAGE("0"), i * i * 7919);
        n += sizes[i];
    }
    n = ZDICT_trainFromBuffer(dictionary, sizeof dictionary, samples, sizes, 64);
    assert_false(ZDICT_isError(n));
    n = ZSTD_compress_usingDict(zstd, w.bytes, room, samples, sizes[0], dictionary, n, 3);
    assert_false(ZSTD_isError(n));
    (void)ZSTD_freeCCtx(zstd);
    w.n = n;
    r = read_archive(&w, NULL);
    assert_string_equal(r.said, "zstd data needs a dictionary, which is not read|");
}

/* Whatever is cut off, no record is read that is not whole. */
static void test_every_cut(void **state)
{
    static archive w;
    (void)state;
    for (w.packing = PLAIN; w.packing <= FRAMES; w.packing++) {
        size_t end;
        w.n = w.records = 0;
        add_page(&w, PAGE("80"));
        add_page(&w, PAGE("81"));
        end = w.n;
        for (w.n = w.starts[1]; w.n < end - 4; w.n++) {
            result r = read_archive(&w, NULL);
            assert_string_equal(r.texts, TEXT("80") "|");
            assert_int_equal(r.failures, w.n > w.starts[1]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_packings),      cmocka_unit_test(test_bodies),       cmocka_unit_test(test_no_article),
        cmocka_unit_test(test_wrong_lengths), cmocka_unit_test(test_long_records), cmocka_unit_test(test_damage),
        cmocka_unit_test(test_every_cut),     cmocka_unit_test(test_memory),       cmocka_unit_test(test_dictionary),
    };
    return cmocka_run_group_tests(tests, files_set_up, files_tear_down);
}
