/* test_reuse_text.c: an article as the stage reuse compares it, folded in either of two forms, and the index of its
 * letters. All texts are invented.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reuse/chain.h"
#include "reuse/reuse_text_parts.h"
#include "reuse/reuse_tuning.h"

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* Marks of letters, one by one and in either form; near the end of the text too. */
static void test_marks_are_what_they_say(void **state)
{
    static const char some[] = "ourzaeoe trncegumsAEOURZMST.,'[{@`\xC3\xA9";
    uint64_t seed = 11;
    (void)state;
    for (uint32_t round = 0; round < 3000; round++) {
        char text[120];
        size_t n = 3 + next(&seed) % 117, at = 2 + next(&seed) % (n - 2);
        stm_text_marks marks;
        for (size_t i = 0; i < n; i++) {
            text[i] = some[next(&seed) % (sizeof some - 1)];
        }
        stm_text_marks_read(text, n, at, &marks);
        for (size_t i = 0; i < STM_TEXT_MARKS && at + i < n; i++) {
            char x = (char)(text[at + i] | 32), one = (char)(text[at + i - 1] | 32),
                 two = (char)(text[at + i - 2] | 32);
            bool small = text[at + i] >= 'a' && text[at + i] <= 'z';
            bool respell =
                x == 'z' || (x == 'e' && (one == 'a' || one == 'o')) || (x == 'r' && one == 'u' && two == 'o');
            bool end = (x == 'e' && ((two == 't' && one == 'r') || (two == 'n' && one == 'c') ||
                                     (two == 'g' && one == 'u') || (two == 'a' && one == 'm'))) ||
                       (x == 's' && one == 'e' && two == 'm');
            assert_int_equal(marks.small >> i & 1, small);
            assert_int_equal(marks.twice >> i & 1, x == one);
            assert_int_equal(marks.respell >> i & 1, respell);
            assert_int_equal(marks.end >> i & 1, end);
        }
    }
}

typedef struct folded {
    stm_arena arena;
    stm_article article;
    stm_rtext text[2];
} folded;

static void fold_both(void *arg)
{
    folded *f = arg;
    const stm_folds *folds = stm_folds_new(&f->arena);
    for (uint32_t k = 0; k < 2; k++) {
        stm_reuse_text_as(&f->arena, folds, &f->article, k == 1 && stm_text_marks_wide(), &f->text[k]);
    }
}

/* Words taken whole in either form are those that are made one letter at a time at the end of a text. */
static void test_words_are_the_same_in_either_form(void **state)
{
    static const char *const some[] = {
        "we",   "don't ", "boss's ",  "you're ", "Ferryman's", "coffee ",        "o'er ",
        "per ", "a's",    "theatre ", "seven ",  "cent ",      "million",        "travelling ",
        "U.S",  ". ",     ", ",       "'",       "2011 ",      "4,500 ",         "labour ",
        "\"",   "-",      "\n",       "all ",    "OK ",        "\xE2\x80\x99s ", "committee "
    };
    uint64_t seed = 13;
    (void)state;
    for (uint32_t round = 0; round < 2000; round++) {
        char text[400];
        uint32_t n = 0, of = 1 + (uint32_t)(next(&seed) % 30);
        folded f = { .article = { .id = STM_STR("a") } };
        const stm_rtext *x = &f.text[0], *y = &f.text[1];
        for (uint32_t k = 0; k < of; k++) {
            const char *word = some[next(&seed) % (sizeof some / sizeof *some)];
            memcpy(text + n, word, strlen(word));
            n += (uint32_t)strlen(word);
        }
        f.article.text = (stm_str){ text, n };
        stm_arena_init(&f.arena, 0);
        assert_int_equal(stm_arena_protect(&f.arena, fold_both, &f), STM_OK);
        assert_int_equal(x->n_words, y->n_words);
        assert_int_equal(x->n_letters, y->n_letters);
        assert_memory_equal(x->letters, y->letters, x->n_letters);
        assert_memory_equal(x->letter, y->letter, (x->n_words + 1) * sizeof *x->letter);
        assert_memory_equal(x->hash, y->hash, (x->n_words + 1) * sizeof *x->hash);
        assert_memory_equal(x->start, y->start, (x->n_words + 1) * sizeof *x->start);
        assert_memory_equal(x->bytes, y->bytes, x->n_words + 1);
        assert_memory_equal(x->flags, y->flags, x->n_words + 1);
        for (uint32_t k = 0, w = 0; k < x->n_letters / STM_RTEXT_BLOCK + 1; k++) {
            while (w + 1 < x->n_words && x->letter[w + 1] < (k + 1) * STM_RTEXT_BLOCK) {
                w++;
            }
            assert_int_equal(x->word_at[k], w);
            assert_int_equal(y->word_at[k], w);
        }
        for (uint32_t w = 0; w < x->n_words; w++) { /* no apostrophe is a letter */
            assert_null(memchr(x->letters + x->letter[w], '\'', x->letter[w + 1] - x->letter[w]));
        }
        stm_arena_fini(&f.arena);
    }
}

