/* story_written.c: the day on which a text was written, where that is not the day of its publication.
 *
 * In: annotated and dated articles of one story, their pairs.  Out: written_day, written_why. A paper of another zone
 * prints a text of the day before with its "today" and "this morning"; a relative of the text names the day in the same
 * place. Never: moves a text by more than one day, by one place alone, or against another place.
 * Invariants: (1) written_why is set exactly with written_day. (2) the order of the members changes nothing.
 * Cost: for each article the pairs of its times with those of PAIRS_TRIED relatives, 2 * REACH words each.
 */
#include "story/story.h"
#include "text/text.h"

#define REACH 8        /* words looked at on either side */
#define ALIKE 6        /* of them, that must be in the relative too */
#define PAIRS_TRIED 16 /* relatives of an article */

/* What a relative has in the place of a time. */
typedef struct counterpart {
    const stm_article *other;
    uint32_t time; /* index into other's times */
} counterpart;

/* "about 10am today", "this morning": 0; "yesterday": -1; what names no day by its distance: 9. */
static int32_t days_off(stm_arena *arena, const stm_article *a, const stm_time *t)
{
    static const char *const today[] = { "today", "tonight", "this morning", "this afternoon", "this evening" };
    stm_str s = stm_str_lower(arena, stm_str_sub(a->text, t->at));
    for (size_t i = 0; i < sizeof today / sizeof *today; i++) {
        if (stm_str_ends(s, today[i])) {
            return 0;
        }
    }
    return stm_str_ends(s, "yesterday") ? -1 : 9;
}

static bool bare_weekday(const stm_time *t) { return t->weekday > 0 && t->month == 0; }

/* Up to REACH words before or behind a time; times themselves, marks and digits are none. */
static uint32_t words_beside(const stm_article *a, stm_span at, bool before, stm_str *out)
{
    uint32_t i = stm_token_from(a, before ? at.start : at.end), n = 0;
    uint32_t most = REACH * 2;
    while (n < REACH && most-- > 0 && (before ? i > 0 : i < a->tokens.n)) {
        const stm_token *t = &a->tokens.at[before ? --i : i++];
        if (t->upos != STM_PUNCT && t->upos != STM_NUM) {
            out[n++] = stm_str_sub(a->text, t->at);
        }
    }
    return n;
}

static uint32_t in_common(const stm_str *x, uint32_t n, const stm_str *y, uint32_t m)
{
    bool used[REACH] = { false };
    uint32_t common = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < m; k++) {
            if (!used[k] && stm_str_eq_nocase(x[i], y[k])) {
                used[k] = true;
                common++;
                break;
            }
        }
    }
    return common;
}

static uint32_t likeness(const stm_article *a, const stm_time *x, const stm_article *b, const stm_time *y)
{
    uint32_t sum = 0;
    for (int side = 0; side < 2; side++) {
        stm_str p[REACH], q[REACH];
        uint32_t n = words_beside(a, x->at, side == 0, p), m = words_beside(b, y->at, side == 0, q);
        sum += in_common(p, n, q, m);
    }
    return sum;
}

/* The bare weekday in the same place of b; STM_NONE if none stands there, or two could. */
static uint32_t same_place(const stm_article *a, const stm_time *x, const stm_article *b)
{
    uint32_t best = STM_NONE, most = ALIKE - 1;
    for (uint32_t i = 0; i < b->times.n; i++) {
        if (bare_weekday(&b->times.at[i])) {
            uint32_t n = likeness(a, x, b, &b->times.at[i]);
            if (n == most && best != STM_NONE) {
                best = STM_NONE;
            } else if (n > most) {
                best = i;
                most = n;
            }
        }
    }
    return best;
}

typedef struct near_texts {
    const stm_article *at[PAIRS_TRIED];
    uint32_t n;
} near_texts;

static void take_relative(near_texts *list, const stm_article *other)
{
    if (list->n < PAIRS_TRIED) {
        list->at[list->n++] = other;
    }
}

static stm_str reason(stm_arena *arena, const stm_article *a, const stm_time *x, const counterpart *c)
{
    stm_str said = stm_str_sub(a->text, x->at), there = stm_str_sub(c->other->text, c->other->times.at[c->time].at);
    return stm_str_format(arena, "Where it has \"%.*s\", article %.*s has \"%.*s\" in the same words.", (int)said.n,
                          said.p, (int)c->other->id.n, c->other->id.p, (int)there.n, there.p);
}

static void look_at(stm_arena *arena, stm_article *a, const near_texts *list)
{
    uint32_t before = 0;
    stm_str why = STM_NULL_STR;
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *x = &a->times.at[i];
        int32_t off = x->deictic ? days_off(arena, a, x) : 9;
        counterpart c = { NULL, STM_NONE };
        for (uint32_t k = 0; off != 9 && c.time == STM_NONE && k < list->n; k++) {
            c = (counterpart){ list->at[k], same_place(a, x, list->at[k]) };
        }
        if (c.time == STM_NONE) {
            continue;
        }
        if (c.other->times.at[c.time].weekday != stm_weekday(a->published_day - 1 + off)) {
            return;
        }
        if (before++ == 0) {
            why = reason(arena, a, x, &c);
        }
    }
    if (before >= 2) {
        a->written_day = a->published_day - 1;
        a->written_why = why;
    }
}

void stm_story_written(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse)
{
    near_texts *lists = STM_NEW_ARRAY(arena, near_texts, (size_t)members->n + 1);
    for (uint32_t m = 0; m < members->n; m++) {
        for (uint32_t i = stm_pairs_from(reuse, members->at[m]);
             i < reuse->pairs.n && reuse->pairs.at[i].a == members->at[m]; i++) {
            uint32_t other = stm_u32s_place(members, reuse->pairs.at[i].b);
            if (other != STM_NONE) {
                take_relative(&lists[m], articles[members->at[other]]);
                take_relative(&lists[other], articles[members->at[m]]);
            }
        }
    }
    for (uint32_t m = 0; m < members->n; m++) {
        stm_article *a = articles[members->at[m]];
        if (a->published_day != STM_NO_DAY && a->written_day == STM_NO_DAY) {
            look_at(arena, a, &lists[m]);
        }
    }
}
