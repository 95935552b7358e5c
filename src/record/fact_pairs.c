/* fact_pairs.c: pieces of sentences of different lines that stand for one thing.
 *
 * In: facts.stands and .near, terms.  Out: facts.links, .pairs, .pairs_of.
 *
 * Words of two sentences are linked where they have one term or like terms; links hang together where their words do
 * on both sides. Each set of links that hang together, each word in one link at most, is a pair.
 * Cost: sentences that share a term which not more than MAX_SHARING of the last have; words times words of those that
 * share enough.
 */
#include <math.h>
#include <stdlib.h>

#include "record/facts.h"

#define MAX_SHARING 80
#define MAX_LINKS 48
#define MAX_WORDS 60      /* of a sentence: at most as many as a number has bits */
#define LEAST_EXACT 2.5f  /* weight of the words that two sentences share */
#define LEAST_SCORE 4.0f  /* of a pair that bears out what is known */
#define LEAST_LOOSE 10.0f /* of one whose words hang together over others, */
#define LEAST_LOOSE_WORDS 3
#define LEAST_ALIGNED 6.0f   /* of all that two sentences share, */
#define LEAST_LIKENESS 0.16f /* by their weights; fact_aligned.c asks for more */

/* Bits of terms: two that are alike share one of `hint` and one of `second`, two that are one share the one of `own`.
 */
typedef struct bits {
    uint64_t hint, second, own;
} bits;

typedef struct word {
    uint32_t token, term;
    float weight;
    bool verb;
    bits bits;
} word;

typedef struct words {
    STM_VEC(word) at;
    uint64_t *hint, *second, *own; /* the bits of `at` again, side by side */
    uint32_t *first;               /* by sentence of the story, and one */
    uint32_t *member, *sentence;
    bits *bits;  /* by sentence: those of its words */
    float *norm; /* by sentence: of its words as a vector */
    uint32_t n;
} words;

/* A quick no. */
static bool may_be_alike(const bits *x, const bits *y)
{
    return (x->own & y->own) != 0 || ((x->hint & y->hint) != 0 && (x->second & y->second) != 0);
}

static void read_words(stm_work *w, const stm_facts *f, words *out)
{
    uint32_t total = 0;
    for (uint32_t m = 0; m < w->n; m++) {
        total += w->article[m]->sentences.n;
    }
    out->first = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)total + 1);
    out->member = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)total + 1);
    out->sentence = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)total + 1);
    out->bits = STM_NEW_ARRAY(w->arena, bits, (size_t)total + 1);
    out->norm = STM_NEW_ARRAY(w->arena, float, (size_t)total + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t s = 0; s < a->sentences.n; s++) {
            const stm_sentence *x = &a->sentences.at[s];
            uint32_t from = out->at.n, u = x->furniture;
            bits *all = &out->bits[out->n];
            float *norm = &out->norm[out->n];
            out->first[out->n] = from;
            out->member[out->n] = m;
            out->sentence[out->n++] = s;
            if (u != 0 && u != 1 + STM_FURN_CAPTION && u != 1 + STM_FURN_HEADLINE) {
                continue;
            }
            for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens && out->at.n - from < MAX_WORDS; i++) {
                word one = { .token = i, .term = stm_fact_term(f, m, i), .verb = f->mood[m][i] != 0 };
                if (one.term != STM_NONE) {
                    const stm_term_kin *kin = &w->kin[one.term];
                    one.bits = (bits){ kin->hint, kin->second, (uint64_t)1 << one.term % 64 };
                    *all = (bits){ all->hint | kin->hint, all->second | kin->second, all->own | one.bits.own };
                    one.weight = w->token_term[m][i].weight * w->rarity.at[one.term];
                    *norm += one.weight * one.weight;
                    stm_vec_push(w->arena, &out->at, one);
                }
            }
        }
    }
    out->first[out->n] = out->at.n;
    out->hint = STM_NEW_ARRAY(w->arena, uint64_t, (size_t)out->at.n + 1);
    out->second = STM_NEW_ARRAY(w->arena, uint64_t, (size_t)out->at.n + 1);
    out->own = STM_NEW_ARRAY(w->arena, uint64_t, (size_t)out->at.n + 1);
    for (uint32_t i = 0; i < out->at.n; i++) {
        out->hint[i] = out->at.at[i].bits.hint;
        out->second[i] = out->at.at[i].bits.second;
        out->own[i] = out->at.at[i].bits.own;
    }
}

