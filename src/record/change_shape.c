/* change_shape.c: whether the words that two editions do not have in common are a change that a reader can be shown.
 *
 * In: two sentences, a region of words that differ.  Out: whether a run of words is whole, whether it only brings in
 * who speaks, whether one run can have taken the place of the other.  Never: a judgement of what it means.
 * Cost: linear in the two sentences.
 *
 * A word-by-word comparison cuts where words happen to be the same: "whose blood-alcohol level", "two boats" for "a
 * navy spokesman said". Such runs are no change that anybody made, and are not told as one.
 */
#include "record/changes.h"

#define WORDS_OF_NUMBERS 5 /* at most, of runs that stand for each other for their numbers */

static bool within(const stm_edition *e, uint32_t from, uint32_t to, uint32_t token)
{
    return token != STM_NONE && token >= e->first + from && token < e->first + to;
}

static bool content(const stm_token *t)
{
    return t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_VERB || t->upos == STM_ADJ ||
           t->upos == STM_NUM;
}

static bool subject(const stm_token *t) { return t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS; }

/* A quotation mark that opens in the run and closes outside, or the other way round. */
static bool odd_marks(const stm_edition *e, uint32_t from, uint32_t to)
{
    uint32_t plain = 0, open = 0, close = 0;
    for (uint32_t i = from; i < to; i++) {
        plain += stm_str_eqz(e->low[i], "\"");
        open += stm_str_eqz(e->low[i], "\xE2\x80\x9C");
        close += stm_str_eqz(e->low[i], "\xE2\x80\x9D");
    }
    return plain % 2 != 0 || open != close;
}

bool stm_change_whole(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    while (from < to && !stm_edition_word(e->low[from])) {
        from++;
    }
    while (to > from && !stm_edition_word(e->low[to - 1])) {
        to--;
    }
    if (from == to || odd_marks(e, from, to)) {
        return from == to;
    }
    if (to - from > 1) {
        uint8_t last = a->tokens.at[e->first + to - 1].upos;
        if (last == STM_ADP || last == STM_DET || last == STM_CCONJ || last == STM_SCONJ) {
            return a->tokens.at[e->first + to - 1].deprel == STM_DEP_COMPOUND_PRT; /* "the latest in" */
        }
    }
    for (uint32_t i = 0; i < e->n; i++) {
        const stm_token *t = &a->tokens.at[e->first + i];
        bool in = i >= from && i < to, up = within(e, from, to, t->head);
        if (in && !up && subject(t) && t->upos != STM_PRON) {
            return false; /* a subject without its verb */
        }
        if (!in && up && content(t) && t->deprel != STM_DEP_CONJ && t->deprel != STM_DEP_PARATAXIS &&
            a->tokens.at[t->head].upos == STM_VERB && !w->attribution[e->member][t->head]) {
            return false; /* a verb without its object or its subject */
        }
    }
    return true;
}

/* What says by which way somebody spoke, and when. */
static bool way_of_speaking(stm_str lemma)
{
    return stm_among(lemma, "statement announcement interview tweet twitter facebook post release email e-mail "
                            "conference telephone phone reporter reporters letter page blog ad video tonight later");
}

bool stm_change_brings_speaker(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    bool cue = false;
    for (uint32_t i = from; i < to; i++) {
        const stm_token *t = &a->tokens.at[e->first + i];
        bool source = w->attribution[e->member][e->first + i], timed = false;
        stm_span at = t->at;
        if (!stm_edition_word(e->low[i]) || !content(t)) {
            continue;
        }
        for (uint32_t k = 0; k < a->times.n && a->times.at[k].at.start < at.end && !timed; k++) {
            timed = stm_span_meets(a->times.at[k].at, at);
        }
        cue |= source && t->upos == STM_VERB;
        if (!source && !timed && !(t->lemma.p != NULL && way_of_speaking(t->lemma)) &&
            !(t->head != STM_NONE && w->attribution[e->member][t->head] && t->upos != STM_VERB &&
              a->tokens.at[t->head].upos != STM_VERB)) {
            return false;
        }
    }
    return cue;
}

/* Content words of the run whose lemma the other run lacks. */
static uint32_t own_words(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to, const stm_edition *o,
                          uint32_t o_from, uint32_t o_to)
{
    const stm_article *a = w->article[e->member], *b = w->article[o->member];
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        const stm_token *t = &a->tokens.at[e->first + i];
        bool there = !stm_edition_word(e->low[i]) || !content(t);
        for (uint32_t k = o_from; k < o_to && !there; k++) {
            stm_str l = b->tokens.at[o->first + k].lemma;
            there = t->lemma.p != NULL && l.p != NULL && stm_str_eq(t->lemma, l);
        }
        n += !there;
    }
    return n;
}

uint32_t stm_change_own_words(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    uint32_t x = own_words(w, a, r->a0, r->a1, b, r->b0, r->b1), y = own_words(w, b, r->b0, r->b1, a, r->a0, r->a1);
    return x > 0 && y > 0 ? x + y : 0;
}

static bool one_number(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    return to - from == 1 && w->article[e->member]->tokens.at[e->first + from].upos == STM_NUM;
}

bool stm_change_of_number(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    return one_number(w, a, r->a0, r->a1) && one_number(w, b, r->b0, r->b1);
}

bool stm_change_stands_for(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r,
                           bool alike)
{
    uint32_t x = own_words(w, a, r->a0, r->a1, b, r->b0, r->b1), y = own_words(w, b, r->b0, r->b1, a, r->a0, r->a1);
    if (x == 0 || y == 0) {
        return true; /* the one says the same, and more */
    }
    if (stm_change_of_number(w, a, b, r)) {
        return true; /* "900 of the jobs would go": the subject, whole or not */
    }
    return alike && x <= WORDS_OF_NUMBERS && y <= WORDS_OF_NUMBERS && (x > y ? x - y : y - x) < 3 &&
           stm_change_whole(w, a, r->a0, r->a1) && stm_change_whole(w, b, r->b0, r->b1);
}
