/* story_pairs.c: which articles are alike enough to be of one story, found through an inverted index.
 *
 * In: vectors.  Out: an undirected graph with scores.  Never: compares all with all.
 *
 * Likeness is the product of the vectors, and how much of what title and lead of the one say, names above all, the
 * other has anywhere: two like events of one topic share most words, but not whom they happened to.
 *
 * Rare terms find the candidates: postings longer than MAX_POSTINGS are left out of the search, and the MAX_CANDIDATES
 * best by what the rare terms give are compared in full. An edge then gains up to NEAR_BONUS / 2 where each of the two
 * is about the best that the other has, and loses as much where both have much better ones: what counts as alike
 * differs between long and short texts, and one's own nearest neighbours tell by how much. Where even the articles
 * beyond the nearest twenty are alike (one theme, week after week) a little is taken off: there likeness says less.
 *
 * Cost: terms of an article times MAX_POSTINGS, plus MAX_CANDIDATES vector products an article.
 * Source: local scaling, Zelnik-Manor and Perona, "Self-Tuning Spectral Clustering" (NIPS 2004);
 * crowds: Conneau et al., "Word Translation Without Parallel Data" (ICLR 2018), section 2.3.
 */
#include <stdlib.h>

#include "story/story_parts.h"

#define MAX_POSTINGS 600
#define MAX_CANDIDATES 80
#define LEAST_SCORE 0.05f
#define TOLD_WEIGHT 0.2 /* of what title and lead of each tell and the other has too, beside the vectors */
#define TOLD_USUAL 0.25
#define NEIGHBOUR 2 /* which neighbour's score is the measure */
#define CROWD 20    /* more articles than most happenings have */
#define CROWD_USUAL 0.1f
#define CROWD_MOST 0.05f /* taken off or added: one large happening is a crowd too, and must not fall apart */
#define NEAR_BONUS 0.2f

static float product(const stm_term_vector *a, const stm_term_vector *b)
{
    const stm_term_weight *x = a->terms.at, *y = b->terms.at;
    const stm_term_weight *x_end = x + a->terms.n, *y_end = y + b->terms.n;
    float sum = 0;
    while (x < x_end && y < y_end) {
        if (x->term < y->term) {
            x++;
        } else if (x->term > y->term) {
            y++;
        } else {
            sum += x++->weight * y++->weight;
        }
    }
    return sum;
}

/* The share of a's title and lead that stands anywhere in b. */
static double covered(const stm_term_vectors *v, uint32_t a, uint32_t b)
{
    const stm_term_weight *x = v->lead[a].terms.at, *y = v->at[b].terms.at;
    const stm_term_weight *x_end = x + v->lead[a].terms.n, *y_end = y + v->at[b].terms.n;
    double sum = 0;
    while (x < x_end && y < y_end) {
        if (x->term < y->term) {
            x++;
        } else if (x->term > y->term) {
            y++;
        } else {
            sum += x++->weight;
        }
    }
    return v->lead[a].sum > 0 ? sum / v->lead[a].sum : 0;
}

static float likeness(const stm_term_vectors *v, uint32_t a, uint32_t b)
{
    double told = (covered(v, a, b) + covered(v, b, a)) / 2;
    return product(&v->at[a], &v->at[b]) + (float)(TOLD_WEIGHT * (told - TOLD_USUAL));
}

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

/* Brings the `most` best to the front, in no order: the worst of those seen is on top of a heap and gives way. */
static void keep_best(stm_like *found, uint32_t n, uint32_t most)
{
    for (uint32_t i = most; i-- > 0;) { /* found[0 .. most) becomes a heap, then takes in the others */
        sink(found, most, i);
    }
    for (uint32_t i = most; i < n; i++) {
        if (best_first(&found[i], &found[0]) < 0) {
            found[0] = found[i];
            sink(found, most, 0);
        }
    }
}

static int by_other(const void *a, const void *b)
{
    uint32_t x = ((const stm_like *)a)->other, y = ((const stm_like *)b)->other;
    return (x > y) - (x < y);
}

/* The mean likeness to those that come after the nearest CROWD: how like things are where this article stands. The
 * list is by likeness. */
static float crowd_of(const stm_like_list *list)
{
    float sum = 0;
    for (uint32_t k = CROWD; k < 2 * CROWD && k < list->likes.n; k++) {
        sum += list->likes.at[k].score;
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

void stm_story_pairs(stm_arena *arena, const stm_term_vectors *v, stm_like_list *out)
{
    uint32_t *length = STM_NEW_ARRAY(arena, uint32_t, (size_t)v->n_terms + 1);
    uint32_t *start = STM_NEW_ARRAY(arena, uint32_t, (size_t)v->n_terms + 1);
    float *partial = STM_NEW_ARRAY(arena, float, (size_t)v->n + 1);
    float *measure = STM_NEW_ARRAY(arena, float, (size_t)v->n + 1);
    float *crowd = STM_NEW_ARRAY(arena, float, (size_t)v->n + 1);
    stm_like *found = STM_NEW_ARRAY(arena, stm_like, (size_t)v->n + 1);
    stm_like *posting;
    uint32_t total = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        for (uint32_t k = 0; k < v->at[i].terms.n; k++) {
            length[v->at[i].terms.at[k].term]++;
        }
    }
    for (uint32_t t = 0; t < v->n_terms; t++) {
        start[t] = total;
        total += length[t] <= MAX_POSTINGS ? length[t] : 0;
        length[t] = length[t] <= MAX_POSTINGS ? 0 : STM_NONE; /* from here on: postings written so far */
    }
    posting = STM_NEW_ARRAY(arena, stm_like, (size_t)total + 1);
    /* Each article looks at those before it and then takes its place in the index. */
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < v->at[i].terms.n; k++) {
            const stm_term_weight *t = &v->at[i].terms.at[k];
            if (length[t->term] == STM_NONE) {
                continue;
            }
            for (uint32_t p = 0; p < length[t->term]; p++) {
                const stm_like *q = &posting[start[t->term] + p];
                if (partial[q->other] == 0) {
                    found[n++].other = q->other;
                }
                partial[q->other] += t->weight * q->score;
            }
            posting[start[t->term] + length[t->term]++] = (stm_like){ i, t->weight };
        }
        for (uint32_t k = 0; k < n; k++) {
            found[k].score = partial[found[k].other];
            partial[found[k].other] = 0;
        }
        if (n > MAX_CANDIDATES) {
            keep_best(found, n, MAX_CANDIDATES);
            n = MAX_CANDIDATES;
        }
        for (uint32_t k = 0; k < n; k++) {
            float s = likeness(v, i, found[k].other);
            if (s >= LEAST_SCORE) {
                stm_vec_push(arena, &out[i].likes, (stm_like){ found[k].other, s });
                stm_vec_push(arena, &out[found[k].other].likes, (stm_like){ i, s });
            }
        }
    }
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t n = out[i].likes.n;
        measure[i] = 1;
        if (n > 0) {
            qsort(out[i].likes.at, n, sizeof *out[i].likes.at, best_first);
            measure[i] = out[i].likes.at[n < NEIGHBOUR ? n - 1 : NEIGHBOUR - 1].score;
            crowd[i] = crowd_of(&out[i]);
            qsort(out[i].likes.at, n, sizeof *out[i].likes.at, by_other);
        }
    }
    for (uint32_t i = 0; i < v->n; i++) {
        scale(out, measure, crowd, i);
    }
}
