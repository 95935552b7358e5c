/* test_places.c: texts that are not kept but read again from where they lie in a file (intake/places.c,
 * engine/shelf.c): they are what they were, and a file that was changed meanwhile is an error that names it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "engine/shelf.h"
#include "helpers/corpora.h"
#include "intake/flat.h"

/* ---- unescaping ---------------------------------------------------------------------------------------- */

/* Raw text of `n` pieces by chance, most of them plain. */
static size_t make_raw(char *to, uint32_t n, uint64_t *seed)
{
    static const char *const pieces[] = { "a",    "plain words, ",   "\\n",     "\\\"",    "\\\\",           "\\u00e9",
                                          "\\/",  "\xC3\xA9",        "\\u4e16", "\\u0041", "\\ud83d\\ude00", "\\t",
                                          "0123", "sixteen letters," };
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        const char *p;
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        p = pieces[*seed >> 33 & 1 ? 1 : (*seed >> 34) % (sizeof pieces / sizeof *pieces)];
        memcpy(to + at, p, strlen(p));
        at += strlen(p);
    }
    return at;
}

/* Where it lies in its own room, behind what is written, a raw text gives what its line gave. */
static void same_again(stm_arena *arena, const char *raw, size_t n)
{
    char *line = malloc(n + 16), *room = malloc(n + STM_FLAT_MORE);
    int head = sprintf(line, "{\"text\": \"");
    stm_flat flat;
    stm_str text;
    memcpy(line + head, raw, n);
    memcpy(line + head + n, "\"}", 2);
    assert_true(stm_flat_read(arena, (stm_str){ line, (size_t)head + n + 2 }, &flat));
    assert_true(flat.at[0].raw.p == line + head && flat.at[0].raw.n == n);
    memcpy(room + STM_FLAT_MORE, raw, n);
    assert_true(stm_flat_text((stm_str){ room + STM_FLAT_MORE, n }, room, &text));
    assert_int_equal(text.n, flat.at[0].text.n);
    assert_memory_equal(text.p, flat.at[0].text.p, text.n);
    free(line);
    free(room);
}

static void unescape(void *arg)
{
    stm_arena *arena = arg;
    char raw[8192];
    uint64_t seed = 7;
    for (uint32_t i = 0; i < 3000; i++) {
        same_again(arena, raw, make_raw(raw, i % 300, &seed));
    }
}

static void test_raw_text_in_its_own_room(void **state)
{
    static const char *const broken[] = { "a\"b", "ends with \\", "\\x", "a\tb", "\\ud83d alone", "\\u00", "\"" };
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, unescape, &arena), STM_OK);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char room[64];
        stm_str text;
        assert_false(stm_flat_text(stm_str_of(broken[i]), room, &text));
    }
    stm_arena_fini(&arena);
}

static void test_whether_a_line_is_ascii(void **state)
{
    static const struct {
        const char *line;
        bool ascii;
    } lines[] = {
        { "{\"text\": \"nothing but letters, and so many of them\"}", true },
        { "{\"text\": \"\\u00e9 written with letters, and so many of them\"}", true },
        { "{\"text\": \"caf\xC3\xA9, and then so many letters of the other kind\"}", false },
        { "{\"text\": \"so many letters of the one kind, and a caf\xC3\xA9\"}", false },
        { "{\"text\": \"a\", \"\xC3\xA9\": \"b\"}", false },
        { "{\"a\": \"\xE9\"}", false },
    };
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        stm_flat flat;
        assert_true(stm_flat_read(&arena, stm_str_of(lines[i].line), &flat));
        assert_int_equal(flat.ascii, lines[i].ascii);
    }
    stm_arena_fini(&arena);
}

/* ---- texts of files ------------------------------------------------------------------------------------ */

#define ARTICLES 2000u /* enough for a file that is worth a place */

/* What was found in a file, in order, in `arena`; the file stays open in `in`. */
typedef struct reading {
    stm_intake *in;
    stm_arena arena;
    stm_findings found;
    uint32_t notes; /* diagnostics */
} reading;

static void put(void *arg)
{
    void **both = arg;
    reading *r = both[0];
    const stm_findings *found = both[1];
    for (uint32_t i = 0; i < found->n; i++) {
        if (found->at[i].article == NULL) {
            r->notes++;
        } else {
            stm_vec_push(&r->arena, &r->found, found->at[i]);
        }
    }
}

