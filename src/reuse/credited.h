/* credited.h: whether an article says whose words it takes: "as the Gulf Tribune reported", "a report by Reuters". */
#ifndef STM_REUSE_CREDITED_H
#define STM_REUSE_CREDITED_H

#include "reuse/reuse_work.h"

/* Whether article `by` of the pair names the outlet of the other one right before or behind a passage that they share.
 * Both texts are folded. */
bool stm_credits_other(const stm_reuse_work *w, const stm_rpair *p, uint32_t by);
/* Whether the other article of the pair says that it has the words from article `from`, and not the other way round;
 * for two of one family. */
bool stm_is_taken_from(const stm_reuse_work *w, const stm_rpair *p, uint32_t from);
/* Whom a text of the family credits with its words ("— Northern Wire", "By our staff and Northern Wire") sells texts to
 * it, also where no list of agencies has its name: its texts in this family become an agency's in w->origins.
 * families: of each article how many families it is in, 2 for more; texts of several are left as they are. */
void stm_credited_houses(stm_reuse_work *w, const stm_reuse *out, const uint8_t *families);

#endif
