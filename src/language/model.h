/* model.h: the opened model of tags and trees, as the steps of this folder see it.
 *
 * The file (written by train/export.py, little-endian): "stmparse", u32 version, u32 count, then per section a name
 * of 16 bytes, u64 offset (a multiple of 64), u64 bytes. A linear map NAME has its weights in NAME.w, 128 times their
 * sums in NAME.o, their steps in NAME.s, what is added in NAME.b, and, if it lacks weights, its lists of fours in
 * NAME.k (see stm_linear). Everything below is borrowed from the mapped file.
 */
#ifndef STM_LANGUAGE_MODEL_H
#define STM_LANGUAGE_MODEL_H

#include "base/pool.h"
#include "language/kernels.h"
#include "language/language.h"
#include "language/names.h"

#define STM_MAX_LAYERS 8

/* A mapped file and its sections. */
typedef struct stm_sections {
    const char *p;
    size_t n;
} stm_sections;

/* Slot of a hash table in the file: the key is known by 32 bits of its hash beyond those that choose the slot. */
typedef struct stm_slot {
    uint32_t check, value; /* value STM_NONE: free */
} stm_slot;

typedef struct stm_slots {
    const stm_slot *at;
    uint32_t mask; /* count - 1, a power of two less one */
} stm_slots;

typedef struct stm_parser {
    uint32_t d, layers, arc, rel, n_tags, n_rels, n_rows, n_vectors, dims;
    stm_slots index;        /* feature key -> row, or word -> vector */
    stm_slots lemmas;       /* lemma key -> offset in lemma_text */
    const char *lemma_text; /* strings that end in NUL */
    size_t lemma_bytes;
    const int8_t *rows;     /* [n_rows][d] */
    const float *row_scale; /* [n_rows] */
    const int8_t *vectors;  /* [n_vectors][dims], steps of 1/32 */
    stm_linear project, layer[STM_MAX_LAYERS], tag, arcs, pair, rel_out;
    stm_linear rel_dep, rel_head;       /* what a word brings to its relation as the one that hangs, as the one above */
    const float *gates[STM_MAX_LAYERS]; /* [4][d]: forget bias, read bias, forget peephole, read peephole */
    const float *root, *head_bias;      /* [arc] */
    const float *root_rel;              /* [rel] */
    uint8_t tag_upos[256], tag_xpos[256], rel_of[256];
} stm_parser;

struct stm_model {
    stm_sections file; /* of the parser; n 0: no model, nothing is tagged */
    stm_parser parser;
    int8_t *tiles;      /* the parser's weights once more, for processors that multiply tiles; NULL: none */
    stm_pool *networks; /* of stm_network */
    stm_names_model *names;
    stm_pool *name_caches; /* see stm_names_cache_new */
};

#define STM_PATH_CAP 4096
/* As stm_model_open, but without the tagger of names, for the program that makes it. */
stm_status stm_model_open_parser(const char *dir, stm_model **out, stm_err *err) STM_MUST_USE;
/* Path of a model file, in `dir`, or where stm_model_open looks if it is NULL; false if it is nowhere. */
bool stm_model_find(const char *dir, const char *file, char path[STM_PATH_CAP]);
/* Maps a whole file; STM_IO if it cannot be read. */
stm_status stm_sections_map(const char *path, stm_sections *out, stm_err *err) STM_MUST_USE;
/* Allows an empty one, and makes it empty. */
void stm_sections_unmap(stm_sections *file);
/* The bytes of a section; NULL if there is none, or not at least `bytes` long. */
const void *stm_section(const stm_sections *file, const char *name, size_t bytes, size_t *n);
/* Fills *out from the mapped file; STM_FORMAT if a section is missing, short, or beyond what the code can run. */
stm_status stm_parser_load(const stm_sections *file, stm_parser *out, stm_err *err) STM_MUST_USE;
/* Lays the weights of all maps out in tiles (kernels_tiles.h), once for all threads. The memory is the caller's, to be
 * freed with stm_mem_free after the parser's last use; NULL: not enough, and the parser is as it was. */
