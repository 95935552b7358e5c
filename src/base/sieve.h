/* sieve.h: a quick no to "is this word one of these?" for lists that stand in the code.
 *
 * In: a word; a literal list of words parted by single blanks.  Out: false only if the word is none of them, ASCII
 * case aside. Never: true for sure; who is let through is compared in full.
 * How: length, first, second and last byte of a word choose one bit of each of two sets of 64. The compiler works out
 * the sets of a literal list, so that asking costs two tests; of any other list nothing is known, and all pass.
 */
#ifndef STM_BASE_SIEVE_H
#define STM_BASE_SIEVE_H

#include "base/str.h"

#define STM_ALWAYS_INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define STM_UNROLL _Pragma("clang loop unroll(full)")
#else
#define STM_UNROLL _Pragma("GCC unroll 1000")
#endif

/* The bits of a word, or of all words of a list. Small letters and capitals are the same in the low five bits. */
typedef struct stm_sieve {
    uint64_t one, two;
} stm_sieve;

STM_ALWAYS_INLINE stm_sieve stm_sieve_bits(char first, char second, char last, size_t n)
{
    uint32_t a = first & 31, b = second & 31, c = last & 31, m = (uint32_t)n;
    return (stm_sieve){ (uint64_t)1 << ((7 * a + 3 * c + 5 * m) & 63), (uint64_t)1 << ((a + 11 * b + 27 * m) & 63) };
}

STM_ALWAYS_INLINE stm_sieve stm_sieve_word(stm_str s)
{
    return s.n == 0 ? (stm_sieve){ 0, 0 } : stm_sieve_bits(s.p[0], s.p[s.n > 1], s.p[s.n - 1], s.n);
}

/* Of a list; `n` and the bytes should be known to the compiler. */
STM_ALWAYS_INLINE stm_sieve stm_sieve_list(const char *list, size_t n)
{
    stm_sieve all = { 0, 0 };
    size_t from = 0;
    STM_UNROLL
    for (size_t k = 0; k < n; k++) {
        if (list[k + 1] == ' ' || list[k + 1] == '\0') {
            stm_sieve s = stm_sieve_bits(list[from], list[from + (k > from)], list[k], k + 1 - from);
            all.one |= s.one;
            all.two |= s.two;
        }
        from = list[k] == ' ' ? k + 1 : from;
    }
    return all;
}

/* May the word with the bits `word` be one of those with the bits `list`? */
STM_ALWAYS_INLINE bool stm_sieve_meet(stm_sieve word, stm_sieve list)
{
    return (word.one & list.one) != 0 && (word.two & list.two) != 0;
}

/* May the word with the bits `word` be one of `list`? */
STM_ALWAYS_INLINE bool stm_sieve_pass(stm_sieve word, const char *list)
{
    if (__builtin_constant_p(strlen(list))) {
        return stm_sieve_meet(word, stm_sieve_list(list, strlen(list)));
    }
    return true;
}

/* stm_str_among, asked only where the word may be one of `list`. */
STM_ALWAYS_INLINE bool stm_among(stm_str word, const char *list)
{
    return stm_sieve_pass(stm_sieve_word(word), list) && stm_str_among(word, list);
}

#endif
