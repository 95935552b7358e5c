/* event_dates.c: what each expression of time dates: a clause or a noun, when, and whether it came about.
 *
 * In: times with days, clauses, quotations.  Out: stm_dateds.  Never: a vague time, a duration, a day that had to be
 * guessed, a day of a name, a text or an amount.
 * Invariants: (1) a clause has one day, the narrowest that its words give. (2) what was called off is told by the
 * clause that calls it off. Cost: linear in the times.
 */
#include "record/event_dates.h"
#include "record/record_words.h"

#define MAX_SPAN_DAYS 400

static void without_days(const stm_work *w, stm_matter *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (w->terms.items.at[m->terms.at[i].id].key.p[0] == '@') {
            m->weight -= m->terms.at[i].weight;
        } else {
            m->terms.at[n++] = m->terms.at[i];
        }
    }
    m->terms.n = n;
}

/* "The bird has been listed as threatened since 1978": what somebody is listed as is no clause of its own. */
static bool listed_as(const stm_article *a, uint32_t head)
{
    const stm_token *t = &a->tokens.at[head];
    return t->head != STM_NONE && t->head < head && head > 0 && (t->xpos == STM_XP_VBN || t->upos == STM_ADJ) &&
           stm_form_among(a, head - 1, "as") &&
           stm_among(stm_token_lemma(a, t->head), "list classify class register designate label describe identify name "
                                                  "know regard recognize recognise declare rank rate");
}

static bool has_mark(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_MARK &&
            a->tokens.at[i].xpos != STM_XP_TO) {
            return true;
        }
    }
    return false;
}

/* The day is of the clause of `head` itself, or of an infinitive, a participle or a second verb of its subject: in "a
 * topic she kept quiet about since declaring her candidacy in July" it is not that of the main clause. */
static bool same_clause(const stm_article *a, uint32_t token, uint32_t head)
{
    uint32_t h = stm_clause_head(a, token);
    for (uint32_t step = 0; step < 5 && h != STM_NONE; step++) {
        uint8_t rel = a->tokens.at[h].deprel;
        if (h == head) {
            return true;
        }
        if (a->tokens.at[h].head == STM_NONE || !(rel == STM_DEP_XCOMP || rel == STM_DEP_CONJ ||
                                                  (rel == STM_DEP_ADVCL && (!has_mark(a, h) || listed_as(a, h))))) {
            return false;
        }
        h = stm_clause_head(a, a->tokens.at[h].head);
    }
    return false;
}

/* "cut a threat that had led him to hint on Tuesday that": a clause about a noun, whose day is not the sentence's; but
 * for "according to a poll released on Friday". */
static bool by_the_noun(const stm_article *a, uint32_t head)
{
    for (uint32_t step = 0; step < 4 && head != STM_NONE; step++) {
        uint8_t rel = a->tokens.at[head].deprel;
        if (rel == STM_DEP_ACL && a->tokens.at[head].head != STM_NONE) {
            uint32_t first = stm_token_from(a, stm_noun_phrase(a, a->tokens.at[head].head).start);
            return !(first > 1 && stm_form_among(a, first - 1, "to") && stm_form_among(a, first - 2, "according"));
        }
        if (rel == STM_DEP_ACL_RELCL) {
            return true;
        }
        if (rel != STM_DEP_XCOMP && rel != STM_DEP_CONJ) {
            return false;
        }
        head = a->tokens.at[head].head;
    }
    return false;
}

/* "He moved away before retiring in 1993", "was convicted of robbing a bank in 1993": the day is of what he did beside
 * it, not of the main clause. */
static bool of_clause_beside(const stm_article *a, uint32_t token, uint32_t head)
{
    uint32_t own = stm_clause_head(a, token), first;
    if (head == STM_NONE || own == STM_NONE || same_clause(a, token, head) ||
        (a->tokens.at[own].deprel != STM_DEP_ADVCL && a->tokens.at[own].xpos != STM_XP_VBG) ||
        a->tokens.at[own].upos != STM_VERB) {
        return false;
    }
    first = stm_token_from(a, stm_clause_span(a, own).start);
    return (first < own && stm_form_among(a, first, "before since until after Before Since Until After")) ||
           (a->tokens.at[own].xpos == STM_XP_VBG && first <= own &&
            stm_among(stm_token_lemma(a, head), "convict charge accuse suspect acquit indict sentence admit confess"));
}

