/* shelf.h: articles put away as bytes until they are needed again: in memory, or from a bound on in a temporary file.
 *
 * What intake knows of an article is kept: text, metadata, marks; annotations are not.
 */
#ifndef STM_ENGINE_SHELF_H
#define STM_ENGINE_SHELF_H

#include "article/article.h"
#include "base/stock.h"
#include "base/spill.h"

typedef struct stm_shelf_block stm_shelf_block;

typedef struct stm_shelf {
    uint64_t memory_bytes; /* bound; 0: none */
    stm_stock *from;       /* where large blocks are from; NULL: from the system */
    uint64_t held;         /* bytes in memory */
    stm_shelf_block *head; /* of many records each */
    char **records;        /* n: in a block, or NULL: in the file */
    uint64_t *at;          /* n: where in the file */
    uint32_t *bytes;       /* n: of the record */
    uint32_t *text_bytes;  /* n */
    uint32_t n, cap;
    stm_spill spill;
} stm_shelf;

/* Bytes of records on their way to the shelf; begins as all zero. */
typedef struct stm_pack {
    char *at;
    size_t n, cap;
} stm_pack;

/* Appends the record of an article, but for its id. STM_NO_MEMORY without a message. */
stm_status stm_pack_add(stm_pack *pack, const stm_article *article) STM_MUST_USE;
void stm_pack_fini(stm_pack *pack);

/* Puts away a record, `rest` of it as stm_pack_add made it, of an article whose text has text_bytes. The shelf begins
 * as all zero, but for memory_bytes and from. */
stm_status stm_shelf_add(stm_shelf *shelf, stm_str id, stm_str rest, uint32_t text_bytes, stm_err *err) STM_MUST_USE;
/* Article `i` again, in `arena`, inside stm_arena_protect; its strings may be the shelf's, which live until it is added
 * to or closed. Thread-safe. */
stm_status stm_shelf_get(const stm_shelf *shelf, uint32_t i, stm_arena *arena, stm_article **out,
                         stm_err *err) STM_MUST_USE;
/* Calls for the record of an article that stm_shelf_get is asked for soon: it comes nearer while others are looked at.
 */
void stm_shelf_expect(const stm_shelf *shelf, uint32_t i);
void stm_shelf_fini(stm_shelf *shelf);

/* The record of article `i`, as it is kept elsewhere too; copied to `arena`. */
stm_status stm_shelf_bytes(const stm_shelf *shelf, uint32_t i, stm_arena *arena, stm_str *out,
                           stm_err *err) STM_MUST_USE;
/* The article of a record, whose strings point into it. False: it is no record. Inside stm_arena_protect. */
bool stm_shelf_unpack(stm_arena *arena, stm_str record, stm_article **out);
stm_str stm_shelf_id(stm_str record);
/* The id of article `i`, borrowed from the shelf; false: it lies in the file. */
bool stm_shelf_has(const stm_shelf *shelf, uint32_t i, stm_str *id);

#endif
