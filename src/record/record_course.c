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

#include "record/course.h"
#include "record/event_times.h"

#define FAR 8   /* sentences behind the one that names the day */
#define NEWS 30 /* days before the last article that may be the story's day */
#define BACK 1  /* sentences after which a report of the story's day is at it again */

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

/* The time dates what the text goes on from: not "who might have been dismissed a week ago", "had come in May". */
static bool carries_on(const stm_article *a, const stm_time *t)
{
    uint32_t token = stm_token_from(a, t->at.start), head = token < a->tokens.n ? stm_clause_head(a, token) : STM_NONE;
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    if (head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ACL_RELCL ||
        a->tokens.at[head].deprel == STM_DEP_ADVCL_RELCL || a->tokens.at[head].deprel == STM_DEP_ACL) {
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
            if (stm_course_names_days(x) && carries_on(a, x)) {
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

/* The sentence names another day, or that day only beside a noun: "was sentenced for the March 5 fire". */
static bool has_day(stm_work *w, const stm_article *a, uint32_t sentence, stm_str day)
{
    stm_span at = a->sentences.at[sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= at.start && stm_course_names_days(t) &&
            (t->from_day != t->to_day || !stm_str_eq(stm_day_format(w->arena, t->from_day), day) ||
             stm_time_noun(a, t->at, stm_time_head(a, t->at)) != STM_NONE)) {
            return true;
        }
    }
    return false;
}

/* Clauses of the timeline's events of that day, so that what tells them again joins them. */
static void known_events(stm_work *w, stm_str day, stm_tolds *all)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n && e->from.p != NULL && e->to.p != NULL && stm_str_eq(e->from, day) &&
                             stm_str_eq(e->to, day) && e->status == STM_EVENT_HAPPENED && all->n < STM_COURSE_MOST;
             k++) {
            uint32_t m = w->member_of[e->passages.at[k].article], u = stm_unit_at(w, m, e->passages.at[k].at.start);
            stm_told t = { .member = m, .unit = u, .up = all->n, .event = i };
            t.number = u == STM_NONE ? STM_NONE : stm_course_number(w, &w->units.at[u]);
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
    stm_tolds all = { 0 };
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
        for (uint32_t u = w->first_unit[m]; u < w->first_unit[m + 1] && all.n < STM_COURSE_MOST; u++) {
            const stm_unit *x = &w->units.at[u];
            stm_told t = { .member = m, .unit = u, .up = all.n, .event = STM_NONE };
            if (at[x->sentence] == STM_NO_DAY || !stm_str_eq(stm_day_format(w->arena, at[x->sentence]), day) ||
                has_day(w, a, x->sentence, day) || !stm_course_happened(w, x) ||
                stm_course_in_timeline(w, m, a->tokens.at[x->head].at)) {
                continue;
            }
            t.alone = stm_course_alone(w, x);
            t.number = stm_course_number(w, x);
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
            uint32_t x = stm_course_root(&all, i), y = stm_course_root(&all, k);
            bool two = all.at[x].event != STM_NONE && all.at[y].event != STM_NONE;
            if (x != y && !two && stm_course_one(w, &all.at[i], &all.at[k])) {
                all.at[x < y ? y : x].up = x < y ? x : y;
            }
        }
    }
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        stm_vec_push(w->arena, &group[stm_course_root(&all, i)], i);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        stm_event e;
        if (group[i].n > 0) {
            stm_course_write(w, &all, &group[i], day, &e);
            if (e.event.p != NULL) {
                stm_vec_push(w->arena, &found, e);
            }
        }
    }
    for (uint32_t i = 0; i < found.n; i++) {
        stm_timeline_insert(w, found.at[i]);
    }
}
