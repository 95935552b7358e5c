/* quotations.c: quotations of one article: runs the finders and makes one list of what they found.
 *
 * In: tokens with trees (none is fine: then only the marks speak), entities.  Out: article.quotations, by first
 * content byte, with kind, quoted parts, nesting.  Never: two quotations of one cue.
 * Invariants: (1) content is never empty, in text order, without overlap. (2) nested_in is an earlier quotation
 * whose content holds the nested one's content and cue.
 * Cost: linear in tokens, n log n in quotations.
 */
#include <stdlib.h>

#include "extract/attribution.h"

/* Bylines, datelines, credits and short lines of promotion report nothing. */
bool stm_is_silent(const stm_article *a, uint32_t t)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[t].sentence];
    uint8_t kind = s->furniture;
    return kind != 0 && (kind != 1 + STM_FURN_PROMO || s->n_tokens < 13) && kind != 1 + STM_FURN_HEADLINE &&
           kind != 1 + STM_FURN_CAPTION;
}

static void find_all(stm_finder *f)
{
    stm_attribute_direct(f);
    for (uint32_t t = 0; t < f->article->tokens.n; t++) {
        if (stm_tok(f, t)->deprel != STM_DEP_NONE && stm_is_verb(f, t) && !stm_is_silent(f->article, t)) {
            stm_attribute_tail(f, t);
        }
    }
    for (uint32_t t = 0; t < f->article->tokens.n; t++) {
        if (stm_tok(f, t)->deprel != STM_DEP_NONE && !stm_is_silent(f->article, t)) {
            stm_attribute_phrase(f, t);
        }
    }
    stm_attribute_labels(f);
    stm_attribute_headlines(f);
    for (uint32_t t = 0; t < f->article->tokens.n; t++) {
        const stm_token *k = stm_tok(f, t);
        if (k->deprel == STM_DEP_NONE || stm_is_silent(f->article, t)) {
            continue;
        }
        if (stm_is_verb(f, t) && !stm_attribute_adding(f, t)) {
            stm_attribute_verb(f, t);
        }
        if (k->upos == STM_NOUN) {
            stm_attribute_noun(f, t);
        } else if (k->upos == STM_ADJ || k->upos == STM_VERB) {
            stm_attribute_adjective(f, t);
        }
    }
    for (uint32_t t = 0; t < f->article->tokens.n; t++) {
        if (stm_tok(f, t)->upos == STM_ADV && !stm_is_silent(f->article, t)) {
            stm_attribute_hearsay(f, t);
        }
    }
    stm_attribution_force(f);
    stm_attribution_modality(f);
}

/* ---- one list ------------------------------------------------------------------------------------------ */

static int by_content(const void *x, const void *y)
{
    const stm_said *a = x, *b = y;
    stm_span s = a->content.at[0], t = b->content.at[0];
    if (s.start != t.start) {
        return s.start < t.start ? -1 : 1;
    }
    s.end = a->content.at[a->content.n - 1].end;
    t.end = b->content.at[b->content.n - 1].end;
    if (s.end != t.end) {
        return s.end > t.end ? -1 : 1; /* the longer one first: it may hold the other */
    }
    return a->cue.start != b->cue.start ? (a->cue.start < b->cue.start ? -1 : 1)
                                        : (a->cue_token > b->cue_token) - (a->cue_token < b->cue_token);
}

static uint32_t first_token(const stm_finder *f, uint32_t byte)
{
    uint32_t low = 0, high = f->article->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (f->article->tokens.at[mid].at.end <= byte) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < f->article->tokens.n ? low : 0;
}

static bool inside(stm_span s, const stm_spans *content)
{
    for (uint32_t i = 0; i < content->n; i++) {
        if (s.start >= content->at[i].start && s.end <= content->at[i].end) {
            return true;
        }
    }
    return false;
}

