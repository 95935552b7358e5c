/* names_search.h: the best tags of a piece of a sentence. Internal to `language`. */
#ifndef STM_LANGUAGE_NAMES_SEARCH_H
#define STM_LANGUAGE_NAMES_SEARCH_H

#include "language/names_model.h"

#define STM_NAMES_PIECE 1000 /* tokens of a piece at most */
#define STM_NAMES_BACK 24    /* bytes a token for the search */

/* Scores of tag after tag, as the search reads them. */
typedef struct stm_names_steps {
    int32_t closed[9][16];                 /* [from where no name is open][to where none goes on] */
    int32_t from_begin[8], from_inside[8]; /* to inside and end of each type */
} stm_names_steps;

void stm_names_steps_set(const int32_t *trans, stm_names_steps *out);
/* Sets tags[0..n) to the sequence that stm_names_follows allows, from outside to outside, whose scores are the highest
 * in sum; of equal ones that whose last tag is the lowest, then the last but one, and so on. n <= STM_NAMES_PIECE;
 * `back` has STM_NAMES_BACK * n bytes. */
void stm_names_search(const stm_names_steps *steps, const int16_t (*scores)[STM_NAMES_TAGS], uint32_t n, uint8_t *back,
                      uint8_t *tags);
/* The same on any machine: one number at a time. */
void stm_names_search_plain(const stm_names_steps *steps, const int16_t (*scores)[STM_NAMES_TAGS], uint32_t n,
                            uint8_t *back, uint8_t *tags);

#endif
