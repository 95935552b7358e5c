/* facts.h: what two lines tell alike in a piece of their sentences, however little the rest has in common.
 *
 * A fact is a set of words that hang together in the tree of one sentence. Two sentences of different lines bear one
 * fact where words of the one that hang together stand for what words of the other that hang together stand for.
 */
#ifndef STM_RECORD_FACTS_H
#define STM_RECORD_FACTS_H

#include "record/record_parts.h"

#define STM_FACT_LIKE 0.75f /* of the lighter of two words that are not the same */
#define STM_FACT_SHOWN 0.5  /* confidence from which on a fact is shown unasked */
#define STM_FACT_VERB 1     /* of facts.mood; fact_sense.c has the other bits */

/* Two tokens that stand for one thing. */
typedef struct stm_fact_link {
    uint32_t token[2];
    float weight;
} stm_fact_link;

/* One piece of two sentences. */
typedef struct stm_fact_pair {
    uint32_t member[2], sentence[2];
    uint32_t first, n; /* its links: facts.links[first .. first + n), by weight */
    float score;       /* their weight */
    float likeness;    /* of the two sentences, of aligned ones */
    bool tells;        /* enough to be a fact by itself: others only bear out what is known */
} stm_fact_pair;

typedef STM_VEC(stm_fact_pair) stm_fact_pairs_list;

typedef struct stm_facts {
    uint32_t **stands; /* [member][token]: the token of its mention or time that stands for all of it, or itself */
    uint32_t **term;   /* [member][token]: the term that a token bears that stands for itself, or STM_NONE */
    stm_u32s **near;   /* [member][token]: those that hang together with it, over words that say nothing */
    uint8_t **mood;    /* [member][token]: STM_FACT_VERB, and what stm_fact_moods_apart asks of it, once it has asked */
    STM_VEC(stm_fact_link) links;
    STM_VEC(stm_fact_pair) pairs; /* best first */
    STM_VEC(stm_fact_pair)
    loose;                       /* best first: much that hangs together over words that only one has, or all that
                                    two sentences share of which each is the likest to the other in its text */
    stm_fact_pairs_list aligned; /* all that two sentences share, where it is something of them */
    stm_u32s **pairs_of;         /* [member][sentence]: pairs, best first */
} stm_facts;

/* ---- fact_trees.c ---- */
/* Fills stands, term, near, and of mood which tokens are verbs. */
void stm_fact_trees(stm_work *work, stm_facts *facts);
/* The term that a token bears among facts, or STM_NONE. */
static inline uint32_t stm_fact_term(const stm_facts *facts, uint32_t member, uint32_t token)
{
    return facts->term[member][token];
}

/* Two tokens that stand for something hang together. */
bool stm_fact_near(const stm_facts *facts, uint32_t member, uint32_t token, uint32_t other);
/* They do, or both with a third. */
bool stm_fact_together(const stm_facts *facts, uint32_t member, uint32_t token, uint32_t other);

/* ---- fact_pairs.c ---- */
/* Fills links, pairs and pairs_of; after stm_fact_trees. */
void stm_fact_pairs(stm_work *work, stm_facts *facts);

/* ---- fact_aligned.c: within stm_fact_pairs ---- */
/* Of the aligned sentences, those of which each is the likest to the other in its text, go among the loose pairs and,
 * by sense, into work.likest. */
void stm_fact_align(stm_work *work, stm_facts *facts);

/* ---- fact_vectors.c: within stm_fact_align ---- */
/* Adds to the likeness of aligned sentences how near they are in sense; false: there are no vectors. */
bool stm_fact_vectors(stm_work *work, stm_facts *facts);

/* ---- fact_sense.c ---- */
/* Whether a pair tells something by itself: not a rank and a name, a compound, or two deeds with one verb. */
bool stm_fact_tells(const stm_work *work, const stm_facts *facts, const stm_fact_pair *pair);
/* The same of much that hangs together over words that only one side has. */
bool stm_fact_tells_much(const stm_work *work, const stm_facts *facts, const stm_fact_pair *pair);
/* On both sides a word hangs on another as what it does, has or is, not as a part of a name or a compound. */
bool stm_fact_ties(const stm_work *work, const stm_facts *facts, const stm_fact_pair *pair);
/* Two verbs of which one is denied, or foreseen or wanted, and the other not. */
bool stm_fact_moods_apart(const stm_work *work, const stm_facts *facts, uint32_t member, uint32_t verb,
                          uint32_t other_member, uint32_t other_verb);
/* They give two numbers of one thing, or a verb of both is done by or to two who have names; of pairs that score less
 * than `much`, to two different things. */
bool stm_fact_clashes(const stm_work *work, const stm_facts *facts, const stm_fact_pair *pair, float much);

/* ---- fact_readings.c ---- */
/* The words stand in what somebody denies: nothing is borne out by them. */
bool stm_fact_denied(const stm_work *work, uint32_t member, stm_span words);
/* All of the statement is what somebody said, and the reading what another did: two sayings. */
bool stm_fact_of_another(const stm_work *work, const stm_statement *statement, const stm_statement_reading *reading);
bool stm_fact_headline(const stm_work *work, uint32_t member, uint32_t sentence);
/* From the first of the tokens to the last, whole mentions and times. */
stm_span stm_fact_span(const stm_work *work, const stm_facts *facts, uint32_t member, uint32_t sentence,
                       const stm_u32s *tokens);
/* The same with what hangs on it, where that is not long: what a reader needs to see it borne out. */
stm_span stm_fact_phrase(const stm_work *work, const stm_facts *facts, uint32_t member, uint32_t sentence,
                         const stm_u32s *tokens);
/* The tokens' span, with whoever says it. */
stm_statement_reading stm_fact_reading(stm_work *work, const stm_facts *facts, uint32_t member, uint32_t sentence,
                                       const stm_u32s *tokens);
/* The reading of the statement that the token lies in, or STM_NONE. */
uint32_t stm_fact_reading_at(const stm_work *work, const stm_statement *statement, uint32_t member, uint32_t token);
/* Lines of text among the readings. */
uint32_t stm_fact_lines_of(stm_work *work, const stm_statement *statement);

/* ---- fact_lines.c ---- */
/* Lines more of agreed statements; after stm_fact_doubles. */
void stm_fact_lines(stm_work *work, const stm_facts *facts);

/* ---- fact_doubles.c ---- */
/* Of agreed statements that say one thing, one stays; after stm_fact_pairs. */
void stm_fact_doubles(stm_work *work, const stm_facts *facts);

/* ---- record_facts.c: after the statements ---- */
/* Further lines of what is agreed, and facts that no clause as a whole bore out. */
void stm_record_facts(stm_work *work);

#endif
