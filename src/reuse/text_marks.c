/* text_marks.c: see text_marks.h. Sixteen bytes at a time by vectors of the compiler, or all of them at once where
 * there is AVX-512; the marks are the same.
 *
 * In: bytes.  Out: bits.  Never: reads a byte behind the end of the text, or more than two before `at`.
 */
#include "reuse/text_marks.h"

#include "reuse/sketch_wide.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

#define SMALL ('a' - 'A') /* makes letters small, and no letter of what is none */

typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef int8_t marks16 __attribute__((vector_size(16))); /* -1 where something holds, else 0 */

static bytes16 sixteen(const uint8_t *at)
{
    bytes16 v;
    memcpy(&v, at, sizeof v);
    return v;
}

/* A bit for each mark, the first the lowest. */
static uint64_t bits_of(marks16 m)
{
#ifdef __SSE2__
    return (uint32_t)_mm_movemask_epi8((__m128i)m);
#else
    uint64_t bits = 0;
    for (uint32_t k = 0; k < 16; k++) {
        bits |= (uint64_t)(m[k] & 1) << k;
    }
    return bits;
#endif
}

/* p[2] is the first of the bytes. */
static void read_narrow(const uint8_t *p, stm_text_marks *k)
{
    for (uint32_t i = 0; i < STM_TEXT_MARKS; i += 16) {
        bytes16 raw = sixteen(p + i + 2), x = raw | SMALL, one = sixteen(p + i + 1) | SMALL,
                two = sixteen(p + i) | SMALL;
        marks16 e = (marks16)(x == 'e'), respell, end;
        respell = (marks16)((x == 'z') | ((x == 'r') & (one == 'u') & (two == 'o'))) |
                  (e & (marks16)((one == 'a') | (one == 'o')));
        end = (e & (marks16)(((one == 'r') & (two == 't')) | ((one == 'c') & (two == 'n')) |
                             ((one == 'u') & (two == 'g')) | ((one == 'm') & (two == 'a')))) |
              (marks16)((x == 's') & (one == 'e') & (two == 'm'));
        k->small |= bits_of((marks16)(raw - 'a' <= 'z' - 'a')) << i;
        k->letter |= bits_of((marks16)(x - 'a' <= 'z' - 'a')) << i;
        k->twice |= bits_of((marks16)(x == one)) << i;
        k->respell |= bits_of(respell) << i;
        k->end |= bits_of(end) << i;
    }
}

#if STM_SKETCH_X86
#define WIDE __attribute__((target("avx512f,avx512bw")))

WIDE static inline uint64_t is(__m512i x, char c) { return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(c)); }

WIDE static void read_wide(const uint8_t *p, uint64_t there, stm_text_marks *k)
{
    const __m512i small = _mm512_set1_epi8(SMALL);
    __m512i raw = _mm512_maskz_loadu_epi8(there, p + 2), x = _mm512_or_si512(raw, small);
    __m512i one = _mm512_or_si512(_mm512_maskz_loadu_epi8(there, p + 1), small);
    __m512i two = _mm512_or_si512(_mm512_maskz_loadu_epi8(there, p), small);
    uint64_t e = is(x, 'e'), u = is(one, 'u'), m = is(one, 'm'), a = is(two, 'a');
    k->small = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(raw, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));
    k->letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8('a')), _mm512_set1_epi8(26));
    k->twice = _mm512_cmpeq_epi8_mask(x, one) & there;
    k->respell = is(x, 'z') | (is(x, 'r') & u & is(two, 'o')) | (e & (is(one, 'a') | is(one, 'o')));
    k->end = (e & ((is(one, 'r') & is(two, 't')) | (is(one, 'c') & is(two, 'n')) | (u & is(two, 'g')) | (m & a))) |
             (is(x, 's') & is(one, 'e') & is(two, 'm'));
}
#endif

bool stm_text_marks_wide(void)
{
#if STM_SKETCH_X86
    return stm_sketch_wide();
#else
    return false;
#endif
}

void stm_text_marks_read(const char *text, size_t n, size_t at, bool wide, stm_text_marks *out)
{
    const uint8_t *p = (const uint8_t *)text + at - 2;
    uint8_t copy[STM_TEXT_MARKS + 2] = { 0 };
    *out = (stm_text_marks){ .at = at };
#if STM_SKETCH_X86
    if (wide) {
        read_wide(p, n - at < STM_TEXT_MARKS ? ((uint64_t)1 << (n - at)) - 1 : ~(uint64_t)0, out);
        return;
    }
#endif
    (void)wide;
    if (n - at < STM_TEXT_MARKS) {
        memcpy(copy, p, n - at + 2);
        p = copy;
    }
    read_narrow(p, out);
}
