/* columns.c: see columns.h. Union-find over all words of the family, joined wherever two are paired in an alignment.
 *
 * In: pairs with passages.  Out: the table.  Cost: linear in the aligned words of the family's pairs.
 */
#include "reuse/columns.h"

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

static void join_pair(stm_reuse_work *w, stm_aligner *aligner, const stm_rpair *p, uint32_t *up, uint32_t first_a,
                      uint32_t first_b)
{
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (x->dropped) {
            continue;
        }
        aligner->pairs.n = 0;
        stm_word_pairs_add(aligner->arena, &aligner->grid, &w->texts[p->a], x->a0, x->a1, &w->texts[p->b], x->b0, x->b1,
                           &aligner->pairs);
        for (uint32_t i = 0; i < aligner->pairs.n; i++) {
            const stm_word_pair *v = &aligner->pairs.at[i];
            if (v->likeness != STM_UNLIKE) {
                for (uint32_t da = 0; da < v->na; da++) {
                    uint32_t ra = root_of(up, first_a + v->a + da);
                    uint32_t rb = root_of(up, first_b + v->b + (da < v->nb ? da : v->nb - 1u));
                    up[ra > rb ? ra : rb] = ra < rb ? ra : rb;
                }
            }
        }
    }
}

void stm_columns_build(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, const uint32_t *members, uint32_t n,
                       stm_columns *out)
{
    uint32_t *first = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1), *up, *texts_of, *last, *column;
    memset(out, 0, sizeof *out);
    out->n_texts = n;
    for (uint32_t i = 0; i < n; i++) {
        first[i + 1] = first[i] + w->texts[members[i]].n_words;
    }
    up = STM_NEW_ARRAY(arena, uint32_t, first[n]);
    texts_of = STM_NEW_ARRAY(arena, uint32_t, first[n]);
    last = STM_NEW_ARRAY(arena, uint32_t, first[n]);
    column = STM_NEW_ARRAY(arena, uint32_t, first[n]);
    for (uint32_t i = 0; i < first[n]; i++) {
        up[i] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = i + 1; j < n; j++) {
            const stm_rpair *p = stm_rpair_find(w, members[i], members[j]);
            if (p != NULL) {
                /* members ascend, so i is the pair's a */
                join_pair(w, aligner, p, up, first[i], first[j]);
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t x = first[i]; x < first[i + 1]; x++) {
            uint32_t r = root_of(up, x);
            if (last[r] != i + 1) {
                last[r] = i + 1;
                texts_of[r]++;
            }
        }
    }
    for (uint32_t x = 0; x < first[n]; x++) {
        column[x] = up[x] == x && texts_of[x] > 1 ? out->n_columns++ : STM_NONE;
    }
    out->n_blocks = out->n_columns / 64 + 1;
    out->rows = STM_NEW_ARRAY(arena, uint64_t, (size_t)n * out->n_blocks);
    out->of_word = STM_NEW_ARRAY(arena, uint32_t *, n);
    out->word_of = STM_NEW_ARRAY(arena, uint32_t, (size_t)n * out->n_columns);
    for (size_t k = 0; k < (size_t)n * out->n_columns; k++) {
        out->word_of[k] = STM_NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        out->of_word[i] = STM_NEW_ARRAY(arena, uint32_t, first[i + 1] - first[i]);
        for (uint32_t x = first[i]; x < first[i + 1]; x++) {
            bool furniture = (w->texts[members[i]].words[x - first[i]].flags & STM_RWORD_FURNITURE) != 0;
            uint32_t c = furniture ? STM_NONE : column[root_of(up, x)];
            out->of_word[i][x - first[i]] = c;
            if (c != STM_NONE) {
                out->word_of[(size_t)i * out->n_columns + c] = x - first[i];
                out->rows[(size_t)i * out->n_blocks + c / 64] |= (uint64_t)1 << c % 64;
            }
        }
    }
}
