/* edition.c: see edition.h. Two versions of a running text that each have words of their own differ in what was known
 * when they were written: the earlier one guesses (might have been, is believed) and hides names (on condition of
 * anonymity), the later one has figures, names and more people on the record. Where one text has hardly a word of its
 * own it was cut, and this says nothing.
 *
 * In: the words that either text has alone.  Out: a cost.  Cost: linear in the words.
 */
#include "reuse/edition.h"

#include "data/data.h"
#include "reuse/reuse_tuning.h"

#define HEDGE_SLOTS 256 /* power of two, several times the lines of data/reuse_hedges.txt */

struct stm_hedges {
    uint32_t hash[HEDGE_SLOTS];
};

const stm_hedges *stm_hedges_new(stm_arena *arena, const stm_folds *folds)
{
    stm_hedges *h = STM_NEW(arena, stm_hedges);
    const char *p = stm_data_reuse_hedges, *end = p + stm_data_reuse_hedges_size;
    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p)), *stop = eol == NULL ? end : eol;
        if (*p != '#' && stop > p) {
            stm_article word;
            stm_rtext text;
            stm_article_init(&word);
            word.text = (stm_str){ p, (size_t)(stop - p) };
            stm_reuse_text(arena, folds, &word, &text);
            if (text.n_words == 1) {
                uint32_t i = text.hash[0] % HEDGE_SLOTS;
                while (h->hash[i] != 0) {
                    i = (i + 1) % HEDGE_SLOTS;
                }
                h->hash[i] = text.hash[0];
            }
        }
        p = stop + 1;
    }
    return h;
}

static bool is_hedge(const stm_hedges *h, uint32_t hash)
{
    for (uint32_t i = hash % HEDGE_SLOTS; h->hash[i] != 0; i = (i + 1) % HEDGE_SLOTS) {
        if (h->hash[i] == hash) {
            return true;
        }
    }
    return false;
}

/* "could not say" is no guess. */
static bool is_not(const stm_rtext *text, uint32_t w)
{
    return w < text->n_words && stm_rtext_letters(text, w) == 3 &&
           memcmp(text->letters + text->letter[w], "not", 3) == 0;
}

static bool counts(const stm_rtext *text, uint32_t w)
{
    return (text->flags[w] & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
}

static bool has_too(const stm_columns *columns, uint32_t a, uint32_t b, uint32_t w)
{
    uint32_t column = columns->of_word[a][w];
    return stm_columns_has(columns, b, column < columns->n_columns ? column : columns->n_columns); /* nobody has that */
}

stm_own_words stm_edition_own(const stm_columns *columns, const stm_rtext *text, uint32_t a, uint32_t b)
{
    stm_own_words own = { 0 };
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t here = counts(text, w), both = has_too(columns, a, b, w);
        own.shared += here & both;
        own.words += here & ~both;
    }
    return own;
}

void stm_edition_weigh(const stm_hedges *hedges, const stm_columns *columns, const stm_rtext *text, uint32_t a,
                       uint32_t b, stm_own_words *own)
{
    own->hedges = own->facts = 0;
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t flags = text->flags[w];
        if (!counts(text, w) || has_too(columns, a, b, w)) {
            continue;
        }
        own->hedges += is_hedge(hedges, text->hash[w]) && !is_not(text, w + 1);
        own->facts +=
            (flags & STM_RWORD_DIGIT) != 0 || ((flags & STM_RWORD_CAPITAL) != 0 && (flags & STM_RWORD_SENTENCE) == 0);
    }
}

bool stm_edition_are(stm_own_words a, stm_own_words b)
{
    return a.words >= STM_EDITION_WORDS && b.words >= STM_EDITION_WORDS &&
           a.shared * 100 >= (a.shared + a.words) * STM_EDITION_PERCENT &&
           b.shared * 100 >= (b.shared + b.words) * STM_EDITION_PERCENT;
}

int32_t stm_edition_cost(stm_own_words from, stm_own_words to)
{
    int32_t hedges, facts = (int32_t)to.facts - (int32_t)from.facts, sum;
    if (!stm_edition_are(from, to)) {
        return 0;
    }
    facts = facts > STM_EDITION_FACTS ? STM_EDITION_FACTS : facts < -STM_EDITION_FACTS ? -STM_EDITION_FACTS : facts;
    /* in a thousand words */
    hedges = (int32_t)(from.hedges * 1000 / from.words) - (int32_t)(to.hedges * 1000 / to.words);
    if (from.hedges + 1 >= to.hedges && to.hedges + 1 >= from.hedges) {
        hedges = 0; /* one word more or less says nothing */
    }
    sum = hedges * STM_EDITION_HEDGE / 10 + facts;
    return sum < 0 ? (sum < -STM_EDITION_MOST ? STM_EDITION_MOST : -sum) : 0;
}
