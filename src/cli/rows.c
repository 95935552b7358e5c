/* rows.c: see rows.h. */
#include "cli/rows.h"

#include <stdlib.h>

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while writing"); }

stm_status stm_rows_add(stm_rows *r, uint64_t key, stm_str row, stm_err *err)
{
    stm_row *to;
    if (r->n == r->cap) {
        size_t cap = r->cap == 0 ? 1024 : r->cap * 2;
        stm_row *rows = stm_mem_realloc(r->rows, cap * sizeof *rows);
        if (rows == NULL) {
            return no_memory(err);
        }
        r->rows = rows;
        r->cap = cap;
    }
    to = &r->rows[r->n];
    *to = (stm_row){ .key = key, .n = (uint32_t)row.n, .second = (uint32_t)r->n };
    if (r->spill.fd_plus_1 != 0 || (r->memory_bytes != 0 && r->held + row.n > r->memory_bytes)) {
        stm_status status = stm_spill_add(&r->spill, row.p, row.n, &to->at, err);
        if (status != STM_OK) {
            return status;
        }
        to->at += r->held;
        r->n++;
        return STM_OK;
    }
    if (r->held + row.n > r->cap_text) {
        uint64_t cap = (r->held + row.n) * 2 + 4096;
        char *text = stm_mem_realloc(r->text, (size_t)cap);
        if (text == NULL) {
            return no_memory(err);
        }
        r->text = text;
        r->cap_text = cap;
    }
    memcpy(r->text + r->held, row.p, row.n);
    to->at = r->held;
    r->held += row.n;
    r->n++;
    return STM_OK;
}

static int by_key(const void *x, const void *y)
{
    const stm_row *a = x, *b = y;
    return a->key != b->key ? (a->key < b->key ? -1 : 1) : a->second < b->second ? -1 : a->second > b->second;
}

void stm_rows_sort(stm_rows *r)
{
    if (r->n > 1) {
        qsort(r->rows, r->n, sizeof *r->rows, by_key);
    }
}

stm_status stm_rows_get(const stm_rows *r, size_t i, char **room, size_t *cap, stm_str *out, stm_err *err)
{
    const stm_row *row = &r->rows[i];
    if (row->at < r->held) {
        *out = (stm_str){ r->text + row->at, row->n };
        return STM_OK;
    }
    if (row->n > *cap) {
        char *grown = stm_mem_realloc(*room, (size_t)row->n * 2);
        if (grown == NULL) {
            return no_memory(err);
        }
        *room = grown;
        *cap = (size_t)row->n * 2;
    }
    *out = (stm_str){ *room, row->n };
    return stm_spill_read(&r->spill, row->at - r->held, *room, row->n, err);
}

void stm_rows_fini(stm_rows *r)
{
    stm_mem_free(r->rows);
    stm_mem_free(r->text);
    stm_spill_close(&r->spill);
    *r = (stm_rows){ 0 };
}
