/* flat.h: a JSON object whose values are all strings or null, read the short way.
 */
#ifndef STM_INTAKE_FLAT_H
#define STM_INTAKE_FLAT_H

#include "base/str.h"

#define STM_FLAT_MOST 24 /* members */

typedef struct stm_flat_member {
    stm_str key, text; /* text.p NULL: null */
} stm_flat_member;

typedef struct stm_flat {
    stm_flat_member at[STM_FLAT_MOST];
    uint32_t n;
} stm_flat;

/* Reads a line of valid UTF-8; texts are copied to `arena`, each with a zero behind it. False: it is not such an
 * object, or may not be; it says nothing else about it. */
bool stm_flat_read(stm_arena *arena, stm_str line, stm_flat *out);
/* NULL: there is none. */
const stm_str *stm_flat_get(const stm_flat *flat, stm_str key);

#endif