/* clang 14 does not link clones of hidden functions, and the sanitizers run before the resolvers may. */
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STM_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define STM_WIDE
#endif

/* Which words from `from` on, before `end`, may be like x, as bits; without a jump that nobody foresees. */
STM_WIDE static uint64_t may_be_like(const words *all, uint32_t from, uint32_t end, const bits *x)
{
    const uint64_t *hint = all->hint + from, *second = all->second + from, *own = all->own + from;
    uint64_t found = 0, n = end - from;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t kin = (uint64_t)((hint[i] & x->hint) != 0) & (uint64_t)((second[i] & x->second) != 0);
        found |= (kin | (uint64_t)((own[i] & x->own) != 0)) << i;
    }
    return found;
}

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static int heaviest_first(const void *a, const void *b)
{
    const stm_fact_link *x = a, *y = b;
    return x->weight != y->weight       ? (x->weight < y->weight) - (x->weight > y->weight)
           : x->token[0] != y->token[0] ? (x->token[0] > y->token[0]) - (x->token[0] < y->token[0])
                                        : (x->token[1] > y->token[1]) - (x->token[1] < y->token[1]);
}

/* The links of one set, each word once, as a pair. */
static stm_fact_pair pair_of(stm_work *w, stm_facts *f, const words *all, uint32_t g, uint32_t h, stm_fact_link *set,
                             uint32_t n)
{
    stm_fact_pair p = { .member = { all->member[g], all->member[h] },
                        .sentence = { all->sentence[g], all->sentence[h] },
                        .first = f->links.n };
    qsort(set, n, sizeof *set, heaviest_first);
    for (uint32_t i = 0; i < n; i++) {
        bool taken = false;
        for (uint32_t k = p.first; k < f->links.n && !taken; k++) {
            taken = f->links.at[k].token[0] == set[i].token[0] || f->links.at[k].token[1] == set[i].token[1];
        }
        if (!taken) {
            stm_vec_push(w->arena, &f->links, set[i]);
            p.score += set[i].weight;
        }
    }
    p.n = f->links.n - p.first;
    return p;
}

static void add_pair(stm_work *w, stm_facts *f, stm_fact_pair *p, bool loose)
{
    if (p->n < (loose ? LEAST_LOOSE_WORDS : 2) || p->score < (loose ? LEAST_LOOSE : LEAST_SCORE) ||
        (loose && !stm_fact_tells_much(w, f, p))) {
        f->links.n = p->first;
    } else if (loose) {
        stm_vec_push(w->arena, &f->loose, *p);
    } else {
        p->tells = stm_fact_tells(w, f, p);
        stm_vec_push(w->arena, &f->pairs, *p);
    }
}

/* The sets of links that hang together. */
static void add_sets(stm_work *w, stm_facts *f, const words *all, uint32_t g, uint32_t h, const stm_fact_link *link,
                     uint32_t n, bool loose)
{
    bool (*tied)(const stm_facts *, uint32_t, uint32_t, uint32_t) = loose ? stm_fact_together : stm_fact_near;
    stm_fact_link set[MAX_LINKS];
    uint32_t up[MAX_LINKS], x = all->member[g], y = all->member[h];
    for (uint32_t i = 0; i < n; i++) {
        up[i] = i;
        for (uint32_t k = 0; k < i; k++) {
            if (link[i].token[0] != link[k].token[0] && link[i].token[1] != link[k].token[1] &&
                tied(f, x, link[i].token[0], link[k].token[0]) && tied(f, y, link[i].token[1], link[k].token[1])) {
                up[root_of(up, i)] = root_of(up, k);
            }
        }
    }
    for (uint32_t r = 0; r < n; r++) {
        uint32_t in = 0;
        for (uint32_t i = 0; i < n && root_of(up, r) == r; i++) {
            if (root_of(up, i) == r) {
                set[in++] = link[i];
            }
        }
        if (in >= 2) {
            stm_fact_pair p = pair_of(w, f, all, g, h, set, in);
            add_pair(w, f, &p, loose);
        }
    }
}

/* All that two sentences share, if it is much of them. */
static void align(stm_work *w, stm_facts *f, const words *all, uint32_t g, uint32_t h, stm_fact_link *link, uint32_t n)
{
    stm_fact_pair p = pair_of(w, f, all, g, h, link, n);
    float shared = 0;
    for (uint32_t i = 0; i < p.n; i++) {
        shared += f->links.at[p.first + i].weight * f->links.at[p.first + i].weight;
    }
    p.likeness = shared / sqrtf(all->norm[g] * all->norm[h]);
    if (p.n < 2 || p.score < LEAST_ALIGNED || p.likeness < LEAST_LIKENESS) {
        f->links.n = p.first;
    } else {
        stm_vec_push(w->arena, &f->aligned, p);
    }
}

