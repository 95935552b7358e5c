/* test_pipeline.c: order, bounds and failures of the ordered pipeline; a crew with a leader. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>

#include "base/arena.h"
#include "base/crew.h"
#include "base/pipeline.h"

#define SLOTS 7
#define ITEMS 500

typedef struct job {
    uint32_t read, written;
    uint32_t number[SLOTS], square[SLOTS];
    uint32_t fail_read, fail_work, fail_write; /* item; ITEMS + 1: never */
    pthread_mutex_t lock;
    uint32_t in_flight, most;
    uint32_t threads;
    bool busy[40]; /* by lane */
    bool reading, writing, anywhere;
    pthread_t writer;
} job;

static stm_status read_item(void *arg, uint32_t slot, bool *more)
{
    job *j = arg;
    assert_true(slot < SLOTS);
    (void)pthread_mutex_lock(&j->lock);
    j->in_flight++;
    j->most = j->in_flight > j->most ? j->in_flight : j->most;
    assert_false(j->reading);
    j->reading = true;
    (void)pthread_mutex_unlock(&j->lock);
    j->number[slot] = j->read++;
    *more = j->read < ITEMS;
    j->reading = false;
    return j->number[slot] == j->fail_read ? STM_IO : STM_OK;
}

static stm_status work_item(void *arg, uint32_t lane, uint32_t slot)
{
    job *j = arg;
    uint32_t n = j->number[slot], s = 0;
    assert_true(lane < (j->threads == 0 ? 1 : j->threads));
    assert_false(j->busy[lane]); /* what belongs to a lane is one thread's at a time */
    j->busy[lane] = true;
    for (uint32_t i = 0; i < (n * 7919) % 4001; i++) { /* items take different times */
        s += i % 3;
    }
    j->square[slot] = s == UINT32_MAX ? 0 : n * n;
    j->busy[lane] = false;
    return n == j->fail_work ? STM_FORMAT : STM_OK;
}

static stm_status write_item(void *arg, uint32_t slot)
{
    job *j = arg;
    assert_true(j->anywhere || pthread_equal(pthread_self(), j->writer));
    assert_false(j->writing);
    j->writing = true;
    assert_int_equal(j->number[slot], j->written);
    assert_int_equal(j->square[slot], j->written * j->written);
    (void)pthread_mutex_lock(&j->lock);
    j->in_flight--;
    (void)pthread_mutex_unlock(&j->lock);
    j->writing = false;
    if (j->written == j->fail_write) {
        return STM_USAGE;
    }
    j->written++;
    return STM_OK;
}

static stm_status run(job *j, uint32_t threads)
{
    stm_pipeline p = { threads, SLOTS, j, read_item, work_item, write_item, .write_anywhere = j->anywhere };
    stm_status status;
    j->threads = threads;
    j->writer = pthread_self();
    assert_int_equal(pthread_mutex_init(&j->lock, NULL), 0);
    status = stm_pipeline_run(&p);
    (void)pthread_mutex_destroy(&j->lock);
    return status;
}

static void test_order(void **state)
{
    static const uint32_t threads[] = { 0, 1, 2, 3, 8, 40 };
    (void)state;
    for (size_t i = 0; i < 2 * sizeof threads / sizeof threads[0]; i++) {
        job j = { .fail_read = ITEMS + 1, .fail_work = ITEMS + 1, .fail_write = ITEMS + 1, .anywhere = i % 2 != 0 };
        assert_int_equal(run(&j, threads[i / 2]), STM_OK);
        assert_int_equal(j.written, ITEMS);
        assert_true(j.most <= SLOTS);
    }
}

