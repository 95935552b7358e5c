/* arena.h: memory with a lifetime instead of an owner.
 *
 * Three lifetimes exist in stemma, each an arena: the run, the batch, the article. What is allocated from an
 * arena lives until stm_arena_fini or stm_arena_reset and is never freed alone.
 *
 * Failure. Code that allocates from an arena does not check for NULL: an allocation that fails leaves the
 * enclosing stm_arena_protect, which then returns STM_NO_MEMORY (the shape of Lua's pcall and libpng's
 * error handler). Hence the one rule of stage code: while it may allocate from an arena it holds nothing that
 * only it can release (no FILE *, no malloc block, no lock, no foreign object).
 *
 * Invariants: (1) every address is aligned to 16 bytes. (2) memory is zeroed, but for that from stm_arena_raw.
 * (3) with STM_ARENA_DEBUG every item is a malloc of its own, so that ASan sees overruns.
 */
#ifndef STM_BASE_ARENA_H
#define STM_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

#include "base/stock.h"

typedef struct stm_arena_block stm_arena_block;
typedef struct stm_arena_guard {
    jmp_buf back;
} stm_arena_guard;

typedef struct stm_arena {
    stm_arena_block *head;  /* newest block first */
    size_t block_bytes;     /* size of an ordinary block */
    size_t used_bytes;      /* sum of all allocations, for statistics and limits */
    stm_arena_guard *guard; /* where a failed allocation goes; NULL outside stm_arena_protect */
    stm_stock *stock;       /* where large blocks are from; NULL: from the system */
} stm_arena;

/* Makes an empty arena in the caller's storage; allocates nothing. block_bytes 0: a default of 64 KiB; once it holds
 * STM_MEM_HUGE it takes so much at a time. */
void stm_arena_init(stm_arena *arena, size_t block_bytes);
/* The same, for an arena that shares large blocks with others, and takes one where one lies idle, however little it
 * holds; `stock` must outlive it. */
void stm_arena_init_sharing(stm_arena *arena, size_t block_bytes, stm_stock *stock);
/* Frees everything; the arena is empty and usable again. */
void stm_arena_fini(stm_arena *arena);
/* Like stm_arena_fini, but keeps one block for the next round. */
void stm_arena_reset(stm_arena *arena);

/* Zeroed memory of `bytes` bytes. Never NULL. Must be called inside stm_arena_protect of this arena. */
void *stm_arena_alloc(stm_arena *arena, size_t bytes);
/* The same for `n` items of `bytes` bytes; an overflow of the product counts as a failed allocation. */
void *stm_arena_array(stm_arena *arena, size_t n, size_t bytes);
/* Like stm_arena_array, but not zeroed: for large arrays that are written before they are read. */
void *stm_arena_raw(stm_arena *arena, size_t n, size_t bytes);
/* Copy of `n` bytes with a NUL behind them. */
char *stm_arena_copy(stm_arena *arena, const char *from, size_t n);
#define STM_NEW(arena, T) ((T *)stm_arena_alloc((arena), sizeof(T)))
#define STM_NEW_ARRAY(arena, T, n) ((T *)stm_arena_array((arena), (n), sizeof(T)))

/* Leaves the enclosing stm_arena_protect as a failed allocation would. */
_Noreturn void stm_arena_fail(stm_arena *arena);

/* Runs fn(arg); returns STM_OK, or STM_NO_MEMORY if an allocation from `arena` failed inside. Nests. */
stm_status stm_arena_protect(stm_arena *arena, void (*fn)(void *arg), void *arg) STM_MUST_USE;

/* A second arena that fails to where `of` fails: for scratch memory inside a protected function. The caller
 * releases it; if a failure passes over it, its memory is lost to nobody only when it is registered in a
 * structure that outlives the protected call. Stage contexts hold their scratch arenas for this reason. */
void stm_arena_share_guard(stm_arena *arena, const stm_arena *of);

/* malloc, realloc and free for the few structures that outgrow an arena (indexes, stream buffers). NULL on
 * failure, and then the caller returns STM_NO_MEMORY. Outside src/base nothing else calls the C library's. */
void *stm_mem_alloc(size_t bytes);
/* The same for a table that is read all over: it begins where a line of the processor's caches does, and if it has many
 * megabytes lies on pages of 2 MB where the system gives them, which saves most look-ups of pages. Memory that is not
 * touched costs nothing. */
#define STM_MEM_LINE ((size_t)64)
void *stm_mem_table(size_t bytes);
/* The same for a block that will be written from one end to the other: its pages are asked for at once, and from
 * STM_MEM_HUGE on are of that size where the system gives such ones, which saves most of what new memory costs. */
#define STM_MEM_HUGE ((size_t)2 << 20)
void *stm_mem_block(size_t bytes);
/* In two steps, of which the second may be done by several threads, each for another stretch: what new pages cost is
 * paid there. */
void *stm_mem_bare(size_t bytes);
void stm_mem_ready(void *block, size_t from, size_t bytes);
void *stm_mem_zalloc(size_t n, size_t bytes);
void *stm_mem_realloc(void *old, size_t bytes);
void stm_mem_free(void *p);

#endif
