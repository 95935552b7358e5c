/* lineage.c: see lineage.h. The cheapest tree is looked for from two beginnings, the best tree of texts alone (Edmonds)
 * and all texts under one lost source, by moving one node at a time: under another parent, beside another node under a
 * new lost source, into its parent's place, and by taking lost sources out.
 *
 * In: the table of words, priors.  Out: parents and margins.
 * Cost: a valuation of the tree for each move; the moves of one family end after STM_LINEAGE_WORK steps.
 */
#include "reuse/arborescence.h"
#include "reuse/lineage_work.h"
#include "reuse/reuse_tuning.h"

/* Trees are known again by their parents: of few nodes as one number, four bits each, of more by a byte each. A family
 * meets most of them several times. */
#define KNOWN_NODES 14u
#define KNOWN_TREES 256u /* power of two */
#define SHAPE_NODES 128u
#define SHAPE_TREES 2048u /* the same of those with more nodes */

typedef struct known_tree {
    uint64_t key; /* 0: none */
    int64_t cost;
} known_tree;

typedef struct search {
    const stm_lineage_work *w;
    stm_forest now, trial, best;
    stm_valuation v;
    int64_t cost;
    uint32_t *near; /* n * n_near: for each text those that it was most cheaply made from or into */
    uint32_t n_near;
    uint64_t left;     /* work that may still be done */
    bool lost;         /* a tree with a lost source may be the cheapest */
    known_tree *known; /* NULL: there are too many nodes */
    uint8_t *shapes;   /* of more nodes than KNOWN_NODES: the parents of each tree of `known`, and of one more */
    uint32_t shape;    /* bytes of one */
} search;

static void copy_forest(const stm_lineage_work *w, stm_forest *to, const stm_forest *from)
{
    memcpy(to->parent, from->parent, sizeof *to->parent * w->max);
    memcpy(to->used, from->used, sizeof *to->used * w->max);
}

static bool is_below(const stm_forest *f, uint32_t x, uint32_t top)
{
    for (; x != STM_NONE; x = f->parent[x]) {
        if (x == top) {
            return true;
        }
    }
    return false;
}

/* A lost source with one child is none: the child takes its place. */
static void tidy(const stm_lineage_work *w, stm_forest *f)
{
    bool again = true;
    while (again) {
        again = false;
        for (uint32_t h = w->n; h < w->max; h++) {
            uint32_t kids = 0, kid = STM_NONE;
            if (!f->used[h]) {
                continue;
            }
            for (uint32_t x = 0; x < w->max; x++) {
                if (f->used[x] && f->parent[x] == h) {
                    kids++;
                    kid = x;
                }
            }
            if (kids < 2) {
                if (kid != STM_NONE) {
                    f->parent[kid] = f->parent[h];
                }
                f->used[h] = false;
                f->parent[h] = STM_NONE;
                again = true;
            }
        }
    }
}

/* Of one valuation, about. */
static uint64_t step_work(const stm_lineage_work *w) { return (uint64_t)w->n * (w->columns->n_blocks + w->n / 4 + 16); }

static uint64_t key_of(const stm_lineage_work *w, const stm_forest *f)
{
    uint64_t key = 1;
    for (uint32_t x = 0; x < w->max; x++) {
        key = key << 4 | (!f->used[x] ? 14 : f->parent[x] == STM_NONE ? 15 : f->parent[x]);
    }
    return key;
}

/* Notes the shape of a tree behind those that are known. */
static uint64_t shape_of(const search *s, const stm_forest *f, uint8_t *shape)
{
    uint64_t key = 0;
    for (uint32_t x = 0; x < s->w->max; x++) {
        shape[x] = (uint8_t)(!f->used[x] ? 254 : f->parent[x] == STM_NONE ? 255 : f->parent[x]);
    }
    for (uint32_t x = 0; x < s->shape; x += 8) {
        uint64_t part;
        memcpy(&part, shape + x, sizeof part);
        key = (key ^ part) * 0x9E3779B97F4A7C15u;
        key ^= key >> 29;
    }
    return key | 1;
}

