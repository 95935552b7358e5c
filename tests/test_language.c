/* test_language.c: the arithmetic of the network, its trees, its model file; tags, lemmas and trees of texts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "language/kernels_tiles.h"
#include "language/model.h"
#include "language/seen.h"
#include "text/text.h"

/* ---- arithmetic ---------------------------------------------------------------------------------------- */

/* Numerical Recipes' linear congruential generator: the same numbers everywhere. */
static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static float draw_float(uint32_t *state) { return (float)((int32_t)(draw(state) & 0xFFFF) - 0x8000) / 4096.0f; }

enum { IN = 96, OUT = 40, ROWS = 11, OUTPUTS = 48 };

static uint64_t hash_floats(const float *x, size_t n) { return stm_fnv(STM_FNV, (const char *)x, n * sizeof *x); }

static void test_products(void **state)
{
    static int8_t w[OUTPUTS * IN], q[ROWS * IN];
    static int32_t more[OUTPUTS];
    static float scale[OUTPUTS], bias[OUTPUTS], x[ROWS * IN], y[ROWS * OUTPUTS], step[ROWS];
    stm_linear l = { IN, OUT, w, more, scale, bias, IN / 4, NULL, NULL };
    uint32_t seed = 7;
    (void)state;
    for (size_t i = 0; i < OUTPUTS * IN; i++) {
        w[i] = (int8_t)((int32_t)(draw(&seed) % 127) - 63);
        more[i / (16 * IN) * 16 + i / 4 % 16] += 128 * w[i];
    }
    for (size_t i = 0; i < OUTPUTS; i++) {
        scale[i] = draw_float(&seed) / 1000;
        bias[i] = draw_float(&seed);
    }
    for (size_t i = 0; i < ROWS * IN; i++) {
        x[i] = draw_float(&seed);
    }
    for (size_t r = 0; r < ROWS; r++) {
        stm_quantize(x + r * IN, IN, q + r * IN, &step[r]);
    }
    stm_linear_apply(&l, q, step, ROWS, y, OUTPUTS);
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t o = 0; o < OUT; o++) {
            const int8_t *block = w + o / 16 * 16 * IN;
            int64_t sum = 0;
            float want;
            for (size_t k = 0; k < IN; k++) {
                sum += (int64_t)q[r * IN + k] * block[(k / 4 * 16 + o % 16) * 4 + k % 4];
            }
            want = bias[o] + (float)sum * (scale[o] * step[r]);
            assert_memory_equal(&y[r * OUTPUTS + o], &want, sizeof want);
        }
    }
    assert_int_equal(stm_dot(q, q + IN, IN), stm_dot(q + IN, q, IN));
}

/* Rows one by one, and any number of them together: the same numbers for every number of outputs. */
static void test_any_rows(void **state)
{
    enum { WIDTH = 32, MOST = 112, MANY = 19 };
    static int8_t w[MOST * WIDTH], q[MANY * WIDTH];
    static int32_t more[MOST];
    static float scale[MOST], bias[MOST], step[MANY], one[MANY * MOST], all[MANY * MOST];
    uint32_t seed = 5;
    (void)state;
    for (size_t i = 0; i < MOST * WIDTH; i++) {
        w[i] = (int8_t)((int32_t)(draw(&seed) % 127) - 63);
        more[i / (16 * WIDTH) * 16 + i / 4 % 16] += 128 * w[i];
    }
    for (size_t i = 0; i < MANY * WIDTH; i++) {
        q[i] = (int8_t)((int32_t)(draw(&seed) % 255) - 127);
        step[i / WIDTH] = draw_float(&seed);
        scale[i % MOST] = draw_float(&seed);
        bias[i % MOST] = draw_float(&seed);
    }
    for (uint32_t out = 16; out <= MOST; out += 16) {
        stm_linear l = { WIDTH, out, w, more, scale, bias, WIDTH / 4, NULL, NULL };
        for (uint32_t rows = 1; rows <= MANY; rows++) {
            memset(all, 0xFF, sizeof all);
            stm_linear_apply(&l, q, step, rows, all, out);
            for (uint32_t r = 0; r < rows; r++) {
                stm_linear_apply(&l, q + (size_t)r * WIDTH, step + r, 1, one + (size_t)r * out, out);
            }
            assert_memory_equal(all, one, (size_t)rows * out * sizeof *all);
            assert_true(rows == MANY || memcmp(&all[(size_t)rows * out], "\377\377\377\377", 4) == 0);
        }
    }
}

