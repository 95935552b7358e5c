/* proposal_about.c: what the words beside a noun that names a proposal tell of it.
 *
 * In: trees, entities, a mention with its phrase.  Out: the mention's matter, and what it is called where a clause says
 * what it holds.
 *
 * To whom it is put is no part of what it is, nor how far it has come ("draft"), nor of a bid whose it is; who sends a
 * request is. Of a thing that only its own noun names ("the proposed bridge") the noun is part of the matter.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

/* "From the guild of bakers" right behind the phrase, wherever the tree hangs it. */
static stm_span sender(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t from = stm_token_from(a, m->at.end);
    for (uint32_t i = from + 1; i < a->tokens.n && i < from + 8 && stm_form_among(a, from, "from by"); i++) {
        if (a->tokens.at[from].head == i && a->tokens.at[i].sentence == a->tokens.at[m->noun].sentence) {
            return stm_noun_phrase(a, i);
        }
    }
    return STM_NO_SPAN;
}

/* "A plan for a truce to the Assembly", "sold the deal to members": to whom it is put, where that is somebody, is no
 * part of what it is. Of offers, requests and rules it is. */
stm_span stm_proposal_without_addressee(const stm_work *w, const stm_proposal_words *l, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    stm_span at = m->at;
    if (m->bid.is || stm_str_eqz(stm_token_lemma(a, m->noun), "offer") ||
        !(stm_proposal_kind_is(l, m->kind, "paper") || stm_proposal_kind_is(l, m->kind, "deal") ||
          stm_proposal_kind_is(l, m->kind, "bill") || stm_proposal_kind_is(l, m->kind, "pledge"))) {
        return at;
    }
    for (uint32_t i = m->noun + 1; i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint32_t whom =
            a->tokens.at[i].deprel == STM_DEP_CASE && stm_form_among(a, i, "to") ? a->tokens.at[i].head : STM_NONE;
        uint32_t e = whom == STM_NONE ? STM_NONE : w->at_token[m->member][whom];
        stm_entity_kind kind = e == STM_NONE ? STM_OTHER : w->record->entities.at[e].kind;
        if (kind == STM_PERSON || kind == STM_GROUP || kind == STM_ORGANIZATION) {
            at.end = a->tokens.at[i - 1].at.end;
            break;
        }
    }
    return at;
}

/* Reads what stands beside the noun. Of bids and deals not whose they are, nor "raised": stm_bid_read knows. */
void stm_proposal_read_beside(stm_work *w, stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    const stm_token *noun = &a->tokens.at[m->noun];
    stm_span parts[3] = { { m->at.start, noun->at.start }, { noun->at.end, m->at.end } };
    stm_span content = stm_proposal_content(a, m->noun);
    bool deal = m->bid.is || stm_proposal_kind_is(&w->words->proposals, m->kind, "deal");
    uint32_t first = stm_token_from(a, m->at.start), n;
    for (uint32_t i = first; i < m->noun && !deal && !m->meet; i++) {
        if (stm_form_among(a, i, "draft proposed") &&
            stm_proposal_kind_is(&w->words->proposals, m->kind, "resolution")) {
            parts[0].start = a->tokens.at[i + 1].at.start; /* how far it has come, not which it is */
        }
    }
    if (stm_span_some(content) && (stm_proposal_kind_is(&w->words->proposals, m->kind, "request") ||
                                   stm_proposal_kind_is(&w->words->proposals, m->kind, "decision"))) {
        parts[1] = content; /* "an invitation to speak": what to */
        m->label = stm_wording(w->arena, a, (stm_span){ m->at.start, content.end });
    }
    for (uint32_t i = first; deal && i < m->noun; i++) {
        if (stm_form_among(a, i, "'s \xE2\x80\x99s") || a->tokens.at[i].xpos == STM_XP_VBN ||
            stm_form_among(a, i, STM_BID_LATER)) {
            parts[0].start = a->tokens.at[i + 1].at.start;
        }
    }
    if (deal && m->noun + 1 < a->tokens.n && stm_form_among(a, m->noun + 1, "on and")) {
        parts[1].end = parts[1].start;
    }
    content = m->label.p != NULL ? STM_NO_SPAN : stm_proposal_holds(a, m->noun, stm_token_from(a, m->at.end) - 1);
    if (stm_span_some(content)) {
        m->label = stm_wording(w->arena, a, (stm_span){ m->at.start, content.end });
        stm_matter_of(w, m->member, &content, 1, &m->beside);
        m->told = m->beside.weight;
        if (!deal) {
            parts[1] = (stm_span){ noun->at.end, content.end };
        }
    }
    if (stm_proposal_kind_is(&w->words->proposals, m->kind, "thing")) {
        for (uint32_t i = first; i < m->noun; i++) {
            if (stm_form_among(a, i, "proposed planned suggested Proposed Planned")) {
                parts[0].start = a->tokens.at[i + 1].at.start;
            }
        }
        parts[0].end = noun->at.end; /* what it is, no other word tells */
    }
    n = parts[1].end > parts[1].start ? 2 : 1;
    if (n == 1 && stm_proposal_kind_is(&w->words->proposals, m->kind, "request")) {
        parts[n] = sender(a, m);
        n += stm_span_some(parts[n]);
    }
    stm_matter_of(w, m->member, parts, n, &m->beside);
}

/* Somebody that the texts know stands before the noun's "'s", or behind its "from" or "by". */
static bool of_somebody(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    for (uint32_t i = stm_token_from(a, m->at.start); i < stm_proposal_sentence_end(a, m->noun); i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t e = w->at_token[m->member][i], word;
        if (t->head != m->noun || e == STM_NONE || w->record->entities.at[e].kind == STM_OTHER) {
            continue;
        }
        word = stm_proposal_child(a, i, STM_DEP_CASE);
        if (t->deprel == STM_DEP_NMOD_POSS ||
            (t->deprel == STM_DEP_NMOD && word != STM_NONE && stm_form_among(a, word, "from by"))) {
            return true;
        }
    }
    return false;
}

bool stm_proposal_owned(const stm_work *w, const stm_proposal_words *l, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t clause = stm_clause_head(a, m->noun);
    bool asks = stm_proposal_kind_is(l, m->kind, "request") || stm_proposal_kind_is(l, m->kind, "paper") ||
                stm_proposal_kind_is(l, m->kind, "advice");
    return asks && m->label.p != NULL && !m->another && of_somebody(w, m) &&
           (clause == STM_NONE || (!stm_proposal_unreal(a, clause) && !stm_clause_negated(a, clause)));
}
