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
#define FIRST 1e6f       /* what has the same words is joined before what is like it */
#define FULL 1.5f        /* what one pair can give to the mean */
#define LEAST_DICE_NESTED 0.6f
#define LEAST_OF_PIECE 0.7f
#define FEW_TERMS 2
#define NEAR 8 /* sayings before a quotation in which it may be told of */

typedef struct candidate {
    uint32_t a, b;
    float score, order;
    uint32_t bytes; /* of both: of two pairs that are as like, the longer is more of what was said */
} candidate;

typedef STM_VEC(candidate) candidates;

static int best_first(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    return x->order != y->order   ? (x->order < y->order) - (x->order > y->order)
           : x->bytes != y->bytes ? (x->bytes < y->bytes) - (x->bytes > y->bytes)
           : x->a != y->a         ? (x->a > y->a) - (x->a < y->a)
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

typedef struct joiner {
    stm_work *w;
    sayings *s;
    neighbours *near;
    stm_u32s *group; /* by root */
    /* by line, for mean_between(): */
    uint32_t *seen, round;
    float *best;
} joiner;

/* Two sayings of one quotation that are the same stretch of it, but for a few words. */
static bool same_stretch(const saying *a, const saying *b)
{
    uint32_t from = a->at.start > b->at.start ? a->at.start : b->at.start;
    uint32_t to = a->at.end < b->at.end ? a->at.end : b->at.end;
    uint32_t x = a->at.end - a->at.start, y = b->at.end - b->at.start, longer = x > y ? x : y;
    return a->whole == b->whole && from < to && (to - from) * 2 >= longer;
}

/* The saying, or another of the same stretch that is in an utterance already. */
static uint32_t standing_for(joiner *j, uint32_t i)
{
    sayings *s = j->s;
    const saying *whole = &s->at.at[s->at.at[i].whole];
    uint32_t best = i;
    if (j->group[root_of(s, i)].n > 1 || !s->at.at[i].part) {
        return i;
    }
    for (uint32_t k = 0; k <= whole->n_parts && best == i; k++) {
        uint32_t o = k == 0 ? s->at.at[i].whole : whole->first_part + k - 1;
        if (o < s->at.n && j->group[root_of(s, o)].n > 1 && same_stretch(&s->at.at[i], &s->at.at[o])) {
            best = o;
        }
    }
    return best;
}

/* The best score of one saying, or another of its stretch, with each line that has a saying in group `lo`; adds to
 * `sum` what is better than before in this round. */
static void best_by_line(joiner *j, uint32_t i, uint32_t lo, float *sum)
{
    sayings *s = j->s;
    const saying *own = &s->at.at[i], *whole = &s->at.at[own->whole];
    for (uint32_t p = 0; p <= whole->n_parts; p++) {
        uint32_t o = p == 0 ? own->whole : whole->first_part + p - 1;
        if (o >= s->at.n || (o != i && !same_stretch(own, &s->at.at[o]))) {
            continue;
        }
        for (uint32_t k = 0; k < j->near[o].at.n; k++) {
            uint32_t other = j->near[o].at.at[k].other, line = j->w->line[s->at.at[other].member];
            float score = j->near[o].at.at[k].score < FULL ? j->near[o].at.at[k].score : FULL;
            if (root_of(s, other) != lo && root_of(s, standing_for(j, other)) != lo) {
                continue;
            }
            if (j->seen[line] != j->round) {
                j->seen[line] = j->round;
                j->best[line] = 0;
            }
            if (score > j->best[line]) {
                *sum += score - j->best[line];
                j->best[line] = score;
            }
        }
    }
}

/* Mean score between two groups, copies of one text counted once; the chain of a long week's remarks must not become
 * one saying. */
static float mean_between(joiner *j, uint32_t hi, uint32_t lo)
{
    const stm_u32s *x = &j->group[hi], *y = &j->group[lo];
    const uint32_t *line = j->w->line;
    uint32_t n_x = 0, n_y = 0;
    float sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        uint32_t own = line[j->s->at.at[x->at[i]].member];
        bool first = true;
        for (uint32_t k = 0; k < i && first; k++) {
            first = line[j->s->at.at[x->at[k]].member] != own;
        }
        if (!first) {
            continue;
        }
        n_x++;
        j->round++;
        for (uint32_t k = i; k < x->n; k++) {
            if (line[j->s->at.at[x->at[k]].member] == own) {
                best_by_line(j, x->at[k], lo, &sum);
            }
        }
    }
    j->round++;
    for (uint32_t i = 0; i < y->n; i++) {
        uint32_t own = line[j->s->at.at[y->at[i]].member];
        n_y += j->seen[own] != j->round;
        j->seen[own] = j->round;
    }
    return sum / ((float)n_x * (float)n_y);
}