static void read_file(reading *r, const char *const *path, bool noting)
{
    stm_intake_options how = { .bare = true };
    stm_hand *hand = NULL;
    stm_err err = { 0 };
    bool more = true;
    memset(r, 0, sizeof *r);
    stm_arena_init(&r->arena, 0);
    assert_int_equal(stm_intake_open(path, 1, &how, NULL, NULL, &r->in, &err), STM_OK);
    if (noting) {
        stm_intake_note_places(r->in);
    }
    assert_int_equal(stm_hand_new(r->in, &hand, &err), STM_OK);
    while (more) {
        stm_piece piece;
        void *both[] = { r, &piece.found };
        assert_int_equal(stm_intake_cut(r->in, &r->arena, &piece, &more, &err), STM_OK);
        assert_int_equal(stm_hand_read(hand, &r->arena, &piece, &err), STM_OK);
        assert_int_equal(stm_arena_protect(&r->arena, put, both), STM_OK);
    }
    stm_hand_free(hand);
}

static void close_file(reading *r)
{
    stm_intake_close(r->in);
    stm_arena_fini(&r->arena);
}

/* A file of made articles, `first` in front of them and `last` behind. */
static const char *large_file(const char *name, const char *first, const char *last)
{
    const char *path = files_path(name);
    char *made = corpora_text(0, ARTICLES), *all = malloc(strlen(first) + strlen(made) + strlen(last) + 1);
    (void)sprintf(all, "%s%s%s", first, made, last);
    assert_true(strlen(all) > (size_t)1 << 20);
    files_write_text(path, all);
    free(made);
    free(all);
    return path;
}

typedef struct again_call {
    const stm_intake *in;
    const stm_text_place *place;
    stm_arena *arena;
    stm_str text;
    stm_err err;
    stm_status status;
} again_call;

static void read_again(void *arg)
{
    again_call *c = arg;
    c->status = stm_intake_text_again(c->in, c->place, c->arena, &c->text, &c->err);
}

static again_call text_again(const reading *r, const stm_text_place *place, stm_arena *arena)
{
    again_call call = { .in = r->in, .place = place, .arena = arena };
    assert_int_equal(stm_arena_protect(arena, read_again, &call), STM_OK);
    return call;
}

static void same_text(const reading *r, const stm_finding *f, stm_arena *arena)
{
    again_call call;
    assert_int_equal(f->place.file, 1);
    call = text_again(r, &f->place, arena);
    assert_int_equal(call.status, STM_OK);
    assert_int_equal(call.text.n, f->article->text.n);
    assert_memory_equal(call.text.p, f->article->text.p, call.text.n);
    stm_arena_reset(arena);
}

static void test_texts_are_read_again(void **state)
{
    static const char first[] = "\xEF\xBB\xBF{\"id\": \"mark\", \"text\": \"Behind a byte order mark.\"}\n";
    static const char last[] = "{\"maintext\": \"By another name, \\u201cquoted\\u201d.\", \"note\": null}\r\n"
                               "  { \"text\" : \"With blanks, and caf\xC3\xA9.\" , \"title\" : \"text\" }  \n"
                               "{\"text\": \"The line ends with the file.\"}";
    const char *path = large_file("again.jsonl", first, last);
    reading r;
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    read_file(&r, &path, true);
    assert_int_equal(r.found.n, ARTICLES + 4);
    assert_string_equal(r.found.at[0].article->id.p, "mark");
    for (uint32_t i = 0; i < r.found.n; i++) {
        same_text(&r, &r.found.at[i], &arena);
    }
    close_file(&r);
    stm_arena_fini(&arena);
}

/* What intake has to change has no place, nor what it reads as a tree. */
static void test_texts_without_a_place(void **state)
{
    static const char last[] = "{\"text\": \"A byte that is no UTF-8: \xE9 \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9.\"}\n"
                               "{\"text\": \"A list beside it.\", \"tags\": [\"x\"]}\n"
                               "{\"text\": \"Zero \\u0000 in it.\"}\n"
                               "{\"articles\": [{\"text\": \"One of a list.\"}]}\n";
    const char *path = large_file("none.jsonl", "", last);
    reading r;
    (void)state;
    read_file(&r, &path, true);
    assert_int_equal(r.found.n, ARTICLES + 4);
    assert_int_equal(r.notes, 1);
    for (uint32_t i = 0; i < r.found.n; i++) {
        assert_int_equal(r.found.at[i].place.file, i < ARTICLES);
    }
    close_file(&r);
}

