/* quotation_rows.h: the quotations of one article as rows, under the names that quotation tools give their columns.
 *
 * In: an annotated article.  Out: bytes appended to a buffer: CSV (RFC 4180) or JSON Lines, one quotation a row.
 * Columns (docs/write.md): textacy's speaker, cue, content; CoreNLP's text, beginIndex, endIndex, mention,
 * mentionBegin, mentionEnd, canonicalSpeaker; then what stemma alone knows. Call inside stm_arena_protect.
 */
#ifndef STM_WRITE_QUOTATION_ROWS_H
#define STM_WRITE_QUOTATION_ROWS_H

#include "write/json.h"

/* The heading of the CSV. */
void stm_quotation_rows_heading(stm_arena *arena, stm_buf *to);
/* The article's rows; csv: else JSON Lines. */
void stm_quotation_rows(stm_arena *arena, stm_buf *to, const stm_article *article, stm_offsets offsets, bool csv);

#endif
