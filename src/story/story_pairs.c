/* story_pairs.c: which articles are alike enough to be of one story, found through an inverted index.
 *
 * In: vectors.  Out: an undirected graph with scores.  Never: compares all with all.
 *
 * Likeness is the product of the vectors, and how much of what title and lead of the one say, names above all, the
 * other has anywhere: two like events of one topic share most words, but not whom they happened to. Nor do their leads
 * name one weekday.
 *
 * Rare terms find the candidates (frequent ones are left out of the search), and the MAX_CANDIDATES best by what the
 * rare terms give are compared in full: what frequent terms add is worked out for them alone. An edge then gains up to
 * NEAR_BONUS / 2 where each of the two is about the best that the other has, and loses as much where both have much
 * better ones: what counts as alike differs between long and short texts, and one's own nearest neighbours tell by how
 * much. Where even the articles beyond the nearest twenty are alike (one theme, week after week) a little is taken off:
 * there likeness says less.
 *
 * Cost: rare terms of an article times those that have them, plus its frequent terms for MAX_CANDIDATES.
 * Source: local scaling, Zelnik-Manor and Perona, "Self-Tuning Spectral Clustering" (NIPS 2004);
 * crowds: Conneau et al., "Word Translation Without Parallel Data" (ICLR 2018), section 2.3.
 */
#include <float.h>
#include <stdlib.h>

#include "story/story_parts.h"

#define STRETCH 16 /* articles that a lane takes at a time */
#define AHEAD 6    /* terms: how far the memory is told what will be asked of it */
#define MAX_CANDIDATES 80
#define LEAST_SCORE 0.05f
#define TOLD_WEIGHT 0.2 /* of what title and lead of each tell and the other has too, beside the vectors */
#define TOLD_USUAL 0.25
#define ONE_WEEKDAY 0.03f
#define OTHER_WEEKDAY 0.08f
#define NEIGHBOUR 2 /* which neighbour's score is the measure */
#define CROWD 20    /* more articles than most happenings have */
#define CROWD_USUAL 0.1f
#define CROWD_MOST 0.05f /* taken off or added: one large happening is a crowd too, and must not fall apart */
#define NEAR_BONUS 0.2f

static int best_first(const void *a, const void *b)
{
    const stm_like *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
                                : (x->other > y->other) - (x->other < y->other);
}

/* Restores a heap with the worst on top from `at` downwards. */
static void sink(stm_like *heap, uint32_t n, uint32_t at)
{
    stm_like x = heap[at];
    for (uint32_t below = 2 * at + 1; below < n; below = 2 * at + 1) {
        below += below + 1 < n && best_first(&heap[below + 1], &heap[below]) > 0;
        if (best_first(&heap[below], &x) <= 0) {
            break;
        }
        heap[at] = heap[below];
        at = below;
    }
    heap[at] = x;
}

enum { BLOCK = 16 }; /* scores looked at together */

/* The best of n articles by what they share, in no order; those that share nothing are none. Returns how many. From
 * the last one back: what is like an article mostly stands shortly before it. */
static uint32_t find_best(const float *shared, uint32_t n, stm_like found[MAX_CANDIDATES])
{
    float least = FLT_MIN; /* that is taken: once all places are, the worst is on top of a heap and gives way */
    uint32_t kept = 0;
    for (uint32_t end = n, from; end > 0; end = from) {
        uint32_t some = 0;
        from = end > BLOCK ? end - BLOCK : 0;
        for (uint32_t k = from; k < end; k++) {
            some |= shared[k] >= least;
        }
        for (uint32_t i = end; some != 0 && i-- > from;) {
            if (shared[i] < least) {
                continue; /* of two alike the first is the better one */
            }
            if (kept < MAX_CANDIDATES) {
                found[kept++] = (stm_like){ i, shared[i] };
                for (uint32_t k = kept == MAX_CANDIDATES ? kept : 0; k-- > 0;) {
                    sink(found, kept, k);
                }
            } else {
                found[0] = (stm_like){ i, shared[i] };
                sink(found, kept, 0);
            }
            least = kept == MAX_CANDIDATES ? found[0].score : least;
        }
    }
    return kept;
}

static int by_other(const void *a, const void *b)
{
    uint32_t x = ((const stm_like *)a)->other, y = ((const stm_like *)b)->other;
    return (x > y) - (x < y);
}

/* The mean likeness to those that come after the nearest CROWD of n: how like things are where this article stands. */
static float crowd_of(const stm_like *nearest, uint32_t n)
{
    float sum = 0;
    for (uint32_t k = CROWD; k < 2 * CROWD && k < n; k++) {
        sum += nearest[k].score;
    }
    return sum / CROWD;
}

