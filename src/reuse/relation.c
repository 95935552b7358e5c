/* relation.c: relation and direction of a pair, read off the stemma.
 *
 * A pair inside a family descends one from the other if one is an ancestor of the other in the tree; if neither is,
 * they have a common source. Where nothing tells which of two was first, and most of either is the other's, they are a
 * reprint or an edit all the same. A pair that no family holds is an excerpt, or, where several passages of it are
 * reworded, of a common source too.
 *
 * In: pairs, families with edges.  Out: relation and from of each pair.  Cost: depth of the trees per pair.
 */
#include <stdlib.h>

#include "reuse/at_home.h"
#include "reuse/credited.h"
#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

#define REWORKED_LEAST 3 /* passages that each of two texts has in its own words */

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
        n += (t->flags[w] & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
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

/* Whether text `to` is text `from` with nothing but house style and cuts at the end between them: one stretch or two,
 * hardly a word changed, left out in the middle or put in. Misread letters are no changes. */
static bool is_reprint(const stm_reuse_work *w, const stm_rpair *p, uint32_t from)
{
    bool from_a = from == p->a;
    const stm_rtext *tf = &w->texts[from], *tt = &w->texts[from_a ? p->b : p->a];
    bool noisy = tf->noisy || tt->noisy;
    uint32_t same = 0, all = 0, in_from = 0, in_to = 0, end = 0, n = 0, gaps, own;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        uint32_t of_a = x->a1 - x->a0, of_b = x->b1 - x->b0, stop = from_a ? x->a1 : x->b1;
        if (x->kind == STM_ALIGNED_MOVED) {
            return false;
        }
        if (!x->dropped) {
            n++;
            same += x->same_a + x->same_b;
            all += of_a + of_b;
            in_from += from_a ? of_a : of_b;
            in_to += from_a ? of_b : of_a;
            end = stop > end ? stop : end;
        }
    }
    gaps = body_words(tf, 0, end);
    own = body_words(tt, 0, tt->n_words);
    gaps = gaps > in_from ? gaps - in_from : 0;
    own = own > in_to ? own - in_to : 0;
    if (noisy) {
        return (all - same) * 1000 <= all * STM_REPRINT_NOISY_CHANGED && n <= STM_REPRINT_NOISY_STRETCHES &&
               gaps * 10 <= in_from && own * 10 <= in_to;
    }
    return (all - same) * 1000 <= all * STM_REPRINT_CHANGED && n <= STM_REPRINT_STRETCHES &&
           gaps <= STM_REPRINT_WORDS && own <= STM_REPRINT_WORDS;
}

typedef struct walk {
    const stm_reuse *out;
    uint32_t **parent; /* by family: parent of each node, or STM_NONE */
    bool **told;       /* by family: something tells that the parent was first */
} walk;

/* Whether x is an ancestor; *told: whether each step from it is told. */
static bool is_ancestor(const walk *t, uint32_t family, uint32_t x, uint32_t of, bool *told)
{
    *told = true;
    while (t->parent[family][of] != STM_NONE) {
        *told = *told && t->told[family][of];
        of = t->parent[family][of];
        if (of == x) {
            return true;
        }
    }
    return false;
}

/* Whether most of a family share wording with an article. */
static bool family_has(stm_reuse_work *w, const stm_family *family, uint32_t article)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < family->articles.n && family->articles.n <= STM_STEMMA_MAX; i++) {
        n += stm_rpair_find(w, family->articles.at[i], article) != NULL;
    }
    return n > 0 && n * 2 >= family->articles.n;
}

/* Where the wording of an excerpt is at home: in the family that most members of have it, the larger one if both do.
 * 0: in the first, 1: in the second, -1: that does not tell. */
static int home_of(stm_reuse_work *w, const stm_reuse *out, const place *a, const place *b)
{
    const stm_family *fa = &out->families.at[a->family], *fb = &out->families.at[b->family];
    bool in_a = family_has(w, fa, b->article), in_b = family_has(w, fb, a->article);
    if (in_a && (!in_b || fa->articles.n > fb->articles.n)) {
        return 0;
    }
    return in_b && (!in_a || fb->articles.n > fa->articles.n) ? 1 : -1;
}

/* Pairs that nobody asks for may have no texts. */
static bool is_folded(const stm_reuse_work *w, const stm_rpair *p)
{
    return w->texts[p->a].letters != NULL && w->texts[p->b].letters != NULL;
}

