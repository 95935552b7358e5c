/* names.c: name mentions. */
#include "language/language.h"

void stm_language_names(stm_arena *arena, const stm_model *model, stm_article *article)
{
    (void)arena, (void)model, (void)article;
}