static int64_t value_of_shape(search *s, const stm_forest *f)
{
    uint8_t *shape = s->shapes + (size_t)SHAPE_TREES * s->shape, *at;
    uint64_t key = shape_of(s, f, shape);
    uint32_t place = (uint32_t)(key >> 32) & (SHAPE_TREES - 1);
    known_tree *k = &s->known[place];
    at = s->shapes + (size_t)place * s->shape;
    if (k->key != key || memcmp(at, shape, s->shape) != 0) {
        *k = (known_tree){ key, stm_lineage_value(s->w, f, &s->v) };
        memcpy(at, shape, s->shape);
    }
    return k->cost;
}

/* stm_lineage_value, or what it was. */
static int64_t value_of(search *s, const stm_forest *f)
{
    uint64_t key;
    known_tree *k;
    if (s->known == NULL) {
        return stm_lineage_value(s->w, f, &s->v);
    }
    if (s->shapes != NULL) {
        return value_of_shape(s, f);
    }
    key = key_of(s->w, f);
    k = &s->known[key * 0x9E3779B97F4A7C15u >> 32 & (KNOWN_TREES - 1)];
    if (k->key != key) {
        *k = (known_tree){ key, stm_lineage_value(s->w, f, &s->v) };
    }
    return k->cost;
}

/* Takes the trial tree if it is cheaper. */
static bool accept(search *s)
{
    int64_t cost;
    if (s->left < step_work(s->w)) {
        s->left = 0;
        return false;
    }
    s->left -= step_work(s->w);
    tidy(s->w, &s->trial);
    cost = value_of(s, &s->trial);
    if (cost < s->cost) {
        s->cost = cost;
        copy_forest(s->w, &s->now, &s->trial);
        return true;
    }
    return false;
}

static uint32_t free_lost(const stm_lineage_work *w, const stm_forest *f)
{
    for (uint32_t h = w->n; h < w->max; h++) {
        if (!f->used[h]) {
            return h;
        }
    }
    return STM_NONE;
}

/* Puts c under p. */
static bool try_under(search *s, uint32_t c, uint32_t p)
{
    if (s->now.parent[c] == p || s->now.parent[c] == STM_NONE || is_below(&s->now, p, c)) {
        return false;
    }
    copy_forest(s->w, &s->trial, &s->now);
    s->trial.parent[c] = p;
    return accept(s);
}

/* Puts c and d under a new lost source in d's place. */
static bool try_beside(search *s, uint32_t c, uint32_t d)
{
    uint32_t h = s->lost ? free_lost(s->w, &s->now) : STM_NONE;
    if (h == STM_NONE || c == d || is_below(&s->now, d, c) || s->now.parent[c] == STM_NONE) {
        return false;
    }
    copy_forest(s->w, &s->trial, &s->now);
    s->trial.used[h] = true;
    s->trial.parent[h] = s->now.parent[d];
    s->trial.parent[d] = h;
    s->trial.parent[c] = h;
    return accept(s);
}

/* c takes its parent's place; the parent becomes its child, alone or with its other children. */
static bool try_over(search *s, uint32_t c, bool with_kids)
{
    uint32_t p = s->now.parent[c];
    if (p == STM_NONE || p >= s->w->n) {
        return false;
    }
    copy_forest(s->w, &s->trial, &s->now);
    s->trial.parent[c] = s->now.parent[p];
    s->trial.parent[p] = c;
    for (uint32_t x = 0; with_kids && x < s->w->max; x++) {
        if (s->now.used[x] && s->now.parent[x] == p && x != c) {
            s->trial.parent[x] = c;
        }
    }
    return accept(s);
}

/* Takes lost source h out; its children go to its parent, or to the child that does best at the top. */
static bool try_without(search *s, uint32_t h, uint32_t heir)
{
    copy_forest(s->w, &s->trial, &s->now);
    s->trial.used[h] = false;
    s->trial.parent[h] = STM_NONE;
    for (uint32_t x = 0; x < s->w->max; x++) {
        if (s->now.used[x] && s->now.parent[x] == h) {
            s->trial.parent[x] = x == heir ? s->now.parent[h] : heir == STM_NONE ? s->now.parent[h] : heir;
        }
    }
    return accept(s);
}

