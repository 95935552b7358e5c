/* pool.c: see pool.h. Each thing has a node; the nodes of things that are out lie on a list of their own, so that
 * giving back needs no memory. */
#include "base/pool.h"

#include <pthread.h>

#include "base/arena.h"

typedef struct node node;
struct node {
    node *next;
    void *thing;
};

struct stm_pool {
    pthread_mutex_t lock;
    node *idle, *out; /* of the nodes in `out` the thing is unknown */
    void *(*make)(const void *arg);
    void (*drop)(void *thing);
    const void *arg;
};

stm_pool *stm_pool_new(void *(*make)(const void *arg), void (*drop)(void *thing), const void *arg)
{
    stm_pool *pool = stm_mem_zalloc(1, sizeof *pool);
    if (pool != NULL && pthread_mutex_init(&pool->lock, NULL) != 0) {
        stm_mem_free(pool);
        return NULL;
    }
    if (pool != NULL) {
        pool->make = make;
        pool->drop = drop;
        pool->arg = arg;
    }
    return pool;
}

void stm_pool_free(stm_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    while (pool->idle != NULL) {
        node *n = pool->idle;
        pool->idle = n->next;
        pool->drop(n->thing);
        stm_mem_free(n);
    }
    (void)pthread_mutex_destroy(&pool->lock);
    stm_mem_free(pool);
}

void *stm_pool_take(stm_pool *pool)
{
    node *n;
    void *thing;
    (void)pthread_mutex_lock(&pool->lock);
    n = pool->idle;
    thing = n == NULL ? NULL : n->thing;
    if (n != NULL) {
        pool->idle = n->next;
        n->next = pool->out;
        pool->out = n;
    }
    (void)pthread_mutex_unlock(&pool->lock);
    if (n != NULL) {
        return thing;
    }
    n = stm_mem_alloc(sizeof *n);
    thing = n == NULL ? NULL : pool->make(pool->arg);
    if (thing == NULL) {
        stm_mem_free(n);
        return NULL;
    }
    (void)pthread_mutex_lock(&pool->lock);
    n->next = pool->out;
    pool->out = n;
    (void)pthread_mutex_unlock(&pool->lock);
    return thing;
}

void stm_pool_give(stm_pool *pool, void *thing)
{
    node *n;
    (void)pthread_mutex_lock(&pool->lock);
    n = pool->out;
    pool->out = n->next;
    n->thing = thing;
    n->next = pool->idle;
    pool->idle = n;
    (void)pthread_mutex_unlock(&pool->lock);
}