static void scale(const stm_like_list *lists, const float *measure, const float *crowd, uint32_t i)
{
    for (uint32_t k = 0; k < lists[i].likes.n; k++) {
        stm_like *l = &lists[i].likes.at[k];
        float x = l->score / measure[i], y = l->score / measure[l->other];
        l->score += NEAR_BONUS * (x < 1 ? x : 1) * (y < 1 ? y : 1) - NEAR_BONUS / 2;
        float loss = (crowd[i] + crowd[l->other]) / 2 - CROWD_USUAL;
        l->score -= loss > CROWD_MOST ? CROWD_MOST : loss < -CROWD_MOST ? -CROWD_MOST : loss;
    }
}

typedef struct term_here {
    float weight; /* in the article at hand; 0: it does not have the term */
    float lead;   /* in its title and lead */
} term_here;

typedef struct scratch {
    term_here *here;      /* by term; all zero between articles */
    uint64_t *has;        /* a bit a term: the article at hand has it; they fit into a cache that `here` does not */
    float *shared, *told; /* by article: what the rare terms seen so far give; all zero between articles */
    stm_like found[MAX_CANDIDATES];
} scratch;

typedef struct pairs_call {
    const stm_term_vectors *v;
    stm_like_list *out;
    float *measure, *crowd; /* by article */
    uint32_t *start;        /* by rare term: of its postings */
    stm_like *posting;      /* by term, by article; the score is the weight */
    stm_like *kept;         /* by article: MAX_CANDIDATES places */
    uint32_t *n_kept;       /* by article */
    scratch *of_lane[STM_CREW_MAX];
} pairs_call;

static void set_here(scratch *s, uint32_t term, float weight)
{
    s->here[term].weight = weight;
    s->has[term >> 6] |= (uint64_t)(weight > 0) << (term & 63);
}

static void lay_out(const stm_term_vectors *v, scratch *s, uint32_t article)
{
    const stm_term_vector *x = &v->at[article];
    for (uint32_t k = 0; k < x->n_frequent; k++) {
        set_here(s, x->frequent[k].term, x->frequent[k].weight);
    }
    for (uint32_t k = 0; k < x->n_rare; k++) {
        set_here(s, x->rare[k].term, x->rare[k].weight);
    }
    for (uint32_t k = 0; k < v->lead[article].n; k++) {
        s->here[v->lead[article].at[k].term].lead += v->lead[article].at[k].weight;
    }
}

static void clear(const stm_term_vectors *v, scratch *s, uint32_t article)
{
    const stm_term_vector *x = &v->at[article];
    for (uint32_t k = 0; k < x->n_frequent; k++) {
        s->here[x->frequent[k].term] = (term_here){ 0, 0 };
        s->has[x->frequent[k].term >> 6] = 0;
    }
    for (uint32_t k = 0; k < x->n_rare; k++) {
        s->here[x->rare[k].term] = (term_here){ 0, 0 };
        s->has[x->rare[k].term >> 6] = 0;
    }
}

/* The lead of news says on which weekday it happened: two articles whose leads name others are of two happenings, or of
 * two days of one. */
static float weekdays(const stm_term_vectors *v, uint32_t a, uint32_t b)
{
    int32_t x = v->day[a], y = v->day[b];
    if (v->weekdays[a] == 0 || v->weekdays[b] == 0) {
        return 0;
    }
    if ((v->weekdays[a] & v->weekdays[b]) == 0) {
        return -OTHER_WEEKDAY;
    }
    return x == STM_NO_DAY || y == STM_NO_DAY || (x - y < 7 && y - x < 7) ? ONE_WEEKDAY : 0;
}

/* A candidate while what frequent terms add is summed up. */
typedef struct summing {
    const stm_term_weight *at;
    uint32_t left;
    float shared;
    double told;
} summing;

static void sum_terms(const term_here *here, summing *y, uint32_t n)
{
    const stm_term_weight *at = y->at;
    float shared = y->shared;
    double told = y->told;
    for (uint32_t k = 0; k < n; k++) {
        shared += here[at[k].term].weight * at[k].weight;
        told += here[at[k].term].lead;
    }
    *y = (summing){ at + n, y->left - n, shared, told };
}

