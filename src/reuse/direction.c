/* direction.c: see direction.h. */
#include "reuse/direction.h"

#include "data/data.h"
#include "reuse/reuse_tuning.h"

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

bool stm_is_typeset(const stm_article *a)
{
    for (size_t i = 0; i + 2 < a->text.n; i++) {
        unsigned char last = (unsigned char)a->text.p[i + 2];
        if (memcmp(a->text.p + i, "\xe2\x80", 2) == 0 && last >= 0x98 && last <= 0x9d) {
            return true;
        }
    }
    return false;
}

/* As agencies send their texts out: the dateline first, with the agency in it, and who wrote and edited it in brackets
 * at the end, and typewriter's quotation marks. */
static bool is_wire_copy(const stm_article *a)
{
    bool head = false, foot = false;
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        const stm_furniture *f = &a->furniture.at[i];
        head = head || (f->kind == STM_FURN_DATELINE && f->at.start == 0);
        foot = foot || (f->kind == STM_FURN_BYLINE && f->at.start * 2 > a->text.n && a->text.p[f->at.start] == '(');
    }
    return head && foot && !stm_is_typeset(a);
}

bool stm_one_outlet(const stm_article *a, const stm_article *b)
{
    return a->outlet.p != NULL && b->outlet.p != NULL && stm_str_eq_nocase(a->outlet, b->outlet);
}

stm_origin stm_origin_of(const stm_map *agencies, const stm_article *a)
{
    if (a->outlet.p != NULL) {
        return is_agency_name(agencies, a->outlet) ? STM_ORIGIN_AGENCY : STM_ORIGIN_OUTLET;
    }
    if (!stm_credits_agency(agencies, a)) {
        return STM_ORIGIN_OUTLET;
    }
    return is_wire_copy(a) ? STM_ORIGIN_WIRE : STM_ORIGIN_MAYBE;
}

/* "UPDATE 2-Bank cuts rate": agencies number the versions of a text. */
static bool is_later_version(stm_str title)
{
    return title.p != NULL && title.n > 8 && stm_str_starts(title, "UPDATE ") && title.p[7] >= '1' && title.p[7] <= '9';
}

int32_t stm_first_of_all_cost(stm_origin origin, const stm_article *a)
{
    static const int32_t cost[] = { [STM_ORIGIN_OUTLET] = STM_FIRST_OUTLET,
                                    [STM_ORIGIN_MAYBE] = STM_FIRST_UNKNOWN,
                                    [STM_ORIGIN_WIRE] = STM_FIRST_WIRE,
                                    [STM_ORIGIN_AGENCY] = 0 };
    return is_later_version(a->title) ? STM_FIRST_LATER_VERSION : cost[origin];
}

int32_t stm_direction_cost(stm_origin from, stm_origin to, int published_order)
{
    static const int32_t cost[] = { [STM_ORIGIN_OUTLET] = STM_DIRECTION_OUTLET,
                                    [STM_ORIGIN_MAYBE] = STM_DIRECTION_MAYBE,
                                    [STM_ORIGIN_WIRE] = STM_DIRECTION_WIRE,
                                    [STM_ORIGIN_AGENCY] = 0 };
    int32_t late = published_order > 0 ? STM_DIRECTION_LATER : 0;
    bool to_agency = to == STM_ORIGIN_AGENCY && from < STM_ORIGIN_WIRE;
    return late + (to_agency ? STM_DIRECTION_TO_AGENCY : cost[from]);
}
