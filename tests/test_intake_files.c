/* test_intake_files.c: files, folders, patterns, packed and broken files, encodings and limits. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "helpers/files.h"
#include "helpers/runs.h"
#include "intake/encoding.h"

static void put(const char *name, const void *bytes, size_t n) { files_write(files_path(name), bytes, n); }

static void put_text(const char *name, const char *text) { files_write_text(files_path(name), text); }

static void test_paths(void **state)
{
    char a[256], sub[256], pattern[256], none[256];
    const char *paths[4];
    result r;
    (void)state;
    assert_int_equal(mkdir(files_path("paths"), 0700), 0);
    assert_int_equal(mkdir(files_path("paths/sub"), 0700), 0);
    put_text("paths/b.txt", "Second.");
    put_text("paths/a.txt", "First.");
    put_text("paths/sub/a.txt", "Third.");
    put_text("paths/.hidden", "Never.");
    put_text("paths/README.md", "Of the folder.");
    put_text("paths/sub/licence", "Of the folder.");
    (void)snprintf(a, sizeof a, "%s", files_path("paths/b.txt"));
    (void)snprintf(sub, sizeof sub, "%s", files_path("paths"));
    (void)snprintf(pattern, sizeof pattern, "%s", files_path("paths/*.txt"));
    (void)snprintf(none, sizeof none, "%s", files_path("paths/none.txt"));
    paths[0] = a;
    paths[1] = none;
    paths[2] = sub;
    paths[3] = pattern;
    r = runs_both(paths, 4, NULL);
    assert_string_equal(r.texts, "Second.|First.|Second.|Third.|First.|Second.|");
    assert_string_equal(r.ids, "b|a|b-2|a-2|a-3|b-3|");
    assert_string_equal(r.said, "cannot be opened: No such file or directory|");
    assert_int_equal(r.failures, 1);
}

static void test_packed(void **state)
{
    static const char text[] = "A ferry ran aground on Tuesday.\n";
    unsigned char packed[256];
    gzFile gz;
    size_t n;
    FILE *f;
    result r;
    (void)state;
    gz = gzopen(files_path("a.txt.gz"), "wb");
    assert_int_equal(gzwrite(gz, text, sizeof text - 1), sizeof text - 1);
    assert_int_equal(gzclose(gz), Z_OK);
    gz = gzopen(files_path("a.txt.gz"), "ab"); /* a second member */
    assert_int_equal(gzwrite(gz, text, sizeof text - 1), sizeof text - 1);
    assert_int_equal(gzclose(gz), Z_OK);
    r = runs_one("a.txt.gz", NULL);
    assert_string_equal(r.ids, "a|");
    assert_string_equal(r.texts, "A ferry ran aground on Tuesday.\nA ferry ran aground on Tuesday.\n|");
    f = fopen(files_path("a.txt.gz"), "rb");
    n = fread(packed, 1, sizeof packed, f);
    (void)fclose(f);
    put("cut.txt.gz", packed, n - 12);
    r = runs_one("cut.txt.gz", NULL);
    assert_string_equal(r.ids, "");
    assert_string_equal(r.said, "compressed data ends early|");
    packed[14] ^= 0x55;
    put("bad.txt.gz", packed, n);
    r = runs_one("bad.txt.gz", NULL);
    assert_string_equal(r.said, "gzip data is damaged|");
    n = ZSTD_compress(packed, sizeof packed, text, sizeof text - 1, 3);
    assert_false(ZSTD_isError(n));
    put("b.zst", packed, n);
    r = runs_one("b.zst", NULL);
    assert_string_equal(r.texts, "A ferry ran aground on Tuesday.\n|");
    put("cut.zst", packed, n - 5);
    r = runs_one("cut.zst", NULL);
    assert_string_equal(r.said, "compressed data ends early|");
}

