/* prober_wide.c: the sieve of prober.c for x86-64 with AVX-512: it stands in registers, and sixteen seeds are asked for
 * at once.
 *
 * In: seeds.  Out: the places of those that may be in the other sketch.  Never: leaves one out that is.
 * Cost: linear in seeds.
 */
#include "reuse/prober.h"
#include "reuse/sketch_wide.h"

#if STM_SKETCH_X86

#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,popcnt")))

void stm_prober_wide_set(uint32_t *bits, const uint32_t *prints, uint32_t n)
{
    memset(bits, 0, STM_PROBER_WIDE * sizeof *bits);
    for (uint32_t i = 0; i < n; i++) {
        bits[prints[i] % STM_PROBER_WIDE] |= 1u << prints[i] / STM_PROBER_WIDE % 32;
    }
}

WIDE uint32_t stm_prober_wide_pass(const uint32_t *bits, const uint32_t *prints, uint32_t n, uint32_t *next,
                                   uint32_t most, uint32_t *out)
{
    const __m512i count = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m512i t[STM_PROBER_WIDE / 16];
    uint32_t passed = 0, i = *next;
    for (uint32_t k = 0; k < STM_PROBER_WIDE / 16; k++) {
        t[k] = _mm512_loadu_si512(bits + 16 * k);
    }
    for (; i < n && passed < most; i += 16) {
        uint32_t here = n - i < 16 ? (1u << (n - i)) - 1 : 0xFFFF;
        __m512i key = _mm512_maskz_loadu_epi32((__mmask16)here, prints + i);
        __mmask16 second = _mm512_test_epi32_mask(key, _mm512_set1_epi32(32));
        __mmask16 fourth = _mm512_test_epi32_mask(key, _mm512_set1_epi32(64)), found;
        __m512i x = _mm512_mask_blend_epi32(second, _mm512_permutex2var_epi32(t[0], key, t[1]),
                                            _mm512_permutex2var_epi32(t[2], key, t[3]));
        __m512i y = _mm512_mask_blend_epi32(second, _mm512_permutex2var_epi32(t[4], key, t[5]),
                                            _mm512_permutex2var_epi32(t[6], key, t[7]));
        __m512i bit = _mm512_and_si512(_mm512_srli_epi32(key, 7), _mm512_set1_epi32(31));
        x = _mm512_srlv_epi32(_mm512_mask_blend_epi32(fourth, x, y), bit);
        found = (__mmask16)(_mm512_test_epi32_mask(x, _mm512_set1_epi32(1)) & here);
        x = _mm512_add_epi32(count, _mm512_set1_epi32((int)i));
        _mm512_storeu_si512(out + passed, _mm512_maskz_compress_epi32(found, x));
        passed += (uint32_t)__builtin_popcount(found);
    }
    *next = i < n ? i : n;
    return passed;
}

#else
typedef int stm_prober_wide_is_empty; /* a file is never */
#endif