static void no_places(const char *path, bool noting)
{
    reading r;
    read_file(&r, &path, noting);
    assert_true(r.found.n > 0);
    for (uint32_t i = 0; i < r.found.n; i++) {
        assert_int_equal(r.found.at[i].place.file, 0);
    }
    close_file(&r);
}

static void test_files_without_places(void **state)
{
    char *made = corpora_text(0, ARTICLES);
    const char *small = files_path("small.jsonl"), *packed = files_path("packed.jsonl.gz");
    gzFile gz = gzopen(packed, "wb");
    (void)state;
    assert_int_equal(gzwrite(gz, made, (unsigned)strlen(made)), strlen(made));
    assert_int_equal(gzclose(gz), Z_OK);
    no_places(packed, true);
    no_places(large_file("unasked.jsonl", "", ""), false);
    *strchr(made + 1000, '\n') = '\0';
    files_write_text(small, made);
    no_places(small, true);
    free(made);
}

/* ---- files that change --------------------------------------------------------------------------------- */

static void fails(const reading *r, const stm_text_place *place, const char *why, const char *name)
{
    stm_arena arena;
    again_call call;
    stm_arena_init(&arena, 0);
    call = text_again(r, place, &arena);
    assert_int_equal(call.status, STM_IO);
    assert_non_null(strstr(call.err.message, why));
    assert_non_null(strstr(call.err.message, name));
    stm_arena_fini(&arena);
}

static void overwrite(const char *path, uint64_t at, const char *bytes)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, (long)at, SEEK_SET), 0);
    assert_int_equal(fputs(bytes, f) >= 0, 1);
    assert_int_equal(fclose(f), 0);
}

static void test_changed_files(void **state)
{
    const char *path = large_file("changed.jsonl", "", "");
    const stm_text_place *first, *other, *last;
    stm_text_place nowhere;
    stm_arena arena;
    reading r;
    (void)state;
    stm_arena_init(&arena, 0);
    read_file(&r, &path, true);
    first = &r.found.at[0].place;
    other = &r.found.at[1].place;
    last = &r.found.at[ARTICLES - 1].place;
    overwrite(path, first->at + first->bytes / 2, "~"); /* as long as before, and still a text */
    fails(&r, first, "was changed", path);
    same_text(&r, &r.found.at[1], &arena);
    overwrite(path, other->at + 5, "\"");
    fails(&r, other, "was changed", path);
    assert_int_equal(truncate(path, (off_t)(last->at + last->bytes - 1)), 0);
    fails(&r, last, "was cut short", path);
    same_text(&r, &r.found.at[ARTICLES - 2], &arena);
    nowhere = *last;
    nowhere.at = UINT64_MAX - UINT32_MAX;
    fails(&r, &nowhere, "cannot be read again", path);
    close_file(&r);
    stm_arena_fini(&arena);
}

/* Another file under the same name is another file. */
static void test_replaced_file(void **state)
{
    const char *path = large_file("replaced.jsonl", "", ""), *new_one = files_path("new.jsonl");
    stm_arena arena;
    reading r;
    (void)state;
    stm_arena_init(&arena, 0);
    read_file(&r, &path, true);
    files_write_text(new_one, "{\"text\": \"Nothing of what was there.\"}\n");
    assert_int_equal(rename(new_one, path), 0);
    same_text(&r, &r.found.at[7], &arena);
    close_file(&r);
    stm_arena_fini(&arena);
}

/* ---- the shelf ----------------------------------------------------------------------------------------- */

typedef struct shelf_call {
    const stm_shelf *places, *whole;
    stm_arena *arena;
    uint32_t n;
} shelf_call;

