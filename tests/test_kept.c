/* test_kept.c: the kept index of reuse: any number of runs say what one run says, on any number of threads and with any
 * memory; articles that come again are known. test_kept_faults.c: what dies, fails or is damaged.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "engine/kept.h"
#include "helpers/corpora.h"

/* Whether an article of `line` is one of nN with N >= first. */
static bool touches(const char *line, size_t n, uint32_t first)
{
    const char *end = memchr(line, ',', n); /* ids stand before the numbers of a pair */
    bool family = strncmp(line, "family", 6) == 0;
    end = family || end == NULL ? line + n : end;
    for (const char *p = line; p < end; p++) {
        if (*p == 'n' && (p == line || p[-1] == ' ') && p[1] >= '0' && p[1] <= '9' &&
            strtoul(p + 1, NULL, 10) >= first) {
            return true;
        }
    }
    return false;
}

static char *lines_that_touch(const char *rows, uint32_t first)
{
    char *out = calloc(strlen(rows) + 1, 1), *to = out;
    for (const char *line = rows; *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        if (touches(line, n, first)) {
            memcpy(to, line, n);
            to += n;
        }
        line += n;
    }
    return out;
}

/* In so many runs: each says those lines of all so far that have a new article in them; together they are one run. */
static void in_parts(uint32_t n, uint32_t parts, uint32_t threads)
{
    const char *index = files_path("parts");
    (void)unlink(index);
    for (uint32_t p = 0; p < parts; p++) {
        uint32_t first = n * p / parts, end = n * (p + 1) / parts;
        char *whole = corpora_one_run(end), *wanted = lines_that_touch(whole, first);
        corpora_assert_same(corpora_add(index, first, end - first, threads), wanted);
        corpora_assert_same(corpora_all_of(index), whole);
    }
}

static void test_parts_are_one_run(void **state)
{
    char *rows = corpora_one_run(300);
    (void)state;
    assert_true(strlen(rows) > 10000);
    assert_non_null(strstr(rows, "excerpt"));
    assert_non_null(strstr(rows, "family"));
    free(rows);
    in_parts(300, 1, 1);
    in_parts(300, 2, 2);
    in_parts(300, 5, 1);
    in_parts(60, 60, 1);
    in_parts(1500, 3, 2); /* more articles with one footer than a list is walked for */
}

/* Who is kin, and who was told what many have, is known of the articles of an index: as many links as in one run. */
static void test_parts_have_the_links_of_one_run(void **state)
{
    enum { N = 1600, PARTS = 4 };
    const char *index = files_path("links");
    char *text = corpora_text(0, N);
    corpora_run whole = { .text = text, .threads = 2 };
    uint64_t links = 0;
    stm_err err;
    (void)state;
    (void)unlink(index);
    assert_int_equal(corpora_do(&whole, &err), STM_OK);
    free(whole.rows);
    free(text);
    for (uint32_t p = 0; p < PARTS; p++) {
        corpora_run part = { .index = index, .keep = true, .threads = 1 };
        part.text = text = corpora_text(N / PARTS * p, N / PARTS);
        assert_int_equal(corpora_do(&part, &err), STM_OK);
        links += part.counts.links;
        free(part.rows);
        free(text);
    }
    assert_true(links > N);
    assert_int_equal(links, whole.counts.links);
}

/* A group that is too large for a batch falls apart, each time in another way: so it does in one run. What is written
 * of families is counted, not numbered, here: by the index. */
