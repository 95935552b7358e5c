/* stemma.c: the tree of one family, by parsimony.
 *
 * A word is invented once and may be lost many times. So a tree costs what each text has that its parent has not
 * (words that would have to be invented a second time), plus a little for each stretch that was left out, plus what
 * speaks against the direction: a parent published after its child, an agency text made from a newspaper's.
 * The texts at the top, if there are several, hang under a lost source, which holds whatever any of them holds: a
 * word that two of them share costs nothing there. The cheapest tree is looked for from every root (Edmonds), then by
 * moving one subtree at a time.
 *
 * In: a family's articles, their pairs.  Out: root, edges, lost sources.
 * Cost: quadratic in the family times the moves; families beyond STM_STEMMA_MAX get a star around their first text.
 * Source: the idea of common errors of Lachmann's method, and parsimony with irreversible gain (Dollo) as used in
 * computational stemmatology (Roos and Heikkila, "Evaluating methods for computer-assisted stemmatology", 2009).
 */
#include <stdlib.h>

#include "reuse/arborescence.h"
#include "reuse/columns.h"
#include "reuse/direction.h"
#include "reuse/edition.h"
#include "reuse/reuse_tuning.h"

#define LOST UINT32_MAX /* parent of the texts at the top */

typedef struct tree {
    uint32_t n;
    const stm_columns *columns;
    const int32_t *cost;     /* n * n: of parent p and child c at [p * n + c], in tenths of a word */
    const int32_t *top;      /* n: of standing at the top at all */
    const int32_t *single;   /* n: of being the first text of all, instead of one of several under a lost source */
    const uint32_t *n_words; /* n */
    int32_t lost;            /* of a further text under the lost source */
    const uint8_t *minor;    /* by column: a reading that stands where more texts have another */
    uint32_t *parent;        /* n */
    uint32_t *holders;       /* by column: texts at the top that have it */
    uint32_t n_top;
} tree;

/* What a stretch of n words costs that a text has and its parent has not, `instead` of so many other words. A word or
 * two may have been put for others twice, by the same habit of two desks; a longer stretch was not, and what was left
 * out does not come back. */
static int32_t invention(uint32_t n, uint32_t instead)
{
    if (n >= STM_STEMMA_STRETCH) {
        return (int32_t)n * 10;
    }
    if (instead == 0) {
        return (int32_t)n * STM_STEMMA_INSERTED;
    }
    return (int32_t)n * (n <= 2 ? STM_STEMMA_WORD : STM_STEMMA_PHRASE);
}

/* What text x would add to the top: words that no other text there has, and readings that the lost source cannot have
 * had because most texts have another in their place. */
static int32_t top_cost(const tree *t, uint32_t x, bool there)
{
    uint32_t alone = there ? 1 : 0, others = t->n_top - alone, run = 0;
    int32_t sum = t->top[x] + (others > 0 ? t->lost : 0);
    for (uint32_t w = 0; w < t->n_words[x]; w++) {
        uint32_t column = t->columns->of_word[x][w];
        if (column == STM_NONE) {
            continue;
        }
        if (t->holders[column] == alone || t->minor[column] != 0) {
            run++;
        } else {
            sum += invention(run, 1);
            run = 0;
        }
    }
    if (others == 1) {
        for (uint32_t y = 0; y < t->n; y++) {
            /* with x there is a lost source, and y need not have been the first */
            sum -= y != x && t->parent[y] == LOST ? t->single[y] : 0;
        }
    }
    return sum + invention(run, 1);
}

static void put_top(tree *t, uint32_t x, int32_t sign)
{
    for (uint32_t c = 0; c < t->columns->n_columns; c++) {
        if (stm_columns_has(t->columns, x, c)) {
            t->holders[c] += (uint32_t)sign;
        }
    }
    t->n_top += (uint32_t)sign;
}

static bool descends(const tree *t, uint32_t x, uint32_t from)
{
    for (; x != LOST; x = t->parent[x]) {
        if (x == from) {
            return true;
        }
    }
    return false;
}

/* One round of the best move for each text; false when nothing became cheaper. */
static bool improve(tree *t)
{
    bool better = false;
    for (uint32_t c = 0; c < t->n; c++) {
        uint32_t old = t->parent[c], best = old;
        int32_t now, least;
        if (old == LOST && t->n_top == 1) {
            continue;
        }
        now = old == LOST ? top_cost(t, c, true) : t->cost[(size_t)old * t->n + c];
        least = now;
        for (uint32_t p = 0; p < t->n; p++) {
            if (p != c && t->cost[(size_t)p * t->n + c] < least && !descends(t, p, c)) {
                least = t->cost[(size_t)p * t->n + c];
                best = p;
            }
        }
        if (old != LOST) {
            int32_t at_top = top_cost(t, c, false);
            if (at_top < least) {
                least = at_top;
                best = LOST;
            }
        }
        if (best != old) {
            if (old == LOST) {
                put_top(t, c, -1);
            }
            if (best == LOST) {
                put_top(t, c, 1);
            }
            t->parent[c] = best;
            better = true;
        }
    }
    return better;
}