static void compare(stm_work *w, stm_facts *f, const words *all, uint32_t g, uint32_t h)
{
    stm_fact_link link[MAX_LINKS];
    float weight = 0;
    bool apart = false; /* what hangs on a deed here hangs on what is no deed there */
    uint32_t n = 0, x = all->member[g], y = all->member[h];
    for (uint32_t i = all->first[g]; i < all->first[g + 1]; i++) {
        const word *p = &all->at.at[i];
        uint64_t like =
            may_be_alike(&p->bits, &all->bits[h]) ? may_be_like(all, all->first[h], all->first[h + 1], &p->bits) : 0;
        for (; like != 0 && n < MAX_LINKS; like &= like - 1) {
            const word *q = &all->at.at[all->first[h] + (uint32_t)__builtin_ctzll(like)];
            if (!stm_terms_alike(w, p->term, q->term)) {
                continue;
            }
            if (p->verb && q->verb && stm_fact_moods_apart(w, f, x, p->token, y, q->token)) {
                apart = true;
            } else {
                float least = p->weight < q->weight ? p->weight : q->weight;
                link[n++] =
                    (stm_fact_link){ { p->token, q->token }, p->term == q->term ? least : STM_FACT_LIKE * least };
                weight += link[n - 1].weight;
            }
        }
    }
    add_sets(w, f, all, g, h, link, n, false);
    if (weight >= LEAST_LOOSE && !apart) {
        add_sets(w, f, all, g, h, link, n, true);
    }
    if (weight >= LEAST_ALIGNED && !apart) {
        align(w, f, all, g, h, link, n);
    }
}

static int best_first(const void *a, const void *b)
{
    const stm_fact_pair *x = a, *y = b;
    return x->tells != y->tells   ? (x->tells < y->tells) - (x->tells > y->tells)
           : x->score != y->score ? (x->score < y->score) - (x->score > y->score)
                                  : (x->first > y->first) - (x->first < y->first);
}

void stm_fact_pairs(stm_work *w, stm_facts *f)
{
    words all = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1), touched = { 0 };
    float *shared;
    uint32_t *seen;
    read_words(w, f, &all);
    shared = STM_NEW_ARRAY(w->arena, float, (size_t)all.n + 1);
    seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)all.n + 1);
    for (uint32_t g = 0; g < all.n; g++) {
        touched.n = 0;
        for (uint32_t i = all.first[g]; i < all.first[g + 1]; i++) {
            const word *x = &all.at.at[i];
            stm_u32s *list = &with[x->term];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t h = list->at[j];
                if (w->line[all.member[h]] == w->line[all.member[g]]) {
                    continue;
                }
                if (seen[h] != g + 1) {
                    seen[h] = g + 1;
                    shared[h] = 0;
                    stm_vec_push(w->arena, &touched, h);
                }
                shared[h] += x->weight;
            }
        }
        for (uint32_t i = 0; i < touched.n; i++) {
            if (shared[touched.at[i]] >= LEAST_EXACT) {
                compare(w, f, &all, touched.at[i], g);
            }
        }
        for (uint32_t i = all.first[g]; i < all.first[g + 1]; i++) {
            stm_u32s *list = &with[all.at.at[i].term];
            if (list->n == 0 || list->at[list->n - 1] != g) {
                stm_vec_push(w->arena, list, g);
            }
        }
    }
    stm_fact_align(w, f);
    if (f->loose.n > 0) {
        qsort(f->loose.at, f->loose.n, sizeof *f->loose.at, best_first);
    }
    if (f->pairs.n > 0) {
        qsort(f->pairs.at, f->pairs.n, sizeof *f->pairs.at, best_first);
    }
    f->pairs_of = STM_NEW_ARRAY(w->arena, stm_u32s *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        f->pairs_of[m] = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t p = 0; p < f->pairs.n; p++) {
        const stm_fact_pair *x = &f->pairs.at[p];
        stm_vec_push(w->arena, &f->pairs_of[x->member[0]][x->sentence[0]], p);
        stm_vec_push(w->arena, &f->pairs_of[x->member[1]][x->sentence[1]], p);
    }
}
