/* boilerplate.c: text that stands in many articles that have nothing else in common belongs to none of them. */
#include "reuse/reuse_work.h"

void stm_reuse_boilerplate(stm_reuse_work *w)
{
    (void)w;
}
