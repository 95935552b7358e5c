/* rows.h: rows that come in any order and are written in the order of their keys; above a bound of memory they wait in
 * a temporary file.
 */
#ifndef STM_CLI_ROWS_H
#define STM_CLI_ROWS_H

#include "base/spill.h"
#include "base/str.h"

typedef struct stm_row {
    uint64_t key, at; /* at: in memory, or behind it in the file */
    uint32_t n, second;
} stm_row;

typedef struct stm_rows {
    uint64_t memory_bytes; /* bound of the text; 0: none */
    stm_row *rows;
    size_t n, cap;
    char *text;
    uint64_t held, cap_text;
    stm_spill spill;
} stm_rows;

/* Begins as all zero, but for memory_bytes. Two rows with one key keep their order. */
stm_status stm_rows_add(stm_rows *rows, uint64_t key, stm_str row, stm_err *err) STM_MUST_USE;
void stm_rows_sort(stm_rows *rows);
/* The i-th row; lives until the next call with the same room, which the caller frees with stm_mem_free. */
stm_status stm_rows_get(const stm_rows *rows, size_t i, char **room, size_t *cap, stm_str *out,
                        stm_err *err) STM_MUST_USE;
void stm_rows_fini(stm_rows *rows);

#endif