/* A map with lists of fours is the map that has zeros for the others, at every length of the lists and number of rows;
 * so it is once it is laid out in tiles, where the processor has them. */
static void test_lists(void **state)
{
    enum { FOURS = 32, WIDTH = 4 * FOURS, BLOCKS = 5, MOST = 16 * BLOCKS, MANY = 37 };
    static int8_t all[MOST * WIDTH], some[MOST * WIDTH], q[MANY * WIDTH];
    static _Alignas(64) int8_t laid[MOST * WIDTH];
    static uint8_t at[BLOCKS * FOURS];
    static int32_t more[MOST];
    static float scale[MOST], bias[MOST], step[MANY], want[MANY * MOST], got[MANY * MOST];
    bool tiles = stm_tiles_allowed();
    uint32_t seed = 3;
    (void)state;
    for (size_t i = 0; i < MANY * WIDTH; i++) {
        q[i] = (int8_t)((int32_t)(draw(&seed) % 255) - 127);
        step[i / WIDTH] = draw_float(&seed);
        scale[i % MOST] = draw_float(&seed);
        bias[i % MOST] = draw_float(&seed);
    }
    for (uint32_t fours = 1; fours <= FOURS; fours++) {
        stm_linear l = { WIDTH, MOST, all, more, scale, bias, FOURS, NULL, NULL };
        stm_linear thin = { WIDTH, MOST, some, more, scale, bias, fours, at, NULL };
        uint32_t n = 0;
        memset(all, 0, sizeof all);
        memset(more, 0, sizeof more);
        for (uint32_t k = 0; k < BLOCKS * FOURS; k++) {
            if (draw(&seed) % (FOURS - k % FOURS) < fours * (k / FOURS + 1) - n) { /* as many of each block */
                for (uint32_t i = 0; i < 64; i++) {
                    int8_t w = (int8_t)((int32_t)(draw(&seed) % 127) - 63);
                    some[64 * n + i] = all[64 * k + i] = w;
                    more[k / FOURS * 16 + i / 4] += 128 * w;
                }
                at[n++] = (uint8_t)(k % FOURS);
            }
        }
        assert_int_equal(n, BLOCKS * fours);
        assert_int_equal(stm_tiles_bytes(&thin), sizeof laid);
        stm_tiles_lay_out(&thin, laid);
        assert_memory_equal(laid, all, sizeof laid);
        for (uint32_t rows = 1; rows <= MANY; rows++) {
            stm_linear_apply(&l, q, step, rows, want, MOST);
            stm_linear_apply(&thin, q, step, rows, got, MOST);
            assert_memory_equal(got, want, (size_t)rows * MOST * sizeof *want);
            thin.tiles = tiles ? laid : NULL;
            memset(got, 0xFF, sizeof got);
            stm_linear_apply(&thin, q, step, rows, got, MOST);
            assert_memory_equal(got, want, (size_t)rows * MOST * sizeof *want);
            assert_true(rows == MANY || memcmp(&got[(size_t)rows * MOST], "\377\377\377\377", 4) == 0);
            thin.tiles = NULL;
        }
    }
}