static int64_t total_cost(tree *t)
{
    int64_t sum = 0;
    memset(t->holders, 0, sizeof *t->holders * t->columns->n_columns);
    t->n_top = 0;
    for (uint32_t x = 0; x < t->n; x++) {
        if (t->parent[x] == LOST) {
            sum += top_cost(t, x, false);
            put_top(t, x, 1);
        } else {
            sum += t->cost[(size_t)t->parent[x] * t->n + x];
        }
    }
    for (uint32_t x = 0; x < t->n && t->n_top == 1; x++) {
        sum += t->parent[x] == LOST ? t->single[x] : 0;
    }
    return sum;
}

/* What it costs that text c holds what text p has not: stretches that are known from other texts, and stretches of its
 * own that are too long to be furniture. */
static int32_t inventions(const stm_columns *columns, const stm_rtext *text, uint32_t c, uint32_t p)
{
    const uint32_t *at = columns->word_of + (size_t)p * columns->n_columns;
    uint32_t run = 0, own = 0, before = STM_NONE;
    int32_t sum = 0;
    for (uint32_t w = 0; w <= text->n_words; w++) {
        uint32_t column = w < text->n_words ? columns->of_word[c][w] : STM_NONE;
        bool end = w == text->n_words;
        if (column == STM_NONE && !end) {
            own += (text->words[w].flags & (STM_RWORD_BOILER | STM_RWORD_FURNITURE)) == 0;
            continue;
        }
        if (own >= STM_STEMMA_OWN_WORDS) {
            sum += STM_STEMMA_OWN;
        }
        own = 0;
        if (!end && at[column] == STM_NONE) {
            run++;
            continue;
        }
        if (run > 0) {
            uint32_t after = end ? STM_NONE : at[column];
            uint32_t instead = before != STM_NONE && after != STM_NONE && after > before ? after - before - 1 : 1;
            sum += invention(run, instead);
            run = 0;
        }
        before = end ? STM_NONE : at[column];
    }
    return sum;
}

/* What it costs that text c lacks what its parent p has: a little for each stretch left out, and in *own_cost more for
 * what p alone has, which c may well lack because it never passed there. *shared: words that they have in common.
 * What c leaves out at the end was trimmed and costs nothing. */
static int32_t omissions(const stm_columns *columns, const stm_rtext *text, uint32_t p, uint32_t c, int32_t *own_cost,
                         uint32_t *shared)
{
    uint32_t run = 0, own = 0;
    int32_t sum = 0, own_so_far = 0;
    *shared = 0;
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t column = columns->of_word[p][w];
        if (column == STM_NONE) {
            own += (text->words[w].flags & (STM_RWORD_BOILER | STM_RWORD_FURNITURE)) == 0;
            continue;
        }
        if (!stm_columns_has(columns, c, column)) {
            run++;
            continue;
        }
        if (run > 0) {
            sum += STM_STEMMA_OMISSION + (int32_t)(run < 100 ? run : 100) * STM_STEMMA_OMITTED_WORD / 10;
            run = 0;
        }
        own_so_far = (int32_t)(own < 100 ? own : 100);
        *shared += 1;
    }
    *own_cost = own_so_far * STM_STEMMA_PARENT_OWN / 10;
    return sum;
}

/* Marks the readings of text c that stand where p has readings of more texts. */
static void mark_minor(const stm_columns *columns, const stm_rtext *text, uint32_t c, uint32_t p,
                       const uint32_t *texts_of, uint8_t *minor)
{
    const uint32_t *at = columns->word_of + (size_t)p * columns->n_columns;
    uint32_t first = 0, run = 0, before = STM_NONE;
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t column = columns->of_word[c][w], most = 0;
        if (column == STM_NONE) {
            continue;
        }
        if (at[column] == STM_NONE) {
            first = run++ == 0 ? w : first;
            continue;
        }
        run = run < STM_STEMMA_STRETCH ? run : 0;
        for (uint32_t x = before == STM_NONE ? at[column] : before + 1; run > 0 && x < at[column]; x++) {
            uint32_t other = columns->of_word[p][x];
            if (other != STM_NONE && !stm_columns_has(columns, c, other) && texts_of[other] > most) {
                most = texts_of[other];
            }
        }
        for (uint32_t x = first; run > 0 && x < w; x++) {
            uint32_t own = columns->of_word[c][x];
            if (own != STM_NONE && texts_of[own] < most) {
                minor[own] = 1;
            }
        }
        run = 0;
        before = at[column];
    }
}

