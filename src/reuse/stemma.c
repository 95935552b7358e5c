/* stemma.c: the tree of one family. */
#include "reuse/reuse_work.h"

void stm_reuse_stemma(stm_reuse_work *w, stm_arena *arena, stm_family *family)
{
    (void)w, (void)arena, (void)family;
}
