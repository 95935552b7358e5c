/* record_course.c: what happened in the course of the story's day, told without a time of its own.
 *
 * In: record.timeline, clauses, entities.  Out: more events, at the end of the day, with less confidence.
 *
 * Reports of one day name it once and then go on: "officers stopped the van", "police seized a gun". A clause in the
 * simple past follows the last day that the text has named. It is an event where that is the day that most lines date
 * something to, and where at least two articles tell it: verb and one of its arguments the same, the other not another.
 * Never: what somebody said, states, plans, what is denied; a sentence with a time of its own; another day's paragraph.
 * Invariant: the timeline stays in the order of days.
 * Cost: clauses that share a verb, each with each.
 * Source: a past tense moves the time of a story on, after Kamp and Reyle, "From Discourse to Logic" (1993), chapter 5.
 */
#include <stdlib.h>

#include "record/record_parts.h"

#define CONFIDENCE 0.45 /* the day is followed, not told */
#define ALONE 0.4       /* and one article alone tells it */
#define SAME_WORDS 0.6f /* dice of the matters of two editions */
#define FAR 8           /* sentences behind the one that names the day */
#define NEWS 30         /* days before the last article that may be the story's day */
#define BACK 1          /* sentences after which a report of the story's day is at it again */
#define MAX_TOLD 600
#define MAX_EVENT 200 /* bytes */

typedef struct told {
    uint32_t member, unit, up;
    uint32_t event;  /* of the timeline whose passage it is, or STM_NONE */
    uint32_t number; /* of the record's figures, that it has and other texts give too; or STM_NONE */
    bool alone;      /* may be an event though no other article tells it */
} told;

typedef STM_VEC(told) tolds;

/* The day that most lines date something to, of a few days before the last article; STM_NO_DAY: none stands out. */
static stm_str central_day(const stm_work *w)
{
    stm_str best = STM_NULL_STR, first = STM_NULL_STR;
    uint32_t most = 1;
    int32_t last = STM_NO_DAY;
    for (uint32_t m = 0; m < w->n; m++) {
        int32_t today = stm_article_today(w->article[m]);
        last = today != STM_NO_DAY && (last == STM_NO_DAY || today > last) ? today : last;
    }
    first = last == STM_NO_DAY ? first : stm_day_format(w->arena, last - NEWS);
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        stm_u32s members = { 0 };
        if (e->from.p == NULL || e->to.p == NULL || !stm_str_eq(e->from, e->to) || e->status != STM_EVENT_HAPPENED ||
            (first.p != NULL && stm_str_cmp(e->from, first) < 0) || (best.p != NULL && stm_str_eq(best, e->from))) {
            continue;
        }
        for (uint32_t k = 0; k < w->record->timeline.n; k++) {
            const stm_event *x = &w->record->timeline.at[k];
            for (uint32_t p = 0;
                 p < x->passages.n && x->from.p != NULL && x->to.p != NULL && stm_str_eq(x->from, e->from) &&
                 stm_str_eq(x->to, e->from) && x->status == STM_EVENT_HAPPENED;
                 p++) {
                stm_vec_push(w->arena, &members, w->member_of[x->passages.at[p].article]);
            }
        }
        if (stm_lines_among(w, &members) > most) {
            most = stm_lines_among(w, &members);
            best = e->from;
        }
    }
    return best;
}

/* The time names a day, or at least a stretch of days; not a length, an hour, "then". */
static bool names_days(const stm_time *t)
{
    return !t->vague && t->from_day != STM_NO_DAY && t->to_day != STM_NO_DAY &&
           (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME);
}

/* The time dates what the text goes on from: not "who might have been dismissed a week ago", "had come in May". */
static bool carries_on(const stm_article *a, const stm_time *t)
{
    uint32_t token = stm_token_from(a, t->at.start), head = token < a->tokens.n ? stm_clause_head(a, token) : STM_NONE;
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    if (head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ACL_RELCL ||
        a->tokens.at[head].deprel == STM_DEP_ACL) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_AUX) {
            return false;
        }
    }
    return true;
}

/* By sentence: the day that the text is at, STM_NO_DAY: several days, or none yet. A report of the story's day, or of
 * the day after it, is at that day until it names one, and again soon after: what it recalls is told in a sentence or
 * two. */
