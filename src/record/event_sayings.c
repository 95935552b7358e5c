/* event_sayings.c: that somebody spoke, on a day that the text names beside it.
 *
 * In: quotations, times, trees, record.timeline.  Out: more events, one for all that one speaker said on one day, with
 * less confidence.
 *
 * "Voss said on Monday that ...", "in a letter on Monday, Voss warned ...": the day hangs on the reporting verb, so it
 * is that of speaking. One who speaks several times on one day, in several texts, is one event: who lists what was said
 * when wants the briefing, not each of its sentences. Such events are the news of the day itself, so they are shown
 * only with `--all`. What is to be said on a day that is not over is planned; what was said with nobody named for it
 * ("the charges were announced on Friday") is an event too. Never: a day within what is said, a sentence that is an
 * event of that day already. Invariant: the timeline stays in the order of days. Cost: quotations times the times of
 * their sentences, and events of the story.
 */
#include "record/event_times.h"
#include "record/record_words.h"

#define CONFIDENCE 0.45
#define MAX_EVENT 240  /* bytes */
#define MAX_STRETCH 31 /* days: "earlier this month" */
#define SHORT 80       /* bytes */
#define LEAST_DICE 0.4f
#define LEAST_TERMS 3 /* two are a place and a day */
#define MAX_OCCASIONS 600

typedef struct occasion {
    uint32_t speaker; /* entity of the record, or STM_NONE: `name` */
    stm_str name;     /* in lower case */
    int32_t from, to;
    bool ahead;
    stm_event event;
} occasion;

typedef STM_VEC(occasion) occasions;

static bool in_content(const stm_quotation *q, stm_span at)
{
    for (uint32_t i = 0; i < q->content.n; i++) {
        if (stm_span_meets(q->content.at[i], at)) {
            return true;
        }
    }
    return false;
}

/* The reporting verb of a quotation: the word of its cue that heads a clause; STM_NONE. */
static uint32_t cue_verb(const stm_article *a, const stm_quotation *q)
{
    for (uint32_t i = stm_token_from(a, q->cue.start); i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if (a->tokens.at[i].upos == STM_VERB && stm_clause_head(a, i) == i) {
            return i;
        }
    }
    return STM_NONE;
}

/* It was said: not "is expected to say", "will announce", "the deal announced this week". */
static bool was_said(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    if (a->tokens.at[verb].deprel == STM_DEP_ACL || a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL) {
        return false;
    }
    for (uint32_t i = s->first_token; i < verb; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].xpos == STM_XP_MD) {
            return false;
        }
    }
    return a->tokens.at[verb].xpos != STM_XP_VB && !stm_clause_negated(a, verb);
}

/* It is to be said: "will announce", "is expected to announce", on a day that is not over. */
static bool to_be_said(stm_work *w, const stm_article *a, uint32_t verb, const stm_time *t)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    int32_t today = stm_article_today(a);
    if (today == STM_NO_DAY || t->from_day < today || stm_clause_negated(a, verb) ||
        a->tokens.at[verb].xpos != STM_XP_VB) {
        return false;
    }
    for (uint32_t i = s->first_token; i < verb; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].xpos == STM_XP_MD) {
            return stm_form_among(a, i, "will shall");
        }
    }
    return stm_event_meant(w->arena, &w->words->event, a, verb, t->from_day);
}

/* "The charges were announced on Friday", with nobody named who announced them. */
static bool was_told(const stm_article *a, uint32_t verb)
{
    for (uint32_t i = a->sentences.at[a->tokens.at[verb].sentence].first_token; i < verb; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_AUX_PASS &&
            stm_form_among(a, i, "was were")) {
            return stm_arguments_of(a, verb).patient != STM_NONE;
        }
    }
    return false;
}

/* The time that hangs on the reporting verb, outside what is said; NULL. */
static const stm_time *day_of_speaking(const stm_article *a, const stm_quotation *q, uint32_t verb)
{
    stm_span at = a->sentences.at[a->tokens.at[verb].sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t token;
        if (t->at.start < at.start || t->vague || (t->type != STM_TIME_DATE && t->type != STM_TIME_TIME) ||
            t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY || t->to_day - t->from_day > MAX_STRETCH ||
            in_content(q, t->at) || stm_time_is_bound(a, t->at)) {
            continue;
        }
        token = stm_time_head(a, t->at);
        if (token < a->tokens.n && stm_clause_head(a, token) == verb) {
            return t;
        }
    }
    return NULL;
}

/* The verb tells what came before another deed, or beside it: "faded after Voss charged". */
static bool by_the_way(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    bool marked = false;
    for (uint32_t i = s->first_token; i < verb; i++) {
        marked = marked || (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_MARK);
    }
    return marked && a->tokens.at[verb].deprel == STM_DEP_ADVCL;
}

/* The passage tells that the speaker speaks. */
static bool speaks(const stm_work *w, const stm_passage *p, uint32_t speaker)
{
    uint32_t member = w->member_of[p->article], who;
    const stm_article *a = w->article[member];
    stm_str name;
    for (uint32_t i = 0; speaker != STM_NONE && i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        uint32_t verb = stm_span_some(q->cue) && stm_span_meets(q->cue, p->at) ? cue_verb(a, q) : STM_NONE;
        if (verb != STM_NONE && !by_the_way(a, verb)) {
            stm_said_by(w, member, i, &who, &name);
            if (who == speaker) {
                return true;
            }
        }
    }
    return false;
}

static bool one_matter(stm_work *w, const stm_passage *p, uint32_t member, stm_span at, const stm_matter *said)
{
    uint32_t m = w->member_of[p->article];
    stm_likeness like;
    stm_matter there;
    stm_matter_of(w, m, &p->at, 1, &there);
    like = stm_matter_compare(w, &there, said);
    return like.dice >= LEAST_DICE && like.n >= LEAST_TERMS &&
           !stm_units_of_two(w, stm_unit_at(w, m, p->at.start), &there, stm_unit_at(w, member, at.start), said);
}