/* Every processor and compiler gives these bits. */
static void test_same_bits(void **state)
{
    enum { H = 80, WORDS = 5 }; /* cells by fours of vectors, and one left over */
    static float u[WORDS * 3 * H], x[WORDS * H], y[WORDS * H], peepholes[2 * H], t[64];
    const float *u_of[WORDS], *x_of[WORDS];
    float *y_of[WORDS];
    const stm_sru sru = { H, WORDS, peepholes, peepholes + H, u_of, x_of, y_of, false };
    int8_t q[64];
    float step;
    uint32_t seed = 11;
    (void)state;
    for (uint32_t w = 0; w < WORDS; w++) {
        u_of[w] = u + w * 3 * H;
        x_of[w] = x + w * H;
        y_of[w] = y + w * H;
        for (uint32_t i = 0; i < 3 * H; i++) { /* also beyond where the gates are flat */
            u[w * 3 * H + i] = 4 * draw_float(&seed);
        }
        for (uint32_t i = 0; i < H; i++) {
            x[w * H + i] = draw_float(&seed);
        }
    }
    for (uint32_t i = 0; i < 2 * H; i++) {
        peepholes[i] = draw_float(&seed);
    }
    for (uint32_t i = 0; i < 64; i++) {
        t[i] = draw_float(&seed);
    }
    stm_sru_run(&sru);
    stm_quantize(t, 64, q, &step);
    stm_tanh(t, 64);
    assert_true(hash_floats(y, WORDS * H) == UINT64_C(0x2f1fec03a7beb88b));
    assert_true(hash_floats(t, 64) == UINT64_C(0xf2235a3eb0e383a5));
    assert_true(stm_fnv(STM_FNV, (const char *)q, sizeof q) == UINT64_C(0xfe45881a502ea4f9));
    for (size_t i = 0; i < 64; i++) {
        assert_true(t[i] >= -1.0f && t[i] <= 1.0f);
    }
}

/* ---- trees --------------------------------------------------------------------------------------------- */

static bool is_tree(const uint32_t *heads, uint32_t n, uint32_t *root)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i + 1, steps = 0;
        roots += heads[i] == 0;
        *root = heads[i] == 0 ? i : *root;
        while (at != 0 && steps++ <= n) {
            at = heads[at - 1];
        }
        if (at != 0) {
            return false;
        }
    }
    return roots == 1;
}

/* The best tree under the given root, by trying all. */
static float best_tree(const float *scores, uint32_t n, uint32_t root)
{
    uint32_t heads[5] = { 0 }, count = 1, r = 0;
    float best = -1e30f;
    for (uint32_t i = 0; i < n; i++) {
        count *= n + 1;
    }
    for (uint32_t k = 0; k < count; k++) {
        uint32_t left = k;
        float sum = 0;
        for (uint32_t i = 0; i < n; i++) {
            heads[i] = left % (n + 1);
            left /= n + 1;
            sum += scores[i * (n + 1) + heads[i]];
        }
        if (sum > best && is_tree(heads, n, &r) && r == root) {
            best = sum;
        }
    }
    return best;
}

static void test_trees(void **state)
{
    stm_tree_scratch *scratch = malloc(stm_tree_scratch_bytes());
    static float scores[STM_UNIT_MAX * (STM_UNIT_MAX + 1)], copy[5 * 6];
    uint32_t heads[STM_UNIT_MAX], seed = 3, root = 0;
    (void)state;
    assert_non_null(scratch);
    for (int round = 0; round < 1000; round++) {
        uint32_t n = 1 + draw(&seed) % 5;
        float sum = 0;
        for (uint32_t i = 0; i < n * (n + 1); i++) {
            scores[i] = copy[i] = draw_float(&seed);
        }
        stm_tree_decode(scores, n, heads, scratch);
        assert_true(is_tree(heads, n, &root));
        for (uint32_t i = 0; i < n; i++) {
            sum += copy[i * (n + 1) + heads[i]];
        }
        assert_true(sum > best_tree(copy, n, root) - 1e-3f);
    }
    for (int round = 0; round < 20; round++) {
        uint32_t n = STM_UNIT_MAX - (uint32_t)round;
        for (uint32_t i = 0; i < n * (n + 1); i++) {
            scores[i] = round % 2 == 0 ? draw_float(&seed) : 0;
        }
        stm_tree_decode(scores, n, heads, scratch);
        assert_true(is_tree(heads, n, &root));
    }
    free(scratch);
}