static void fall_apart(uint64_t batch_bytes)
{
    const char *index = files_path("apart");
    (void)unlink(index);
    for (uint32_t part = 0; part < 5; part++) {
        char *text = corpora_text(part * 100, 100), *all = corpora_text(0, part * 100 + 100);
        corpora_run run = { .text = text, .index = index, .keep = true, .threads = 2, .batch_bytes = batch_bytes };
        corpora_run once = { .text = all, .threads = 1, .batch_bytes = batch_bytes };
        stm_err err = { 0 };
        stm_kept *kept = NULL;
        uint32_t counted = 0;
        assert_int_equal(corpora_do(&run, &err), STM_OK);
        assert_int_equal(corpora_do(&once, &err), STM_OK);
        assert_true(part == 0 || once.counts.cut > 0);
        assert_int_equal(run.counts.cut, once.counts.cut);
        corpora_assert_same(run.rows, lines_that_touch(once.rows, part * 100));
        assert_int_equal(stm_kept_open(index, false, 0, &kept, &err), STM_OK);
        for (uint32_t i = 0; i < kept->n; i++) {
            counted += kept->families[i];
        }
        for (const char *f = strstr(once.rows, "family"); f != NULL; f = strstr(f + 1, "family")) {
            counted--;
        }
        assert_int_equal(counted, 0);
        stm_kept_close(kept);
        corpora_assert_same(corpora_all_of(index), once.rows);
        free(text);
        free(all);
    }
}

static void test_groups_that_fall_apart(void **state)
{
    (void)state;
    fall_apart(1200);
    fall_apart(2000);
    fall_apart(9000);
}

/* Where all links weigh the same, pieces as large as a batch are left, not single articles. */
static void test_copies_fall_into_few_pieces(void **state)
{
    enum { COPIES = 60, IN_A_BATCH = 10 };
    static const char words[] =
        "The ferry left Orsa at six with two hundred people, and the harbour master saw it pass "
        "the breakwater before the storm came up from the south. Nobody knew how many cars "
        "stood on the lower deck when the water came in, the captain said in the evening.";
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    corpora_run run = { .threads = 2, .batch_bytes = IN_A_BATCH * (sizeof words - 1) };
    stm_err err = { 0 };
    (void)state;
    assert_non_null(f);
    for (uint32_t i = 0; i < COPIES; i++) {
        (void)fprintf(f, "{\"id\": \"n%u\", \"text\": \"%s\"}\n", (unsigned)i, words);
    }
    assert_int_equal(fclose(f), 0);
    run.text = text;
    assert_int_equal(corpora_do(&run, &err), STM_OK);
    assert_int_equal(run.counts.batches, COPIES / IN_A_BATCH);
    assert_int_equal(run.counts.linked, COPIES); /* each has a partner in its batch */
    free(run.rows);
    free(text);
}

/* The bytes of the index depend on the runs and not on threads or memory. */
static void test_index_is_the_same_on_threads_and_with_little_memory(void **state)
{
    const char *a = files_path("one"), *b = files_path("three");
    size_t n_a, n_b;
    char *bytes_a, *bytes_b;
    (void)state;
    free(corpora_add(a, 0, 150, 1));
    free(corpora_add(a, 150, 100, 1));
    free(corpora_add(b, 0, 150, 3));
    {
        char *text = corpora_text(150, 100);
        free(
            corpora_rows((corpora_run){ .text = text, .index = b, .keep = true, .threads = 3, .memory_bytes = 20000 }));
        free(text);
    }
    bytes_a = files_read(a, &n_a);
    bytes_b = files_read(b, &n_b);
    assert_int_equal(n_a, n_b);
    assert_memory_equal(bytes_a, bytes_b, n_a);
    free(bytes_a);
    free(bytes_b);
}

/* As if the index had been made by a program that finds other links: the hash of its rules is another one. */
static void make_stale(const char *index)
{
    size_t n;
    char *bytes = files_read(index, &n);
    uint64_t list_at, blocks, sum;
    memcpy(&list_at, bytes + 32, sizeof list_at);
    memcpy(&blocks, bytes + 40, sizeof blocks);
    for (char *b = bytes + list_at; b < bytes + list_at + blocks * 48; b += 48) {
        uint64_t at, size;
        uint32_t kind;
        memcpy(&kind, b, sizeof kind);
        memcpy(&at, b + 8, sizeof at);
        memcpy(&size, b + 16, sizeof size);
        if (kind == STM_KEPT_SETTINGS) {
            bytes[at] ^= 1;
            sum = stm_hash(bytes + at, size);
            memcpy(b + 40, &sum, sizeof sum);
        }
    }
    sum = stm_hash(bytes + list_at, blocks * 48);
    for (char *head = bytes; head <= bytes + 4096; head += 4096) {
        uint64_t own;
        memcpy(head + 48, &sum, sizeof sum);
        own = stm_hash(head, 56);
        memcpy(head + 56, &own, sizeof own);
    }
    files_write(index, bytes, n);
    free(bytes);
}

