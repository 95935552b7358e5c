/* description_groups.c: "the demonstrators" joined with "protesters", "firemen" with "the firefighters".
 *
 * In: descriptions joined by their words.  Out: groups joined.  Never: joins where the story tells two groups of a word
 * apart, names, or those counted, of whom each text may mean others. Cost: linear in descriptions, times the words.
 */
#include "record/descriptions.h"

/* One word for the same people in another text. */
static const char *const alike[] = {
    "protester protestor demonstrator marcher",
    "firefighter fireman",
    "robber thief raider burglar",
    "aide staffer",
    "reporter journalist",
    "legislator lawmaker",
    "environmentalist conservationist",
    "policeman policewoman",
    "shareholder stockholder",
    "villager inhabitant resident",
    "hijacker kidnapper abductor",
    "student pupil",
    "pensioner retiree",
    "refugee migrant",
};

/* The one group of several people without a name that the word is said of, or STM_NONE. */
static uint32_t only_group(const describer *d, stm_str word)
{
    uint32_t list = stm_map_get(&d->first_of, word), found = STM_NONE;
    for (uint32_t i = 0; list != STM_NONE && i < d->lists.at[list].n; i++) {
        const description *x = &d->all.at[d->lists.at[list].at[i]];
        uint32_t root = stm_group_root(d, x->group);
        if (!x->plural) {
            continue;
        }
        if (x->contrast || x->quantity || d->named[root] != STM_NONE || (found != STM_NONE && found != root)) {
            return STM_NONE;
        }
        found = root;
    }
    return found;
}

void stm_groups_join(describer *d)
{
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        stm_str row = stm_str_of(alike[i]);
        uint32_t first = STM_NONE;
        for (size_t at = 0; at < row.n;) {
            stm_str word = stm_first_word((stm_str){ row.p + at, row.n - at });
            uint32_t group = only_group(d, word);
            if (group != STM_NONE && first != STM_NONE) {
                (void)stm_group_join(d, first, group, false);
            }
            first = first == STM_NONE ? group : first;
            at += word.n + 1;
        }
    }
}
