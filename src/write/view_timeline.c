/* view_timeline.c: see view.h. The order in which a reader meets the events of one day, and their words.
 *
 * In: items of the timeline, by day.  Out: the same, those of one day in order: by the hour where the words tell it,
 * then what more lines tell, then as the texts have them.  Never: an event before one of an earlier day; an hour that
 * another passage than the one printed gives.
 */
#include "write/view.h"

#include <ctype.h>

enum { NO_HOUR = 24 * 60 };

/* Minutes from midnight of the time of day in the event's words, NO_HOUR: none. */
static int32_t hour_of(const stm_view *v, const stm_event *e)
{
    for (uint32_t i = 0; i < e->n_told && i < e->passages.n; i++) {
        const stm_article *a = v->run->articles.at[e->passages.at[i].article];
        stm_span at = e->passages.at[i].at;
        for (uint32_t k = 0; k < a->times.n; k++) {
            const stm_time *t = &a->times.at[k];
            size_t clock = t->value.p == NULL ? SIZE_MAX : stm_str_find(t->value, STM_STR("T"), 0);
            const char *c = clock == SIZE_MAX ? NULL : t->value.p + clock + 1;
            if (c != NULL && t->type == STM_TIME_TIME && at.start <= t->at.start && t->at.end <= at.end &&
                clock + 6 <= t->value.n && c[0] >= '0' && c[0] <= '2' && c[2] == ':' &&
                stm_str_find(e->event, stm_str_sub(a->text, t->at), 0) != SIZE_MAX) {
                return ((c[0] - '0') * 10 + (c[1] - '0')) * 60 + (c[3] - '0') * 10 + (c[4] - '0');
            }
        }
    }
    return NO_HOUR;
}

static bool first(const stm_view *v, const stm_item *a, const stm_item *b)
{
    const stm_event *x = &v->record->timeline.at[a->index], *y = &v->record->timeline.at[b->index];
    int32_t hour_x = hour_of(v, x), hour_y = hour_of(v, y);
    const stm_passage *p, *q;
    if (hour_x != hour_y || x->passages.n == 0 || y->passages.n == 0) {
        return hour_x < hour_y;
    }
    if (a->lines != b->lines) {
        return a->lines > b->lines;
    }
    p = &x->passages.at[0];
    q = &y->passages.at[0];
    return p->article != q->article ? p->article < q->article : p->at.start < q->at.start;
}

static bool one_day(const stm_view *v, const stm_item *a, const stm_item *b)
{
    const stm_event *x = &v->record->timeline.at[a->index], *y = &v->record->timeline.at[b->index];
    return stm_str_eq(x->from, y->from) && stm_str_eq(x->to, y->to);
}

void stm_view_order_events(const stm_view *view, stm_items *items)
{
    for (uint32_t i = 1; i < items->n; i++) {
        stm_item item = items->at[i];
        uint32_t to = i;
        while (to > 0 && one_day(view, &item, &items->at[to - 1]) && first(view, &item, &items->at[to - 1])) {
            items->at[to] = items->at[to - 1];
            to--;
        }
        items->at[to] = item;
    }
}

/* The word of `s` that ends before byte `end`: its start. */
static size_t word_start(stm_str s, size_t end)
{
    while (end > 0 && s.p[end - 1] != ' ') {
        end--;
    }
    return end;
}

/* "a few hours", "some 40 minutes", "half an hour": where that begins, which ends before byte `end`; SIZE_MAX: no such.
 */
static size_t stretch_start(stm_arena *arena, stm_str s, size_t end)
{
    size_t from = word_start(s, end);
    if (!stm_str_among(stm_str_lower(arena, (stm_str){ s.p + from, end - from }),
                       "second seconds minute minutes moment moments hour hours day days week weeks month months year "
                       "years time while")) {
        return SIZE_MAX;
    }
    while (from > 0) {
        size_t before = word_start(s, from - 1);
        stm_str word = stm_str_lower(arena, (stm_str){ s.p + before, from - 1 - before });
        if (word.n == 0 ||
            !((word.p[0] >= '0' && word.p[0] <= '9') ||
              stm_str_among(
                  word,
                  "a an some several few couple of half about around over under almost nearly less more than just "
                  "short long only one two three four five six seven eight nine ten"))) {
            break;
        }
        from = before;
    }
    return from;
}

/* Later than a clause that goes before, or than anything ("can be tried years later"). */
static bool is_later_than(stm_arena *arena, stm_str s)
{
    static const char *const words[] = { ",",    " and ", " but ",   "after ", " who ",   " then ",
                                         " can", " may ", " could ", " will ", " would ", " should " };
    stm_str low = stm_str_lower(arena, s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_find(low, stm_str_of(words[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

stm_str stm_view_event_words(stm_arena *arena, stm_str s)
{
    static const char later[] = " later";
    for (size_t at = stm_str_find(s, stm_str_of(later), 0); at != SIZE_MAX;
         at = stm_str_find(s, stm_str_of(later), at + 1)) {
        size_t end = at + strlen(later), from = stretch_start(arena, s, at);
        stm_str rest;
        bool comma = end < s.n && s.p[end] == ',';
        if (from == SIZE_MAX || (end < s.n && s.p[end] != ',' && s.p[end] != ' ')) {
            continue;
        }
        if (from > 0) {
            return is_later_than(arena, (stm_str){ s.p, from })
                       ? s
                       : stm_str_format(arena, "%.*s%.*s", (int)from - 1, s.p, (int)(s.n - end), s.p + end);
        }
        end += comma;
        rest = (stm_str){ s.p + end + 1, s.n - end - 1 };
        return end + 2 < s.n
                   ? stm_str_format(arena, "%c%.*s", toupper((unsigned char)*rest.p), (int)rest.n - 1, rest.p + 1)
                   : s;
    }
    return s;
}
