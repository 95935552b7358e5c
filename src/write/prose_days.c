/* prose_days.c: see prose.h. How an event stands, who tells of it, which articles do, and which of them give another
 * day for it.
 *
 * In: an event of the timeline, the times of its articles.  Out: names of articles, the other day in their words.
 * Never: a day that stands outside the passage.
 */
#include "write/prose.h"

/* The words of the passage for a day that is none of the event's; NULL: it has none, or one of the event's. */
static stm_str other_day(const stm_prose *p, const stm_event *e, stm_passage at)
{
    const stm_article *a = p->view->run->articles.at[at.article];
    int32_t from = stm_view_day_of(e->from), to = stm_view_day_of(e->to);
    stm_str words = STM_NULL_STR;
    for (uint32_t i = 0; i < a->times.n && from != STM_NO_DAY && to != STM_NO_DAY; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start < at.at.start || t->at.end > at.at.end || t->from_day == STM_NO_DAY) {
            continue;
        }
        if (t->from_day <= to && t->to_day >= from) {
            return STM_NULL_STR;
        }
        words = words.p == NULL ? stm_str_sub(a->text, t->at) : words;
    }
    return words;
}

bool stm_prose_event_articles(stm_prose *p, const stm_event *e)
{
    stm_passages told = { 0 }, further = { 0 }, others = { 0 };
    for (uint32_t i = 0; i < e->passages.n; i++) {
        stm_passage at = e->passages.at[i];
        bool there = false;
        for (uint32_t k = 0; k < e->n_told && i >= e->n_told && !there; k++) {
            there = e->passages.at[k].article == at.article;
        }
        if (!there) {
            bool other = !e->agree && other_day(p, e, at).p != NULL;
            stm_vec_push(p->arena, other ? &others : i < e->n_told ? &told : &further, at);
        }
    }
    if (told.n == 0) { /* the day of the event stands elsewhere: who differs is not told */
        told = e->passages;
        told.n = e->n_told;
        others.n = 0;
    }
    stm_prose_articles(p, told.at, told.n);
    if (further.n > 0) {
        stm_prose_textz(p, "; see also ");
        stm_prose_articles(p, further.at, further.n);
    }
    for (uint32_t i = 0; i < others.n; i++) {
        stm_str words = other_day(p, e, others.at[i]);
        stm_prose_textz(p, "; ");
        p->article(p, others.at[i]);
        stm_prose_textz(p, " has ");
        p->text(p, words);
    }
    return others.n > 0;
}

/* The words tell themselves that it lies ahead; "would not be allowed" may be long over. */
static bool says_it_will(stm_str event)
{
    return stm_str_find(event, STM_STR(" will "), 0) != SIZE_MAX ||
           stm_str_find(event, STM_STR(" shall "), 0) != SIZE_MAX ||
           stm_str_find(event, STM_STR(" should "), 0) != SIZE_MAX;
}

void stm_prose_event_status(stm_prose *p, const stm_event *e)
{
    const stm_record *r = p->view->record;
    if (e->status == STM_EVENT_PLANNED || e->status == STM_EVENT_CANCELLED) {
        stm_prose_textz(p, ", ");
        stm_prose_textz(p, stm_event_status_name(e->status));
    } else if (e->status == STM_EVENT_OPEN && e->from.p != NULL && r->to.p != NULL && stm_str_cmp(e->from, r->to) > 0 &&
               !says_it_will(e->event)) {
        stm_prose_textz(p, ", to come");
    }
}

void stm_prose_event_voice(stm_prose *p, const stm_event *e)
{
    stm_str by = stm_view_speaker(p->view, e->said_by, e->said_by_name);
    if (by.p != NULL) {
        stm_prose_textz(p, stm_view_plural(p->arena, by) ? "say " : "says ");
        p->text(p, stm_view_mid_sentence(p->arena, p->view, stm_view_called(p->arena, p->view, by)));
        stm_prose_textz(p, ": ");
    }
}
