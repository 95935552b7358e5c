/* object.h: the JSON objects of a store, read back.
 *
 * In: an object as src/write wrote it.  Out: values in an arena.  Never: recursion; a value of text that is no JSON.
 * Values are named by their number, so that an object of any size is one array.
 */
#ifndef STM_STORE_OBJECT_H
#define STM_STORE_OBJECT_H

#include "base/str.h"

typedef enum stm_value_kind {
    STM_V_NULL,
    STM_V_FALSE,
    STM_V_TRUE,
    STM_V_NUMBER,
    STM_V_STRING,
    STM_V_ARRAY,
    STM_V_OBJECT
} stm_value_kind;

typedef struct stm_value {
    stm_value_kind kind;
    stm_str key;          /* of a member; p NULL: not in an object */
    stm_str text;         /* of a string, without escapes; of a number, its digits */
    uint32_t first, next; /* of an array or object: its first value; the one behind this; STM_NONE */
} stm_value;

typedef struct stm_object {
    STM_VEC(stm_value) values; /* the first is the whole */
} stm_object;

/* False: it is no JSON, or nested deeper than 32. Strings without escapes are borrowed from `json`. In
 * stm_arena_protect. */
bool stm_object_read(stm_arena *arena, stm_str json, stm_object *out);
/* The member's value, or STM_NONE. `of` may be STM_NONE. */
uint32_t stm_object_get(const stm_object *object, uint32_t of, const char *key);
/* The first value of an array, or STM_NONE; `of` may be STM_NONE. */
uint32_t stm_object_first(const stm_object *object, uint32_t of);
static inline uint32_t stm_object_next(const stm_object *object, uint32_t at) { return object->values.at[at].next; }

#endif