/* One article that another one quotes by its own account. */
typedef struct credit {
    uint32_t source, words, next; /* next of the same article, or STM_NONE */
} credit;

typedef struct credits {
    STM_VEC(credit) list;
    uint32_t *first; /* by article */
    bool *named;     /* by article: it names whom it quotes */
} credits;

static void note_credit(stm_arena *scratch, credits *c, uint32_t by, uint32_t source, uint32_t words)
{
    stm_vec_push(scratch, &c->list, (credit){ source, words, c->first[by] });
    c->first[by] = c->list.n - 1;
}

static void find_credits(const stm_reuse_work *w, stm_arena *scratch, credits *c)
{
    c->first = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    c->named = STM_NEW_ARRAY(scratch, bool, w->n);
    for (uint32_t i = 0; i < w->n; i++) {
        c->first[i] = STM_NONE;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        bool by_a, by_b;
        if (!is_folded(w, p) || p->relation != STM_REL_EXCERPT) {
            continue;
        }
        by_a = stm_credits_other(w, p, p->a);
        by_b = stm_credits_other(w, p, p->b);
        if (by_a && !by_b) {
            note_credit(scratch, c, p->a, p->b, p->words_a);
        } else if (by_b && !by_a) {
            note_credit(scratch, c, p->b, p->a, p->words_b);
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        c->named[i] = c->first[i] != STM_NONE;
    }
}

/* The article of an excerpt whose passages are strange to it and at home in the other one, which was not published
 * later; STM_NONE. */
static uint32_t guest_of(const stm_reuse_work *w, stm_arena *scratch, const stm_rpair *p, const credits *c)
{
    uint32_t home;
    int order;
    if (!is_folded(w, p) || p->relation != STM_REL_EXCERPT || c->named[p->a] || c->named[p->b]) {
        return STM_NONE;
    }
    order = stm_published_order(w->articles[p->a], w->articles[p->b]);
    home = stm_at_home(w, scratch, p, order <= 0, order >= 0);
    return home == STM_NONE ? STM_NONE : home == p->a ? p->b : p->a;
}

/* The guests of all pairs, which are looked for on all threads. */
typedef struct guests {
    stm_reuse_work *w;
    const credits *quoted;
    uint32_t *of_pair;
} guests;

typedef struct guests_turn {
    const guests *all;
    stm_arena *scratch;
    uint32_t first, end; /* pairs */
} guests_turn;

#define STRETCH 64 /* pairs that a lane takes at a time */

static void find_guests(void *arg)
{
    guests_turn *t = arg;
    const guests *g = t->all;
    for (uint32_t i = t->first; i < t->end; i++) {
        stm_arena_reset(t->scratch);
        g->of_pair[i] = guest_of(g->w, t->scratch, &g->w->pairs.at[i], g->quoted);
    }
}

static stm_status guests_item(void *arg, uint32_t lane, uint32_t item)
{
    const guests *g = arg;
    uint32_t first = item * STRETCH, n = g->w->pairs.n;
    guests_turn t = { g, &g->w->lanes[lane].draft, first, n - first < STRETCH ? n : first + STRETCH };
    return stm_arena_protect(t.scratch, find_guests, &t);
}

/* What articles quote that name nobody: of the texts in which the passage is at home those whose wording is nearest. */
static void find_homes(stm_reuse_work *w, stm_arena *scratch, credits *c)
{
    uint32_t *guest = STM_NEW_ARRAY(scratch, uint32_t, w->pairs.n);
    int32_t *most = STM_NEW_ARRAY(scratch, int32_t, w->n);
    guests all = { w, c, guest };
    if (stm_crew_help(w->crew, w->n_lanes, (w->pairs.n + STRETCH - 1) / STRETCH, guests_item, &all) != STM_OK) {
        stm_arena_fail(w->arena);
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        if (guest[i] != STM_NONE) {
            int32_t alike = stm_passages_alike(&w->pairs.at[i], guest[i]);
            most[guest[i]] = alike > most[guest[i]] ? alike : most[guest[i]];
        }
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        if (guest[i] != STM_NONE && stm_passages_alike(p, guest[i]) + STM_HOME_ALIKE >= most[guest[i]]) {
            note_credit(scratch, c, guest[i], guest[i] == p->a ? p->b : p->a, 1);
        }
    }
}

static bool is_behind(const stm_reuse_work *w, const walk *t, const place *at, const uint32_t *first, uint32_t x,
                      uint32_t y)
{
    for (uint32_t i = first[x]; i < first[x + 1] && x != y; i++) {
        for (uint32_t j = first[y]; j < first[y + 1]; j++) {
            bool told;
            if (at[i].family == at[j].family && is_ancestor(t, at[i].family, at[i].node, at[j].node, &told) &&
                (told || w->origins[x] != STM_ORIGIN_OUTLET)) {
                return true;
            }
        }
    }
    return x == y;
}

/* Whether x is what an article quotes by its own account, or what that was made from. Several texts of the outlet that
 * it names may have the passage; then x is one that all others of them come from. */
static bool is_quoted(const stm_reuse_work *w, const walk *t, const place *at, const uint32_t *first, const credits *c,
                      uint32_t by, uint32_t x)
{
    uint32_t most = 0;
    for (uint32_t k = c->first[by]; k != STM_NONE; k = c->list.at[k].next) {
        most = c->list.at[k].words > most ? c->list.at[k].words : most;
    }
    for (uint32_t k = c->first[by]; k != STM_NONE; k = c->list.at[k].next) {
        if (c->list.at[k].words * 10 >= most * 9 && !is_behind(w, t, at, first, x, c->list.at[k].source)) {
            return false;
        }
    }
    return true;
}

/* Direction of an excerpt. A text that most of a family has, its root among them, was quoted by the one outside; what
 * only some of a family have came in from outside. In the first case only the root is known to be a source: whichever
 * member was quoted descends from it. */
static uint32_t excerpt_from(stm_reuse_work *w, const stm_reuse *out, const place *at, const uint32_t *first,
                             const stm_rpair *p, const uint32_t *partners)
{
    bool in_a = first[p->a] < first[p->a + 1], in_b = first[p->b] < first[p->b + 1];
    int order = stm_published_order(w->articles[p->a], w->articles[p->b]);
    uint32_t from = STM_NONE;
    if (in_a && in_b) {
        const place *a = &at[first[p->a]], *b = &at[first[p->b]];
        int home = home_of(w, out, a, b);
        if (home >= 0) {
            const place *x = home == 0 ? a : b;
            from = x->node == out->families.at[x->family].root ? x->article : STM_NONE;
        }
    } else if (!in_a && !in_b) {
        from = order == 0 ? STM_NONE : order < 0 ? p->a : p->b;
    } else {
        uint32_t inside = in_a ? p->a : p->b, outside = in_a ? p->b : p->a;
        const place *x = &at[first[inside]];
        const stm_family *family = &out->families.at[x->family];
        if (partners[outside] * 2 >= family->articles.n) {
            from = x->node == family->root ? inside : STM_NONE;
        } else {
            from = outside;
        }
    }
    if (from != STM_NONE && order != 0 && (order < 0) != (from == p->a)) {
        return STM_NONE; /* the dates say otherwise */
    }
    return from;
}

/* The same where an article says whom it quotes: that one, and whom that has it from. It was not quoted itself. */
static void direct_excerpt(stm_reuse_work *w, const walk *t, const place *at, const uint32_t *first, stm_rpair *p,
                           const uint32_t *partners, const credits *c)
{
    bool a_quotes = c->first[p->a] != STM_NONE, b_quotes = c->first[p->b] != STM_NONE;
    p->credited = false;
    p->from = excerpt_from(w, t->out, at, first, p, partners);
    if (a_quotes != b_quotes) {
        uint32_t quoting = a_quotes ? p->a : p->b, other = a_quotes ? p->b : p->a;
        int order = stm_published_order(w->articles[other], w->articles[quoting]);
        if (p->from == quoting) {
            p->from = STM_NONE;
        }
        if (order <= 0 && is_quoted(w, t, at, first, c, quoting, other)) {
            p->from = other;
            p->credited = c->named[quoting];
        }
    }
}

/* Most of either text is the other's. */
static bool is_most(const stm_reuse_work *w, const stm_rpair *p)
{
    return p->words_a * 2 > w->texts[p->a].n_words && p->words_b * 2 > w->texts[p->b].n_words;
}

static void judge(stm_reuse_work *w, const walk *t, const place *at, const uint32_t *first, stm_rpair *p)
{
    uint32_t i = first[p->a], j = first[p->b];
    bool told = true;
    p->from = STM_NONE;
    p->relation = STM_REL_EXCERPT;
    while (i < first[p->a + 1] && j < first[p->b + 1]) {
        if (at[i].family != at[j].family) {
            at[i].family < at[j].family ? i++ : j++;
            continue;
        }
        p->relation = STM_REL_COMMON_SOURCE;
        if (is_ancestor(t, at[i].family, at[i].node, at[j].node, &told)) {
            p->from = p->a;
        } else if (is_ancestor(t, at[i].family, at[j].node, at[i].node, &told)) {
            p->from = p->b;
        }
        if (p->from != STM_NONE && !told && w->origins[p->from] == STM_ORIGIN_OUTLET) {
            uint32_t either = p->from; /* one is made from the other, whichever came first */
            p->from = STM_NONE;
            if (is_reprint(w, p, either)) {
                p->relation = STM_REL_REPRINT;
            } else if (stm_one_outlet(w->articles[p->a], w->articles[p->b]) || is_most(w, p)) {
                p->relation = STM_REL_EDIT;
            }
        }
        if (p->from != STM_NONE) {
            p->relation = is_reprint(w, p, p->from) ? STM_REL_REPRINT : STM_REL_EDIT;
            break;
        }
        i++, j++;
    }
    if (is_identical(w, p)) {
        p->relation = STM_REL_IDENTICAL;
    }
}

/* Both have several passages of one text, most of them reworded: neither lifted them from the other as they
 * stand. Of misread texts it is not known. */
static bool is_reworked(const stm_reuse_work *w, const stm_rpair *p)
{
    uint32_t edited = 0, n = 0;
    for (uint32_t i = 0; i < p->passages.n; i++) {
        if (!p->passages.at[i].dropped) {
            n++;
            edited += p->passages.at[i].kind == STM_ALIGNED_EDITED;
        }
    }
    return edited >= REWORKED_LEAST && edited * 2 > n && !w->texts[p->a].noisy && !w->texts[p->b].noisy;
}

void stm_reuse_relations(stm_reuse_work *w, stm_arena *scratch, const stm_reuse *out)
{
    STM_VEC(place) places = { 0 };
    uint32_t *first = STM_NEW_ARRAY(scratch, uint32_t, (size_t)w->n + 1);
    uint32_t *partners = STM_NEW_ARRAY(scratch, uint32_t, w->n); /* by article: excerpt pairs */
    credits quoted = { .first = NULL };
    walk t = { out, STM_NEW_ARRAY(scratch, uint32_t *, out->families.n),
               STM_NEW_ARRAY(scratch, bool *, out->families.n) };
    for (uint32_t f = 0; f < out->families.n; f++) {
        stm_family *family = &out->families.at[f];
        uint32_t nodes = family->articles.n + family->n_lost;
        t.parent[f] = STM_NEW_ARRAY(scratch, uint32_t, nodes);
        t.told[f] = STM_NEW_ARRAY(scratch, bool, nodes);
        for (uint32_t k = 0; k < nodes; k++) {
            t.parent[f][k] = STM_NONE;
        }
        for (uint32_t k = 0; k < family->edges.n; k++) {
            t.parent[f][family->edges.at[k].to] = family->edges.at[k].from;
            t.told[f][family->edges.at[k].to] = family->edges.at[k].told;
        }
        for (uint32_t k = 0; k < family->articles.n; k++) {
            stm_vec_push(scratch, &places, (place){ family->articles.at[k], f, k });
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
        stm_rpair *p = &w->pairs.at[i];
        if (!is_folded(w, p)) {
            continue;
        }
        judge(w, &t, places.at, first, p);
        if (p->relation == STM_REL_EXCERPT) {
            partners[p->a]++;
            partners[p->b]++;
        }
    }
    find_credits(w, scratch, &quoted);
    find_homes(w, scratch, &quoted);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        if (is_folded(w, p) && p->relation == STM_REL_EXCERPT) {
            direct_excerpt(w, &t, places.at, first, p, partners, &quoted);
            if (!p->credited && is_reworked(w, p)) {
                p->relation = STM_REL_COMMON_SOURCE;
                p->from = STM_NONE;
            }
        }
    }
}
