/* test_reuse.c: the stage reuse, step by step and as a whole. All texts are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reuse/arborescence.h"
#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

static const char mill[] =
    "Fire broke out at the old paper mill in Harwick on Tuesday night, and firefighters needed six hours to bring the "
    "flames under control, the county fire service said.\n\n"
    "Nobody was hurt, but twelve families from the houses behind the mill had to spend the night in a school gym.\n\n"
    "The mill, which closed nine years ago, was to be turned into flats next spring. Its owner, a building firm from "
    "Elmsford, said the plans would be looked at again once the walls had been tested.\n\n"
    "Fire chief Dora Lindqvist told a news conference that the cause was not known. \"We found two gas bottles on the "
    "second floor that should not have been there,\" she said.";
static const char mill_edited[] =
    "Fire broke out at the old paper mill in Harwick late on Tuesday, and firefighters needed 6 hours to bring the "
    "flames under control, the county fire service said.\n\n"
    "Nobody was hurt, but 12 families from the houses behind the mill had to spend the night in a school gym.\n\n"
    "Fire chief Dora Lindqvist told a news conference that the cause was not known. “We found two gas bottles on the "
    "second floor that should not have been there,” she said.";
static const char ferry[] =
    "The ferry between Port Sollen and the islands will run every half hour from May, the company announced, after a "
    "winter in which commuters had complained of crowded decks and missed connections. Tickets become dearer by a "
    "tenth. A spokesman for the islands' council called the timetable a good start.";

typedef struct set {
    stm_arena arena;
    stm_article *articles;
    const stm_article **list;
    uint32_t n, cap;
} set;

static void make_set(void *arg)
{
    set *s = arg;
    s->articles = STM_NEW_ARRAY(&s->arena, stm_article, s->cap);
    s->list = STM_NEW_ARRAY(&s->arena, const stm_article *, s->cap);
}

static void set_init(set *s, uint32_t cap)
{
    memset(s, 0, sizeof *s);
    stm_arena_init(&s->arena, 0);
    s->cap = cap;
    assert_int_equal(stm_arena_protect(&s->arena, make_set, s), STM_OK);
}

static stm_article *set_add(set *s, const char *text)
{
    stm_article *a = &s->articles[s->n];
    stm_article_init(a);
    a->text = stm_str_of(text);
    s->list[s->n++] = a;
    return a;
}

static void set_run(set *s, uint32_t threads, stm_reuse *out)
{
    stm_reuse_options options = { .threads = threads };
    assert_int_equal(stm_reuse_run(&s->arena, s->list, s->n, &options, out, NULL), STM_OK);
}

static const stm_pair *pair_of(const stm_reuse *r, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < r->pairs.n; i++) {
        if (r->pairs.at[i].a == a && r->pairs.at[i].b == b) {
            return &r->pairs.at[i];
        }
    }
    return NULL;
}

typedef struct fold_case {
    const char *a, *b;
    stm_arena arena;
} fold_case;

static void compare_folds(void *arg)
{
    fold_case *c = arg;
    const stm_folds *folds = stm_folds_new(&c->arena);
    stm_article a, b;
    stm_rtext ta, tb;
    stm_article_init(&a);
    stm_article_init(&b);
    a.text = stm_str_of(c->a);
    b.text = stm_str_of(c->b);
    stm_reuse_text(&c->arena, folds, &a, &ta);
    stm_reuse_text(&c->arena, folds, &b, &tb);
    assert_int_equal(ta.n_letters, tb.n_letters);
    assert_memory_equal(ta.letters, tb.letters, ta.n_letters);
    for (uint32_t w = 0; w < ta.n_words; w++) {
        assert_true(ta.bytes[w] > 0 && stm_rtext_end(&ta, w) <= a.text.n);
    }
}

/* A word that takes many bytes is cut, one that is written in two words far apart stays two. */
static void take_long_words(void *arg)
{
    stm_arena *arena = arg;
    const stm_folds *folds = stm_folds_new(arena);
    stm_buf text = { 0 };
    stm_article a;
    stm_rtext t;
    stm_article_init(&a);
    stm_buf_addz(arena, &text, "o");
    for (uint32_t k = 0; k < 100; k++) {
        stm_buf_addz(arena, &text, "&rsquo;");
    }
    stm_buf_addz(arena, &text, "clock per");
    for (uint32_t k = 0; k < 300; k++) {
        stm_buf_addz(arena, &text, " ");
    }
    stm_buf_addz(arena, &text, "cent of them");
    a.text = stm_buf_str(&text);
    stm_reuse_text(arena, folds, &a, &t);
    assert_int_equal(t.n_words, 6);
    for (uint32_t w = 0; w < t.n_words; w++) {
        assert_true(stm_rtext_end(&t, w) <= (w + 1 < t.n_words ? t.start[w + 1] : a.text.n));
    }
    assert_int_equal(stm_rtext_end(&t, 0), 1);
}

