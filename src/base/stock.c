/* stock.c: see stock.h. Those that nobody has are a list, whose links lie in the blocks themselves. */
#include "base/stock.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"

typedef struct idle idle;
struct idle {
    idle *next;
};

struct stm_stock {
    pthread_mutex_t lock;
    idle *top;
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
    while (b->top != NULL) {
        idle *block = b->top;
        b->top = block->next;
        stm_mem_free(block);
    }
    (void)pthread_mutex_destroy(&b->lock);
    stm_mem_free(b);
}

void *stm_stock_take(stm_stock *b)
{
    idle *block = NULL;
    if (b != NULL) {
        (void)pthread_mutex_lock(&b->lock);
        block = b->top;
        b->top = block == NULL ? NULL : block->next;
        b->wanted = true;
        (void)pthread_mutex_unlock(&b->lock);
    }
    return block == NULL ? stm_mem_block(STM_MEM_HUGE) : block;
}

void stm_stock_give(stm_stock *b, void *block)
{
    if (b == NULL || block == NULL) {
        stm_mem_free(block);
        return;
    }
    (void)pthread_mutex_lock(&b->lock);
    ((idle *)block)->next = b->top;
    b->top = block;
    (void)pthread_mutex_unlock(&b->lock);
}

void stm_stock_ahead(stm_stock *b)
{
    bool needed = false;
    if (b != NULL) {
        (void)pthread_mutex_lock(&b->lock);
        needed = b->wanted && b->top == NULL;
        (void)pthread_mutex_unlock(&b->lock);
    }
    if (needed) {
        stm_stock_give(b, stm_mem_block(STM_MEM_HUGE));
    }
}
