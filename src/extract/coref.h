/* coref.h: the work table of entities: mentions with what is known of each, and sets of them. Internal to `extract`.
 *
 * Steps, each a file: mentions (mentions.c, nominal_bounds.c) -> kinds of names (entities_kinds.c) -> names joined
 * (entities_join.c) -> titles and appositions (entities_titles.c) -> nominals and pronouns (coref.c, ranked by
 * coref_rank.c) -> article.entities (entities.c).
 */
#ifndef STM_EXTRACT_COREF_H
#define STM_EXTRACT_COREF_H

#include "extract/lexicon.h"

enum stm_role { STM_ROLE_OTHER, STM_ROLE_SUBJECT, STM_ROLE_OBJECT, STM_ROLE_OBLIQUE, STM_ROLE_OWNER, STM_ROLE_NOUN };
enum stm_article_word { STM_BARE, STM_DEFINITE, STM_INDEFINITE, STM_THIS, STM_OWNED };
enum { STM_ONE = 1, STM_MANY = 2 };

typedef struct stm_ment {
    uint32_t first, last, head; /* tokens, inclusive */
    stm_mention_form form;
    stm_entity_kind kind;
    uint8_t gender;  /* STM_MALE | STM_FEMALE | STM_NEUTER that are possible; 0 unknown */
    uint8_t number;  /* STM_ONE | STM_MANY that are possible */
    uint8_t person;  /* of a pronoun: 1, 2, 3; 0 else */
    uint8_t article; /* of a nominal */
    uint8_t role;
    bool reflexive, owner; /* himself; his */
    bool borrowed;         /* a capital that stands for its country: never gives the name */
    bool named_by_title;   /* a name with Mr., Mrs. and the like */
    uint32_t quote;        /* region between quotation marks, from 1; 0: none */
    uint32_t set;
    stm_str word;  /* lower-case head word, singular */
    uint32_t next; /* mention of the same set, in the order in which they were added */
} stm_ment;

typedef struct stm_set {
    stm_entity_kind kind;
    uint8_t gender, number;
    uint32_t first, last; /* mentions */
    uint32_t n, n_names;
    uint32_t given, surname; /* tokens of the fullest person name; STM_NONE */
    uint32_t best;           /* mention that gives the name */
    uint32_t joined;         /* the set that this one went into; its own number: none */
    stm_spans titles;
    stm_strs roles;   /* lower-case words that titles and appositions gave */
    uint32_t country; /* of the office, one more than its number; 0: not said */
} stm_set;

struct stm_candidate;

typedef struct stm_coref {
    stm_arena *arena;
    const stm_person_words *words;
    stm_article *a;
    STM_VEC(stm_ment) ments; /* text order, by first token then longer first */
    STM_VEC(stm_set) sets;
    stm_map surnames;  /* of the persons whom the article names in full */
    uint32_t *quote;   /* per token */
    uint32_t *name_at; /* per token: mention of a name that covers it, or STM_NONE */
    uint32_t *speaker; /* per quotation region: set, or STM_NONE */
    uint32_t n_quotes;
    /* For the trainer: is asked for each pronoun with its candidates; gives the index of the right one, or STM_NONE
     * to leave it to the weights. NULL in the program. */
    uint32_t (*teach)(void *teacher, uint32_t mention, const struct stm_candidate *candidates, uint32_t n);
    void *teacher;
} stm_coref;

/* Behind the last word of a name: the son's, not the father's. */
#define STM_GENERATIONS "jr jr. sr sr. ii iii iv"
/* coref_voices.c: the token is a verb of saying. */
bool stm_coref_speaks(const stm_coref *c, uint32_t verb);
/* coref_voices.c: per quotation in which "I" speaks the set of who says it, if by name, else STM_NONE; before any
 * pronoun has a set. Of the arena. */
uint32_t *stm_coref_voices(stm_coref *c);
/* coref_voices.c: gives each quotation its speaker, and "I", "we", "you" their sets; after the third person. */
void stm_coref_speakers(stm_coref *c);
/* entities_kinds.c: settles the kinds of names, before they are joined. */
void stm_coref_settle_kinds(stm_coref *c);
/* nominal_bounds.c: first token of the description that `head` is the noun of, from an article on where there is one.
 */