static void test_words_of_many_bytes_are_cut(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, take_long_words, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void test_house_style_is_folded(void **state)
{
    static const char *const same[][2] = {
        { "rose 5 percent", "rose five per cent" },
        { "rose 5%", "Rose 5 PERCENT" },
        { "the U.S. Navy", "the US navy" },
        { "an organization's program", "an organisation's programme" },
        { "the labor theater", "the labour theatre" },
        { "\"Don't,\" he said", "“Don’t,” he said" },
        { "$3 billion", "$3bn" },
        { "1,250 people", "1250 people" },
        { "exam-\nple text", "example text" },
        { "Jan. 4", "January 4" },
        { "S&amp;P said &quot;no&quot;", "S P said \"no\"" },
        { "Café in Łódź", "Cafe in Lodz" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        fold_case c = { .a = same[i][0], .b = same[i][1] };
        stm_arena_init(&c.arena, 0);
        assert_int_equal(stm_arena_protect(&c.arena, compare_folds, &c), STM_OK);
        stm_arena_fini(&c.arena);
    }
}

static void test_edit_is_found_and_dated(void **state)
{
    set s;
    stm_reuse r;
    const stm_pair *p;
    (void)state;
    set_init(&s, 8);
    set_add(&s, mill_edited)->published_at = 2000;
    set_add(&s, ferry);
    set_add(&s, mill)->published_at = 1000;
    set_run(&s, 1, &r);
    assert_int_equal(r.pairs.n, 1);
    p = pair_of(&r, 0, 2);
    assert_non_null(p);
    assert_true(p->shared_a > 0.9 && p->shared_b > 0.5 && p->shared_b < 0.95);
    assert_int_equal(p->from, 2);
    for (uint32_t i = 0; i < p->passages.n; i++) {
        assert_true(p->passages.at[i].a.end <= s.articles[0].text.n && p->passages.at[i].b.end <= s.articles[2].text.n);
    }
    assert_int_equal(r.families.n, 1);
    assert_int_equal(r.families.at[0].articles.n, 2);
    stm_arena_fini(&s.arena);
}

static void test_copies_are_identical(void **state)
{
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 4);
    set_add(&s, mill);
    set_add(&s, mill);
    set_run(&s, 1, &r);
    assert_int_equal(r.pairs.n, 1);
    assert_int_equal(r.pairs.at[0].relation, STM_REL_IDENTICAL);
    stm_arena_fini(&s.arena);
}

static void test_quotation_alone_makes_no_family(void **state)
{
    static const char other[] =
        "Residents of Harwick demand that the council pull down what is left of the mill. Fire chief Dora Lindqvist "
        "had "
        "said: \"We found two gas bottles on the second floor that should not have been there.\" A petition with four "
        "hundred names was handed in on Thursday morning, and the mayor promised an answer before the end of the "
        "month.";
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 4);
    set_add(&s, mill);
    set_add(&s, other);
    set_run(&s, 1, &r);
    assert_int_equal(r.families.n, 0);
    stm_arena_fini(&s.arena);
}

