/* record_parts.h: what the files of src/record share. */
#ifndef STM_RECORD_PARTS_H
#define STM_RECORD_PARTS_H

#include "record/record.h"

/* ---- lines.c ---- */

/* line[i] of member i: the least member of its line. */
uint32_t *stm_lines_of(stm_arena *arena, const stm_u32s *members, const stm_reuse *reuse);
uint32_t stm_lines_total(const uint32_t *line, uint32_t n);

#endif
