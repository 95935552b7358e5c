/* changes.h: what the files of record_changes.c share: two sentences of two editions, word by word. */
#ifndef STM_RECORD_CHANGES_H
#define STM_RECORD_CHANGES_H

#include "record/record_words.h"

#define STM_EDITION_WORDS 160

/* What differs between two runs that are the same. */
typedef struct stm_region {
    uint32_t a0, a1, b0, b1; /* token runs, half-open; of either side one may be empty */
} stm_region;

/* One sentence of one edition. */
typedef struct stm_edition {
    uint32_t member, first, n; /* tokens of the sentence */
    stm_str low[STM_EDITION_WORDS];
    uint64_t key[STM_EDITION_WORDS]; /* first bytes and length: what differs there need not be compared */
} stm_edition;

/* "UTX.N", "7733.t": a share as a market names it, house style of a business wire. */
bool stm_ticker(stm_str s);
/* Letters or digits, not a mark nor a ticker. */
bool stm_edition_word(stm_str s);
/* The bytes of a run of tokens; not of an empty one. */
stm_span stm_edition_span(const stm_work *work, const stm_edition *edition, uint32_t from, uint32_t to);

/* ---- change_shape.c ---- */
/* No subject of the run has lost its verb, no verb what it is done to. */
bool stm_change_whole(const stm_work *work, const stm_edition *edition, uint32_t from, uint32_t to);
/* The run says who speaks, how and when, and nothing of what he says. */
bool stm_change_brings_speaker(const stm_work *work, const stm_edition *edition, uint32_t from, uint32_t to);
/* Words of two runs that either has and the other has not; 0: all that the one says the other says, too. */
uint32_t stm_change_own_words(const stm_work *work, const stm_edition *a, const stm_edition *b,
                              const stm_region *region);
/* One number has taken the place of another. */
bool stm_change_of_number(const stm_work *work, const stm_edition *a, const stm_edition *b, const stm_region *region);
/* Of two runs, the one says the same as the other and more, or can have taken its place, being of one kind (`alike`).
 */
bool stm_change_stands_for(const stm_work *work, const stm_edition *a, const stm_edition *b, const stm_region *region,
                           bool alike);

/* How much the change can change what a reader believes: 0 not at all, 1 a denial or a number. */
double stm_change_weight(stm_work *work, const stm_edition *a, const stm_edition *b, const stm_region *region);

#endif
