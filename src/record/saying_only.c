/* saying_only.c: what one mouth says in two texts in words of their own, where nothing else of it comes near.
 *
 * In: whole sayings, and which are joined already.  Out: pairs, the strongest first.
 * Never: two speeches in marks, what one text denies, numbers that differ, days that are apart; texts of one line; what
 * a party says, or a body in the first sentences of a text.
 *
 * How much two sayings share tells little by itself: what all of a story's texts speak of is in most of what one man
 * says. So each is measured against what else he says in the other text: two that are each other's likest by far, each
 * out of all that the other text has of him, are one saying told twice. What is joined with the likest already counts
 * as one with it.
 * Cost: pairs of one speaker that share a term which not more than MAX_SHARING others have.
 * Source: mutual nearest neighbours, after Gale and Church, "A program for aligning sentences in bilingual corpora"
 * (Computational Linguistics 19, 1993), who weigh a pair against its rivals.
 */
#include <stdlib.h>

#include "record/sayings.h"

#define MAX_SHARING 200
#define LEAST_STRENGTH 2.5f /* weight shared times its share of both */
#define LEAST_STRENGTH_OTHERS 3.5f
#define MOST_OF_RIVAL 0.6f /* of it, that the next likest may have */
#define LEAST_TERMS 3
#define LEAST_EXACT 2        /* not all by words that may mean the same */
#define LEAST_DICE_FEW 0.35f /* on two terms */
#define LEAST_DICE_ONE 0.55f /* on one */
#define LEAST_STRENGTH_ONE 1.2f
#define MOST_OF_RIVAL_FEW 0.2f
#define LEAST_STRENGTH_DIRECT 4.0f /* a speech in marks holds much beside */
#define LEAST_TERMS_DIRECT 5

typedef struct side {
    uint32_t own, member, other; /* a saying, the other text, a saying of that */
    float strength;
} side;

typedef struct top {
    uint32_t own, member, other;
    float strength, rival;
} top;

typedef STM_VEC(side) sides;
typedef STM_VEC(top) tops;

static int by_text(const void *a, const void *b)
{
    const side *x = a, *y = b;
    return x->own != y->own             ? (x->own > y->own) - (x->own < y->own)
           : x->member != y->member     ? (x->member > y->member) - (x->member < y->member)
           : x->strength != y->strength ? (x->strength < y->strength) - (x->strength > y->strength)
                                        : (x->other > y->other) - (x->other < y->other);
}

static int strongest(const void *a, const void *b)
{
    const stm_only *x = a, *y = b;
    return x->strength != y->strength ? (x->strength < y->strength) - (x->strength > y->strength)
           : x->a != y->a             ? (x->a > y->a) - (x->a < y->a)
                                      : (x->b > y->b) - (x->b < y->b);
}

/* One mouth's, in texts of two lines; how strongly they are alike, or 0. */
static float strength_of(const stm_work *w, const saying *a, const saying *b)
{
    stm_likeness like;
    if (w->line[a->member] == w->line[b->member] || !stm_saying_one_mouth(w, a, b) || stm_saying_of_party(w, a)) {
        return 0;
    }
    like = stm_matter_compare(w, &a->matter, &b->matter);
    return like.shared * like.dice;
}

/* Who has a name speaks for himself; of a body, or of who has none, each desk sums up in its first sentences what it
 * heard of a happening. */
static bool may_sum_up(const stm_work *w, const saying *a, const saying *b, float strength)
{
    bool person =
        a->speaker != STM_NONE && w->named.at[a->speaker] && w->record->entities.at[a->speaker].kind == STM_PERSON;
    return !person && (a->lead || b->lead || strength < LEAST_STRENGTH_OTHERS);
}

/* What is thought of somebody, or laid to him, is no version of what is told of him. */
static uint8_t judgement(const saying *s)
{
    uint8_t act = s->said->act;
    return act == STM_ACT_PRAISE || act == STM_ACT_CRITICIZE || act == STM_ACT_ACCUSE ? act : STM_ACT_SAY;
}

static bool denies(const saying *s) { return s->said->act == STM_ACT_DENY || s->said->act == STM_ACT_REJECT; }

/* A word of `root` itself, not one that may mean the same. */
static bool has_word(const stm_matter *root, const stm_matter *other)
{
    for (uint32_t i = 0; i < root->terms.n; i++) {
        for (uint32_t k = 0; k < other->terms.n; k++) {
            if (root->terms.at[i].id == other->terms.at[k].id) {
                return true;
            }
        }
    }
    return false;
}

/* "Took back the offer, as they were to meet", "the meeting was cancelled". */
static bool two_things(const stm_work *w, const saying *a, const saying *b)
{
    return a->object.terms.n > 0 && b->object.terms.n > 0 && !stm_matter_has_root(w, &a->object, &b->object) &&
           !has_word(&a->root, &b->matter) && !has_word(&b->root, &a->matter);
}

