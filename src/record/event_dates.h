/* event_dates.h: clauses and nouns with the day that dates them. Internal to `record`. */
#ifndef STM_RECORD_EVENT_DATES_H
#define STM_RECORD_EVENT_DATES_H

#include "record/event_times.h"

typedef struct stm_dated {
    uint32_t member, unit, up;
    stm_span at;
    stm_str event;
    bool whole, noun; /* the event is a sentence; a noun with its day */
    uint32_t noun_at; /* that noun */
    bool beside;      /* the clause is no unit; that is one of its sentence */
    bool clock;       /* only a time of day: its day is that of the sentences before */
    bool loose;       /* these name none, so that the article's is a guess */
    int32_t from, to;
    stm_event_status status;
    uint32_t said_by; /* entity of the record, or STM_NONE */
    stm_str said_by_name;
    stm_matter matter; /* the days left out */
} stm_dated;

typedef STM_VEC(stm_dated) stm_dateds;

/* Every dated clause and noun of the story, article by article, in text order; `up` of each is its own place. */
void stm_dates_collect(stm_work *work, stm_dateds *out);

/* ---- event_amounts.c ---- */
/* "rose 3 percent on Friday", "rose 4 percent on Monday": amounts of one unit, of which none meet. */
bool stm_amounts_apart(const stm_work *work, const stm_dated *a, const stm_dated *b);
/* Gives a clause that another article of its line printed before, word for word, the days that it had there. */
void stm_dates_of_copies(stm_work *work, stm_dateds *dates);

/* ---- event_pronouns.c ---- */
/* The event with the name of whom the pronoun means that it begins with, in brackets behind that, where this is sure;
 * else the event. `token`: its first of the article. */
stm_str stm_event_with_name(stm_work *work, uint32_t member, uint32_t token, stm_str event);

/* ---- event_numbers.c ---- */
/* By place in the group: the numbers of each clause, and how many of them stand in no other text of the group. */
void stm_event_numbers(const stm_work *work, const stm_dateds *dateds, const stm_u32s *group, uint32_t *all,
                       uint32_t *own);

#endif