/* The stretches share bytes; `few`: and neither is much less than the other. */
static bool over(const saying *a, const saying *b, bool few)
{
    return stm_span_meets(a->at, b->at) && (!few || (b->at.end - b->at.start) * 2 > a->at.end - a->at.start);
}

/* The two, or what lies over them in their quotations, are in one utterance already. Where `others` say it too, a piece
 * of what the two share may be an utterance of its own. */
static bool together(sayings *s, uint32_t x, uint32_t y, bool others)
{
    const saying *a = &s->at.at[s->at.at[x].whole], *b = &s->at.at[s->at.at[y].whole];
    for (uint32_t i = 0; i <= a->n_parts; i++) {
        uint32_t p = i == 0 ? s->at.at[x].whole : a->first_part + i - 1, root;
        if (p >= s->at.n) {
            continue;
        }
        root = root_of(s, p);
        for (uint32_t k = 0; k <= b->n_parts; k++) {
            uint32_t q = k == 0 ? s->at.at[y].whole : b->first_part + k - 1;
            if (q < s->at.n && root == root_of(s, q) &&
                (over(&s->at.at[p], &s->at.at[x], others) || over(&s->at.at[q], &s->at.at[y], others))) {
                return true;
            }
        }
    }
    return false;
}

/* Somebody else's words are in one of the groups as well. */
static bool others_say(const joiner *j, uint32_t a, uint32_t b, uint32_t x, uint32_t y)
{
    const stm_u32s *groups[2] = { &j->group[a], &j->group[b] };
    for (uint32_t g = 0; g < 2; g++) {
        for (uint32_t i = 0; i < groups[g]->n; i++) {
            uint32_t whole = j->s->at.at[groups[g]->at[i]].whole;
            if (whole != j->s->at.at[x].whole && whole != j->s->at.at[y].whole) {
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
    (void)w;
    return (!x->part && !y->part) || (x->whole != y->whole && root_of(s, x->whole) != root_of(s, y->whole));
}

/* A part is most like a sentence of the other, not all of it. */
static bool better_inside(const stm_work *w, const sayings *s, uint32_t a, uint32_t b)
{
    const saying *part = &s->at.at[s->at.at[a].part ? a : b], *whole = &s->at.at[s->at.at[a].part ? b : a];
    float all;
    if (!part->part || whole->part || whole->n_parts == 0) {
        return false;
    }
    all = stm_matter_compare(w, &part->matter, &whole->matter).dice;
    for (uint32_t i = 0; i < whole->n_parts && whole->first_part + i < s->at.n; i++) {
        if (stm_matter_compare(w, &part->matter, &s->at.at[whole->first_part + i].matter).dice > all) {
            return true;
        }
    }
    return false;
}

static void consider(const stm_work *w, const sayings *s, uint32_t o, uint32_t i, candidates *found)
{
    float score = stm_one_saying(w, &s->at.at[o], &s->at.at[i]);
    if (score >= WEAK && !better_inside(w, s, o, i)) {
        uint32_t bytes = s->at.at[o].at.end - s->at.at[o].at.start + s->at.at[i].at.end - s->at.at[i].at.start;
        float order = score >= 2 && stm_saying_same_words(w, &s->at.at[o], &s->at.at[i]) ? FIRST + bytes : score;
        stm_vec_push(w->arena, found, (candidate){ o, i, score, order, bytes });
    }
}

/* Demands and notices are known by who makes them and of whom, and need not share a word; nor "resign", "step down",
 * "whoever stays will be fined"; nor what is all small words. */
static bool short_of_words(const stm_work *w, const saying *x)
{
    bool small = x->said->kind == STM_QUOTE_DIRECT && x->matter.terms.n <= FEW_TERMS;
    bool made_known = x->said->act == STM_ACT_DEMAND || x->said->act == STM_ACT_ANNOUNCE;
    return !x->part && (small || stm_saying_own_step(w, x) || x->told != STM_NONE || x->listed != STM_NONE ||
                        x->plea != 0 || x->fate.end != STM_NONE || (made_known && x->core.terms.n > 0));
}

static void find_candidates(stm_work *w, sayings *s, uint32_t from, candidates *found)
{
    stm_u32s few = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)s->at.n + 1);
    for (uint32_t i = 0; i < s->at.n; i++) {
        const saying *x = &s->at.at[i];
        for (uint32_t k = 0; k < x->matter.terms.n; k++) {
            stm_u32s *list = &with[x->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                if (seen[o] != i + 1 && (i >= from || o >= from) && worth(w, s, o, i)) {
                    seen[o] = i + 1;
                    consider(w, s, o, i, found);
                }
            }
            stm_vec_push(w->arena, list, i);
        }
        for (uint32_t k = few.n > MAX_SHARING ? few.n - MAX_SHARING : 0; from == 0 && k < few.n; k++) {
            if (short_of_words(w, x) && seen[few.at[k]] != i + 1) {
                consider(w, s, few.at[k], i, found);
            }
        }
        if (short_of_words(w, x)) {
            stm_vec_push(w->arena, &few, i);
        }
        for (uint32_t k = 1; from == 0 && k <= i && k <= NEAR; k++) {
            const saying *before = &s->at.at[i - k];
            if (before->member == x->member && before->spoken_out == x->quotation && seen[i - k] != i + 1) {
                consider(w, s, i - k, i, found);
            }
        }
    }
    if (found->n > 0) {
        qsort(found->at, found->n, sizeof *found->at, best_first);
    }
}

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
            uint32_t ia = j->group[a].at[i], ib = j->group[b].at[k];
            const saying *y = &s->at.at[ib];
            whole_b = whole_b || !y->part;
            if ((x->part || y->part) && (x->whole == y->whole || together(s, ia, ib, others_say(j, a, b, ia, ib)))) {
                return false;
            }
        }
    }
    return !whole_a || !whole_b;
}

