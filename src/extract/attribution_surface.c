/* attribution_surface.c: reports that are read off the order of words, where trees are most often wrong.
 *
 * In: tokens.  Out: where a clause right behind a word begins and ends; comparisons; numbers that are put on things;
 * attributions of headlines that end in their cue, of what "..., adding" adds, and of what is so "reportedly".
 * Never: reads over a stop or out of the marks that the word stands in.
 * Cost: constant a word but for the length of its sentence.
 */
#include "extract/attribution.h"

enum { CLAUSE_REACH = 14, HEADLINE_NAME = 7, PUT_REACH = 24, CUT_REACH = 120, LAST_REPORTS = 400, CUT_BUT = 6 };

/* "on speculation | the deal would fail", "concerned | there might be": the head of the finite clause that begins right
 * behind a word, wherever the tree hangs it, or STM_NONE. */
uint32_t stm_clause_right_behind(const stm_finder *f, uint32_t word)
{
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, word)->sentence];
    uint32_t end = s->first_token + s->n_tokens;
    for (uint32_t w = word + 2; w < end && w < word + CLAUSE_REACH; w++) {
        static const uint8_t subjects[] = { STM_DEP_EXPL, STM_DEP_NSUBJ, STM_DEP_NSUBJ_PASS };
        if (stm_word_in(stm_form(f, w), ": ; . ! ?")) {
            return STM_NONE;
        }
        for (size_t i = 0; i < sizeof subjects; i++) {
            uint32_t c = stm_child(f, w, (stm_deprel)subjects[i]);
            if (c != STM_NONE && c < w && f->first[c] == word + 1 && stm_tok(f, c)->upos != STM_ADV &&
                !stm_word_in(stm_form(f, word + 1), "who which that what where when why how whose")) {
                return w;
            }
        }
    }
    return STM_NONE;
}

/* "Bridge to close for a year, mayor says": a headline whose last word is its cue. */
static void headline(stm_finder *f, uint32_t sentence)
{
    const stm_sentence *s = &f->article->sentences.at[sentence];
    uint32_t v = s->first_token + s->n_tokens, comma, words = 0;
    const stm_cue *cue = NULL;
    stm_runs r = { .n = 0 };
    stm_said *said;
    stm_str form;
    while (v > s->first_token && stm_tok(f, v - 1)->upos == STM_PUNCT) {
        v--;
    }
    if (v < s->first_token + 6 || f->said_by[--v] != STM_NONE) {
        return;
    }
    form = stm_str_lower(f->arena, stm_form(f, v));
    if (form.n > 3 && stm_str_ends(form, "s") && !stm_str_ends(form, "ss")) {
        cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, (stm_str){ form.p, form.n - 1 }, STM_NULL_STR);
    }
    if (cue == NULL || (cue->frames & STM_CUE_QUOTE) == 0 || (cue->frames & STM_CUE_THAT) == 0) {
        return;
    }
    for (comma = v; comma > s->first_token && v - comma <= HEADLINE_NAME; comma--) {
        if (stm_str_eqz(stm_form(f, comma - 1), ",")) {
            break;
        }
        if (stm_tok(f, comma - 1)->upos == STM_PUNCT && !stm_word_in(stm_form(f, comma - 1), "' ’ . -")) {
            return;
        }
    }
    if (comma == s->first_token || v - comma > HEADLINE_NAME || comma == v) {
        return;
    }
    for (uint32_t t = s->first_token; t + 1 < comma; t++) {
        words += stm_tok(f, t)->upos != STM_PUNCT;
        if (f->aside[t] != STM_NONE) {
            return;
        }
    }
    if (words < 3) {
        return;
    }
    stm_runs_add(&r, s->first_token, comma - 2);
    said = stm_said_add(f, &r, v, stm_tok(f, v)->at, stm_cue_act(cue, STM_CUE_THAT | STM_CUE_QUOTE),
                        stm_head_within(f, comma, v - 1), STM_NONE);
    if (said != NULL) {
        said->extent = STM_EXTENT_CLAUSE;
        said->source = (stm_span){ stm_tok(f, comma)->at.start, stm_tok(f, v - 1)->at.end };
    }
}

void stm_attribute_headlines(stm_finder *f)
{
    const stm_article *a = f->article;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        if (a->sentences.at[s].n_tokens > 0 && (s == 0 || a->sentences.at[s].furniture == 1 + STM_FURN_HEADLINE) &&
            (s + 1 >= a->sentences.n || a->sentences.at[s + 1].paragraph != a->sentences.at[s].paragraph) &&
            stm_tok(f, a->sentences.at[s].first_token)->upos != STM_UPOS_NONE) {
            headline(f, s);
        }
    }
}

