/* test_reuse_search.c: the first pass of the stage reuse: sketches, seeds, links. All texts are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reuse/commonplace.h"
#include "reuse/links.h"
#include "reuse/reuse_tuning.h"
#include "reuse/sketch_wide.h"

/* One sketcher in an arena, and what a test puts beside it. */
typedef struct bench {
    stm_arena arena;
    stm_sketcher *sketcher;
} bench;

static void make_sketcher(void *arg)
{
    bench *b = arg;
    b->sketcher = stm_sketcher_new(&b->arena);
}

static void bench_init(bench *b)
{
    stm_arena_init(&b->arena, 0);
    assert_int_equal(stm_arena_protect(&b->arena, make_sketcher, b), STM_OK);
}

typedef struct sketch_call {
    bench *b;
    stm_str text;
    stm_sketch *out;
} sketch_call;

static void sketch_kept(void *arg)
{
    sketch_call *c = arg;
    uint64_t *at;
    stm_sketch_text(c->b->sketcher, c->text, c->out);
    at = STM_NEW_ARRAY(&c->b->arena, uint64_t, c->out->n);
    if (c->out->n != 0) {
        memcpy(at, c->out->at, c->out->n * sizeof *at);
    }
    c->out->at = at;
}

static stm_sketch sketch_of(bench *b, stm_str text)
{
    stm_sketch s;
    sketch_call c = { b, text, &s };
    assert_int_equal(stm_arena_protect(&b->arena, sketch_kept, &c), STM_OK);
    return s;
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static bool meet(const stm_sketch *a, const stm_sketch *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            if (stm_seed_fingerprint(a->at[i]) == stm_seed_fingerprint(b->at[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Texts of `n` letters by chance that share `run` letters somewhere; `noise` is put before both. */
static void shared_run(uint32_t run, uint32_t n, const char *noise, uint32_t rounds)
{
    uint64_t seed = 7;
    for (uint32_t round = 0; round < rounds; round++) {
        char a[12000], b[12000];
        size_t lead = strlen(noise), letters = 0, at = lead + next(&seed) % (n - run),
               to = lead + next(&seed) % (n - run);
        stm_sketch sa, sb;
        bench own;
        for (size_t i = 0; i < lead; i++) {
            letters += noise[i] != ' ';
        }
        memcpy(a, noise, lead);
        memcpy(b, noise, lead);
        for (uint32_t i = 0; i < n; i++) {
            a[lead + i] = (char)('a' + next(&seed) % 25);
            b[lead + i] = (char)('a' + next(&seed) % 25);
        }
        memcpy(b + to, a + at, run);
        bench_init(&own);
        /* the noise is shared too, so it is left out of what is compared */
        sa = sketch_of(&own, (stm_str){ a, lead + n });
        sb = sketch_of(&own, (stm_str){ b, lead + n });
        assert_int_equal(sa.noisy, lead != 0);
        while (sa.n > 0 && stm_seed_place(sa.at[0]) < letters) {
            sa.at++;
            sa.n--;
        }
        assert_true(meet(&sa, &sb));
        stm_arena_fini(&own.arena);
    }
}

static void test_shared_run_is_always_found(void **state)
{
    (void)state;
    shared_run(STM_SKETCH_RUN, 150, "", 2000);
    shared_run(STM_SKETCH_RUN, 9000, "", 300); /* across the chunks of a long text */
}

static void test_shorter_run_is_found_where_both_are_noisy(void **state)
{
    (void)state;
    shared_run(STM_SKETCH_RUN_NOISY, 150, "tbe mi11 bu3rned wh1le ", 2000);
}

/* Letters that were misread, not names that have capitals inside: those alone make a text noisy. */
static void test_names_with_capitals_are_no_noise(void **state)
{
    static const struct {
        const char *text;
        bool noisy;
    } of[] = {
        { "PortSollen and FerryWorks agreed on Tuesday that HarbourLink stays open, StoneBank said.", false },
        { "PortSollen and FerryWorks agreed on Tuesday thaT HarbourLink stays open, StoneBank said.", true },
        { "The ferries of PortSollen leave every half hour, and wh1le the pier is built every hour.", true },
        { "The ferries of Port Sollen leave every half hour, and while the pier is built every hour.", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        bench own;
        bench_init(&own);
        assert_int_equal(sketch_of(&own, stm_str_of(of[i].text)).noisy, of[i].noisy);
        stm_arena_fini(&own.arena);
    }
}

static void test_style_is_left_out(void **state)
{
    static const char *const same[][2] = {
        { "The mill, which closed nine years ago, was to be turned into flats.",
          "the mill -- which closed nine years ago -- was to be TURNED into flats" },
        { "\"Nobody was hurt,\" said Dora Lindqvist of the county's fire service.",
          "“Nobody was hurt”, said Dora Lindqvist of the county’s fire service." },
        { "The café in Łódź reopens on Friday &amp; serves soup.",
          "The cafe in Lodz re-opens on Friday & serves soup." },
        { "They organize a ferry every half hour.", "They organise a ferry every half hour." },
    };
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        bench b;
        stm_sketch x, y;
        bench_init(&b);
        x = sketch_of(&b, stm_str_of(same[i][0]));
        y = sketch_of(&b, stm_str_of(same[i][1]));
        assert_int_equal(x.n, y.n);
        assert_true(x.n > 0);
        assert_memory_equal(x.at, y.at, x.n * sizeof *x.at);
        stm_arena_fini(&b.arena);
    }
}

/* A text that says one word over and over has few fingerprints, however long it is. */
static void test_repeated_word_has_few_fingerprints(void **state)
{
    static char text[600000];
    bench b;
    stm_sketch s;
    (void)state;
    for (size_t i = 0; i < sizeof text; i += 6) {
        memcpy(text + i, "again ", 6);
    }
    bench_init(&b);
    s = sketch_of(&b, (stm_str){ text, sizeof text });
    assert_true(s.n > 0 && s.n <= 5);
    s = sketch_of(&b, (stm_str){ text, 0 });
    assert_int_equal(s.n, 0);
    s = sketch_of(&b, STM_STR(" ,.!? \xE2\x80\x9C & &amp; "));
    assert_int_equal(s.n, 0);
    s = sketch_of(&b, STM_STR("too short"));
    assert_int_equal(s.n, 0);
    stm_arena_fini(&b.arena);
}

/* ---- links --------------------------------------------------------------------------------------------- */

static void add_seeds(stm_seeds *seeds, uint32_t article, const stm_sketch *sketch)
{
    stm_dealt dealt = { 0 };
    stm_err err;
    assert_true(stm_dealt_set(&dealt, sketch, 1));
    assert_int_equal(stm_seeds_add(seeds, article, &dealt, &err), STM_OK);
    stm_dealt_fini(&dealt);
}

/* Links of n articles, where article i is text(i). */
static stm_links links_of(uint32_t n, uint64_t memory, uint32_t threads, stm_str (*text)(uint32_t i, char *room))
{
    stm_sketches sketches = { .memory_bytes = memory };
    stm_stock *stock;
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    stm_err err;
    bench b;
    bench_init(&b);
    stock = memory == 0 ? stm_stock_new() : NULL;
    assert_int_equal(stm_seeds_new(memory, stock, &seeds, &err), STM_OK);
    for (uint32_t i = 0; i < n; i++) {
        char room[4096];
        stm_sketch s;
        stm_sketch_text(b.sketcher, text(i, room), &s);
        add_seeds(seeds, i, &s);
        assert_int_equal(stm_sketches_add(&sketches, &s, &err), STM_OK);
    }
    assert_int_equal(stm_postings_build(seeds, n, NULL, threads, &postings, &err), STM_OK);
    assert_int_equal(stm_links_find(&postings, &sketches, threads, true, NULL, &links, &err), STM_OK);
    stm_postings_fini(&postings);
    stm_sketches_fini(&sketches);
    stm_seeds_free(seeds);
    stm_stock_free(stock);
    stm_arena_fini(&b.arena);
    return links;
}

static stm_str one_text(uint32_t i, char *room)
{
    (void)i;
    (void)room;
    return STM_STR("The ferry between Port Sollen and the islands will run every half hour from May, the company "
                   "announced, after a winter in which commuters had complained of crowded decks and missed "
                   "connections. Tickets become dearer by a tenth.");
}

/* Letters by chance; every third article has the passage of the one three before, in another place. */
static stm_str chance_text(uint32_t i, char *room)
{
    uint64_t own = (uint64_t)i * 7919 + 1000003, of = i / 3;
    uint32_t n = 0;
    for (; n < 300 + i % 50; n++) {
        room[n] = (char)('a' + next(&own) % 25);
    }
    for (uint32_t k = 0; k < 90; k++) {
        room[n++] = (char)('a' + next(&of) % 25);
    }
    for (uint32_t k = 0; k < 200; k++) {
        room[n++] = (char)('a' + next(&own) % 25);
    }
    return (stm_str){ room, n };
}

static void test_links_are_the_same_from_a_file_and_on_threads(void **state)
{
    stm_links all = links_of(600, 0, 1, chance_text), spilt = links_of(600, 4096, 3, chance_text);
    (void)state;
    assert_true(all.start[600] == 600); /* three articles share each passage: one link, then two */
    assert_int_equal(all.start[600], spilt.start[600]);
    for (uint32_t i = 0; i < 600; i++) {
        assert_int_equal(all.start[i], spilt.start[i]);
        assert_int_equal(all.start[i + 1] - all.start[i], i % 3);
    }
    assert_memory_equal(all.at, spilt.at, all.start[600] * sizeof *all.at);
    stm_links_fini(&all);
    stm_links_fini(&spilt);
}

/* Copies of one text: what is looked at, and what is linked, grows as they do and not as their square. */
static void test_many_copies_cost_linear_work(void **state)
{
    stm_links few = links_of(1000, 0, 2, one_text), many = links_of(8000, 0, 2, one_text);
    (void)state;
    assert_true(few.start[1000] >= 999 &&
                few.start[1000] <= (1000 - STM_SEED_CAP) * STM_SEED_BEFORE + STM_SEED_CAP * (STM_SEED_CAP - 1) / 2);
    assert_true(many.start[8000] <= few.start[1000] * 9);
    assert_true(many.looked <= few.looked * 9);
    assert_true(many.probed <= few.probed * 9);
    stm_links_fini(&few);
    stm_links_fini(&many);
}

/* Passages of few, of some and of very many articles, and phrases. */
static stm_str mixed_text(uint32_t i, char *room)
{
    stm_str own = chance_text(i, room);
    uint32_t n = (uint32_t)own.n;
    for (uint32_t of = 2; of <= 60; of *= of < 8 ? 4 : 7) {
        uint64_t seed = i % of + 1000 * of;
        for (uint32_t k = 0; k < 120; k++) {
            room[n++] = (char)('a' + next(&seed) % 25);
        }
        room[n++] = (char)('a' + i % 20);
    }
    return (stm_str){ room, n };
}

/* What a kept index rests on: later articles change nothing in the links of earlier ones. */
static void test_links_do_not_look_ahead(void **state)
{
    stm_links whole = links_of(9000, 0, 2, mixed_text);
    (void)state;
    assert_true(whole.start[500] > 4000);
    for (uint32_t n = 3; n < 9000; n = n * 5 / 2) {
        stm_links part = links_of(n, 0, 1, mixed_text);
        assert_memory_equal(part.start, whole.start, (n + 1) * sizeof *part.start);
        assert_memory_equal(part.at, whole.at, part.start[n] * sizeof *part.at);
        stm_links_fini(&part);
    }
    stm_links_fini(&whole);
}

/* A phrase that two articles share by chance is no link. */
static stm_str phrase_text(uint32_t i, char *room)
{
    uint64_t own = (uint64_t)i * 7919 + 1000003;
    uint32_t n = 0;
    for (uint32_t part = 0; part < 3; part++) {
        for (uint32_t k = 0; k < 200 + (i * 53 + part * 97) % 400; k++) {
            room[n++] = (char)('a' + next(&own) % 25);
        }
        memcpy(room + n, " said in a statement on Tuesday ", 32);
        n += 32;
    }
    return (stm_str){ room, n };
}

/* All have a paragraph in common; 640 and 650 another one, 560 to 599 are one text, and 660 has a paragraph of it. */
static stm_str stock_text(uint32_t i, char *room)
{
    uint64_t own = (uint64_t)(i >= 560 && i < 600 ? 560 : i) * 7919 + 1000003, all = 5, two = 6, of_copies = 7;
    uint32_t n = 0;
    for (; n < 1200; n++) {
        room[n] = (char)('a' + next(&own) % 25);
    }
    for (uint32_t k = 0; k < 150; k++) {
        room[n++] = (char)('a' + next(&all) % 25);
    }
    for (uint32_t k = 0; k < 150 && (i == 640 || i == 650); k++) {
        room[n++] = (char)('a' + next(&two) % 25);
    }
    for (uint32_t k = 0; k < 150 && ((i >= 560 && i < 600) || i == 660); k++) {
        room[n++] = (char)('a' + next(&of_copies) % 25);
    }
    return (stm_str){ room, n };
}

/* How many links an article has, and in *telling how many of them tell boilerplate alone. */
static uint32_t links_of_one(const stm_links *l, uint32_t article, uint32_t *telling)
{
    *telling = 0;
    for (uint64_t k = l->start[article]; k < l->start[article + 1]; k++) {
        *telling += stm_link_tells(&l->at[k]);
    }
    return (uint32_t)(l->start[article + 1] - l->start[article]);
}

/* What hundreds of articles have in common is no link; what one family has is. */
static void test_what_many_have_is_no_link(void **state)
{
    stm_links l = links_of(700, 0, 2, stock_text), part = links_of(661, 4096, 1, stock_text);
    uint32_t n, telling;
    (void)state;
    assert_true(links_of_one(&l, 400, &telling) >= STM_SEED_BEFORE && telling == 0); /* few are before it */
    assert_int_equal(links_of_one(&l, 620, &telling), 0);
    n = links_of_one(&l, 650, &telling);
    assert_int_equal(n - telling, 1);
    assert_true(telling > 0 && telling <= STM_COMMON_TRIED);
    n = links_of_one(&l, 660, &telling);
    assert_int_equal(n - telling, 40);
    assert_memory_equal(part.start, l.start, 662 * sizeof *l.start);
    assert_memory_equal(part.at, l.at, l.start[661] * sizeof *l.at);
    stm_links_fini(&part);
    stm_links_fini(&l);
}

/* An article is told what many have no more often than that takes. */
static void test_few_links_tell(void **state)
{
    enum { N = 40 };
    stm_sketches sketches = { 0 };
    stm_kindred kin;
    uint64_t seed = 17;
    uint64_t row[30];
    stm_sketch s = { row, 30, false };
    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        for (uint32_t k = 0; k < s.n; k++) {
            row[k] = next(&seed) << 40 | k * 7;
        }
        assert_int_equal(stm_sketches_add(&sketches, &s, NULL), STM_OK);
    }
    assert_true(stm_kindred_init(&kin, &sketches, N));
    for (uint32_t i = 1; i < 6; i++) { /* 1 to 5 are kin */
        stm_kindred_join(&kin, i, &(stm_candidate){ i - 1, 60, 20 }, i > 1);
    }
    for (uint32_t i = 10; i < N; i++) {
        stm_candidate at[] = { { 0, 20, 9 }, { 6, 0, 5 }, { 1, 20, 9 }, { 2, 20, 9 }, { 3, 20, 9 }, { 7, 20, 9 } };
        uint32_t n_tried = 3, rest = stm_kindred_sift(&kin, i, at, &n_tried, 3);
        uint32_t told = i - 10 < STM_COMMON_TOLD ? 3 : 0; /* 0, 6 and 1, which is of three of one kin: too few */
        assert_int_equal(n_tried, told);
        assert_int_equal(rest, 0);
    }
    for (uint32_t more = 0; more < 2; more++) {
        stm_candidate at[] = { { 1, 20, 9 }, { 8, 20, 9 }, { 2, 20, 9 }, { 3, 20, 9 }, { 5, 20, 9 }, { 9, 20, 9 } };
        uint32_t n_tried = 2, rest = stm_kindred_sift(&kin, N - 1, at, &n_tried, 4);
        assert_int_equal(n_tried, 2);
        assert_int_equal(at[0].article, 1);
        assert_false(stm_link_tells(&at[0]));
        assert_true(stm_link_tells(&at[1]));
        assert_int_equal(rest, 3);
        assert_int_equal(at[2].article, 2);
        assert_int_equal(at[4].article, 5);
    }
    stm_kindred_fini(&kin);
    stm_sketches_fini(&sketches);
}

static void test_phrases_are_no_links(void **state)
{
    stm_links l = links_of(40, 0, 1, phrase_text);
    (void)state;
    assert_int_equal(l.start[40], 0);
    stm_links_fini(&l);
}

/* Thirty of two thousand phrases in a row: what news has in common without being copied. */
static stm_str chained_text(uint32_t i, char *room)
{
    uint64_t own = (uint64_t)i * 7919 + 1000003;
    uint32_t n = 0;
    for (uint32_t k = 0; k < 30; k++) {
        uint64_t phrase = next(&own) % 2000 + 17;
        for (uint32_t x = 0; x < 28; x++) {
            room[n++] = (char)('a' + next(&phrase) % 25);
        }
    }
    return (stm_str){ room, n };
}

/* Every article shares phrases with ever more others; the pairs that are looked at must not grow with their square. */
static void test_chance_grows_no_faster_than_articles(void **state)
{
    stm_links few = links_of(3000, 0, 2, chained_text), many = links_of(12000, 0, 2, chained_text);
    (void)state;
    assert_true(few.probed < 3000 * 40);
    assert_true(many.looked <= few.looked * 4 * 3);
    assert_true(many.probed <= few.probed * 4 + 12000);
    assert_true(many.start[12000] <= few.start[3000] * 4 + 12000 / 4);
    stm_links_fini(&few);
    stm_links_fini(&many);
}

static void random_letters(uint64_t *seed, char *to, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = (char)('a' + next(seed) % 25);
    }
}

/* An estimate is near what is shared: all of one text, a third of another with changes in it, nothing. */
static void test_cover_estimates_shares(void **state)
{
    static char a[6000], b[18000], c[6000];
    uint64_t seed = 5;
    stm_prober prober = { 0 };
    stm_sketch_room rooms[3] = { { 0 } };
    stm_packed_sketch of_a, of_b, of_c;
    stm_sketch sa, sb, sc;
    uint32_t in_a, in_b;
    bench own;
    (void)state;
    random_letters(&seed, a, sizeof a);
    random_letters(&seed, b, sizeof b);
    random_letters(&seed, c, sizeof c);
    memcpy(b + 7000, a, sizeof a);
    for (uint32_t k = 7100; k < 13000; k += 500) {
        memset(b + k, '7', 5); /* a word put for another */
    }
    bench_init(&own);
    sa = sketch_of(&own, (stm_str){ a, sizeof a });
    sb = sketch_of(&own, (stm_str){ b, sizeof b });
    sc = sketch_of(&own, (stm_str){ c, sizeof c });
    assert_true(stm_sketch_pack(&rooms[0], &sa, &of_a) && stm_sketch_pack(&rooms[1], &sb, &of_b) &&
                stm_sketch_pack(&rooms[2], &sc, &of_c));
    assert_true(stm_prober_set(&prober, &of_a));
    stm_prober_cover(&prober, &of_a, STM_PROBE_MIN, &in_a, &in_b);
    assert_true(in_a == in_b && in_a > 5900 && in_a <= 6000);
    stm_prober_cover(&prober, &of_b, STM_PROBE_MIN, &in_a, &in_b);
    assert_true(in_a > 5700 && in_a <= 6000 && in_b > 5700 && in_b <= 6000);
    stm_prober_cover(&prober, &of_c, STM_PROBE_MIN, &in_a, &in_b);
    assert_true(in_a == 0 && in_b == 0);
    assert_false(stm_prober_enough(&prober, &of_c, &(stm_probe){ STM_PROBE_MIN, 50, 0, 0 }));
    assert_true(stm_prober_enough(&prober, &of_b, &(stm_probe){ STM_PROBE_MIN, 5000, 4500, 5000 }));
    assert_false(stm_prober_enough(&prober, &of_b, &(stm_probe){ STM_PROBE_MIN, 7000, 0, 0 }));
    assert_false(stm_prober_enough(&prober, &of_b, &(stm_probe){ STM_PROBE_MIN, 5000, 6500, 0 }));
    assert_false(stm_prober_enough(&prober, &of_b, &(stm_probe){ STM_PROBE_MIN, 5000, 4500, 18100 }));
    stm_prober_fini(&prober);
    for (size_t i = 0; i < 3; i++) {
        stm_sketch_room_fini(&rooms[i]);
    }
    stm_arena_fini(&own.arena);
}

/* What is kept has the seeds that were taken: in memory and in the file, with places of 16 bits and of more, in a
 * sketch that is larger than a block, and in none at all. */
static void test_sketches_are_kept_as_they_were(void **state)
{
    enum { MANY = 300000, SKETCHES = 12 };
    static uint64_t at[MANY];
    static const uint32_t sizes[SKETCHES] = { 300, 0, 1, 40000, 299, MANY, 7, 0, 30000, 301, MANY, 2 };
    uint64_t seed = 11;
    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        at[i] = (next(&seed) << 44 ^ next(&seed) << STM_PLACE_BITS) | i * 7;
    }
    for (uint32_t round = 0; round < 3; round++) {
        stm_sketches sketches = { .memory_bytes = round == 0 ? 0 : round == 1 ? 400000 : 1 };
        stm_sketch_room room = { 0 };
        stm_err err;
        for (uint32_t i = 0; i < SKETCHES; i++) {
            stm_sketch s = { at + i, sizes[i], i % 3 == 0 };
            if (i + s.n > MANY) {
                s.at = at;
            }
            assert_int_equal(stm_sketches_add(&sketches, &s, &err), STM_OK);
        }
        assert_int_equal(sketches.n_held, round == 0 ? SKETCHES : round == 1 ? 5 : 0);
        for (uint32_t i = SKETCHES; i-- > 0;) {
            const uint64_t *of = i + sizes[i] > MANY ? at : at + i;
            stm_packed_sketch s;
            assert_int_equal(stm_sketches_get(&sketches, i, &room, &s, &err), STM_OK);
            assert_int_equal(s.n, sizes[i]);
            assert_int_equal(stm_sketches_count(&sketches, i), sizes[i]);
            assert_int_equal(sketches.noisy[i], i % 3 == 0);
            assert_int_equal(s.near == NULL, sizes[i] > 10000);
            for (uint32_t k = 0; k < s.n; k++) {
                assert_true(((uint64_t)s.firsts[k] << STM_PRINT_BITS | s.prints[k]) == stm_seed_fingerprint(of[k]));
                assert_int_equal(stm_packed_place(&s, k), stm_seed_place(of[k]));
            }
        }
        stm_sketch_room_fini(&room);
        stm_sketches_fini(&sketches);
    }
}

/* More fingerprints in common than a counter counts: two copies of a very long text. */
static void test_counters_stop_at_their_end(void **state)
{
    enum { N = 40000 };
    static uint64_t at[N];
    stm_sketch s = { at, N, false };
    stm_sketches sketches = { 0 };
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    stm_err err;
    uint64_t seed = 3;
    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        at[i] = next(&seed) << 40 | (next(&seed) & 0xFFFF) << STM_PLACE_BITS | i * 7;
    }
    assert_int_equal(stm_seeds_new(0, NULL, &seeds, &err), STM_OK);
    for (uint32_t i = 0; i < 3; i++) {
        add_seeds(seeds, i, &s);
        assert_int_equal(stm_sketches_add(&sketches, &s, &err), STM_OK);
    }
    assert_int_equal(stm_postings_build(seeds, 3, NULL, 1, &postings, &err), STM_OK);
    assert_int_equal(stm_links_find(&postings, &sketches, 1, true, NULL, &links, &err), STM_OK);
    assert_int_equal(links.start[3], 3);
    for (uint32_t k = 0; k < 3; k++) {
        assert_true(links.at[k].count > 16000 && links.at[k].shared > 16000);
    }
    stm_postings_fini(&postings);
    stm_links_fini(&links);
    stm_sketches_fini(&sketches);
    stm_seeds_free(seeds);
}

/* Links of 40 texts of 16,384 fingerprints, of which any two share the fewer the further they are apart. */
static stm_links links_of_many(stm_stock *stock, uint32_t threads)
{
    enum { ARTICLES = 40, N = 16384 };
    static uint64_t at[N];
    stm_sketch s = { at, N, false };
    stm_sketches sketches = { .pile.from = stock };
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    stm_err err;
    assert_int_equal(stm_seeds_new(0, stock, &seeds, &err), STM_OK);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        for (uint32_t k = 0; k < N; k++) {
            uint64_t seed = k + (k % ARTICLES < i ? (uint64_t)N * i : 0);
            at[k] = next(&seed) << 44 | next(&seed) << STM_PLACE_BITS >> 20 << STM_PLACE_BITS | k * 7;
        }
        add_seeds(seeds, i, &s);
        assert_int_equal(stm_sketches_add(&sketches, &s, &err), STM_OK);
    }
    assert_int_equal(stm_postings_build(seeds, ARTICLES, NULL, threads, &postings, &err), STM_OK);
    assert_true(stock == NULL || postings.flat == NULL); /* what the seeds were in holds the entries */
    assert_int_equal(stm_links_find(&postings, &sketches, threads, true, NULL, &links, &err), STM_OK);
    stm_postings_fini(&postings);
    stm_sketches_fini(&sketches);
    stm_seeds_free(seeds);
    return links;
}

