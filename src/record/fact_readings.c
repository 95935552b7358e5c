/* fact_readings.c: what a reader is shown of a fact in one sentence.
 *
 * In: words of one sentence that say the fact.  Out: passages, readings.  Cost: linear in the sentence.
 */
#include "record/facts.h"

#define MOST_STEPS 6    /* up from a word to one that it hangs on */
#define LONG_PHRASE 200 /* bytes */
#define COPIED_WORDS 10
#define MOST_OF 3 /* words, but for one of so many */

bool stm_fact_headline(const stm_work *w, uint32_t member, uint32_t sentence)
{
    return w->article[member]->sentences.at[sentence].furniture == 1 + STM_FURN_HEADLINE;
}

bool stm_fact_denied(const stm_work *w, uint32_t m, stm_span words)
{
    const stm_article *a = w->article[m];
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        stm_span c = a->quotations.at[q].content.at[0];
        if (c.start <= words.start && words.end <= c.end && stm_quotation_denies(a, &a->quotations.at[q])) {
            return true;
        }
    }
    return false;
}

bool stm_fact_of_another(const stm_work *w, const stm_statement *st, const stm_statement_reading *r)
{
    for (uint32_t i = 0; i < st->readings.n; i++) {
        const stm_statement_reading *o = &st->readings.at[i];
        if (o->stance != STM_REPORTS || o->said_by_name.p == NULL || r->said_by_name.p == NULL ||
            stm_one_origin(w, o->said_by, o->said_by_name, r->said_by, r->said_by_name)) {
            return false;
        }
    }
    return true;
}

static bool among(const stm_u32s *tokens, uint32_t x)
{
    for (uint32_t i = 0; i < tokens->n; i++) {
        if (tokens->at[i] == x) {
            return true;
        }
    }
    return false;
}

stm_span stm_fact_span(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence, const stm_u32s *tokens)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[sentence];
    stm_span at = { UINT32_MAX, 0 };
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (among(tokens, f->stands[m][i])) {
            at.start = a->tokens.at[i].at.start < at.start ? a->tokens.at[i].at.start : at.start;
            at.end = a->tokens.at[i].at.end;
        }
    }
    return stm_span_trim(a, at);
}

/* Most words of the sentence that are the fact's stand in a stretch of it. */
static bool mostly_within(const stm_facts *f, uint32_t m, const stm_article *a, uint32_t sentence,
                          const stm_u32s *tokens, stm_span stretch)
{
    const stm_sentence *s = &a->sentences.at[sentence];
    uint32_t all = 0, within = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        bool one = among(tokens, f->stands[m][i]);
        all += one;
        within += one && stretch.start <= a->tokens.at[i].at.start && a->tokens.at[i].at.end <= stretch.end;
    }
    return within * MOST_OF >= all * (MOST_OF - 1);
}

/* The words of the fact stand in what somebody is quoted with, but for a few before it ("told guests in Lund on Monday
 * that ..."): those that are quoted. */
static stm_span quoted_part(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence,
                            const stm_u32s *tokens, stm_span words)
{
    const stm_article *a = w->article[m];
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        stm_span c = a->quotations.at[q].content.at[0];
        if (c.start <= words.start || c.start >= words.end) {
            continue;
        }
        if (mostly_within(f, m, a, sentence, tokens, c)) {
            return stm_span_trim(a, (stm_span){ c.start, words.end < c.end ? words.end : c.end });
        }
    }
    return words;
}

/* Most words of the fact stand in what somebody says, and the last among those that tell who does ("killing at least 17
 * people, the coast guard said"): without these. */
static stm_span without_source(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence,
                               const stm_u32s *tokens, stm_span words)
{
    const stm_article *a = w->article[m];
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        stm_span c = x->content.at[x->content.n - 1];
        bool source = stm_span_some(x->source) && c.end <= x->source.start && x->source.start < words.end;
        bool cue = stm_span_some(x->cue) && c.end <= x->cue.start && x->cue.start < words.end;
        if (c.start > words.start || c.end <= words.start || c.end >= words.end || (!source && !cue)) {
            continue;
        }
        if (mostly_within(f, m, a, sentence, tokens, c)) {
            return stm_span_trim(a, (stm_span){ words.start, c.end });
        }
    }
    return words;
}

/* The word leans on one behind it: no passage ends with it. */
static bool leans(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    return t->head != STM_NONE && t->head > i &&
           (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_MARK ||
            t->deprel == STM_DEP_CC || t->deprel == STM_DEP_PUNCT);
}

/* The word hangs on one of them, in its clause and not as what does it. */
static bool hangs_on(const stm_work *w, const stm_facts *f, uint32_t m, const stm_u32s *tokens, uint32_t i)
{
    const stm_article *a = w->article[m];
    for (uint32_t step = 0; step < MOST_STEPS && i != STM_NONE; step++, i = a->tokens.at[i].head) {
        uint8_t d = a->tokens.at[i].deprel;
        if (among(tokens, f->stands[m][i])) {
            return true;
        }
        if (stm_clause_head(a, i) == i || d == STM_DEP_NSUBJ || d == STM_DEP_NSUBJ_PASS || d == STM_DEP_CONJ) {
            return false;
        }
    }
    return false;
}

