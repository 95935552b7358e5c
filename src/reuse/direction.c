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

static bool is_agency_name(stm_str name)
{
    static const char *const agencies[] = { "Reuters", "AP", "AFP", "dpa", "UPI", "TASS", "Xinhua", "Interfax", "ANSA",
        "EFE", "Kyodo", "PA", "Bloomberg", "The Associated Press", "Associated Press", "Agence France-Presse",
        "Press Association", "Kyodo News", "Xinhua News Agency", "Press Trust of India", "PTI", "ANI", "IANS",
        "United Press International", "Anadolu Agency", "Thomson Reuters" };
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies && name.p != NULL; i++) {
        if (stm_str_eq_nocase(name, stm_str_of(agencies[i]))) {
            return true;
        }
    }
    return false;
}

bool stm_credits_agency(const stm_article *a)
{
    for (uint32_t i = 0; i < a->credits.n; i++) {
        if (a->credits.at[i].kind == STM_CREDIT_TEXT && is_agency_name(a->credits.at[i].agency)) {
            return true;
        }
    }
    return false;
}

stm_origin stm_origin_of(const stm_article *a)
{
    if (a->outlet.p != NULL) {
        return is_agency_name(a->outlet) ? STM_ORIGIN_AGENCY : STM_ORIGIN_OUTLET;
    }
    return stm_credits_agency(a) ? STM_ORIGIN_MAYBE : STM_ORIGIN_OUTLET;
}

/* "UPDATE 2-Bank cuts rate": agencies number the versions of a text. */
static bool is_later_version(stm_str title)
{
    return title.p != NULL && title.n > 8 && stm_str_starts(title, "UPDATE ") && title.p[7] >= '1' && title.p[7] <= '9';
}

int32_t stm_first_of_all_cost(const stm_article *a)
{
    stm_origin origin = stm_origin_of(a);
    if (is_later_version(a->title)) {
        return STM_FIRST_LATER_VERSION;
    }
    return origin == STM_ORIGIN_AGENCY ? 0 : origin == STM_ORIGIN_MAYBE ? STM_FIRST_UNKNOWN : STM_FIRST_OUTLET;
}

int32_t stm_direction_cost(const stm_article *from, const stm_article *to)
{
    int32_t cost = stm_published_order(from, to) > 0 ? STM_DIRECTION_LATER : 0;
    stm_origin origin = stm_origin_of(from);
    if (origin == STM_ORIGIN_AGENCY) {
        return cost;
    }
    if (stm_origin_of(to) == STM_ORIGIN_AGENCY) {
        return cost + STM_DIRECTION_TO_AGENCY;
    }
    return cost + (origin == STM_ORIGIN_MAYBE ? STM_DIRECTION_MAYBE : STM_DIRECTION_OUTLET);
}