/* "She said the bid was safe, adding the debt would fall, helped by sales.": what is added goes on to the end of the
 * sentence, and is no part of what was said before. */
bool stm_attribute_adding(stm_finder *f, uint32_t v)
{
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, v)->sentence];
    uint32_t end = s->first_token + s->n_tokens, before = STM_NONE;
    stm_runs r = { .n = 0 };
    stm_said *said;
    if (!stm_word_in(stm_form(f, v), "adding") || v < s->first_token + 4 || v + 3 >= end ||
        !stm_str_eqz(stm_form(f, v - 1), ",") || f->quote_of[v] != STM_NONE ||
        (stm_clause_right_behind(f, v) == STM_NONE && !stm_word_in(stm_form(f, v + 1), "that"))) {
        return false;
    }
    for (uint32_t i = f->said.n; i > 0 && before == STM_NONE; i--) {
        const stm_said *x = &f->said.at[i - 1];
        bool here = x->cue_token != STM_NONE && x->cue_token >= s->first_token && x->cue_token < v;
        before = here && x->source_head != STM_NONE && f->quote_of[x->cue_token] == STM_NONE ? i - 1 : STM_NONE;
    }
    if (before == STM_NONE) {
        return false;
    }
    while (end > v + 2 && stm_tok(f, end - 1)->upos == STM_PUNCT && f->quote_of[end - 1] == STM_NONE) {
        end--;
    }
    for (uint32_t i = 0; i < f->said.at[before].content.n; i++) {
        stm_span *c = &f->said.at[before].content.at[i];
        if (c->start < stm_tok(f, v - 1)->at.start && c->end > stm_tok(f, v - 1)->at.start) {
            c->end = stm_tok(f, v - 2)->at.end;
            f->said.at[before].content.n = i + 1;
        }
    }
    stm_runs_add(&r, v + 1, end - 1);
    said = stm_said_add(f, &r, v, stm_tok(f, v)->at, STM_ACT_SAY, f->said.at[before].source_head, STM_NONE);
    if (said != NULL) {
        said->source = f->said.at[before].source;
        said->extent = STM_EXTENT_CLAUSE;
    }
    return said != NULL;
}

/* Some other report holds the token already; of the last LAST_REPORTS. */
static bool told_already(const stm_finder *f, uint32_t t)
{
    stm_span at = stm_tok(f, t)->at;
    for (uint32_t i = f->said.n; i > 0 && f->said.n - i < LAST_REPORTS; i--) {
        const stm_said *x = &f->said.at[i - 1];
        for (uint32_t c = 0; c < x->content.n; c++) {
            if (x->content.at[c].start <= at.start && at.end <= x->content.at[c].end) {
                return true;
            }
        }
    }
    return false;
}

/* What one thinks, or does by words: "allegedly ordered them to shoot" tells of the order that there was one. */
static bool deed_of_words(stm_act act)
{
    return act == STM_ACT_THINK || act == STM_ACT_DEMAND || act == STM_ACT_ORDER || act == STM_ACT_THREATEN;
}

/* "Osten, the miller, who allegedly stole the flour": of whom the clause is told, with all that stands between. */
static bool hearsay_of_noun(stm_finder *f, uint32_t h, uint32_t s, stm_runs *out)
{
    uint32_t noun = stm_tok(f, h)->head, last;
    if (stm_tok(f, h)->deprel != STM_DEP_ACL_RELCL || !stm_word_in(stm_form(f, s), "who which that") ||
        noun == STM_NONE || noun >= s || f->first[noun] > noun) {
        return false;
    }
    for (last = s - 1; last > noun && (stm_tok(f, last)->upos == STM_PUNCT || stm_tok(f, last)->upos == STM_ADP);) {
        last--;
    }
    stm_runs_add(out, f->first[noun] + (stm_tok(f, f->first[noun])->deprel == STM_DEP_CASE), last);
    return true;
}