static void same_articles(void *arg)
{
    const shelf_call *c = arg;
    stm_err err = { 0 };
    for (uint32_t i = 0; i < c->n; i++) {
        stm_article *a, *b;
        stm_str x, y;
        assert_int_equal(stm_shelf_get(c->places, i, c->arena, &a, &err), STM_OK);
        assert_int_equal(stm_shelf_get(c->whole, i, c->arena, &b, &err), STM_OK);
        assert_true(stm_article_validate(a, &err));
        assert_true(stm_str_eq(a->id, b->id) && stm_str_eq(a->text, b->text) && stm_str_eq(a->outlet, b->outlet));
        assert_true(stm_str_eq(a->published, b->published) && a->published_day == b->published_day);
        assert_int_equal(a->byline.n, b->byline.n);
        assert_int_equal(stm_shelf_bytes(c->places, i, c->arena, &x, &err), STM_OK);
        assert_int_equal(stm_shelf_bytes(c->whole, i, c->arena, &y, &err), STM_OK);
        assert_true(stm_str_eq(x, y));
        assert_int_equal(stm_shelf_id(c->places, i, c->arena, &x, &err), STM_OK);
        assert_true(stm_str_eq(x, b->id));
    }
}

static void fill(stm_shelf *shelf, const reading *r, bool places)
{
    stm_pack pack = { 0 };
    stm_err err = { 0 };
    for (uint32_t i = 0; i < r->found.n; i++) {
        const stm_finding *f = &r->found.at[i];
        pack.n = 0;
        assert_int_equal(stm_pack_add(&pack, f->article, places ? &f->place : NULL), STM_OK);
        assert_int_equal(
            stm_shelf_add(shelf, f->article->id, (stm_str){ pack.at, pack.n }, (uint32_t)f->article->text.n, &err),
            STM_OK);
    }
    stm_pack_fini(&pack);
}

/* In memory, and (bytes) in a temporary file. */
static void compare_shelves(const reading *r, uint64_t bytes)
{
    stm_shelf places = { .memory_bytes = bytes, .intake = r->in }, whole = { .memory_bytes = bytes };
    stm_arena arena;
    shelf_call call = { &places, &whole, &arena, r->found.n };
    stm_arena_init(&arena, 0);
    fill(&places, r, true);
    fill(&whole, r, false);
    assert_true(bytes != 0 || places.held * 3 < whole.held);
    assert_true(bytes == 0 || places.spill.end * 3 < whole.spill.end);
    assert_int_equal(stm_arena_protect(&arena, same_articles, &call), STM_OK);
    stm_shelf_fini(&places);
    stm_shelf_fini(&whole);
    stm_arena_fini(&arena);
}

static void test_shelf_with_places(void **state)
{
    static const char last[] = "{\"text\": \"Short.\", \"byline\": \"Jane Roe and John Doe\"}\n"
                               "{\"text\": \"A list beside it.\", \"tags\": [\"x\"], \"authors\": [\"A\", \"B\"]}\n";
    const char *path = large_file("shelf.jsonl", "", last);
    reading r;
    (void)state;
    read_file(&r, &path, true);
    compare_shelves(&r, 0);
    compare_shelves(&r, 1);
    close_file(&r);
}

static void get_one(void *arg)
{
    const shelf_call *c = arg;
    stm_err err = { 0 };
    stm_article *a;
    stm_str record;
    assert_int_equal(stm_shelf_get(c->places, c->n, c->arena, &a, &err), STM_IO);
    assert_non_null(strstr(err.message, "was changed while its articles were compared"));
    assert_int_equal(stm_shelf_bytes(c->places, c->n, c->arena, &record, &err), STM_IO);
    assert_int_equal(stm_shelf_id(c->places, c->n, c->arena, &record, &err), STM_OK);
    assert_true(stm_str_eqz(record, "n3"));
}

static void test_shelf_of_a_changed_file(void **state)
{
    const char *path = large_file("shelf.jsonl", "", "");
    stm_shelf shelf = { 0 };
    stm_arena arena;
    shelf_call call = { &shelf, NULL, &arena, 3 };
    reading r;
    (void)state;
    stm_arena_init(&arena, 0);
    read_file(&r, &path, true);
    shelf.intake = r.in;
    fill(&shelf, &r, true);
    overwrite(path, r.found.at[3].place.at, "Quite other words");
    assert_int_equal(stm_arena_protect(&arena, get_one, &call), STM_OK);
    stm_shelf_fini(&shelf);
    close_file(&r);
    stm_arena_fini(&arena);
}

