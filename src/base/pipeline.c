/* pipeline.c: see pipeline.h. One mutex guards the counters; each slot's content is only touched by the one stage
 * that owns it at the moment, and the mutex orders the hand-overs. */
#include "base/pipeline.h"

#include <pthread.h>

#include "base/arena.h"

typedef struct ring {
    const stm_pipeline *p;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint32_t threads, waiting;
    uint64_t next_read, next_work, next_write;
    bool reading, writing; /* somebody is */
    bool ended;            /* no item follows next_read - 1 */
    bool stop;             /* an item has failed, and all before it are written */
    stm_status failure;    /* its status */
    uint32_t *slot;        /* n_slots: of item k, under k % n_slots */
    uint32_t *idle;        /* n_idle: free slots, the one that was freed last on top */
    uint32_t n_idle;
    struct slot_state {
        stm_status status; /* of the item */
        uint32_t lane;     /* that worked on it, or will find it in its caches */
        bool done;         /* worked on */
    } * of;                /* by slot */
} ring;

typedef struct lane {
    ring *of;
    uint32_t number; /* 0: the calling thread */
    pthread_t thread;
    bool started;
} lane;

static stm_status run_alone(const stm_pipeline *p)
{
    bool more = true;
    while (more) {
        stm_status status = p->read(p->arg, 0, &more);
        status = status == STM_OK ? p->work(p->arg, 0, 0) : status;
        status = status == STM_OK ? p->write(p->arg, 0) : status;
        if (status != STM_OK) {
            return status;
        }
    }
    return STM_OK;
}

typedef enum deed { WAIT, READ, WORK, WRITE, LEAVE } deed;

/* What there is to do. Writing comes first, for it makes room; then reading, until there is work for everybody. */
static deed find_deed(const ring *r, uint32_t number)
{
    uint64_t ready = r->next_read - r->next_work;
    bool can_read = !r->reading && !r->ended && r->n_idle > 0;
    if (r->stop || (r->ended && r->next_write == r->next_read)) {
        return LEAVE;
    }
    if ((number == 0 || r->p->write_anywhere) && !r->writing && r->next_write < r->next_work &&
        r->of[r->slot[r->next_write % r->p->n_slots]].done) {
        return WRITE;
    }
    if (ready > 0 && r->waiting == 0 && r->of[r->slot[r->next_work % r->p->n_slots]].lane == number) {
        return WORK;
    }
    if (can_read && ready < r->threads) {
        return READ;
    }
    if (ready > 0) {
        return WORK;
    }
    return can_read ? READ : r->ended && number != 0 ? LEAVE : WAIT;
}

/* A free slot: the last one of this lane, whose memory is near, or the last one of any. */
static uint32_t take_slot(ring *r, uint32_t number)
{
    uint32_t k = r->n_idle, slot;
    while (k > 0 && r->of[r->idle[k - 1]].lane != number) {
        k--;
    }
    k = k == 0 ? r->n_idle - 1 : k - 1;
    slot = r->idle[k];
    for (r->n_idle--; k < r->n_idle; k++) {
        r->idle[k] = r->idle[k + 1];
    }
    return slot;
}

/* Does it. The lock is held before and after. */
static void do_deed(ring *r, uint32_t number, deed what)
{
    uint64_t item = what == READ ? r->next_read : what == WORK ? r->next_work++ : r->next_write;
    uint32_t *of_item = &r->slot[item % r->p->n_slots];
    uint32_t slot = *of_item = what == READ ? take_slot(r, number) : *of_item;
    stm_status status = what == READ ? STM_OK : r->of[slot].status;
    bool more = false;
    r->reading = r->reading || what == READ;
    r->writing = r->writing || what == WRITE;
    (void)pthread_mutex_unlock(&r->lock);
    if (status == STM_OK) {
        status = what == READ   ? r->p->read(r->p->arg, slot, &more)
                 : what == WORK ? r->p->work(r->p->arg, number, slot)
                                : r->p->write(r->p->arg, slot);
    }
    (void)pthread_mutex_lock(&r->lock);
    r->of[slot].status = status;
    if (what == READ) {
        r->of[slot].done = r->reading = false;
        r->of[slot].lane = number;
        r->next_read++;
        r->ended = !more || status != STM_OK;
    } else if (what == WORK) {
        r->of[slot].done = true;
        r->of[slot].lane = number;
    } else {
        r->writing = false;
        r->idle[r->n_idle++] = slot;
        r->next_write++;
        r->stop = status != STM_OK;
        r->failure = status;
    }
}

static void *take_part(void *arg)
{
    const lane *me = arg;
    ring *r = me->of;
    deed what;
    (void)pthread_mutex_lock(&r->lock);
    while ((what = find_deed(r, me->number)) != LEAVE) {
        if (what == WAIT) {
            r->waiting++;
            (void)pthread_cond_wait(&r->changed, &r->lock);
            r->waiting--;
        } else {
            do_deed(r, me->number, what);
            if (r->waiting > 0) {
                (void)pthread_cond_broadcast(&r->changed);
            }
        }
    }
    (void)pthread_mutex_unlock(&r->lock);
    return NULL;
}

static stm_status run_lanes(ring *r)
{
    lane lanes[STM_PIPELINE_THREADS];
    for (uint32_t k = 0; k < r->threads; k++) {
        lanes[k] = (lane){ .of = r, .number = k };
        lanes[k].started = k > 0 && pthread_create(&lanes[k].thread, NULL, take_part, &lanes[k]) == 0;
    }
    (void)take_part(&lanes[0]);
    for (uint32_t k = 1; k < r->threads; k++) {
        if (lanes[k].started) {
            (void)pthread_join(lanes[k].thread, NULL);
        }
    }
    return r->failure;
}

stm_status stm_pipeline_run(const stm_pipeline *p)
{
    ring r = { .p = p, .threads = p->threads < STM_PIPELINE_THREADS ? p->threads : STM_PIPELINE_THREADS };
    stm_status status = STM_NO_MEMORY;
    if (p->threads < 2) {
        return run_alone(p);
    }
    r.slot = stm_mem_zalloc(p->n_slots, sizeof *r.slot);
    r.idle = stm_mem_zalloc(p->n_slots, sizeof *r.idle);
    r.of = stm_mem_zalloc(p->n_slots, sizeof *r.of);
    for (uint32_t k = 0; k < p->n_slots && r.idle != NULL; k++) {
        r.idle[r.n_idle++] = p->n_slots - 1 - k;
    }
    if (r.slot != NULL && r.idle != NULL && r.of != NULL && pthread_mutex_init(&r.lock, NULL) == 0) {
        if (pthread_cond_init(&r.changed, NULL) == 0) {
            status = run_lanes(&r);
            (void)pthread_cond_destroy(&r.changed);
        }
        (void)pthread_mutex_destroy(&r.lock);
    }
    stm_mem_free(r.slot);
    stm_mem_free(r.idle);
    stm_mem_free(r.of);
    return status;
}
