/* record_utterances.c: quotations of one saying, joined across articles and within one.
 *
 * In: sayings (sayings.c).  Out: record.utterances.
 *
 * Whole quotations are joined first, best pairs first, where the mean over two groups allows it. Then what is quoted
 * inside two versions of one saying; then parts: one article's sentence or clause that another prints by itself. A
 * quotation may so be a version of several utterances, a part for each. Invariants: (1) an utterance holds no quotation
 * twice, and no two quotations that another holds already. (2) parts never join two groups of whole quotations.
 *
 * Cost: pairs are looked at only where two quotations share a term that not more than MAX_SHARING others have.
 * Source: quotation grouping after Leskovec, Backstrom and Kleinberg, "Meme-tracking" (KDD 2009).
 */
#include <math.h>
#include <stdlib.h>

#include "record/sayings.h"

#define MAX_SHARING 200
#define WEAK 0.3f        /* pairs below do not count in the mean of two groups */
#define LEAST_MEAN 0.42f /* over all pairs between two groups that are to be joined */
#define FULL 1.5f        /* what one pair can give to the mean */
#define LEAST_DICE_NESTED 0.6f

typedef struct candidate {
    uint32_t a, b;
    float score;
} candidate;

typedef STM_VEC(candidate) candidates;

static int best_first(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
           : x->a != y->a       ? (x->a > y->a) - (x->a < y->a)
                                : (x->b > y->b) - (x->b < y->b);
}

static uint32_t root_of(sayings *s, uint32_t i)
{
    while (s->at.at[i].up != i) {
        s->at.at[i].up = s->at.at[s->at.at[i].up].up;
        i = s->at.at[i].up;
    }
    return i;
}

typedef struct neighbour {
    uint32_t other;
    float score;
} neighbour;

typedef struct neighbours {
    STM_VEC(neighbour) at;
} neighbours;

/* Mean score between two groups; the chain of a long week's remarks must not become one saying. */
static float mean_between(sayings *s, const neighbours *near, const stm_u32s *x, uint32_t n_y, uint32_t y)
{
    float sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        const neighbours *list = &near[x->at[i]];
        for (uint32_t k = 0; k < list->at.n; k++) {
            if (root_of(s, list->at.at[k].other) == y) {
                sum += list->at.at[k].score < FULL ? list->at.at[k].score : FULL;
            }
        }
    }
    return sum / ((float)x->n * (float)n_y);
}

/* The two quotations, or parts of them, are in one utterance already. */
static bool together(sayings *s, uint32_t x, uint32_t y)
{
    const saying *a = &s->at.at[x], *b = &s->at.at[y];
    for (uint32_t i = 0; i <= a->n_parts; i++) {
        uint32_t root = root_of(s, i == 0 ? x : a->first_part + i - 1);
        for (uint32_t k = 0; k <= b->n_parts; k++) {
            if (root == root_of(s, k == 0 ? y : b->first_part + k - 1)) {
                return true;
            }
        }
    }
    return false;
}

/* A part is compared with what its quotation is not one saying with already, in another text or in its own. */
static bool worth(const stm_work *w, sayings *s, uint32_t a, uint32_t b)
{
    const saying *x = &s->at.at[a], *y = &s->at.at[b];
    return (!x->part && !y->part) || (x->whole != y->whole && root_of(s, x->whole) != root_of(s, y->whole) &&
                                      (x->member == y->member || w->line[x->member] != w->line[y->member]));
}

