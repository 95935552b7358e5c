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

#endif
