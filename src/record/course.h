/* course.h: what happened, told without a time of its own. Internal to `record`. */
#ifndef STM_RECORD_COURSE_H
#define STM_RECORD_COURSE_H

#include "record/record_parts.h"

#define STM_COURSE_MOST 600 /* clauses of a story */

typedef struct stm_told {
    uint32_t member, unit, up;
    uint32_t event;  /* of the timeline whose passage it is, or STM_NONE */
    uint32_t number; /* of the record's figures, that it has and other texts give too; or STM_NONE */
    bool alone;      /* may be an event though no other article tells it */
} stm_told;

typedef STM_VEC(stm_told) stm_tolds;

/* The time names a day, or at least a stretch of days; not a length, an hour, "then". */
bool stm_course_names_days(const stm_time *time);
/* A passage of some event meets the stretch. */
bool stm_course_in_timeline(const stm_work *work, uint32_t member, stm_span at);
/* A deed in the simple past, active or passive. */
bool stm_course_happened(const stm_work *work, const stm_unit *unit);
/* The same in the perfect. */
bool stm_course_done(const stm_work *work, const stm_unit *unit);
/* In the perfect, or in the past with a word that sets it apart from the day that the text is at: "had offered", "later
 * called". */
bool stm_course_before(const stm_work *work, const stm_unit *unit);
/* What one text may tell by itself: a clause of its own with somebody that has a name or a noun. */
bool stm_course_alone(const stm_work *work, const stm_unit *unit);
/* The first of the record's agreed numbers, of people or things, that the clause has; STM_NONE. */
uint32_t stm_course_number(const stm_work *work, const stm_unit *unit);
/* Two clauses tell one thing. */
bool stm_course_one(stm_work *work, const stm_told *a, const stm_told *b);
uint32_t stm_course_root(stm_tolds *all, uint32_t i);
/* A group with an event of the timeline adds its passages to that; another is an event of `day` (NULL: nobody tells it)
 * if two articles tell it, or one that may; out->event NULL: it is none. */
void stm_course_write(stm_work *work, const stm_tolds *all, const stm_u32s *group, stm_str day, stm_event *out);

#endif