/* The other article has in marks most of what the saying says. */
static bool piece_of(const stm_work *w, const saying *x, const saying *all)
{
    return x->member != all->member && all->said->kind != STM_QUOTE_INDIRECT &&
           stm_matter_compare(w, &x->matter, &all->matter).least >= LEAST_OF_PIECE;
}

/* Each group has words in marks of one article that the other has not: nobody says a thing twice to one reporter.
 * Pieces of one speech, all of which `by` has in marks, are no such words. */
static bool said_apart(const joiner *j, uint32_t a, uint32_t b, uint32_t by)
{
    const sayings *s = j->s;
    const saying *z = &s->at.at[by];
    for (uint32_t i = 0; i < j->group[a].n; i++) {
        const saying *x = &s->at.at[j->group[a].at[i]];
        for (uint32_t k = 0; k < j->group[b].n && x->said->kind == STM_QUOTE_DIRECT; k++) {
            const saying *y = &s->at.at[j->group[b].at[k]];
            if (x->member == y->member && x->whole != y->whole && y->said->kind == STM_QUOTE_DIRECT &&
                !(piece_of(j->w, x, z) && piece_of(j->w, y, z)) && !stm_saying_same_words(j->w, x, y)) {
                return true;
            }
        }
    }
    return false;
}

/* Both groups have a saying of one text, and nothing makes these two one. */
static bool strangers(const joiner *j, uint32_t a, uint32_t b)
{
    const sayings *s = j->s;
    for (uint32_t i = 0; i < j->group[a].n; i++) {
        uint32_t x = j->group[a].at[i];
        for (uint32_t k = 0; k < j->group[b].n; k++) {
            uint32_t y = j->group[b].at[k];
            bool near = s->at.at[x].member != s->at.at[y].member || s->at.at[x].part || s->at.at[y].part ||
                        s->at.at[x].lead || s->at.at[y].lead;
            for (uint32_t n = 0; n < j->near[x].at.n && !near; n++) {
                near = j->near[x].at.at[n].other == y;
            }
            if (!near) {
                return true;
            }
        }
    }
    return false;
}

/* One of each group names persons, and none in common: two accused, though a headline fits both. */
static bool of_others(const joiner *j, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < j->group[a].n; i++) {
        for (uint32_t k = 0; k < j->group[b].n; k++) {
            if (stm_sayings_of_two(j->w, &j->s->at.at[j->group[a].at[i]], &j->s->at.at[j->group[b].at[k]])) {
                return true;
            }
        }
    }
    return false;
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

