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

#endif
