/* direction.c: see direction.h. */
#include "reuse/direction.h"

#include "data/data.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

int stm_published_order(const stm_article *a, const stm_article *b)
{
    if (a->published_at != STM_NO_INSTANT && b->published_at != STM_NO_INSTANT) {
        return a->published_at < b->published_at ? -1 : a->published_at > b->published_at;
    }
    if (a->published_day != STM_NO_DAY && b->published_day != STM_NO_DAY) {
        return a->published_day < b->published_day ? -1 : a->published_day > b->published_day;
    }
    return 0;
}

void stm_agencies_init(stm_arena *arena, stm_map *agencies)
{
    const char *p = stm_data_agencies, *end = p + stm_data_agencies_size;
    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p)), *stop = eol == NULL ? end : eol;
        /* "photo:", "told:" and the like begin lines of houses that sell no texts */
        bool sells_texts = *p != '#' && memchr(p, ':', (size_t)(stop - p)) == NULL;
        while (sells_texts && p < stop) {
            const char *semi = memchr(p, ';', (size_t)(stop - p)), *item = p;
            p = semi == NULL ? stop : semi;
            if (p > item) {
                (void)stm_map_put(arena, agencies, (stm_str){ item, (size_t)(p - item) }, 1);
            }
            p += p < stop;
        }
        p = stop + 1;
    }
}

static bool is_agency_name(const stm_map *agencies, stm_str name)
{
    return name.p != NULL && stm_map_get(agencies, name) != STM_NONE;
}

bool stm_credits_agency(const stm_map *agencies, const stm_article *a)
{
    for (uint32_t i = 0; i < a->credits.n; i++) {
        if (a->credits.at[i].kind == STM_CREDIT_TEXT && is_agency_name(agencies, a->credits.at[i].agency)) {
            return true;
        }
    }
    return false;
}

stm_origin stm_origin_of(const stm_map *agencies, const stm_article *a)
{
    if (a->outlet.p != NULL) {
        return is_agency_name(agencies, a->outlet) ? STM_ORIGIN_AGENCY : STM_ORIGIN_OUTLET;
    }
    return stm_credits_agency(agencies, a) ? STM_ORIGIN_MAYBE : STM_ORIGIN_OUTLET;
}

/* "UPDATE 2-Bank cuts rate": agencies number the versions of a text. */
static bool is_later_version(stm_str title)
{
    return title.p != NULL && title.n > 8 && stm_str_starts(title, "UPDATE ") && title.p[7] >= '1' && title.p[7] <= '9';
}

int32_t stm_first_of_all_cost(const stm_map *agencies, const stm_article *a)
{
    stm_origin origin = stm_origin_of(agencies, a);
    if (is_later_version(a->title)) {
        return STM_FIRST_LATER_VERSION;
    }
    return origin == STM_ORIGIN_AGENCY ? 0 : origin == STM_ORIGIN_MAYBE ? STM_FIRST_UNKNOWN : STM_FIRST_OUTLET;
}

int32_t stm_direction_cost(const stm_map *agencies, const stm_article *from, const stm_article *to)
{
    int32_t cost = stm_published_order(from, to) > 0 ? STM_DIRECTION_LATER : 0;
    stm_origin origin = stm_origin_of(agencies, from);
    if (origin == STM_ORIGIN_AGENCY) {
        return cost;
    }
    if (stm_origin_of(agencies, to) == STM_ORIGIN_AGENCY) {
        return cost + STM_DIRECTION_TO_AGENCY;
    }
    return cost + (origin == STM_ORIGIN_MAYBE ? STM_DIRECTION_MAYBE : STM_DIRECTION_OUTLET);
}
