/* portion.h: the records of finished stories of a stream, story after story, on all threads. Internal to `engine`. */
#ifndef STM_ENGINE_PORTION_H
#define STM_ENGINE_PORTION_H

#include "engine/engine.h"

/* Makes the records of the stories closed[s] of `grouping`, in order, and hands them over; numbers them from
 * first_number. The articles get their annotations, and lose them when it returns: only their own fields count then. */
stm_status stm_portions_run(stm_engine *engine, stm_article *const *articles, const stm_grouping *grouping,
                            const bool *closed, const stm_reuse *reuse, uint32_t first_number,
                            const stm_record_stream *stream, stm_err *err) STM_MUST_USE;

#endif