/* A line without a verb is a date line, a label, a credit. */
static bool has_verb(const stm_article *a, const stm_unit *u)
{
    const stm_sentence *s = &a->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX) {
            return true;
        }
    }
    return false;
}

/* "as far as the board can judge today": how sure somebody is, not what happened. */
static bool as_far_as(const stm_article *a, const stm_unit *u)
{
    uint32_t first = stm_token_from(a, u->at.start);
    return first > 0 && first < a->tokens.n && stm_form_among(a, first, "as") && stm_form_among(a, first - 1, "far");
}

/* The head of the unit is a verb, or has a copula: "the weekend bloodshed" is no clause, whatever the tree says. */
static bool says_something(const stm_article *a, const stm_unit *u)
{
    const stm_sentence *s = &a->sentences.at[u->sentence];
    bool verb = u->head != STM_NONE && a->tokens.at[u->head].upos == STM_VERB;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && !verb; i++) {
        verb = a->tokens.at[i].head == u->head &&
               (a->tokens.at[i].deprel == STM_DEP_COP || a->tokens.at[i].deprel == STM_DEP_AUX);
    }
    return verb;
}

/* The main verb of a sentence has a subject, or one stands before it that the tree hangs elsewhere: "With the aides of
 * the council this weekend" tells nothing. A clause that hangs on another has the subject that its wording gives it. */
static bool has_subject(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    bool found = a->tokens.at[head].deprel != STM_DEP_ROOT || a->tokens.at[head].xpos == STM_XP_VB;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && !found; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        bool subject = rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_EXPL ||
                       rel == STM_DEP_CSUBJ || rel == STM_DEP_CSUBJ_PASS;
        found = (subject && (a->tokens.at[i].head == head || i < head)) ||
                (i < head && rel == STM_DEP_APPOS && a->tokens.at[i].upos == STM_PROPN); /* "At 9 p.m., Ms. Roe" */
    }
    return found;
}

/* "A short time later cleared the hall": the tree makes the time the subject, and who did it is not told. */
static bool time_for_subject(const stm_article *a, stm_span at, uint32_t head)
{
    uint32_t subject = stm_arguments_of(a, head).agent;
    return subject != STM_NONE && stm_span_meets(a->tokens.at[subject].at, at);
}

static bool own_subject(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        if (a->tokens.at[i].head == head && (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS)) {
            return true;
        }
    }
    return false;
}

/* The unit of the clause that a time dates: the nearest that makes a sentence of its own. */
static uint32_t clause_unit(stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t head = stm_clause_head(a, token), first = STM_NONE;
    for (uint32_t step = 0; step < 4 && head != STM_NONE; step++) {
        for (uint32_t u = stm_first_unit(w, member, a->tokens.at[head].sentence);
             u < w->first_unit[member + 1] && w->units.at[u].sentence == a->tokens.at[head].sentence; u++) {
            if (w->units.at[u].head == head) {
                first = first == STM_NONE ? u : first;
                if (stm_unit_wording(w, u).p != NULL) {
                    return u;
                }
            }
        }
        if (a->tokens.at[head].head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ACL ||
            a->tokens.at[head].deprel == STM_DEP_ACL_RELCL ||
            (a->tokens.at[head].deprel == STM_DEP_CONJ && own_subject(a, head))) {
            break; /* what hangs on a noun has a day of its own, and so has a second main clause */
        }
        head = stm_clause_head(a, a->tokens.at[head].head);
    }
    return first != STM_NONE ? first : stm_unit_at(w, member, a->tokens.at[token].at.start);
}

