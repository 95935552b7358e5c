/* quoted.c: see quoted.h. Three reporters who quote one statement word for word are three witnesses of it. Each takes
 * other sentences of it, so what they share stands in several places; between its words they also share what everybody
 * writes there ("said in a statement", who the speaker is), so what is left is weighed as all evidence is
 * (boilerplate.c): words in common, less what breaks and changes in them cost. Who lifts a paragraph with quotations
 * out of another's text has it in one piece.
 *
 * In: flags of words, passages.  Out: yes or no.  Cost: linear in the words of the passages.
 */
#include "reuse/quoted.h"

#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"

/* Words of [from, to) that stand between quotation marks. */
static uint32_t quoted_words(const stm_rtext *t, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t w = from; w < to; w++) {
        n += (t->flags[w] & STM_RWORD_QUOTED) != 0;
    }
    return n;
}

/* What a passage is worth by the words that stand in no marks in one of the texts at least, in tenths of a word;
 * *quoted: its other words. */
static int64_t own_worth(const stm_rtext *a, const stm_rtext *b, const stm_passage_words *x, uint32_t *quoted)
{
    uint32_t all = x->a1 - x->a0, in_a = quoted_words(a, x->a0, x->a1), in_b = quoted_words(b, x->b0, x->b1);
    uint32_t own, same;
    *quoted = in_a < in_b ? in_a : in_b;
    own = all > *quoted ? all - *quoted : 0;
    if (own < STM_OWN_WORDS) {
        return 0;
    }
    same = own * x->same_a / all;
    return 10 * (int64_t)same - 5 * (int64_t)(own - same) - 60;
}

/* Words of either text in passages. */
static void passage_words(const stm_alignment *passages, uint32_t *words_a, uint32_t *words_b)
{
    *words_a = *words_b = 0;
    for (uint32_t k = 0; k < passages->n; k++) {
        *words_a += passages->at[k].a1 - passages->at[k].a0;
        *words_b += passages->at[k].b1 - passages->at[k].b0;
    }
}

bool stm_shares_quotes_only(const stm_rtext *a, const stm_rtext *b, const stm_alignment *passages)
{
    uint32_t quoted = 0, words_a, words_b;
    int64_t worth = 0;
    passage_words(passages, &words_a, &words_b);
    if (passages->n == 0 || a->noisy || b->noisy || words_a * 2 >= a->n_words || words_b * 2 >= b->n_words ||
        (passages->n == 1 && words_a > STM_QUOTE_MOST) || stm_one_outlet(a->article, b->article)) {
        return false;
    }
    for (uint32_t k = 0; k < passages->n; k++) {
        uint32_t here;
        worth += own_worth(a, b, &passages->at[k], &here);
        quoted += here;
    }
    if (passages->n == 1) { /* of one long quotation it is not known whether it was lifted */
        return quoted + STM_QUOTE_EDGES >= words_a && quoted + STM_QUOTE_EDGES >= words_b;
    }
    return worth < STM_OWN_WORTH && quoted * 100 >= (words_a < words_b ? words_a : words_b) * STM_QUOTED_PERCENT;
}

static uint32_t unquoted(const stm_rtext *t, uint32_t from, uint32_t to)
{
    return to - from - quoted_words(t, from, to);
}

/* The most words in a row that are the same in both sides of a passage, and in neither stand between marks. */
static uint32_t longest_run(const stm_rtext *a, const stm_rtext *b, const stm_passage_words *x)
{
    uint32_t longest = 0;
    for (uint32_t i = x->a0; i + longest < x->a1; i++) {
        for (uint32_t j = x->b0; j + longest < x->b1; j++) {
            uint32_t n = 0;
            while (i + n < x->a1 && j + n < x->b1 && a->hash[i + n] == b->hash[j + n] &&
                   ((a->flags[i + n] | b->flags[j + n]) & STM_RWORD_QUOTED) == 0) {
                n++;
            }
            longest = n > longest ? n : longest;
        }
    }
    return longest;
}

bool stm_shares_phrases_only(const stm_rtext *a, const stm_rtext *b, const stm_alignment *passages)
{
    uint32_t words_a, words_b;
    passage_words(passages, &words_a, &words_b);
    if (passages->n < STM_PHRASES || a->noisy || b->noisy || words_a * 100 >= a->n_words * STM_PHRASES_PERCENT ||
        words_b * 100 >= b->n_words * STM_PHRASES_PERCENT || stm_one_outlet(a->article, b->article)) {
        return false;
    }
    for (uint32_t k = 0; k < passages->n; k++) {
        const stm_passage_words *x = &passages->at[k];
        if (unquoted(a, x->a0, x->a1) >= STM_PHRASE_MOST || unquoted(b, x->b0, x->b1) >= STM_PHRASE_MOST) {
            return false; /* a sentence, reworded */
        }
        if (x->longest >= STM_PHRASE_WORDS && longest_run(a, b, x) >= STM_PHRASE_WORDS) {
            return false;
        }
    }
    return true;
}