int8_t *stm_parser_lay_out(stm_parser *parser) STM_MUST_USE;
/* The value of a 64-bit key, or STM_NONE. */
uint32_t stm_slots_get(const stm_slots *table, uint64_t hash);
/* Has the place of a key fetched from memory, for a look-up a little later. */
static inline void stm_slots_expect(const stm_slots *table, uint64_t hash)
{
    __builtin_prefetch(&table->at[(uint32_t)hash & table->mask]);
}

/* ---- the steps ----------------------------------------------------------------------------------------- */

#define STM_N_FEATURES 10
#define STM_UNIT_MAX 256 /* words that are encoded and parsed together at most */

/* 64-bit FNV-1a of n bytes, going on from `hash`; start with STM_FNV. */
#define STM_FNV 0xcbf29ce484222325u
uint64_t stm_fnv(uint64_t hash, const char *p, size_t n);
/* Small ASCII letters and plain quotation marks and dashes, cut to `cap` bytes; returns the length. */
size_t stm_fold_word(stm_str form, char *out, size_t cap);
/* Hashes of the features of a word, in the order of train/treebank.py. */
void stm_word_features(stm_str form, bool space_before, uint64_t out[STM_N_FEATURES]);

/* One sentence, or a piece of one that is too long. */
typedef struct stm_unit {
    uint32_t first, n; /* tokens; n <= STM_UNIT_MAX */
} stm_unit;

typedef struct stm_network stm_network;
/* Scratch memory for units of up to STM_UNIT_MAX words together, and the words seen so far; NULL: out of memory. */
stm_network *stm_network_new(const stm_parser *parser);
void stm_network_free(stm_network *net);
/* Takes units that have at most STM_UNIT_MAX words together; they are tagged and parsed when the next ones are taken,
 * or by stm_network_end. Allocates nothing. */
void stm_network_take(stm_network *net, stm_article *article, const stm_unit *units, uint32_t n_units);
/* Tags and parses what was taken last. */
void stm_network_end(stm_network *net);
/* Gives a unit what the network gave to the same words before; false: they are not kept. */
bool stm_network_recall(stm_network *net, stm_article *article, uint32_t first, uint32_t n);

/* Heads of the best tree with one root: scores[i * (n + 1) + j] of word i under word j - 1, j 0 the root; n <=
 * STM_UNIT_MAX. heads[i] is j. Scores are changed. */
typedef struct stm_tree_scratch stm_tree_scratch;
size_t stm_tree_scratch_bytes(void);
void stm_tree_decode(float *scores, uint32_t n, uint32_t *heads, stm_tree_scratch *scratch);

/* Mends what the shape of a sentence's tree shows to be wrong; see mend.c. The sentence has tokens. */
void stm_tree_mend(stm_article *article, const stm_sentence *sentence);
/* The same, of a verb of saying that closes the sentence; see mend_said.c. */
void stm_tree_mend_said(stm_article *article, const stm_sentence *sentence);
/* The same, of words that cannot be where the tree has them; before the others; see mend_words.c. */
void stm_tree_mend_words(stm_article *article, const stm_sentence *sentence);
/* The same, of who says what stands before a verb of saying; see mend_speaker.c. */
void stm_tree_mend_speaker(stm_article *article, const stm_sentence *sentence);
/* The same, of what is told behind a verb of telling; see mend_told.c. */
void stm_tree_mend_told(stm_article *article, const stm_sentence *sentence);
/* The same, of clauses without a subject, a verb or a place; see mend_clause.c. */
void stm_tree_mend_clause(stm_article *article, const stm_sentence *sentence);
/* The same, of surnames taken for verbs, once the names are known; see mend_names.c. The article's entities are names.
 */
void stm_tree_mend_names(stm_article *article);

/* The lemma of a tagged token. */
stm_str stm_lemma(stm_arena *arena, const stm_parser *parser, stm_str form, stm_upos upos, stm_xpos xpos);
/* Those of all tokens of a tagged article. */
void stm_lemmas(stm_arena *arena, const stm_parser *parser, stm_article *article);

#endif
