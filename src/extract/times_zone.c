/* times_zone.c: the day it was at the place of the dateline, where that is not the day of publication.
 *
 * In: dateline_place, published with clock and zone, times.  Out: written_day, written_why. An agency's report from the
 * other side of the world is stamped with the day of the desk, and its weekdays are those of the place: "on Monday"
 * under a Sunday's stamp is no Monday of last week. Never: sets a day that no bare weekday of the past in the text
 * names; trusts a clock that an hour of summer time, or of none, would bring to another day. A dateline with the day
 * after that of publication says it outright. Invariant: written_why is set exactly with written_day. Cost: the list
 * of places, once an article.
 */
#include <stdlib.h>

#include "data/data.h"
#include "extract/extract.h"
#include "extract/times_parts.h"

enum { DAY = 86400, HOUR = 3600 };

/* Seconds before Greenwich, in winter. False: the place is not in the list. */
static bool offset_of(stm_str place, int32_t *seconds)
{
    stm_str list = { stm_data_zones, stm_data_zones_size };
    for (size_t at = 0, end; at < list.n; at = end + 1) {
        end = stm_str_find(list, STM_STR("\n"), at);
        end = end == SIZE_MAX ? list.n : end;
        size_t bar = stm_str_find(list, STM_STR("|"), at);
        for (size_t from = bar + 1, to; list.p[at] != '#' && bar < end && from < end; from = to + 1) {
            to = stm_str_find(list, STM_STR(";"), from);
            to = to > end ? end : to;
            if (stm_str_eq_nocase((stm_str){ list.p + from, to - from }, place)) {
                *seconds = (int32_t)(strtod(list.p + at, NULL) * HOUR);
                return true;
            }
        }
    }
    return false;
}

static int32_t day_of(int64_t instant) { return (int32_t)((instant - (instant % DAY + DAY) % DAY) / DAY); }

/* "LORVIK (May 4, 2015) -" under a day of May 3: the page was made the day before, and its text brought up to date. */
static bool day_of_dateline(stm_arena *arena, stm_article *a)
{
    stm_str day;
    if (a->published_day == STM_NO_DAY || a->written_day != STM_NO_DAY || a->dateline_day != a->published_day + 1) {
        return false;
    }
    day = stm_day_format(arena, a->dateline_day);
    a->written_day = a->dateline_day;
    a->written_why = stm_str_format(arena, "Its dateline is of %.*s.", (int)day.n, day.p);
    return true;
}

bool stm_find_local_day(stm_arena *arena, stm_article *a)
{
    int32_t offset, day;
    if (day_of_dateline(arena, a)) {
        return true;
    }
    if (a->published_at == STM_NO_INSTANT || a->published_day == STM_NO_DAY || a->written_day != STM_NO_DAY ||
        a->dateline_place.p == NULL || !offset_of(a->dateline_place, &offset)) {
        return false;
    }
    day = day_of(a->published_at + offset);
    if (day == a->published_day || day != day_of(a->published_at + offset + HOUR)) {
        return false;
    }
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->weekday == stm_weekday(day) && t->month == 0 && t->tense != 3) {
            stm_str said = stm_str_sub(a->text, t->at), here = stm_day_format(arena, day);
            a->written_day = day;
            a->written_why =
                stm_str_format(arena, "When it was published it was %s %.*s in %.*s, the \"%.*s\" of the text.",
                               day > a->published_day ? "already" : "still", (int)here.n, here.p,
                               (int)a->dateline_place.n, a->dateline_place.p, (int)said.n, said.p);
            return true;
        }
    }
    return false;
}
