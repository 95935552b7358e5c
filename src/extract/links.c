/* links.c: which quotation a figure stands in. */
#include "extract/extract.h"

void stm_link_figures(stm_arena *arena, stm_article *a)
{
    (void)arena;
    for (uint32_t i = 0; i < a->figures.n; i++) {
        stm_figure *f = &a->figures.at[i];
        f->quotation = STM_NONE;
        for (uint32_t q = 0; q < a->quotations.n; q++) {
            const stm_spans *content = &a->quotations.at[q].content;
            for (uint32_t k = 0; k < content->n; k++) {
                if (f->at.start >= content->at[k].start && f->at.end <= content->at[k].end) {
                    f->quotation = q; /* the last one wins: the innermost starts last */
                }
            }
        }
    }
}
