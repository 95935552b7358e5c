/* agreed.h: labels of what is agreed, between the files that make them. */
#ifndef STM_RECORD_AGREED_H
#define STM_RECORD_AGREED_H

#include "record/facts.h"

#define STM_LABEL_ENDS 6

/* A wording of a clause, in the pieces that it can be cut into: the core, and what may follow it, one after the other.
 */
typedef struct stm_label_pieces {
    stm_span who; /* where the subject stands elsewhere */
    uint32_t start, n, end[STM_LABEL_ENDS + 1];
    stm_matter matter[STM_LABEL_ENDS + 1];
} stm_label_pieces;

/* ---- agreed_wording.c ---- */
/* The pieces of a unit as a sentence of its own; without `front`, of it without what a comma sets apart before its
 * subject. False: there is no such sentence. */
bool stm_label_pieces_of(stm_work *work, uint32_t unit, bool front, stm_label_pieces *out);
/* The sentence down to the end of piece `n` - 1. */
stm_str stm_label_wording(stm_work *work, uint32_t unit, const stm_label_pieces *pieces, uint32_t n);

/* What is left of a clause as a label: all, without what stands before its subject, without what the verb need not
 * have, with a name for all of its subject. */
enum { STM_LABEL_ALL, STM_LABEL_FROM_SUBJECT, STM_LABEL_CUT, STM_LABEL_NAMED, STM_LABEL_WAYS };

enum { STM_LABEL_WORDS = 40 };

/* A term of a label, once. */
typedef struct stm_label_word {
    uint32_t token, term, piece;
    float weight;
    bool which; /* a name, a day or a number: what tells one thing from another of its kind */
} stm_label_word;

/* A sentence to be, of a clause down to the end of some piece. */
typedef struct stm_label {
    uint32_t unit, member, subject, n;
    uint32_t verb; /* its finite verb */
    stm_label_pieces pieces;
    stm_arguments args;
    bool passive;
    stm_label_word words[STM_LABEL_WORDS];
} stm_label;

/* Why two sentences are compared: texts begin with them, words of them were found to hang together, or they are alike.
 */
typedef enum stm_label_from { STM_FROM_BEGUN, STM_FROM_PIECES, STM_FROM_ANYWHERE } stm_label_from;

/* A sentence that is looked at. */
typedef struct stm_label_place {
    uint32_t member, sentence;
    uint32_t reading; /* of the statement, or STM_NONE */
    uint64_t own;     /* a bit of each of its terms, */
    stm_term_kin all; /* and those by which terms are like them: without one in common it has no such term */
} stm_label_place;

/* Where a sentence bears a label out, and how well. */
typedef struct stm_borne {
    uint32_t pieces; /* so many of it, from the first */
    stm_span at;
    float net[STM_LABEL_ENDS + 1]; /* what it has of the pieces up to each, less what it lacks */
} stm_borne;

/* ---- agreed_labels.c ---- */
/* Reads a unit as a label, one way of four. False: it is none, or that way gives nothing of its own. */
bool stm_label_read(stm_work *work, uint32_t unit, uint32_t way, stm_label *out);
/* The words of its first `n` pieces make a sentence by themselves, with nothing cut that they ask for. */
bool stm_label_whole(const stm_work *work, const stm_label *label, uint32_t n, stm_str words);

/* ---- agreed_borne.c ---- */
/* A quick no: the sentence has no such term. */
static inline bool stm_label_may_have(const stm_work *work, const stm_label_place *place, uint32_t term)
{
    return (place->own >> term % 64 & 1) != 0 || stm_kin_may_be_alike(&work->kin[term], &place->all);
}
stm_label_place stm_label_place_at(const stm_work *work, uint32_t member, uint32_t sentence, uint32_t reading);
/* What the sentence bears out of the label. */
stm_borne stm_label_borne(stm_work *work, const stm_label *label, const stm_label_place *place, stm_label_from from);

/* ---- agreed_told.c: after all that is agreed and all that is contested ---- */
void stm_agreed_told(stm_work *work);

/* ---- agreed_told.c ---- */
/* What a stretch of a member says, with whoever says it. */
stm_statement_reading stm_agreed_reading(stm_work *work, uint32_t member, stm_span at);
/* Lines and origins of what is agreed, by its readings. */
void stm_agreed_count(stm_work *work, stm_statement *statement);

/* ---- agreed_events.c: after all that is in the timeline ---- */
void stm_agreed_events(stm_work *work);

#endif