/* A unit of the sentence, for a clause that is none: "the head of a squad that searched the mill in 1985". */
static uint32_t unit_beside(const stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t sentence = a->tokens.at[token].sentence, u = stm_first_unit(w, member, sentence),
             head = stm_clause_head(a, token);
    bool past = head != STM_NONE && a->tokens.at[head].xpos == STM_XP_VBD &&
                (a->tokens.at[head].deprel == STM_DEP_ACL_RELCL || a->tokens.at[head].deprel == STM_DEP_ADVCL);
    return past && u < w->first_unit[member + 1] && w->units.at[u].sentence == sentence ? u : STM_NONE;
}

/* "a squad that searched the mill in 1985", "she left in 1991": a clause with its noun, without its conjunction. */
static stm_span clause_alone(const stm_article *a, uint32_t head)
{
    stm_span at = stm_clause_span(a, head);
    uint32_t first = stm_token_from(a, at.start);
    if (a->tokens.at[head].deprel == STM_DEP_ACL_RELCL && a->tokens.at[head].head != STM_NONE) {
        at.start = stm_noun_phrase(a, a->tokens.at[head].head).start;
    } else if (first + 1 < a->tokens.n && a->tokens.at[first].deprel == STM_DEP_MARK) {
        at.start = a->tokens.at[first + 1].at.start;
    }
    return at;
}

/* "an early-morning shooting": the tree takes the noun for a verb, with nothing before it. */
static uint32_t phrase_start(const stm_article *a, stm_span at, uint32_t noun)
{
    uint32_t first = stm_token_from(a, at.start);
    return noun > at.start && first > 0 && a->tokens.at[first - 1].upos == STM_DET ? a->tokens.at[first - 1].at.start
                                                                                   : noun;
}

/* What the day of a noun is told of: its phrase, with the clause about it ("the March 5 fire that ruined the mill"),
 * not the sentence around it, which may be of another day. */
static stm_span with_its_clause(const stm_article *a, uint32_t noun, stm_span phrase, stm_span time)
{
    uint32_t sentence = a->tokens.at[noun].sentence;
    for (uint32_t i = noun + 1; i < a->tokens.n && a->tokens.at[i].sentence == sentence; i++) {
        if (a->tokens.at[i].head == noun && a->tokens.at[i].deprel == STM_DEP_ACL_RELCL) {
            stm_span clause = stm_span_trim(a, stm_clause_span(a, i));
            phrase.end = clause.start < phrase.end + 40 && clause.end > phrase.end ? clause.end : phrase.end;
        }
    }
    phrase.start = time.start < phrase.start ? time.start : phrase.start;
    phrase.end = time.end > phrase.end ? time.end : phrase.end;
    return phrase;
}

/* "Monday's crews", "next week's guest": who or where is no event. */
static bool somebody(const stm_work *w, uint32_t member, uint32_t noun)
{
    uint32_t e = w->at_token[member][noun];
    return e != STM_NONE && w->record->entities.at[e].kind != STM_OTHER;
}

/* "Nine people died, the ferry board said on Friday": the day is of the saying, so who says it goes before what is
 * said, as in "The ferry board said on Friday: Nine people died". Words in marks tell by themselves that they are
 * said. */
static stm_str with_who_says(stm_work *w, const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    uint32_t who = stm_arguments_of(a, verb).agent, end = s->first_token + s->n_tokens, first;
    stm_span tail, content;
    stm_str all = stm_wording(w->arena, a, s->at);
    if (who == STM_NONE || who > verb || a->tokens.at[who].upos == STM_PRON ||
        a->tokens.at[who].sentence != s - a->sentences.at) {
        return all;
    }
    tail.start = stm_noun_phrase(a, who).start;
    first = stm_token_from(a, tail.start);
    while (end > verb && a->tokens.at[end - 1].upos == STM_PUNCT) {
        end--;
    }
    tail.end = end > verb ? a->tokens.at[end - 1].at.end : tail.start;
    content = (stm_span){ s->at.start, tail.start };
    if (first <= s->first_token + 1 || end <= verb || !stm_form_among(a, first - 1, ",")) {
        return all;
    }
    for (uint32_t i = s->first_token; i < end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool inside = i >= first;
        if (stm_form_among(a, i, "\" \xE2\x80\x9C \xE2\x80\x9D '' ``") ||
            (inside && i > verb && (t->upos == STM_VERB || t->upos == STM_PUNCT))) {
            return all;
        }
    }
    content.end = a->tokens.at[first - 1].at.start;
    if (stm_clause_head(a, s->first_token) == verb) {
        return all; /* "On the quay, the ferry board said on Friday": nothing is said yet */
    }
    {
        stm_str says = stm_capital(w->arena, stm_wording(w->arena, a, tail)), what = stm_wording(w->arena, a, content);
        return stm_str_format(w->arena, "%.*s: %.*s", (int)says.n, says.p, (int)what.n, what.p);
    }
}

