/* digest.h: a record as plain lines for a terminal.
 *
 * In: a run.  Out: UTF-8 lines no wider than asked.  Never: control characters from an article (a text that holds
 * escape sequences cannot speak to the terminal).
 */
#ifndef STM_WRITE_DIGEST_H
#define STM_WRITE_DIGEST_H

#include "write/view.h"

typedef struct stm_digest_options {
    stm_view_options view;
    uint32_t width; /* columns */
    bool color;     /* ANSI colours */
} stm_digest_options;

/* Appends the digests of all stories of the run. Call inside stm_arena_protect. */
void stm_digest_run(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_digest_options *options);

#endif
