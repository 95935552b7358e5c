/* pile.c: see pile.h. The newest block is filled; the first one is small, and what is large has a block of its own
 * behind the newest, so that the room there is not lost.
 */
#include "base/pile.h"

#include <assert.h>

#include "base/arena.h"

#define LARGE ((size_t)1 << 17) /* bytes that get a block of their own */
#define FIRST (2 * LARGE)       /* of the first block: who has little needs no large page */
#define BLOCK (STM_MEM_HUGE - sizeof(stm_pile_block))

struct stm_pile_block {
    stm_pile_block *next;
    size_t used, size;
    char at[];
};

static_assert(sizeof(stm_pile_block) % 8 == 0, "room begins at a multiple of eight");

static stm_pile_block *add_block(stm_pile *p, size_t n)
{
    size_t size = n > LARGE ? n : p->head == NULL ? FIRST : BLOCK;
    stm_pile_block *b = size > SIZE_MAX - sizeof *b ? NULL
                        : size == BLOCK             ? stm_stock_take(p->from)
                                                    : stm_mem_alloc(sizeof *b + size);
    if (b == NULL) {
        return NULL;
    }
    b->used = 0;
    b->size = size;
    if (n > LARGE && p->head != NULL) {
        b->next = p->head->next;
        p->head->next = b;
    } else {
        b->next = p->head;
        p->head = b;
    }
    return b;
}

char *stm_pile_room(stm_pile *p, size_t n)
{
    stm_pile_block *b = p->head;
    if (b == NULL || b->size - b->used < n) {
        b = add_block(p, n);
    }
    if (b == NULL) {
        return NULL;
    }
    b->used += n;
    return b->at + b->used - n;
}

void stm_pile_fini(stm_pile *p)
{
    while (p->head != NULL) {
        stm_pile_block *next = p->head->next;
        if (p->head->size == BLOCK) {
            stm_stock_give(p->from, p->head);
        } else {
            stm_mem_free(p->head);
        }
        p->head = next;
    }
}