static bool one_unit(const stm_dated *a, const stm_dated *b) { return a->unit == b->unit && !a->beside && !b->beside; }

/* "On Friday the city passed 700 cases this year": the stretch is no second date of the clause. */
static bool within_other(stm_dateds *all, const stm_dated *d)
{
    for (uint32_t i = all->n; i > 0 && all->at[i - 1].member == d->member && all->at[i - 1].unit + 3 > d->unit; i--) {
        stm_dated *x = &all->at[i - 1];
        if (x->noun || d->noun || (!one_unit(x, d) && !stm_str_eq(x->event, d->event)) || x->to < d->from ||
            d->to < x->from) {
            continue;
        }
        if (x->loose != d->loose ? x->loose : x->to - x->from > d->to - d->from) {
            uint32_t up = x->up;
            *x = *d;
            x->up = up;
        }
        return true;
    }
    return false;
}

/* A clause happens on one day: a second one in it belongs to some word of it that the tree did not find. */
static bool another_day(const stm_dateds *all, const stm_dated *d)
{
    for (uint32_t i = all->n; i > 0 && all->at[i - 1].member == d->member && all->at[i - 1].unit + 3 > d->unit; i--) {
        const stm_dated *x = &all->at[i - 1];
        if ((one_unit(x, d) || stm_str_eq(x->event, d->event)) && (x->to < d->from || d->to < x->from)) {
            return true;
        }
    }
    return false;
}

/* Whether it came about, and who alone says so. What was called off is told by the clause that calls it off. */
static void standing(stm_work *w, const stm_map *words, stm_dated *d, uint32_t noun, uint32_t token)
{
    const stm_article *a = w->article[d->member];
    const stm_unit *u = &w->units.at[d->unit];
    uint32_t off_at, unit, own = stm_clause_head(a, token);
    bool on_noun = own != STM_NONE && a->tokens.at[own].deprel == STM_DEP_ACL; /* "the rally set for Friday has been" */
    d->status = stm_event_status_of(w->arena, words, a, on_noun || d->beside ? own : u->head, noun, d->from, &off_at);
    if (own != STM_NONE && off_at == STM_NONE && stm_event_meant(w->arena, words, a, own, d->from)) {
        d->status = STM_EVENT_PLANNED; /* "was held and was expected to be charged Tuesday": the day is of the charge */
    }
    unit = off_at == STM_NONE ? STM_NONE : stm_unit_at(w, d->member, a->tokens.at[off_at].at.start);
    if (unit != STM_NONE && stm_unit_wording(w, unit).p != NULL) {
        d->unit = unit;
        d->event = stm_capital(w->arena, stm_unit_wording(w, unit));
        d->at = stm_span_trim(a, w->units.at[unit].at);
        d->whole = true;
        d->noun = false;
    } else if (off_at != STM_NONE && unit == STM_NONE && stm_arguments_of(a, off_at).agent != STM_NONE) {
        /* "the strike will not take place": too few words to be a unit */
        d->at = stm_span_trim(a, stm_clause_span(a, off_at));
        d->event = stm_capital(w->arena, stm_wording(w->arena, a, d->at));
        d->whole = true;
        d->noun = false;
    }
    stm_said_by(w, d->member, w->units.at[d->unit].quotation, &d->said_by, &d->said_by_name);
    if (d->said_by_name.p != NULL && d->event.n > d->said_by_name.n &&
        stm_str_eq_nocase((stm_str){ d->event.p, d->said_by_name.n }, d->said_by_name)) {
        d->said_by = STM_NONE; /* who threatens is told of, he does not tell */
        d->said_by_name = STM_NULL_STR;
    }
}