stm_span stm_fact_phrase(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence, const stm_u32s *tokens)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[sentence];
    stm_span all = stm_fact_span(w, f, m, sentence, tokens), words = quoted_part(w, f, m, sentence, tokens, all), at;
    uint32_t from = stm_token_from(a, words.start), to = from;
    while (to + 1 < s->first_token + s->n_tokens && a->tokens.at[to + 1].at.start < words.end) {
        to++;
    }
    while (words.start == all.start && from > s->first_token && hangs_on(w, f, m, tokens, from - 1)) {
        from--;
    }
    while (to + 1 < s->first_token + s->n_tokens && hangs_on(w, f, m, tokens, to + 1)) {
        to++;
    }
    while (to > from && leans(a, to)) {
        to--;
    }
    at = stm_span_trim(a, (stm_span){ a->tokens.at[from].at.start, a->tokens.at[to].at.end });
    at = without_source(w, f, m, sentence, tokens, quoted_part(w, f, m, sentence, tokens, at));
    return at.end - at.start <= LONG_PHRASE ? at : words;
}

/* The innermost quotation whose words the passage is among. */
static uint32_t quotation_of(const stm_article *a, stm_span at)
{
    uint32_t best = STM_NONE, size = UINT32_MAX;
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        for (uint32_t k = 0; k < a->quotations.at[q].content.n; k++) {
            stm_span c = a->quotations.at[q].content.at[k];
            if (c.start <= at.start && at.end <= c.end && c.end - c.start < size) {
                best = q;
                size = c.end - c.start;
            }
        }
    }
    return best;
}

/* "killing at least 17 people, the coast": the last word is half a name, or its object was left behind. */
static bool half_word(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    const stm_sentence *s = &a->sentences.at[t->sentence];
    if (t->upos == STM_PUNCT || leans(a, i)) {
        return true;
    }
    if (t->head != STM_NONE && t->head > i) {
        return t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_DET || t->deprel == STM_DEP_AMOD ||
               t->deprel == STM_DEP_NUMMOD || t->deprel == STM_DEP_CASE || t->deprel == STM_DEP_AUX ||
               t->deprel == STM_DEP_AUX_PASS || t->deprel == STM_DEP_NMOD_POSS || t->deprel == STM_DEP_ADVMOD;
    }
    for (uint32_t k = i + 1; k < s->first_token + s->n_tokens && t->xpos == STM_XP_VBG; k++) {
        if (a->tokens.at[k].head == i &&
            (a->tokens.at[k].deprel == STM_DEP_OBJ || a->tokens.at[k].deprel == STM_DEP_OBL)) {
            return true;
        }
    }
    return false;
}

/* The words without half words at their end; at least a third of them. */
static stm_span without_half(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), last = stm_token_from(a, at.end), n;
    while (last > first && (last >= a->tokens.n || a->tokens.at[last].at.end > at.end)) {
        last--;
    }
    n = last - first;
    while (last > first && (last - first) * 3 > n && half_word(a, last)) {
        last--;
    }
    return last > first ? (stm_span){ at.start, a->tokens.at[last].at.end } : at;
}

/* The words with those before them that belong to the first: "a passenger" of "a passenger ferry capsized". */
static stm_span with_article(const stm_article *a, stm_span at)
{
    uint32_t i = stm_token_from(a, at.start);
    while (i > 0 && i < a->tokens.n && a->tokens.at[i - 1].sentence == a->tokens.at[i].sentence) {
        const stm_token *t = &a->tokens.at[i - 1];
        bool own = t->head != STM_NONE && t->head >= i && a->tokens.at[t->head].at.end <= at.end &&
                   (t->deprel == STM_DEP_DET || t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_COMPOUND ||
                    t->deprel == STM_DEP_NUMMOD || t->deprel == STM_DEP_NMOD_POSS);
        if (!own) {
            break;
        }
        at.start = t->at.start;
        i--;
    }
    return at;
}

stm_statement_reading stm_fact_reading(stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence,
                                       const stm_u32s *tokens)
{
    const stm_article *a = w->article[m];
    stm_span words = quoted_part(w, f, m, sentence, tokens, stm_fact_span(w, f, m, sentence, tokens));
    stm_statement_reading r = { .passage = { w->index[m], without_source(w, f, m, sentence, tokens, words) },
                                .said_by = STM_NONE };
    uint32_t quotation = quotation_of(a, r.passage.at);
    stm_said_by(w, m, quotation, &r.said_by, &r.said_by_name);
    r.stance = quotation == STM_NONE ? STM_ASSERTS : STM_REPORTS;
    r.reading = stm_wording(w->arena, a, with_article(a, without_half(a, r.passage.at)));
    return r;
}

uint32_t stm_fact_reading_at(const stm_work *w, const stm_statement *st, uint32_t member, uint32_t token)
{
    stm_span at = w->article[member]->tokens.at[token].at;
    for (uint32_t r = 0; r < st->readings.n; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        if (p->article == w->index[member] && p->at.start <= at.start && at.end <= p->at.end) {
            return r;
        }
    }
    return STM_NONE;
}

uint32_t stm_fact_lines_of(stm_work *w, const stm_statement *st)
{
    stm_u32s members = { 0 };
    stm_span *at = STM_NEW_ARRAY(w->arena, stm_span, (size_t)st->readings.n + 1);
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_vec_push(w->arena, &members, w->member_of[st->readings.at[i].passage.article]);
        at[i] = st->readings.at[i].passage.at;
    }
    return stm_lines_worded(w, &members, at, COPIED_WORDS);
}
