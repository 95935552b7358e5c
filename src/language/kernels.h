/* kernels.h: the arithmetic of the network: whole-number matrix products, and float functions of one argument.
 *
 * Results are the same bits on every processor: products of whole numbers are exact in any order, and the float
 * functions use only +, -, *, / and conversions, each rounded as IEEE 754 says (no contraction: -ffp-contract=off).
 */
#ifndef STM_LANGUAGE_KERNELS_H
#define STM_LANGUAGE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Outputs that one packed block of weights holds. */
#define STM_BLOCK 16
/* Largest absolute value of an activation. Weights lie within [-63, 63]: then two products of an activation made
 * positive (below 256) and a weight fit 16 bits together, which AVX2 needs. */
#define STM_INT_MAX 127

/* Inputs of a linear map at most. */
#define STM_IN_MAX 512

/* One linear map, borrowed from the model file. A block of outputs has weights for `fours` fours of inputs that lie
 * together, the same ones for its 16 outputs: for all of them, or for those in its list. */
typedef struct stm_linear {
    uint32_t in, out;   /* in: a multiple of 4; out: any; the arrays below hold blocks(out) * STM_BLOCK outputs */
    const int8_t *w;    /* [out / 16][fours][16][4] */
    const int32_t *sum; /* [out] 128 times the sum of an output's weights */
    const float *scale; /* [out] value of one weight step */
    const float *bias;  /* [out] */
    uint32_t fours;     /* in / 4 if there are no lists, else at most that */
    const uint8_t *at;  /* [out / 16][fours] which fours, each below in / 4; NULL: no lists */
    /* [out / 16][in / 4][16][4]: all weights, 0 where a block has none, for processors that multiply tiles
     * (kernels_tiles.h); NULL: not laid out */
    const int8_t *tiles;
} stm_linear;

static inline uint32_t stm_blocks(uint32_t out) { return (out + STM_BLOCK - 1) / STM_BLOCK; }

/* 0, 1, 2 and on: the list of a block that has all fours. */
extern const uint8_t stm_every_four[STM_IN_MAX / 4];

static inline const uint8_t *stm_block_fours(const stm_linear *l, uint32_t block)
{
    return l->at == NULL ? stm_every_four : l->at + (size_t)block * l->fours;
}

static inline const int8_t *stm_block_weights(const stm_linear *l, uint32_t block)
{
    return l->w + (size_t)block * l->fours * 4 * STM_BLOCK;
}

/* In the functions on rows of floats n and h are multiples of 16. */

/* x[0..n) -> q = nearest whole numbers of x / *step, |q| <= STM_INT_MAX. An all-zero row has step 0. */
void stm_quantize(const float *x, uint32_t n, int8_t *q, float *step);
/* y[row][o] = bias[o] + scale[o] * step[row] * sum_k w[o][k] q[row][k]; rows of y are `stride` floats apart and
 * hold at least blocks(out) * STM_BLOCK floats. */
void stm_linear_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride);
/* Memory that will be read soon: n pieces of `bytes` bytes, a multiple of 64, from the `at`-th byte of piece `next` on.
 * Products, which need little memory themselves, fetch it meanwhile. */
typedef struct stm_ahead {
    const float *const *pieces;
    uint32_t n, bytes, next, at;
} stm_ahead;
/* stm_linear_apply, and of *ahead what there is time for; whatever it fetches changes no result. */
void stm_linear_apply_ahead(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y,
                            size_t stride, stm_ahead *ahead);
/* Sum of a[k] * b[k]. */
int32_t stm_dot(const int8_t *a, const int8_t *b, uint32_t n);
/* Two sets of quantized rows of `in` numbers, in a multiple of 4 up to 512. */
typedef struct stm_pairs {
    uint32_t in, n_a, n_b;
    const int8_t *a, *b;          /* [n][in] */
    const float *a_step, *b_step; /* [n] */
    const float *bias;            /* [n_b] */
} stm_pairs;
/* out[i * n_b + j] = (sum_k a[i][k] b[j][k]) * (a_step[i] * b_step[j]) + bias[j] */
void stm_pairs_apply(const stm_pairs *p, float *out);
/* y[i] += scale * q[i] */
void stm_add_row(float *y, const int8_t *q, float scale, uint32_t n);
void stm_tanh(float *x, uint32_t n);
/* to[i] = a[i] + b[i] */
void stm_add(float *to, const float *a, const float *b, uint32_t n);
/* The place of the greatest of n > 0 numbers, the first of equal ones. n may be any number; no NaN. */
uint32_t stm_best(const float *x, uint32_t n);
/* x if x > 0, else x / 8 */
void stm_leaky(float *x, uint32_t n);

/* A simple recurrent unit of h cells that goes over n words in their order, its state 0 before the first. */
typedef struct stm_sru {
    uint32_t h, n;
    const float *forget, *read; /* peepholes [h] */
    const float *const *u;      /* of each word: candidates, forget gates, read gates [3][h] */
    const float *const *x;      /* what passes by [h] */
    float *const *y;            /* what comes out [h] */
    bool far;                   /* u and x come from memory far away */
} stm_sru;
void stm_sru_run(const stm_sru *s);

/* The sigmoid of x for |x| <= STM_GATE_END, beyond as there: 1/2 and, with the sign of x, a polynomial of degree 3 in
 * y = 1 + |x|. Its coefficients are [0 to 3][i], i = the last two bits of the exponent of y and the first three of its
 * fraction: 32 stretches, each a longer one the farther from 0. */
#define STM_GATE_END 14.99f
extern const float stm_gate[4][32];

#endif