/* Four at a time, each in its own order: a sum waits for the one before it, so that four take no longer than one. */
static void sum_four(const term_here *here, summing *y)
{
    const stm_term_weight *a = y[0].at, *b = y[1].at, *c = y[2].at, *d = y[3].at;
    float sa = y[0].shared, sb = y[1].shared, sc = y[2].shared, sd = y[3].shared;
    double ta = y[0].told, tb = y[1].told, tc = y[2].told, td = y[3].told;
    uint32_t n = y[0].left, left[4];
    for (uint32_t i = 1; i < 4; i++) {
        n = y[i].left < n ? y[i].left : n;
    }
    for (uint32_t k = 0; k < n; k++) {
        term_here x = here[a[k].term], z = here[b[k].term];
        sa += x.weight * a[k].weight;
        ta += x.lead;
        sb += z.weight * b[k].weight;
        tb += z.lead;
        x = here[c[k].term];
        z = here[d[k].term];
        sc += x.weight * c[k].weight;
        tc += x.lead;
        sd += z.weight * d[k].weight;
        td += z.lead;
    }
    for (uint32_t i = 0; i < 4; i++) {
        left[i] = y[i].left - n;
    }
    y[0] = (summing){ a + n, left[0], sa, ta };
    y[1] = (summing){ b + n, left[1], sb, tb };
    y[2] = (summing){ c + n, left[2], sc, tc };
    y[3] = (summing){ d + n, left[3], sd, td };
    for (uint32_t i = 0; i < 4; i++) {
        sum_terms(here, &y[i], left[i]);
    }
}

/* The likeness of a candidate and of the article that is laid out, by all terms and by what leads tell. */
static float likeness(const pairs_call *c, const scratch *s, uint32_t article, uint32_t other, const summing *all)
{
    const stm_lead *lead = &c->v->lead[other], *own = &c->v->lead[article];
    double told = 0;
    for (uint32_t k = 0; k < lead->n; k++) {
        uint32_t term = lead->at[k].term;
        told += lead->at[k].weight * (float)(s->has[term >> 6] >> (term & 63) & 1); /* no jump that nobody foresees */
    }
    told = (lead->sum > 0 ? told / lead->sum : 0) + (own->sum > 0 ? all->told / own->sum : 0);
    return all->shared + (float)(TOLD_WEIGHT * (told / 2 - TOLD_USUAL)) + weekdays(c->v, article, other);
}

/* Compares the first `n` of those found in full, and keeps who is like enough. Returns how many. */
static uint32_t compare(const pairs_call *c, const scratch *s, uint32_t article, uint32_t n, stm_like *out)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k += 4) {
        summing y[4];
        uint32_t m = n - k < 4 ? n - k : 4;
        for (uint32_t i = 0; i < m; i++) {
            uint32_t other = s->found[k + i].other;
            const stm_term_vector *v = &c->v->at[other];
            y[i] = (summing){ v->frequent, v->n_frequent, s->shared[other], s->told[other] };
        }
        if (m == 4) {
            sum_four(s->here, y);
        }
        for (uint32_t i = 0; i < m; i++) {
            uint32_t other = s->found[k + i].other;
            float score;
            sum_terms(s->here, &y[i], y[i].left);
            score = likeness(c, s, article, other, &y[i]);
            if (score >= LEAST_SCORE) {
                out[kept++] = (stm_like){ other, score };
            }
        }
    }
    return kept;
}

/* Compares one article with those before it. */
static void look_back(const pairs_call *c, scratch *s, uint32_t article)
{
    const stm_term_vector *x = &c->v->at[article];
    uint32_t n;
    lay_out(c->v, s, article);
    for (uint32_t k = 0; k < x->n_rare; k++) {
        float weight = x->rare[k].weight, lead = s->here[x->rare[k].term].lead;
        const stm_like *q = &c->posting[c->start[x->rare[k].term - c->v->first_rare]];
        if (k + 2 * AHEAD < x->n_rare) { /* lists lie all over the memory, and most are short */
            __builtin_prefetch(&c->start[x->rare[k + 2 * AHEAD].term - c->v->first_rare]);
            __builtin_prefetch(&c->posting[c->start[x->rare[k + AHEAD].term - c->v->first_rare]]);
        }
        for (const stm_like *p = q; lead > 0 && p->other < article; p++) {
            s->told[p->other] += lead;
        }
        for (; q->other < article; q++) {
            s->shared[q->other] += weight * q->score;
        }
    }
    n = find_best(s->shared, article, s->found);
    c->n_kept[article] = compare(c, s, article, n, &c->kept[(size_t)article * MAX_CANDIDATES]);
    memset(s->shared, 0, article * sizeof *s->shared);
    memset(s->told, 0, article * sizeof *s->told);
    clear(c->v, s, article);
}

static uint32_t stretch_end(const pairs_call *c, uint32_t item)
{
    return c->v->n - item * STRETCH < STRETCH ? c->v->n : (item + 1) * STRETCH;
}

