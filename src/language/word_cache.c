/* word_cache.c: what a step makes of a word before it looks at its neighbours, kept from article to article.
 *
 * In: a form and one bit beside it.  Out: room for what the step makes of it, filled or to be filled by the caller.
 * Never: compares by hash alone: a form that differs is another word.
 * Invariants: (1) what is kept depends on form and bit only, so a word found and a word worked out are the same
 * bits. (2) a place handed out in one batch is given to no other word in that batch. Cost: one comparison or two a
 * word; memory is touched only where words are kept.
 * Measured: of 950,000 words of agency articles 95 % are found.
 */
#include "language/word_cache.h"

#include "base/map.h"

#define WAYS 4
#define SETS 4096
#define FORM_MAX 22 /* a longer form is worked out each time */

typedef struct kept_word {
    uint32_t batch; /* that used it last; 0: free */
    uint32_t place;
    uint8_t n, bit;
    char form[FORM_MAX];
} kept_word;

struct stm_word_cache {
    uint32_t batch, n_places;
    size_t bytes; /* of a place */
    char *places; /* [n_places][bytes], in the order in which they were first needed */
    _Alignas(STM_MEM_LINE) kept_word word[SETS][WAYS]; /* a set is two lines */
};

stm_word_cache *stm_word_cache_new(size_t bytes)
{
    stm_word_cache *c = stm_mem_table(sizeof *c);
    if (c == NULL) {
        return NULL;
    }
    memset(c, 0, sizeof *c);
    c->bytes = bytes;
    c->places = stm_mem_table((size_t)SETS * WAYS * bytes);
    if (c->places == NULL) {
        stm_mem_free(c);
        return NULL;
    }
    return c;
}

void stm_word_cache_free(stm_word_cache *c)
{
    if (c != NULL) {
        stm_mem_free(c->places);
        stm_mem_free(c);
    }
}

void stm_word_cache_batch(stm_word_cache *c)
{
    if (++c->batch == 0) {
        memset(c->word, 0, sizeof c->word);
        c->batch = 1;
        c->n_places = 0;
    }
}

uint64_t stm_word_cache_expect(const stm_word_cache *c, stm_str form, bool bit)
{
    uint64_t hash = stm_hash(form.p, form.n) + bit;
    const kept_word *set = c->word[hash % SETS];
    __builtin_prefetch(set);
    __builtin_prefetch(set + WAYS - 1);
    return hash;
}

void *stm_word_cache_find(stm_word_cache *c, stm_str form, bool bit, uint64_t hash, bool *filled)
{
    kept_word *set = c->word[hash % SETS];
    uint32_t way = 0, place;
    *filled = false;
    if (form.n > FORM_MAX) {
        return NULL;
    }
    for (uint32_t k = 0; k < WAYS; k++) {
        if (set[k].batch != 0 && set[k].n == form.n && set[k].bit == bit && memcmp(set[k].form, form.p, form.n) == 0) {
            set[k].batch = c->batch;
            *filled = true;
            return c->places + set[k].place * c->bytes;
        }
        way = set[k].batch < set[way].batch ? k : way;
    }
    if (set[way].batch == c->batch) {
        return NULL;
    }
    place = set[way].batch == 0 ? c->n_places++ : set[way].place;
    set[way] = (kept_word){ .batch = c->batch, .place = place, .n = (uint8_t)form.n, .bit = bit };
    memcpy(set[way].form, form.p, form.n);
    return c->places + place * c->bytes;
}
