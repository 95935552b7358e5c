/* stock.h: blocks of STM_MEM_HUGE bytes, handed on from who is done with them to who needs some. What costs time in
 * new memory is that the system clears its pages, at the first touch: a block that was used before has cost that
 * already.
 *
 * In, out: blocks, whose content means nothing.  Never: gives any back to the system before stm_stock_free.
 * Threads: any number. Where `stock` is NULL all comes from the system and goes back there.
 */
#ifndef STM_BASE_STOCK_H
#define STM_BASE_STOCK_H

#include <stdbool.h>

#include "base/status.h"

typedef struct stm_stock stm_stock;

/* NULL: out of memory. */
stm_stock *stm_stock_new(void);
/* Frees what is there. Allows NULL. */
void stm_stock_free(stm_stock *stock);
/* A block, as of stm_mem_block; NULL: out of memory. */
void *stm_stock_take(stm_stock *stock);
/* One that was taken. Allows NULL. */
void stm_stock_give(stm_stock *stock, void *block);
/* Whether a block lies there that was used before, and costs nothing. */
bool stm_stock_idle(stm_stock *stock);
/* Makes one for the next who takes any, if there is none and some have been taken. A failure shows when it is taken. */
void stm_stock_ahead(stm_stock *stock);

#endif
