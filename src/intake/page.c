/* page.c */
#include "intake/parts.h"

bool stm_intake_page(stm_intake *in, stm_arena *arena, stm_str bytes, stm_article *out)
{
    return stm_intake_text(in, arena, bytes, out);
}
