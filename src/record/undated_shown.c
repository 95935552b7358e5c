/* undated_shown.c: which events without a day are sure enough to be shown unasked.
 *
 * In: record.timeline with its tellers counted, statements, trees.  Out: of such events a confidence that shows them,
 * and words that stand by themselves.
 *
 * What passages of two lines bear out is as true without a day as with one. Shown is a deed, told plainly: not a
 * posture ("criticized the plan"), what is alleged or told under a condition, nor what nobody is named for. Never what
 * a shown item says already: an event with a day, another without one, an agreement.
 * Invariant: only events without a day change. Cost: events without a day times events and statements.
 */
#include "record/record_parts.h"

#define SHOWN 0.5
#define SURE 0.5 /* least confidence of what is shown */
#define LEAST_LINES 2

static bool shown(double confidence) { return !(confidence < SURE); }

/* The verb of the clause that the words are cut from. */
static uint32_t deed_of(const stm_work *w, uint32_t member, stm_span at)
{
    uint32_t unit = stm_unit_at(w, member, at.start);
    return unit == STM_NONE ? STM_NONE : w->units.at[unit].head;
}

/* "Criticized", "dominated", "alleged": how somebody stands to a thing, what he makes of it or says of it. */
static bool posture(const stm_work *w, uint32_t member, uint32_t verb)
{
    static const char *const words =
        "criticize criticise condemn denounce oppose support back defend endorse favor favour praise hail welcome "
        "mourn thank apologize apologise blame allege suspect estimate predict dominate lead trail struggle star host "
        "feature represent reflect prompt spark trigger cause raise increase decrease grow fall rise change affect "
        "use do make have get take give go come become begin start end continue try attempt call ask urge";
    const stm_article *a = w->article[member];
    return stm_str_among(stm_token_lemma(a, verb), words) || w->attribution[member][verb] != 0;
}

/* "If the fire was connected", "unless": the deed hangs on something; "allegedly". */
static bool conditional(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t up = a->tokens.at[i].head;
        if (stm_form_among(a, i, "allegedly reportedly apparently Allegedly Reportedly Apparently alleged alleges") ||
            (stm_form_among(a, i, "if unless whether") && up != STM_NONE &&
             (up == verb || a->tokens.at[up].head == verb))) {
            return true;
        }
    }
    return false;
}

/* Somebody or something that the words name does it: not "others", "some", "he" with no name beside it. */
static bool has_doer(const stm_work *w, const stm_event *e, uint32_t member, uint32_t verb)
{
    const stm_article *a = w->article[member];
    stm_arguments x = stm_arguments_of(a, verb);
    uint32_t who = x.agent != STM_NONE ? x.agent : x.patient;
    if (who == STM_NONE || stm_subject_vague(w, member, verb)) {
        return false;
    }
    return a->tokens.at[who].upos == STM_NOUN || a->tokens.at[who].upos == STM_PROPN
               ? !stm_form_among(a, who, "others Others some Some many Many one One")
               : stm_str_find(e->event, STM_STR(" ["), 0) != SIZE_MAX;
}

/* Numbers of one thing that do not meet: "22 points", "23 points". */
static bool other_number(const stm_article *a, stm_span x, const stm_article *b, stm_span y)
{
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        for (uint32_t k = 0; k < b->figures.n && stm_span_meets(f->at, x); k++) {
            const stm_figure *g = &b->figures.at[k];
            bool one = f->unit.p != NULL && g->unit.p != NULL && stm_str_eq(f->unit, g->unit);
            one = one || (f->unit.p == NULL && g->unit.p == NULL && f->counted.p != NULL && g->counted.p != NULL &&
                          stm_str_eq(f->counted, g->counted));
            if (one && stm_span_meets(g->at, y) && (f->low > g->high || g->low > f->high)) {
                return true;
            }
        }
    }
    return false;
}

/* "In January", "on Friday": each names a time, and none names one that the other does, or a part of it. */
static bool other_time(const stm_article *a, stm_span x, const stm_article *b, stm_span y)
{
    bool both = false;
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *f = &a->times.at[i];
        for (uint32_t k = 0; k < b->times.n && stm_span_meets(f->at, x); k++) {
            const stm_time *g = &b->times.at[k];
            if (!stm_span_meets(g->at, y) || f->type != STM_TIME_DATE || g->type != STM_TIME_DATE ||
                f->value.p == NULL || g->value.p == NULL) {
                continue;
            }
            if (stm_str_starts(f->value, "P") || stm_str_find(f->value, g->value, 0) == 0 ||
                stm_str_find(g->value, f->value, 0) == 0) {
                return false;
            }
            both = true;
        }
    }
    return both;
}

