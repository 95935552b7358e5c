/* relation.c: relation and direction of a pair, read off the stemma.
 *
 * A pair inside a family descends one from the other if one is an ancestor of the other in the tree; if neither is,
 * they have a common source. A pair that no family holds is an excerpt.
 *
 * In: pairs, families with edges.  Out: relation and from of each pair.  Cost: depth of the trees per pair.
 */
#include <stdlib.h>

#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

/* One article's place in one family. */
typedef struct place {
    uint32_t article, family, node;
} place;

static int by_article(const void *x, const void *y)
{
    const place *p = x, *q = y;
    if (p->article != q->article) {
        return p->article < q->article ? -1 : 1;
    }
    return p->family != q->family ? (p->family < q->family ? -1 : 1) : 0;
}

static bool same_text(const stm_rtext *a, const stm_rtext *b)
{
    return a->n_letters == b->n_letters && memcmp(a->letters, b->letters, a->n_letters) == 0;
}

/* Words of [from, to) that are no furniture. */
static uint32_t body_words(const stm_rtext *t, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t w = from; w < to; w++) {
        n += (t->words[w].flags & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
    }
    return n;
}

/* The same text but for the furniture around it. */
static bool is_identical(const stm_reuse_work *w, const stm_rpair *p)
{
    const stm_rtext *a = &w->texts[p->a], *b = &w->texts[p->b];
    uint32_t rest_a = 0, rest_b = 0, at_a = 0, at_b = 0;
    if (same_text(a, b)) {
        return true;
    }
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (x->kind != STM_ALIGNED_SAME) {
            return false;
        }
        rest_a += body_words(a, at_a, x->a0);
        rest_b += body_words(b, at_b, x->b0);
        at_a = x->a1;
        at_b = x->b1;
    }
    rest_a += body_words(a, at_a, a->n_words);
    rest_b += body_words(b, at_b, b->n_words);
    return rest_a <= STM_IDENTICAL_REST && rest_b <= STM_IDENTICAL_REST;
}

/* Whether one text is the other with nothing but house style and cuts between them. */
static bool is_reprint(const stm_reuse_work *w, const stm_rpair *p)
{
    uint32_t same = 0, all = 0;
    uint32_t na = w->texts[p->a].n_words, nb = w->texts[p->b].n_words, small = na < nb ? na : nb;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (x->kind == STM_ALIGNED_MOVED) {
            return false;
        }
        same += x->same_a + x->same_b;
        all += x->a1 - x->a0 + x->b1 - x->b0;
    }
    return same * 100 >= all * STM_REPRINT_SAME_PERCENT && all * 50 >= small * STM_REPRINT_SHARE_PERCENT;
}

typedef struct walk {
    const stm_reuse *out;
    uint32_t **parent; /* by family: parent of each node, or STM_NONE */
    bool *agency;      /* by family: some text is an agency's, or names one as its source */
} walk;

static bool is_ancestor(const walk *t, uint32_t family, uint32_t x, uint32_t of)
{
    for (of = t->parent[family][of]; of != STM_NONE; of = t->parent[family][of]) {
        if (of == x) {
            return true;
        }
    }
    return false;
}

/* Direction of an excerpt. A text that most of a family has, its root among them, was quoted by the one outside; what
 * only some of a family have came in from outside. In the first case only the root is known to be a source: whichever
 * member was quoted descends from it. */
static uint32_t excerpt_from(const stm_reuse_work *w, const stm_reuse *out, const place *at, const uint32_t *first,
                             const stm_rpair *p, const uint32_t *partners)
{
    bool in_a = first[p->a] < first[p->a + 1], in_b = first[p->b] < first[p->b + 1];
    int order = stm_published_order(w->articles[p->a], w->articles[p->b]);
    uint32_t inside, outside, from;
    const stm_family *family;
    const place *x;
    if (in_a == in_b) {
        return in_a || order == 0 ? STM_NONE : order < 0 ? p->a : p->b;
    }
    inside = in_a ? p->a : p->b;
    outside = in_a ? p->b : p->a;
    x = &at[first[inside]];
    family = &out->families.at[x->family];
    if (partners[outside] * 2 >= family->articles.n) {
        from = x->node == family->root ? inside : STM_NONE;
    } else {
        from = outside;
    }
    if (from != STM_NONE && order != 0 && (order < 0) != (from == p->a)) {
        return STM_NONE; /* the dates say otherwise */
    }
    return from;
}

