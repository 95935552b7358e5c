/* saying_heads.c: what the head of an article says by halves and the text below it says out: a headline that names who
 * speaks by office, and a verdict of which the next sentence gives the words.
 *
 * In: sayings of one article.  Out: the speaker of a headline; the quotation in which a verdict is spoken out; deeds
 * that are no words.
 * Never: gives a headline another man than the one whom its own text lets say as much.
 *
 * "Aide: port to close" stands over a text in which one Ann Lee, whose office the text tells, says that the port will
 * close; the headline is hers. "He dismissed the complaint. “It is not against us,” he said": what tells of a verdict
 * on a thing, without a clause of its own, and speech of the same man right behind it are one saying, though they need
 * not share a word. Cost: a headline is compared with the sayings of its article; a verdict with the few quotations
 * behind it.
 */
#include "record/sayings.h"

#define LEAST_DICE_HEADLINE 0.42f
#define LEAST_COVERED_HEADLINE 0.6f
#define LEAST_SHARED_HEADLINE 4.0f
#define LEAST_TERMS_HEADLINE 3
#define LEAST_DICE_ELSEWHERE 0.6f
#define QUOTATIONS_BEHIND 6

/* ---- headlines ------------------------------------------------------------------------------------------- */

bool stm_saying_in_headline(const stm_article *a, stm_span said)
{
    uint32_t at = stm_sentence_at(a, said.start);
    return at != STM_NONE &&
           ((at == 0 && !stm_str_ends(stm_str_trim(stm_str_sub(a->text, a->sentences.at[0].at)), ".")) ||
            a->sentences.at[at].furniture == 1 + STM_FURN_HEADLINE) &&
           (at + 1 >= a->sentences.n || a->sentences.at[at + 1].paragraph != a->sentences.at[at].paragraph);
}

/* The passage that names who speaks has no word of the speaker's name in it: "Sheriff", "Town Aide". */
static bool by_office(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    stm_str name, source;
    size_t from = 0;
    if (!stm_span_some(s->said->source)) {
        return s->said->kind == STM_QUOTE_INDIRECT && stm_span_some(s->said->cue); /* cut to fit */
    }
    if (s->speaker == STM_NONE || !w->named.at[s->speaker]) {
        return true;
    }
    name = w->record->entities.at[s->speaker].name;
    source = stm_str_sub(a->text, s->said->source);
    for (size_t i = 0; i <= name.n; i++) {
        if (i == name.n || name.p[i] == ' ') {
            stm_str word = { name.p + from, i - from };
            if (word.n > 1 && stm_str_find(source, word, 0) != SIZE_MAX) {
                return false;
            }
            from = i + 1;
        }
    }
    return true;
}

static float summed_up(const stm_work *w, const saying *head, const saying *body)
{
    stm_likeness like = stm_matter_compare(w, &head->matter, &body->matter);
    bool enough = like.n >= LEAST_TERMS_HEADLINE && like.shared >= LEAST_SHARED_HEADLINE &&
                  (like.dice >= LEAST_DICE_HEADLINE || like.least >= LEAST_COVERED_HEADLINE);
    return enough && head->said->negated == body->said->negated &&
                   !stm_matters_numbers_apart(w, &head->matter, &body->matter) &&
                   stm_matters_share_event(w, &head->matter, &body->matter)
               ? like.dice
               : 0;
}

/* The saying that a headline sums up, best of its own text. */
static const saying *below(const stm_work *w, const sayings *all, uint32_t i)
{
    const saying *head = &all->at.at[i], *found = NULL;
    float best = 0;
    for (uint32_t k = i + 1; k < all->at.n && all->at.at[k].member == head->member; k++) {
        const saying *body = &all->at.at[k];
        float score = body->at.start > head->at.end && body->speaker != STM_NONE ? summed_up(w, head, body) : 0;
        if (score > best) {
            best = score;
            found = body;
        }
    }
    return found;
}

/* The like, in the head of another text, of somebody who speaks in this text as well. */
static const saying *elsewhere(const stm_work *w, const sayings *all, uint32_t i)
{
    const saying *head = &all->at.at[i], *found = NULL;
    float best = LEAST_DICE_ELSEWHERE;
    for (uint32_t k = 0; k < all->at.n; k++) {
        const saying *other = &all->at.at[k];
        bool speaks = false;
        float score = 0;
        if (other->lead && other->member != head->member && other->speaker != STM_NONE && w->named.at[other->speaker]) {
            score = summed_up(w, head, other);
        }
        for (uint32_t o = i + 1; score > best && !speaks && o < all->at.n && all->at.at[o].member == head->member;
             o++) {
            speaks = all->at.at[o].speaker == other->speaker;
        }
        if (speaks) {
            best = score;
            found = other;
        }
    }
    return found;
}

void stm_sayings_give_headlines(stm_work *w, sayings *all)
{
    for (uint32_t i = 0; i < all->at.n; i++) {
        saying *head = &all->at.at[i];
        const saying *found = NULL;
        if (head->headline && by_office(w, head)) {
            found = below(w, all, i);
            found = found == NULL ? elsewhere(w, all, i) : found;
        }
        if (found != NULL) {
            head->speaker = found->speaker;
            head->kind_of_people = found->kind_of_people;
        }
    }
}

/* ---- verdicts -------------------------------------------------------------------------------------------- */

