/* word_vector.c: what the parser's model knows of a word before it stands in a sentence.
 *
 * In: a word.  Out: its fixed vector, as it lies in the mapped file.  Never: allocates.  Cost: two places in memory.
 * Source: Pennington, Socher and Manning, "GloVe: global vectors for word representation" (EMNLP 2014).
 */
#include "language/model.h"

#define WORD_CAP 64

const int8_t *stm_language_vector(const stm_model *model, stm_str word)
{
    char form[WORD_CAP];
    size_t n = stm_fold_word(word, form, sizeof form);
    uint32_t at = stm_slots_get(&model->parser.index, stm_fnv(stm_fnv(STM_FNV, "G", 1), form, n));
    return at < model->parser.n_vectors ? model->parser.vectors + (size_t)at * model->parser.dims : NULL;
}

uint32_t stm_language_dims(const stm_model *model) { return model->parser.dims; }