/* "will become the first since Lee sat there from 1931 to 1940": a plan, and a day long over of another clause. */
static bool clause_of_past(const stm_article *a, uint32_t token, const stm_dated *d, uint32_t head)
{
    uint32_t own = stm_clause_head(a, token);
    int32_t today = stm_article_today(a);
    return today != STM_NO_DAY && d->to + 7 < today && own != STM_NONE && own != head &&
           a->tokens.at[own].xpos == STM_XP_VBD;
}

/* "How he will go about it", "How many more": what is asked or wondered about. */
static bool asks(stm_str event)
{
    static const char *const words[] = { "How ", "What ", "Whether ", "Why " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(event, words[i])) {
            return true;
        }
    }
    return false;
}

/* "When a magazine produced a profile": what it belongs to is missing. */
static bool half_clause(const stm_article *a, const stm_unit *u, stm_str event)
{
    uint32_t first = stm_token_from(a, u->at.start);
    return u->head != STM_NONE && first < a->tokens.n && a->tokens.at[first].head == u->head &&
           stm_form_among(a, first,
                          "When If Although Because While Where As After Before Until Once That when if although "
                          "because while where as after before until once that") &&
           event.n > 4 && stm_str_eq_nocase((stm_str){ event.p, stm_token_form(a, first).n }, stm_token_form(a, first));
}

/* "the quay it has held since 2012": a clause that lacks its object, which is the noun right before its pronoun. */
static bool lacks_object(const stm_article *a, const stm_unit *u)
{
    uint32_t first = stm_token_from(a, u->at.start);
    return first > 0 && first < a->tokens.n && a->tokens.at[first].xpos == STM_XP_PRP &&
           a->tokens.at[first].deprel == STM_DEP_NSUBJ && a->tokens.at[first - 1].sentence == u->sentence &&
           (a->tokens.at[first - 1].upos == STM_NOUN || a->tokens.at[first - 1].upos == STM_PROPN);
}

/* "Rebels took the port in 2012, and the army last month began to shell it": where a second main clause, of other days,
 * begins in the sentence of the first; UINT32_MAX: nowhere. */
static uint32_t second_clause(const stm_article *a, uint32_t head, const stm_dated *d, uint32_t time)
{
    for (uint32_t i = time + 1; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t own = stm_clause_head(a, stm_token_from(a, t->at.start)), first;
        if (stm_sentence_at(a, t->at.start) != a->tokens.at[head].sentence) {
            break;
        }
        if (own == STM_NONE || own == head || a->tokens.at[own].deprel != STM_DEP_CONJ ||
            a->tokens.at[own].head != head || t->type != STM_TIME_DATE || t->from_day == STM_NO_DAY ||
            (t->from_day <= d->to && d->from <= t->to_day) || stm_arguments_of(a, own).agent == STM_NONE) {
            continue;
        }
        first = stm_token_from(a, stm_clause_span(a, own).start);
        while (first > 0 && first < a->tokens.n &&
               (a->tokens.at[first - 1].deprel == STM_DEP_CC || a->tokens.at[first - 1].upos == STM_PUNCT)) {
            first--;
        }
        return first < a->tokens.n && a->tokens.at[first].at.start > d->at.start &&
                       a->tokens.at[first].at.start > a->times.at[time].at.start
                   ? a->tokens.at[first].at.start
                   : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* "This week broke up without a deal": what broke up stood before, and the tree lost it. */
static bool begins_with_verb(const stm_article *a, const stm_time *t, stm_span words)
{
    uint32_t next = stm_token_from(a, t->at.end);
    return words.start == t->at.start && next < a->tokens.n &&
           (a->tokens.at[next].xpos == STM_XP_VBD || a->tokens.at[next].xpos == STM_XP_VBZ ||
            a->tokens.at[next].xpos == STM_XP_VBP || a->tokens.at[next].upos == STM_AUX);
}

/* "Bids were due by Tuesday", told before that day. */
static bool is_due(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start);
    int32_t today = stm_article_today(a);
    return today != STM_NO_DAY && t->from_day >= today &&
           ((first > 1 && stm_form_among(a, first - 1, "by on in at") && stm_form_among(a, first - 2, "due")) ||
            (first > 0 && stm_form_among(a, first - 1, "due")));
}

/* "Analysts have cut their forecasts for next year": what has been is of no day to come, some noun of it is. */
static bool has_been(const stm_article *a, uint32_t token, uint32_t head, int32_t from)
{
    int32_t today = stm_article_today(a);
    uint32_t own = stm_clause_head(a, token);
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    bool past = head != STM_NONE && a->tokens.at[head].xpos == STM_XP_VBD;
    if (own != head && (own == STM_NONE || a->tokens.at[own].xpos != STM_XP_VBN)) {
        return false; /* "has not committed to sending anybody next week" */
    }
    for (uint32_t i = s == NULL ? 0 : s->first_token; s != NULL && i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head &&
            (t->deprel == STM_DEP_AUX || t->deprel == STM_DEP_AUX_PASS || t->deprel == STM_DEP_COP)) {
            if (t->xpos == STM_XP_MD) {
                return false;
            }
            past |= t->xpos == STM_XP_VBD || stm_form_among(a, i, "has have \xE2\x80\x99ve 've");
        }
    }
    return past && today != STM_NO_DAY && from > today;
}

