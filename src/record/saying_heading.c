/* saying_heading.c: the words that head a saying which several lines carry.
 *
 * In: an utterance with its versions.  Out: the version that heads it, and its words without what one text alone has.
 * Never: words that no other line bears out where there are others.  Cost: versions times the words of each.
 */
#include "record/record_parts.h"

#define LEAST_BORNE 0.5f  /* of what is joined to the end of a saying, that another text must have */
#define LEAST_HEADING 16  /* bytes */
#define LEAST_HEADED 0.5f /* of the fullest version, that another line must have */

/* A joint that parts two sentences, not "Mr. Holm", or two clauses: of what is printed as said, "fish and chips" is one
 * thing. */
static bool parts_clauses(const stm_article *a, const stm_quotation *q, uint32_t at, stm_str joint)
{
    uint32_t i = stm_token_from(a, at), head = i < a->tokens.n ? a->tokens.at[i].head : STM_NONE;
    if (joint.p[0] == '.') {
        return stm_sentence_at(a, at - 1) != stm_sentence_at(a, at + 1);
    }
    return q->kind != STM_QUOTE_DIRECT || joint.p[0] == ';' ||
           (a->tokens.at[i].upos == STM_CCONJ && head != STM_NONE && head > i && a->tokens.at[head].upos == STM_VERB);
}

/* Some line has not what the tail says, and of the rest no less. */
static bool some_line_lacks(stm_work *w, const stm_utterance *u, uint32_t m, stm_span rest, stm_span tail)
{
    stm_matter more, less;
    stm_matter_of(w, m, &tail, 1, &more);
    stm_matter_of(w, m, &rest, 1, &less);
    for (uint32_t i = 0; i < u->variants.n; i++) {
        uint32_t o = w->member_of[u->variants.at[i].article];
        const stm_quotation *y = stm_variant_said(&u->variants.at[i], w->article[o]);
        stm_matter other;
        float in_tail;
        if (w->line[o] == w->line[m]) {
            continue;
        }
        stm_matter_of(w, o, y->content.at, y->content.n, &other);
        in_tail = stm_matter_compare(w, &more, &other).shared;
        if ((more.weight <= 0 || in_tail < more.weight * LEAST_BORNE) &&
            in_tail * less.weight <= stm_matter_compare(w, &less, &other).shared * more.weight) {
            return true;
        }
    }
    return false;
}

/* The heading of a saying: the fullest version, without what is joined to its end where another text has it not: "198
 * tickets were sold and that the ship was licensed". */
stm_str stm_saying_heading(stm_work *w, const stm_utterance *u, const stm_variant *full, stm_str words)
{
    static const char *const joints[] = { ". ", " and that ", "; ", ", and ", ", but ", " and " };
    uint32_t m = w->member_of[full->article];
    const stm_article *a = w->article[m];
    const stm_quotation *q = stm_variant_said(full, a);
    stm_span at = q->content.at[0];
    if ((q->kind != STM_QUOTE_INDIRECT && q->kind != STM_QUOTE_DIRECT) || q->content.n > 1 || at.end > a->text.n) {
        return words;
    }
    for (size_t j = 0; j < sizeof joints / sizeof *joints; j++) {
        stm_str joint = stm_str_of(joints[j]);
        size_t cut = stm_str_find(stm_str_sub(a->text, at), joint, 0), in_words = stm_str_find(words, joint, 0);
        stm_span rest = { at.start, at.start + (uint32_t)cut }, tail = { at.start + (uint32_t)cut, at.end };
        if (cut == SIZE_MAX || cut < LEAST_HEADING || in_words == SIZE_MAX ||
            !parts_clauses(a, q, rest.end + (joint.p[0] == ',' ? 2 : 1), joint) ||
            !some_line_lacks(w, u, m, rest, tail)) {
            continue;
        }
        words.n = in_words - (in_words > 0 && words.p[in_words - 1] == ',');
        at = rest;
    }
    return words;
}

