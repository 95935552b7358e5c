/* direction.c: which of two articles came first. */
#include "reuse/reuse_work.h"

void stm_reuse_directions(stm_reuse_work *w)
{
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        const stm_article *a = w->articles[p->a], *b = w->articles[p->b];
        if (a->published_at != STM_NO_INSTANT && b->published_at != STM_NO_INSTANT && a->published_at != b->published_at) {
            p->from = a->published_at < b->published_at ? p->a : p->b;
        } else if (a->published_day != STM_NO_DAY && b->published_day != STM_NO_DAY && a->published_day != b->published_day) {
            p->from = a->published_day < b->published_day ? p->a : p->b;
        }
    }
}
