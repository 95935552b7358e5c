/* record_undated.c: what texts tell of a day that nobody can name.
 *
 * In: record.timeline, clauses, trees.  Out: more events behind those with a day, each without one, with little
 * confidence; further passages of those with a day.
 *
 * Where an article has no date, "was sentenced Saturday", "the jury split" are of a day that is not known, and are
 * events nonetheless; so is, in any article, what was over by then or goes on ("has approved the sale", "had offered to
 * pay", "later called it"). A clause is one where it tells a deed of somebody with a name or a noun, and no words of
 * its sentence name a day that is known. What two texts tell is one event where verb and arguments are one, and that of
 * the timeline where it is told there with its day.
 * Never: what somebody said, states, what is wished, denied or possible; a day; of articles that have a date, a deed in
 * the simple past, which is of a day that the text is at.
 * Invariant: events without a day stand last. Cost: clauses that share a verb, each with each.
 */
#include "record/course.h"
#include "record/event_times.h"

#define CONFIDENCE 0.35

/* Some time of the sentence, not beside a noun, is a known day: the timeline has it, or has left it out. */
static bool has_day(const stm_article *a, uint32_t sentence)
{
    stm_span at = a->sentences.at[sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= at.start && stm_course_names_days(t) &&
            stm_time_noun(a, t->at, stm_time_head(a, t->at)) == STM_NONE) {
            return true;
        }
    }
    return false;
}

/* Clauses of the timeline's events, so that what tells them again joins them. */
static void known_events(stm_work *w, stm_tolds *all)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n && e->status == STM_EVENT_HAPPENED && all->n < STM_COURSE_MOST; k++) {
            uint32_t m = w->member_of[e->passages.at[k].article], u = stm_unit_at(w, m, e->passages.at[k].at.start);
            stm_told t = { .member = m, .unit = u, .up = all->n, .event = i, .number = STM_NONE };
            if (u != STM_NONE && w->units.at[u].head != STM_NONE &&
                w->article[m]->tokens.at[w->units.at[u].head].upos == STM_VERB) {
                stm_vec_push(w->arena, all, t);
            }
        }
    }
}

void stm_record_undated(stm_work *w)
{
    stm_tolds all = { 0 };
    stm_u32s *group;
    known_events(w, &all);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        uint32_t sentence = STM_NONE; /* its first clause stands for it */
        bool dated = a->published_day != STM_NO_DAY;
        for (uint32_t u = w->first_unit[m]; u < w->first_unit[m + 1] && all.n < STM_COURSE_MOST; u++) {
            const stm_unit *x = &w->units.at[u];
            stm_told t = { .member = m, .unit = u, .up = all.n, .event = STM_NONE, .number = STM_NONE };
            if (sentence == x->sentence ||
                !(stm_course_before(w, x) || (!dated && (stm_course_happened(w, x) || stm_course_done(w, x)))) ||
                has_day(a, x->sentence) || stm_course_in_timeline(w, m, a->tokens.at[x->head].at)) {
                continue;
            }
            t.alone = stm_course_alone(w, x);
            sentence = x->sentence;
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
        stm_event e = { 0 };
        if (group[i].n > 0) {
            stm_course_write(w, &all, &group[i], STM_NULL_STR, &e);
            if (e.event.p != NULL) {
                e.confidence = CONFIDENCE;
                stm_vec_push(w->arena, &w->record->timeline, e);
            }
        }
    }
}
