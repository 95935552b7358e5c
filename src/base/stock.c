/* stock.c: see stock.h. Those that nobody has are a list, whose links lie in the blocks themselves. New ones are cut
 * off a region of address space: what is asked of the system for a region keeps every thread from its pages, so it is
 * asked seldom, and pages are made outside of it.
 */
#include "base/stock.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"

typedef struct idle idle;
struct idle {
    idle *next;
};

#define REGION 16 /* blocks */

typedef struct region region;
struct region {
    region *next;
    void *at;
};

struct stm_stock {
    pthread_mutex_t lock;
    idle *top;
    region *regions;
    char *bare; /* n_bare blocks of the newest region, which nobody has touched */
    uint32_t n_bare;
    bool wanted; /* one has been taken */
};

stm_stock *stm_stock_new(void)
{
    stm_stock *b = stm_mem_zalloc(1, sizeof *b);
    if (b != NULL && pthread_mutex_init(&b->lock, NULL) != 0) {
        stm_mem_free(b);
        return NULL;
    }
    return b;
}

void stm_stock_free(stm_stock *b)
{
    if (b == NULL) {
        return;
    }
    while (b->regions != NULL) {
        region *r = b->regions;
        b->regions = r->next;
        stm_mem_free(r->at);
        stm_mem_free(r);
    }
    (void)pthread_mutex_destroy(&b->lock);
    stm_mem_free(b);
}

/* The lock is held. NULL: no memory. */
static void *bare_block(stm_stock *s)
{
    void *block;
    if (s->n_bare == 0) {
        region *r = stm_mem_alloc(sizeof *r);
        void *at = r == NULL ? NULL : stm_mem_bare(REGION * STM_MEM_HUGE);
        if (at == NULL) {
            stm_mem_free(r);
            return NULL;
        }
        *r = (region){ s->regions, at };
        s->regions = r;
        s->bare = at;
        s->n_bare = REGION;
    }
    block = s->bare;
    s->bare += STM_MEM_HUGE;
    s->n_bare--;
    return block;
}

void *stm_stock_take(stm_stock *s)
{
    void *block;
    bool made;
    if (s == NULL) {
        return stm_mem_block(STM_MEM_HUGE);
    }
    (void)pthread_mutex_lock(&s->lock);
    made = s->top != NULL;
    block = made ? s->top : bare_block(s);
    s->top = made ? s->top->next : NULL;
    s->wanted = true;
    (void)pthread_mutex_unlock(&s->lock);
    if (block != NULL && !made) {
        stm_mem_ready(block, 0, STM_MEM_HUGE);
    }
    return block;
}

void stm_stock_give(stm_stock *s, void *block)
{
    if (s == NULL || block == NULL) {
        stm_mem_free(block);
        return;
    }
    (void)pthread_mutex_lock(&s->lock);
    ((idle *)block)->next = s->top;
    s->top = block;
    (void)pthread_mutex_unlock(&s->lock);
}

bool stm_stock_idle(stm_stock *s)
{
    bool some = false;
    if (s != NULL) {
        (void)pthread_mutex_lock(&s->lock);
        some = s->top != NULL;
        (void)pthread_mutex_unlock(&s->lock);
    }
    return some;
}

void stm_stock_ahead(stm_stock *s)
{
    void *block = NULL;
    if (s != NULL) {
        (void)pthread_mutex_lock(&s->lock);
        block = s->wanted && s->top == NULL ? bare_block(s) : NULL;
        (void)pthread_mutex_unlock(&s->lock);
    }
    if (block != NULL) {
        stm_mem_ready(block, 0, STM_MEM_HUGE);
        stm_stock_give(s, block);
    }
}