static void test_forms_are_no_reuse(void **state)
{
    static const char *const names[] = { "Alba Tools", "Berg Paper", "Corin Mills", "Doral Glass" };
    static const char *const days[] = { "Monday", "Tuesday", "Thursday", "Friday" };
    char text[4][600];
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 4);
    for (int i = 0; i < 4; i++) {
        (void)snprintf(
            text[i], sizeof text[i],
            "%s reported a quarterly profit of $%d million, or %d cents a share, on %s. A year ago it had earned "
            "$%d million, or %d cents a share. Revenue rose %d percent to $%d million. Shares of the company "
            "closed at $%d on %s.",
            names[i], 11 + 13 * i, 21 + 7 * i, days[i], 9 + 17 * i, 15 + 11 * i, 3 + 2 * i, 310 + 77 * i, 40 + 9 * i,
            days[(i + 1) % 4]);
        set_add(&s, text[i]);
    }
    set_run(&s, 1, &r);
    assert_int_equal(r.pairs.n, 0);
    stm_arena_fini(&s.arena);
}

static void test_output_does_not_depend_on_threads(void **state)
{
    set s;
    stm_reuse one, four;
    (void)state;
    set_init(&s, 40);
    for (uint32_t i = 0; i < 40; i++) {
        set_add(&s, i % 3 == 0 ? mill : i % 3 == 1 ? mill_edited : ferry);
    }
    set_run(&s, 1, &one);
    set_run(&s, 4, &four);
    assert_int_equal(one.pairs.n, four.pairs.n);
    for (uint32_t i = 0; i < one.pairs.n; i++) {
        assert_int_equal(one.pairs.at[i].a, four.pairs.at[i].a);
        assert_int_equal(one.pairs.at[i].b, four.pairs.at[i].b);
        assert_int_equal(one.pairs.at[i].passages.n, four.pairs.at[i].passages.n);
    }
    stm_arena_fini(&s.arena);
}

/* More copies than links between groups are counted for: one family, and few pairs for each. */
static void test_many_copies_are_one_family(void **state)
{
    enum { COPIES = STM_FAMILY_DENSE + 50 };
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, COPIES);
    for (uint32_t i = 0; i < COPIES; i++) {
        set_add(&s, ferry);
    }
    set_run(&s, 2, &r);
    assert_int_equal(r.families.n, 1);
    assert_int_equal(r.families.at[0].articles.n, COPIES);
    /* the first STM_SEED_CAP copies with all before them, later ones with STM_SEED_BEFORE */
    assert_true(r.pairs.n <= (COPIES - STM_SEED_CAP) * STM_SEED_BEFORE + STM_SEED_CAP * (STM_SEED_CAP - 1) / 2);
    stm_arena_fini(&s.arena);
}

/* Short words with a blank behind them are taken eight letters at a time, others letter by letter: both say the same.
 */
static void compare_ways(void *arg)
{
    static const char words[] = "a be sea Four seven colour Labour all bottle organize fizz theatre science dialogue "
                                "programme programmes encyclopaedia manoeuvre does per cent percent January two "
                                "twelve harbours travelling commissioner Commissioners uncharacteristically grey "
                                "HILLSIDE HILLside COMMENTARY HarbourSide OPEC TWO PER CENT ORGANIZE THEATRE seaBed "
                                "abcdefg abcdefgh abcdefghi abcdefghijklmno abcdefghijklmnop moustache our z tre the";
    fold_case *c = arg;
    const stm_folds *folds = stm_folds_new(&c->arena);
    char other[sizeof words];
    stm_article a, b;
    stm_rtext ta, tb;
    memcpy(other, words, sizeof words);
    for (size_t i = 0; i < sizeof other; i++) {
        other[i] = other[i] == ' ' ? '/' : other[i];
    }
    stm_article_init(&a);
    stm_article_init(&b);
    a.text = stm_str_of(words);
    b.text = stm_str_of(other);
    stm_reuse_text(&c->arena, folds, &a, &ta);
    stm_reuse_text(&c->arena, folds, &b, &tb);
    assert_int_equal(ta.n_words, tb.n_words);
    assert_int_equal(ta.n_letters, tb.n_letters);
    assert_memory_equal(ta.letters, tb.letters, ta.n_letters + STM_LETTERS_PAD);
    assert_memory_equal(ta.hash, tb.hash, ta.n_words * sizeof *ta.hash);
    assert_memory_equal(ta.letter, tb.letter, (ta.n_words + 1) * sizeof *ta.letter);
    assert_memory_equal(ta.start, tb.start, ta.n_words * sizeof *ta.start);
    assert_memory_equal(ta.bytes, tb.bytes, ta.n_words);
    assert_memory_equal(ta.flags, tb.flags, ta.n_words);
    stm_reuse_text_keep(&(stm_folding){ &c->arena, &c->arena, stm_fold_room_new(&c->arena, folds), folds }, &b, &tb);
    for (uint32_t w = 0; w < tb.n_words; w++) {
        for (uint32_t k = stm_rtext_letter(&tb, w); k < stm_rtext_letter(&tb, w + 1); k++) {
            assert_int_equal(stm_rtext_word(&ta, k), w);
            assert_int_equal(stm_rtext_word(&tb, k), w);
        }
    }
}

