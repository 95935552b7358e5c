/* arborescence.c: see arborescence.h. Each node takes its cheapest parent; cycles that this makes are drawn together
 * into single nodes, the cost of entering a cycle being what it takes to give up the edge that it replaces, until no
 * cycle is left; then the cycles are opened again, from the last to the first.
 *
 * In: costs.  Out: parents.  Cost: O(n^2) a level, at most n levels, in practice a few.
 * Source: Chu and Liu 1965; Edmonds, "Optimum branchings", 1967.
 */
#include "reuse/arborescence.h"

#define NEVER INT64_MAX

/* The graph after some contractions. */
typedef struct level {
    struct level *before;
    uint32_t n, root;
    int64_t *cost;       /* n * n */
    uint32_t *from, *to; /* n * n: the edge of the level before that stands behind an edge */
    uint32_t *parent;    /* n */
    uint32_t *inside;    /* n: node of the next level that a node is drawn into */
} level;

static void cheapest_parents(level *l)
{
    for (uint32_t c = 0; c < l->n; c++) {
        uint32_t best = STM_NONE;
        for (uint32_t p = 0; p < l->n && c != l->root; p++) {
            if (p != c && l->cost[(size_t)p * l->n + c] != NEVER &&
                (best == STM_NONE || l->cost[(size_t)p * l->n + c] < l->cost[(size_t)best * l->n + c])) {
                best = p;
            }
        }
        l->parent[c] = best;
    }
}

/* Numbers the nodes of the next level; returns their number, l->n if there is no cycle. */
static uint32_t draw_cycles(stm_arena *scratch, level *l)
{
    uint32_t *seen = STM_NEW_ARRAY(scratch, uint32_t, l->n), n = 0;
    for (uint32_t x = 0; x < l->n; x++) {
        l->inside[x] = STM_NONE;
    }
    for (uint32_t x = 0; x < l->n; x++) {
        uint32_t y = x;
        while (y != STM_NONE && seen[y] == 0) {
            seen[y] = x + 1;
            y = l->parent[y];
        }
        if (y != STM_NONE && seen[y] == x + 1 && l->inside[y] == STM_NONE) {
            for (uint32_t z = y; l->inside[z] == STM_NONE; z = l->parent[z]) {
                l->inside[z] = n;
            }
            n++;
        }
    }
    if (n == 0) {
        return l->n;
    }
    for (uint32_t x = 0; x < l->n; x++) {
        if (l->inside[x] == STM_NONE) {
            l->inside[x] = n++;
        }
    }
    return n;
}

static level *new_level(stm_arena *scratch, level *before, uint32_t n)
{
    level *l = STM_NEW(scratch, level);
    size_t cells = (size_t)n * n;
    l->before = before;
    l->n = n;
    l->cost = STM_NEW_ARRAY(scratch, int64_t, cells);
    l->from = STM_NEW_ARRAY(scratch, uint32_t, cells);
    l->to = STM_NEW_ARRAY(scratch, uint32_t, cells);
    l->parent = STM_NEW_ARRAY(scratch, uint32_t, n);
    l->inside = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (size_t i = 0; i < cells; i++) {
        l->cost[i] = NEVER;
    }
    return l;
}

static level *contract(stm_arena *scratch, level *l, uint32_t n)
{
    level *next = new_level(scratch, l, n);
    uint32_t *members = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t x = 0; x < l->n; x++) {
        members[l->inside[x]]++;
    }
    next->root = l->inside[l->root];
    for (uint32_t p = 0; p < l->n; p++) {
        for (uint32_t c = 0; c < l->n; c++) {
            uint32_t x = l->inside[p], y = l->inside[c];
            size_t cell = (size_t)x * n + y;
            int64_t cost = l->cost[(size_t)p * l->n + c];
            if (x == y || cost == NEVER || c == l->root) {
                continue;
            }
            if (members[y] > 1) {
                cost -= l->cost[(size_t)l->parent[c] * l->n + c]; /* the edge of the cycle that is given up */
            }
            if (cost < next->cost[cell]) {
                next->cost[cell] = cost;
                next->from[cell] = p;
                next->to[cell] = c;
            }
        }
    }
    return next;
}

void stm_arborescence(stm_arena *scratch, uint32_t n, const int32_t *cost, uint32_t root, uint32_t *parent)
{
    level *l = new_level(scratch, NULL, n);
    l->root = root;
    for (size_t i = 0; i < (size_t)n * n; i++) {
        l->cost[i] = cost[i] == INT32_MAX ? NEVER : cost[i];
    }
    for (;;) {
        uint32_t left;
        cheapest_parents(l);
        left = draw_cycles(scratch, l);
        if (left == l->n) {
            break;
        }
        l = contract(scratch, l, left);
    }
    for (; l->before != NULL; l = l->before) {
        for (uint32_t y = 0; y < l->n; y++) {
            if (l->parent[y] != STM_NONE) {
                size_t cell = (size_t)l->parent[y] * l->n + y;
                l->before->parent[l->to[cell]] = l->from[cell];
            }
        }
    }
    for (uint32_t x = 0; x < n; x++) {
        parent[x] = l->parent[x];
    }
}
