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

void stm_vnni_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride,
                    stm_ahead *ahead);
void stm_vnni_pairs(const stm_pairs *p, float *out);
void stm_vnni_quantize(const float *x, uint32_t n, int8_t *q, float *step);
uint32_t stm_vnni_best(const float *x, uint32_t n);
void stm_vnni_sru_run(const stm_sru *s);
#endif

#endif