static const uint8_t *find_minor(const stm_reuse_work *w, stm_arena *scratch, const stm_columns *columns,
                                 const uint32_t *members)
{
    uint8_t *minor = stm_arena_array(scratch, columns->n_columns, 1);
    uint32_t *texts_of = STM_NEW_ARRAY(scratch, uint32_t, columns->n_columns);
    for (uint32_t x = 0; x < columns->n_texts; x++) {
        for (uint32_t k = 0; k < columns->n_columns; k++) {
            texts_of[k] += stm_columns_has(columns, x, k);
        }
    }
    for (uint32_t p = 0; p < columns->n_texts; p++) {
        for (uint32_t c = 0; c < columns->n_texts; c++) {
            if (p != c) {
                mark_minor(columns, &w->texts[members[c]], c, p, texts_of, minor);
            }
        }
    }
    return minor;
}

/* What a family says of agencies. */
typedef struct agencies {
    bool credited; /* some text names one as its source */
    bool held;     /* some text is, or may be, an agency's */
} agencies;

static agencies agencies_of(const stm_reuse_work *w, const uint32_t *members, uint32_t n)
{
    agencies g = { false, false };
    for (uint32_t i = 0; i < n; i++) {
        g.credited = g.credited || stm_credits_agency(&w->agencies, w->articles[members[i]]);
        g.held = g.held || stm_origin_of(&w->agencies, w->articles[members[i]]) != STM_ORIGIN_OUTLET;
    }
    return g;
}

static void fill_costs(stm_reuse_work *w, const stm_columns *columns, const uint32_t *members, uint32_t n,
                       int32_t *cost, int32_t *top, int32_t *single)
{
    agencies g = agencies_of(w, members, n);
    bool agency = g.credited || g.held;
    for (uint32_t c = 0; c < n; c++) {
        const stm_rtext *tc = &w->texts[members[c]];
        uint32_t most = 0;
        single[c] = agency ? stm_first_of_all_cost(&w->agencies, w->articles[members[c]]) : 0;
        for (uint32_t p = 0; p < n; p++) {
            const stm_rtext *tp = &w->texts[members[p]];
            stm_own_words own_p, own_c;
            int32_t omitted, own;
            uint32_t shared;
            if (p == c) {
                continue;
            }
            own_p = stm_edition_own(w->hedges, columns, tp, p, c);
            own_c = stm_edition_own(w->hedges, columns, tc, c, p);
            omitted = omissions(columns, tp, p, c, &own, &shared);
            cost[(size_t)p * n + c] =
                omitted + stm_edition_cost(own_p, own_c) +
                stm_direction_cost(&w->agencies, w->articles[members[p]], w->articles[members[c]]);
            cost[(size_t)p * n + c] += inventions(columns, tc, c, p) + (agency ? own : 0);
            if (!agency && own_p.words >= STM_EDITION_WORDS && own_c.words >= STM_EDITION_WORDS) {
                cost[(size_t)p * n + c] -= omitted; /* editions of a running text drop what is overtaken */
                omitted = 0;
            }
            if (shared > most) {
                /* the lost source is at least as full as the fullest relative: cuts are cuts there too */
                most = shared;
                top[c] = omitted * STM_STEMMA_TOP_OMISSIONS / 100;
            }
        }
    }
}

/* What a further text under the lost source costs. A family that credits an agency and holds no text of one comes from
 * a text that is not there; one that knows of no agency gives no reason to think of any. */
static int32_t lost_cost(const stm_reuse_work *w, const uint32_t *members, uint32_t n)
{
    agencies g = agencies_of(w, members, n);
    return g.held ? STM_STEMMA_LOST : g.credited ? STM_STEMMA_LOST_AGENCY : STM_STEMMA_LOST_NO_AGENCY;
}

/* The cheapest tree given which texts are at the top now; their places are open again. */
static void regrow(stm_arena *scratch, tree *t, int32_t *grid)
{
    uint32_t n = t->n + 1, *parent = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t c = 0; c < t->n; c++) {
        bool there = t->parent[c] == LOST;
        for (uint32_t p = 0; p < t->n; p++) {
            grid[(size_t)p * n + c] = t->cost[(size_t)p * t->n + c];
        }
        grid[(size_t)t->n * n + c] = top_cost(t, c, there);
        grid[(size_t)c * n + t->n] = INT32_MAX;
    }
    stm_arborescence(scratch, n, grid, t->n, parent);
    memset(t->holders, 0, sizeof *t->holders * t->columns->n_columns);
    t->n_top = 0;
    for (uint32_t x = 0; x < t->n; x++) {
        t->parent[x] = parent[x] == t->n ? LOST : parent[x];
        if (t->parent[x] == LOST) {
            put_top(t, x, 1);
        }
    }
}

