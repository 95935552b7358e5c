/* fingerprint.c: by which rules and which models records are made.
 *
 * In: a hash of the sources of the stages and of the word lists (worked out at build time, cmake/fingerprint.cmake);
 * the mapped models.  Out: one line of ASCII.  Never: depends on where the program lies or when it was built. Cost:
 * reads the models once, some milliseconds.
 */
#include <stdio.h>

#include "engine/engine.h"
#include "rules_hash.h"

static void print(const stm_model *model, char out[STM_FINGERPRINT_CAP])
{
    uint64_t hash[2];
    stm_model_hash(model, hash);
    (void)snprintf(out, STM_FINGERPRINT_CAP, "%s-%016llx%016llx", STM_RULES_HASH, (unsigned long long)hash[0],
                   (unsigned long long)hash[1]);
}

void stm_engine_fingerprint(const stm_engine *engine, char out[STM_FINGERPRINT_CAP])
{
    print(stm_engine_model(engine), out);
}

bool stm_fingerprint_current(stm_str fingerprint)
{
    static const char rules[] = STM_RULES_HASH;
    char here[STM_FINGERPRINT_CAP];
    stm_model *model = NULL;
    if (!stm_str_starts(fingerprint, rules)) {
        return false;
    }
    if (stm_model_open(NULL, &model, NULL) != STM_OK) {
        return true; /* without models at hand only the rules can be compared */
    }
    print(model, here);
    stm_model_close(model);
    return stm_str_eqz(fingerprint, here);
}
