/* likeness.c: how like two matters are, and what words of doubt and denial a stretch holds.
 *
 * In: matters (matter.c).  Out: likeness.  A term counts in full where both sets have it; a synonym, or a word with the
 * same beginning, at a discount, each term once.  Invariant: sets beyond 64 terms match exactly only.
 * Cost: linear for equal terms, terms times terms for synonyms.
 * Source: Mihalcea, Corley and Strapparava, "Corpus-based and knowledge-based measures of text semantic similarity"
 * (AAAI 2006).
 */
#include "record/record_words.h"

#define SYNONYM 0.75f /* of the lighter term's weight */
#define BEGINNING 0.7f

static bool share_group(const stm_u32s *a, const stm_u32s *b)
{
    uint32_t i = 0, k = 0;
    while (i < a->n && k < b->n) {
        if (a->at[i] == b->at[k]) {
            return true;
        }
        if (a->at[i] < b->at[k]) {
            i++;
        } else {
            k++;
        }
    }
    return false;
}

static float alike(const stm_term_kin *x, const stm_term_kin *y)
{
    if (!stm_kin_may_be_alike(x, y)) {
        return 0;
    }
    return share_group(&x->groups, &y->groups)                 ? SYNONYM
           : x->beginning != 0 && x->beginning == y->beginning ? BEGINNING
                                                               : 0;
}

bool stm_kin_alike(const stm_term_kin *x, const stm_term_kin *y) { return alike(x, y) > 0; }

#define MAX_LEFT 64

/* Terms of one side that the other lacks, of its first MAX_LEFT. */
typedef struct left {
    const stm_term_kin *kin[MAX_LEFT];
    float weight[MAX_LEFT];
    uint64_t hint, second; /* of all */
    uint32_t n;
} left;

static void leave(const stm_work *w, left *l, const stm_matter *m, uint32_t i)
{
    const stm_term_kin *kin = &w->kin[m->terms.at[i].id];
    if (i < MAX_LEFT && kin->hint != 0) {
        l->kin[l->n] = kin;
        l->weight[l->n++] = m->terms.at[i].weight;
        l->hint |= kin->hint;
        l->second |= kin->second;
    }
}

/* Adds what terms of a that b lacks have in terms of b that are like them and not yet taken. */
static void add_kin(const left *a, left *b, stm_likeness *like)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const stm_term_kin *x = a->kin[i];
        float best = 0;
        uint32_t at = 0;
        if ((x->hint & b->hint) == 0 || (x->second & b->second) == 0) {
            continue;
        }
        for (uint32_t j = 0; j < b->n; j++) {
            if (b->kin[j] != NULL && stm_kin_may_be_alike(x, b->kin[j])) {
                float s = alike(x, b->kin[j]) * (a->weight[i] < b->weight[j] ? a->weight[i] : b->weight[j]);
                if (s > best) {
                    best = s;
                    at = j;
                }
            }
        }
        if (best > 0) {
            like->shared += best;
            like->n++;
            b->kin[at] = NULL;
        }
    }
}

stm_likeness stm_matter_compare(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    stm_likeness like = { 0 };
    left left_a, left_b;
    uint32_t k = 0;
    float least = a->weight < b->weight ? a->weight : b->weight;
    left_a.n = left_b.n = 0;
    left_a.hint = left_a.second = left_b.hint = left_b.second = 0;
    for (uint32_t i = 0; i < a->terms.n; i++) {
        stm_matter_term x = a->terms.at[i];
        while (k < b->terms.n && b->terms.at[k].id < x.id) {
            leave(w, &left_b, b, k++);
        }
        if (k < b->terms.n && b->terms.at[k].id == x.id) {
            like.shared += x.weight < b->terms.at[k].weight ? x.weight : b->terms.at[k].weight;
            like.n++;
            like.exact++;
            k++;
        } else {
            leave(w, &left_a, a, i);
        }
    }
    while (k < b->terms.n && k < MAX_LEFT) {
        leave(w, &left_b, b, k++);
    }
    if ((left_a.hint & left_b.hint) != 0 && (left_a.second & left_b.second) != 0) {
        add_kin(&left_a, &left_b, &like);
    }
    like.dice = a->weight + b->weight > 0 ? 2 * like.shared / (a->weight + b->weight) : 0;
    like.least = least > 0 ? like.shared / least : 0;
    return like;
}

static bool has_id(const stm_matter *m, uint32_t id)
{
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (m->terms.at[i].id == id) {
            return true;
        }
    }
    return false;
}

bool stm_matter_opposed(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    char key[64];
    for (uint32_t i = 0; i < a->terms.n && i < 64; i++) {
        stm_str x = w->terms.items.at[a->terms.at[i].id].key;
        for (uint32_t k = 0; k < b->terms.n && k < 64; k++) {
            stm_str y = w->terms.items.at[b->terms.at[k].id].key, lo = x, hi = y;
            if (x.n + y.n + 1 > sizeof key || a->terms.at[i].id == b->terms.at[k].id) {
                continue;
            }
            if (stm_str_cmp(x, y) > 0) {
                lo = y, hi = x;
            }
            memcpy(key, lo.p, lo.n);
            key[lo.n] = ' ';
            memcpy(key + lo.n + 1, hi.p, hi.n);
            if (stm_map_get(&w->words->opposites, (stm_str){ key, lo.n + 1 + hi.n }) != STM_NONE &&
                !has_id(a, b->terms.at[k].id) && !has_id(b, a->terms.at[i].id)) {
                return true; /* one has "victory" and "defeat" both: of the two who fought, each has his */
            }
        }
    }
    return false;
}

uint32_t stm_matter_classes(const stm_work *w, uint32_t member, stm_span at)
{
    const stm_article *a = w->article[member];
    uint32_t bits = 0;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        bits |= w->token_class[member][i];
    }
    return bits;
}
