/* direction.c: see direction.h. */
#include "reuse/direction.h"

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

bool stm_outlet_is_agency(const stm_article *a)
{
    static const char *const agencies[] = { "Reuters", "AP", "AFP", "dpa", "UPI", "TASS", "Xinhua", "Interfax", "ANSA",
        "EFE", "Kyodo", "PA", "Bloomberg", "The Associated Press", "Associated Press", "Agence France-Presse",
        "Press Association", "Kyodo News", "Xinhua News Agency", "Press Trust of India", "PTI", "ANI", "IANS",
        "United Press International", "Anadolu Agency", "Thomson Reuters" };
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
        if (a->outlet.p != NULL && stm_str_eq_nocase(a->outlet, stm_str_of(agencies[i]))) {
            return true;
        }
    }
    return false;
}

/* "UPDATE 2-Bank cuts rate": agencies number the versions of a text. */
static bool is_later_version(stm_str title)
{
    return title.p != NULL && title.n > 8 && stm_str_starts(title, "UPDATE ") && title.p[7] >= '1' && title.p[7] <= '9';
}

int32_t stm_first_of_all_cost(const stm_article *a)
{
    if (is_later_version(a->title)) {
        return STM_FIRST_LATER_VERSION;
    }
    return stm_outlet_is_agency(a) ? 0 : a->outlet.p == NULL ? STM_FIRST_UNKNOWN : STM_FIRST_OUTLET;
}

int32_t stm_direction_cost(const stm_article *from, const stm_article *to)
{
    int32_t cost = stm_published_order(from, to) > 0 ? STM_DIRECTION_LATER : 0;
    if (stm_outlet_is_agency(from)) {
        return cost;
    }
    return cost + (stm_outlet_is_agency(to) ? STM_DIRECTION_TO_AGENCY : STM_DIRECTION_OUTLET);
}
