/* agreed_passages.c: where a reader sees that texts agree.
 *
 * In: agreed statements.  Out: the same, with the passages of their readings.
 *
 * A reading is found by the words that made it one, and these are often the middle of what its sentence has in common
 * with that of another text. Its passage runs from the first to the last word of the sentence that a reading of another
 * line has in its own, where that is not long: of a saying also where, when and to whom both let it be said. What it
 * is told to say stays as it was, but for a number that the label has. Never: a word that does or has what neither the
 * passage nor the other sentence has. Cost: for each agreement, the words of its sentences times each other.
 */
#include "record/record_parts.h"

enum { LONG_PASSAGE = 300, MOST_READINGS = 24, MOST_STEPS = 6 };

static uint32_t term_of(const stm_work *w, uint32_t m, uint32_t i) { return w->token_term[m][i].id; }

/* The sentence of another reading. */
typedef struct beside {
    uint32_t member, sentence;
    uint64_t own;     /* a bit of each of its terms, */
    stm_term_kin all; /* and those by which terms are like them: without one in common it has no such term */
} beside;

static beside beside_of(const stm_work *w, uint32_t m, uint32_t sentence)
{
    const stm_sentence *s = &w->article[m]->sentences.at[sentence];
    beside x = { .member = m, .sentence = sentence };
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t term = term_of(w, m, i);
        if (term != STM_NONE) {
            x.own |= (uint64_t)1 << term % 64;
            x.all.hint |= w->kin[term].hint;
            x.all.second |= w->kin[term].second;
        }
    }
    return x;
}

static bool sentence_has(const stm_work *w, const beside *x, uint32_t term)
{
    uint32_t m = x->member;
    const stm_sentence *s = &w->article[m]->sentences.at[x->sentence];
    if ((x->own >> term % 64 & 1) == 0 && !stm_kin_may_be_alike(&w->kin[term], &x->all)) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t other = term_of(w, m, i);
        if (other != STM_NONE && stm_terms_alike(w, term, other)) {
            return true;
        }
    }
    return false;
}

/* The sentence that all of the passage lies in, or STM_NONE. */
static uint32_t sentence_of(const stm_work *w, const stm_passage *p)
{
    const stm_article *a = w->article[w->member_of[p->article]];
    uint32_t s = stm_sentence_at(a, p->at.start);
    return s != STM_NONE && p->at.end <= a->sentences.at[s].at.end ? s : STM_NONE;
}

static bool shared(const stm_work *w, uint32_t m, uint32_t i, const beside *other)
{
    uint32_t term = term_of(w, m, i);
    return term != STM_NONE && sentence_has(w, other, term);
}

/* What has or does something that is in neither the passage nor the other sentence: "he" of "he left", "his" of "his
 * wife". */
static bool of_another(const stm_work *w, uint32_t m, uint32_t i, stm_span at, const beside *other)
{
    const stm_article *a = w->article[m];
    for (uint32_t step = 0; step < MOST_STEPS && a->tokens.at[i].head != STM_NONE; step++) {
        uint8_t d = a->tokens.at[i].deprel;
        i = a->tokens.at[i].head;
        if (at.start <= a->tokens.at[i].at.start && a->tokens.at[i].at.end <= at.end) {
            return false;
        }
        if (d == STM_DEP_NSUBJ || d == STM_DEP_NSUBJ_PASS || d == STM_DEP_NMOD_POSS) {
            return !shared(w, m, i, other);
        }
        if (d != STM_DEP_CONJ && d != STM_DEP_FLAT && d != STM_DEP_COMPOUND && d != STM_DEP_APPOS) {
            return false;
        }
    }
    return false;
}

/* No passage ends with a word that leans on one behind it: "and that the mayor". */
static stm_span ended(const stm_article *a, stm_span passage, stm_span wide)
{
    uint32_t i = stm_token_from(a, wide.end > 0 ? wide.end - 1 : 0);
    if (i >= a->tokens.n) {
        return passage;
    }
    while (i > 0 && a->tokens.at[i].at.start >= passage.end) {
        const stm_token *t = &a->tokens.at[i];
        bool leans = t->head != STM_NONE && t->head > i &&
                     (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_MARK ||
                      t->deprel == STM_DEP_CC || t->deprel == STM_DEP_DET || t->deprel == STM_DEP_CASE);
        if (!leans && t->upos != STM_PUNCT) {
            break;
        }
        i--;
    }
    wide.end = a->tokens.at[i].at.end > passage.end ? a->tokens.at[i].at.end : passage.end;
    return wide;
}