static void test_links_are_the_same_from_blocks_that_were_used_before(void **state)
{
    stm_stock *stock = stm_stock_new();
    stm_links bare = links_of_many(NULL, 1);
    (void)state;
    assert_true(bare.start[40] > 100);
    for (uint32_t threads = 1; threads < 4; threads++) {
        stm_links links = links_of_many(stock, threads);
        assert_memory_equal(bare.start, links.start, 41 * sizeof *links.start);
        assert_memory_equal(bare.at, links.at, links.start[40] * sizeof *links.at);
        stm_links_fini(&links);
    }
    stm_links_fini(&bare);
    stm_stock_free(stock);
}

/* The forms for wide processors give what the plain ones do, whatever the length and wherever marks stand. */
static void test_wide_forms_are_the_same(void **state)
{
#if STM_SKETCH_X86
    static const char some[] = "abcxyzABCXYZ0189 .,;:'\"-\n\t/@[`{~&\xC3\xA9";
    uint64_t seed = 7;
    (void)state;
    if (!stm_sketch_wide()) {
        skip();
    }
    for (uint32_t round = 0; round < 2000; round++) {
        char text[200];
        uint8_t plain[200], wide[200 + STM_WIDE_ROOM] = { 0 };
        int16_t hash[200 + STM_WIDE_ROOM];
        uint32_t n = (uint32_t)(next(&seed) % 200), n_plain = 0, n_wide = 0, of = round % 2 == 0 ? 29 : sizeof some - 1;
        size_t end = 0;
        for (uint32_t i = 0; i < n; i++) {
            text[i] = some[next(&seed) % of];
        }
        for (; end < n && text[end] != '&' && (unsigned char)text[end] < 128; end++) {
            char c = (char)(text[end] >= 'A' && text[end] <= 'Z' ? text[end] + 32 : text[end]);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                plain[n_plain++] = c == 'z' ? 's' : (uint8_t)c;
            }
        }
        assert_int_equal(stm_wide_letters(text, n, wide, &n_wide), end);
        assert_int_equal(n_wide, n_plain);
        assert_memory_equal(wide, plain, n_plain);
        if (n > 2) {
            uint32_t slips = 0, words = 0;
            stm_wide_slips(text, n - 2, &slips, &words);
            for (uint32_t i = 0; i + 2 < n; i++) {
                bool small = text[i + 1] >= 'a' && text[i + 1] <= 'z', before = text[i] >= 'a' && text[i] <= 'z';
                char c = text[i + 2];
                slips -= before && small && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
                words -= small && c == ' ';
            }
            assert_int_equal(slips, 0);
            assert_int_equal(words, 0);
        }
        stm_wide_hashes(wide, n_wide, hash);
        for (uint32_t i = 0; i + STM_SEED_LETTERS <= n_wide; i++) {
            assert_int_equal(hash[i], (int16_t)(stm_run_hash(plain + i) >> 48));
        }
    }
    for (uint32_t n = 1; n < 100; n++) {
        enum { ROOM = 100 + STM_SEED_WINDOW_CLEAN + 2 * STM_WIDE_ROOM };
        int16_t x[ROOM], least[ROOM], most[ROOM];
        uint8_t letters[ROOM];
        uint16_t at[ROOM] = { 0 };
        uint64_t prints[ROOM];
        for (uint32_t i = 0; i < ROOM; i++) {
            x[i] = (int16_t)next(&seed);
            letters[i] = (uint8_t)next(&seed);
        }
        for (uint32_t i = 0; i < n; i++) {
            at[i] = (uint16_t)(next(&seed) % 100);
        }
        stm_wide_least(x, least, n);
        stm_wide_most(x, most, n);
        stm_wide_prints(letters, at, n, prints);
        for (uint32_t i = 0; i < n; i++) {
            int16_t low = x[i], high = x[i];
            for (uint32_t k = i; k < i + STM_SEED_WINDOW_CLEAN; k++) {
                low = x[k] < low ? x[k] : low;
                high = x[k] > high ? x[k] : high;
            }
            assert_int_equal(least[i], low);
            assert_int_equal(most[i], high);
            assert_int_equal(prints[i], stm_run_print(stm_run_hash(letters + at[i])));
        }
    }
    for (uint32_t round = 0; round < 100; round++) {
        uint64_t keys[65], repeats;
        for (uint32_t i = 0; i < 65; i++) {
            keys[i] = (next(&seed) % 2) << 63 | (next(&seed) % 2) << 24 | next(&seed) % 3;
        }
        repeats = stm_wide_repeats(keys, 24);
        for (uint32_t i = 0; i < 64; i++) {
            assert_int_equal(repeats >> i & 1, keys[i] >> 24 == keys[i + 1] >> 24);
        }
    }
    for (uint32_t n = 0; n < 40; n++) { /* nothing is written behind the last */
        uint64_t seeds[41], keys[41] = { 0 };
        uint32_t prints[41] = { 0 };
        uint16_t places[41] = { 0 };
        uint8_t firsts[41] = { 0 };
        for (uint32_t i = 0; i < n; i++) {
            seeds[i] = next(&seed) << 34 ^ next(&seed);
        }
        stm_wide_part(seeds, n, prints, places, firsts);
        stm_wide_keys(prints, firsts, n, 70000, 24, keys);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(((uint64_t)firsts[i] << 32 | prints[i]) == stm_seed_fingerprint(seeds[i]));
            assert_int_equal(places[i], seeds[i] & UINT16_MAX);
            assert_true(keys[i] == ((uint64_t)prints[i] << 24 | (70000u + firsts[i])));
        }
        assert_true(prints[n] == 0 && places[n] == 0 && firsts[n] == 0 && keys[n] == 0);
    }
#else
    (void)state;
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_run_is_always_found),
        cmocka_unit_test(test_shorter_run_is_found_where_both_are_noisy),
        cmocka_unit_test(test_names_with_capitals_are_no_noise),
        cmocka_unit_test(test_style_is_left_out),
        cmocka_unit_test(test_repeated_word_has_few_fingerprints),
        cmocka_unit_test(test_links_are_the_same_from_a_file_and_on_threads),
        cmocka_unit_test(test_many_copies_cost_linear_work),
        cmocka_unit_test(test_links_do_not_look_ahead),
        cmocka_unit_test(test_what_many_have_is_no_link),
        cmocka_unit_test(test_few_links_tell),
        cmocka_unit_test(test_phrases_are_no_links),
        cmocka_unit_test(test_chance_grows_no_faster_than_articles),
        cmocka_unit_test(test_cover_estimates_shares),
        cmocka_unit_test(test_sketches_are_kept_as_they_were),
        cmocka_unit_test(test_counters_stop_at_their_end),
        cmocka_unit_test(test_links_are_the_same_from_blocks_that_were_used_before),
        cmocka_unit_test(test_wide_forms_are_the_same),
    };
    return cmocka_run_group_tests_name("reuse_search", tests, NULL, NULL);
}