static void look_stretch(void *arg, stm_arena *memory, uint32_t lane, uint32_t item)
{
    pairs_call *c = arg;
    if (c->of_lane[lane] == NULL) {
        scratch *s = STM_NEW(memory, scratch);
        s->here = STM_NEW_ARRAY(memory, term_here, (size_t)c->v->n_terms + 1);
        s->has = STM_NEW_ARRAY(memory, uint64_t, (size_t)c->v->n_terms / 64 + 1);
        s->shared = STM_NEW_ARRAY(memory, float, (size_t)c->v->n + 1);
        s->told = STM_NEW_ARRAY(memory, float, (size_t)c->v->n + 1);
        c->of_lane[lane] = s;
    }
    for (uint32_t i = item * STRETCH; i < stretch_end(c, item); i++) {
        look_back(c, c->of_lane[lane], i);
    }
}

/* Lists the articles of each rare term. */
static void build_index(stm_arena *arena, pairs_call *c)
{
    const stm_term_vectors *v = c->v;
    uint32_t n = v->n_terms - v->first_rare, total = 0, *at;
    c->start = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
    at = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
    for (uint32_t t = 0; t < n; t++) {
        c->start[t] = at[t] = total;
        total += v->df[v->first_rare + t];
    }
    c->posting = stm_arena_raw(arena, (size_t)total + 1, sizeof(stm_like));
    for (uint32_t i = 0; i < v->n; i++) {
        for (uint32_t k = 0; k < v->at[i].n_rare; k++) {
            const stm_term_weight *t = &v->at[i].rare[k];
            c->posting[at[t->term - v->first_rare]++] = (stm_like){ i, t->weight };
        }
    }
}

/* Orders the lists of some articles, and reads off them what their scores are measured by. */
static void order_stretch(void *arg, stm_arena *memory, uint32_t lane, uint32_t item)
{
    pairs_call *c = arg;
    (void)lane;
    for (uint32_t i = item * STRETCH; i < stretch_end(c, item); i++) {
        uint32_t n = c->out[i].likes.n;
        stm_like *likes = c->out[i].likes.at, *nearest;
        c->measure[i] = 1;
        if (n > 0) {
            nearest = STM_NEW_ARRAY(memory, stm_like, n);
            qsort(likes, c->n_kept[i], sizeof *likes, by_other); /* those behind it came in their order */
            memcpy(nearest, likes, n * sizeof *likes);
            qsort(nearest, n, sizeof *nearest, best_first);
            c->measure[i] = nearest[n < NEIGHBOUR ? n - 1 : NEIGHBOUR - 1].score;
            c->crowd[i] = crowd_of(nearest, n);
        }
    }
}

static void scale_stretch(void *arg, stm_arena *memory, uint32_t lane, uint32_t item)
{
    pairs_call *c = arg;
    (void)memory;
    (void)lane;
    for (uint32_t i = item * STRETCH; i < stretch_end(c, item); i++) {
        scale(c->out, c->measure, c->crowd, i);
    }
}

void stm_story_pairs(stm_arena *arena, stm_story_lanes *lanes, const stm_term_vectors *v, stm_like_list *out)
{
    pairs_call *c = STM_NEW(arena, pairs_call);
    uint32_t stretches = (v->n + STRETCH - 1) / STRETCH, *degree = STM_NEW_ARRAY(arena, uint32_t, (size_t)v->n + 1);
    c->v = v;
    c->out = out;
    c->measure = STM_NEW_ARRAY(arena, float, (size_t)v->n + 1);
    c->crowd = STM_NEW_ARRAY(arena, float, (size_t)v->n + 1);
    c->kept = stm_arena_raw(arena, (size_t)v->n * MAX_CANDIDATES, sizeof(stm_like));
    c->n_kept = STM_NEW_ARRAY(arena, uint32_t, (size_t)v->n + 1);
    build_index(arena, c);
    stm_story_crew(arena, lanes, stretches, look_stretch, c);
    for (uint32_t i = 0; i < v->n; i++) {
        degree[i] += c->n_kept[i];
        for (uint32_t k = 0; k < c->n_kept[i]; k++) {
            degree[c->kept[(size_t)i * MAX_CANDIDATES + k].other]++;
        }
    }
    for (uint32_t i = 0; i < v->n; i++) {
        stm_vec_reserve(arena, &out[i].likes, degree[i]);
    }
    for (uint32_t i = 0; i < v->n; i++) {
        for (uint32_t k = 0; k < c->n_kept[i]; k++) {
            stm_like l = c->kept[(size_t)i * MAX_CANDIDATES + k];
            stm_vec_push(arena, &out[i].likes, l);
            stm_vec_push(arena, &out[l.other].likes, (stm_like){ i, l.score });
        }
    }
    stm_story_crew(arena, lanes, stretches, order_stretch, c);
    stm_story_crew(arena, lanes, stretches, scale_stretch, c);
}