static bool named(const stm_article *a, uint32_t token)
{
    return token != STM_NONE && a->tokens.at[token].upos == STM_PROPN;
}

/* The passage tells of the deed of another with a name, or gives another number or time for it. */
static bool of_other(stm_work *w, uint32_t member, stm_span at, uint32_t verb, const stm_passage *p)
{
    uint32_t other = w->member_of[p->article], deed = deed_of(w, other, p->at);
    const stm_article *a = w->article[member], *b = w->article[other];
    stm_arguments x = stm_arguments_of(a, verb), y;
    if (other == member || deed == STM_NONE) {
        return other != member;
    }
    y = stm_arguments_of(b, deed);
    return other_number(a, at, b, p->at) || other_time(a, at, b, p->at) ||
           (b->tokens.at[deed].lemma.p != NULL && named(a, x.agent) && named(b, y.agent) &&
            stm_token_lemma(a, verb).p != NULL && stm_str_eq(stm_token_lemma(a, verb), stm_token_lemma(b, deed)) &&
            stm_tokens_alike(w, member, x.agent, other, y.agent) < 0);
}

/* Lines of text whose passages bear out the words. */
static uint32_t lines_told(stm_work *w, const stm_event *e, uint32_t member, stm_span at, uint32_t verb)
{
    stm_u32s members = { 0 };
    for (uint32_t i = 0; i < e->n_told && i < e->passages.n; i++) {
        if (!of_other(w, member, at, verb, &e->passages.at[i])) {
            stm_vec_push(w->arena, &members, w->member_of[e->passages.at[i].article]);
        }
    }
    return stm_lines_among(w, &members);
}

/* A shown event tells the same: of its passages that bear it out one lies on this one's, or each bears the other out.
 */
static bool in_event(stm_work *w, const stm_event *e, uint32_t member, stm_span at, const stm_event *o)
{
    for (uint32_t i = 0; i < o->n_told && i < o->passages.n; i++) {
        const stm_passage *p = &o->passages.at[i];
        uint32_t other = w->member_of[p->article];
        for (uint32_t k = 0; k < e->n_told && k < e->passages.n; k++) {
            if (e->passages.at[k].article == p->article && stm_span_meets(e->passages.at[k].at, p->at)) {
                return true;
            }
        }
        if (stm_event_tells(w, member, at, other, p->at) || stm_event_tells(w, other, p->at, member, at)) {
            return true;
        }
    }
    return false;
}

/* A shown statement has two of the passages, or the one that the words are cut from. */
static bool in_statement(const stm_event *e, const stm_statement *st)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->n_told && i < e->passages.n; i++) {
        bool met = false;
        for (uint32_t k = 0; k < st->readings.n && !met; k++) {
            const stm_passage *p = &st->readings.at[k].passage;
            met = p->article == e->passages.at[i].article && stm_span_meets(p->at, e->passages.at[i].at);
        }
        n += met;
    }
    return n > 1 || (n > 0 && e->n_told < 2);
}

static bool told_already(stm_work *w, const stm_event *e, uint32_t member, stm_span at)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *o = &w->record->timeline.at[i];
        if (o != e && shown(o->confidence) && in_event(w, e, member, at, o)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        const stm_statement *st = &w->record->statements.at[i];
        if (shown(st->confidence) && in_statement(e, st)) {
            return true;
        }
    }
    return false;
}

static bool sure(stm_work *w, const stm_event *e)
{
    uint32_t own = STM_NONE, member, verb;
    stm_span at;
    if (e->from.p != NULL || e->to.p != NULL || e->status != STM_EVENT_HAPPENED || e->lines < LEAST_LINES ||
        shown(e->confidence) || !stm_stands_alone(e->event)) {
        return false;
    }
    for (uint32_t i = 0; i < e->n_told && i < e->passages.n && own == STM_NONE; i++) {
        own = stm_event_words_in(w, e, &e->passages.at[i], &at) ? i : STM_NONE;
    }
    if (own == STM_NONE) {
        return false;
    }
    member = w->member_of[e->passages.at[own].article];
    verb = deed_of(w, member, at);
    return verb != STM_NONE && lines_told(w, e, member, at, verb) >= LEAST_LINES && !posture(w, member, verb) &&
           !conditional(w->article[member], verb) && has_doer(w, e, member, verb) && !told_already(w, e, member, at);
}

void stm_undated_show(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        stm_event *e = &w->record->timeline.at[i];
        if (sure(w, e)) {
            e->confidence = SHOWN;
            e->event = stm_without_link(w->arena, e->event);
        }
    }
}
