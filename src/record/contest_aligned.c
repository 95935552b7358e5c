/* contest_aligned.c: one matter that two texts tell in other words, each with something of its own.
 *
 * In: sentences that are each other's likest (fact_aligned.c).  Out: statements, contested, of wording, for who asks
 * for all.
 *
 * Reporters who tell one thing seldom share its words, but they share its sense; where each adds to it, leaves out or
 * puts it otherwise, a reader who compares the texts wants to see the sentences beside each other. Invariants: (1) of
 * two sentences one is contested nowhere else; (2) a statement has one sentence of a text. Never: headlines; sentences
 * without words of their own, or of which each is what somebody said, in marks. Cost: pairs times the words of their
 * sentences.
 */
#include "record/differences.h"

#define MAX_TEXTS 8
#define MAX_PASSAGE 700 /* bytes; of a longer sentence the clause is shown */
#define OWN 4.0f        /* weight that either has to itself */
#define SURE 0.4

/* One matter in the making. */
typedef struct several {
    uint32_t unit[MAX_TEXTS]; /* the first two are those that its label quotes */
    uint32_t n;
} several;

typedef STM_VEC(several) matters;

/* The clause of the sentence that has most in common with the other, or STM_NONE. */
static uint32_t clause_of(const stm_work *w, uint32_t member, uint32_t sentence, const stm_matter *other)
{
    uint32_t best = STM_NONE;
    float most = -1;
    for (uint32_t u = stm_first_unit(w, member, sentence);
         u < w->first_unit[member + 1] && w->units.at[u].sentence == sentence; u++) {
        float shared = stm_matter_compare(w, &w->units.at[u].matter, other).shared;
        if (w->units.at[u].headline || w->units.at[u].caption) {
            return STM_NONE;
        }
        if (shared > most) {
            most = shared;
            best = u;
        }
    }
    return best;
}

static bool in_marks(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    return u->quotation != STM_NONE && w->article[u->member]->quotations.at[u->quotation].kind != STM_QUOTE_INDIRECT;
}

/* Sentences that stand in a statement that is contested. */
static uint8_t **contested(const stm_work *w)
{
    uint8_t **in = STM_NEW_ARRAY(w->arena, uint8_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        in[m] = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        const stm_statement *st = &w->record->statements.at[i];
        for (uint32_t r = 0; r < st->readings.n && st->status != STM_ST_AGREED; r++) {
            const stm_passage *p = &st->readings.at[r].passage;
            uint32_t m = w->member_of[p->article], s = stm_sentence_at(w->article[m], p->at.start);
            for (; s < w->article[m]->sentences.n && w->article[m]->sentences.at[s].at.start < p->at.end; s++) {
                in[m][s] = 1;
            }
        }
    }
    return in;
}

static bool has_text(const stm_work *w, const several *s, uint32_t member)
{
    for (uint32_t k = 0; k < s->n; k++) {
        if (w->units.at[s->unit[k]].member == member) {
            return true;
        }
    }
    return false;
}

/* Into the matter that one of the two began, if it has no sentence of the other's text; else they begin one. Not into
 * one by a sentence that came to it later: what that is like is something else by then. */
static void place(stm_work *w, matters *all, uint32_t **began, const uint32_t unit[2])
{
    uint32_t *in[2];
    for (uint32_t k = 0; k < 2; k++) {
        in[k] = &began[w->units.at[unit[k]].member][w->units.at[unit[k]].sentence];
    }
    for (uint32_t k = 0; k < 2; k++) {
        several *s = *in[k] == 0 ? NULL : &all->at[*in[k] - 1];
        if (s != NULL && s->n < MAX_TEXTS && !has_text(w, s, w->units.at[unit[!k]].member)) {
            s->unit[s->n++] = unit[!k];
            return;
        }
    }
    *stm_vec_add(w->arena, all) = (several){ .unit = { unit[0], unit[1] }, .n = 2 };
    for (uint32_t k = 0; k < 2; k++) {
        *in[k] = *in[k] == 0 ? all->n : *in[k];
    }
}

static void tell(stm_work *w, const several *s)
{
    stm_contest c = { .st.wording = true };
    stm_str p = stm_unit_quoted(w, s->unit[0]), q = stm_unit_quoted(w, s->unit[1]);
    for (uint32_t k = 0; k < s->n; k++) {
        stm_span at = stm_unit_sentence(w, s->unit[k]);
        stm_contest_add(w, &c, w->units.at[s->unit[k]].member,
                        at.end - at.start > MAX_PASSAGE ? w->units.at[s->unit[k]].at : at, STM_ASSERTS,
                        stm_unit_reading(w, s->unit[k]));
    }
    stm_contest_close(w, &c, STM_ST_CONTESTED,
                      stm_str_format(w->arena,
                                     "How it is told: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                                     (int)p.n, p.p, (int)q.n, q.p),
                      SURE);
}

void stm_record_aligned(stm_work *w)
{
    matters all = { 0 };
    uint8_t **known;
    uint32_t **began; /* [member][sentence]: the matter that it began, from 1 on */
    if (w->likest.n == 0) {
        return;
    }
    known = contested(w);
    began = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        began[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t i = 0; i < w->likest.n; i++) {
        const stm_likest *x = &w->likest.at[i];
        stm_matter matter[2];
        uint32_t unit[2];
        float shared, own;
        if (known[x->member[0]][x->sentence[0]] && known[x->member[1]][x->sentence[1]]) {
            continue;
        }
        for (uint32_t k = 0; k < 2; k++) {
            stm_span at = w->article[x->member[k]]->sentences.at[x->sentence[k]].at;
            stm_matter_of(w, x->member[k], &at, 1, &matter[k]);
        }
        for (uint32_t k = 0; k < 2; k++) {
            unit[k] = clause_of(w, x->member[k], x->sentence[k], &matter[!k]);
        }
        shared = stm_matter_compare(w, &matter[0], &matter[1]).shared;
        own = (matter[0].weight < matter[1].weight ? matter[0].weight : matter[1].weight) - shared;
        if (unit[0] != STM_NONE && unit[1] != STM_NONE && own >= OWN &&
            !(in_marks(w, unit[0]) && in_marks(w, unit[1]))) {
            place(w, &all, began, unit);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        tell(w, &all.at[i]);
    }
}
