/* forms.h: how texts write the words that they share: marks, capitals, figures, which every desk sets its own way. */
#ifndef STM_REUSE_FORMS_H
#define STM_REUSE_FORMS_H

#include "reuse/reuse_work.h"

/* A word with the marks behind it, as the text writes it, as a hash; never 0. */
uint16_t stm_form_of(const stm_rtext *t, uint32_t word);

/* Words that both articles of a pair have, and those of them that they write in two ways. */
typedef struct stm_forms {
    uint32_t words, unlike;
} stm_forms;
stm_forms stm_forms_compare(const stm_reuse_work *w, const stm_rpair *p);
/* Says of texts of unknown outlets that may be an agency's whether they are, by the agency's texts that they share
 * words with and by their own marks: changes w->origins. Misread texts are passed over.
 * families: of each article how many families it is in, 2 for more. */
void stm_forms_judge(stm_reuse_work *w, const stm_reuse *out, const uint8_t *families);

#endif