/* An index that another version has made is made anew from its own articles, at the next run. */
static void test_index_of_other_rules(void **state)
{
    const char *index = files_path("stale");
    char *whole = corpora_one_run(150), *text = corpora_text(100, 50);
    corpora_run run = { .text = text, .index = index, .keep = true, .threads = 2 };
    stm_kept *kept = NULL;
    stm_err err = { 0 };
    (void)state;
    free(corpora_add(index, 0, 60, 1));
    free(corpora_add(index, 60, 40, 1));
    make_stale(index);
    corpora_assert_same(corpora_all_of(index), corpora_one_run(100));
    assert_int_equal(corpora_do(&run, &err), STM_OK);
    assert_true(run.counts.anew);
    assert_int_equal(run.counts.kept, 100);
    assert_int_equal(run.counts.articles, 50);
    corpora_assert_same(run.rows, lines_that_touch(whole, 100));
    corpora_assert_same(corpora_all_of(index), whole);
    assert_int_equal(corpora_do(&run, &err), STM_OK);
    assert_false(run.counts.anew);
    assert_int_equal(run.counts.passed, 50);
    free(run.rows);
    assert_int_equal(stm_kept_open(index, false, 0, &kept, &err), STM_OK);
    assert_int_equal(kept->n, 150);
    assert_int_equal(stm_kept_check(kept, &err), STM_OK);
    stm_kept_close(kept);
    free(text);
}

/* Without an index: what lies in temporary files, and who has done it, shows nowhere. */
static void test_threads_and_memory_change_nothing(void **state)
{
    char *text = corpora_text(0, 400);
    (void)state;
    corpora_assert_same(corpora_rows((corpora_run){ .text = text, .threads = 4, .memory_bytes = 30000 }),
                        corpora_rows((corpora_run){ .text = text, .threads = 1 }));
    free(text);
}

/* A feed that sends an article again; another article under a name that is taken. */
static void test_known_articles_are_passed_over(void **state)
{
    const char *index = files_path("known");
    char *text = corpora_text(0, 40), *other = corpora_text(90, 1);
    corpora_run run = { .text = text, .index = index, .keep = true, .threads = 1 };
    char *rows = corpora_rows(run);
    stm_err err = { 0 };
    (void)state;
    free(rows);
    assert_int_equal(corpora_do(&run, &err), STM_OK);
    assert_string_equal(run.rows, "");
    assert_int_equal(run.counts.passed, 40);
    assert_int_equal(run.counts.kept, 40);
    free(run.rows);
    corpora_assert_same(corpora_all_of(index), corpora_one_run(40));
    memcpy(strstr(other, "n90"), "n03", 3); /* the id of none */
    memcpy(strstr(other, "n03"), "n12", 3); /* the id of another text */
    run.text = other;
    assert_int_equal(corpora_do(&run, &err), STM_OK);
    assert_int_equal(run.counts.articles, 1);
    free(run.rows);
    assert_int_equal(corpora_do(&run, &err), STM_OK); /* and again, though it is n12-2 now */
    assert_int_equal(run.counts.passed, 1);
    assert_int_equal(run.counts.kept, 41);
    free(run.rows);
    free(text);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_are_one_run),
        cmocka_unit_test(test_parts_have_the_links_of_one_run),
        cmocka_unit_test(test_groups_that_fall_apart),
        cmocka_unit_test(test_copies_fall_into_few_pieces),
        cmocka_unit_test(test_index_is_the_same_on_threads_and_with_little_memory),
        cmocka_unit_test(test_index_of_other_rules),
        cmocka_unit_test(test_threads_and_memory_change_nothing),
        cmocka_unit_test(test_known_articles_are_passed_over),
    };
    return cmocka_run_group_tests_name("kept", tests, files_set_up, files_tear_down);
}
