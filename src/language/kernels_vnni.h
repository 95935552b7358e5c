/* kernels_vnni.h: the forms of kernels.h for x86-64 with AVX-512 VNNI. Internal to kernels.c, which chooses at run time
 * and says what each function does; the bits are those of its plain forms.
 */
#ifndef STM_LANGUAGE_KERNELS_VNNI_H
#define STM_LANGUAGE_KERNELS_VNNI_H

#include "language/kernels.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(STM_PLAIN_KERNELS)
#define STM_X86 1
#else
#define STM_X86 0
#endif

#if STM_X86
/* Has this processor what these forms need? */
static inline int stm_vnni(void)
{
    return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq");
}

/* Asks for the next lines of memory, `lines` at most: as many as there is time for, since more than the processor can
 * wait for at once would hold it up. */
static inline void stm_ahead_fetch(stm_ahead *a, uint32_t lines)
{
    enum { LINE = 64 };
    if (a->next < a->n) {
        const char *p = (const char *)a->pieces[a->next] + a->at;
        uint32_t end = a->bytes - a->at < lines * LINE ? a->bytes - a->at : lines * LINE;
        for (uint32_t k = 0; k < end; k += LINE) {
            __builtin_prefetch(p + k, 0, 2);
        }
        a->at += end;
        if (a->at == a->bytes) {
            a->next++;
            a->at = 0;
        }
    }
}

void stm_vnni_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride,
                    stm_ahead *ahead);
void stm_vnni_pairs(const stm_pairs *p, float *out);
void stm_vnni_quantize(const float *x, uint32_t n, int8_t *q, float *step);
uint32_t stm_vnni_best(const float *x, uint32_t n);
void stm_vnni_sru_run(const stm_sru *s);
#endif

#endif