/* ---- texts --------------------------------------------------------------------------------------------- */

typedef struct parse_call {
    stm_arena *arena;
    const stm_model *model;
    stm_article article;
} parse_call;

static void parse(void *arg)
{
    parse_call *c = arg;
    stm_text_split(c->arena, &c->article);
    stm_language_parse(c->arena, c->model, &c->article);
}

static int open_model(void **state)
{
    stm_err err = { 0 };
    stm_model *model;
    if (stm_model_open(NULL, &model, &err) != STM_OK) {
        print_message("%s\n", err.message);
        return -1;
    }
    *state = model;
    return 0;
}

static int close_model(void **state)
{
    stm_model_close(*state);
    return 0;
}

/* Parses, and checks that every sentence is a tree with one root and every token has its tags. */
static void parse_text(const stm_model *model, stm_arena *arena, parse_call *c, stm_str text)
{
    stm_err err = { 0 };
    c->arena = arena;
    c->model = model;
    stm_article_init(&c->article);
    c->article.text = text;
    assert_int_equal(stm_arena_protect(arena, parse, c), STM_OK);
    assert_true(stm_article_validate(&c->article, &err));
    for (uint32_t s = 0; s < c->article.sentences.n; s++) {
        const stm_sentence *sent = &c->article.sentences.at[s];
        uint32_t *heads = malloc(sent->n_tokens * sizeof *heads), root = 0;
        assert_non_null(heads);
        for (uint32_t i = 0; i < sent->n_tokens; i++) {
            const stm_token *t = &c->article.tokens.at[sent->first_token + i];
            heads[i] = t->head == STM_NONE ? 0 : t->head - sent->first_token + 1;
            assert_true(t->upos != STM_UPOS_NONE && t->xpos != STM_XPOS_NONE && t->deprel != STM_DEP_NONE);
            assert_true((t->head == STM_NONE) == (t->deprel == STM_DEP_ROOT));
            assert_non_null(t->lemma.p);
        }
        assert_true(is_tree(heads, sent->n_tokens, &root));
        free(heads);
    }
}

/* "form/UPOS/lemma/deprel" of all tokens against `want`. */
static void check(const stm_model *model, const char *text, const char *want)
{
    stm_arena arena;
    parse_call c;
    char got[2000] = "";
    size_t n = 0;
    stm_arena_init(&arena, 0);
    parse_text(model, &arena, &c, stm_str_of(text));
    for (uint32_t i = 0; i < c.article.tokens.n; i++) {
        const stm_token *t = &c.article.tokens.at[i];
        stm_str form = stm_token_form(&c.article, i);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s/%s/%.*s/%s", i == 0 ? "" : " ", (int)form.n, form.p,
                              stm_upos_name((stm_upos)t->upos), (int)t->lemma.n, t->lemma.p,
                              stm_deprel_name((stm_deprel)t->deprel));
    }
    assert_string_equal(got, want);
    stm_arena_fini(&arena);
}

static void test_plain_sentences(void **state)
{
    check(*state, "The minister said that the bridges were closed.",
          "The/DET/the/det minister/NOUN/minister/nsubj said/VERB/say/root that/SCONJ/that/mark the/DET/the/det "
          "bridges/NOUN/bridge/nsubj:pass were/AUX/be/aux:pass closed/VERB/close/ccomp ./PUNCT/./punct");
    check(*state, "She didn't say who paid.",
          "She/PRON/she/nsubj did/AUX/do/aux n't/PART/not/advmod say/VERB/say/root who/PRON/who/nsubj "
          "paid/VERB/pay/ccomp "
          "./PUNCT/./punct");
    check(*state, "At least 12 people were killed, police said.",
          "At/ADP/at/case least/ADJ/least/nmod 12/NUM/12/nummod people/NOUN/people/nsubj:pass were/AUX/be/aux:pass "
          "killed/VERB/kill/ccomp ,/PUNCT/,/punct police/NOUN/police/nsubj said/VERB/say/root ./PUNCT/./punct");
}