/* None begins behind a word that leans on its first: "on", "the". */
static stm_span begun(const stm_article *a, stm_span passage, stm_span wide)
{
    uint32_t i = stm_token_from(a, wide.start);
    while (i > 0 && i < a->tokens.n && wide.start < passage.start &&
           a->tokens.at[i - 1].sentence == a->tokens.at[i].sentence) {
        const stm_token *t = &a->tokens.at[i - 1];
        bool leans = t->head != STM_NONE && t->head >= i &&
                     (t->deprel == STM_DEP_DET || t->deprel == STM_DEP_CASE || t->deprel == STM_DEP_AMOD ||
                      t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_NUMMOD || t->deprel == STM_DEP_AUX);
        if (!leans) {
            break;
        }
        wide.start = t->at.start;
        i--;
    }
    return wide;
}

/* The passage with all that its sentence shares with that of the other reading. */
static stm_span shared_with(const stm_work *w, const stm_passage *p, uint32_t sentence, const stm_passage *q,
                            uint32_t other)
{
    uint32_t m = w->member_of[p->article];
    beside x = beside_of(w, w->member_of[q->article], other);
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[sentence];
    stm_span at = p->at;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_span *t = &a->tokens.at[i].at;
        if ((t->start < at.start || t->end > at.end) && shared(w, m, i, &x) && !of_another(w, m, i, p->at, &x)) {
            at.start = t->start < at.start ? t->start : at.start;
            at.end = t->end > at.end ? t->end : at.end;
        }
    }
    return begun(a, p->at, ended(a, p->at, at));
}

/* A number in figures that the label tells stands behind the words by which the reading was found. */
static bool adds_number(const stm_article *a, stm_span found, stm_span wide, stm_str about)
{
    for (uint32_t i = stm_token_from(a, found.end); i < a->tokens.n && a->tokens.at[i].at.start < wide.end; i++) {
        stm_str form = stm_token_form(a, i);
        if (wide.start == found.start && a->tokens.at[i].upos == STM_NUM && form.n > 1 && form.p[0] >= '0' &&
            form.p[0] <= '9' && stm_str_find(about, form, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* What it was found by stays what it says, but for numbers of the label. */
static void widen(stm_work *w, stm_statement_reading *r, stm_span wide, stm_str about)
{
    const stm_article *a = w->article[w->member_of[r->passage.article]];
    stm_str words = stm_wording(w->arena, a, r->passage.at);
    bool numbers = adds_number(a, r->passage.at, wide, about);
    if (wide.end - wide.start > r->passage.at.end - r->passage.at.start) {
        r->passage.at = wide;
        if (r->reading.n == 0 || stm_str_find(r->reading, words, 0) != SIZE_MAX) {
            r->reading = numbers ? stm_wording(w->arena, a, wide) : words;
        }
    }
}

void stm_agreed_passages(stm_work *w)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        stm_statement *st = &w->record->statements.at[k];
        uint32_t n = st->readings.n < MOST_READINGS ? st->readings.n : MOST_READINGS;
        uint32_t sentence[MOST_READINGS];
        stm_span wide[MOST_READINGS];
        if (st->status != STM_ST_AGREED) {
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            sentence[i] = sentence_of(w, &st->readings.at[i].passage);
            wide[i] = st->readings.at[i].passage.at;
        }
        for (uint32_t i = 0; i < n; i++) {
            const stm_passage *p = &st->readings.at[i].passage;
            for (uint32_t j = 0; j < n && sentence[i] != STM_NONE; j++) {
                const stm_passage *q = &st->readings.at[j].passage;
                stm_span at;
                if (sentence[j] == STM_NONE || w->line[w->member_of[p->article]] == w->line[w->member_of[q->article]]) {
                    continue;
                }
                at = shared_with(w, p, sentence[i], q, sentence[j]);
                at.start = at.start < wide[i].start ? at.start : wide[i].start;
                at.end = at.end > wide[i].end ? at.end : wide[i].end;
                if (at.end - at.start <= LONG_PASSAGE) {
                    wide[i] = at;
                }
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            widen(w, &st->readings.at[i], wide[i], st->about);
        }
    }
}