/* "since 1978", "since May 1978", which is as long as to the day of the article, where that is known. */
static bool since_year(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start);
    bool year = t->value.n == 4, month = t->value.n == 7 && t->value.p[4] == '-' && t->from_day != STM_NO_DAY;
    return t->type == STM_TIME_DATE && (year || month) && first > 0 && first < a->tokens.n &&
           stm_form_among(a, first - 1, "since") &&
           (t->to_day - t->from_day > MAX_SPAN_DAYS || stm_article_today(a) == STM_NO_DAY);
}

/* "It has been on the list since 1978": it began then. The last day of the year or month; STM_NO_DAY: no such clause.
 * Never "the first loss since 1978", "had not met since". */
static int32_t began(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start), verb = a->tokens.at[stm_time_head(a, t->at)].head;
    int32_t months = t->value.n == 4 ? 12 : t->value.n == 7 && t->value.p[4] == '-' ? 1 : 0;
    bool perfect = false;
    verb = verb != STM_NONE && listed_as(a, verb) ? a->tokens.at[verb].head : verb;
    if (!since_year(a, t) || verb == STM_NONE || stm_clause_negated(a, verb)) {
        return STM_NO_DAY;
    }
    for (uint32_t i = a->sentences.at[a->tokens.at[verb].sentence].first_token; i < first; i++) {
        bool the = i > 0 && stm_form_among(a, i - 1, "the"); /* "has run the only crossing since 2004" */
        if (a->tokens.at[i].xpos == STM_XP_JJS || stm_form_among(a, i, "first not never last") ||
            (!the && stm_form_among(a, i, "only"))) {
            return STM_NO_DAY;
        }
        perfect |= a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_AUX &&
                   stm_form_among(a, i, "has have had");
    }
    return perfect ? stm_add_months(t->from_day, months) - 1 : STM_NO_DAY;
}

