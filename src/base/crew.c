/* crew.c: see crew.h. Of a crew with a leader one mutex guards what the others ask: is there a step, are there items
 * beside. A step is a counter as in stm_crew_run; it ends when its items are taken and nobody is at one. */
#include "base/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef struct items {
    stm_crew_job job;
    void *arg;
    uint32_t n;
    atomic_uint next;   /* item that nobody has taken yet */
    atomic_bool failed; /* somebody has */
} items;

static void begin(items *of, uint32_t n, stm_crew_job job, void *arg)
{
    *of = (items){ .job = job, .arg = arg, .n = n };
    atomic_init(&of->next, 0);
    atomic_init(&of->failed, false);
}

/* Takes an item and does it; false: there is none, or one has failed. */
static bool do_one(items *of, uint32_t lane, stm_status *status)
{
    uint32_t i = atomic_load(&of->failed) ? of->n : atomic_fetch_add(&of->next, 1);
    if (i >= of->n) {
        return false;
    }
    *status = of->job(of->arg, lane, i);
    if (*status != STM_OK) {
        atomic_store(&of->failed, true);
    }
    return *status == STM_OK;
}

static stm_status do_all(items *of, uint32_t lane)
{
    stm_status status = STM_OK;
    while (do_one(of, lane, &status)) {
    }
    return status;
}

static uint32_t lanes_of(uint32_t threads) { return threads > STM_CREW_MAX ? STM_CREW_MAX : threads; }

/* ---- one job ------------------------------------------------------------------------------------------- */

typedef struct lane {
    items *all;
    uint32_t number;
    stm_status status;
    pthread_t thread;
    bool started;
} lane;

static void *work(void *arg)
{
    lane *me = arg;
    me->status = do_all(me->all, me->number);
    return NULL;
}

stm_status stm_crew_run(uint32_t threads, uint32_t n, stm_crew_job job, void *arg)
{
    items all;
    lane lanes[STM_CREW_MAX];
    stm_status status = STM_OK;
    threads = lanes_of(threads > n ? n : threads);
    threads = threads == 0 ? 1 : threads;
    begin(&all, n, job, arg);
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

/* ---- with a leader ------------------------------------------------------------------------------------- */

struct stm_crew {
    pthread_mutex_t lock;
    pthread_cond_t called, left; /* there is a step, or an end; a step has nobody at it */
    items *step;                 /* NULL: none. Items may be taken while it is here */
    uint32_t at_step, waiting;
    bool ended; /* there will be no more steps */
    stm_status status;
    stm_status step_status; /* of the others */
    items beside;
    uint32_t lanes; /* that do items beside */
};

typedef struct hand {
    stm_crew *of;
    uint32_t number;
    pthread_t thread;
    bool started;
} hand;

/* Those that are called to a step come to it when their item beside is done. */
static void *help(void *arg)
{
    const hand *me = arg;
    stm_crew *c = me->of;
    bool more = me->number < c->lanes; /* items beside, for all that this lane knows */
    (void)pthread_mutex_lock(&c->lock);
    while (more || !c->ended || c->step != NULL) {
        items *step = c->step;
        stm_status status = STM_OK;
        if (step != NULL && atomic_load(&step->next) < step->n && !atomic_load(&step->failed)) {
            c->at_step++;
            (void)pthread_mutex_unlock(&c->lock);
            status = do_all(step, me->number);
            (void)pthread_mutex_lock(&c->lock);
            c->step_status = c->step_status == STM_OK ? status : c->step_status;
            if (--c->at_step == 0) {
                (void)pthread_cond_signal(&c->left);
            }
        } else if (more) {
            (void)pthread_mutex_unlock(&c->lock);
            more = do_one(&c->beside, me->number, &status);
            (void)pthread_mutex_lock(&c->lock);
            c->status = c->status == STM_OK ? status : c->status;
        } else {
            c->waiting++;
            (void)pthread_cond_wait(&c->called, &c->lock);
            c->waiting--;
        }
    }
    (void)pthread_mutex_unlock(&c->lock);
    return NULL;
}

stm_status stm_crew_help(stm_crew *crew, uint32_t threads, uint32_t n, stm_crew_job job, void *arg)
{
    items step;
    stm_status status;
    if (crew == NULL) {
        return stm_crew_run(threads, n, job, arg);
    }
    begin(&step, n, job, arg);
    (void)pthread_mutex_lock(&crew->lock);
    crew->step = &step;
    crew->step_status = STM_OK;
    if (crew->waiting > 0 && n > 1) {
        (void)pthread_cond_broadcast(&crew->called);
    }
    (void)pthread_mutex_unlock(&crew->lock);
    status = do_all(&step, 0);
    (void)pthread_mutex_lock(&crew->lock);
    crew->step = NULL;
    while (crew->at_step > 0) {
        (void)pthread_cond_wait(&crew->left, &crew->lock);
    }
    status = status == STM_OK ? crew->step_status : status;
    (void)pthread_mutex_unlock(&crew->lock);
    return status;
}

static stm_status lead_crew(stm_crew *c, const stm_crew_plan *plan)
{
    hand hands[STM_CREW_MAX];
    uint32_t threads = lanes_of(plan->threads);
    stm_status status;
    for (uint32_t k = 1; k < threads; k++) {
        hands[k] = (hand){ .of = c, .number = k };
        hands[k].started = pthread_create(&hands[k].thread, NULL, help, &hands[k]) == 0;
    }
    status = plan->lead(plan->lead_arg, c);
    if (status != STM_OK) {
        atomic_store(&c->beside.failed, true);
    }
    (void)pthread_mutex_lock(&c->lock);
    c->ended = true;
    (void)pthread_cond_broadcast(&c->called);
    (void)pthread_mutex_unlock(&c->lock);
    if (status == STM_OK) {
        status = do_all(&c->beside, 0);
    }
    for (uint32_t k = 1; k < threads; k++) {
        if (hands[k].started) {
            (void)pthread_join(hands[k].thread, NULL);
        }
    }
    return status == STM_OK ? c->status : status;
}

stm_status stm_crew_led(const stm_crew_plan *plan)
{
    stm_crew c = { .lanes = plan->lanes, .status = STM_OK };
    stm_status status = STM_NO_MEMORY;
    begin(&c.beside, plan->n, plan->beside, plan->beside_arg);
    if (plan->threads < 2) {
        status = plan->lead(plan->lead_arg, NULL);
        return status == STM_OK ? do_all(&c.beside, 0) : status;
    }
    if (pthread_mutex_init(&c.lock, NULL) != 0) {
        return STM_NO_MEMORY;
    }
    if (pthread_cond_init(&c.called, NULL) == 0) {
        if (pthread_cond_init(&c.left, NULL) == 0) {
            status = lead_crew(&c, plan);
            (void)pthread_cond_destroy(&c.left);
        }
        (void)pthread_cond_destroy(&c.called);
    }
    (void)pthread_mutex_destroy(&c.lock);
    return status;
}
