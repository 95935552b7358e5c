/* csv_cell.h: cells of CSV (RFC 4180): CRLF, every cell that needs it in double quotes; shared by the CSV writers.
 *
 * A text that a spreadsheet would take for a formula (it begins with = or @, or with + or - before a letter) is
 * written with an apostrophe before it: articles come from strangers.
 */
#ifndef STM_WRITE_CSV_CELL_H
#define STM_WRITE_CSV_CELL_H

#include "base/arena.h"
#include "base/str.h"

/* Appends a cell; a comma before it unless *first, which is then false. */
void stm_csv_cell(stm_arena *arena, stm_buf *to, bool *first, stm_str s);
void stm_csv_end_row(stm_arena *arena, stm_buf *to, bool *first);

#endif
