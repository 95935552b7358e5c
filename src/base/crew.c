/* crew.c: see crew.h. */
#include "base/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef struct crew {
    stm_crew_job job;
    void *arg;
    uint32_t n;
    atomic_uint next;   /* item that nobody has taken yet */
    atomic_bool failed; /* somebody has */
} crew;

typedef struct lane {
    crew *all;
    uint32_t number;
    stm_status status;
    pthread_t thread;
    bool started;
} lane;

static void *work(void *arg)
{
    lane *me = arg;
    crew *all = me->all;
    while (!atomic_load(&all->failed)) {
        uint32_t i = atomic_fetch_add(&all->next, 1);
        if (i >= all->n) {
            break;
        }
        me->status = all->job(all->arg, me->number, i);
        if (me->status != STM_OK) {
            atomic_store(&all->failed, true);
            break;
        }
    }
    return NULL;
}

stm_status stm_crew_run(uint32_t threads, uint32_t n, stm_crew_job job, void *arg)
{
    crew all = { .job = job, .arg = arg, .n = n };
    lane lanes[STM_CREW_MAX];
    stm_status status = STM_OK;
    threads = threads > STM_CREW_MAX ? STM_CREW_MAX : threads > n ? n : threads;
    threads = threads == 0 ? 1 : threads;
    atomic_init(&all.next, 0);
    atomic_init(&all.failed, false);
    for (uint32_t k = 0; k < threads; k++) {
        lanes[k] = (lane){ .all = &all, .number = k, .status = STM_OK };
        lanes[k].started = k > 0 && pthread_create(&lanes[k].thread, NULL, work, &lanes[k]) == 0;
    }
    (void)work(&lanes[0]);
    for (uint32_t k = 0; k < threads; k++) {
        if (lanes[k].started) {
            (void)pthread_join(lanes[k].thread, NULL);
        }
        status = status == STM_OK ? lanes[k].status : status;
    }
    return status;
}