static void find_tree(stm_arena *scratch, tree *t, uint32_t *best)
{
    int64_t least_cost = INT64_MAX;
    int32_t *grid = STM_NEW_ARRAY(scratch, int32_t, (size_t)(t->n + 1) * (t->n + 1));
    for (uint32_t r = 0; r < t->n; r++) {
        int64_t cost;
        memset(t->holders, 0, sizeof *t->holders * t->columns->n_columns);
        t->n_top = 0;
        for (uint32_t x = 0; x < t->n; x++) {
            t->parent[x] = x == r ? LOST : r;
        }
        put_top(t, r, 1);
        for (uint32_t round = 0; round < STM_STEMMA_REGROW; round++) {
            regrow(scratch, t, grid);
        }
        for (uint32_t round = 0; round < STM_STEMMA_SWEEPS && improve(t); round++) {
        }
        cost = total_cost(t);
        if (cost < least_cost) {
            least_cost = cost;
            memcpy(best, t->parent, sizeof *best * t->n);
        }
    }
}

/* How often an edge with such a margin before the second-best parent of text c is right. */
static double edge_confidence(const tree *t, const uint32_t *parent, uint32_t c)
{
    static const struct {
        int64_t margin;
        int percent;
    } steps[] = { { STM_SURE_MARGIN_BEST, STM_SURE_EDGE_BEST },
                  { STM_SURE_MARGIN_GOOD, STM_SURE_EDGE_GOOD },
                  { STM_SURE_MARGIN_SOME, STM_SURE_EDGE_SOME } };
    int64_t own, second = INT64_MAX;
    if (parent[c] == LOST) {
        return STM_SURE_EDGE_LOST / 100.0;
    }
    own = t->cost[(size_t)parent[c] * t->n + c];
    for (uint32_t p = 0; p < t->n; p++) {
        if (p != c && p != parent[c] && t->cost[(size_t)p * t->n + c] < second) {
            second = t->cost[(size_t)p * t->n + c];
        }
    }
    for (size_t k = 0; second != INT64_MAX && k < sizeof steps / sizeof *steps; k++) {
        if (second - own >= steps[k].margin) {
            return steps[k].percent / 100.0;
        }
    }
    return STM_SURE_EDGE / 100.0;
}

void stm_reuse_stemma(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, stm_arena *scratch, stm_family *family)
{
    uint32_t n = family->articles.n, *parent = STM_NEW_ARRAY(scratch, uint32_t, n), tops = 0, first_top = 0;
    stm_columns columns;
    tree t = { .n = n, .columns = &columns };
    int32_t *cost, *top, *single;
    uint32_t *n_words;
    if (n > STM_STEMMA_MAX) {
        return;
    }
    stm_columns_build(w, scratch, aligner, family->articles.at, n, &columns);
    cost = STM_NEW_ARRAY(scratch, int32_t, (size_t)n * n);
    top = STM_NEW_ARRAY(scratch, int32_t, n);
    single = STM_NEW_ARRAY(scratch, int32_t, n);
    n_words = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t x = 0; x < n; x++) {
        n_words[x] = w->texts[family->articles.at[x]].n_words;
    }
    fill_costs(w, &columns, family->articles.at, n, cost, top, single);
    t.n_words = n_words;
    t.minor = find_minor(w, scratch, &columns, family->articles.at);
    t.cost = cost;
    t.lost = lost_cost(w, family->articles.at, n);
    t.top = top;
    t.single = single;
    t.parent = STM_NEW_ARRAY(scratch, uint32_t, n);
    t.holders = STM_NEW_ARRAY(scratch, uint32_t, columns.n_columns + 64);
    find_tree(scratch, &t, parent);
    for (uint32_t x = n; x-- > 0;) {
        if (parent[x] == LOST) {
            tops++;
            first_top = x;
        }
    }
    family->n_lost = tops > 1 ? 1 : 0;
    family->root = tops > 1 ? n : first_top;
    for (uint32_t x = 0; x < n; x++) {
        if (parent[x] != LOST || tops > 1) {
            stm_vec_push(
                arena, &family->edges,
                (stm_edge){ parent[x] == LOST ? n : parent[x], x, STM_REL_EDIT, edge_confidence(&t, parent, x) });
        }
    }
}
