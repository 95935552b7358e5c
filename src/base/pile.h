/* pile.h: room for many small things that are given up together, in blocks of the stock.
 *
 * In, out: room, whose content means nothing.  Never: gives one thing up alone; moves any.  Not thread-safe.
 */
#ifndef STM_BASE_PILE_H
#define STM_BASE_PILE_H

#include <stddef.h>

#include "base/stock.h"

typedef struct stm_pile_block stm_pile_block;

/* Begins as all zero, but for `from`. */
typedef struct stm_pile {
    stm_stock *from; /* where large blocks are from; NULL: from the system */
    stm_pile_block *head;
} stm_pile;

/* n bytes more; where all that is asked for is a multiple of eight, so is every address. NULL: out of memory. */
char *stm_pile_room(stm_pile *pile, size_t n);
/* Gives all of it up; the pile is empty and usable again. */
void stm_pile_fini(stm_pile *pile);

#endif
