/* quoted.h: what two articles have in common because both quote it, or tell of one thing. */
#ifndef STM_REUSE_QUOTED_H
#define STM_REUSE_QUOTED_H

#include "reuse/align.h"

/* Whether two folded texts share somebody's words in quotation marks, in several places and hardly a sentence of their
 * own, or in one place a sentence in marks and nothing else: both heard or read one speaker, and neither has its text
 * from the other. Never said of texts of one outlet, of misread ones, whose marks cannot be relied on, and of those
 * that share half of either. */
bool stm_shares_quotes_only(const stm_rtext *a, const stm_rtext *b, const stm_alignment *passages);

/* Whether two folded texts share nothing but phrases in several places ("the top Democrat on the committee", the counts
 * of a charge) and little in all: who and what a story is about has one name in all reports of it. Never said of texts
 * of one outlet, of misread ones, and where a passage, or a run of words outside of quotation marks, is longer than a
 * phrase. Cost: words of one side times words of the other, per passage. */
bool stm_shares_phrases_only(const stm_rtext *a, const stm_rtext *b, const stm_alignment *passages);

#endif
