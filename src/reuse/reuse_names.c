/* reuse_names.c: the contract's words for relations and passage kinds. */
#include "reuse/reuse.h"

const char *stm_relation_name(stm_relation v)
{
    static const char *const names[] = { "identical", "reprint", "edit", "excerpt", "common-source" };
    return names[v];
}

const char *stm_aligned_name(stm_aligned_kind v)
{
    static const char *const names[] = { "same", "edited", "moved" };
    return names[v];
}

const char *stm_role_name(stm_role v)
{
    static const char *const names[] = { "source", "copy", "shared" };
    return names[v];
}
