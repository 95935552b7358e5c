/* person_words.h: the word lists that entities are made with. Internal to `extract`. */
#ifndef STM_EXTRACT_PERSON_WORDS_H
#define STM_EXTRACT_PERSON_WORDS_H

#include "base/map.h"

/* Bits; 0 is unknown. */
enum { STM_MALE = 1, STM_FEMALE = 2, STM_NEUTER = 4 };
#define STM_SURNAME_TOO 8 /* of a given name */

/* What a title in front of a name is. */
enum { STM_TITLE_NONE, STM_TITLE_FORM, STM_TITLE_RANK, STM_TITLE_OFFICE };

typedef struct stm_person_words {
    stm_map nouns;          /* lower-case noun -> kind letter (p g o l v) | gender << 8 */
    stm_map titles;         /* lower-case word -> STM_TITLE_* | gender << 8 */
    stm_map given;          /* lower-case given name -> gender, STM_SURNAME_TOO */
    stm_map countries;      /* lower-case name -> number of the country */
    stm_strs country_names; /* by that number, as written */
    stm_map capitals;       /* lower-case name -> number of the country whose government it may stand for */
    stm_map demonyms;       /* lower-case demonym, plural too -> number of the country */
    stm_map regions;        /* lower-case name of a state, province, sea */
    stm_map roles;          /* "a b" in lower case: the role a may stand for b */
    stm_map nicknames;      /* "a b" in lower case: a given name and what its bearers are called */
} stm_person_words;

/* Reads data/nouns_more, nouns, titles, given_names, given_names_us, countries, regions, roles, nicknames. Inside
 * stm_arena_protect. */
void stm_person_words_read(stm_arena *arena, stm_person_words *out);

#endif