static void test_bad_files(void **state)
{
    static const char noise[] = "\x01\x02\x00\x03\x04\x05\x06\x07\x08";
    result r;
    (void)state;
    put_text("empty.txt", "");
    put_text("blank.txt", " \n\t\n");
    put("noise.txt", noise, sizeof noise);
    put_text("paper.txt", "%PDF-1.4\n");
    put_text("feed.xml", "<?xml version=\"1.0\"?>\n<rss></rss>");
    r = runs_one("empty.txt", NULL);
    assert_string_equal(r.said, "is empty|");
    r = runs_one("blank.txt", NULL);
    assert_string_equal(r.said, "has no text|");
    r = runs_one("noise.txt", NULL);
    assert_string_equal(r.said, "is binary, not text|");
    r = runs_one("paper.txt", NULL);
    assert_string_equal(r.said, "is a PDF file, not text|");
    r = runs_one("feed.xml", NULL);
    assert_string_equal(r.said, "holds no news item of a kind that is read|");
    assert_int_equal(r.failures, 1);
    put_text("other.xml", "<?xml version=\"1.0\"?>\n<catalogue></catalogue>");
    r = runs_one("other.xml", NULL);
    assert_string_equal(r.said, "is an XML file of a kind that is not read|");
}

static void test_encodings(void **state)
{
    static const char utf16[] = "\xFF\xFEh\0\xE9\0l\0l\0o\0";
    result r;
    (void)state;
    put("utf16.txt", utf16, sizeof utf16 - 1);
    put_text("latin.txt", "Le caf\xE9 de la place est ferm\xE9 depuis \xE0 peu pr\xE8s trois ann\xE9"
                          "es, dit-on \x93l\xE0-bas\x94.");
    put_text("bad.txt", "caf\xC3\xA9, th\xC3\xA9, \xC3\xA0, \xC3\xA8, \xC3\xBC and \xFF one byte");
    put_text("meta.html", "<html><head><meta charset=\"iso-8859-2\"></head><body><p>Ten pan, kter\xFD se "
                          "narodil v Praze, odm\xEDtl odpov\xEC\xEF na v\xB9"
                          "echny ot\xE1zky novin\xE1\xF8\xF9.</p></body></html>");
    r = runs_one("utf16.txt", NULL);
    assert_string_equal(r.texts, "h\xC3\xA9llo|");
    r = runs_one("latin.txt", NULL);
    assert_non_null(strstr(r.texts, "caf\xC3\xA9 de la place est ferm\xC3\xA9"));
    assert_string_equal(r.said, "");
    r = runs_one("bad.txt", NULL);
    assert_string_equal(r.texts, "caf\xC3\xA9, th\xC3\xA9, \xC3\xA0, \xC3\xA8, \xC3\xBC and \xEF\xBF\xBD one byte|");
    assert_string_equal(r.said, "1 bytes are not valid UTF-8 and were replaced|");
    assert_int_equal(r.failures, 0);
    r = runs_one("meta.html", NULL);
    assert_non_null(strstr(r.texts, "kter\xC3\xBD se narodil v Praze, odm\xC3\xADtl"));
}

static void repeat(char *to, const char *what, size_t times)
{
    size_t n = strlen(what);
    for (size_t i = 0; i < times; i++) {
        memcpy(to + i * n, what, n);
    }
}

static void test_limits(void **state)
{
    stm_intake_options options = { .max_file_bytes = 1 << 20, .max_article_bytes = 1000, .max_articles = 2 };
    size_t big = (size_t)3 << 20;
    char *bytes = malloc(big);
    result r;
    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', big);
    put("big.txt", bytes, big);
    r = runs_one("big.txt", &options);
    assert_string_equal(r.said, "more than the limit of 1048576 bytes|");
    put("long.txt", bytes, 2000);
    r = runs_one("long.txt", &options);
    assert_string_equal(r.said, "text of 2000 bytes is longer than the limit of 1000|");
    repeat(bytes, "{\"text\":\"x\"}\n", 4);
    memset(bytes + 13 * 1, 'x', big - 13);
    bytes[big - 27] = '\n';
    repeat(bytes + big - 26, "{\"text\":\"y\"}\n", 2);
    put("line.jsonl", bytes, big);
    r = runs_one("line.jsonl", &options);
    assert_string_equal(r.texts, "x|y|");
    assert_string_equal(r.said, "line is longer than the limit of 1048576 bytes|"
                                "the limit of 2 articles is reached; the rest is left out|");
    repeat(bytes, "<div>", 100000);
    put("deep.html", bytes, 500000);
    r = runs_one("deep.html", NULL);
    assert_string_equal(r.said, "HTML is nested deeper than the limit of 512|");
    repeat(bytes, "[[[[[[[[[[", 1000);
    memcpy(bytes, "{\"a\":", 5);
    bytes[10000] = '\n';
    put("deep.jsonl", bytes, 10001);
    r = runs_one("deep.jsonl", NULL);
    assert_string_equal(r.said, "is not JSON: nesting too deep|");
    free(bytes);
}