/* Whatever fails, everything in front of it has been written and nothing behind it. */
static void test_failures(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 8; threads += 7) {
        for (uint32_t at = 0; at < ITEMS; at += 123) {
            job read = { .fail_read = at, .fail_work = ITEMS + 1, .fail_write = ITEMS + 1 };
            job work = { .fail_read = at + 2, .fail_work = at, .fail_write = ITEMS + 1 };
            job write = { .fail_read = ITEMS + 1, .fail_work = at + 1, .fail_write = at, .anywhere = at % 2 != 0 };
            assert_int_equal(run(&read, threads), STM_IO);
            assert_int_equal(read.written, at);
            assert_int_equal(run(&work, threads), STM_FORMAT);
            assert_int_equal(work.written, at);
            assert_int_equal(run(&write, threads), STM_USAGE);
            assert_int_equal(write.written, at);
        }
    }
}

/* ---- a crew with a leader ------------------------------------------------------------------------------ */

#define STEPS 20
#define STEP_ITEMS 50
#define BESIDE 30

typedef struct led {
    uint32_t done[STEPS][STEP_ITEMS], beside[BESIDE]; /* how often */
    uint32_t step, threads, lanes;
    uint32_t fail_step, fail_beside; /* STEPS, BESIDE: none */
    bool busy[STM_CREW_MAX];
    bool leading;
} led;

static void spend(uint32_t n)
{
    volatile uint32_t left = n;
    while (left > 0) {
        left = left - 1;
    }
}

static stm_status step_item(void *arg, uint32_t lane, uint32_t item)
{
    led *l = arg;
    assert_true(lane < l->threads);
    assert_false(l->busy[lane]);
    l->busy[lane] = true;
    spend(item * 100);
    l->done[l->step][item]++;
    l->busy[lane] = false;
    return l->step == l->fail_step && item == STEP_ITEMS / 2 ? STM_FORMAT : STM_OK;
}

static stm_status beside_item(void *arg, uint32_t lane, uint32_t item)
{
    led *l = arg;
    assert_true(lane < l->lanes);
    assert_true(lane != 0 || !l->leading);
    assert_false(l->busy[lane]);
    l->busy[lane] = true;
    spend(20000);
    l->beside[item]++;
    l->busy[lane] = false;
    return item == l->fail_beside ? STM_IO : STM_OK;
}

static stm_status lead(void *arg, stm_crew *crew)
{
    led *l = arg;
    stm_status status = STM_OK;
    l->leading = true;
    for (l->step = 0; l->step < STEPS && status == STM_OK; l->step++) {
        spend(10000);
        status = stm_crew_help(crew, l->threads, STEP_ITEMS, step_item, l);
        for (uint32_t k = 0; k < STEP_ITEMS && status == STM_OK; k++) {
            assert_int_equal(l->done[l->step][k], 1); /* nobody is at a step that has ended */
        }
    }
    l->leading = false;
    return status;
}

static stm_status run_led(led *l, uint32_t threads, uint32_t lanes)
{
    stm_crew_plan plan = { threads, lead, l, beside_item, l, BESIDE, lanes };
    l->threads = threads == 0 ? 1 : threads;
    l->lanes = lanes;
    return stm_crew_led(&plan);
}

static void test_led(void **state)
{
    static const uint32_t threads[] = { 0, 1, 2, 3, 8, 40 };
    (void)state;
    for (size_t i = 0; i < 2 * sizeof threads / sizeof *threads; i++) {
        uint32_t n = threads[i / 2];
        led l = { .fail_step = STEPS, .fail_beside = BESIDE };
        assert_int_equal(run_led(&l, n, i % 2 == 0 || n < 2 ? 1 : n - 1), STM_OK);
        assert_int_equal(l.step, STEPS);
        for (uint32_t k = 0; k < BESIDE; k++) {
            assert_int_equal(l.beside[k], 1);
        }
    }
}

static void test_led_failures(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 8; threads += 7) {
        led step = { .fail_step = 3, .fail_beside = BESIDE };
        led beside = { .fail_step = STEPS, .fail_beside = 5 };
        assert_int_equal(run_led(&step, threads, threads), STM_FORMAT);
        assert_int_equal(step.step, 4);
        assert_int_equal(run_led(&beside, threads, threads), STM_IO);
        assert_int_equal(beside.step, STEPS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_failures),
                                        cmocka_unit_test(test_led), cmocka_unit_test(test_led_failures) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