/* All of a text's children and the text itself under a new lost source in its place. */
static bool try_lost_for(search *s, uint32_t p)
{
    uint32_t h = s->lost ? free_lost(s->w, &s->now) : STM_NONE;
    bool any = false;
    if (h == STM_NONE) {
        return false;
    }
    copy_forest(s->w, &s->trial, &s->now);
    for (uint32_t x = 0; x < s->w->max; x++) {
        if (s->now.used[x] && s->now.parent[x] == p) {
            s->trial.parent[x] = h;
            any = true;
        }
    }
    s->trial.used[h] = true;
    s->trial.parent[h] = s->now.parent[p];
    s->trial.parent[p] = h;
    return any && accept(s);
}

static bool sweep(search *s)
{
    const stm_lineage_work *w = s->w;
    bool better = false;
    for (uint32_t c = 0; c < w->max; c++) {
        if (!s->now.used[c]) {
            continue;
        }
        if (c >= w->n) {
            if (s->now.parent[c] != STM_NONE && try_without(s, c, STM_NONE)) {
                better = true;
                continue;
            }
            for (uint32_t x = 0; x < w->max && s->now.used[c]; x++) {
                if (s->now.used[x] && s->now.parent[x] == c && try_without(s, c, x)) {
                    better = true;
                }
            }
            if (!s->now.used[c]) {
                continue;
            }
        }
        for (uint32_t k = 0; k < (c < w->n ? s->n_near : w->n); k++) {
            uint32_t d = c < w->n ? s->near[(size_t)c * s->n_near + k] : k;
            better |= try_under(s, c, d);
            better |= try_beside(s, c, d);
        }
        for (uint32_t h = w->n; h < w->max; h++) {
            if (s->now.used[h] && h != c) {
                better |= try_under(s, c, h);
                better |= try_beside(s, c, h);
            }
        }
        if (c < w->n) {
            better |= try_over(s, c, false);
            better |= try_over(s, c, true);
            better |= try_lost_for(s, c);
        }
    }
    return better;
}

static void find_near(search *s, stm_arena *scratch)
{
    uint32_t n = s->w->n;
    s->n_near = n - 1 < (uint32_t)STM_LINEAGE_NEAR ? n - 1 : (uint32_t)STM_LINEAGE_NEAR;
    s->near = STM_NEW_ARRAY(scratch, uint32_t, (size_t)n * s->n_near);
    for (uint32_t c = 0; c < n; c++) {
        uint32_t *at = s->near + (size_t)c * s->n_near, m = 0;
        for (uint32_t p = 0; p < n; p++) {
            uint32_t k;
            if (p == c) {
                continue;
            }
            for (k = m; k > 0; k--) {
                uint32_t q = at[k - 1];
                int32_t here = s->w->pair[(size_t)p * n + c], there = s->w->pair[(size_t)q * n + c];
                if (here >= there) {
                    break;
                }
                if (k < s->n_near) {
                    at[k] = q;
                }
            }
            if (k < s->n_near) {
                at[k] = p;
                m += m < s->n_near;
            }
        }
    }
}

/* What the tree costs more with c under another parent. */
static int32_t margin_of(search *s, uint32_t c)
{
    const stm_lineage_work *w = s->w;
    int64_t least = INT32_MAX;
    s->left = STM_LINEAGE_WORK / w->n;
    for (uint32_t p = 0; p < w->max && s->left >= step_work(w); p++) {
        int64_t cost;
        if (!s->best.used[p] || p == c || s->best.parent[c] == p || is_below(&s->best, p, c)) {
            continue;
        }
        s->left -= step_work(w);
        copy_forest(w, &s->trial, &s->best);
        s->trial.parent[c] = p;
        tidy(w, &s->trial);
        cost = value_of(s, &s->trial);
        least = cost != STM_NO_TREE && cost - s->cost < least ? cost - s->cost : least;
    }
    return least < 0 || least == INT32_MAX ? 0 : (int32_t)least;
}

/* The result; lost sources in use are numbered through. */
static void find_margins(stm_arena *arena, search *s, stm_lineage *out)
{
    const stm_lineage_work *w = s->w;
    uint32_t *number = STM_NEW_ARRAY(arena, uint32_t, w->max);
    out->parent = STM_NEW_ARRAY(arena, uint32_t, w->max);
    out->margin = STM_NEW_ARRAY(arena, int32_t, w->max);
    out->n_nodes = w->n;
    for (uint32_t x = 0; x < w->max; x++) {
        number[x] = x < w->n ? x : s->best.used[x] ? out->n_nodes++ : STM_NONE;
    }
    for (uint32_t x = 0; x < w->max; x++) {
        if (s->best.used[x]) {
            uint32_t p = s->best.parent[x];
            out->parent[number[x]] = p == STM_NONE ? STM_NONE : number[p];
            out->margin[number[x]] = p == STM_NONE ? 0 : margin_of(s, x);
        }
    }
}