static void test_words_fold_alike_whatever_stands_behind(void **state)
{
    fold_case c = { .a = NULL };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, compare_ways, &c), STM_OK);
    stm_arena_fini(&c.arena);
}

typedef struct repeat_case {
    stm_arena arena;
} repeat_case;

/* One word over and over: matches stay within their bounds. */
static void match_repeats(void *arg)
{
    repeat_case *c = arg;
    const stm_folds *folds = stm_folds_new(&c->arena);
    char *text = stm_arena_alloc(&c->arena, 60001);
    stm_article a;
    stm_rtext t;
    stm_matcher m;
    for (uint32_t i = 0; i < 60000; i += 6) {
        memcpy(text + i, "again ", 6);
    }
    stm_article_init(&a);
    a.text = (stm_str){ text, 60000 };
    stm_reuse_text(&c->arena, folds, &a, &t);
    stm_matcher_init(&m, &c->arena);
    stm_matcher_set(&m, &t, STM_MATCH_CLEAN);
    stm_matcher_chain(&m, &t, STM_CHAIN_CLEAN);
    assert_true(m.found.n <= STM_MATCH_MAX + STM_MATCH_REPEAT);
}

static void test_repeated_word_is_bounded(void **state)
{
    repeat_case c;
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, match_repeats, &c), STM_OK);
    stm_arena_fini(&c.arena);
}

static void test_empty_and_odd_texts(void **state)
{
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 8);
    set_add(&s, "");
    set_add(&s, "");
    set_add(&s, "%%%%%%%% &&&& ;;;; \"\"\"\"\"\"");
    set_add(&s, "\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x98\x80");
    set_add(&s, "a b c d e f 1b2b3b bn bn bn");
    set_run(&s, 2, &r);
    assert_int_equal(r.pairs.n, 0);
    set_run(&s, 1, &r);
    s.n = 0;
    set_run(&s, 1, &r);
    assert_int_equal(r.families.n, 0);
    stm_arena_fini(&s.arena);
}

static void grow_tree(void *arg)
{
    enum { N = 4 };
    static const int32_t never = INT32_MAX;
    /* the cheapest parents of 1, 2 and 3 are a circle: it must be entered where that costs least */
    const int32_t cost[N * N] = { never, 10, 20, 30, never, never, 1, 9, never, 9, never, 1, never, 1, 9, never };
    uint32_t parent[N];
    stm_arborescence(arg, N, cost, 0, parent);
    assert_int_equal(parent[0], STM_NONE);
    assert_int_equal(parent[1], 0);
    assert_int_equal(parent[2], 1);
    assert_int_equal(parent[3], 2);
}

