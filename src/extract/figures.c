/* figures.c: figures of one article. */
#include "extract/extract.h"

void stm_extract_figures(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article)
{
    (void)arena, (void)lexicon, (void)article;
}
