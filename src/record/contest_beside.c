/* contest_beside.c: what texts tell beside a fact that they have in common.
 *
 * In: agreed statements.  Out: statements, contested, of wording, for who asks for all.
 *
 * Texts that tell one fact put it into sentences of their own: one has the place, one a later hour, one who says so.
 * Two such sentences are often of two things that touch; where three texts have the fact, it is what the story tells,
 * and a reader who compares them wants what each adds. The label names the two that have most of their own. Never:
 * sentences of which two are contested already, at whatever confidence; headlines; texts of one line alone; sentences
 * without words of their own. Cost: agreements of three texts, few, times statements times their readings.
 */
#include "record/differences.h"

#define LEAST_TEXTS 2
#define MANY_TEXTS 3
#define MAX_TEXTS 8
#define MAX_PASSAGE 700   /* bytes; of a longer sentence the clause is shown */
#define SHARED 9.0f       /* weight that two sentences have in common */
#define OWN 4.0f          /* and that either has to itself */
#define PAIR_SHARED 13.0f /* the same of two texts that no third bears out, */
#define PAIR_OWN 6.0f
#define PAIR_DICE 0.32f   /* and how much they are alike */
#define LEAST_AGREED 0.25 /* that the fact is one */
#define SURE 0.4
#define TOPIC_SURE 0.25 /* where the sentences are so little alike that they may share a topic only */
#define TOPIC_DICE 0.25f
#define TOPIC_AGREED 0.46

typedef struct told {
    uint32_t unit[MAX_TEXTS];
    stm_matter matter[MAX_TEXTS]; /* of their sentences */
    uint32_t n;
    float dice; /* the most that two of them are alike */
} told;

/* Leaves out sentences that have too little in common with any other. */
static void drop_strangers(const stm_work *w, told *t)
{
    bool near[MAX_TEXTS] = { false };
    uint32_t n = 0;
    for (uint32_t k = 0; k < t->n; k++) {
        for (uint32_t i = 0; i < k; i++) {
            stm_likeness like = stm_matter_compare(w, &t->matter[i], &t->matter[k]);
            if (like.shared >= SHARED) {
                near[i] = near[k] = true;
                t->dice = like.dice > t->dice ? like.dice : t->dice;
            }
        }
    }
    for (uint32_t k = 0; k < t->n; k++) {
        if (near[k]) {
            t->unit[n] = t->unit[k];
            t->matter[n++] = t->matter[k];
        }
    }
    t->n = n;
}

/* One clause a text, in body text. */
static void told_by(stm_work *w, const stm_statement *st, told *t)
{
    memset(t, 0, sizeof *t);
    for (uint32_t r = 0; r < st->readings.n && t->n < MAX_TEXTS; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        uint32_t member = w->member_of[p->article], unit = stm_unit_at(w, member, p->at.start), k = 0;
        while (k < t->n && w->units.at[t->unit[k]].member != member) {
            k++;
        }
        if (k == t->n && unit != STM_NONE && !w->units.at[unit].headline && !w->units.at[unit].caption) {
            stm_span at = stm_unit_sentence(w, unit);
            stm_matter_of(w, member, &at, 1, &t->matter[k]);
            t->unit[t->n++] = unit;
        }
    }
    drop_strangers(w, t);
}

/* Two of the sentences stand in a statement that is contested. */
static bool known(const stm_work *w, const told *t)
{
    for (uint32_t s = 0; s < w->record->statements.n; s++) {
        const stm_statement *st = &w->record->statements.at[s];
        uint32_t n = 0;
        for (uint32_t k = 0; k < t->n && st->status != STM_ST_AGREED && n + t->n > k + 1; k++) { /* two can be left */
            n += stm_statement_reads(w, st, t->unit[k]) != STM_NONE;
        }
        if (n > 1) {
            return true;
        }
    }
    return false;
}

static bool in_marks(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    return u->quotation != STM_NONE && w->article[u->member]->quotations.at[u->quotation].kind != STM_QUOTE_INDIRECT;
}

/* Two texts, and not alike enough to be sure that they tell one thing; or two versions of what somebody said. */
static bool loose_pair(const stm_work *w, const told *t)
{
    return t->n < MANY_TEXTS && (t->dice < PAIR_DICE || (in_marks(w, t->unit[0]) && in_marks(w, t->unit[1])) ||
                                 stm_matter_compare(w, &t->matter[0], &t->matter[1]).shared < PAIR_SHARED);
}

/* The two of different lines of which the one that has less of its own has most; false: no two have enough. */
static bool farthest(const stm_work *w, const told *t, uint32_t pair[2])
{
    float most = t->n < MANY_TEXTS ? PAIR_OWN : OWN;
    bool any = false;
    for (uint32_t k = 0; k < t->n; k++) {
        for (uint32_t i = 0; i < k; i++) {
            const stm_matter *x = &t->matter[i], *y = &t->matter[k];
            float own = (x->weight < y->weight ? x->weight : y->weight) - stm_matter_compare(w, x, y).shared;
            if (own >= most && w->line[w->units.at[t->unit[i]].member] != w->line[w->units.at[t->unit[k]].member]) {
                most = own;
                pair[0] = t->unit[i];
                pair[1] = t->unit[k];
                any = true;
            }
        }
    }
    return any;
}

void stm_record_beside(stm_work *w)
{
    uint32_t n = w->record->statements.n;
    for (uint32_t s = 0; s < n; s++) {
        const stm_statement *st = &w->record->statements.at[s];
        double sure;
        told t;
        stm_contest c = { .st.wording = true };
        stm_str of = st->about, about, p, q;
        uint32_t pair[2];
        if (st->status != STM_ST_AGREED || st->lines < 2 || st->confidence < LEAST_AGREED ||
            st->readings.n < LEAST_TEXTS) {
            continue;
        }
        told_by(w, st, &t);
        if (t.n < LEAST_TEXTS || loose_pair(w, &t) || !farthest(w, &t, pair) || known(w, &t)) {
            continue;
        }
        for (uint32_t k = 0; k < t.n; k++) {
            stm_span at = stm_unit_sentence(w, t.unit[k]);
            stm_contest_add(w, &c, w->units.at[t.unit[k]].member,
                            at.end - at.start > MAX_PASSAGE ? w->units.at[t.unit[k]].at : at, STM_ASSERTS,
                            stm_unit_reading(w, t.unit[k]));
        }
        sure = t.dice < TOPIC_DICE && st->confidence < TOPIC_AGREED ? TOPIC_SURE : SURE;
        p = stm_unit_quoted(w, pair[0]);
        q = stm_unit_quoted(w, pair[1]);
        about = stm_str_eq_nocase(p, q)
                    ? stm_str_format(w->arena, "How it is told: \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)of.n, of.p)
                    : stm_str_format(w->arena,
                                     "How it is told: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D, "
                                     "of \xE2\x80\x9C%.*s\xE2\x80\x9D",
                                     (int)p.n, p.p, (int)q.n, q.p, (int)of.n, of.p);
        stm_contest_close(w, &c, STM_ST_CONTESTED, about, sure);
    }
}