/* ---- the corpus ---------------------------------------------------------------------------------------- */

static void test_corpus_of_a_file(void **state)
{
    const char *path = large_file("corpus.jsonl", "", "");
    char *whole = corpora_one_run(ARTICLES);
    (void)state;
    assert_non_null(strstr(whole, "family"));
    for (uint32_t threads = 1; threads <= 2; threads++) {
        char *rows = corpora_rows((corpora_run){ .path = path, .threads = threads });
        assert_string_equal(rows, whole);
        free(rows);
        rows = corpora_rows((corpora_run){ .path = path, .threads = threads, .memory_bytes = (uint64_t)1 << 20 });
        assert_string_equal(rows, whole);
        free(rows);
    }
    free(whole);
}

/* An index has the texts themselves: the file may go. */
static void test_index_of_a_file(void **state)
{
    const char *path = large_file("indexed.jsonl", "", ""), *index = files_path("index");
    char *whole = corpora_one_run(ARTICLES + 50), *rows;
    (void)state;
    free(corpora_rows((corpora_run){ .path = path, .index = index, .keep = true, .threads = 2 }));
    assert_int_equal(truncate(path, 0), 0);
    free(corpora_add(index, ARTICLES, 50, 1));
    rows = corpora_all_of(index);
    corpora_assert_same(rows, whole);
}

static stm_status count(void *arg, stm_arena *arena, const stm_reuse *reuse, stm_article *const *articles,
                        const uint32_t *number, stm_err *err)
{
    (void)arena;
    (void)articles;
    (void)number;
    (void)err;
    *(uint32_t *)arg += reuse->pairs.n;
    return STM_OK;
}

/* Between the passes, and between the second one and what is written to the index. */
static void changed_meanwhile(const char *path, const char *index, bool compared)
{
    stm_intake_options how = { .bare = true };
    stm_corpus_options options = { .threads = 1, .index = index };
    stm_intake *in = NULL;
    stm_corpus *corpus = NULL;
    stm_err err = { 0 };
    uint32_t pairs = 0;
    assert_int_equal(stm_intake_open(&path, 1, &how, NULL, NULL, &in, &err), STM_OK);
    assert_int_equal(stm_corpus_read(in, &options, &corpus, &err), STM_OK);
    if (compared) {
        assert_int_equal(stm_corpus_compare(corpus, count, &pairs, &err), STM_OK);
        assert_true(pairs > 0);
    }
    assert_int_equal(truncate(path, 1000), 0);
    assert_int_equal(compared ? stm_corpus_keep(corpus, &err) : stm_corpus_compare(corpus, count, &pairs, &err),
                     STM_IO);
    assert_non_null(strstr(err.message, "was cut short while its articles were compared"));
    assert_non_null(strstr(err.message, path));
    stm_corpus_close(corpus);
    stm_intake_close(in);
}

static void test_corpus_of_a_file_that_is_cut(void **state)
{
    const char *index = files_path("cut.index");
    char *rows;
    (void)state;
    changed_meanwhile(large_file("cut.jsonl", "", ""), NULL, false);
    free(corpora_add(index, 0, 20, 1));
    changed_meanwhile(large_file("cut.jsonl", "", ""), index, true);
    rows = corpora_all_of(index); /* as it was */
    corpora_assert_same(rows, corpora_one_run(20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_raw_text_in_its_own_room),
        cmocka_unit_test(test_whether_a_line_is_ascii),
        cmocka_unit_test(test_texts_are_read_again),
        cmocka_unit_test(test_texts_without_a_place),
        cmocka_unit_test(test_files_without_places),
        cmocka_unit_test(test_changed_files),
        cmocka_unit_test(test_replaced_file),
        cmocka_unit_test(test_shelf_with_places),
        cmocka_unit_test(test_shelf_of_a_changed_file),
        cmocka_unit_test(test_corpus_of_a_file),
        cmocka_unit_test(test_index_of_a_file),
        cmocka_unit_test(test_corpus_of_a_file_that_is_cut),
    };
    return cmocka_run_group_tests(tests, files_set_up, files_tear_down);
}
