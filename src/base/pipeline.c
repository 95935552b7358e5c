/* pipeline.c: see pipeline.h. One mutex guards the counters; each slot's content is only touched by the one stage
 * that owns it at the moment, and the mutex orders the hand-overs. */
#include "base/pipeline.h"

#include <pthread.h>

#include "base/arena.h"

#define MAX_THREADS 256

typedef struct ring {
    const stm_pipeline *p;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t next_read, next_work, next_write;
    bool ended;         /* no item follows next_read - 1 */
    bool stop;          /* the writer has given up */
    stm_status *status; /* of the item in each slot */
    bool *done;         /* worked on */
} ring;

static stm_status run_alone(const stm_pipeline *p)
{
    bool more = true;
    for (uint32_t slot = 0; more; slot = (slot + 1) % p->n_slots) {
        stm_status status = p->read(p->arg, slot, &more);
        status = status == STM_OK ? p->work(p->arg, slot) : status;
        status = status == STM_OK ? p->write(p->arg, slot) : status;
        if (status != STM_OK) {
            return status;
        }
    }
    return STM_OK;
}

static void *reader(void *arg)
{
    ring *r = arg;
    bool more = true;
    while (more) {
        uint32_t slot;
        stm_status status;
        (void)pthread_mutex_lock(&r->lock);
        while (!r->stop && r->next_read - r->next_write == r->p->n_slots) {
            (void)pthread_cond_wait(&r->changed, &r->lock);
        }
        more = !r->stop;
        slot = (uint32_t)(r->next_read % r->p->n_slots);
        (void)pthread_mutex_unlock(&r->lock);
        if (!more) {
            break;
        }
        status = r->p->read(r->p->arg, slot, &more);
        more = more && status == STM_OK;
        (void)pthread_mutex_lock(&r->lock);
        r->status[slot] = status;
        r->done[slot] = false;
        r->next_read++;
        r->ended = !more;
        (void)pthread_cond_broadcast(&r->changed);
        (void)pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

static void *worker(void *arg)
{
    ring *r = arg;
    for (;;) {
        uint32_t slot;
        stm_status status;
        bool over;
        (void)pthread_mutex_lock(&r->lock);
        while (!r->stop && r->next_work == r->next_read && !r->ended) {
            (void)pthread_cond_wait(&r->changed, &r->lock);
        }
        over = r->stop || r->next_work == r->next_read;
        slot = (uint32_t)(r->next_work % r->p->n_slots);
        status = over ? STM_OK : r->status[slot];
        r->next_work += !over;
        (void)pthread_mutex_unlock(&r->lock);
        if (over) {
            return NULL;
        }
        status = status == STM_OK ? r->p->work(r->p->arg, slot) : status;
        (void)pthread_mutex_lock(&r->lock);
        r->status[slot] = status;
        r->done[slot] = true;
        (void)pthread_cond_broadcast(&r->changed);
        (void)pthread_mutex_unlock(&r->lock);
    }
}

static stm_status writer(ring *r)
{
    for (;;) {
        uint32_t slot = (uint32_t)(r->next_write % r->p->n_slots);
        stm_status status;
        bool over;
        (void)pthread_mutex_lock(&r->lock);
        while (!(r->next_write < r->next_work && r->done[slot]) && !(r->ended && r->next_write == r->next_read)) {
            (void)pthread_cond_wait(&r->changed, &r->lock);
        }
        over = r->ended && r->next_write == r->next_read;
        status = over ? STM_OK : r->status[slot];
        (void)pthread_mutex_unlock(&r->lock);
        if (over) {
            return STM_OK;
        }
        status = status == STM_OK ? r->p->write(r->p->arg, slot) : status;
        (void)pthread_mutex_lock(&r->lock);
        r->next_write++;
        r->stop = status != STM_OK;
        (void)pthread_cond_broadcast(&r->changed);
        (void)pthread_mutex_unlock(&r->lock);
        if (status != STM_OK) {
            return status;
        }
    }
}

/* Threads that could not be started are done without; without a reader or any worker nothing has begun yet. */
static stm_status run_threads(ring *r, uint32_t threads)
{
    pthread_t ids[MAX_THREADS + 1];
    uint32_t n = 0;
    stm_status status;
    while (n < threads && pthread_create(&ids[n], NULL, worker, r) == 0) {
        n++;
    }
    if (n > 0 && pthread_create(&ids[n], NULL, reader, r) == 0) {
        n++;
        status = writer(r);
    } else {
        (void)pthread_mutex_lock(&r->lock);
        r->stop = true;
        (void)pthread_cond_broadcast(&r->changed);
        (void)pthread_mutex_unlock(&r->lock);
        status = STM_USAGE; /* "not started": replaced by the caller */
    }
    for (uint32_t i = 0; i < n; i++) {
        (void)pthread_join(ids[i], NULL);
    }
    return status;
}

stm_status stm_pipeline_run(const stm_pipeline *p)
{
    ring r = { .p = p };
    stm_status status = STM_NO_MEMORY;
    if (p->threads < 2) {
        return run_alone(p);
    }
    r.status = stm_mem_zalloc(p->n_slots, sizeof *r.status);
    r.done = stm_mem_zalloc(p->n_slots, sizeof *r.done);
    if (r.status != NULL && r.done != NULL && pthread_mutex_init(&r.lock, NULL) == 0) {
        if (pthread_cond_init(&r.changed, NULL) == 0) {
            status = run_threads(&r, p->threads < MAX_THREADS ? p->threads : MAX_THREADS);
            if (status == STM_USAGE && r.next_read == 0) {
                status = run_alone(p);
            }
            (void)pthread_cond_destroy(&r.changed);
        }
        (void)pthread_mutex_destroy(&r.lock);
    }
    stm_mem_free(r.status);
    stm_mem_free(r.done);
    return status;
}