static int32_t *days_at(stm_work *w, uint32_t member, stm_str central)
{
    const stm_article *a = w->article[member];
    int32_t *day = STM_NEW_ARRAY(w->arena, int32_t, (size_t)a->sentences.n + 1), now = STM_NO_DAY;
    int32_t today = stm_article_today(a);
    for (int32_t back = 0; back < 2 && today != STM_NO_DAY && now == STM_NO_DAY; back++) {
        now = stm_str_eq(stm_day_format(w->arena, today - back), central) ? today - back : STM_NO_DAY;
    }
    uint32_t t = 0, named = 0;
    int32_t own = now;
    bool recent = true; /* the last day that was named is of these weeks: no life is told from there on */
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        for (; t < a->times.n && a->times.at[t].at.start < a->sentences.at[s].at.end; t++) {
            const stm_time *x = &a->times.at[t];
            if (names_days(x) && (now == STM_NO_DAY || carries_on(a, x))) {
                now = x->from_day == x->to_day                 ? x->from_day
                      : now >= x->from_day && now <= x->to_day ? now
                                                               : STM_NO_DAY;
                named = s;
                recent = own != STM_NO_DAY && x->from_day + NEWS > own;
            }
        }
        day[s] = own != STM_NO_DAY && recent && s - named > BACK ? own : s - named <= FAR ? now : STM_NO_DAY;
    }
    return day;
}

/* The sentence names another day. */
static bool has_day(stm_work *w, const stm_article *a, uint32_t sentence, stm_str day)
{
    stm_span at = a->sentences.at[sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= at.start && names_days(t) &&
            (t->from_day != t->to_day || !stm_str_eq(stm_day_format(w->arena, t->from_day), day))) {
            return true;
        }
    }
    return false;
}

static bool in_timeline(const stm_work *w, uint32_t member, stm_span at)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n; k++) {
            if (e->passages.at[k].article == w->index[member] && stm_span_meets(e->passages.at[k].at, at)) {
                return true;
            }
        }
    }
    return false;
}

/* The words of somebody, in marks or denied. */
static bool in_marks(const stm_article *a, const stm_unit *u)
{
    const stm_quotation *q = u->quotation == STM_NONE ? NULL : &a->quotations.at[u->quotation];
    return q != NULL && (q->kind != STM_QUOTE_INDIRECT || q->negated || q->act == STM_ACT_DENY);
}

/* A deed in the simple past, active or passive. */
static bool happened(const stm_work *w, const stm_unit *u)
{
    static const char *const states =
        "be have want know believe think seem appear remain include belong contain cost "
        "live work own need like hope fear expect lack mean describe house employ say tell "
        "add ask report announce realize realise look stand sit lie use list show tend plan fail suffer serve deny "
        "accuse warn claim "
        "allege argue insist promise";
    const stm_article *a = w->article[u->member];
    const stm_token *h = u->head == STM_NONE ? NULL : &a->tokens.at[u->head];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    bool passive = false;
    uint32_t first = h == NULL ? 0 : stm_token_from(a, stm_clause_span(a, u->head).start);
    if (h == NULL || h->upos != STM_VERB || a->tokens.at[first].xpos == STM_XP_WRB ||
        stm_form_among(a, first, "how what why who How What Why Who") || in_marks(a, u) || u->negated || u->modal ||
        u->caption || u->headline || w->attribution[u->member][u->head] != 0 || h->lemma.p == NULL ||
        stm_str_among(h->lemma, states) || u->verb == STM_NONE ||
        (h->deprel != STM_DEP_ROOT && h->deprel != STM_DEP_CONJ && h->deprel != STM_DEP_PARATAXIS &&
         h->deprel != STM_DEP_CCOMP && h->deprel != STM_DEP_ADVCL)) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != u->head) {
            continue;
        }
        if (t->deprel == STM_DEP_ADVMOD &&
            stm_form_among(a, i, "originally previously formerly once already earlier")) {
            return false; /* before what the text tells now */
        }
        if (t->deprel == STM_DEP_AUX || t->xpos == STM_XP_TO || t->xpos == STM_XP_WRB ||
            (t->deprel == STM_DEP_MARK && t->lemma.p != NULL && stm_among(t->lemma, "if unless whether until since"))) {
            return false; /* "had", "would", "did" */
        }
        passive = passive || (t->deprel == STM_DEP_AUX_PASS && stm_form_among(a, i, "was were"));
    }
    return h->xpos == STM_XP_VBD || (h->xpos == STM_XP_VBN && passive);
}

