/* relation.c: the relation of a pair, from how much of either article stands in the other. */
#include "reuse/reuse_work.h"

static bool same_text(const stm_rtext *a, const stm_rtext *b)
{
    return a->n_letters == b->n_letters && memcmp(a->letters, b->letters, a->n_letters) == 0;
}

void stm_reuse_relations(stm_reuse_work *w)
{
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        const stm_rtext *a = &w->texts[p->a], *b = &w->texts[p->b];
        double sa = (double)p->words_a / a->n_words, sb = (double)p->words_b / b->n_words;
        double high = sa > sb ? sa : sb;
        p->relation = same_text(a, b) ? STM_REL_IDENTICAL : high < 0.35 ? STM_REL_EXCERPT : STM_REL_EDIT;
        p->confidence = 0.9;
    }
}