static void test_arborescence_opens_circles(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, grow_tree, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void test_agencies_sell_texts(void **state)
{
    stm_arena arena;
    stm_map agencies = { 0 };
    stm_article wire, paper, pictures;
    (void)state;
    stm_arena_init(&arena, 1 << 16);
    stm_agencies_init(&arena, &agencies);
    stm_article_init(&wire);
    stm_article_init(&paper);
    stm_article_init(&pictures);
    wire.outlet = stm_str_of("Agence France-Presse");
    paper.outlet = stm_str_of("Harwick Courier");
    pictures.outlet = stm_str_of("Getty Images");
    assert_int_equal(stm_origin_of(&agencies, &wire), STM_ORIGIN_AGENCY);
    assert_int_equal(stm_origin_of(&agencies, &paper), STM_ORIGIN_OUTLET);
    assert_int_equal(stm_origin_of(&agencies, &pictures), STM_ORIGIN_OUTLET);
    stm_arena_fini(&arena);
}

/* The edge into an article, or NULL: it is the root. */
static const stm_edge *edge_into(const stm_family *f, uint32_t node)
{
    for (uint32_t i = 0; i < f->edges.n; i++) {
        if (f->edges.at[i].to == node) {
            return &f->edges.at[i];
        }
    }
    return NULL;
}

#define WIRE_HEAD "HARWICK (Reuters) - "
#define MILL_1                                                                                                         \
    "Fire broke out at the old paper mill in Harwick on Tuesday night, and firefighters needed six hours to bring "    \
    "the flames under control, the county fire service said.\n\n"
#define MILL_2                                                                                                         \
    "Nobody was hurt, but twelve families from the houses behind the mill had to spend the night in a school gym.\n\n"
#define MILL_3                                                                                                         \
    "The mill, which closed nine years ago, was to be turned into flats next spring. Its owner, a building firm "      \
    "from Elmsford, said the plans would be looked at again once the walls had been tested.\n\n"
#define MILL_4                                                                                                         \
    "Fire chief Dora Lindqvist told a news conference that the cause was not known. Two gas bottles had been found "   \
    "on the second floor, she said, where they should not have been.\n\n"
#define MILL_LOCAL                                                                                                     \
    "In Port Sollen, where the mill's paper was once loaded, the harbour master Ines Aldous said that many families "  \
    "had lost their living when it closed, and that few of them had found work since.\n\n"

/* Two papers share a paragraph that the agency has not, and each lacks what the other took from it: neither is the
 * other's source. */
static void test_lost_source_inside_the_tree(void **state)
{
    set s;
    stm_reuse r;
    const stm_family *f;
    const stm_edge *b, *c;
    (void)state;
    set_init(&s, 4);
    set_add(&s, WIRE_HEAD MILL_1 MILL_2 MILL_3 MILL_4)->outlet = stm_str_of("Reuters");
    set_add(&s, MILL_1 MILL_LOCAL MILL_3 MILL_4)->outlet = stm_str_of("Harwick Courier");
    set_add(&s, MILL_1 MILL_2 MILL_LOCAL MILL_4)->outlet = stm_str_of("Elmsford Mail");
    set_run(&s, 1, &r);
    assert_int_equal(r.families.n, 1);
    f = &r.families.at[0];
    assert_int_equal(f->root, 0);
    assert_int_equal(f->n_lost, 1);
    b = edge_into(f, 1);
    c = edge_into(f, 2);
    assert_true(b != NULL && c != NULL && b->from == 3 && c->from == 3);
    assert_int_equal(edge_into(f, 3)->from, 0);
    assert_int_equal(pair_of(&r, 0, 1)->from, 0);
    assert_int_equal(pair_of(&r, 1, 2)->from, STM_NONE);
    stm_arena_fini(&s.arena);
}

/* Nobody names an agency and nothing is dated: a cut text may come from the full one, or both from a third. */
static void test_untold_direction_stays_unknown(void **state)
{
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 4);
    set_add(&s, MILL_1 MILL_2 MILL_3 MILL_4);
    set_add(&s, MILL_1 MILL_2 MILL_3);
    set_run(&s, 1, &r);
    assert_int_equal(pair_of(&r, 0, 1)->from, STM_NONE);
    assert_false(edge_into(&r.families.at[0], 1)->told);
    stm_arena_fini(&s.arena);
}

/* Of two versions of a running text the one that guesses was first; "could not" is no guess. */
static void test_version_that_guesses_was_first(void **state)
{
    set s;
    stm_reuse r;
    const stm_pair *p;
    (void)state;
    set_init(&s, 4);
    set_add(&s, MILL_1 MILL_2 MILL_3
            "The fire was thought to have started on the second floor and might have been set by a former guard, whose "
            "name was not given, a fire officer said. It was unclear how many bottles had been stored there, and some "
            "of them may still be in the yard.");
    set_add(
        &s, MILL_1 MILL_2 MILL_3
        "The fire started on the second floor and was set by Oskar Brandt, 41, a guard who was dismissed last week, "
        "fire chief Dora Lindqvist said. She could not say why. Four gas bottles were found there and three more "
        "lay in the yard behind the boiler house.");
    set_run(&s, 1, &r);
    p = pair_of(&r, 0, 1);
    assert_non_null(p);
    assert_int_equal(p->from, 0);
    assert_true(edge_into(&r.families.at[0], 1)->told);
    stm_arena_fini(&s.arena);
}