static uint32_t letters(stm_str text, stm_span s)
{
    uint32_t n = 0;
    for (uint32_t i = s.start; i < s.end; i++) {
        unsigned char c = (unsigned char)text.p[i];
        n += (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    return n;
}

/* First quoted passage that ends behind `at`, outermost ones counted: searched from `from` on. */
static uint32_t advance(const stm_finder *f, uint32_t from, uint32_t at)
{
    while (from < f->quoted.n && f->quoted.at[from].at.end <= at &&
           (from + 1 >= f->quoted.n || f->quoted.at[from + 1].outer == STM_NONE)) {
        from++;
    }
    return from;
}

/* The parts of the content in marks that the cue does not stand in. First quoted passage that may matter: *from. */
static void quoted_parts(const stm_finder *f, const stm_said *s, uint32_t from, stm_quotation *q)
{
    uint32_t all = 0, marked = 0, k = from;
    for (uint32_t i = 0; i < s->content.n; i++) {
        stm_span c = s->content.at[i];
        all += letters(f->article->text, c);
        for (k = advance(f, k, c.start); k < f->quoted.n && f->quoted.at[k].at.start < c.end; k++) {
            stm_span in = f->quoted.at[k].inner;
            if (in.end <= c.start || (stm_span_some(s->cue) && s->cue.start >= in.start && s->cue.end <= in.end)) {
                continue;
            }
            in.start = in.start < c.start ? c.start : in.start;
            in.end = in.end > c.end ? c.end : in.end;
            if (q->quoted.n > 0 && in.start < q->quoted.at[q->quoted.n - 1].end) {
                continue; /* nested marks */
            }
            marked += letters(f->article->text, in);
            stm_vec_push(f->arena, &q->quoted, in);
        }
    }
    q->kind = s->verbatim                            ? STM_QUOTE_DIRECT
              : s->direct && marked * 50 >= all * 49 ? STM_QUOTE_DIRECT
              : marked > 0                           ? STM_QUOTE_MIXED
                                                     : STM_QUOTE_INDIRECT;
}

/* ---- what is worth a line ------------------------------------------------------------------------------ */

uint32_t stm_said_words(const stm_finder *f, const stm_said *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->content.n; i++) {
        stm_str t = stm_str_sub(f->article->text, s->content.at[i]);
        bool in = false;
        for (size_t k = 0; k < t.n; k++) {
            bool letter = t.p[k] != ' ' && t.p[k] != '\n' && (unsigned char)t.p[k] != 0xA0;
            n += letter && !in;
            in = letter;
        }
    }
    return n;
}

/* "anyone who refuses to leave" is no speaker. */
static bool nobody(const stm_finder *f, const stm_said *s)
{
    uint32_t t = s->source_head, v;
    if (t == STM_NONE || s->direct) {
        return false;
    }
    if (s->act == STM_ACT_THINK && f->quote_of[t] == STM_NONE && stm_lemma_in(f, t, "we you")) {
        return true; /* the article's own "what we know" */
    }
    v = stm_tok(f, t)->head;
    if (stm_word_in(stm_form(f, t), "who that which") && v != STM_NONE && stm_tok(f, v)->deprel == STM_DEP_ACL_RELCL &&
        stm_tok(f, v)->head != STM_NONE) {
        t = stm_tok(f, v)->head;
    }
    if (t != s->source_head && s->act == STM_ACT_THINK && s->extent != STM_EXTENT_CLAUSE) {
        return true;
    }
    return stm_lemma_in(f, t, "anyone anybody whoever everyone everybody those one someone") && t != s->source_head;
}

/* “But I always say what I mean,” Lund replied: what a cue inside marks reports does not lie outside them. */
static bool out_of_marks(const stm_finder *f, const stm_said *s)
{
    uint32_t q = s->cue_token == STM_NONE ? STM_NONE : f->quote_of[s->cue_token];
    stm_span last = s->content.at[s->content.n - 1];
    return q != STM_NONE && f->quoted.at[q].closed &&
           (last.start >= f->quoted.at[q].at.end || s->content.at[0].end <= f->quoted.at[q].at.start);
}

/* "said in a statement that": verb and noun report one content of one speaker. */
static bool same_report(const stm_said *a, const stm_said *b)
{
    return a->content.n == b->content.n && a->content.at[0].start == b->content.at[0].start &&
           a->content.at[a->content.n - 1].end == b->content.at[b->content.n - 1].end &&
           a->source.start == b->source.start && stm_span_some(a->source);
}

/* "voiced concerns about | the tour": the noun is part of what reports, as a later one has it, and not of what is told.
 */
static bool cue_goes_on(const stm_finder *f, uint32_t said)
{
    const stm_said *s = &f->said.at[said];
    for (uint32_t k = said + 1; k < f->said.n && k < said + 8; k++) {
        const stm_said *o = &f->said.at[k];
        if (stm_span_some(s->cue) && s->cue.end <= s->content.at[0].start && o->cue.start <= s->cue.start &&
            o->cue.end > s->content.at[0].start && o->act != STM_ACT_THINK && inside(o->content.at[0], &s->content)) {
            return true;
        }
    }
    return false;
}

/* A bare word tells something only in marks, or as the name of who is praised or blamed. */
static bool telling_word(const stm_finder *f, const stm_said *s, uint32_t t)
{
    if (stm_tok(f, t)->upos == STM_NOUN &&
        (s->act == STM_ACT_DEMAND || s->act == STM_ACT_PROMISE || s->act == STM_ACT_PROPOSE ||
         (s->cue_token != STM_NONE && stm_lemma_is(f, s->cue_token, "plead")))) {
        return true; /* "called for calm", "pleaded guilty to fraud" */
    }
    return stm_quote_beyond(f, t, s->cue_token) != STM_NONE ||
           (stm_tok(f, t)->upos == STM_PROPN && (s->act == STM_ACT_CRITICIZE || s->act == STM_ACT_PRAISE ||
                                                 s->act == STM_ACT_ACCUSE || s->act == STM_ACT_THINK));
}

/* Speech within speech is kept where it reports something: a clause, or a deed of words (a demand, a promise, a
 * rejection); wishes, opinions and the speaker's own "I think" are not, nor, in speech in marks, what one is about to
 * do ("his refusal to meet us is disappointing"). */
static bool nested_counts(const stm_finder *f, const stm_said *s, const stm_quotation *outer)
{
    if (outer->kind != STM_QUOTE_INDIRECT && !s->direct &&
        stm_word_in(stm_form(f, first_token(f, s->content.at[0].start)), "to")) {
        return false;
    }
    if (s->source_head != STM_NONE &&
        stm_lemma_in(f, s->source_head,
                     "i we you me us nobody one none somebody someone anybody anyone everybody "
                     "everyone")) {
        return false;
    }
    if (s->extent != STM_EXTENT_CLAUSE && s->source_head != STM_NONE &&
        stm_lemma_in(f, s->source_head, "he she they it")) {
        return false; /* most often the speaker once more */
    }
    if (s->content.n > 1 && stm_word_in(stm_str_sub(f->article->text, s->content.at[0]), "who which that")) {
        return false;
    }
    if ((s->act == STM_ACT_THINK || s->act == STM_ACT_HOPE) && !s->agentless &&
        (s->source_head == STM_NONE || stm_tok(f, s->source_head)->upos != STM_PROPN)) {
        return false;
    }
    if (s->cue_token != STM_NONE && stm_lemma_in(f, s->cue_token, "seem appear")) {
        return false;
    }
    if (s->direct || s->extent == STM_EXTENT_CLAUSE) {
        return s->source_head != STM_NONE || s->direct;
    }
    if (s->source_head != STM_NONE && s->cue_token != STM_NONE &&
        stm_lemma_in(f, s->cue_token, "identify name describe list plead")) {
        return true;
    }
    switch (s->act) {
    case STM_ACT_DEMAND:
    case STM_ACT_ORDER:
    case STM_ACT_PROMISE:
    case STM_ACT_PROPOSE:
    case STM_ACT_THREATEN: return s->source_head != STM_NONE;
    case STM_ACT_DENY:
    case STM_ACT_ACCUSE:
    case STM_ACT_ANNOUNCE:
    case STM_ACT_ESTIMATE: return s->source_head != STM_NONE && s->extent == STM_EXTENT_PHRASE;
    case STM_ACT_REJECT:
    case STM_ACT_CONFIRM: /* "Ann Lee dismissed the concerns, the agency reported" */
        return s->source_head != STM_NONE && stm_tok(f, s->source_head)->upos == STM_PROPN &&
               s->extent == STM_EXTENT_PHRASE;
    default: return s->agentless && s->extent == STM_EXTENT_INFINITIVE;
    }
}

void stm_said_to_quotations(stm_finder *f, stm_article *article)
{
    stm_u32s open = { 0 }; /* the quotations that the present one may stand in, outermost first */
    uint32_t from = 0;
    if (f->said.n > 1) {
        qsort(f->said.at, f->said.n, sizeof *f->said.at, by_content);
    }
    for (uint32_t i = 0; i < f->said.n; i++) {
        const stm_said *s = &f->said.at[i];
        stm_quotation *q;
        stm_span mine = { s->content.at[0].start, s->content.at[s->content.n - 1].end };
        from = advance(f, from, mine.start);
        while (open.n > 0) {
            const stm_spans *c = &article->quotations.at[open.at[open.n - 1]].content;
            if (c->at[c->n - 1].end > mine.start) {
                break;
            }
            open.n--;
        }
        if (nobody(f, s) || stm_said_is_deed(f, s) || out_of_marks(f, s) ||
            (i > 0 && same_report(&f->said.at[i - 1], s)) || cue_goes_on(f, i)) {
            continue;
        }
        if (!s->direct && stm_said_words(f, s) < 2 && !telling_word(f, s, first_token(f, mine.start))) {
            continue;
        }
        uint32_t outer = STM_NONE;
        for (uint32_t k = open.n; k > 0 && k + 16 > open.n && outer == STM_NONE; k--) {
            const stm_quotation *o = &article->quotations.at[open.at[k - 1]];
            bool holds = inside(s->content.at[0], &o->content) &&
                         inside(s->content.at[s->content.n - 1], &o->content) &&
                         (!stm_span_some(s->cue) || inside(s->cue, &o->content));
            outer = holds ? open.at[k - 1] : STM_NONE;
        }
        if (outer != STM_NONE &&
            (!stm_span_some(s->source) || inside(s->source, &article->quotations.at[outer].content)) &&
            !nested_counts(f, s, &article->quotations.at[outer])) {
            continue;
        }
        q = stm_vec_add(f->arena, &article->quotations);
        *q = (stm_quotation){ .content = s->content,
                              .cue = s->cue,
                              .source = s->source,
                              .source_head = s->source_head,
                              .speaker = STM_NONE,
                              .nested_in = outer,
                              .act = s->act,
                              .modality = s->modality,
                              .anonymity = STM_NO_SPAN,
                              .negated = s->negated };
        quoted_parts(f, s, from, q);
        stm_vec_push(f->arena, &open, article->quotations.n - 1);
    }
}

void stm_extract_quotations(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article)
{
    stm_finder f;
    stm_finder_init(&f, arena, lexicon, article);
    find_all(&f);
    stm_said_to_quotations(&f, article);
    stm_quotation_speakers(&f, article);
    stm_quotation_anonymity(&f, article);
}
