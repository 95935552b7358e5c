/* names_features.h: what the name tagger sees of a token. Internal to `language` and its trainer, so that both see
 * the same.
 */
#ifndef STM_LANGUAGE_NAMES_FEATURES_H
#define STM_LANGUAGE_NAMES_FEATURES_H

#include "article/article.h"
#include "language/names_model.h"

#define STM_NAMES_MAX_FEATURES 128
#define STM_OFTEN_MOST 63
#define STM_NAMES_MAX_HINTS 4          /* of those from the first pass */
#define STM_NAMES_OTHERS 18            /* templates of no group */
#define STM_NAMES_TEMPLATE 0x5eed0000U /* and a template's number: what its values are joined to */

/* What is known of one token before tagging. */
typedef struct stm_names_view {
    uint32_t word;     /* key of the lower-case form, digits made 0 */
    uint32_t shape;    /* key of the shape: "Xx", "X.X.", "0000" */
    uint32_t affix[7]; /* keys of prefixes of 2 to 4 and suffixes of 1 to 4 characters; 0: too short */
    uint16_t fine, middle, lists, spans; /* lists: of the word alone; spans: of a longer phrase that it is part of */
    uint8_t coarse, rank;
    uint8_t at;        /* place in that phrase: 0 none, 1 first, 2 inner, 3 last */
    uint8_t caps;      /* 0 no letter, 1 lower, 2 Capital, 3 ALL CAPITALS, 4 mixed */
    uint8_t document;  /* bits: 1 the form stands in lower case elsewhere, 2 capitalised inside a sentence elsewhere */
    uint8_t hint;      /* 1 + type that the first pass mostly gave to this form elsewhere in the article; 0: none */
    uint8_t hint_part; /* the same for its place in the name: 0 none, 1 begin, 2 inside or end, 3 single */
    uint8_t style;     /* of its sentence; see stm_names_style */
    uint8_t xpos, deprel;   /* of the tree; 0: not parsed */
    uint16_t above, above2; /* cluster of the word that it hangs under, fine and middle; 0: none */
    uint32_t above_word;
    uint8_t
        often; /* as a proper noun, capitalised inside a sentence, in the article; up to STM_OFTEN_MOST; no feature */
    uint32_t form; /* number of the lower-case form in the article, from 0 on */
} stm_names_view;

enum stm_names_style { STM_STYLE_TEXT, STM_STYLE_TITLE, STM_STYLE_CAPITALS, STM_STYLE_LOWER, STM_STYLE_TABLE };

/* Views of all tokens of the article, in the arena. Cost: linear. */
stm_names_view *stm_names_look(stm_arena *arena, const stm_names_model *model, const stm_article *article);
/* The same in two steps: what the form alone says, for each token; then what its neighbours and the article say. */
void stm_names_look_at(const stm_names_model *model, stm_str form, stm_names_view *view);
typedef struct stm_names_place stm_names_place;
typedef struct stm_names_room {
    stm_names_place *table; /* of the forms; all zero */
    uint32_t mask;
    uint8_t *seen; /* by form: two bits of `document`, and `often`; all zero */
} stm_names_room;
stm_names_room stm_names_make_room(stm_arena *arena, uint32_t n_tokens);
void stm_names_look_over(const stm_names_room *room, const stm_names_model *model, const stm_article *article,
                         stm_names_view *views); /* allocates nothing */
/* What is seen before the first token of a sentence, or behind its last. */
const stm_names_view *stm_names_outside(bool behind);
/* Sets hint and hint_part from the tags of a first pass. */
void stm_names_hint(stm_arena *arena, const stm_article *article, stm_names_view *views, const uint8_t *tags);
/* Features of token `i` of a sentence of `n` tokens whose views are v[0..n). Returns how many; the last *hints of
 * them (NULL allowed) come from the first pass. */
uint32_t stm_names_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t out[STM_NAMES_MAX_FEATURES],
                            uint32_t *hints);
/* The same in parts: (1) those that only the form of the word at a place of the window (0-4, the token itself at 2)
 * decides, after stm_names_look_at; (2) groups, each decided by 16 bytes that are often the same; (3) the others;
 * (4) those from the first pass. */
uint32_t stm_names_own_features(const stm_names_view *v, uint32_t place, uint32_t out[STM_NAMES_MAX_FEATURES]);
enum stm_names_group_of {
    STM_NAMES_BY_FORM, /* and what the sentence and the article say of it */
    STM_NAMES_BY_TAG,  /* tag, relation, capitals */
    STM_NAMES_BY_TAGS_BEFORE,
    STM_NAMES_BY_TAGS_BEHIND,
    STM_NAMES_BY_SHAPES,
    STM_NAMES_BY_LISTS, /* of the word and its neighbours */
    STM_NAMES_GROUPS
};
/* All that the features of a group depend on, and which group it is: never all 0. */
typedef struct stm_names_group {
    uint32_t at[4];
} stm_names_group;
void stm_names_groups(const stm_names_view *v, uint32_t n, uint32_t i, stm_names_group out[STM_NAMES_GROUPS]);
uint32_t stm_names_group_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t group,
                                  uint32_t out[STM_NAMES_MAX_FEATURES]);
uint32_t stm_names_hint_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t out[STM_NAMES_MAX_HINTS]);
/* Those of no group of all n tokens: of token i the features out[k * n + i], k < STM_NAMES_OTHERS, but for zeros. They
 * lie in `room`, which has stm_names_others_room(n) numbers. names_pairs.c */
const uint32_t *stm_names_others(const stm_names_view *v, uint32_t n, uint32_t *room);
size_t stm_names_others_room(uint32_t n);

#endif
