/* text_marks.h: what reuse_text.c asks of every letter, of sixty-four bytes at a time, where plain_wide.c does not.
 * Internal to it.
 */
#ifndef STM_REUSE_TEXT_MARKS_H
#define STM_REUSE_TEXT_MARKS_H

#include "reuse/reuse.h"

#define STM_TEXT_MARKS 64u /* bytes that are looked at together */

/* A bit for each of the bytes from `at` on, the first the lowest; none behind the end of the text. All but `small` and
 * `letter` are of letters without case, and mean nothing where there is none. */
typedef struct stm_text_marks {
    size_t at;
    uint64_t small;   /* small letters */
    uint64_t letter;  /* these and capitals */
    uint64_t twice;   /* the one before is the same */
    uint64_t respell; /* a rule of spelling but that of doubled letters may touch it: z, ae, oe, our */
    uint64_t end;     /* where it is the last of its word, a rule of ends may touch that: tre, nce, gue, ame, mes */
} stm_text_marks;

/* Has this processor what plain_wide.c needs, which has marks of its own? */
bool stm_text_marks_wide(void);
/* Marks of the bytes of text[0 .. n) from `at` on, which is 2 or more and less than n. */
void stm_text_marks_read(const char *text, size_t n, size_t at, stm_text_marks *out);

#endif