/* How much of what the version says the best of the versions of other lines says, too. */
static float borne(stm_work *w, const stm_utterance *u, const stm_variant *x)
{
    uint32_t m = w->member_of[x->article];
    const stm_quotation *q = stm_variant_said(x, w->article[m]);
    stm_matter own;
    float most = 0;
    stm_matter_of(w, m, q->content.at, q->content.n, &own);
    for (uint32_t i = 0; i < u->variants.n; i++) {
        uint32_t o = w->member_of[u->variants.at[i].article];
        const stm_quotation *y = stm_variant_said(&u->variants.at[i], w->article[o]);
        stm_matter other;
        float shared;
        if (w->line[o] == w->line[m] || own.weight <= 0) {
            continue;
        }
        stm_matter_of(w, o, y->content.at, y->content.n, &other);
        shared = stm_matter_compare(w, &own, &other).shared / own.weight;
        most = shared > most ? shared : most;
    }
    return most;
}

/* A sentence with its verb: not "telling the paper that", "his belief that". */
static bool heads(const stm_article *a, const stm_quotation *q)
{
    uint32_t first = stm_token_from(a, q->content.at[0].start);
    while (first + 1 < a->tokens.n && (a->tokens.at[first].upos == STM_PUNCT || stm_form_among(a, first, "that"))) {
        first++;
    }
    if (first >= a->tokens.n || a->tokens.at[first].xpos == STM_XP_VBG || a->tokens.at[first].xpos == STM_XP_PRPS) {
        return false;
    }
    for (uint32_t k = 0; k < q->content.n; k++) {
        stm_span c = k == 0 && q->content.n > 1 ? stm_quotation_told(a, q) : q->content.at[k];
        for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
            uint8_t x = a->tokens.at[i].xpos;
            if (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD) {
                return true;
            }
        }
    }
    return false;
}

/* Its words as they are shown have a verb that hangs on nothing of theirs, and a subject: not "Lee, 38, who was
 * listed", not "when she left". */
static bool sentence(const stm_article *a, const stm_quotation *q)
{
    stm_span told = stm_quotation_told(a, q);
    for (uint32_t i = stm_token_from(a, told.start); i < a->tokens.n && a->tokens.at[i].at.start < told.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool inside = t->head != STM_NONE && a->tokens.at[t->head].at.start >= told.start &&
                      a->tokens.at[t->head].at.start < told.end;
        if (inside || (t->upos != STM_VERB && t->upos != STM_ADJ && t->upos != STM_NOUN) ||
            t->deprel == STM_DEP_ADVCL || t->deprel == STM_DEP_ACL_RELCL) {
            continue;
        }
        for (uint32_t k = stm_token_from(a, told.start); k < i; k++) {
            if (a->tokens.at[k].head == i &&
                (a->tokens.at[k].deprel == STM_DEP_NSUBJ || a->tokens.at[k].deprel == STM_DEP_NSUBJ_PASS ||
                 a->tokens.at[k].deprel == STM_DEP_EXPL)) {
                return true;
            }
        }
    }
    return false;
}

/* Who is named as the speaker says it in these words: not his firm, nor another for him. */
static bool in_own_words(const stm_work *w, const stm_utterance *u, const stm_variant *x)
{
    uint32_t e;
    stm_str name;
    stm_said_by(w, w->member_of[x->article], x->quotation, &e, &name);
    return e == u->speaker || e == STM_NONE || u->speaker == STM_NONE;
}

/* The version that heads the saying: the fullest, or, where other lines have little of it or it is no sentence, the
 * longest of which they have half, of those in the speaker's own words. */
const stm_variant *stm_saying_headed_by(stm_work *w, const stm_utterance *u, const stm_variant *full)
{
    const stm_article *own = w->article[w->member_of[full->article]];
    const stm_quotation *said = stm_variant_said(full, own);
    const stm_variant *best = full;
    uint32_t most = 0;
    bool whole = said->kind == STM_QUOTE_DIRECT || sentence(own, said);
    if (whole && (borne(w, u, full) >= LEAST_HEADED || !heads(own, said))) {
        return full;
    }
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_variant *x = &u->variants.at[i];
        const stm_article *a = w->article[w->member_of[x->article]];
        stm_span at = stm_span_of(stm_variant_said(x, a));
        if (at.end - at.start > most && heads(a, stm_variant_said(x, a)) &&
            (whole || sentence(a, stm_variant_said(x, a))) && in_own_words(w, u, x) && borne(w, u, x) >= LEAST_HEADED) {
            most = at.end - at.start;
            best = x;
        }
    }
    return best;
}
