/* kept_add.c: adds the articles of a run to a kept index (kept.h), in one commit. */
#include "base/map.h"
#include "engine/kept.h"

static stm_status no_memory(stm_err *err)
{
    return stm_fail(err, STM_NO_MEMORY, "out of memory while writing the index");
}

typedef struct adding {
    stm_kept *k;
    const stm_shelf *shelf;
    const stm_sketches *sketches;
    const uint64_t *prints;
    stm_arena arena; /* of one article */
    uint32_t i;      /* of the shelf */
    stm_kept_row row;
    stm_err *err;
    stm_status status;
} adding;

/* The record of one article. */
static void add_record(void *arg)
{
    adding *a = arg;
    stm_ledger *ledger = a->k->ledger;
    stm_str record;
    a->row = (stm_kept_row){ .at = stm_ledger_written(ledger),
                             .print = a->prints[a->i],
                             .text_bytes = a->shelf->text_bytes[a->i],
                             .n_seeds = stm_sketches_count(a->sketches, a->k->n + a->i),
                             .noisy = a->sketches->noisy[a->k->n + a->i] };
    a->status = stm_shelf_bytes(a->shelf, a->i, &a->arena, &record, a->err);
    if (a->status == STM_OK) {
        a->row.bytes = (uint32_t)record.n;
        a->row.record_sum = (uint32_t)stm_hash(record.p, record.n);
        a->status = stm_ledger_add(ledger, record.p, record.n, a->err);
    }
}

static stm_status add_records(adding *a, stm_kept_row *rows)
{
    stm_status status = STM_OK;
    stm_ledger_begin(a->k->ledger, STM_KEPT_RECORDS);
    for (a->i = 0; a->i < a->shelf->n && status == STM_OK; a->i++) {
        status = stm_arena_protect(&a->arena, add_record, a);
        status = status == STM_OK ? a->status : no_memory(a->err);
        rows[a->i] = a->row;
        stm_arena_reset(&a->arena);
    }
    return status == STM_OK ? stm_ledger_end(a->k->ledger, 0, 0, a->err) : status;
}

static void add_id(void *arg)
{
    adding *a = arg;
    stm_str id;
    uint32_t n;
    a->status = stm_shelf_id(a->shelf, a->i, &a->arena, &id, a->err);
    if (a->status == STM_OK) {
        n = (uint32_t)id.n;
        a->status = stm_ledger_add(a->k->ledger, &n, sizeof n, a->err);
    }
    if (a->status == STM_OK) {
        a->status = stm_ledger_add(a->k->ledger, id.p, id.n, a->err);
    }
}

static stm_status add_ids(adding *a)
{
    stm_status status = STM_OK;
    stm_ledger_begin(a->k->ledger, STM_KEPT_IDS);
    for (a->i = 0; a->i < a->shelf->n && status == STM_OK; a->i++) {
        status = stm_arena_protect(&a->arena, add_id, a);
        status = status == STM_OK ? a->status : no_memory(a->err);
        stm_arena_reset(&a->arena);
    }
    return status == STM_OK ? stm_ledger_end(a->k->ledger, 0, 0, a->err) : status;
}

static stm_status add_links(stm_kept *k, const stm_links *links, uint32_t n, stm_err *err)
{
    uint64_t first = links->start[k->n], end = links->start[k->n + n];
    stm_status status = STM_OK;
    stm_ledger_begin(k->ledger, STM_KEPT_LINKS);
    for (uint32_t i = k->n; i < k->n + n && status == STM_OK; i++) {
        uint32_t size = (uint32_t)(links->start[i + 1] - links->start[i]);
        status = stm_ledger_add(k->ledger, &size, sizeof size, err);
    }
    if (status == STM_OK && end > first) {
        status = stm_ledger_add(k->ledger, links->at + first, (size_t)(end - first) * sizeof *links->at, err);
    }
    return status == STM_OK ? stm_ledger_end(k->ledger, n, end - first, err) : status;
}

static stm_status add_block(stm_kept *k, uint32_t kind, const void *p, size_t bytes, uint64_t a, uint64_t b,
                            stm_err *err)
{
    stm_status status;
    stm_ledger_begin(k->ledger, kind);
    status = bytes == 0 ? STM_OK : stm_ledger_add(k->ledger, p, bytes, err);
    return status == STM_OK ? stm_ledger_end(k->ledger, a, b, err) : status;
}

static stm_status add_families(stm_kept *k, const uint16_t *families, uint32_t n, stm_err *err)
{
    uint32_t n_blocks;
    const stm_ledger_block *b = stm_ledger_blocks(k->ledger, &n_blocks);
    for (uint32_t i = n_blocks; i-- > 0;) {
        if (b[i].kind == STM_KEPT_FAMILIES) {
            stm_ledger_drop(k->ledger, i);
        }
    }
    return add_block(k, STM_KEPT_FAMILIES, families, n * sizeof *families, 0, 0, err);
}

stm_status stm_kept_commit(stm_kept *k, const stm_shelf *shelf, const stm_sketches *sketches, const uint64_t *prints,
                           const stm_links *links, const uint16_t *families, stm_err *err)
{
    adding a = { .k = k, .shelf = shelf, .sketches = sketches, .prints = prints, .err = err };
    stm_kept_row *rows = stm_mem_zalloc(shelf->n + (size_t)1, sizeof *rows);
    stm_status status = rows == NULL ? no_memory(err) : STM_OK;
    stm_arena_init(&a.arena, 0);
    if (status == STM_OK && k->noting) {
        status = stm_ledger_end(k->ledger, 0, 0, err);
        status = status == STM_OK
                     ? add_block(k, STM_KEPT_PLACES, k->noted, k->n_noted * 2 * sizeof *k->noted, k->n_noted, 0, err)
                     : status;
    }
    status = status == STM_OK ? add_records(&a, rows) : status;
    status =
        status == STM_OK ? add_block(k, STM_KEPT_ROWS, rows, shelf->n * sizeof *rows, k->n, shelf->n, err) : status;
    status = status == STM_OK ? add_ids(&a) : status;
    status = status == STM_OK ? add_links(k, links, shelf->n, err) : status;
    status = status == STM_OK ? add_families(k, families, k->n + shelf->n, err) : status;
    status = status == STM_OK ? stm_kept_keys_end(k->keys, err) : status;
    stm_arena_fini(&a.arena);
    stm_mem_free(rows);
    return status == STM_OK ? stm_ledger_commit(k->ledger, err) : status;
}