/* The best tree of texts alone under text r. */
static void start_from(search *s, stm_arena *scratch, uint32_t r)
{
    uint32_t n = s->w->n, *parent = STM_NEW_ARRAY(scratch, uint32_t, n);
    stm_arborescence(scratch, n, s->w->pair, r, parent);
    for (uint32_t x = 0; x < s->w->max; x++) {
        s->now.used[x] = x < n;
        s->now.parent[x] = x < n ? parent[x] : STM_NONE;
    }
}

static void start_from_lost(search *s)
{
    uint32_t n = s->w->n;
    for (uint32_t x = 0; x < s->w->max; x++) {
        s->now.used[x] = x <= n;
        s->now.parent[x] = x < n ? n : STM_NONE;
    }
}

static int64_t run_search(search *s)
{
    s->cost = value_of(s, &s->now);
    s->left = STM_LINEAGE_WORK;
    for (uint32_t round = 0; round < STM_STEMMA_SWEEPS && s->left > 0 && sweep(s); round++) {
    }
    return s->cost;
}

static void new_forest(stm_arena *scratch, const stm_lineage_work *w, stm_forest *f)
{
    f->parent = STM_NEW_ARRAY(scratch, uint32_t, w->max);
    f->used = STM_NEW_ARRAY(scratch, bool, w->max);
}

/* A tree with a lost source costs what that does, and its other edges no less than `least` in all. Where texts alone
 * make a tree that is cheaper still, as among those of one outlet, no lost source need be tried. */
static bool may_be_lost(const stm_lineage_work *w, int64_t cost)
{
    int64_t least = 0;
    for (size_t cell = 0; cell < (size_t)w->n * w->n; cell++) {
        least += w->pair[cell] < 0 ? w->pair[cell] : 0;
    }
    for (uint32_t x = 0; x < w->n; x++) {
        least += w->priors->over[x] < 0 ? w->priors->over[x] : 0;
    }
    return cost - least >= (w->priors->lost < w->priors->lost_root ? w->priors->lost : w->priors->lost_root);
}

void stm_lineage_find(stm_arena *arena, stm_arena *scratch, const stm_columns *columns, const bool *noisy,
                      const stm_lineage_priors *priors, stm_lineage *out)
{
    uint32_t n = columns->n_texts, best_root = 0;
    stm_lineage_work w = { .columns = columns, .priors = priors, .noisy = noisy, .n = n, .max = 2 * n };
    search s = { .w = &w };
    int64_t least = STM_NO_TREE;
    stm_lineage_prepare(&w, scratch);
    stm_valuation_init(&s.v, &w, scratch);
    new_forest(scratch, &w, &s.now);
    new_forest(scratch, &w, &s.trial);
    new_forest(scratch, &w, &s.best);
    if (w.max <= KNOWN_NODES) {
        s.known = STM_NEW_ARRAY(scratch, known_tree, KNOWN_TREES);
    } else if (w.max <= SHAPE_NODES) {
        s.known = STM_NEW_ARRAY(scratch, known_tree, SHAPE_TREES);
        s.shape = (w.max + 7) / 8 * 8;
        s.shapes = stm_arena_array(scratch, SHAPE_TREES + 1, s.shape);
    }
    find_near(&s, scratch);
    for (uint32_t r = 0; r < n; r++) {
        int64_t cost;
        start_from(&s, scratch, r);
        cost = value_of(&s, &s.now);
        if (cost < least) {
            least = cost;
            best_root = r;
        }
    }
    s.lost = may_be_lost(&w, least);
    start_from(&s, scratch, best_root);
    least = run_search(&s);
    copy_forest(&w, &s.best, &s.now);
    if (s.lost) {
        start_from_lost(&s);
        if (run_search(&s) < least) {
            copy_forest(&w, &s.best, &s.now);
            least = s.cost;
        }
    }
    s.cost = least;
    find_margins(arena, &s, out);
}
