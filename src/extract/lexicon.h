/* lexicon.h: what a lexicon holds. Internal to extract: each list is read and searched by a file of its own, which
 * adds one member here and one line to `read_lists` in lexicon.c. Read-only after opening.
 */
#ifndef STM_EXTRACT_LEXICON_H
#define STM_EXTRACT_LEXICON_H

#include "extract/cues.h"
#include "extract/extract.h"
#include "extract/modal_words.h"
#include "extract/person_words.h"
#include "extract/numbers.h"

struct stm_lexicon {
    stm_arena arena;
    stm_cues cues;            /* reporting words: data/cues.txt */
    stm_modal_words modal;    /* words of modality: data/modality.txt */
    stm_map anonymous;        /* words for people without a name: data/anonymous.txt */
    stm_wordbook wordbook;    /* time words, numbers, holidays, units, people */
    stm_person_words persons; /* nouns, titles, given names, countries, roles */
};

#endif