/* A text of an unknown outlet in the form in which agencies send theirs out is the source of a newspaper's. */
static void test_wire_form_is_known(void **state)
{
    static const char wire[] =
        WIRE_HEAD MILL_1 MILL_2 MILL_3 MILL_4 "(Reporting by Tilda Marsh; Editing by Owen Pratt)";
    set s;
    stm_reuse r;
    stm_furniture dateline = { STM_FURN_DATELINE, { 0, 19 } }, byline = { STM_FURN_BYLINE, { 0, 0 } };
    stm_credit credit = { STM_STR("Reuters"), STM_CREDIT_TEXT, { 9, 16 } };
    stm_article *a;
    (void)state;
    set_init(&s, 4);
    set_add(&s, MILL_1 MILL_2 MILL_4)->outlet = stm_str_of("Harwick Courier");
    a = set_add(&s, wire);
    byline.at = (stm_span){ (uint32_t)(strstr(wire, "(Reporting") - wire), (uint32_t)strlen(wire) };
    stm_vec_push(&s.arena, &a->furniture, dateline);
    stm_vec_push(&s.arena, &a->furniture, byline);
    stm_vec_push(&s.arena, &a->credits, credit);
    set_run(&s, 1, &r);
    assert_int_equal(pair_of(&r, 0, 1)->from, 1);
    stm_arena_fini(&s.arena);
}

/* A text of the same wording with misread letters is as near to its source as a clean one. */
static void test_misread_words_part_nobody(void **state)
{
    static const char misread[] =
        "Fire brokc out at tbe old papcr mi11 in Harwick on Tuesday nigbt, and firefigbters ncedcd six bours to bring "
        "tbe f1ames under control, tbe county firc servicc said.\n\n"
        "Nobody was hurt, but twclve fami1ies from tbe houscs bebind the mill had to spcnd the night in a schoo1 "
        "gym.\n\n"
        "The mi11, which c1osed nine years ago, was to be turncd into flats next spring. Its owner, a bui1ding firm "
        "from Elmsford, said thc plans wou1d be 1ooked at again once the wal1s had bcen tested.";
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 4);
    set_add(&s, WIRE_HEAD MILL_1 MILL_2 MILL_3 MILL_4)->outlet = stm_str_of("Reuters");
    set_add(&s, misread)->outlet = stm_str_of("Harwick Courier");
    set_add(&s, MILL_1 MILL_2 MILL_3)->outlet = stm_str_of("Elmsford Mail");
    set_run(&s, 1, &r);
    assert_int_equal(r.families.n, 1);
    assert_int_equal(r.families.at[0].n_lost, 0);
    assert_int_equal(edge_into(&r.families.at[0], 1)->from, 0);
    assert_int_equal(edge_into(&r.families.at[0], 2)->from, 0);
    stm_arena_fini(&s.arena);
}

static const char mill_harbour[] =
    "Fire broke out at the old paper mill in Harwick on Tuesday night, and firefighters needed six hours to bring the "
    "flames under control, the county fire service said.\n\n"
    "Nobody was hurt, but twelve families from the houses behind the mill had to spend the night in a school gym.\n\n"
    "A ferryman who passed below the mill shortly before ten told this newspaper that he had seen two boys with a "
    "lantern "
    "on the loading ramp. He shouted at them, and they ran towards the tannery and out of sight.";
static const char mill_echo[] =
    "Nobody was hurt, but twelve families from the houses behind the mill had to spend the night in a school gym.\n\n"
    "A ferryman who passed below the mill shortly before ten told this newspaper that he had seen two boys with a "
    "lantern "
    "on the loading ramp. He shouted at them, and they ran towards the tannery and out of sight.\n\n"
    "The mayor has asked for a meeting of the council, which is to sit on Friday at noon.";

static const stm_line_passage *passage_at(const stm_family *f, uint32_t node, const char *text, const char *words)
{
    uint32_t at = (uint32_t)(strstr(text, words) - text);
    for (uint32_t i = 0; i < f->passages.n; i++) {
        const stm_line_passage *p = &f->passages.at[i];
        if (p->node == node && p->at.start <= at && at < p->at.end) {
            return p;
        }
    }
    return NULL;
}

