/* sketch_wide.c: see sketch_wide.h. Sixty-four bytes are folded at once, and what is a letter is pushed together; the
 * hashes of eight runs are worked out side by side.
 *
 * In: bytes, letters, seeds.  Out: letters, hashes, seeds in parts, keys.  Never: looks at a byte behind the room that
 * it is given.
 */
#include <assert.h>

#include "base/sieve.h"
#include "reuse/reuse_tuning.h"
#include "reuse/sketch_wide.h"

#if STM_SKETCH_X86

#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi,popcnt")))

WIDE size_t stm_wide_letters(const char *p, size_t n, uint8_t *out, uint32_t *n_out)
{
    const __m512i small = _mm512_set1_epi8('a' - 'A');
    size_t i = 0;
    uint32_t at = *n_out;
    while (i < n) {
        __mmask64 there = n - i >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << (n - i)) - 1;
        __m512i x = _mm512_maskz_loadu_epi8(there, p + i), low = _mm512_or_si512(x, small);
        __mmask64 letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(low, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));
        __mmask64 digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
        __mmask64 mark = _mm512_movepi8_mask(x) | _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('&'));
        __mmask64 before = mark == 0 ? ~(__mmask64)0 : (mark & (~mark + 1)) - 1, taken = (letter | digit) & before;
        low = _mm512_mask_mov_epi8(low, _mm512_cmpeq_epi8_mask(low, _mm512_set1_epi8('z')), _mm512_set1_epi8('s'));
        x = _mm512_mask_mov_epi8(x, letter, low);
        _mm512_storeu_si512(out + at, _mm512_maskz_compress_epi8(taken, x));
        at += (uint32_t)__builtin_popcountll(taken);
        if (mark != 0) {
            i += (size_t)__builtin_ctzll(mark);
            break;
        }
        i += n - i < 64 ? n - i : 64;
    }
    *n_out = at;
    return i;
}

WIDE static inline uint64_t among(__m512i x, char from, char n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8(from)), _mm512_set1_epi8(n));
}

WIDE void stm_wide_slips(const char *p, size_t n, uint32_t *slips, uint32_t *words)
{
    for (size_t i = 0; i < n; i += 64) {
        __mmask64 there = n - i >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << (n - i)) - 1;
        __m512i x = _mm512_maskz_loadu_epi8(there, p + i), y = _mm512_maskz_loadu_epi8(there, p + i + 1);
        __m512i z = _mm512_maskz_loadu_epi8(there, p + i + 2);
        uint64_t small = among(y, 'a', 26), other = among(z, '0', 10) | among(z, 'A', 26);
        *slips += (uint32_t)__builtin_popcountll(among(x, 'a', 26) & small & other);
        *words += (uint32_t)__builtin_popcountll(small & _mm512_cmpeq_epi8_mask(z, _mm512_set1_epi8(' ')));
    }
}

WIDE void stm_wide_hashes(const uint8_t *letters, uint32_t n, int16_t *out)
{
    uint8_t first[64], last[64];
    __m512i of_first, of_last;
    for (uint32_t k = 0; k < 64; k++) {
        first[k] = (uint8_t)(k / 8 + k % 8);
        last[k] = (uint8_t)(first[k] + STM_SEED_LETTERS - 8);
    }
    of_first = _mm512_loadu_si512(first);
    of_last = _mm512_loadu_si512(last);
    for (uint32_t i = 0; i < n; i += 8) {
        __m512i x = _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(const void *)(letters + i)));
        __m512i a = _mm512_permutexvar_epi8(of_first, x), b = _mm512_permutexvar_epi8(of_last, x);
        a = _mm512_mullo_epi64(a, _mm512_set1_epi64((long long)STM_RUN_FIRST));
        b = _mm512_mullo_epi64(b, _mm512_set1_epi64((long long)STM_RUN_LAST));
        _mm_storeu_si128((__m128i *)(void *)(out + i),
                         _mm512_cvtepi64_epi16(_mm512_srli_epi64(_mm512_add_epi64(a, b), 48)));
    }
}

typedef __m512i two_fn(__m512i x, __m512i y);

WIDE static inline __m512i lesser(__m512i x, __m512i y) { return _mm512_min_epi16(x, y); }
WIDE static inline __m512i greater(__m512i x, __m512i y) { return _mm512_max_epi16(x, y); }

/* From behind, for a window reaches into the thirty-two numbers behind its own, whose windows of two, four and eight
 * are there already. */
WIDE STM_ALWAYS_INLINE void slide(const int16_t *x, int16_t *y, uint32_t n, two_fn *of_two)
{
    __m512i two = _mm512_setzero_si512(), four = two, eight = two;
    uint32_t i = n % 32 == 0 ? n : n + 32 - n % 32;
    static_assert(STM_SEED_WINDOW_CLEAN == 14, "eight and eight, six of them apart");
    for (i += 32; i > 0;) {
        __m512i next_two = two, next_four = four, next_eight = eight;
        i -= 32;
        two = of_two(_mm512_loadu_si512(x + i), _mm512_loadu_si512(x + i + 1));
        four = of_two(two, _mm512_alignr_epi32(next_two, two, 1));
        eight = of_two(four, _mm512_alignr_epi32(next_four, four, 2));
        if (i < n) {
            _mm512_storeu_si512(y + i, of_two(eight, _mm512_alignr_epi32(next_eight, eight, 3)));
        }
    }
}

