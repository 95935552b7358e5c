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

#define HEDGE_BITS 4096 /* power of two */

struct stm_hedges {
    uint32_t hash[HEDGE_SLOTS];
    uint64_t some[HEDGE_BITS / 64]; /* by other bits of the hash: a quick no to nearly all words */
};

static uint32_t bit_of(uint32_t hash) { return hash >> 8 & (HEDGE_BITS - 1); }

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
                h->some[bit_of(text.hash[0]) / 64] |= (uint64_t)1 << bit_of(text.hash[0]) % 64;
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
           memcmp(text->letters + stm_rtext_letter(text, w), "not", 3) == 0;
}

static bool counts(const stm_rtext *text, uint32_t w)
{
    return (text->flags[w] & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
}

void stm_version_read(stm_arena *arena, const stm_columns *columns, const stm_rtext *text, uint32_t a, stm_version *out)
{
    const uint32_t *of_word = columns->of_word[a];
    uint64_t *has = STM_NEW_ARRAY(arena, uint64_t, columns->n_blocks);
    *out = (stm_version){ .text = text, .of_word = of_word, .has = has };
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t c = of_word[w];
        if (!counts(text, w)) {
            continue;
        }
        out->words++;
        if (c < columns->n_columns) {
            uint64_t bit = (uint64_t)1 << c % 64;
            if ((has[c / 64] & bit) != 0) {
                stm_vec_push(arena, &out->again, c);
            }
            has[c / 64] |= bit;
        }
    }
}

static uint32_t bits_of(uint64_t v)
{
    v -= v >> 1 & 0x5555555555555555u;
    v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
    v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(v * 0x0101010101010101u >> 56);
}

stm_own_words stm_edition_own(const stm_columns *columns, const stm_version *a, uint32_t b)
{
    const uint64_t *row = columns->rows + (size_t)b * columns->n_blocks;
    stm_own_words own = { 0 };
    for (uint32_t k = 0; k < columns->n_blocks; k++) {
        own.shared += bits_of(a->has[k] & row[k]);
    }
    for (uint32_t k = 0; k < a->again.n; k++) {
        own.shared += stm_columns_has(columns, b, a->again.at[k]);
    }
    own.words = a->words - own.shared;
    return own;
}

static void find_telling(stm_arena *arena, const stm_hedges *hedges, const stm_columns *columns, stm_version *v)
{
    const stm_rtext *text = v->text;
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t flags = text->flags[w];
        bool fact =
            (flags & STM_RWORD_DIGIT) != 0 || ((flags & STM_RWORD_CAPITAL) != 0 && (flags & STM_RWORD_SENTENCE) == 0);
        uint32_t bit = bit_of(text->hash[w]);
        bool hedge = (hedges->some[bit / 64] >> bit % 64 & 1) != 0;
        if (!(fact | hedge) || !counts(text, w)) {
            continue;
        }
        hedge = hedge && is_hedge(hedges, text->hash[w]) && !is_not(text, w + 1);
        if (fact || hedge) {
            uint32_t c = v->of_word[w] < columns->n_columns ? v->of_word[w] : columns->n_columns; /* nobody has that */
            stm_vec_push(arena, &v->telling, (stm_telling_word){ c, hedge, fact });
        }
    }
    v->weighed = true;
}

void stm_edition_weigh(stm_arena *arena, const stm_hedges *hedges, const stm_columns *columns, stm_version *a,
                       uint32_t b, stm_own_words *own)
{
    if (!a->weighed) {
        find_telling(arena, hedges, columns, a);
    }
    own->hedges = own->facts = 0;
    for (uint32_t k = 0; k < a->telling.n; k++) {
        const stm_telling_word *t = &a->telling.at[k];
        uint32_t alone = !stm_columns_has(columns, b, t->column);
        own->hedges += alone & t->hedge;
        own->facts += alone & t->fact;
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