/* The paper in the middle is a copy in its first paragraphs, a source in the last. */
static void test_copy_in_one_paragraph_source_in_the_next(void **state)
{
    const uint32_t first = 0, middle = 1, last = 2;
    const stm_line_passage *p;
    const stm_family *f;
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 3);
    set_add(&s, mill)->published_at = 1000;
    set_add(&s, mill_harbour)->published_at = 200000;
    set_add(&s, mill_echo)->published_at = 400000;
    set_run(&s, 2, &r);
    assert_int_equal(r.families.n, 1);
    f = &r.families.at[0];
    assert_int_equal(f->articles.n, 3);
    p = passage_at(f, middle, mill_harbour, "needed six hours");
    assert_non_null(p);
    assert_int_equal(p->role, STM_ROLE_COPY);
    assert_int_equal(p->origin, first);
    assert_int_equal(p->from, first);
    p = passage_at(f, middle, mill_harbour, "two boys");
    assert_non_null(p);
    assert_int_equal(p->role, STM_ROLE_SOURCE);
    assert_int_equal(p->origin, middle);
    assert_int_equal(p->from, STM_NONE);
    p = passage_at(f, last, mill_echo, "two boys");
    assert_non_null(p);
    assert_int_equal(p->role, STM_ROLE_COPY);
    assert_int_equal(p->origin, middle);
    p = passage_at(f, last, mill_echo, "twelve families");
    assert_non_null(p);
    assert_int_equal(p->role, STM_ROLE_COPY);
    assert_int_equal(p->origin, first);
    assert_int_equal(p->from, middle);
    assert_null(passage_at(f, last, mill_echo, "The mayor")); /* its own */
    assert_null(passage_at(f, first, mill, "flats next spring"));
    for (uint32_t i = 0; i < f->passages.n; i++) {
        assert_true(f->passages.at[i].confidence > 0 && f->passages.at[i].confidence < 1);
    }
    stm_arena_fini(&s.arena);
}

/* The same without dates: nobody knows who has it from whom. */
static void test_unknown_order_makes_shared_passages(void **state)
{
    set s;
    stm_reuse r;
    (void)state;
    set_init(&s, 2);
    set_add(&s, mill_harbour);
    set_add(&s, mill_echo);
    set_run(&s, 1, &r);
    assert_int_equal(r.families.n, 1);
    assert_true(r.families.at[0].passages.n >= 2);
    for (uint32_t i = 0; i < r.families.at[0].passages.n; i++) {
        assert_int_equal(r.families.at[0].passages.at[i].role, STM_ROLE_SHARED);
        assert_int_equal(r.families.at[0].passages.at[i].origin, STM_NONE);
    }
    stm_arena_fini(&s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_house_style_is_folded),
        cmocka_unit_test(test_words_of_many_bytes_are_cut),
        cmocka_unit_test(test_words_fold_alike_whatever_stands_behind),
        cmocka_unit_test(test_edit_is_found_and_dated),
        cmocka_unit_test(test_copies_are_identical),
        cmocka_unit_test(test_quotation_alone_makes_no_family),
        cmocka_unit_test(test_forms_are_no_reuse),
        cmocka_unit_test(test_output_does_not_depend_on_threads),
        cmocka_unit_test(test_many_copies_are_one_family),
        cmocka_unit_test(test_repeated_word_is_bounded),
        cmocka_unit_test(test_empty_and_odd_texts),
        cmocka_unit_test(test_arborescence_opens_circles),
        cmocka_unit_test(test_agencies_sell_texts),
        cmocka_unit_test(test_lost_source_inside_the_tree),
        cmocka_unit_test(test_untold_direction_stays_unknown),
        cmocka_unit_test(test_version_that_guesses_was_first),
        cmocka_unit_test(test_wire_form_is_known),
        cmocka_unit_test(test_misread_words_part_nobody),
        cmocka_unit_test(test_copy_in_one_paragraph_source_in_the_next),
        cmocka_unit_test(test_unknown_order_makes_shared_passages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
