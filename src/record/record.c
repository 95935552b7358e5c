/* record.c: builds the record of one story. */
#include "record/record.h"

void stm_record_build(stm_arena *arena, stm_article *const *articles, uint32_t n_articles, const stm_u32s *members,
                      const stm_reuse *reuse, stm_record *out)
{
    (void)articles, (void)n_articles, (void)reuse;
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < members->n; i++) {
        stm_vec_push(arena, &out->articles, members->at[i]);
    }
    out->lines = members->n;
}
