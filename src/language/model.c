/* model.c: opens the model files. */
#include "language/language.h"

struct stm_model {
    int unused;
};

stm_status stm_model_open(const char *dir, stm_model **out, stm_err *err)
{
    (void)dir;
    *out = stm_mem_zalloc(1, sizeof **out);
    return *out == NULL ? stm_fail(err, STM_NO_MEMORY, "out of memory") : STM_OK;
}

void stm_model_close(stm_model *model)
{
    stm_mem_free(model);
}

void stm_language_parse(stm_arena *arena, const stm_model *model, stm_article *article)
{
    (void)arena, (void)model, (void)article;
}
