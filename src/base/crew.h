/* crew.h: the same job for many items, on several threads that take the items off one counter.
 *
 * In: a job and the number of items.  Out: nothing but what the job writes, to places of its own item or lane.
 * Which lane did which item must show nowhere. A thread that cannot be started leaves its work to the rest.
 */
#ifndef STM_BASE_CREW_H
#define STM_BASE_CREW_H

#include "base/status.h"

#define STM_CREW_MAX 64 /* lanes */

/* `lane` is below the number of threads; one item at a time on each lane. */
typedef stm_status (*stm_crew_job)(void *arg, uint32_t lane, uint32_t item);

/* Runs job(arg, lane, item) for each item in [0, n). After a failure no new items are begun, and its status is
 * returned. threads 0 and 1: all in the calling thread. */
stm_status stm_crew_run(uint32_t threads, uint32_t n, stm_crew_job job, void *arg) STM_MUST_USE;

/* A crew with a leader: a long task that is shared out in some of its steps and alone in others, and small ones that
 * the other threads do while they are not called to it.
 *
 *      leader      alone | items of a step | alone | items of a step | items beside
 *      others     beside | items of a step | beside | items of a step | items beside
 */
typedef struct stm_crew stm_crew;
typedef stm_status (*stm_crew_lead)(void *arg, stm_crew *crew);

typedef struct stm_crew_plan {
    uint32_t threads;
    stm_crew_lead lead; /* lane 0, in the calling thread; shares steps out by stm_crew_help, one at a time */
    void *lead_arg;
    stm_crew_job beside; /* `n` items, on the lanes below `lanes`; on lane 0 when the leader has ended */
    void *beside_arg;
    uint32_t n, lanes;
} stm_crew_plan;

/* Runs all of it. After a failure no new items are begun, and the leader's status, or that of an item, is returned. */
stm_status stm_crew_led(const stm_crew_plan *plan) STM_MUST_USE;
/* stm_crew_run in the leader's thread, with those of its crew that are free or come to be so. NULL: stm_crew_run. */
stm_status stm_crew_help(stm_crew *crew, uint32_t threads, uint32_t n, stm_crew_job job, void *arg) STM_MUST_USE;

#endif
