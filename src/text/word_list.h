/* word_list.h: look-ups in the lists of data/ as they stand: sorted lines, no table to build, no memory.
 *
 * A line is a word, then perhaps a space and what is said of it. '#' opens comment lines at the top.
 */
#ifndef STM_TEXT_WORD_LIST_H
#define STM_TEXT_WORD_LIST_H

#include "base/sieve.h"
#include "base/str.h"

/* What is said of `word`, "" for nothing; STM_NULL_STR if the list has no such word. Cost: log(lines). */
stm_str stm_word_list_find(const char *list, size_t n, stm_str word);
static inline bool stm_word_list_has(const char *list, size_t n, stm_str word)
{
    return stm_word_list_find(list, n, word).p != NULL;
}
/* For a quick no, where one list is asked about many words: stm_sieve_meet(stm_sieve_word(word), sieve) false is "not
 * in the list". Cost: the whole list. */
stm_sieve stm_word_list_sieve(const char *list, size_t n);
/* Do its words stand in byte order, each once? For tests. */
bool stm_word_list_sorted(const char *list, size_t n);

#endif