WIDE void stm_wide_least(const int16_t *x, int16_t *y, uint32_t n) { slide(x, y, n, lesser); }
WIDE void stm_wide_most(const int16_t *x, int16_t *y, uint32_t n) { slide(x, y, n, greater); }

WIDE uint32_t stm_wide_taken(const int16_t *x, const int16_t *y, uint32_t n, uint16_t *out)
{
    uint16_t first[32];
    __m512i at;
    uint32_t taken = 0;
    for (uint32_t k = 0; k < 32; k++) {
        first[k] = (uint16_t)k;
    }
    at = _mm512_loadu_si512(first);
    for (uint32_t i = 0; i < n; i += 32) {
        __mmask32 there = n - i >= 32 ? ~(__mmask32)0 : ((__mmask32)1 << (n - i)) - 1;
        __m512i a = _mm512_maskz_loadu_epi16(there, x + i), b = _mm512_maskz_loadu_epi16(there, y + i);
        __mmask32 same = _mm512_mask_cmpeq_epi16_mask(there, a, b);
        _mm512_storeu_si512(out + taken, _mm512_maskz_compress_epi16(same, at));
        taken += (uint32_t)__builtin_popcount(same);
        at = _mm512_add_epi16(at, _mm512_set1_epi16(32));
    }
    return taken;
}

WIDE static inline __m512i mixed(__m512i h)
{
    h = _mm512_xor_si512(h, _mm512_srli_epi64(h, 32));
    return _mm512_mullo_epi64(h, _mm512_set1_epi64((long long)STM_RUN_MIX));
}

WIDE void stm_wide_prints(const uint8_t *letters, const uint16_t *at, uint32_t n, uint64_t *out)
{
    for (uint32_t i = 0; i < n; i += 8) {
        __mmask8 there = n - i >= 8 ? 0xFF : (__mmask8)((1u << (n - i)) - 1);
        __m512i place = _mm512_cvtepu16_epi64(_mm_loadu_si128((const __m128i *)(const void *)(at + i)));
        __m512i a = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), there, place, letters, 1);
        __m512i b =
            _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), there, place, letters + STM_SEED_LETTERS - 8, 1);
        a = _mm512_mullo_epi64(a, _mm512_set1_epi64((long long)STM_RUN_FIRST));
        b = _mm512_mullo_epi64(b, _mm512_set1_epi64((long long)STM_RUN_LAST));
        a = mixed(mixed(_mm512_add_epi64(a, b)));
        _mm512_storeu_si512(out + i, _mm512_srli_epi64(a, 64 - STM_SKETCH_BITS));
    }
}

WIDE void stm_wide_part(const uint64_t *seeds, uint32_t n, uint32_t *prints, uint16_t *places, uint8_t *firsts)
{
    for (uint32_t i = 0; i < n; i += 8) {
        __mmask8 there = n - i >= 8 ? 0xFF : (__mmask8)((1u << (n - i)) - 1);
        __m512i x = _mm512_maskz_loadu_epi64(there, seeds + i);
        _mm512_mask_cvtepi64_storeu_epi32(prints + i, there, _mm512_srli_epi64(x, STM_PLACE_BITS));
        _mm512_mask_cvtepi64_storeu_epi16(places + i, there, x);
        _mm512_mask_cvtepi64_storeu_epi8(firsts + i, there, _mm512_srli_epi64(x, 56));
    }
}

WIDE void stm_wide_keys(const uint32_t *prints, const uint8_t *articles, uint32_t n, uint32_t first, uint32_t bits,
                        uint64_t *out)
{
    const __m512i base = _mm512_set1_epi64(first);
    const __m128i by = _mm_cvtsi32_si128((int)bits);
    for (uint32_t i = 0; i < n; i += 8) {
        __mmask8 there = n - i >= 8 ? 0xFF : (__mmask8)((1u << (n - i)) - 1);
        __m512i print = _mm512_cvtepu32_epi64(_mm256_maskz_loadu_epi32(there, prints + i));
        __m512i article = _mm512_cvtepu8_epi64(_mm_maskz_loadu_epi8(there, articles + i));
        article = _mm512_add_epi64(article, base);
        _mm512_mask_storeu_epi64(out + i, there, _mm512_or_si512(_mm512_sll_epi64(print, by), article));
    }
}

WIDE uint64_t stm_wide_repeats(const uint64_t *keys, uint32_t bits)
{
    const __m512i above = _mm512_set1_epi64((long long)(~(uint64_t)0 << bits));
    uint64_t out = 0;
    for (uint32_t k = 0; k < 64; k += 8) {
        __m512i x = _mm512_xor_si512(_mm512_loadu_si512(keys + k), _mm512_loadu_si512(keys + k + 1));
        out |= (uint64_t)_mm512_testn_epi64_mask(x, above) << k;
    }
    return out;
}

#else
typedef int stm_sketch_wide_is_empty; /* a file is never */
#endif
