/* sketch_wide.h: loops over every letter, seed or key, for x86-64 with AVX-512: the same letters, hashes, places and
 * keys, some four times as fast. Internal to the files that have the other forms, which choose at run time.
 */
#ifndef STM_REUSE_SKETCH_WIDE_H
#define STM_REUSE_SKETCH_WIDE_H

#include "reuse/sketch.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define STM_SKETCH_X86 1
#else
#define STM_SKETCH_X86 0
#endif

#define STM_WIDE_ROOM                                                                                                  \
    64 /* bytes that may be read or written behind the last; numbers of 16 bits, where there are such */

static inline uint64_t stm_eight_at(const uint8_t *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Of the letters of a run. Linear, for speed: its upper half orders the runs; what is kept is mixed once more. */
#define STM_RUN_FIRST 0x9E3779B97F4A7C15u
#define STM_RUN_LAST 0xC2B2AE3D27D4EB4Fu
#define STM_RUN_MIX 0xD6E8FEB86659FD93u
static inline uint64_t stm_run_hash(const uint8_t *p)
{
    return stm_eight_at(p) * STM_RUN_FIRST + stm_eight_at(p + STM_SEED_LETTERS - 8) * STM_RUN_LAST;
}

/* Its bits that are kept, mixed. */
static inline uint64_t stm_run_print(uint64_t h)
{
    h ^= h >> 32;
    h *= STM_RUN_MIX;
    h ^= h >> 32;
    h *= STM_RUN_MIX;
    return h >> (64 - STM_SKETCH_BITS);
}

#if STM_SKETCH_X86
/* Has this processor what these forms and those of the other files for wide processors need? */
static inline bool stm_sketch_wide(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

/* Letters of ASCII bytes, folded; stops at n, at '&' and at a byte above 127. `out` begins behind *n_out letters.
 * Returns the bytes that were looked at. */
size_t stm_wide_letters(const char *p, size_t n, uint8_t *out, uint32_t *n_out);
/* Counts, over n places: digits and capitals behind two small letters; ends of words. Two bytes more can be read. */
void stm_wide_slips(const char *p, size_t n, uint32_t *slips, uint32_t *words);
/* The upper 16 bits of the hash of each run that begins at one of the first n letters. */
void stm_wide_hashes(const uint8_t *letters, uint32_t n, int16_t *out);
/* The least, or the greatest, of x[i .. i + STM_SEED_WINDOW_CLEAN) for each i < n. */
void stm_wide_least(const int16_t *x, int16_t *y, uint32_t n);
void stm_wide_most(const int16_t *x, int16_t *y, uint32_t n);
/* The places at which n numbers are the same in both, ascending, and how many there are. */
uint32_t stm_wide_taken(const int16_t *x, const int16_t *y, uint32_t n, uint16_t *out);
/* The fingerprints of the runs that begin at these places, n of them; eight are written at a time. */
void stm_wide_prints(const uint8_t *letters, const uint16_t *at, uint32_t n, uint64_t *out);
/* Parts n seeds into fingerprints without their first eight bits, the last 16 bits of places, and those first bits. */
void stm_wide_part(const uint64_t *seeds, uint32_t n, uint32_t *prints, uint16_t *places, uint8_t *firsts);
/* Makes n keys: the fingerprint, and below it `bits` bits for the article, counted from `first`. */
void stm_wide_keys(const uint32_t *prints, const uint8_t *articles, uint32_t n, uint32_t first, uint32_t bits,
                   uint64_t *out);
/* A bit for each of 64 keys, the first the lowest: that it is the next one but for the last `bits` bits. */
uint64_t stm_wide_repeats(const uint64_t *keys, uint32_t bits);
#endif

#endif
