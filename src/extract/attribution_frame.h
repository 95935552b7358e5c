/* attribution_frame.h: a verb that may report, while its frames are tried. Internal to `extract`. */
#ifndef STM_EXTRACT_ATTRIBUTION_FRAME_H
#define STM_EXTRACT_ATTRIBUTION_FRAME_H

#include "extract/attribution.h"

typedef struct stm_verb_frame {
    stm_finder *f;
    const stm_cue *cue;
    uint32_t v;
    uint32_t subject, without; /* who speaks, if the verb is active */
    uint32_t preposition;      /* taken into the cue, or STM_NONE */
    uint32_t particle;         /* of "wave away", or STM_NONE */
    bool passive;
    bool agentless, predicate;
    stm_act act;
    stm_extent extent;
    stm_runs content;
} stm_verb_frame;

static inline bool stm_frame_has(const stm_verb_frame *x, uint32_t frames) { return (x->cue->frames & frames) != 0; }

/* ---- attribution_objects.c ---- */
/* What an infinitive, a gerund or an object of the verb says goes into the content; false: none of them says it. */
bool stm_frame_object(stm_verb_frame *frame);
/* ---- attribution_lost.c ---- */
/* "told reporters that he had", "says he won": a finite clause right behind the verb, or behind the one addressed, is
 * what is said, wherever the parser hung it. Adds it to the content; false: there is none. */
bool stm_frame_lost_clause(stm_verb_frame *frame);
/* "accused by the bank of fraud", "told by police to stay": what trees hang on the agent of a passive, or behind it.
 * The infinitive; or STM_NONE and `with`: the phrase, left alone where there is none. */
uint32_t stm_frame_behind_agent(const stm_verb_frame *frame, uint32_t *with);
/* "brushed aside the complaint": what stands right behind the particle of a verb is its object, though the tree takes
 * it for an adverbial. STM_NONE: nothing does. */
uint32_t stm_frame_lost_object(const stm_verb_frame *frame);
/* "called on Congress to act", "called for the army to leave", "pleaded guilty to fraud": the phrase behind the
 * preposition, with the infinitive. False: there is none. */
bool stm_frame_behind(stm_verb_frame *frame);
/* "pleaded guilty", "pleaded not guilty": the word that the plea comes to, or STM_NONE. */
uint32_t stm_plea_of(const stm_finder *finder, uint32_t verb);
/* The cue with its particle and preposition: "pushed back on". */
stm_span stm_frame_cue(const stm_verb_frame *frame);
/* "found a gun in the car, but Lind as “calm”": what stands behind "but" is predicated of another. */
bool stm_but_between(const stm_finder *f, uint32_t from, uint32_t to);
/* 'called the plan "a disgrace"', 'calls the visit "harmful" to trade', read as one phrase: the words in
 * marks end it or hang on its noun from behind. */
bool stm_frame_has_verdict(const stm_verb_frame *frame, uint32_t object, uint32_t last);

/* ---- attribution_deeds.c ---- */
/* The verb tells here of what is done or happens, and reports nothing: "a second raid saw three shops robbed". */
bool stm_frame_is_deed(const stm_verb_frame *frame);
/* A verb whose passive, where nobody is said to do it, tells what happened: "could be seen walking". */
bool stm_verb_happens(const stm_finder *finder, uint32_t verb);
/* "It should be noted that", "it can be argued that": the writer's own, and nobody has said it. */
bool stm_frame_may_be_said(const stm_verb_frame *frame, uint32_t clause);
/* "declined to comment on the report": both verbs are the cue, and the report is rejected. Changes nothing elsewhere.
 */
void stm_declined_to_comment(const stm_finder *finder, uint32_t verb, stm_said *said);
/* "The agency quoted Ann Lee as saying": the token that heads who is quoted; `subject` where nobody is. */
uint32_t stm_quoted_as_saying(const stm_finder *finder, uint32_t verb, uint32_t subject);

/* Takes the subject that the tree hangs on the verb into the content: "told Reuters | bids were due".
 * (attribution_lost.c) */
void stm_frame_lost_subject(stm_verb_frame *x, uint32_t clause);

#endif
