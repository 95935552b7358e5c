/* pipeline.h: read -> work -> write, with work on many threads and output in input order.
 *
 *      read into slot k          ->   work on slot k         ->   write slot k, which is then free again
 *      any thread, one at a time      all threads                 the calling thread, or any
 *
 * No thread has a stage of its own: each does what is there to do, so that none waits while another has too much, and
 * what was read is mostly worked on by the thread in whose caches it is.
 *
 * In: three functions and a number of slots.  Out: the same calls of write in the same order at any number of
 * threads.  Never: more than n_slots items at a time.
 * Invariants: next_write <= next_work <= next_read <= next_write + n_slots. An item takes a slot that is free, best the
 * one that its thread had last: what lies there is in that thread's caches.
 * Source: the shape of minimap2's kt_pipeline (H. Li, kthread.c), with a bounded ring in place of its step counter.
 */
#ifndef STM_BASE_PIPELINE_H
#define STM_BASE_PIPELINE_H

#include <stdbool.h>

#include "base/status.h"

#define STM_PIPELINE_THREADS 256 /* at most */

typedef struct stm_pipeline {
    uint32_t threads; /* with the calling one; 0 and 1: everything happens there */
    uint32_t n_slots; /* items in flight, at least 1; some for each thread, that none waits for a long item */
    void *arg;
    /* Fills a slot; one call at a time, in order. *more false: this slot is the last one. */
    stm_status (*read)(void *arg, uint32_t slot, bool *more);
    /* Several at a time, each on another slot and another lane; `lane` is below the number of threads. */
    stm_status (*work)(void *arg, uint32_t lane, uint32_t slot);
    /* One call at a time, in input order, in the calling thread; ... */
    stm_status (*write)(void *arg, uint32_t slot);
    bool write_anywhere; /* ... or in any: mostly the one that worked on the slot and has it in its caches */
} stm_pipeline;

/* Runs to the end, or to the first failure in input order: everything before it is written, nothing behind it, and
 * its status is returned. STM_NO_MEMORY also when the pipeline itself cannot be set up. A thread that cannot be
 * started leaves its work to the rest. */
stm_status stm_pipeline_run(const stm_pipeline *pipeline) STM_MUST_USE;

#endif
