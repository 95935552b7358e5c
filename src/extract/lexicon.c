/* lexicon.c: the word lists of data/, indexed. */
#include "extract/extract.h"

struct stm_lexicon {
    stm_arena arena;
};

stm_status stm_lexicon_open(stm_lexicon **out, stm_err *err)
{
    *out = stm_mem_zalloc(1, sizeof **out);
    if (*out == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    stm_arena_init(&(*out)->arena, 0);
    return STM_OK;
}

void stm_lexicon_close(stm_lexicon *lexicon)
{
    if (lexicon != NULL) {
        stm_arena_fini(&lexicon->arena);
        stm_mem_free(lexicon);
    }
}
