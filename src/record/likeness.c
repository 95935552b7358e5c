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
    if ((x->hint & y->hint) == 0) {
        return 0;
    }
    return share_group(&x->groups, &y->groups)                 ? SYNONYM
           : x->beginning != 0 && x->beginning == y->beginning ? BEGINNING
                                                               : 0;
}

bool stm_terms_alike(const stm_work *w, uint32_t x, uint32_t y) { return x == y || alike(&w->kin[x], &w->kin[y]) > 0; }

/* Adds what terms of a that b lacks have in terms of b that are like them and not yet taken. */
static void add_kin(const stm_work *w, const stm_matter *a, const stm_matter *b, uint64_t used, stm_likeness *like)
{
    uint64_t hints[64], all = 0;
    uint32_t n = b->terms.n < 64 ? b->terms.n : 64, k = 0;
    for (uint32_t j = 0; j < n; j++) {
        hints[j] = (used >> j & 1) == 0 ? w->kin[b->terms.at[j].id].hint : 0;
        all |= hints[j];
    }
    for (uint32_t i = 0; i < a->terms.n && i < 64; i++) {
        stm_matter_term x = a->terms.at[i];
        uint64_t hint = w->kin[x.id].hint;
        float best = 0;
        uint32_t at = 0;
        if ((hint & all) == 0) {
            continue;
        }
        while (k < b->terms.n && b->terms.at[k].id < x.id) {
            k++;
        }
        if (k < b->terms.n && b->terms.at[k].id == x.id) {
            continue;
        }
        for (uint32_t j = 0; j < n; j++) {
            if ((hint & hints[j]) != 0) {
                float y = b->terms.at[j].weight;
                float s = alike(&w->kin[x.id], &w->kin[b->terms.at[j].id]) * (x.weight < y ? x.weight : y);
                if (s > best) {
                    best = s;
                    at = j;
                }
            }
        }
        if (best > 0) {
            like->shared += best;
            like->n++;
            hints[at] = 0;
        }
    }
}

stm_likeness stm_matter_compare(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    stm_likeness like = { 0 };
    uint32_t k = 0;
    uint64_t used = 0; /* terms of b that a synonym of a has taken; sets beyond 64 terms only match exactly */
    float least = a->weight < b->weight ? a->weight : b->weight;
    for (uint32_t i = 0; i < a->terms.n; i++) {
        stm_matter_term x = a->terms.at[i];
        while (k < b->terms.n && b->terms.at[k].id < x.id) {
            k++;
        }
        if (k < b->terms.n && b->terms.at[k].id == x.id) {
            like.shared += x.weight < b->terms.at[k].weight ? x.weight : b->terms.at[k].weight;
            like.n++;
            like.exact++;
            if (k < 64) {
                used |= (uint64_t)1 << k;
            }
        }
    }
    add_kin(w, a, b, used, &like);
    like.dice = a->weight + b->weight > 0 ? 2 * like.shared / (a->weight + b->weight) : 0;
    like.least = least > 0 ? like.shared / least : 0;
    return like;
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
            if (stm_map_get(&w->words->opposites, (stm_str){ key, lo.n + 1 + hi.n }) != STM_NONE) {
                return true;
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
        stm_str form = stm_token_form(a, i), lemma = a->tokens.at[i].lemma;
        char low[24];
        uint32_t c;
        if (a->tokens.at[i].upos == STM_NOUN && lemma.p != NULL && stm_str_eqz(lemma, "suspect")) {
            continue; /* a man, not a doubt */
        }
        if (form.n < sizeof low) {
            for (size_t k = 0; k < form.n; k++) {
                low[k] = form.p[k] >= 'A' && form.p[k] <= 'Z' ? (char)(form.p[k] | 32) : form.p[k];
            }
            c = stm_map_get(&w->words->classes, (stm_str){ low, form.n });
            bits |= c == STM_NONE ? 0 : c;
        }
        c = lemma.p == NULL ? STM_NONE : stm_map_get(&w->words->classes, lemma);
        bits |= c == STM_NONE ? 0 : c;
    }
    return bits;
}
