/* times.c: times of one article. */
#include "extract/extract.h"

void stm_extract_times(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article)
{
    (void)arena, (void)lexicon, (void)article;
}

void stm_resolve_times(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article)
{
    (void)arena, (void)lexicon, (void)article;
}