static void test_lemmas(void **state)
{
    static const struct {
        const char *form, *lemma;
        stm_upos upos;
        stm_xpos xpos;
    } cases[] = {
        { "provoked", "provoke", STM_VERB, STM_XP_VBD },  { "condemned", "condemn", STM_VERB, STM_XP_VBN },
        { "went", "go", STM_VERB, STM_XP_VBN },           { "carries", "carry", STM_VERB, STM_XP_VBZ },
        { "Said", "say", STM_VERB, STM_XP_VBD },          { "n't", "not", STM_PART, STM_XP_RB },
        { "n\xE2\x80\x99t", "not", STM_PART, STM_XP_RB }, { "women", "woman", STM_NOUN, STM_XP_NNS },
        { "ferries", "ferry", STM_NOUN, STM_XP_NNS },     { "churches", "church", STM_NOUN, STM_XP_NNS },
        { "bigger", "big", STM_ADJ, STM_XP_JJR },         { "Okello", "Okello", STM_PROPN, STM_XP_NNP },
        { "zorbled", "zorble", STM_VERB, STM_XP_VBD },    { "They", "they", STM_PRON, STM_XP_PRP },
    };
    stm_arena arena;
    stm_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const stm_model *model = *state;
        stm_str got = stm_lemma(&arena, &model->parser, stm_str_of(cases[i].form), cases[i].upos, cases[i].xpos);
        assert_int_equal(got.n, strlen(cases[i].lemma));
        assert_memory_equal(got.p, cases[i].lemma, got.n);
    }
    stm_arena_fini(&arena);
}

static void test_hard_texts(void **state)
{
    static const char *const texts[] = {
        "",
        "   ",
        ".",
        "\"",
        "a",
        "THE COURT FREED ALL OF THE MEN ON FRIDAY.",
        "the court freed all of the men on friday .",
        ("Der Minister trat am Freitag zur\xC3\xBC"
         "ck."),
        "\xE4\xB8\x9C\xE4\xBA\xAC\xE3\x80\x82",
        "\xD0\x9C\xD0\xB8\xD1\x80!",
        "((((((((((((",
        "l l l l l 1 1 1 1 |||| ~~~ ^^",
    };
    stm_arena arena;
    parse_call c;
    stm_buf buf = { 0 };
    stm_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        parse_text(*state, &arena, &c, stm_str_of(texts[i]));
    }
    c.arena = &arena;
    for (uint32_t i = 0; i < 10000; i++) { /* one sentence */
        stm_buf_addz(&arena, &buf, i % 7 == 6 ? "and, " : "ships sail ");
    }
    parse_text(*state, &arena, &c, stm_buf_str(&buf));
    assert_int_equal(c.article.sentences.n, 1);
    stm_arena_fini(&arena);
}

/* What stands before and behind a sentence does not change its tree. */
static void test_independent(void **state)
{
    static const char *const alone = "The striker signed a new contract with the club.";
    stm_arena arena;
    parse_call one, many;
    stm_arena_init(&arena, 0);
    parse_text(*state, &arena, &one, stm_str_of(alone));
    parse_text(*state, &arena, &many,
               stm_str_format(&arena, "It rained all day in the valley.\n\n%s\n\nNobody came.", alone));
    for (uint32_t i = 0; i < one.article.tokens.n; i++) {
        const stm_token *a = &one.article.tokens.at[i];
        const stm_token *b = &many.article.tokens.at[many.article.sentences.at[1].first_token + i];
        assert_int_equal(a->upos, b->upos);
        assert_int_equal(a->deprel, b->deprel);
        assert_true(a->head == STM_NONE ? b->head == STM_NONE
                                        : b->head - a->head == many.article.sentences.at[1].first_token);
    }
    stm_arena_fini(&arena);
}