/* Formatting elements that are never closed are opened again in every paragraph: a page of 200 KB that would fill
 * memory is given up. */
static void test_page_that_grows(void **state)
{
    size_t n = 0, cap = (size_t)1 << 20;
    char *bytes = malloc(cap);
    result r;
    (void)state;
    assert_non_null(bytes);
    for (int i = 0; i < 3000; i++) {
        n += (size_t)snprintf(bytes + n, cap - n, "<div><font a=%d></div>", i);
    }
    for (int i = 0; i < 20000; i++) {
        n += (size_t)snprintf(bytes + n, cap - n, "<p>x");
    }
    put("grows.html", bytes, n);
    r = runs_one("grows.html", NULL);
    assert_string_equal(r.said, "HTML needs more memory than its size allows|");
    free(bytes);
}

static void test_options(void **state)
{
    static const char *const map[] = { "story=text", "when=published" };
    static const char *const broken[] = { "story" };
    stm_intake_options options = { .map = map, .n_map = 2, .published = "2016-05-03" };
    stm_intake *in = NULL;
    result r;
    (void)state;
    put_text("map.jsonl",
             "{\"story\":\"mapped\",\"text\":\"not this\",\"when\":\"2016-01-02\"}\n{\"text\":\"plain\"}\n");
    r = runs_one("map.jsonl", &options);
    assert_string_equal(r.texts, "mapped|plain|");
    options.map = broken;
    options.n_map = 1;
    assert_int_equal(stm_intake_open(NULL, 0, &options, NULL, NULL, &in, NULL), STM_USAGE);
    options = (stm_intake_options){ .format = "pdf" };
    assert_int_equal(stm_intake_open(NULL, 0, &options, NULL, NULL, &in, NULL), STM_USAGE);
    options = (stm_intake_options){ .published = "03/04/2016" };
    assert_int_equal(stm_intake_open(NULL, 0, &options, NULL, NULL, &in, NULL), STM_USAGE);
}

/* A pipe that gives one byte at a time. */
static void *drip(void *arg)
{
    static unsigned char bytes[512];
    FILE *from = fopen(files_path("drip.jsonl.gz"), "rb");
    size_t n = from == NULL ? 0 : fread(bytes, 1, sizeof bytes, from);
    int to = open(arg, O_WRONLY);
    if (from != NULL) {
        (void)fclose(from);
    }
    for (size_t i = 0; i < n && to >= 0; i++) {
        if (write(to, bytes + i, 1) != 1) {
            break;
        }
    }
    if (to >= 0) {
        (void)close(to);
    }
    return NULL;
}

static void test_one_byte_at_a_time(void **state)
{
    static char fifo[256];
    static const char lines[] = "{\"text\":\"first\"}\n{\"text\":\"caf\xC3\xA9\"}\n{\"text\":\"third\"}";
    const char *paths[] = { fifo };
    gzFile gz = gzopen(files_path("drip.jsonl.gz"), "wb");
    pthread_t writer;
    result r;
    (void)state;
    assert_int_equal(gzwrite(gz, lines, sizeof lines - 1), sizeof lines - 1);
    assert_int_equal(gzclose(gz), Z_OK);
    (void)snprintf(fifo, sizeof fifo, "%s", files_path("fifo"));
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(pthread_create(&writer, NULL, drip, fifo), 0);
    r = runs_read(paths, 1, NULL);
    assert_int_equal(pthread_join(writer, NULL), 0);
    assert_string_equal(r.texts, "first|caf\xC3\xA9|third|");
    assert_string_equal(r.said, "");
}

