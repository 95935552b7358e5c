/* shelf.h: articles put away as bytes until they are needed again: in memory, or from a bound on in a temporary file.
 *
 * What intake knows of an article is kept: text, metadata, marks; annotations are not. Of a text that lies at a place
 * of a file (stm_text_place) only the place is kept: it is read from there again.
 */
#ifndef STM_ENGINE_SHELF_H
#define STM_ENGINE_SHELF_H

#include "base/spill.h"
#include "base/pile.h"
#include "intake/intake.h"

typedef struct stm_shelf {
    uint64_t memory_bytes;    /* bound; 0: none */
    const stm_intake *intake; /* of the places; NULL: there are none */
    uint64_t held;            /* bytes in memory */
    stm_pile pile;            /* records; `from` is the caller's */
    char **records;           /* n: in a block, or NULL: in the file */
    uint64_t *at;             /* n: where in the file */
    uint32_t *bytes;          /* n: of the record */
    uint32_t *text_bytes;     /* n */
    uint32_t n, cap;
    stm_spill spill;
} stm_shelf;

/* Bytes of records on their way to the shelf; begins as all zero. */
typedef struct stm_pack {
    char *at;
    size_t n, cap;
} stm_pack;

/* Appends the record of an article, but for its id. place: of its text; NULL, or one that is none: the text itself is
 * kept, as it is if it is short. STM_NO_MEMORY without a message. */
stm_status stm_pack_add(stm_pack *pack, const stm_article *article, const stm_text_place *place) STM_MUST_USE;
void stm_pack_fini(stm_pack *pack);

/* Puts away a record, `rest` of it as stm_pack_add made it, of an article whose text has text_bytes. The shelf begins
 * as all zero, but for memory_bytes, from and intake, which must outlive it. */
stm_status stm_shelf_add(stm_shelf *shelf, stm_str id, stm_str rest, uint32_t text_bytes, stm_err *err) STM_MUST_USE;
/* Article `i` again, in `arena`, inside stm_arena_protect; its strings may be the shelf's, which live until it is added
 * to or closed. STM_IO: as of stm_intake_text_again, or a temporary file cannot be read. Thread-safe. */
stm_status stm_shelf_get(const stm_shelf *shelf, uint32_t i, stm_arena *arena, stm_article **out,
                         stm_err *err) STM_MUST_USE;
/* Calls for the record of an article that stm_shelf_get is asked for soon: it comes nearer while others are looked at.
 */
void stm_shelf_expect(const stm_shelf *shelf, uint32_t i);
void stm_shelf_fini(stm_shelf *shelf);

/* The record of article `i`, as it is kept elsewhere too, with its text; copied to `arena`. Fails as stm_shelf_get. */
stm_status stm_shelf_bytes(const stm_shelf *shelf, uint32_t i, stm_arena *arena, stm_str *out,
                           stm_err *err) STM_MUST_USE;
/* The article of a record, whose strings point into it. False: it is no record. Inside stm_arena_protect. */
bool stm_shelf_unpack(stm_arena *arena, stm_str record, stm_article **out);
/* The id of article `i`, which may be borrowed from the shelf or lie in `arena`; inside stm_arena_protect. */
stm_status stm_shelf_id(const stm_shelf *shelf, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err) STM_MUST_USE;

#endif