/* The first of the record's agreed numbers, of people or things, that the clause has; STM_NONE. */
static uint32_t number_of(const stm_work *w, const stm_unit *u)
{
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *f = &w->record->figures.at[i];
        for (uint32_t k = 0; k < f->readings.n && f->status == STM_FIG_AGREE; k++) {
            const stm_figure_reading *r = &f->readings.at[k];
            if (r->passage.article == w->index[u->member] && r->passage.at.start >= u->at.start &&
                r->passage.at.end <= u->at.end && (r->unit.p == NULL || stm_str_eqz(r->unit, "person")) && r->low > 1) {
                return i;
            }
        }
    }
    return STM_NONE;
}

static bool matched(const stm_work *w, uint32_t a, uint32_t b)
{
    const stm_u32s *list = &w->matches_of[a];
    for (uint32_t k = 0; k < list->n; k++) {
        const stm_match *m = &w->matches.at[list->at[k]];
        if ((m->a == b || m->b == b) && m->same_verb) {
            return true;
        }
    }
    return false;
}

static bool one_event(stm_work *w, const told *ta, const told *tb)
{
    const stm_unit *a = &w->units.at[ta->unit], *b = &w->units.at[tb->unit];
    stm_arguments x, y;
    int agent, patient;
    if ((ta->number != STM_NONE && ta->number == tb->number) || matched(w, ta->unit, tb->unit)) {
        return true;
    }
    if (a->verb == STM_NONE || b->verb == STM_NONE || !stm_terms_alike(w, a->verb, b->verb)) {
        return false;
    }
    if (w->line[a->member] == w->line[b->member] && stm_matter_compare(w, &a->matter, &b->matter).dice >= SAME_WORDS) {
        return true; /* two editions */
    }
    x = stm_arguments_of(w->article[a->member], a->head);
    y = stm_arguments_of(w->article[b->member], b->head);
    agent = stm_tokens_alike(w, a->member, x.agent, b->member, y.agent);
    patient = stm_tokens_alike(w, a->member, x.patient, b->member, y.patient);
    return agent + patient > 0 && agent >= 0 && patient >= 0;
}

/* What one text may tell by itself: a clause of its own, not "as it passed", with somebody that has a name or a noun,
 * and more than that somebody spoke or meant to. */
static bool stands_alone(const stm_work *w, const stm_unit *u)
{
    static const char *const soft =
        "express vow caution project advise decline refuse offer lead leave push turn begin "
        "start continue become get go come make take give call note find see hear feel "
        "decide agree choose opt mark follow cause result try attempt belie alert inform remind "
        "locate situate suspect estimate praise";
    const stm_article *a = w->article[u->member];
    const stm_token *h = &a->tokens.at[u->head];
    stm_arguments x = stm_arguments_of(a, u->head);
    uint32_t who = x.agent != STM_NONE ? x.agent : x.patient;
    if (h->deprel == STM_DEP_ADVCL || h->deprel == STM_DEP_CCOMP || stm_str_among(h->lemma, soft) || who == STM_NONE) {
        return false;
    }
    if (x.patient != STM_NONE && a->tokens.at[x.patient].lemma.p != NULL &&
        stm_among(a->tokens.at[x.patient].lemma, "statement comment remark email e-mail letter question answer message "
                                                 "note report")) {
        return false;
    }
    for (uint32_t i = u->head + 1; i < a->tokens.n && a->tokens.at[i].sentence == h->sentence; i++) {
        if (a->tokens.at[i].head == u->head && a->tokens.at[i].deprel == STM_DEP_CCOMP) {
            return false; /* "alerted reporters that ..." */
        }
    }
    if (a->tokens.at[who].upos == STM_PRON) {
        uint32_t e = w->at_token[u->member][who];
        return e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PERSON;
    }
    return true;
}

static uint32_t root_of(tolds *t, uint32_t i)
{
    while (t->at[i].up != i) {
        i = t->at[i].up;
    }
    return i;
}

/* A group with an event of the timeline adds its passages to that; another is an event if two articles tell it, or one
 * that may. */
