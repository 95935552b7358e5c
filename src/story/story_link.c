/* story_link.c: average-link clustering of the graph of like articles.
 *
 * In: graph with scores; pairs that are not in it count 0.  Out: for each article the least article of its cluster.
 *
 * Two clusters are merged while the mean score over all pairs between them is at least the threshold, the best pair
 * first (UPGMA). Mean, not greatest score: a chain of updates must not pull a week of news into one story. The mean
 * over many pairs is surer than one pair's score, so clusters need up to SURER less, by the fourth root of their pairs.
 *
 * A mean is no greater than the greatest score, so nothing joins over scores that are all less than the threshold by
 * more than SURER: articles that no greater ones hold together are apart from the start, and what is between them is
 * left out.
 *
 * Invariants: (1) links[c] holds for every cluster d of the same lot that shares an edge with c the sum of scores, by
 * d; it is the same in links[d]. (2) a heap entry is stale, and passed over, if its score is not what the sums give
 * now. (3) ties fall to the smaller indexes, so that the result does not depend on anything but the scores. Cost: about
 * edges times log edges; a merge costs the neighbours of the two. Source: Sokal and Michener (1958); priority-queue
 * form: Manning, Raghavan, Schuetze, "Introduction to Information Retrieval" (2008), section 17.2.
 */
#include <math.h>

#include "story/story_parts.h"

#define SURER 0.04
#define ROUNDED 1e-6 /* what rounding may add to a mean, and more */

typedef struct link {
    uint32_t other;
    double sum;
} link;

typedef struct links {
    STM_VEC(link) at;
} links;

typedef struct entry {
    double merit;
    uint32_t a, b; /* a < b */
} entry;

typedef struct heap {
    STM_VEC(entry) at;
} heap;

/* What two clusters are merged by: compared with the threshold of two single articles. */
static double merit(double sum, uint32_t a, uint32_t b)
{
    double pairs = (double)a * b;
    return sum / pairs + SURER * (1 - 1 / sqrt(sqrt(pairs)));
}

static bool before(const entry *x, const entry *y)
{
    return x->merit != y->merit ? x->merit > y->merit : x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void push(stm_arena *arena, heap *h, double m, uint32_t a, uint32_t b)
{
    uint32_t i = h->at.n;
    entry e = { m, a < b ? a : b, a < b ? b : a };
    stm_vec_push(arena, &h->at, e);
    while (i > 0 && before(&e, &h->at.at[(i - 1) / 2])) {
        h->at.at[i] = h->at.at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    h->at.at[i] = e;
}

static entry pop(heap *h)
{
    entry top = h->at.at[0], e = h->at.at[--h->at.n];
    uint32_t i = 0, n = h->at.n;
    while (2 * i + 1 < n) {
        uint32_t k = 2 * i + 1;
        if (k + 1 < n && before(&h->at.at[k + 1], &h->at.at[k])) {
            k++;
        }
        if (!before(&h->at.at[k], &e)) {
            break;
        }
        h->at.at[i] = h->at.at[k];
        i = k;
    }
    h->at.at[i] = e;
    return top;
}

/* Index of the first link whose `other` is not less. */
static uint32_t lower(const links *l, uint32_t other)
{
    uint32_t lo = 0, hi = l->at.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (l->at.at[mid].other < other) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

static double sum_of(const links *l, uint32_t other)
{
    uint32_t k = lower(l, other);
    return k < l->at.n && l->at.at[k].other == other ? l->at.at[k].sum : 0;
}

static void set(stm_arena *arena, links *l, uint32_t other, double sum)
{
    uint32_t k = lower(l, other);
    if (k == l->at.n || l->at.at[k].other != other) {
        (void)stm_vec_add(arena, &l->at);
        memmove(&l->at.at[k + 1], &l->at.at[k], (l->at.n - 1 - k) * sizeof *l->at.at);
    }
    l->at.at[k] = (link){ other, sum };
}

static void drop(links *l, uint32_t other)
{
    uint32_t k = lower(l, other);
    if (k < l->at.n && l->at.at[k].other == other) {
        memmove(&l->at.at[k], &l->at.at[k + 1], (l->at.n - 1 - k) * sizeof *l->at.at);
        l->at.n--;
    }
}

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

/* By article the lot that it is in: those of two lots are never joined. */
static uint32_t *find_lots(stm_arena *arena, const stm_like_list *graph, uint32_t n, double threshold)
{
    uint32_t *up = STM_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        up[i] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < graph[i].likes.n; k++) {
            if (graph[i].likes.at[k].score >= threshold - SURER - ROUNDED) {
                up[root_of(up, i)] = root_of(up, graph[i].likes.at[k].other);
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        up[i] = root_of(up, i);
    }
    return up;
}

void stm_story_link(stm_arena *arena, const stm_like_list *graph, uint32_t n, double threshold, uint32_t *group)
{
    links *of = STM_NEW_ARRAY(arena, links, n);
    uint32_t *size = STM_NEW_ARRAY(arena, uint32_t, n);
    const uint32_t *lot = find_lots(arena, graph, n, threshold);
    heap h = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        group[i] = i;
        size[i] = 1;
        for (uint32_t k = 0; k < graph[i].likes.n; k++) {
            stm_like l = graph[i].likes.at[k];
            if (lot[i] != lot[l.other]) {
                continue;
            }
            stm_vec_push(arena, &of[i].at, (link){ l.other, l.score });
            if (i < l.other && l.score >= threshold) {
                push(arena, &h, l.score, i, l.other);
            }
        }
    }
    while (h.at.n > 0) {
        entry e = pop(&h);
        uint32_t a = e.a, b = e.b;
        if (size[a] == 0 || size[b] == 0 || merit(sum_of(&of[a], b), size[a], size[b]) != e.merit) {
            continue;
        }
        drop(&of[a], b);
        drop(&of[b], a);
        for (uint32_t k = 0; k < of[b].at.n; k++) {
            link l = of[b].at.at[k];
            double sum = sum_of(&of[a], l.other) + l.sum;
            drop(&of[l.other], b);
            set(arena, &of[l.other], a, sum);
            set(arena, &of[a], l.other, sum);
        }
        of[b].at.n = 0;
        group[b] = a;
        size[a] += size[b];
        size[b] = 0;
        for (uint32_t k = 0; k < of[a].at.n; k++) {
            link l = of[a].at.at[k];
            double m = merit(l.sum, size[a], size[l.other]);
            if (m >= threshold) {
                push(arena, &h, m, a, l.other);
            }
        }
    }
    /* b always joined an a < b, so one pass in order finds every root. */
    for (uint32_t i = 0; i < n; i++) {
        group[i] = group[group[i]];
    }
}