typedef struct keeping {
    stm_arena arena, kept;
    stm_article article;
    bool wide;
    stm_rtext made, copy[2];
} keeping;

static void fold_and_keep(void *arg)
{
    keeping *k = arg;
    const stm_folds *folds = stm_folds_new(&k->arena);
    stm_folding to = { &k->kept, &k->arena, stm_fold_room_new(&k->arena, folds), folds };
    stm_arena_share_guard(&k->kept, &k->arena);
    stm_reuse_text_as(&k->arena, folds, &k->article, false, &k->made);
    for (uint32_t i = 0; i < 2; i++) { /* the second time what the first has left lies in the room */
        stm_reuse_text_keep_as(&to, &k->article, k->wide, &k->copy[i]);
    }
}

static void assert_same_text(const stm_rtext *x, const stm_rtext *y)
{
    assert_int_equal(x->n_words, y->n_words);
    assert_int_equal(x->n_letters, y->n_letters);
    assert_int_equal(x->noisy, y->noisy);
    assert_memory_equal(x->letters - STM_LETTERS_PAD, y->letters - STM_LETTERS_PAD, x->n_letters + 2 * STM_LETTERS_PAD);
    assert_memory_equal(x->hash, y->hash, (x->n_words + STM_WORDS_PAD) * sizeof *x->hash);
    assert_memory_equal(x->flags, y->flags, x->n_words + STM_WORDS_PAD);
    assert_memory_equal(x->bytes, y->bytes, x->n_words + 1);
    for (uint32_t w = 0; w <= x->n_words; w++) {
        assert_int_equal(stm_rtext_letter(x, w), stm_rtext_letter(y, w));
        assert_int_equal(stm_rtext_start(x, w), stm_rtext_start(y, w));
    }
    for (uint32_t c = 0, w = 0; c < x->n_letters; c++) {
        w += w + 1 < x->n_words && stm_rtext_letter(x, w + 1) == c;
        assert_int_equal(stm_rtext_word(x, c), w);
        assert_int_equal(stm_rtext_word(y, c), w);
    }
}

static void keep_and_compare(stm_str text)
{
    for (uint32_t wide = 0; wide < 2; wide++) {
        static keeping k;
        k = (keeping){ .wide = wide == 1 && stm_text_marks_wide() };
        stm_article_init(&k.article);
        k.article.text = text;
        stm_arena_init(&k.arena, 0);
        stm_arena_init(&k.kept, 0);
        assert_int_equal(stm_arena_protect(&k.arena, fold_and_keep, &k), STM_OK);
        assert_same_text(&k.made, &k.copy[0]);
        assert_same_text(&k.made, &k.copy[1]);
        stm_arena_fini(&k.kept);
        stm_arena_fini(&k.arena);
    }
}

/* Where words begin takes two bytes in a text that is kept, and four where two are too few: both say the same. So they
 * do of a text of which several windows are marked. */
static void test_a_kept_text_says_the_same(void **state)
{
    static const char lines[] =
        "The ketch Amble lay 3 days off Orme; her mate, Silas Trew, would not go in. \"Nobody's "
        "fool,\" he'd said (twice, of the travelling iMate's coffee).\n\n";
    static const size_t sizes[] = { 1, 2, 31, 40, 21823, 21824, 65471, 65472, 65535, 65536, 200000 };
    static char text[200001];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = lines[i % (sizeof lines - 1)];
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        keep_and_compare((stm_str){ text, sizes[i] });
    }
    memset(text, '%', 40000); /* each is three letters */
    keep_and_compare((stm_str){ text, 21823 });
    keep_and_compare((stm_str){ text, 30000 });
    keep_and_compare((stm_str){ text, 65000 });
}

/* No text has more words than one whose units are cut off their numbers: each stands where it does. */
static void test_there_is_room_for_all_words(void **state)
{
    static const size_t sizes[] = { 40, 21824, 54900, 55800, 65471, 66000, 200000 };
    static char text[200001];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = "1a 2b 3c "[i % 9];
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        static keeping k;
        k = (keeping){ .wide = stm_text_marks_wide() };
        stm_article_init(&k.article);
        k.article.text = (stm_str){ text, sizes[i] };
        stm_arena_init(&k.arena, 0);
        stm_arena_init(&k.kept, 0);
        assert_int_equal(stm_arena_protect(&k.arena, fold_and_keep, &k), STM_OK);
        assert_int_equal(k.copy[0].n_words, sizes[i] - sizes[i] / 3);
        for (uint32_t w = 0; w < k.copy[0].n_words; w++) {
            assert_int_equal(stm_rtext_start(&k.copy[0], w), w / 2 * 3 + w % 2);
            assert_int_equal(stm_rtext_letter(&k.copy[0], w), w);
            assert_int_equal(k.copy[0].letters[w], text[w / 2 * 3 + w % 2]);
        }
        assert_same_text(&k.made, &k.copy[0]);
        stm_arena_fini(&k.kept);
        stm_arena_fini(&k.arena);
    }
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = "1a%"[i % 3];
    }
    keep_and_compare((stm_str){ text, 21823 });
    keep_and_compare((stm_str){ text, 65000 });
}