static bool join_pair(joiner *j, uint32_t from, const candidate *c)
{
    sayings *s = j->s;
    uint32_t a = root_of(s, standing_for(j, c->a)), b = root_of(s, standing_for(j, c->b));
    uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
    if (a == b || (c->score < 3 && !stm_saying_days_agree(&s->at.at[a], &s->at.at[b])) ||
        (from > 0 && !may_unite(j, a, b)) || (said_apart(j, a, b, c->a) && said_apart(j, a, b, c->b)) ||
        (from == 0 && strangers(j, a, b)) || (c->score < 2 && of_others(j, a, b)) ||
        mean_between(j, hi, lo) < LEAST_MEAN) {
        return false;
    }
    if (from > 0 && j->group[a].n == 1 && j->group[b].n == 1) { /* most of a saying that others carry as well */
        uint32_t part = s->at.at[a].part ? a : b, other = part == a ? b : a;
        uint32_t whole = root_of(s, s->at.at[part].whole);
        if (!s->at.at[other].part && j->group[whole].n > 1 && most_of(s, part) && !said_apart(j, whole, other, c->a)) {
            unite(j, whole, other);
            return true;
        }
    }
    unite(j, a, b);
    return true;
}

/* Joins what lies behind the first `from` sayings with each other and with those. */
static void join_from(joiner *j, uint32_t from)
{
    sayings *s = j->s;
    candidates found = { 0 };
    bool more = true;
    find_candidates(j->w, s, from, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        stm_vec_push(j->w->arena, &j->near[found.at[i].a].at, (neighbour){ found.at[i].b, found.at[i].score });
        stm_vec_push(j->w->arena, &j->near[found.at[i].b].at, (neighbour){ found.at[i].a, found.at[i].score });
    }
    for (uint32_t i = from; i < s->at.n; i++) {
        stm_vec_push(j->w->arena, &j->group[i], i);
    }
    for (uint32_t round = 0; round < (from > 0 ? 2U : 1U) && more; round++) { /* parts: who joined may bring others */
        more = false;
        for (uint32_t i = 0; i < found.n && found.at[i].score >= 1; i++) {
            more = join_pair(j, from, &found.at[i]) || more;
        }
    }
}

/* No other quotation inside the same one has the same mouth. */
static bool only_one_inside(const sayings *s, uint32_t i)
{
    const saying *x = &s->at.at[i];
    for (uint32_t k = i > 8 ? i - 8 : 0; k < s->at.n && k < i + 8; k++) {
        const saying *y = &s->at.at[k];
        if (k != i && y->member == x->member && y->said->nested_in == x->said->nested_in && y->speaker == x->speaker) {
            return false;
        }
    }
    return true;
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
                root_of(s, i) == root_of(s, k) ||
                (!stm_saying_one_mouth(j->w, x, y) && !stm_saying_same_words(j->w, x, y)) ||
                x->said->negated != y->said->negated) {
                continue;
            }
            stm_likeness like = stm_matter_compare(j->w, &x->matter, &y->matter);
            if (like.dice >= LEAST_DICE_NESTED ||
                (like.n > 0 && x->said->act == y->said->act && x->root.terms.n == 0 && y->root.terms.n == 0 &&
                 only_one_inside(s, i) && only_one_inside(s, k))) {
                unite(j, root_of(s, i), root_of(s, k));
            }
        }
    }
}

/* No text has a saying in both groups. */
static bool in_two_texts(const joiner *j, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < j->group[a].n; i++) {
        for (uint32_t k = 0; k < j->group[b].n; k++) {
            if (j->s->at.at[j->group[a].at[i]].member == j->s->at.at[j->group[b].at[k]].member) {
                return false;
            }
        }
    }
    return true;
}

/* What one person says in two texts, and nothing else of it comes near. */
static void join_only(joiner *j)
{
    sayings *s = j->s;
    uint32_t *root = STM_NEW_ARRAY(j->w->arena, uint32_t, (size_t)s->at.n + 1);
    stm_onlys found = { 0 };
    for (uint32_t i = 0; i < s->at.n; i++) {
        root[i] = root_of(s, i);
    }
    stm_sayings_only(j->w, s, root, &found);
    for (uint32_t i = 0; i < found.at.n; i++) {
        uint32_t a = root_of(s, found.at.at[i].a), b = root_of(s, found.at.at[i].b);
        if (a != b && stm_saying_days_agree(&s->at.at[a], &s->at.at[b]) && in_two_texts(j, a, b) &&
            !of_others(j, a, b)) {
            unite(j, a, b);
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
    j.seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->n + 1);
    j.best = STM_NEW_ARRAY(w->arena, float, (size_t)w->n + 1);
    s->at.n = n;
    join_from(&j, 0);
    join_nested(&j);
    join_only(&j);
    s->at.n = all;
    join_from(&j, n);
}

/* ---- writing them down ----------------------------------------------------------------------------------- */

/* The group without what is one stretch, taken for two quotations. */
static uint32_t versions(const sayings *s, const stm_u32s *group, const saying **all)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < group->n; i++) {
        const saying *x = &s->at.at[group->at[i]];
        bool seen = false;
        for (uint32_t k = 0; k < n && !seen; k++) {
            seen = all[k]->member == x->member && stm_span_meets(all[k]->at, x->at);
            if (seen && x->at.end - x->at.start > all[k]->at.end - all[k]->at.start) {
                all[k] = x;
            }
        }
        if (!seen) {
            all[n++] = x;
        }
    }
    return n;
}