static void find_candidates(stm_work *w, sayings *s, uint32_t from, candidates *found)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)s->at.n + 1);
    for (uint32_t i = 0; i < s->at.n; i++) {
        const saying *x = &s->at.at[i];
        for (uint32_t k = 0; k < x->matter.terms.n; k++) {
            stm_u32s *list = &with[x->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                if (seen[o] != i + 1 && (i >= from || o >= from) && worth(w, s, o, i)) {
                    float score = stm_one_saying(w, &s->at.at[o], x);
                    seen[o] = i + 1;
                    if (score >= WEAK) {
                        stm_vec_push(w->arena, found, (candidate){ o, i, score });
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    if (found->n > 0) {
        qsort(found->at, found->n, sizeof *found->at, best_first);
    }
}

typedef struct joiner {
    stm_work *w;
    sayings *s;
    neighbours *near;
    stm_u32s *group; /* by root */
} joiner;

static void unite(joiner *j, uint32_t a, uint32_t b)
{
    sayings *s = j->s;
    uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
    s->at.at[hi].up = lo;
    if (s->at.at[lo].day == STM_NO_DAY) {
        s->at.at[lo].day = s->at.at[hi].day;
    }
    for (uint32_t k = 0; k < j->group[hi].n; k++) {
        stm_vec_push(j->w->arena, &j->group[lo], j->group[hi].at[k]);
    }
    j->group[hi].n = 0;
}

/* Of one of the two every saying is a part, and nothing comes together that is together elsewhere. */
static bool may_unite(const joiner *j, uint32_t a, uint32_t b)
{
    sayings *s = j->s;
    bool whole_a = false, whole_b = false;
    for (uint32_t i = 0; i < j->group[a].n; i++) {
        const saying *x = &s->at.at[j->group[a].at[i]];
        whole_a = whole_a || !x->part;
        for (uint32_t k = 0; k < j->group[b].n; k++) {
            const saying *y = &s->at.at[j->group[b].at[k]];
            whole_b = whole_b || !y->part;
            if ((x->part || y->part) && (x->whole == y->whole || together(s, x->whole, y->whole))) {
                return false;
            }
        }
    }
    return !whole_a || !whole_b;
}

static bool most_of(const sayings *s, uint32_t part)
{
    const stm_quotation *q = s->at.at[s->at.at[part].whole].said;
    uint32_t all = 0;
    for (uint32_t i = 0; i < q->content.n; i++) {
        all += q->content.at[i].end - q->content.at[i].start;
    }
    return (s->at.at[part].at.end - s->at.at[part].at.start) * 2 >= all;
}

/* Joins what lies behind the first `from` sayings with each other and with those. */
static void join_from(joiner *j, uint32_t from)
{
    sayings *s = j->s;
    candidates found = { 0 };
    find_candidates(j->w, s, from, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        stm_vec_push(j->w->arena, &j->near[found.at[i].a].at, (neighbour){ found.at[i].b, found.at[i].score });
        stm_vec_push(j->w->arena, &j->near[found.at[i].b].at, (neighbour){ found.at[i].a, found.at[i].score });
    }
    for (uint32_t i = from; i < s->at.n; i++) {
        stm_vec_push(j->w->arena, &j->group[i], i);
    }
    for (uint32_t i = 0; i < found.n && found.at[i].score >= 1; i++) {
        uint32_t a = root_of(s, found.at[i].a), b = root_of(s, found.at[i].b);
        uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
        if (a == b || (found.at[i].score < 3 && !stm_saying_days_agree(&s->at.at[a], &s->at.at[b])) ||
            (from > 0 && !may_unite(j, a, b)) ||
            mean_between(s, j->near, &j->group[hi], j->group[lo].n, lo) < LEAST_MEAN) {
            continue;
        }
        if (from > 0 && j->group[a].n == 1 && j->group[b].n == 1) { /* most of a saying that others carry as well */
            uint32_t part = s->at.at[a].part ? a : b, other = part == a ? b : a;
            uint32_t whole = root_of(s, s->at.at[part].whole);
            if (!s->at.at[other].part && j->group[whole].n > 1 && most_of(s, part)) {
                unite(j, whole, other);
                continue;
            }
        }
        unite(j, a, b);
    }
}

/* What two versions of one saying tell that others said: "the families had asked for privacy, the clinic said". */
static void join_nested(joiner *j)
{
    sayings *s = j->s;
    uint32_t **at = STM_NEW_ARRAY(j->w->arena, uint32_t *, (size_t)j->w->n + 1);
    for (uint32_t m = 0; m < j->w->n; m++) {
        at[m] = STM_NEW_ARRAY(j->w->arena, uint32_t, (size_t)j->w->article[m]->quotations.n + 1);
        memset(at[m], 0xFF, sizeof(uint32_t) * ((size_t)j->w->article[m]->quotations.n + 1));
    }
    for (uint32_t i = 0; i < s->at.n; i++) {
        at[s->at.at[i].member][s->at.at[i].quotation] = i;
    }
    for (uint32_t i = 0; i < s->at.n; i++) {
        const saying *x = &s->at.at[i];
        uint32_t outer = x->said->nested_in == STM_NONE ? STM_NONE : at[x->member][x->said->nested_in];
        for (uint32_t k = 0; outer != STM_NONE && k < i; k++) {
            const saying *y = &s->at.at[k];
            uint32_t other = y->said->nested_in == STM_NONE ? STM_NONE : at[y->member][y->said->nested_in];
            if (other == STM_NONE || y->member == x->member || root_of(s, other) != root_of(s, outer) ||
                root_of(s, i) == root_of(s, k) || !stm_saying_one_mouth(j->w, x, y) ||
                x->said->negated != y->said->negated) {
                continue;
            }
            if (stm_matter_compare(j->w, &x->matter, &y->matter).dice >= LEAST_DICE_NESTED) {
                unite(j, root_of(s, i), root_of(s, k));
            }
        }
    }
}

static void join_all(stm_work *w, sayings *s)
{
    uint32_t n = s->at.n, all;
    joiner j = { .w = w, .s = s };
    stm_sayings_add_parts(w, s, n);
    all = s->at.n;
    j.near = STM_NEW_ARRAY(w->arena, neighbours, (size_t)all + 1);
    j.group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)all + 1);
    s->at.n = n;
    join_from(&j, 0);
    join_nested(&j);
    s->at.n = all;
    join_from(&j, n);
}

/* ---- writing them down ----------------------------------------------------------------------------------- */

static void write_utterance(stm_work *w, sayings *s, const stm_u32s *group)
{
    stm_utterance *u = stm_vec_add(w->arena, &w->record->utterances);
    const saying *first = &s->at.at[group->at[0]];
    stm_u32s members = { 0 };
    uint32_t entity, full;
    int32_t day = STM_NO_DAY;
    const saying **all = STM_NEW_ARRAY(w->arena, const saying *, group->n);
    stm_said_by(w, first->member, first->quotation, &entity, &u->speaker_name);
    for (uint32_t i = 1; i < group->n && u->speaker_name.p == NULL; i++) {
        stm_said_by(w, s->at.at[group->at[i]].member, s->at.at[group->at[i]].quotation, &entity, &u->speaker_name);
    }
    u->speaker = entity;
    for (uint32_t i = 0; i < group->n; i++) {
        const saying *x = &s->at.at[group->at[i]];
        all[i] = x;
        stm_vec_push(w->arena, &members, x->member);
        day = x->day != STM_NO_DAY ? x->day : day;
    }
    u->when = day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, day);
    u->lines = stm_lines_among(w, &members);
    u->confidence = NAN;
    full = 0;
    for (uint32_t i = 1; i < group->n; i++) {
        if (stm_variant_fuller(all[i]->said, all[full]->said)) {
            full = i;
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        stm_variant v = { .article = w->index[all[i]->member], .quotation = all[i]->quotation };
        v.part = all[i]->part ? all[i]->said : NULL;
        if (i == full) {
            v.relation = STM_VARIANT_FULLEST;
        } else {
            stm_variant_relate(w, all[full]->member, all[full]->said, all[i]->member, all[i]->said, &v.relation,
                               &v.note);
        }
        stm_vec_push(w->arena, &u->variants, v);
    }
}

void stm_record_utterances(stm_work *w)
{
    sayings s = { 0 };
    stm_u32s *group;
    stm_sayings_collect(w, &s);
    if (s.at.n == 0) {
        return;
    }
    join_all(w, &s);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, s.at.n);
    for (uint32_t i = 0; i < s.at.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&s, i)], i);
    }
    for (uint32_t i = 0; i < s.at.n; i++) {
        if (group[i].n > 1 || (group[i].n == 1 && !s.at.at[i].part && s.at.at[i].said->kind != STM_QUOTE_INDIRECT)) {
            write_utterance(w, &s, &group[i]);
        }
    }
}
