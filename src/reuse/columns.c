/* columns.c: see columns.h. Union-find over all words of the family, joined wherever two are paired in an alignment.
 *
 * In: pairs with passages.  Out: the table.  Cost: linear in the aligned words of the family's pairs.
 */
#include "reuse/columns.h"

#include "reuse/reuse_tuning.h"

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

static void join_words(uint32_t *up, uint32_t x, uint32_t y)
{
    uint32_t rx = root_of(up, x), ry = root_of(up, y);
    up[rx > ry ? rx : ry] = rx < ry ? rx : ry;
}

static void join_pair(stm_reuse_work *w, stm_aligner *aligner, const stm_rpair *p, uint32_t *up, uint32_t first_a,
                      uint32_t first_b)
{
    const stm_rtext *a = &w->texts[p->a], *b = &w->texts[p->b];
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        uint32_t a0 = x->a0, b0 = x->b0;
        while (!x->dropped && (a0 < x->a1 || b0 < x->b1)) {
            uint32_t run = stm_same_run(a, a0, b, b0, x->a1 - a0 < x->b1 - b0 ? x->a1 - a0 : x->b1 - b0);
            for (; run > 0; run--) {
                join_words(up, first_a + a0++, first_b + b0++);
            }
            aligner->pairs.n = 0;
            stm_word_pairs_gap(aligner->arena, &aligner->grid, a, &a0, x->a1, b, &b0, x->b1, &aligner->pairs);
            for (uint32_t i = 0; i < aligner->pairs.n; i++) {
                const stm_word_pair *v = &aligner->pairs.at[i];
                for (uint32_t da = 0; da < v->na && v->likeness != STM_UNLIKE; da++) {
                    join_words(up, first_a + v->a + da, first_b + v->b + (da < v->nb ? da : v->nb - 1u));
                }
            }
        }
    }
}

/* Joined words of all members, numbered through: those of member i are first[i] .. first[i + 1] - 1. */
typedef struct words {
    const stm_reuse_work *work;
    const uint32_t *members;
    uint32_t n, *first;
    uint32_t *up;     /* by word: the first of its column, once all are joined */
    uint32_t *number; /* by root: the column's number; STM_NONE: the word stands alone, and JOINED: none yet */
} words;

#define JOINED (STM_NONE - 1)

/* Points each word to its root. Only words of two texts are joined, so a root that another word has is a column. */
static void find_roots(const words *v)
{
    uint32_t *up = v->up, *number = v->number, total = v->first[v->n];
    for (uint32_t x = 0; x < total; x++) {
        uint32_t r = up[up[x]]; /* words point to earlier ones, and these to the first already */
        up[x] = r;
        number[x] = STM_NONE; /* before: x is no later than any word that has it */
        number[r] = r != x ? JOINED : STM_NONE;
    }
}

/* Members, the longest first: the order of columns follows the fullest texts. */
static void longest_first(const words *v, uint32_t *order)
{
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t k = i, size = v->first[i + 1] - v->first[i];
        while (k > 0 && v->first[order[k - 1] + 1] - v->first[order[k - 1]] < size) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = i;
    }
}

/* Numbers the columns: each text's new columns go behind the column that stands before them in it. */
static uint32_t number_columns(stm_arena *arena, words *v)
{
    uint32_t total = v->first[v->n], *order = STM_NEW_ARRAY(arena, uint32_t, v->n);
    uint32_t *next = stm_arena_raw(arena, (size_t)total + 1, sizeof *next); /* [total]: the list's head */
    uint32_t n = 0;
    next[total] = STM_NONE;
    longest_first(v, order);
    if (v->n == 2) { /* each column is in the longer text */
        for (uint32_t x = v->first[order[0]]; x < v->first[order[0] + 1]; x++) {
            uint32_t r = v->up[x];
            if (v->number[r] == JOINED) {
                v->number[r] = n++;
            }
        }
        return n;
    }
    for (uint32_t k = 0; k < v->n; k++) {
        uint32_t i = order[k], at = total;
        for (uint32_t x = v->first[i]; x < v->first[i + 1]; x++) {
            uint32_t r = v->up[x];
            if (v->number[r] == STM_NONE) {
                continue;
            }
            if (v->number[r] == JOINED) {
                v->number[r] = 0;
                next[r] = next[at];
                next[at] = r;
            }
            at = r;
        }
    }
    for (uint32_t r = next[total]; r != STM_NONE; r = next[r]) {
        v->number[r] = n++;
    }
    return n;
}

/* Notes so many words of the text's own before a column. */
static void add_own(uint64_t *own_at, uint16_t *own, uint32_t before, uint32_t n)
{
    own_at[before / 64] |= (uint64_t)1 << before % 64;
    own[before] = own[before] + n < UINT16_MAX ? (uint16_t)(own[before] + n) : UINT16_MAX;
}

