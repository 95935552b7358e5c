/* furnish.c */
#include "intake/parts.h"

void stm_furnish(stm_arena *arena, stm_article *a)
{
    if (a->published_day == STM_NO_DAY && a->url.p != NULL) {
        stm_when_set(arena, a, stm_when_url(a->url), STM_FROM_URL);
    }
}

void stm_byline_split(stm_arena *arena, stm_str line, stm_strs *out)
{
    stm_vec_push(arena, out, line);
}
