/* arena.c: see arena.h. A singly linked list of blocks, newest first; a large item gets a block of its own
 * behind the head, so that the head's free room is not lost. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* madvise */
#endif
#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define DEFAULT_BLOCK ((size_t)64 * 1024)
#define ALIGN ((size_t)16)

struct stm_arena_block {
    stm_arena_block *next;
    size_t size; /* of data */
    size_t used;
    size_t pad; /* keeps data aligned to 16 bytes */
    unsigned char data[];
};

#define HUGE_BLOCK (STM_MEM_HUGE - sizeof(stm_arena_block)) /* what an arena takes at a time once it holds so much */

void *stm_mem_alloc(size_t bytes) { return malloc(bytes == 0 ? 1 : bytes); }

void *stm_mem_table(size_t bytes)
{
    char *p = bytes > SIZE_MAX - STM_MEM_LINE
                  ? NULL
                  : aligned_alloc(STM_MEM_LINE, bytes / STM_MEM_LINE * STM_MEM_LINE + STM_MEM_LINE);
#ifdef MADV_HUGEPAGE
    size_t page = 4096, skip = p == NULL ? 0 : (page - (uintptr_t)p % page) % page;
    if (p != NULL && bytes > skip) {
        (void)madvise(p + skip, bytes - skip, MADV_HUGEPAGE); /* only advice: refused, it changes nothing */
    }
#endif
    return p;
}

void *stm_mem_bare(size_t bytes)
{
    char *p;
    if (bytes < STM_MEM_HUGE) {
        p = stm_mem_alloc(bytes);
    } else {
        size_t whole = bytes > SIZE_MAX / 2 ? 0 : (bytes + STM_MEM_HUGE - 1) / STM_MEM_HUGE * STM_MEM_HUGE;
        p = whole == 0 ? NULL : aligned_alloc(STM_MEM_HUGE, whole);
#ifdef MADV_HUGEPAGE
        if (p != NULL) {
            (void)madvise(p, bytes, MADV_HUGEPAGE); /* only advice: refused, it changes nothing */
        }
#endif
    }
    return p;
}

void stm_mem_ready(void *block, size_t from, size_t bytes)
{
#ifdef MADV_POPULATE_WRITE
    size_t page = 4096;
    char *p = (char *)block + from;
    size_t skip = (page - (uintptr_t)p % page) % page;
    if (bytes > skip) {
        (void)madvise(p + skip, (bytes - skip) / page * page, MADV_POPULATE_WRITE);
    }
#else
    (void)block;
    (void)from;
    (void)bytes;
#endif
}

void *stm_mem_block(size_t bytes)
{
    void *p = stm_mem_bare(bytes);
    if (p != NULL) {
        stm_mem_ready(p, 0, bytes);
    }
    return p;
}

void *stm_mem_zalloc(size_t n, size_t bytes) { return calloc(n == 0 ? 1 : n, bytes == 0 ? 1 : bytes); }

void *stm_mem_realloc(void *old, size_t bytes) { return realloc(old, bytes == 0 ? 1 : bytes); }

void stm_mem_free(void *p) { free(p); }

void stm_arena_init(stm_arena *arena, size_t block_bytes)
{
    memset(arena, 0, sizeof *arena);
    arena->block_bytes = block_bytes == 0 ? DEFAULT_BLOCK : block_bytes;
}

void stm_arena_init_sharing(stm_arena *arena, size_t block_bytes, stm_stock *stock)
{
    stm_arena_init(arena, block_bytes);
    arena->stock = stock;
}

static void free_block(const stm_arena *arena, stm_arena_block *block)
{
    if (block->size == HUGE_BLOCK) {
        stm_stock_give(arena->stock, block);
    } else {
        free(block);
    }
}

static void free_blocks(const stm_arena *arena, stm_arena_block *block)
{
    while (block != NULL) {
        stm_arena_block *next = block->next;
        free_block(arena, block);
        block = next;
    }
}