static void fill_rows(stm_arena *arena, words *v, stm_columns *out)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const stm_rtext *t = &v->work->texts[v->members[i]];
        uint64_t *row = out->rows + (size_t)i * out->n_blocks, *own_at = out->own_at + (size_t)i * out->n_blocks;
        uint16_t *own = out->own + (size_t)i * (out->n_columns + 1);
        const uint32_t *up = v->up + v->first[i];
        uint32_t before = 0, block = 0, n_own = 0, *of_word = stm_arena_raw(arena, t->n_words, sizeof *of_word);
        uint64_t bits = 0; /* of the row's block */
        out->of_word[i] = of_word;
        for (uint32_t k = 0; k < t->n_words; k++) {
            uint32_t flags = t->flags[k], c = (flags & STM_RWORD_FURNITURE) != 0 ? STM_NONE : v->number[up[k]];
            of_word[k] = c;
            if (c != STM_NONE) {
                if (n_own > 0) {
                    add_own(own_at, own, before, n_own);
                    n_own = 0;
                }
                if (c / 64 != block) {
                    row[block] = bits;
                    block = c / 64;
                    bits = row[block];
                }
                out->texts_of[c] += (bits >> c % 64 & 1) == 0;
                bits |= (uint64_t)1 << c % 64;
                before = c + 1;
            } else {
                n_own += (flags & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
            }
        }
        row[block] = bits;
        if (n_own > 0) {
            add_own(own_at, own, before, n_own);
        }
    }
}

static uint32_t common(const stm_columns *c, uint32_t x, uint32_t y)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < c->n_blocks; b++) {
        uint64_t m = c->rows[(size_t)x * c->n_blocks + b] & c->rows[(size_t)y * c->n_blocks + b];
        for (; m != 0; m &= m - 1) {
            n++;
        }
    }
    return n;
}

/* The other texts, those first that have most in common with text t. */
static void closest_first(const stm_columns *c, uint32_t t, uint32_t *shared, uint32_t *order)
{
    uint32_t n = 0;
    for (uint32_t x = 0; x < c->n_texts; x++) {
        uint32_t k = n;
        if (x == t) {
            continue;
        }
        shared[x] = common(c, t, x);
        while (k > 0 && shared[order[k - 1]] < shared[x]) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = x;
        n++;
    }
}

/* Words of its own that a noisy text has where its closest relative has about as many others are those, misread. */
static void mend_misread(stm_arena *arena, const words *v, stm_columns *c)
{
    uint64_t *mended = STM_NEW_ARRAY(arena, uint64_t, (size_t)c->n_texts * c->n_blocks);
    uint32_t *order = STM_NEW_ARRAY(arena, uint32_t, c->n_texts), *shared = STM_NEW_ARRAY(arena, uint32_t, c->n_texts);
    for (uint32_t t = 0; t < c->n_texts; t++) {
        uint64_t *own_at = c->own_at + (size_t)t * c->n_blocks, *row = mended + (size_t)t * c->n_blocks;
        uint16_t *own = c->own + (size_t)t * (c->n_columns + 1);
        if (!v->work->texts[v->members[t]].noisy) {
            continue;
        }
        closest_first(c, t, shared, order);
        for (uint32_t k = 0; k < c->n_columns; k++) {
            uint32_t end = k;
            if (own[k] == 0 || own[k] > STM_MISREAD_WORDS) {
                continue;
            }
            while (end < c->n_columns && !stm_columns_has(c, t, end)) {
                end++;
            }
            for (uint32_t i = 0; i + 1 < c->n_texts; i++) {
                uint32_t q = order[i], n = 0;
                for (uint32_t x = k; x < end; x++) {
                    n += stm_columns_has(c, q, x);
                }
                if (n == 0 && v->work->texts[v->members[q]].noisy) {
                    continue; /* misread there too, perhaps */
                }
                if (n > 0 && n <= own[k] + 1u) {
                    for (uint32_t x = k; x < end; x++) {
                        if (stm_columns_has(c, q, x)) {
                            row[x / 64] |= (uint64_t)1 << x % 64;
                        }
                    }
                    own[k] = 0;
                    own_at[k / 64] &= ~((uint64_t)1 << k % 64);
                }
                break;
            }
        }
    }
    for (size_t i = 0; i < (size_t)c->n_texts * c->n_blocks; i++) {
        c->rows[i] |= mended[i];
    }
}

void stm_columns_build(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, const uint32_t *members, uint32_t n,
                       stm_columns *out)
{
    words v = { w, members, n, STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1), NULL, NULL };
    memset(out, 0, sizeof *out);
    out->n_texts = n;
    for (uint32_t i = 0; i < n; i++) {
        v.first[i + 1] = v.first[i] + w->texts[members[i]].n_words;
    }
    v.up = stm_arena_raw(arena, v.first[n], sizeof *v.up);
    v.number = stm_arena_raw(arena, v.first[n], sizeof *v.number);
    for (uint32_t i = 0; i < v.first[n]; i++) {
        v.up[i] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = i + 1; j < n; j++) {
            const stm_rpair *p = stm_rpair_find(w, members[i], members[j]);
            if (p != NULL) {
                /* members ascend, so i is the pair's a */
                join_pair(w, aligner, p, v.up, v.first[i], v.first[j]);
            }
        }
    }
    find_roots(&v);
    out->n_columns = number_columns(arena, &v);
    out->n_blocks = out->n_columns / 64 + 1;
    out->rows = STM_NEW_ARRAY(arena, uint64_t, (size_t)n * out->n_blocks);
    out->own_at = STM_NEW_ARRAY(arena, uint64_t, (size_t)n * out->n_blocks);
    out->own = STM_NEW_ARRAY(arena, uint16_t, (size_t)n * (out->n_columns + 1));
    out->of_word = STM_NEW_ARRAY(arena, uint32_t *, n);
    out->texts_of = STM_NEW_ARRAY(arena, uint32_t, (size_t)out->n_columns + 1);
    fill_rows(arena, &v, out);
    mend_misread(arena, &v, out);
}
