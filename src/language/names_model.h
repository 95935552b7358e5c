/* names_model.h: the name tagger's model file, names.bin, and its reader. Internal to `language` and its trainer.
 *
 * The file is little-endian and used where it is mapped:
 *   header   stm_names_header
 *   words    n_word_slots x stm_names_word, open addressing by key: clusters and lists of a lower-case word
 *   phrases  n_phrase_slots x stm_names_phrase: lists of phrases of two to five words
 *   trans    STM_NAMES_TAGS x STM_NAMES_TAGS int32: score of tag after tag
 *   keys     n_row_slots x uint32: open addressing by feature
 *   rows     n_row_slots x STM_NAMES_TAGS int8: what a feature adds to each tag
 *
 * Invariants: (1) a key's probe starts at stm_names_home and goes on to the next free slot. (2) key
 * 0 is a free slot. (3) everything is an integer: the same tags on every machine. (4) read-only after opening.
 */
#ifndef STM_LANGUAGE_NAMES_MODEL_H
#define STM_LANGUAGE_NAMES_MODEL_H

#include "base/str.h"

/* Tag 0 is outside; 1 + 4 * type + {0 begin, 1 inside, 2 end, 3 single}. */
#define STM_NAMES_TAGS 17
#define STM_NAMES_TRANS_MAX 4096
#define STM_NAMES_SIEVE (1u << 17) /* bits: one key in ten that is no phrase passes */
enum { STM_NAMES_PER, STM_NAMES_ORG, STM_NAMES_LOC, STM_NAMES_MISC, STM_NAMES_TYPES };
enum { STM_NAMES_B, STM_NAMES_I, STM_NAMES_E, STM_NAMES_S };

/* Lists that a word or phrase may stand in. */
enum {
    STM_LIST_GIVEN_M = 1,
    STM_LIST_GIVEN_F = 2,
    STM_LIST_SURNAME = 4,
    STM_LIST_COUNTRY = 8,
    STM_LIST_REGION = 16,
    STM_LIST_CITY = 32,
    STM_LIST_TOWN = 64,
    STM_LIST_DEMONYM = 128,
    STM_LIST_TITLE = 256,
    STM_LIST_ORG = 512,
    STM_LIST_MEDIA = 1024,
    STM_LIST_CALENDAR = 2048,
    STM_LIST_TEAM = 4096,
    STM_LIST_MISC = 8192,
    STM_LIST_COUNT = 14
};

typedef struct stm_names_word {
    uint32_t key; /* stm_names_key of the word */
    uint16_t fine, middle;
    uint8_t coarse, rank; /* rank: log2 of the word's frequency rank; 0: not in the vectors */
    uint16_t lists;
} stm_names_word;

typedef struct stm_names_phrase {
    uint32_t key; /* stm_names_join of its words' keys */
    uint16_t lists;
    uint16_t words;
} stm_names_phrase;

typedef struct stm_names_header {
    char magic[8]; /* "stmNAME2" */
    uint32_t n_word_slots, n_phrase_slots, n_row_slots, tags;
} stm_names_header;

typedef struct stm_names_model {
    const stm_names_word *words;
    const stm_names_phrase *phrases;
    const int32_t *trans; /* [from][to]; none beyond STM_NAMES_TRANS_MAX, so that sums over a sentence fit */
    const uint32_t *keys;
    const int8_t *rows; /* [slot][tag] */
    uint32_t n_word_slots, n_phrase_slots, n_row_slots;
    void *map;
    size_t map_bytes;
    uint64_t sieve[STM_NAMES_SIEVE / 64]; /* of phrases: a key whose bit is not set is none */
} stm_names_model;

/* May tag `to` stand right after `from`? (0 also stands for the sentence's start and end.) */
static inline bool stm_names_follows(uint32_t from, uint32_t to)
{
    uint32_t part = (from - 1) & 3, next = (to - 1) & 3;
    bool open = from != 0 && (part == STM_NAMES_B || part == STM_NAMES_I);
    bool goes_on = to != 0 && (next == STM_NAMES_I || next == STM_NAMES_E);
    return open == goes_on && (!open || (from - 1) >> 2 == (to - 1) >> 2);
}

/* Maps `path`. STM_IO, STM_FORMAT, STM_NO_MEMORY. On STM_OK *out is the caller's. */
stm_status stm_names_model_open(const char *path, stm_names_model **out, stm_err *err) STM_MUST_USE;
void stm_names_model_close(stm_names_model *model);

/* Where the probe for `key` starts in a table of `slots` slots. */
static inline uint32_t stm_names_home(uint32_t key, uint32_t slots) { return (uint32_t)((uint64_t)key * slots >> 32); }

/* Never 0. */
static inline uint32_t stm_names_mix(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x7feb352dU;
    h ^= h >> 15;
    h *= 0x846ca68bU;
    h ^= h >> 16;
    return h == 0 ? 1 : h;
}

/* Key of a word in its lower-case form; never 0. */
uint32_t stm_names_key(stm_str lower);
/* Key of the phrase whose words so far have key `a`, lengthened by the word `b`; never 0. */
static inline uint32_t stm_names_join(uint32_t a, uint32_t b) { return stm_names_mix(a * 0x9e3779b1U + b); }
/* Makes the sieve from the phrases, before they are looked up. */
void stm_names_sieve_phrases(stm_names_model *model);
/* NULL: not there. */
const stm_names_word *stm_names_find_word(const stm_names_model *model, uint32_t key);
const stm_names_phrase *stm_names_find_phrase(const stm_names_model *model, uint32_t key);
/* Has the places where a feature's key may stand fetched from memory, for a look-up a little later: the table is so
 * full that it mostly reads more than ten of them to learn that a key is not there. */
static inline void stm_names_expect(const stm_names_model *model, uint32_t feature)
{
    const char *home = (const char *)&model->keys[stm_names_home(feature, model->n_row_slots)];
    __builtin_prefetch(home);
    __builtin_prefetch(home + 60);
}
/* slots[0..): the slots of those of n features that have weights, which are rows[slot]; returns how many. `slots` may
 * be `features`. */
uint32_t stm_names_find_rows(const stm_names_model *model, const uint32_t *features, uint32_t n, uint32_t *slots);

#endif
