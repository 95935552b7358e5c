/* family.c: articles to families. */
#include "reuse/reuse_work.h"

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

void stm_reuse_families(stm_reuse_work *w, stm_arena *arena, stm_reuse *out)
{
    uint32_t *up = STM_NEW_ARRAY(w->arena, uint32_t, w->n), *place = STM_NEW_ARRAY(w->arena, uint32_t, w->n);
    uint32_t *size = STM_NEW_ARRAY(w->arena, uint32_t, w->n);
    for (uint32_t i = 0; i < w->n; i++) {
        up[i] = i;
        place[i] = STM_NONE;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        if (p->relation != STM_REL_EXCERPT) {
            uint32_t x = root_of(up, p->a), y = root_of(up, p->b);
            up[x > y ? x : y] = x < y ? x : y;
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        size[root_of(up, i)]++;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t r = root_of(up, i);
        if (size[r] < 2) {
            continue;
        }
        if (place[r] == STM_NONE) {
            stm_family *f = stm_vec_add(arena, &out->families);
            f->root = STM_NONE;
            place[r] = out->families.n - 1;
        }
        stm_vec_push(arena, &out->families.at[place[r]].articles, i);
    }
}