static void write_event(stm_work *w, const tolds *all, const stm_u32s *group, stm_str day, stm_event *out)
{
    stm_event e = { .from = day, .to = day, .status = STM_EVENT_HAPPENED, .agree = true, .confidence = CONFIDENCE };
    stm_u32s members = { 0 };
    uint32_t articles = 0, known = STM_NONE;
    bool alone = false;
    out->event = STM_NULL_STR;
    e.said_by = STM_NONE;
    for (uint32_t i = 0; i < group->n; i++) {
        const told *t = &all->at[group->at[i]];
        const stm_article *a = w->article[t->member];
        const stm_unit *u = &w->units.at[t->unit];
        stm_str words = stm_unit_wording(w, t->unit);
        bool there = false;
        if (t->event != STM_NONE) {
            known = t->event;
            continue;
        }
        for (uint32_t k = 0; k < members.n; k++) {
            there = there || members.at[k] == t->member;
        }
        articles += !there;
        alone = alone || t->alone;
        stm_vec_push(w->arena, &members, t->member);
        (void)stm_event_add(w, &e, (stm_passage){ w->index[t->member], stm_span_trim(a, stm_clause_span(a, u->head)) });
        if (words.p != NULL && words.n <= MAX_EVENT && (e.event.p == NULL || words.n > e.event.n)) {
            e.event = stm_capital(w->arena, words);
        }
    }
    if (known != STM_NONE) {
        stm_event *x = &w->record->timeline.at[known];
        for (uint32_t i = 0; i < e.passages.n; i++) {
            (void)stm_event_add(w, x, e.passages.at[i]);
        }
        stm_event_count(w, x);
    } else if ((articles > 1 || alone) && e.event.p != NULL) {
        stm_event_count(w, &e);
        e.confidence = articles > 1 ? CONFIDENCE : ALONE;
        *out = e;
    }
}

/* Clauses of the timeline's events of that day, so that what tells them again joins them. */
static void known_events(stm_work *w, stm_str day, tolds *all)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n && e->from.p != NULL && e->to.p != NULL && stm_str_eq(e->from, day) &&
                             stm_str_eq(e->to, day) && e->status == STM_EVENT_HAPPENED && all->n < MAX_TOLD;
             k++) {
            uint32_t m = w->member_of[e->passages.at[k].article], u = stm_unit_at(w, m, e->passages.at[k].at.start);
            told t = { .member = m, .unit = u, .up = all->n, .event = i };
            t.number = u == STM_NONE ? STM_NONE : number_of(w, &w->units.at[u]);
            if (u != STM_NONE && w->units.at[u].head != STM_NONE &&
                w->article[m]->tokens.at[w->units.at[u].head].upos == STM_VERB) {
                stm_vec_push(w->arena, all, t);
            }
        }
    }
}

void stm_record_course(stm_work *w)
{
    stm_str day = central_day(w);
    tolds all = { 0 };
    stm_u32s *group;
    uint32_t known;
    STM_VEC(stm_event) found = { 0 };
    if (day.p == NULL) {
        return;
    }
    known_events(w, day, &all);
    known = all.n;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        int32_t *at = days_at(w, m, day);
        uint32_t sentence = STM_NONE, first = STM_NONE; /* of the sentence, the clause that stands for it */
        for (uint32_t u = w->first_unit[m]; u < w->first_unit[m + 1] && all.n < MAX_TOLD; u++) {
            const stm_unit *x = &w->units.at[u];
            told t = { .member = m, .unit = u, .up = all.n, .event = STM_NONE };
            if (at[x->sentence] == STM_NO_DAY || !stm_str_eq(stm_day_format(w->arena, at[x->sentence]), day) ||
                has_day(w, a, x->sentence, day) || !happened(w, x) || in_timeline(w, m, a->tokens.at[x->head].at)) {
                continue;
            }
            t.alone = stands_alone(w, x);
            t.number = number_of(w, x);
            if (sentence != x->sentence) {
                sentence = x->sentence;
                first = all.n;
                for (uint32_t k = 0; k < known && first == all.n; k++) {
                    first = all.at[k].member == m && w->units.at[all.at[k].unit].sentence == sentence ? k : first;
                }
            }
            t.up = first;
            stm_vec_push(w->arena, &all, t);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            uint32_t x = root_of(&all, i), y = root_of(&all, k);
            bool two = all.at[x].event != STM_NONE && all.at[y].event != STM_NONE;
            if (x != y && !two && one_event(w, &all.at[i], &all.at[k])) {
                all.at[x < y ? y : x].up = x < y ? x : y;
            }
        }
    }
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&all, i)], i);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        stm_event e;
        if (group[i].n > 0) {
            write_event(w, &all, &group[i], day, &e);
            if (e.event.p != NULL) {
                stm_vec_push(w->arena, &found, e);
            }
        }
    }
    for (uint32_t i = 0; i < found.n; i++) {
        stm_timeline_insert(w, found.at[i]);
    }
}