/* Tags and trees of two stretches are the same. */
static void assert_same_parse(const stm_article *a, uint32_t a_from, const stm_article *b, uint32_t b_from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const stm_token *x = &a->tokens.at[a_from + i], *y = &b->tokens.at[b_from + i];
        assert_true(x->upos == y->upos && x->xpos == y->xpos && x->deprel == y->deprel);
        assert_int_equal(x->head == STM_NONE ? STM_NONE : x->head - a_from,
                         y->head == STM_NONE ? STM_NONE : y->head - b_from);
    }
}

/* A model that has seen more words than it keeps, and a sentence before, gives what a fresh one gives. */
static void test_seen_words(void **state)
{
    static const char *const text = "The ferryman of Ossel would not say whether seventeen mouldy crates had sunk.";
    static const char *const like = "Whether seventeen mouldy crates had sunk the ferryman of Ossel would not say.";
    stm_model *used = NULL;
    stm_arena arena;
    parse_call fresh, first, many, twice;
    stm_buf buf = { 0 };
    uint32_t n;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_model_open(NULL, &used, NULL), STM_OK);
    parse_text(*state, &arena, &fresh, stm_str_of(text));
    parse_text(used, &arena, &first, stm_str_of(like));
    many.arena = &arena;
    for (uint32_t i = 0; i < 20000; i++) {
        stm_buf_format(&arena, &buf, "w%ux%s", i * 7919, i % 20 == 19 ? ". " : " ");
    }
    stm_buf_format(&arena, &buf, "\n\n%s", text);
    parse_text(used, &arena, &many, stm_buf_str(&buf));
    n = fresh.article.tokens.n;
    assert_same_parse(&fresh.article, 0, &many.article, many.article.tokens.n - n, n);
    parse_text(used, &arena, &twice,
               STM_STR("Nobody knew. The ferryman of Ossel would not say whether seventeen mouldy "
                       "crates had sunk. And the ferry? It was gone."));
    assert_same_parse(&fresh.article, 0, &twice.article, twice.article.sentences.at[1].first_token, n);
    stm_model_close(used);
    stm_arena_fini(&arena);
}

/* What is kept of sentences, over and over its room; a form that differs, or a space, is another sentence. */
static void test_seen_sentences(void **state)
{
    enum { KEPT = 60000, LATE = 5000, WORDS = 20 };
    stm_seen *seen = stm_seen_new();
    char text[WORDS * 8];
    stm_token tokens[WORDS];
    stm_sentence sentence = { .n_tokens = WORDS };
    stm_article a = { .text = { text, sizeof text },
                      .tokens = { tokens, WORDS, WORDS },
                      .sentences = { &sentence, 1, 1 } };
    uint32_t recalled = 0;
    (void)state;
    assert_non_null(seen);
    for (uint32_t i = 0; i < KEPT + LATE; i++) { /* at last those that were kept last */
        uint32_t number = i < KEPT ? i : i - LATE;
        for (uint32_t k = 0; k < WORDS; k++) {
            (void)snprintf(text + 8 * k, 8, "%07u", number);
            tokens[k] = (stm_token){ .at = { 8 * k, 8 * k + 7 + (k % 3 == 0) }, .upos = (uint8_t)(number % 17) };
            tokens[k].head = k == number % WORDS ? STM_NONE : number % WORDS;
        }
        if (i < KEPT) {
            assert_false(stm_seen_recall(seen, &a, 0, WORDS));
            stm_seen_keep(seen, &a, 0, WORDS);
            continue;
        }
        tokens[3].upos = 77;
        if (stm_seen_recall(seen, &a, 0, WORDS)) {
            recalled++;
            assert_int_equal(tokens[3].upos, number % 17);
            assert_int_equal(tokens[3].head, 3 == number % WORDS ? STM_NONE : number % WORDS);
            text[8 * 7]++;
            assert_false(stm_seen_recall(seen, &a, 0, WORDS));
            text[8 * 7]--;
            tokens[7].at.start--; /* the space is gone */
            assert_false(stm_seen_recall(seen, &a, 0, WORDS));
        }
    }
    assert_in_range(recalled, LATE / 2, LATE); /* hashes that meet cost some */
    stm_seen_free(seen);
}