/* "called the bailout vital", "voiced shock": what is thought of a thing, not which thing is spoken of. */
static bool judges(const stm_article *a, const stm_quotation *q)
{
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if (a->tokens.at[i].lemma.p != NULL &&
            stm_among(a->tokens.at[i].lemma, "express voice call describe characterize characterise portray depict "
                                             "brand label dub term")) {
            return q->act == STM_ACT_SAY;
        }
    }
    return false;
}

/* "Lee dismissed the complaint, the agency reported": all of the sentence but its end is another's report. */
static bool reported_behind(const stm_article *a, const stm_quotation *q)
{
    const stm_quotation *outer = &a->quotations.at[q->nested_in];
    return outer->kind == STM_QUOTE_INDIRECT && stm_span_some(outer->cue) &&
           outer->cue.start >= q->content.at[q->content.n - 1].end;
}

/* "dismissed the complaint", "voiced shock at the news": a thing and what is thought of it, without a clause. */
static bool verdict(const stm_article *a, const stm_quotation *q)
{
    static const uint8_t acts[] = { STM_ACT_DENY,   STM_ACT_REJECT, STM_ACT_ACCUSE, STM_ACT_CRITICIZE,
                                    STM_ACT_PRAISE, STM_ACT_DOUBT,  STM_ACT_AGREE };
    bool fits = judges(a, q);
    for (size_t i = 0; i < sizeof acts; i++) {
        fits = fits || q->act == acts[i];
    }
    if (!fits || q->kind != STM_QUOTE_INDIRECT || q->content.n != 1 || q->negated || !stm_span_some(q->cue) ||
        q->cue.end > q->content.at[0].start || (q->nested_in != STM_NONE && !reported_behind(a, q))) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, q->content.at[0].start);
         i < a->tokens.n && a->tokens.at[i].at.start < q->content.at[0].end; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        if (i > stm_token_from(a, q->content.at[0].start) && a->tokens.at[i - 1].upos == STM_NOUN &&
            stm_form_among(a, i, "that of about over")) {
            return true; /* "concerns that it would rise": a thing, whatever is in it */
        }
        if (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD || x == STM_XP_TO) {
            return false;
        }
    }
    return true;
}

/* "praised the crew": what he says next is of them only if it speaks of somebody, or has a word of the praise. */
static bool speaks_of_it(stm_work *w, uint32_t member, const stm_quotation *q, const stm_quotation *next)
{
    const stm_article *a = w->article[member];
    stm_matter x, y;
    for (uint32_t i = 0; i < next->content.n; i++) {
        for (uint32_t t = stm_token_from(a, next->content.at[i].start);
             t < a->tokens.n && a->tokens.at[t].at.start < next->content.at[i].end; t++) {
            if (a->tokens.at[t].upos == STM_PRON &&
                stm_among(stm_str_lower(w->arena, stm_token_form(a, t)), "it they he she them him her you this that")) {
                return true;
            }
        }
    }
    stm_matter_of(w, member, q->content.at, q->content.n, &x);
    stm_matter_of(w, member, next->content.at, next->content.n, &y);
    return stm_matter_compare(w, &x, &y).n > 0;
}

uint32_t stm_saying_spoken_out(stm_work *w, uint32_t member, uint32_t quotation)
{
    const stm_article *a = w->article[member];
    const stm_quotation *q = &a->quotations.at[quotation];
    uint32_t here, e, o;
    stm_str name, other;
    if (!verdict(a, q)) {
        return STM_NONE;
    }
    here = stm_sentence_at(a, q->content.at[0].end - 1);
    stm_said_by(w, member, quotation, &e, &name);
    for (uint32_t i = quotation + 1; i < a->quotations.n && i <= quotation + QUOTATIONS_BEHIND; i++) {
        const stm_quotation *next = &a->quotations.at[i];
        uint32_t at = next->content.n == 0 ? STM_NONE : stm_sentence_at(a, next->content.at[0].start);
        if (at == STM_NONE || next->nested_in != STM_NONE || next->content.at[0].start < q->content.at[0].end) {
            continue;
        }
        if (next->kind != STM_QUOTE_DIRECT || at != here + 1 || a->sentences.at[here].furniture != 0 ||
            a->sentences.at[at].furniture != 0) {
            return STM_NONE; /* something else comes first */
        }
        stm_said_by(w, member, i, &o, &other);
        return e != STM_NONE && (e == o || stm_one_origin(w, e, name, o, other)) &&
                       (q->act != STM_ACT_PRAISE || speaks_of_it(w, member, q, next))
                   ? i
                   : STM_NONE;
    }
    return STM_NONE;
}

bool stm_saying_bare_deed(const stm_article *a, const stm_quotation *q)
{
    stm_span at = q->content.at[0];
    bool discussed = false;
    if (q->kind != STM_QUOTE_INDIRECT || q->content.n > 1) {
        return false;
    }
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        stm_str l = a->tokens.at[i].lemma;
        discussed = discussed || (l.p != NULL && stm_among(l, "discuss debate defend leak"));
    }
    if (q->act != STM_ACT_REJECT && !discussed) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX) {
            return false;
        }
    }
    return true;
}

bool stm_saying_was_asked(const stm_article *a, const stm_quotation *q)
{
    uint32_t first = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
    return !stm_span_some(q->source) && q->kind == STM_QUOTE_INDIRECT && first < a->tokens.n &&
           a->tokens.at[first].xpos == STM_XP_VBN &&
           stm_form_among(a, first, "Asked asked Questioned questioned Pressed pressed") &&
           a->tokens.at[first].deprel != STM_DEP_ROOT;
}
