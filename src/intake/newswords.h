/* newswords.h: the word lists that intake reads once and every article uses: agencies, dateline places, promos.
 * Immutable after init; may be read by any number of threads. */
#ifndef STM_INTAKE_NEWSWORDS_H
#define STM_INTAKE_NEWSWORDS_H

#include "base/map.h"
#include "base/sieve.h"

typedef enum stm_agency_kind { STM_AGENCY_TEXT, STM_AGENCY_PHOTO, STM_AGENCY_TOLD } stm_agency_kind;

typedef enum stm_house { STM_HOUSE_NONE, STM_HOUSE_MEDIA, STM_HOUSE_WIRE } stm_house;

typedef struct stm_agency {
    stm_str name; /* the form that is written out */
    stm_agency_kind kind;
} stm_agency;

typedef enum stm_promo_where { STM_PROMO_WHOLE, STM_PROMO_START, STM_PROMO_INSIDE } stm_promo_where;
typedef struct stm_promo {
    stm_str phrase; /* lower case */
    stm_promo_where where;
    uint32_t next; /* index of another phrase with the same first word, or STM_NONE */
} stm_promo;

typedef struct stm_newswords {
    STM_VEC(stm_agency) agencies;
    stm_map agency_forms; /* as written -> index */
    stm_map house_words;  /* "Wire" -> STM_HOUSE_WIRE, "Gazette" -> STM_HOUSE_MEDIA */
    stm_map places;       /* lower case -> 1 */
    STM_VEC(stm_promo) promos;
    stm_map promo_heads;       /* first word of a phrase -> index of the first such phrase */
    stm_sieve promo_sieve;     /* bits of those of them that may stand inside of a line */
    uint32_t promo_begins[32]; /* of the same, by the first letter: bits of the second */
} stm_newswords;

/* Inside stm_arena_protect; lives in the arena. */
void stm_newswords_init(stm_arena *arena, stm_newswords *words);
/* The longest agency name at the start of `s` that ends where a word ends; its index and *n bytes, or STM_NONE. */
uint32_t stm_agency_at(const stm_newswords *words, stm_str s, size_t *n);
/* Is all of `s` an agency? Its index or STM_NONE. */
uint32_t stm_agency_of(const stm_newswords *words, stm_str s);
/* Is `s` the name of a house, to judge by its words: up to five, capitalised, one of them such as "Gazette"? */
stm_house stm_house_of(const stm_newswords *words, stm_str s);
/* Does the line hold one of the phrases of promotion, in whatever case? */
bool stm_promo_in(const stm_newswords *words, stm_str s);
bool stm_place_known(const stm_newswords *words, stm_arena *arena, stm_str s);

#endif