/* Pairs of rows are products of each with each. */
static void test_pairs(void **state)
{
    enum { WIDE = 132, A = 21, B = 37 };
    static int8_t a[A * WIDE], b[B * WIDE];
    static float a_step[A], b_step[B], bias[B], out[A * B];
    stm_pairs pairs = { WIDE, A, B, a, b, a_step, b_step, bias };
    uint32_t seed = 5;
    (void)state;
    for (size_t i = 0; i < A * WIDE; i++) {
        a[i] = (int8_t)((int32_t)(draw(&seed) % 255) - 127);
    }
    for (size_t i = 0; i < B * WIDE; i++) {
        b[i] = (int8_t)((int32_t)(draw(&seed) % 255) - 127);
    }
    for (size_t i = 0; i < B; i++) {
        a_step[i % A] = draw_float(&seed);
        b_step[i] = draw_float(&seed);
        bias[i] = draw_float(&seed);
    }
    stm_pairs_apply(&pairs, out);
    for (size_t i = 0; i < A; i++) {
        for (size_t j = 0; j < B; j++) {
            float unit = a_step[i] * b_step[j], want;
            int32_t sum = 0;
            for (size_t k = 0; k < WIDE; k++) {
                sum += a[i * WIDE + k] * b[j * WIDE + k];
            }
            want = (float)sum * unit + bias[j];
            assert_memory_equal(&out[i * B + j], &want, sizeof want);
        }
    }
}

/* The greatest of numbers, the first of equal ones, at every length. */
static void test_best(void **state)
{
    uint32_t seed = 9;
    (void)state;
    for (uint32_t n = 1; n < 70; n++) {
        float x[70];
        uint32_t at = 0;
        for (uint32_t i = 0; i < n; i++) {
            x[i] = (float)(draw(&seed) % 9) - 10.0f;
            at = x[i] > x[at] ? i : at;
        }
        assert_int_equal(stm_best(x, n), at);
    }
}

static void test_damaged_files(void **state)
{
    const stm_model *model = *state;
    stm_sections file = model->file;
    stm_parser parser;
    stm_err err;
    size_t lengths[] = { 0, 1, 15, 16, 100, 1000, 5000, file.n / 2, file.n - 1 };
    char head[4096];
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        stm_sections part = { file.p, lengths[i] };
        assert_true(stm_parser_load(&part, &parser, &err) == STM_FORMAT || lengths[i] == file.n - 1);
    }
    for (size_t i = 0; i < sizeof head; i++) { /* a changed byte gives an error or a model, never a crash */
        stm_sections part = { head, sizeof head };
        memcpy(head, file.p, sizeof head);
        head[i] = (char)(head[i] ^ 0x55);
        (void)!stm_parser_load(&part, &parser, &err);
    }
    assert_int_equal(stm_model_open("/nowhere/at/all", &(stm_model *){ NULL }, &err), STM_IO);
}

