/* fact_doubles.c: agreements that say one thing twice.
 *
 * In: pairs of pieces of sentences (fact_pairs.c), agreed statements.  Out: the same, one of two that say one thing.
 *
 * What an agreement says are the words that its readings share. One of which another has most, as far as they have the
 * same texts, says nothing more: the other takes up its readings from texts that it does not have. What is shown
 * unasked does not go into what is not. Cost: agreements with each other, times their words.
 */
#include "record/facts.h"

#define SAME 0.7f       /* of its weight, */
#define LEAST_SAME 4.0f /* and so much of it */

typedef struct shared_word {
    uint32_t member, token;
    float weight;
} shared_word;

typedef STM_VEC(shared_word) shared_words;

/* Agreements by the words that they share, a few words to one list. */
typedef struct by_word {
    stm_u32s *of;
    uint32_t mask;
} by_word;

static void add_word(stm_work *w, shared_words *words, uint32_t member, uint32_t token, float weight)
{
    for (uint32_t i = 0; i < words->n; i++) {
        if (words->at[i].member == member && words->at[i].token == token) {
            words->at[i].weight = weight > words->at[i].weight ? weight : words->at[i].weight;
            return;
        }
    }
    stm_vec_push(w->arena, words, (shared_word){ member, token, weight });
}

/* The words that readings of the statement share. */
static void read_shared(stm_work *w, const stm_facts *f, const stm_statement *st, shared_words *out)
{
    for (uint32_t r = 0; r < st->readings.n; r++) {
        stm_span at = st->readings.at[r].passage.at;
        uint32_t m = w->member_of[st->readings.at[r].passage.article], s = stm_sentence_at(w->article[m], at.start);
        for (; s != STM_NONE && s < w->article[m]->sentences.n && w->article[m]->sentences.at[s].at.start < at.end;
             s++) {
            for (uint32_t k = 0; k < f->pairs_of[m][s].n; k++) {
                const stm_fact_pair *x = &f->pairs.at[f->pairs_of[m][s].at[k]];
                uint32_t side = x->member[0] == m && x->sentence[0] == s ? 0 : 1;
                for (uint32_t i = 0; i < x->n; i++) {
                    const stm_fact_link *l = &f->links.at[x->first + i];
                    if (stm_fact_reading_at(w, st, m, l->token[side]) == r &&
                        stm_fact_reading_at(w, st, x->member[1 - side], l->token[1 - side]) != STM_NONE) {
                        add_word(w, out, m, l->token[side], l->weight);
                    }
                }
            }
        }
    }
}

static bool has_member(const shared_words *a, uint32_t member)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (a->at[i].member == member) {
            return true;
        }
    }
    return false;
}

/* Of what it says in the texts that both have, the other says most. */
static bool lies_in(const shared_words *a, const shared_words *b)
{
    float both = 0, own = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const shared_word *x = &a->at[i];
        own += has_member(b, x->member) ? x->weight : 0;
        for (uint32_t k = 0; k < b->n; k++) {
            const shared_word *y = &b->at[k];
            both += x->member == y->member && x->token == y->token ? x->weight : 0;
        }
    }
    return both >= LEAST_SAME && both >= SAME * own;
}

static bool has_article(const stm_statement *st, uint32_t article, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (st->readings.at[i].passage.article == article) {
            return true;
        }
    }
    return false;
}

static void take_up(stm_work *w, stm_statement *st, const stm_statement *other)
{
    uint32_t lines = stm_fact_lines_of(w, st), n = st->readings.n;
    for (uint32_t i = 0; i < other->readings.n; i++) {
        if (!has_article(st, other->readings.at[i].passage.article, n)) {
            stm_vec_push(w->arena, &st->readings, other->readings.at[i]);
        }
    }
    st->lines += stm_fact_lines_of(w, st) - lines;
}

static uint32_t place_of(const by_word *by, const shared_word *x)
{
    return (x->member * UINT32_C(0x9E3779B1) + x->token) & by->mask;
}

static by_word list_by_word(stm_work *w, const shared_words *words, uint32_t n)
{
    by_word by = { .mask = 0 };
    uint32_t total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += words[i].n;
    }
    while (by.mask < total) {
        by.mask = 2 * by.mask + 1;
    }
    by.of = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)by.mask + 1);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < words[i].n; k++) {
            stm_vec_push(w->arena, &by.of[place_of(&by, &words[i].at[k])], i);
        }
    }
    return by;
}

/* Marks with `turn` those that may share a word with it: others say nothing that it says. */
static void mark(const by_word *by, const shared_words *words, uint32_t *met, uint32_t turn)
{
    for (uint32_t k = 0; k < words->n; k++) {
        const stm_u32s *of = &by->of[place_of(by, &words->at[k])];
        for (uint32_t i = 0; i < of->n; i++) {
            met[of->at[i]] = turn;
        }
    }
}

void stm_fact_doubles(stm_work *w, const stm_facts *f)
{
    uint32_t n = w->record->statements.n, kept = 0;
    shared_words *words = STM_NEW_ARRAY(w->arena, shared_words, (size_t)n + 1);
    uint32_t *into = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    uint32_t *met = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    stm_statement *all = w->record->statements.at;
    by_word by;
    for (uint32_t i = 0; i < n; i++) {
        into[i] = i;
        if (all[i].status == STM_ST_AGREED) {
            read_shared(w, f, &all[i], &words[i]);
        }
    }
    by = list_by_word(w, words, n);
    for (uint32_t i = 0; i < n; i++) {
        mark(&by, &words[i], met, i + 1);
        for (uint32_t k = 0; k < i && into[i] == i; k++) {
            bool may = met[k] == i + 1 && into[k] == k, i_in_k = may && lies_in(&words[i], &words[k]);
            bool k_in_i = may && lies_in(&words[k], &words[i]);
            uint32_t goes = i_in_k && k_in_i ? (all[i].confidence > all[k].confidence ? k : i) : i_in_k ? i : k;
            uint32_t stays = i + k - goes;
            if ((i_in_k || k_in_i) &&
                (all[stays].confidence >= STM_FACT_SHOWN || all[goes].confidence < STM_FACT_SHOWN)) {
                take_up(w, &all[stays], &all[goes]);
                into[goes] = stays;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (into[i] == i) {
            all[kept++] = all[i];
        }
    }
    w->record->statements.n = kept;
}
