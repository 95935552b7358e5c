/* flat.h: a JSON object whose values are all strings or null, read the short way.
 */
#ifndef STM_INTAKE_FLAT_H
#define STM_INTAKE_FLAT_H

#include "base/str.h"

#define STM_FLAT_MOST 24 /* members */

typedef struct stm_flat_member {
    stm_str key, text; /* text.p NULL: null */
    stm_str raw;       /* the text as it stands in the line, between its quotation marks */
} stm_flat_member;

typedef struct stm_flat {
    stm_flat_member at[STM_FLAT_MOST];
    uint32_t n;
    bool ascii; /* the line has no other bytes */
} stm_flat;

/* Reads a line; texts are copied to `arena`, each with a zero behind it, and are valid UTF-8 if the line is. False: it
 * is not such an object, or may not be; it says nothing else about it. */
bool stm_flat_read(stm_arena *arena, stm_str line, stm_flat *out);
/* The text of such a `raw` again. `to` has room for raw.n + STM_FLAT_MORE bytes; raw may lie there too, STM_FLAT_MORE
 * bytes behind it. False: it is no raw text. */
#define STM_FLAT_MORE 16
bool stm_flat_text(stm_str raw, char *to, stm_str *out);
/* NULL: there is none. */
const stm_flat_member *stm_flat_get(const stm_flat *flat, const char *key);

#endif