/* Whom most lines name, a name before "the ad" and "a spokesman", and one that a text gives before one that "she" was
 * taken for; of those whom as many do, the fullest version's. */
static uint32_t speaker_of(const stm_work *w, const saying **all, uint32_t n, uint32_t full, stm_str *name)
{
    uint32_t best = STM_NONE, most = 0, *who = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    stm_str *names = STM_NEW_ARRAY(w->arena, stm_str, (size_t)n + 1);
    bool *first = STM_NEW_ARRAY(w->arena, bool, (size_t)n + 1); /* of its line */
    *name = STM_NULL_STR;
    for (uint32_t i = 0; i < n; i++) {
        stm_said_by(w, all[i]->member, all[i]->quotation, &who[i], &names[i]);
        first[i] = true;
        for (uint32_t k = 0; k < i && first[i]; k++) {
            first[i] = w->line[all[k]->member] != w->line[all[i]->member];
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = (full + i) % n, count = 0;
        bool named = who[x] != STM_NONE && w->named.at[who[x]];
        bool person = named && w->record->entities.at[who[x]].kind == STM_PERSON;
        bool given = false;
        if (names[x].p == NULL || (i > 0 && who[x] == best && stm_str_eq(names[x], *name))) {
            continue;
        }
        for (uint32_t k = 0; k < n; k++) {
            bool same =
                who[x] != STM_NONE ? who[k] == who[x] : names[k].p != NULL && stm_str_eq_nocase(names[k], names[x]);
            count += first[k] && same;
            given = given ||
                    (same && !stm_source_is_pronoun(w->article[all[k]->member],
                                                    &w->article[all[k]->member]->quotations.at[all[k]->quotation]));
        }
        count = 4 * count + (count > 0 && named && given ? 2 : 0) + person;
        if (count > most) {
            most = count;
            best = who[x];
            *name = names[x];
        }
    }
    return best;
}

#define COPIED_WORDS 12 /* of an indirect version: two reporters may have eight alike, who heard one man */

static void write_utterance(stm_work *w, const saying **all, uint32_t n)
{
    stm_utterance *u = stm_vec_add(w->arena, &w->record->utterances);
    stm_u32s members = { 0 };
    stm_span *at = STM_NEW_ARRAY(w->arena, stm_span, (size_t)n + 1);
    uint32_t full = 0;
    int32_t day = STM_NO_DAY;
    for (uint32_t i = 0; i < n; i++) {
        stm_vec_push(w->arena, &members, all[i]->member);
        at[i] = all[i]->at;
        day = all[i]->day != STM_NO_DAY ? all[i]->day : day;
    }
    u->when = day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, day);
    u->lines = stm_lines_worded(w, &members, at, COPIED_WORDS);
    u->confidence = NAN;
    for (uint32_t i = 1; i < n; i++) {
        if (stm_saying_fuller(w, all[i], all[full])) {
            full = i;
        }
    }
    u->speaker = speaker_of(w, all, n, full, &u->speaker_name);
    for (uint32_t i = 0; i < n; i++) {
        stm_variant v = { .article = w->index[all[i]->member], .quotation = all[i]->quotation };
        v.part = all[i]->said != &w->article[all[i]->member]->quotations.at[all[i]->quotation] ? all[i]->said : NULL;
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
    const saying **all;
    stm_sayings_collect(w, &s);
    if (s.at.n == 0) {
        return;
    }
    join_all(w, &s);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, s.at.n);
    all = STM_NEW_ARRAY(w->arena, const saying *, (size_t)s.at.n + 1);
    for (uint32_t i = 0; i < s.at.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&s, i)], i);
    }
    for (uint32_t i = 0; i < s.at.n; i++) {
        uint32_t n = versions(&s, &group[i], all);
        if (n > 1 || (n == 1 && !all[0]->part && all[0]->said->kind != STM_QUOTE_INDIRECT)) {
            uint32_t first = n;
            bool two = stm_saying_split(w, &s, all, n, &first);
            write_utterance(w, all, first);
            if (two) {
                write_utterance(w, all + first, n + 1 - first);
            }
        }
    }
}
