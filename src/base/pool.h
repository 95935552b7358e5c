/* pool.h: things that are dear to make and that one thread uses at a time: scratch memory, caches.
 *
 * Take one, use it, give it back; any number of threads. No more are made than are in use at one time.
 * Never: holds the lock while it makes or drops one.
 */
#ifndef STM_BASE_POOL_H
#define STM_BASE_POOL_H

#include "base/status.h"

typedef struct stm_pool stm_pool;

/* `make` is called with `arg`, which must live as long as the pool, and returns NULL when there is no memory; `drop`
 * undoes it. NULL: out of memory. */
stm_pool *stm_pool_new(void *(*make)(const void *arg), void (*drop)(void *thing), const void *arg);
/* All things must have been given back. Allows NULL. */
void stm_pool_free(stm_pool *pool);
/* The thing given back last, or a new one; NULL: out of memory. */
void *stm_pool_take(stm_pool *pool);
void stm_pool_give(stm_pool *pool, void *thing);

#endif