void stm_arena_fini(stm_arena *arena)
{
    free_blocks(arena, arena->head);
    arena->head = NULL;
    arena->used_bytes = 0;
}

void stm_arena_reset(stm_arena *arena)
{
    stm_arena_block *keep = arena->head;
    if (keep == NULL) {
        return;
    }
    free_blocks(arena, keep->next);
    keep->next = NULL;
    keep->used = 0;
    arena->used_bytes = 0;
    if (keep->size > 4 * arena->block_bytes && keep->size > HUGE_BLOCK) {
        free(keep);
        arena->head = NULL;
    }
}

_Noreturn void stm_arena_fail(stm_arena *arena)
{
    assert(arena->guard != NULL && "allocation outside stm_arena_protect");
    if (arena->guard == NULL) {
        abort(); /* programmer's mistake; there is nowhere to go */
    }
    longjmp(arena->guard->back, 1);
}

static stm_arena_block *add_block(stm_arena *arena, size_t size, int behind_head)
{
    stm_arena_block *block = NULL;
    if (size == HUGE_BLOCK) {
        block = stm_stock_take(arena->stock);
    } else if (size <= SIZE_MAX - sizeof *block) {
        block = malloc(sizeof *block + size);
    }
    if (block == NULL) {
        stm_arena_fail(arena);
    }
    block->size = size;
    block->used = 0;
    if (behind_head && arena->head != NULL) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
    }
    return block;
}

static void *take(stm_arena *arena, size_t bytes)
{
    stm_arena_block *block = arena->head;
    size_t need;
    if (bytes > SIZE_MAX / 2) {
        stm_arena_fail(arena);
    }
    need = (bytes + ALIGN - 1) & ~(ALIGN - 1);
    if (need == 0) {
        need = ALIGN;
    }
#ifdef STM_ARENA_DEBUG
    block = add_block(arena, bytes == 0 ? 1 : bytes, 0);
    block->used = block->size;
    arena->used_bytes += bytes;
    return block->data;
#else
    if (block == NULL || block->size - block->used < need) {
        if (need <= HUGE_BLOCK / 2 && stm_stock_idle(arena->stock)) {
            block = add_block(arena, HUGE_BLOCK, 0);
        } else if (need > arena->block_bytes / 4) {
            block = add_block(arena, need, 1);
        } else {
            bool large = arena->used_bytes >= STM_MEM_HUGE && arena->block_bytes < HUGE_BLOCK;
            block = add_block(arena, large ? HUGE_BLOCK : arena->block_bytes, 0);
        }
    }
    block->used += need;
    arena->used_bytes += need;
    return block->data + block->used - need;
#endif
}

void *stm_arena_alloc(stm_arena *arena, size_t bytes)
{
    void *p = take(arena, bytes);
    memset(p, 0, bytes);
    return p;
}

void *stm_arena_array(stm_arena *arena, size_t n, size_t bytes)
{
    if (bytes != 0 && n > SIZE_MAX / bytes) {
        stm_arena_fail(arena);
    }
    return stm_arena_alloc(arena, n * bytes);
}

void *stm_arena_raw(stm_arena *arena, size_t n, size_t bytes)
{
    if (bytes != 0 && n > SIZE_MAX / bytes) {
        stm_arena_fail(arena);
    }
    return take(arena, n * bytes);
}

char *stm_arena_copy(stm_arena *arena, const char *from, size_t n)
{
    char *to = take(arena, n + 1);
    if (n != 0) {
        memcpy(to, from, n);
    }
    to[n] = '\0';
    return to;
}

stm_status stm_arena_protect(stm_arena *arena, void (*fn)(void *arg), void *arg)
{
    stm_arena_guard guard;
    stm_arena_guard *volatile outer = arena->guard;
    if (setjmp(guard.back) != 0) {
        arena->guard = outer;
        return STM_NO_MEMORY;
    }
    arena->guard = &guard;
    fn(arg);
    arena->guard = outer;
    return STM_OK;
}

void stm_arena_share_guard(stm_arena *arena, const stm_arena *of) { arena->guard = of->guard; }