/* Signs of misreading are counted once for each of the few words that the table of them holds. */
static void test_signs_of_misreading(void **state)
{
    static const char line[] = "tHen tlie iAd and th3y ceMe to tHen the wa1l in tHe c0rn of iOS by the doOr. ";
    char text[sizeof line * 20];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = line[i % (sizeof line - 1)];
    }
    keep_and_compare((stm_str){ text, sizeof text });
    keep_and_compare((stm_str){ text, 80 });
}

/* What house styles spell in two ways is one word; what only looks like that, by a letter twice or an "ou", is two. */
static void test_short_words_keep_their_letters(void **state)
{
    static const struct {
        const char *a, *b;
        bool one;
    } words[] = {
        { "travelling", "traveling", true },
        { "fulfill", "fulfil", true },
        { "enroll", "enrol", true },
        { "harbour", "harbor", true },
        { "four", "4", true },
        { "for", "four", false },
        { "met", "meet", false },
        { "filed", "filled", false },
        { "fell", "feel", false },
        { "they'll", "theyl", false },
        { "dinner", "diner", false },
        { "soon", "son", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (uint32_t wide = 0; wide < 2; wide++) {
            char text[200];
            folded f = { .article = { .id = STM_STR("a") } };
            const stm_folds *folds;
            stm_arena_init(&f.arena, 0);
            folds = stm_folds_new(&f.arena);
            snprintf(text, sizeof text, "%s %s and then a long way of plain words that come to an end somewhere later",
                     words[i].a, words[i].b);
            f.article.text = stm_str_of(text);
            stm_reuse_text_as(&f.arena, folds, &f.article, wide == 1 && stm_text_marks_wide(), &f.text[0]);
            assert_int_equal(f.text[0].hash[0] == f.text[0].hash[1], words[i].one);
            stm_arena_fini(&f.arena);
        }
    }
}

static void fold_one(stm_arena *arena, const stm_folds *folds, const char *text, stm_article *a, stm_rtext *out)
{
    stm_article_init(a);
    a->text = stm_str_of(text);
    stm_reuse_text(arena, folds, a, out);
}

/* One matcher for many articles: what it knew of those before is nothing to the next, also where its numbers end. */
static void match_one_after_another(void *arg)
{
    stm_arena *arena = arg;
    static const char *const texts[] = {
        "The lifeboat left the quay at dawn and found the ketch aground on the sands of Orme, with nobody on board.",
        "Nobody on board, said the harbour master; the lifeboat left the quay at dawn all the same, for the sands.",
        "A quay at dawn, and the sands of Orme: with nobody on board, the ketch aground had been found by nine."
    };
    static const uint32_t before[] = { 1000, UINT32_MAX - 200, UINT32_MAX - 90, UINT32_MAX - 1, UINT32_MAX };
    const stm_folds *folds = stm_folds_new(arena);
    stm_article a[3];
    stm_rtext t[3];
    for (uint32_t i = 0; i < 3; i++) {
        fold_one(arena, folds, texts[i], &a[i], &t[i]);
    }
    for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
        stm_matcher used;
        stm_matcher_init(&used, arena);
        stm_matcher_set(&used, &t[2], STM_MATCH_LETTERS);
        used.last = before[k];
        for (uint32_t i = 0; i < 6; i++) {
            stm_matcher fresh;
            stm_matcher_init(&fresh, arena);
            stm_matcher_set(&fresh, &t[i % 3], STM_MATCH_LETTERS);
            stm_matcher_set(&used, &t[i % 3], STM_MATCH_LETTERS);
            stm_matcher_chain(&fresh, &t[(i + 1) % 3], STM_CHAIN_CLEAN);
            stm_matcher_chain(&used, &t[(i + 1) % 3], STM_CHAIN_CLEAN);
            assert_true(fresh.found.n > 0);
            assert_int_equal(used.found.n, fresh.found.n);
            assert_memory_equal(used.found.at, fresh.found.at, fresh.found.n * sizeof *fresh.found.at);
        }
    }
}

static void test_a_matcher_forgets_what_was_before(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, match_one_after_another, &arena), STM_OK);
    stm_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_are_what_they_say),
        cmocka_unit_test(test_words_are_the_same_in_either_form),
        cmocka_unit_test(test_short_words_keep_their_letters),
        cmocka_unit_test(test_a_kept_text_says_the_same),
        cmocka_unit_test(test_there_is_room_for_all_words),
        cmocka_unit_test(test_signs_of_misreading),
        cmocka_unit_test(test_a_matcher_forgets_what_was_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