static void judge(stm_reuse_work *w, const walk *t, const place *at, const uint32_t *first, stm_rpair *p)
{
    uint32_t i = first[p->a], j = first[p->b];
    bool reprint = is_reprint(w, p);
    p->from = STM_NONE;
    p->relation = STM_REL_EXCERPT;
    while (i < first[p->a + 1] && j < first[p->b + 1]) {
        if (at[i].family != at[j].family) {
            at[i].family < at[j].family ? i++ : j++;
            continue;
        }
        p->relation = STM_REL_COMMON_SOURCE;
        if (is_ancestor(t, at[i].family, at[i].node, at[j].node)) {
            p->from = p->a;
        } else if (is_ancestor(t, at[i].family, at[j].node, at[i].node)) {
            p->from = p->b;
        }
        if (p->from != STM_NONE && t->agency[at[i].family] &&
            stm_origin_of(&w->agencies, w->articles[p->from]) == STM_ORIGIN_OUTLET) {
            /* two newspapers with one agency's text, however changed: either may have it from the agency */
            p->from = STM_NONE;
        }
        if (p->from != STM_NONE) {
            p->relation = reprint ? STM_REL_REPRINT : STM_REL_EDIT;
            break;
        }
        i++, j++;
    }
    if (is_identical(w, p)) {
        p->relation = STM_REL_IDENTICAL;
    }
}

void stm_reuse_relations(stm_reuse_work *w, stm_arena *scratch, const stm_reuse *out)
{
    STM_VEC(place) places = { 0 };
    uint32_t *first = STM_NEW_ARRAY(scratch, uint32_t, (size_t)w->n + 1);
    uint32_t *partners = STM_NEW_ARRAY(scratch, uint32_t, w->n); /* by article: excerpt pairs */
    walk t = { out, STM_NEW_ARRAY(scratch, uint32_t *, out->families.n),
               STM_NEW_ARRAY(scratch, bool, out->families.n) };
    for (uint32_t f = 0; f < out->families.n; f++) {
        stm_family *family = &out->families.at[f];
        uint32_t nodes = family->articles.n + family->n_lost;
        t.parent[f] = STM_NEW_ARRAY(scratch, uint32_t, nodes);
        for (uint32_t k = 0; k < nodes; k++) {
            t.parent[f][k] = STM_NONE;
        }
        for (uint32_t k = 0; k < family->edges.n; k++) {
            t.parent[f][family->edges.at[k].to] = family->edges.at[k].from;
        }
        for (uint32_t k = 0; k < family->articles.n; k++) {
            const stm_article *x = w->articles[family->articles.at[k]];
            stm_vec_push(scratch, &places, (place){ family->articles.at[k], f, k });
            t.agency[f] = t.agency[f] || stm_credits_agency(&w->agencies, x) ||
                          stm_origin_of(&w->agencies, x) != STM_ORIGIN_OUTLET;
        }
    }
    if (places.n > 1) {
        qsort(places.at, places.n, sizeof *places.at, by_article);
    }
    for (uint32_t a = 0, k = 0; a <= w->n; a++) {
        while (k < places.n && places.at[k].article < a) {
            k++;
        }
        first[a] = k;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        judge(w, &t, places.at, first, &w->pairs.at[i]);
        if (w->pairs.at[i].relation == STM_REL_EXCERPT) {
            partners[w->pairs.at[i].a]++;
            partners[w->pairs.at[i].b]++;
        }
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        if (p->relation == STM_REL_EXCERPT) {
            p->from = excerpt_from(w, out, places.at, first, p, partners);
        }
    }
}