/* Nothing in the two speaks against it. */
static bool may_be_one(const stm_work *w, const saying *a, const saying *b)
{
    return !(a->said->kind == STM_QUOTE_DIRECT && b->said->kind == STM_QUOTE_DIRECT) && !a->topic && !b->topic &&
           judgement(a) == judgement(b) && denies(a) == denies(b) && a->plea == b->plea && !two_things(w, a, b) &&
           !stm_saying_asked_twice(w, a, b) && !stm_saying_only_feared(w, a, b) &&
           a->said->negated == b->said->negated && !stm_sayings_denial_apart(a, b) && stm_saying_days_near(w, a, b) &&
           !stm_saying_printed_before(w, a, b) && !stm_saying_printed_before(w, b, a) &&
           !stm_saying_other_interview(w, a, b) && !stm_matters_numbers_apart(w, &a->matter, &b->matter) &&
           !stm_sayings_of_two(w, a, b) && stm_matters_share_event(w, &a->matter, &b->matter);
}

/* Of a thing, not only which thing it is. */
static bool says_something(const saying *s) { return s->core.terms.n == 0; }

/* Alike enough, where the next likest has `rival` of it. */
static bool by_far(const stm_work *w, const saying *a, const saying *b, float rival)
{
    stm_likeness like = stm_matter_compare(w, &a->matter, &b->matter);
    float strength = like.shared * like.dice;
    bool direct = a->said->kind == STM_QUOTE_DIRECT || b->said->kind == STM_QUOTE_DIRECT;
    return !may_sum_up(w, a, b, strength) && strength >= (like.n == 1 ? LEAST_STRENGTH_ONE : LEAST_STRENGTH) &&
           rival <= MOST_OF_RIVAL * strength &&
           (like.exact >= LEAST_EXACT ||
            (like.exact == 1 && like.dice >= LEAST_DICE_ONE && says_something(a) && says_something(b))) &&
           (like.n >= LEAST_TERMS || (like.dice >= LEAST_DICE_FEW && rival <= MOST_OF_RIVAL_FEW * strength)) &&
           (!direct || like.dice >= LEAST_DICE_ONE || strength >= LEAST_STRENGTH_DIRECT ||
            like.n >= LEAST_TERMS_DIRECT);
}

static void collect(stm_work *w, const sayings *s, sides *out)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)s->at.n + 1);
    for (uint32_t i = 0; i < s->at.n; i++) {
        const saying *x = &s->at.at[i];
        for (uint32_t k = 0; k < x->matter.terms.n; k++) {
            stm_u32s *list = &with[x->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                float strength = seen[o] == i + 1 ? 0 : strength_of(w, x, &s->at.at[o]);
                seen[o] = i + 1;
                if (strength > 0) {
                    stm_vec_push(w->arena, out, (side){ i, s->at.at[o].member, o, strength });
                    stm_vec_push(w->arena, out, (side){ o, x->member, i, strength });
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    if (out->n > 0) {
        qsort(out->at, out->n, sizeof *out->at, by_text);
    }
}

/* Of each saying and text the likest, and how like the next is that is not joined with it. */
static void likest(stm_work *w, const sides *all, const uint32_t *root, tops *out)
{
    for (uint32_t i = 0, k; i < all->n; i = k) {
        top t = { all->at[i].own, all->at[i].member, all->at[i].other, all->at[i].strength, 0 };
        for (k = i; k < all->n && all->at[k].own == t.own && all->at[k].member == t.member; k++) {
            if (t.rival == 0 && root[all->at[k].other] != root[t.other]) {
                t.rival = all->at[k].strength;
            }
        }
        stm_vec_push(w->arena, out, t);
    }
}

static const top *top_of(const tops *all, uint32_t own, uint32_t member)
{
    uint32_t lo = 0, hi = all->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const top *t = &all->at[mid];
        if (t->own < own || (t->own == own && t->member < member)) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < all->n && all->at[lo].own == own && all->at[lo].member == member ? &all->at[lo] : NULL;
}

void stm_sayings_only(stm_work *w, const sayings *s, const uint32_t *root, stm_onlys *out)
{
    sides all = { 0 };
    tops best = { 0 };
    collect(w, s, &all);
    likest(w, &all, root, &best);
    for (uint32_t i = 0; i < best.n; i++) {
        const top *x = &best.at[i];
        const saying *a = &s->at.at[x->own], *b = &s->at.at[x->other];
        const top *y = x->own < x->other ? top_of(&best, x->other, a->member) : NULL;
        if (y != NULL && y->other == x->own && root[x->own] != root[x->other] &&
            by_far(w, a, b, x->rival > y->rival ? x->rival : y->rival) && may_be_one(w, a, b)) {
            stm_vec_push(w->arena, &out->at, (stm_only){ x->own, x->other, x->strength });
        }
    }
    if (out->at.n > 0) {
        qsort(out->at.at, out->at.n, sizeof *out->at.at, strongest);
    }
}