void stm_dates_collect(stm_work *w, stm_dateds *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        uint32_t skip = 0; /* a time that was taken with the one before */
        for (uint32_t i = 0; i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            uint32_t token = stm_time_in_saying(w, m, stm_time_head(a, t->at)), noun;
            stm_dated d = { .member = m, .from = t->from_day, .to = t->to_day };
            bool told = false; /* the event is that somebody said it */
            if ((t->vague && !stm_time_later(w, a, i)) ||
                (t->type != STM_TIME_DATE && t->type != STM_TIME_TIME && t->type != STM_TIME_DURATION) ||
                t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY ||
                ((t->to_day - t->from_day > MAX_SPAN_DAYS || since_year(a, t)) && !stm_time_of_decade(t) &&
                 began(a, t) == STM_NO_DAY) ||
                token >= a->tokens.n || stm_time_names_thing(a, token, t) || stm_time_unanchored(w->arena, a, t)) {
                continue;
            }
            d.to = began(a, t) != STM_NO_DAY ? began(a, t) : d.to;
            if (stm_time_or_another(a, i, &d.to) || stm_time_range(a, i, &d.to)) {
                skip = i + 1;
            } else if (skip == i && i > 0) {
                continue;
            }
            if (stm_time_in_name(a, t) || stm_time_is_bound(a, t->at) || stm_time_goes_on(a, i) ||
                stm_time_said_again(a, i) || stm_time_of_amount(a, t->at) || stm_time_of_text(a, t) ||
                stm_time_elsewhere(a, t->at) || stm_time_dates_nothing(a, t) ||
                (stm_span_some(a->dateline) && stm_span_meets(a->dateline, t->at))) {
                continue;
            }
            d.to = stm_time_night_of(a, t) ? d.from : d.to;
            d.clock = t->type == STM_TIME_TIME && stm_time_of_clock(w->arena, a, t->at);
            if (d.clock) {
                int32_t day = stm_time_day_around(w, a, i);
                d.from = d.to = day != STM_NO_DAY ? day : d.from;
                d.loose = day == STM_NO_DAY;
            }
            d.unit = clause_unit(w, m, token);
            if (d.unit == STM_NONE && stm_time_noun(a, t->at, token) == STM_NONE) {
                d.unit = stm_time_said_then(w, m, token, t);
            }
            d.beside = d.unit == STM_NONE;
            d.unit = d.beside ? unit_beside(w, m, token) : d.unit;
            if (d.unit == STM_NONE || !has_verb(a, &w->units.at[d.unit])) {
                continue;
            }
            if (stm_time_before_next(a, i, stm_clause_head(a, token), d.to)) {
                continue;
            }
            if (as_far_as(a, &w->units.at[d.unit]) || stm_time_of_asking(a, stm_clause_head(a, token)) ||
                stm_time_over_in_future(a, stm_clause_head(a, token), d.to > t->to_day ? d.to : t->to_day)) {
                continue;
            }
            d.at = stm_span_trim(a, w->units.at[d.unit].at);
            noun = stm_time_noun(a, t->at, token);
            if (noun != STM_NONE && stm_noun_phrase(a, noun).start == t->at.start &&
                a->tokens.at[stm_token_from(a, t->at.start)].upos == STM_ADJ) {
                noun = STM_NONE; /* "last week shot" is no noun with its day */
            }
            noun = noun != STM_NONE && stm_time_at_gathering(a, t->at, noun) ? STM_NONE : noun;
            if ((noun != STM_NONE && (stm_time_of_paper(a, noun) || somebody(w, m, noun))) ||
                stm_time_is_thing(a, t->at, token) || stm_time_is_feast(a, t, token, noun)) {
                continue;
            }
            if (noun == STM_NONE && stm_time_apart(a, t, token, d.to)) {
                continue;
            }
            d.noun = noun != STM_NONE;
            d.noun_at = noun;
            if (noun != STM_NONE) {
                stm_span phrase = stm_noun_phrase(a, noun);
                phrase.start = phrase.start < t->at.start ? phrase.start : phrase_start(a, t->at, phrase.start);
                d.event = stm_capital(w->arena, stm_wording(w->arena, a, phrase));
                d.at = with_its_clause(a, noun, phrase, t->at);
                stm_matter_of(w, m, &phrase, 1, &d.matter);
            } else if (d.beside) {
                d.at = clause_alone(a, stm_clause_head(a, token));
                d.event = stm_capital(w->arena, stm_wording(w->arena, a, d.at));
                stm_matter_of(w, m, &d.at, 1, &d.matter);
            } else if (stm_clause_head(a, token) != STM_NONE && w->attribution[m][stm_clause_head(a, token)]) {
                /* the day is that of the saying, so the sentence stays whole, with who said it */
                d.event = stm_capital(w->arena, with_who_says(w, a, &a->sentences.at[w->units.at[d.unit].sentence],
                                                              stm_clause_head(a, token)));
                d.at = stm_span_trim(a, a->sentences.at[w->units.at[d.unit].sentence].at);
                d.whole = !by_the_noun(a, stm_clause_head(a, token));
                told = a->tokens.at[stm_clause_head(a, token)].xpos != STM_XP_VB; /* "is expected to say on Friday" */
                d.status = STM_EVENT_HAPPENED;
                stm_matter_of(w, m, &d.at, 1, &d.matter);
            } else {
                uint32_t head = w->units.at[d.unit].head;
                uint32_t end = head == STM_NONE ? UINT32_MAX : second_clause(a, head, &d, i);
                stm_span who, words;
                stm_str s = stm_unit_wording_until(w, d.unit, end, &who, &words);
                if (head != STM_NONE && a->tokens.at[head].upos == STM_VERB && !stm_span_some(who) &&
                    words.start == t->at.start && time_for_subject(a, t->at, head)) {
                    continue; /* "This week intended to break the deadlock" */
                }
                d.at.end = end < d.at.end ? stm_span_trim(a, (stm_span){ d.at.start, end }).end : d.at.end;
                d.whole = s.p != NULL && says_something(a, &w->units.at[d.unit]) && has_subject(a, head) &&
                          !(!stm_span_some(who) && begins_with_verb(a, t, words)) &&
                          w->units.at[d.unit].head != STM_NONE && same_clause(a, token, w->units.at[d.unit].head) &&
                          !time_for_subject(a, t->at, w->units.at[d.unit].head) &&
                          !stm_event_only_speaks(w, m, words, t) &&
                          (stm_span_some(who) || !stm_event_cut_off(a, head, words));
                d.event = stm_capital(w->arena, s.p != NULL ? s : stm_unit_with_noun(w, d.unit));
                if (of_clause_beside(a, token, head)) {
                    d.at = stm_span_trim(a, clause_alone(a, stm_clause_head(a, token)));
                    d.event = stm_capital(w->arena, stm_wording(w->arena, a, d.at));
                    stm_matter_of(w, m, &d.at, 1, &d.matter);
                } else {
                    d.matter.weight = w->units.at[d.unit].matter.weight;
                    for (uint32_t k = 0; k < w->units.at[d.unit].matter.terms.n; k++) {
                        stm_vec_push(w->arena, &d.matter.terms, w->units.at[d.unit].matter.terms.at[k]);
                    }
                }
            }
            without_days(w, &d.matter);
            d.said_by = STM_NONE;
            if (stm_time_reported_only(w, m, d.at, t) || stm_time_in_question(a, d.at)) {
                continue;
            }
            if (!told) {
                standing(w, &w->words->event, &d, noun, token);
            }
            d.status = d.status == STM_EVENT_OPEN && noun == STM_NONE && is_due(a, t) ? STM_EVENT_PLANNED : d.status;
            if ((d.status == STM_EVENT_PLANNED && (clause_of_past(a, token, &d, w->units.at[d.unit].head) ||
                                                   stm_time_over_in_future(a, w->units.at[d.unit].head, d.to))) ||
                (d.status == STM_EVENT_OPEN && !d.noun && has_been(a, token, w->units.at[d.unit].head, d.from))) {
                continue;
            }
            if (!told && asks(d.event)) {
                continue;
            }
            d.whole =
                d.whole &&
                (told || (!half_clause(a, &w->units.at[d.unit], d.event) && !lacks_object(a, &w->units.at[d.unit])));
            if (d.clock && d.status == STM_EVENT_PLANNED) {
                d.from = d.to = t->from_day;
                d.loose = true;
            }
            if ((another_day(out, &d) && !stm_time_again(a, i)) || within_other(out, &d)) {
                continue;
            }
            if (d.matter.terms.n >= 1 && !(out->n > 0 && out->at[out->n - 1].member == m &&
                                           one_unit(&out->at[out->n - 1], &d) && out->at[out->n - 1].from == d.from)) {
                d.up = out->n;
                stm_vec_push(w->arena, out, d);
            }
        }
    }
}