/* What loading the model says when layer two has these lists; they become a section of their own at the end. */
static stm_status load_with_lists(const stm_model *model, const uint8_t *lists, size_t n)
{
    enum { HEAD = 16, ENTRY = 32 };
    const stm_sections *file = &model->file;
    uint32_t count;
    size_t end = (file->n + 63) / 64 * 64, old;
    char *p = calloc(1, end + 64 + n);
    stm_sections made = { p, end + 64 + n };
    stm_parser parser;
    stm_err err;
    stm_status status;
    assert_non_null(p);
    memcpy(&count, file->p + 12, sizeof count);
    old = HEAD + (size_t)count * ENTRY;
    memcpy(p, file->p, old);
    memcpy(p + old + 64, file->p + old, file->n - old); /* all sections 64 bytes later: room for one entry */
    for (uint32_t i = 0; i < count; i++) {
        uint64_t at;
        memcpy(&at, p + HEAD + (size_t)i * ENTRY + 16, sizeof at);
        at += 64;
        memcpy(p + HEAD + (size_t)i * ENTRY + 16, &at, sizeof at);
    }
    memcpy(p + old, "layer0.k", 8); /* the first layer is whole */
    memcpy(p + old + 16, &(uint64_t){ end + 64 }, 8);
    memcpy(p + old + 24, &(uint64_t){ n }, 8);
    memcpy(p + end + 64, lists, n);
    count++;
    memcpy(p + 12, &count, sizeof count);
    status = stm_parser_load(&made, &parser, &err);
    free(p);
    return status;
}

static void test_file_lists(void **state)
{
    const stm_model *model = *state;
    uint32_t blocks = stm_blocks(3 * model->parser.d), fours = model->parser.d / 4, half = fours / 2;
    uint8_t *lists = calloc(blocks, 2 * (size_t)fours);
    assert_non_null(lists);
    for (uint32_t i = 0; i < blocks * half; i++) {
        lists[i] = (uint8_t)(2 * (i % half) + 1);
    }
    assert_int_equal(load_with_lists(model, lists, (size_t)blocks * half), STM_OK);
    assert_int_equal(load_with_lists(model, lists, (size_t)blocks * half - 1), STM_FORMAT); /* not as many in each */
    lists[half - 1] = (uint8_t)fours;                                                       /* no such four */
    assert_int_equal(load_with_lists(model, lists, (size_t)blocks * half), STM_FORMAT);
    lists[half - 1] = lists[half - 2]; /* twice the same */
    assert_int_equal(load_with_lists(model, lists, (size_t)blocks * half), STM_FORMAT);
    for (uint32_t i = 0; i < blocks * (fours + 1); i++) {
        lists[i] = (uint8_t)(i % (fours + 1));
    }
    assert_int_equal(load_with_lists(model, lists, (size_t)blocks * (fours + 1)), STM_FORMAT); /* more than there are */
    free(lists);
}

static int32_t product(const int8_t *x, const int8_t *y, uint32_t n)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

static void test_word_vectors(void **state)
{
    stm_model *model = NULL;
    const int8_t *doctor, *nurse, *gravel;
    uint32_t n;
    (void)state;
    assert_int_equal(stm_model_open(NULL, &model, NULL), STM_OK);
    n = stm_language_dims(model);
    assert_true(n > 0);
    doctor = stm_language_vector(model, STM_STR("doctor"));
    nurse = stm_language_vector(model, STM_STR("nurse"));
    gravel = stm_language_vector(model, STM_STR("gravel"));
    assert_non_null(doctor);
    assert_non_null(nurse);
    assert_non_null(gravel);
    assert_ptr_equal(stm_language_vector(model, STM_STR("Doctor")), doctor);
    assert_true(product(doctor, nurse, n) > product(doctor, gravel, n));
    assert_null(stm_language_vector(model, STM_STR("qxzvorple")));
    assert_null(stm_language_vector(model, STM_STR("")));
    stm_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_any_rows),
        cmocka_unit_test(test_same_bits),
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_plain_sentences),
        cmocka_unit_test(test_lemmas),
        cmocka_unit_test(test_hard_texts),
        cmocka_unit_test(test_independent),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_seen_words),
        cmocka_unit_test(test_seen_sentences),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_best),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_file_lists),
        cmocka_unit_test(test_word_vectors),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