/* What hands are given, and what is between: broken lines, lists in a line, ids that come again, other files. */
static void test_hands(void **state)
{
    static char a[256], b[256], c[256];
    static const char *const paths[] = { a, b, c };
    stm_intake_options options = { .bare = true };
    result r;
    (void)state;
    (void)snprintf(a, sizeof a, "%s", files_path("a.jsonl"));
    (void)snprintf(b, sizeof b, "%s", files_path("b.txt"));
    (void)snprintf(c, sizeof c, "%s", files_path("c.jsonl"));
    put_text("a.jsonl", "{\"id\":\"k\",\"text\":\"one\"}\n{\"id\":\"k\",\"text\":\"two\"}\n{\"id\":\n\n7\n"
                        "[{\"text\":\"three\"},8,{\"id\":\"k\",\"text\":\"four\"}]\n{\"text\":\" \"}\n"
                        "{\"articles\":[{\"text\":\"five\"},{\"id\":\"b\"}]}\n{\"text\":\"six\xFF\"} x\n"
                        "{\"text\":\"seven\",\"published\":\"03/04/2016\"}");
    put_text("b.txt", "A plain text.");
    put_text("c.jsonl", "{\"articles\":\n[{\"text\":\"eight\"},\n{\"text\":\"nine\",\"id\":\"b\"}]}\n");
    r = runs_both(paths, 3, &options);
    assert_string_equal(r.texts, "one|two|three|four|five|seven|A plain text.|eight|nine|");
    assert_string_equal(r.ids, "k|k-2|a-1|k-3|a-1-2|a-10|b|c-1|b-2|");
    assert_int_equal(r.failures, 6);
    for (options.max_articles = 1; options.max_articles < 9; options.max_articles++) {
        r = runs_both(paths, 3, &options);
        assert_non_null(strstr(r.said, "the rest is left out|"));
    }
}

/* Lines whose values are all strings or null are read the short way; with a number beside them they are not, and say
 * the same.
 */
static void test_strings_alone(void **state)
{
    static const char *const members[] = {
        "\"text\":\"plain\"",
        " \"text\" : \"blanks\" , \"title\":\"\" ",
        "\"text\":\"a\\n\\t\\r\\b\\f\\/\\\\\\\"z\"",
        "\"text\":\"\\u00e9\\u20AC\\ud83d\\uDE00.\"",
        "\"text\":\"lone \\ud83d x\"",
        "\"text\":\"lone \\ude00 x\"",
        "\"text\":\"zero \\u0000 x\"",
        "\"text\":\"caf\xC3\xA9, more than eight bytes \xE2\x80\x9Cof it\xE2\x80\x9D\\n\\nand the rest\"",
        "\"text\":\"first\",\"text\":\"last\"",
        "\"\\u0074ext\":\"key\"",
        "\"body\":\"theirs\",\"text\":\"  \",\"_id\":\"k\"",
        "\"id\":\"k\"",
        "\"text\":\"bad escape \\x\"",
        "\"text\":\"bad \\u12G4\"",
        "\"text\":\"tab\there\"",
        "\"text\":\"dated\",\"published\":\"2016-05-03\",\"byline\":\"By Ada Roe and Ben Doe\",\"modified\":\"x\"",
        "\"text\":\"not dated\",\"published\":\"03/04/2016\"",
        "\"text\":\"no byline\",\"byline\":null,\"published\" : null , \"title\":\"x\"",
        "\"text\":null,\"body\":\"theirs\"",
        "\"text\":null",
        "\"text\":\"x\",\"byline\":nullx",
        "\"text\":\"x\",\"byline\":nul",
        "\"text\":\"comma\",",
        "\"text\":\"open",
        "\"text\" \"colon\"",
    };
    (void)state;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char line[512];
        result one, other;
        (void)snprintf(line, sizeof line, "{\"id\":\"first\",\"text\":\"x\"}\n{%s}", members[i]);
        put_text("flat.jsonl", line);
        one = runs_one("flat.jsonl", NULL);
        (void)snprintf(line, sizeof line, "{\"id\":\"first\",\"text\":\"x\"}\n{\"n\":1,%s}", members[i]);
        put_text("flat.jsonl", line);
        other = runs_one("flat.jsonl", NULL);
        assert_string_equal(one.ids, other.ids);
        assert_string_equal(one.texts, other.texts);
        assert_string_equal(one.said, other.said);
        put_text("flat.jsonl", "{\"text\":\"x\"} x\n{\"text\":\"y\"}\n{\"text\":\"z\"} }\n");
        one = runs_one("flat.jsonl", NULL);
        assert_string_equal(one.texts, "y|");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),     cmocka_unit_test(test_packed),
        cmocka_unit_test(test_bad_files), cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_limits),    cmocka_unit_test(test_page_that_grows),
        cmocka_unit_test(test_options),   cmocka_unit_test(test_one_byte_at_a_time),
        cmocka_unit_test(test_hands),     cmocka_unit_test(test_strings_alone),
    };
    return cmocka_run_group_tests(tests, files_set_up, files_tear_down);
}
