/* cues.h: the lexicon of reporting words; see cues.c. Internal to extract. */
#ifndef STM_EXTRACT_CUES_H
#define STM_EXTRACT_CUES_H

#include "article/article.h"
#include "base/gate.h"

/* Frames, as data/cues.txt explains them. */
enum {
    STM_CUE_QUOTE = 1 << 0,      /* q */
    STM_CUE_THAT = 1 << 1,       /* t */
    STM_CUE_WHETHER = 1 << 2,    /* w */
    STM_CUE_INFINITIVE = 1 << 3, /* i */
    STM_CUE_OBJECT_INF = 1 << 4, /* o */
    STM_CUE_DIRECTED = 1 << 5,   /* d */
    STM_CUE_NOUN = 1 << 6,       /* n */
    STM_CUE_PREDICATE = 1 << 7,  /* c */
    STM_CUE_AGENTLESS = 1 << 8,  /* s */
    STM_CUE_SEEMING = 1 << 9,    /* e */
    STM_CUE_ADDRESSED = 1 << 10, /* a */
    STM_CUE_FRAMES = 11
};

typedef enum stm_cue_class { STM_CUE_VERB, STM_CUE_NOUN_WORD, STM_CUE_ADJECTIVE, STM_CUE_CLASSES } stm_cue_class;

typedef struct stm_cue {
    uint32_t frames;
    stm_act acts[STM_CUE_FRAMES]; /* act of each frame, by the place of its bit */
    stm_strs behind;              /* f=: prepositions whose phrase is the content */
    stm_strs beside;              /* r=: prepositions whose phrase belongs to the content besides the object */
    stm_act behind_act, beside_act;
} stm_cue;

typedef struct stm_cues {
    stm_map index[STM_CUE_CLASSES]; /* lemma, or lemma+particle -> item */
    stm_gate gate[STM_CUE_CLASSES]; /* of its keys */
    STM_VEC(stm_cue) items;
} stm_cues;

/* Reads data/cues.txt. STM_FORMAT with the line in err. Call inside stm_arena_protect. */
stm_status stm_cues_read(stm_arena *arena, stm_str source, stm_cues *out, stm_err *err) STM_MUST_USE;

/* The act of the first of the entry's frames that is in `frames`; STM_ACT_SAY if none is. */
stm_act stm_cue_act(const stm_cue *cue, uint32_t frames);

/* The entry of a lower-case lemma (NULL: none); with a particle, the entry of the two together if there is one. */
const stm_cue *stm_cue_find(const stm_cues *cues, stm_cue_class kind, stm_str lemma, stm_str particle);

#endif