uint32_t stm_nominal_start(const stm_coref *c, uint32_t head);
/* "one of her lawyers", with `head` at "lawyers": one of them; *first then is the token "one", its head in the tree. */
bool stm_nominal_is_one_of(const stm_coref *c, uint32_t head, uint32_t *first);
/* name_bounds.c: narrows a name to what is one; false: nothing is left. */
bool stm_name_bounds(const stm_coref *c, uint32_t *first, uint32_t *last, stm_entity_kind *kind);
/* The mention of the given name before a nickname in marks that the name stands behind or begins in; STM_NONE. */
uint32_t stm_name_before_nickname(const stm_coref *c, uint32_t first, uint32_t last);
/* A name of a person is not over behind a word that leads to the next: "Omar al" before "Rashid". */
uint32_t stm_name_after_particle(const stm_coref *c, uint32_t first, uint32_t last);
/* "Beaumont" before "Hospital": a name that goes on with the word for what it names. */
bool stm_name_body_goes_on(const stm_coref *c, uint32_t last);
/* Where the name of a person ends and "of" and a place follow: "Paul Okello of Marenia", not "Teresa of Avila"; `last`
 * else. */
uint32_t stm_name_before_origin(const stm_coref *c, uint32_t first, uint32_t last);
/* Takes the letters before a ship's name into it: "MV Tolsta"; false where it is no such name. */
bool stm_name_of_ship(stm_coref *c, uint32_t *first, uint32_t last, stm_entity_kind *kind);
/* `word` of the token, with the word before it that makes another office of it: "vice president". */
stm_str stm_coref_office(const stm_coref *c, uint32_t token, stm_str word);
/* The form in lower case, in the text or the arena. */
stm_str stm_coref_lower(const stm_coref *c, uint32_t token);
/* The set that mention or set index `set` now belongs to. */
uint32_t stm_coref_set(stm_coref *c, uint32_t set);
/* Puts a mention that has no set into `set`. */
void stm_coref_add(stm_coref *c, uint32_t set, uint32_t mention);
/* A new set of that mention. */
uint32_t stm_coref_new(stm_coref *c, uint32_t mention);
/* All of set b goes into set a; returns what is left. */
uint32_t stm_coref_join(stm_coref *c, uint32_t a, uint32_t b);

void stm_coref_mentions(stm_coref *c);
void stm_coref_names(stm_coref *c);
void stm_coref_titles(stm_coref *c);
void stm_coref_resolve(stm_coref *c);

/* coref_office.c: the number, plus one, of the country whose office the nominal is ("the Kenyan president", "Kenya's
 * president"); 0: none. */
uint32_t stm_coref_office_country(const stm_coref *c, const stm_ment *m);
/* Is that nominal another's than the set, by the names behind the two: "the chairman of the Water Board", "of the Road
 * Board"? */
bool stm_coref_of_another(const stm_coref *c, const stm_set *s, const stm_ment *m);

/* The tokens of given name (or STM_NONE) and surname of a person's name. */
void stm_coref_name_parts(const stm_coref *c, const stm_ment *m, uint32_t *given, uint32_t *surname);
/* Lower case, "al-" and the like left off. */
stm_str stm_coref_surname(const stm_coref *c, uint32_t token);

/* Number and gender of nouns and given names. */
uint8_t stm_coref_gender_of_name(const stm_coref *c, uint32_t first, uint32_t last);
bool stm_coref_may_agree(const stm_coref *c, const stm_set *set, const stm_ment *m);

/* ---- ranking ------------------------------------------------------------------------------------------- */

#define STM_RANK_CANDIDATES 32
#define STM_RANK_FEATURES 40 /* at most of one candidate */
#define STM_RANK_WEIGHTS 640

/* What a pronoun may stand for: a set and its nearest mention, or (set STM_NONE) nothing that has a set. */
typedef struct stm_candidate {
    uint32_t set, near;
    uint32_t n;
    uint16_t features[STM_RANK_FEATURES];
} stm_candidate;

/* Fills in the features of the n candidates of pronoun `mention`, the nearest first, the last of them "nothing". */
void stm_coref_features(const stm_coref *c, uint32_t mention, stm_candidate *candidates, uint32_t n);
/* Their weights added up. */
int32_t stm_coref_rank(const stm_candidate *x);

#endif
