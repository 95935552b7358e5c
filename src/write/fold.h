/* fold.h: text folded into lines for a terminal: hanging indents, colours, widths of characters.
 *
 * Text is gathered into a paragraph and printed when the paragraph ends. Widths are those of Unicode (wide East
 * Asian characters take two columns, combining ones none).
 */
#ifndef STM_WRITE_FOLD_H
#define STM_WRITE_FOLD_H

#include "base/str.h"

typedef enum stm_style { STM_PLAIN, STM_BOLD, STM_DIM, STM_RED, STM_GREEN, STM_BLUE, STM_STYLE_COUNT } stm_style;

typedef struct stm_fold {
    stm_arena *arena;
    stm_buf *to;
    uint32_t width;
    bool color;
    bool keep_marks;   /* leave style marks (bytes 1 + style) in the output, for a later pass */
    stm_buf paragraph; /* text with style marks, see fold.c */
} stm_fold;

void stm_fold_init(stm_fold *fold, stm_arena *arena, stm_buf *to, uint32_t width, bool color);
/* Adds text to the paragraph; control characters become spaces. */
void stm_fold_add(stm_fold *fold, stm_style style, stm_str text);
void stm_fold_addz(stm_fold *fold, stm_style style, const char *text);
/* Prints the paragraph: its first line `first` columns in, the others `hang`. */
void stm_fold_end(stm_fold *fold, uint32_t first, uint32_t hang);
/* An empty line. */
void stm_fold_gap(stm_fold *fold);
/* The terminal's code for a style. */
const char *stm_style_code(stm_style style);
/* Columns that a text takes. */
uint32_t stm_fold_width(stm_str text);
/* Copy of `text` without control characters, bidirectional overrides included. */
stm_str stm_fold_clean(stm_arena *arena, stm_str text);

#endif
