/* descriptions.h: what record_descriptions.c, description_read.c and description_roles.c share. Internal to `record`.
 */
#ifndef STM_RECORD_DESCRIPTIONS_H
#define STM_RECORD_DESCRIPTIONS_H

#include "record/record_parts.h"

#define MAX_ATTRIBUTES 8
#define LEAD_SENTENCES 4 /* "an accounting firm" there is the one that the text names below */

/* A nominal mention: its head word, and what stands before it. */
typedef struct description {
    uint32_t group; /* entity of the record, before joining */
    uint32_t member, sentence, head, entity;
    stm_str word;    /* lemma of the head, lower case */
    stm_str wording; /* of the mention without its article, lower case */
    stm_str attribute[MAX_ATTRIBUTES];
    bool proper[MAX_ATTRIBUTES]; /* a name */
    uint32_t n_attributes, age;
    bool definite, indefinite, plural, contrast, quantity;
    bool open; /* "the ship", where the story names two: in another text it may be the other */
} description;

typedef struct describer {
    stm_work *w;
    uint32_t *up;    /* by entity of the record: union-find, the root is the least */
    uint32_t *named; /* by root: an entity with a name, or STM_NONE */
    STM_VEC(description) all;
    stm_map first_of; /* head word -> index into lists */
    STM_VEC(stm_u32s) lists;
    stm_u32s *roles_of_word; /* by list: roots of named entities that carry the word */
} describer;

/* The least member of the group. */
uint32_t stm_group_root(const describer *d, uint32_t entity);
bool stm_kinds_agree(stm_entity_kind a, stm_entity_kind b);
/* Joins two groups; false where both have names, unless `names_too`, or the kinds differ. */
bool stm_group_join(describer *d, uint32_t a, uint32_t b, bool names_too);

/* ---- description_read.c ---- */
stm_str stm_without_the(stm_str s);
stm_str stm_first_word(stm_str s);
stm_str stm_last_word(stm_str s);
bool stm_one_of(stm_str s, const char *const *words, size_t n);
#define ONE_OF(s, list) stm_one_of((s), (list), sizeof(list) / sizeof *(list))
/* Its lemma, or its form, lower case. */
stm_str stm_token_word(stm_work *work, const stm_article *article, uint32_t token);
/* "vice", "deputy": what makes another office of the word behind it. */
bool stm_other_office(stm_str word);
/* "38-year-old" or "38 years old" from a byte on -> 38, else 0; *end behind it. */
uint32_t stm_age_at(const stm_article *article, uint32_t byte, uint32_t *end);
/* Takes the name from common nouns at the head of a sentence: "Police said". Before stm_descriptions_read. */
void stm_descriptions_unname(describer *d);
void stm_descriptions_read(describer *d);
bool stm_description_has(const description *x, stm_str word);
/* Every attribute of x is one of y. */
bool stm_description_within(const description *x, const description *y);
/* A word for anybody or anything tells nothing. */
bool stm_anybody(stm_str word);
/* Brought in for the first time, in the middle of a text. */
bool stm_somebody_new(const describer *d, const description *x);
/* "a gunman wounded two wardens ... before a ranger hit the gunman" */
bool stm_brought_in(const describer *d, const description *x);
/* data/roles.txt: the words that one may stand for, or NULL. */
const stm_strs *stm_partners_of(const describer *d, stm_str word);

/* ---- noun_phrases.c ---- */
/* A nominal mention of the entity with the words behind its head that tell which one is meant. */
stm_span stm_whole_description(const stm_article *article, const stm_entity *entity, uint32_t mention);

/* ---- place_names.c ---- */
/* "U.S." in "U.S. officials" says "American", and names nobody. */
bool stm_nationality_word(const stm_article *article, const stm_mention *name);
/* Adds "eastern Marenia" to the entities of the record, beside Marenia. */
void stm_place_parts(stm_work *work);
/* name_spread.c: names of one article found in the others. Between names and descriptions. */
void stm_names_spread(stm_work *work);

/* ---- named_after.c ---- */
/* Joins "the Astra store" with Astra where both name one thing. Behind stm_descriptions_read. */
void stm_named_after(describer *d);

/* ---- description_places.c ---- */
/* Joins "the capital", "our country" with the one that the text, or else the story, names. */
void stm_places_join(describer *d);

/* ---- description_groups.c ---- */
/* Joins "the demonstrators" with "protesters", where the story has one group of each. */
void stm_groups_join(describer *d);

/* ---- description_recent.c ---- */
/* Joins "the company" with the body that its text speaks of most and spoke of last. Before other descriptions join. */
void stm_recent_join(describer *d);

/* ---- description_roles.c ---- */
/* Joins descriptions with the one name that has their role, or their age. */
void stm_roles_join(describer *d);

#endif