/* The event of that day that the sentence tells of: a passage of it lies there, or has the same speaker or nearly the
 * same words; NULL. */
static stm_event *known(stm_work *w, const occasion *o, uint32_t member, stm_span at)
{
    stm_matter said = { 0 };
    stm_event *like = NULL;
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        stm_event *e = &w->record->timeline.at[i];
        bool there = e->from.p != NULL && e->to.p != NULL && stm_str_cmp(e->from, o->event.to) <= 0 &&
                     stm_str_cmp(o->event.from, e->to) <= 0;
        bool same = there && stm_str_eq(e->from, o->event.from) && stm_str_eq(e->to, o->event.to);
        for (uint32_t k = 0; there && k < e->passages.n; k++) {
            const stm_passage *p = &e->passages.at[k];
            if (p->article == w->index[member] && stm_span_meets(p->at, at)) {
                return e;
            }
            if (same && like == NULL && (e->status == STM_EVENT_HAPPENED || e->status == STM_EVENT_OPEN)) {
                if (said.terms.n == 0) {
                    stm_matter_of(w, member, &at, 1, &said);
                }
                like = speaks(w, p, o->speaker) || one_matter(w, p, member, at, &said) ? e : NULL;
            }
        }
    }
    return like;
}

/* The sentence of the verb; of a short one ("So be it," Voss said on Monday) with the rest of what is said. */
static stm_span told_at(const stm_article *a, const stm_quotation *q, uint32_t verb)
{
    stm_span at = stm_span_trim(a, a->sentences.at[a->tokens.at[verb].sentence].at), said = stm_span_of(q);
    if (at.end - at.start < SHORT) {
        at.start = said.start < at.start ? said.start : at.start;
        at.end = said.end > at.end ? said.end : at.end;
    }
    return at;
}

/* The occasion of the speaker on that day, made if there is none. */
static occasion *occasion_of(stm_work *w, occasions *all, uint32_t speaker, stm_str name, int32_t from, int32_t to,
                             bool ahead)
{
    occasion *o;
    for (uint32_t i = 0; i < all->n; i++) {
        o = &all->at[i];
        if (o->from == from && o->to == to && o->ahead == ahead &&
            (speaker != STM_NONE ? o->speaker == speaker : o->speaker == STM_NONE && stm_str_eq(o->name, name))) {
            return o;
        }
    }
    o = stm_vec_add(w->arena, all);
    o->speaker = speaker;
    o->name = name;
    o->from = from;
    o->to = to;
    o->ahead = ahead;
    o->event = (stm_event){ .from = stm_day_format(w->arena, from),
                            .to = stm_day_format(w->arena, to),
                            .status = ahead ? STM_EVENT_PLANNED : STM_EVENT_HAPPENED,
                            .said_by = STM_NONE,
                            .agree = true,
                            .confidence = CONFIDENCE };
    return o;
}

static void add(stm_work *w, occasion *o, uint32_t member, stm_span at)
{
    stm_passage p = { w->index[member], at };
    stm_str words = stm_wording(w->arena, w->article[member], at);
    if (!stm_event_add(w, &o->event, p)) {
        return;
    }
    if (o->event.event.p == NULL || (o->event.event.n > MAX_EVENT && words.n < o->event.event.n)) {
        o->event.event = stm_capital(w->arena, words);
    }
}

void stm_record_occasions(stm_work *w)
{
    occasions all = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->quotations.n && all.n < MAX_OCCASIONS; i++) {
            const stm_quotation *q = &a->quotations.at[i];
            uint32_t verb = stm_span_some(q->cue) ? cue_verb(a, q) : STM_NONE, speaker;
            const stm_time *t = verb != STM_NONE ? day_of_speaking(a, q, verb) : NULL;
            bool ahead = t != NULL && to_be_said(w, a, verb, t), some = stm_span_some(q->source);
            stm_str name;
            stm_span at;
            stm_event *e;
            occasion *o;
            int32_t around;
            if (t == NULL || !(ahead || was_said(a, verb)) || !(some || (!ahead && was_told(a, verb))) ||
                (q->nested_in != STM_NONE && !(ahead && !stm_span_some(a->quotations.at[q->nested_in].source)))) {
                continue;
            }
            stm_said_by(w, m, i, &speaker, &name);
            speaker = some ? speaker : STM_NONE;
            name = !some            ? stm_wording(w->arena, a, stm_noun_phrase(a, stm_arguments_of(a, verb).patient))
                   : name.p != NULL ? name
                                    : stm_wording(w->arena, a, q->source);
            name = stm_str_lower(w->arena, name);
            at = told_at(a, q, verb);
            around = t->type == STM_TIME_TIME && stm_time_of_clock(w->arena, a, t->at)
                         ? stm_time_day_around(w, a, (uint32_t)(t - a->times.at))
                         : STM_NO_DAY; /* "At 6:41 p.m., Roe proposed": of the day told before */
            o = around != STM_NO_DAY && !ahead ? occasion_of(w, &all, speaker, name, around, around, false)
                                               : occasion_of(w, &all, speaker, name, t->from_day, t->to_day, ahead);
            e = known(w, o, m, at);
            if (e != NULL) {
                (void)stm_event_add(w, e, (stm_passage){ w->index[m], at });
                stm_event_count(w, e);
            } else {
                add(w, o, m, at);
            }
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (all.at[i].event.passages.n > 0) {
            stm_event_count(w, &all.at[i].event);
            stm_timeline_insert(w, all.at[i].event);
        }
    }
}