/* "The cable was reportedly cut by ships": the clause without the word, and nobody is named for it. */
void stm_attribute_hearsay(stm_finder *f, uint32_t t)
{
    uint32_t h = stm_tok(f, t)->head, s, first, last;
    bool relative;
    stm_runs r = { .n = 0 };
    stm_said *said;
    if (!stm_word_in(stm_form(f, t), "reportedly allegedly purportedly") || stm_tok(f, t)->deprel != STM_DEP_ADVMOD ||
        h == STM_NONE || f->quote_of[t] != STM_NONE || f->said_by[t] != STM_NONE ||
        (f->said_by[h] != STM_NONE && !deed_of_words(f->said.at[f->said_by[h]].act))) {
        return; /* "reportedly said": that report is one already */
    }
    s = stm_child(f, h, STM_DEP_NSUBJ);
    s = s == STM_NONE ? stm_child(f, h, STM_DEP_NSUBJ_PASS) : s;
    if (s == STM_NONE || s > h || told_already(f, t)) {
        return;
    }
    relative = hearsay_of_noun(f, h, s, &r);
    if (!relative &&
        (stm_tok(f, h)->deprel == STM_DEP_ACL_RELCL || stm_word_in(stm_form(f, s), "who which that what"))) {
        return;
    }
    first = relative ? s + 1 : f->first[h];
    last = f->last[h];
    while (first < s && (stm_tok(f, first)->upos == STM_PUNCT || stm_tok(f, first)->upos == STM_CCONJ ||
                         stm_tok(f, first)->upos == STM_SCONJ || stm_word_in(stm_form(f, first), "when where"))) {
        first++;
    }
    for (uint32_t i = f->child_at[h]; i < stm_children_end(f, h); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        bool clause = rel == STM_DEP_PARATAXIS || (rel == STM_DEP_CONJ && stm_child(f, c, STM_DEP_NSUBJ) != STM_NONE);
        if (clause && f->first[c] > h && f->first[c] <= last) {
            last = f->first[c] - 1;
        }
    }
    while (last > h && (stm_tok(f, last)->upos == STM_PUNCT || stm_tok(f, last)->upos == STM_CCONJ)) {
        last--;
    }
    stm_runs_add(&r, first, last);
    stm_runs_cut(&r, t, t);
    said = stm_said_add(f, &r, t, stm_tok(f, t)->at, STM_ACT_REPORT, STM_NONE, STM_NONE);
    if (said != NULL) {
        said->extent = STM_EXTENT_CLAUSE;
        said->agentless = true;
    }
}

/* "as soon as possible": how, and not what somebody is called. */
bool stm_compared(const stm_finder *f, uint32_t head)
{
    uint32_t t = f->first[head];
    return t > 1 && stm_str_eqz(stm_form(f, t - 2), "as") &&
           (stm_tok(f, t - 1)->upos == STM_ADV || stm_tok(f, t - 1)->upos == STM_ADJ) &&
           stm_str_eqz(stm_form(f, t), "as");
}

/* The phrase tells a number. */
static bool counted(const stm_finder *f, uint32_t head)
{
    bool number = false;
    for (uint32_t t = head == STM_NONE ? 1 : f->first[head]; head != STM_NONE && t <= f->last[head]; t++) {
        number = number || stm_tok(f, t)->upos == STM_NUM;
    }
    return number;
}

/* "put the march, to mark the day, at 4,000 people": the phrase behind "at", wherever the tree hangs it. */
uint32_t stm_number_put_on(const stm_finder *f, uint32_t object, uint32_t phrase)
{
    for (uint32_t k = object + 1; phrase == STM_NONE && k < object + PUT_REACH && k + 1 < f->article->tokens.n &&
                                  stm_tok(f, k)->sentence == stm_tok(f, object)->sentence;
         k++) {
        uint32_t h = stm_str_eqz(stm_form(f, k), "at") ? stm_tok(f, k)->head : STM_NONE;
        phrase = h != STM_NONE && h > k && counted(f, h) ? h : STM_NONE;
    }
    return counted(f, phrase) ? phrase : STM_NONE;
}

void stm_cut_at_semicolon(const stm_finder *f, uint32_t cue, stm_runs *content)
{
    for (uint32_t i = 0; i < content->n; i++) {
        for (uint32_t t = content->first[i]; t <= content->last[i] && t < content->first[i] + CUT_REACH; t++) {
            if (t > cue && t > content->first[i] && stm_str_eqz(stm_form(f, t), ";") &&
                f->quote_of[t] == f->quote_of[cue]) {
                content->last[i] = t - 1;
                content->n = i + 1;
                return;
            }
        }
    }
}

void stm_cut_at_but(const stm_finder *f, uint32_t cue, stm_runs *content)
{
    uint32_t end = content->n == 0 ? 0 : content->last[content->n - 1] + 1, t = end;
    if (end == 0 || end <= cue || end >= f->article->tokens.n ||
        stm_tok(f, end)->sentence != stm_tok(f, cue)->sentence ||
        (stm_tok(f, end)->upos != STM_AUX && stm_tok(f, end)->xpos != STM_XP_VBD)) {
        return;
    }
    while (t > content->first[content->n - 1] + 1 && end - t < CUT_BUT && !stm_is_verb(f, t - 1)) {
        t--;
        if (stm_str_eqz(stm_form(f, t), "but")) {
            content->last[content->n - 1] = t - 1;
            return;
        }
    }
}
