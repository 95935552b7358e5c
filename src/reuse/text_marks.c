/* text_marks.c: see text_marks.h. Sixteen bytes at a time by vectors of the compiler.
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

bool stm_text_marks_wide(void)
{
#if STM_SKETCH_X86
    return stm_sketch_wide();
#else
    return false;
#endif
}

void stm_text_marks_read(const char *text, size_t n, size_t at, stm_text_marks *out)
{
    const uint8_t *p = (const uint8_t *)text + at - 2;
    uint8_t copy[STM_TEXT_MARKS + 2] = { 0 };
    *out = (stm_text_marks){ .at = at };
    if (n - at < STM_TEXT_MARKS) {
        memcpy(copy, p, n - at + 2);
        p = copy;
    }
    read_narrow(p, out);
}
