/* kernels_vnni.c: see kernels_vnni.h. 512-bit forms of what the network spends its time on.
 *
 * Invariant: each float operation of the plain forms, in their order and rounded as they are, so the same bits:
 * products and sums stay apart (-ffp-contract=off), clamping, rounding to a whole number and scaling by a power of two
 * are exact, and no number is NaN.
 * Cost: 64 multiplications a cycle where a 512-bit dot product takes one (measured: 98 % of that in the inner loop,
 * nine tenths with what is done once for a block).
 */
#include "language/kernels_vnni.h"

#if STM_X86

#include <immintrin.h>
#include <string.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vnni")))
#define PART WIDE __attribute__((always_inline)) static inline
#define LANES 16

PART __m512 all_of(float f) { return _mm512_set1_ps(f); }

/* ---- products ------------------------------------------------------------------------------------------ */

#define TILE_ROWS 8

/* The fours of up to TILE_ROWS rows, those of one place side by side, as one tile reads them. Activations are 128
 * higher and so not negative: sums that result are higher by l->sum. */
typedef struct lifted {
    uint32_t at[STM_IN_MAX / 4][TILE_ROWS]; /* also what lies behind the last, up to a multiple of 16, is written */
} lifted;

/* Turns round: fours `from` to `from` + 15 of up to eight rows, changed by `flip`, with those of one place side by side
 * at out[place * stride]. Rows that are not there are 0 before that. */
PART void turn(const int8_t *q, uint32_t in, uint32_t rows, uint32_t from, __m512i flip, uint32_t *out, size_t stride)
{
    const __m512i near = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11),
                  far = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
    uint32_t left = in / 4 - from;
    __mmask16 there = left < LANES ? (__mmask16)((1u << left) - 1) : (__mmask16)0xFFFF;
    __m512i row[8], two[8], four[8];
    for (uint32_t r = 0; r < 8; r++) {
        row[r] = _mm512_maskz_loadu_epi32(r < rows ? there : 0, q + (size_t)(r < rows ? r : 0) * in + (size_t)4 * from);
        row[r] = _mm512_xor_si512(row[r], flip);
    }
    for (uint32_t r = 0; r < 8; r += 2) {
        two[r] = _mm512_unpacklo_epi32(row[r], row[r + 1]);
        two[r + 1] = _mm512_unpackhi_epi32(row[r], row[r + 1]);
    }
    for (uint32_t r = 0; r < 8; r += 4) { /* of places 0, 1, 2, 3 and each fourth from there */
        four[r] = _mm512_unpacklo_epi64(two[r], two[r + 2]);
        four[r + 1] = _mm512_unpackhi_epi64(two[r], two[r + 2]);
        four[r + 2] = _mm512_unpacklo_epi64(two[r + 1], two[r + 3]);
        four[r + 3] = _mm512_unpackhi_epi64(two[r + 1], two[r + 3]);
    }
    out += from * stride;
    for (uint32_t k = 0; k < 4; k++, out += stride) {
        __m512i low = _mm512_permutex2var_epi64(four[k], near, four[k + 4]);
        __m512i high = _mm512_permutex2var_epi64(four[k], far, four[k + 4]);
        _mm256_storeu_si256((__m256i *)(void *)out, _mm512_castsi512_si256(low));
        _mm256_storeu_si256((__m256i *)(void *)(out + 4 * stride), _mm512_extracti64x4_epi64(low, 1));
        _mm256_storeu_si256((__m256i *)(void *)(out + 8 * stride), _mm512_castsi512_si256(high));
        _mm256_storeu_si256((__m256i *)(void *)(out + 12 * stride), _mm512_extracti64x4_epi64(high, 1));
    }
}

PART void lift(const int8_t *q, uint32_t in, uint32_t rows, lifted *out)
{
    for (uint32_t k = 0; k < in / 4; k += LANES) {
        turn(q, in, rows, k, _mm512_set1_epi8((char)0x80), out->at[0], TILE_ROWS);
    }
}

PART __m512i four_of(const uint32_t *v) { return _mm512_set1_epi32((int32_t)*v); }

/* sum += products of four numbers of a, not negative, and of w. Written out, since gcc 12 copies each sum twice a turn
 * around its own form of it. */
PART void add_products(__m512i *sum, __m512i a, __m512i w)
{
    __asm__("vpdpbusd %2, %1, %0" : "+v"(*sum) : "v"(a), "v"(w));
}

/* Outputs of the b-th block for `rows` rows. `chains` sums of a row run side by side where there are few rows, so that
 * none waits for the one before. Both are constants where this is called. */
PART void tile(const stm_linear *l, const lifted *x, const float *step, uint32_t rows, uint32_t chains, uint32_t b,
               float *y, size_t stride)
{
    const __m512i *w = (const __m512i *)(const void *)stm_block_weights(l, b);
    const uint8_t *at = stm_block_fours(l, b);
    size_t first = (size_t)b * STM_BLOCK;
    __m512i s[TILE_ROWS], less = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(l->sum + first));
    __m512 scale = _mm512_loadu_ps(l->scale + first), bias = _mm512_loadu_ps(l->bias + first);
    uint32_t j = 0, n = l->fours;
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows * chains; i++) {
        s[i] = i < rows ? less : _mm512_setzero_si512();
    }
    for (; n - j >= chains; j += chains) {
#pragma GCC unroll 4
        for (uint32_t c = 0; c < chains; c++) {
            __m512i v = _mm512_loadu_si512(w + j + c);
            const uint32_t *fours = x->at[at[j + c]];
#pragma GCC unroll 8
            for (uint32_t i = 0; i < rows; i++) {
                add_products(&s[c * rows + i], four_of(fours + i), v);
            }
        }
    }
    for (; chains > 1 && j < n; j++) {
#pragma GCC unroll 8
        for (uint32_t i = 0; i < rows; i++) {
            add_products(&s[i], four_of(&x->at[at[j]][i]), _mm512_loadu_si512(w + j));
        }
    }
#pragma GCC unroll 8
    for (uint32_t i = 0; i < rows; i++) {
        __m512 sum;
#pragma GCC unroll 4
        for (uint32_t c = 1; c < chains; c++) {
            s[i] = _mm512_add_epi32(s[i], s[c * rows + i]);
        }
        sum = _mm512_mul_ps(_mm512_cvtepi32_ps(s[i]), _mm512_mul_ps(scale, all_of(step[i])));
        _mm512_storeu_ps(y + i * stride + first, _mm512_add_ps(bias, sum));
    }
}

/* All outputs of `rows` rows. */
PART void strip(const stm_linear *l, const lifted *x, const float *step, uint32_t rows, uint32_t chains, float *y,
                size_t stride, stm_ahead *ahead)
{
    for (uint32_t b = 0; b < stm_blocks(l->out); b++) {
        stm_ahead_fetch(ahead, 12);
        tile(l, x, step, rows, chains, b, y, stride);
    }
}

PART void last_rows(const stm_linear *l, const lifted *x, const float *step, uint32_t rows, float *y, size_t stride,
                    stm_ahead *ahead)
{
    switch (rows) {
    case 1: strip(l, x, step, 1, 4, y, stride, ahead); break;
    case 2: strip(l, x, step, 2, 2, y, stride, ahead); break;
    case 3: strip(l, x, step, 3, 2, y, stride, ahead); break;
    case 4: strip(l, x, step, 4, 1, y, stride, ahead); break;
    case 5: strip(l, x, step, 5, 1, y, stride, ahead); break;
    case 6: strip(l, x, step, 6, 1, y, stride, ahead); break;
    case 7: strip(l, x, step, 7, 1, y, stride, ahead); break;
    default: break;
    }
}

WIDE void stm_vnni_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y,
                         size_t stride, stm_ahead *ahead)
{
    lifted x;
    uint32_t r = 0;
    for (; r + TILE_ROWS <= rows; r += TILE_ROWS) {
        lift(q + (size_t)r * l->in, l->in, TILE_ROWS, &x);
        strip(l, &x, step + r, TILE_ROWS, 1, y + r * stride, stride, ahead);
    }
    lift(q + (size_t)r * l->in, l->in, rows - r, &x);
    last_rows(l, &x, step + r, rows - r, y + r * stride, stride, ahead);
}

/* ---- pairs --------------------------------------------------------------------------------------------- */

/* Sixteen rows of `in` numbers as one block of weights; rows that are not there are 0. */
PART void pack(const int8_t *rows, uint32_t n, uint32_t in, uint32_t out[STM_IN_MAX / 4][STM_BLOCK])
{
    for (uint32_t k = 0; k < in / 4; k += LANES) {
        turn(rows, in, n, k, _mm512_setzero_si512(), out[0], STM_BLOCK);
        turn(rows + (n < 8 ? 0 : (size_t)8 * in), in, n < 8 ? 0 : n - 8, k, _mm512_setzero_si512(), out[0] + 8,
             STM_BLOCK);
    }
}

WIDE void stm_vnni_pairs(const stm_pairs *p, float *out)
{
    const __m512i up = _mm512_set1_epi8((char)0x80);
    uint32_t block[STM_IN_MAX / 4][STM_BLOCK];
    lifted x;
    for (uint32_t b = 0; b < p->n_b; b += STM_BLOCK) {
        uint32_t n = p->n_b - b < STM_BLOCK ? p->n_b - b : STM_BLOCK;
        __mmask16 there = (__mmask16)((1u << n) - 1);
        __m512 b_step = _mm512_maskz_loadu_ps(there, p->b_step + b), bias = _mm512_maskz_loadu_ps(there, p->bias + b);
        __m512i more = _mm512_setzero_si512();
        pack(p->b + (size_t)b * p->in, n, p->in, block);
        for (uint32_t k = 0; k < p->in / 4; k++) {
            add_products(&more, up, _mm512_loadu_si512(block[k]));
        }
        for (uint32_t a = 0; a < p->n_a; a += TILE_ROWS) {
            uint32_t rows = p->n_a - a < TILE_ROWS ? p->n_a - a : TILE_ROWS;
            __m512i s[TILE_ROWS];
            lift(p->a + (size_t)a * p->in, p->in, rows, &x);
            for (uint32_t i = 0; i < TILE_ROWS; i++) {
                s[i] = _mm512_setzero_si512();
            }
            for (uint32_t k = 0; k < p->in / 4; k++) {
                __m512i v = _mm512_loadu_si512(block[k]);
                for (uint32_t i = 0; i < TILE_ROWS; i++) { /* those beyond `rows` are not used */
                    add_products(&s[i], four_of(&x.at[k][i]), v);
                }
            }
            for (uint32_t i = 0; i < rows; i++) {
                __m512 sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(s[i], more));
                __m512 unit = _mm512_mul_ps(all_of(p->a_step[a + i]), b_step);
                __m512 v = _mm512_add_ps(_mm512_mul_ps(sum, unit), bias);
                _mm512_mask_storeu_ps(out + (size_t)(a + i) * p->n_b + b, there, v);
            }
        }
    }
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

PART __m512i nearest(const float *x, __m512 inverse)
{
    return _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(x), inverse));
}

WIDE void stm_vnni_quantize(const float *x, uint32_t n, int8_t *q, float *step)
{
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    __m512 most[4], inverse;
    uint32_t i = 0;
    float top;
    for (uint32_t k = 0; k < 4; k++) {
        most[k] = _mm512_setzero_ps();
    }
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
        for (uint32_t k = 0; k < 4; k++) {
            most[k] = _mm512_max_ps(most[k], _mm512_abs_ps(_mm512_loadu_ps(x + i + k * LANES)));
        }
    }
    for (; i < n; i += LANES) {
        most[0] = _mm512_max_ps(most[0], _mm512_abs_ps(_mm512_loadu_ps(x + i)));
    }
    top = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_max_ps(most[0], most[1]), _mm512_max_ps(most[2], most[3])));
    *step = top / STM_INT_MAX;
    inverse = all_of(top > 1e-20f ? STM_INT_MAX / top : 0);
    for (i = 0; i + 4 * LANES <= n; i += 4 * LANES) {
        __m512i a = _mm512_packs_epi32(nearest(x + i, inverse), nearest(x + i + LANES, inverse));
        __m512i b = _mm512_packs_epi32(nearest(x + i + 2 * LANES, inverse), nearest(x + i + 3 * LANES, inverse));
        _mm512_storeu_si512(q + i, _mm512_permutexvar_epi32(order, _mm512_packs_epi16(a, b)));
    }
    for (; i < n; i += LANES) {
        _mm_storeu_si128((__m128i *)(void *)(q + i), _mm512_cvtepi32_epi8(nearest(x + i, inverse)));
    }
}

WIDE uint32_t stm_vnni_best(const float *x, uint32_t n)
{
    __m512 most = all_of(x[0]), top;
    for (uint32_t i = 0; i < n; i += LANES) {
        __mmask16 there = n - i < LANES ? (__mmask16)((1u << (n - i)) - 1) : (__mmask16)0xFFFF;
        most = _mm512_mask_max_ps(most, there, most, _mm512_maskz_loadu_ps(there, x + i));
    }
    top = all_of(_mm512_reduce_max_ps(most));
    for (uint32_t i = 0;; i += LANES) {
        __mmask16 there = n - i < LANES ? (__mmask16)((1u << (n - i)) - 1) : (__mmask16)0xFFFF;
        uint32_t same = _mm512_mask_cmp_ps_mask(there, _mm512_maskz_loadu_ps(there, x + i), top, _CMP_EQ_OQ);
        if (same != 0) {
            return i + (uint32_t)__builtin_ctz(same);
        }
    }
}

/* ---- gates --------------------------------------------------------------------------------------------- */

#define AT_ONCE 2 /* vectors of cells that are worked out side by side */
#define SETS 3    /* of them a word, so that none waits for what was made of the word before */
#define EACH for (uint32_t j = 0; j < n; j++)

/* As sigmoid() of kernels.c, for n vectors. */
PART void sigmoids(__m512 *x, uint32_t n)
{
    const __m512 c0 = _mm512_loadu_ps(stm_gate[0]), c0_more = _mm512_loadu_ps(stm_gate[0] + LANES);
    const __m512 c1 = _mm512_loadu_ps(stm_gate[1]), c1_more = _mm512_loadu_ps(stm_gate[1] + LANES);
    const __m512 c2 = _mm512_loadu_ps(stm_gate[2]), c2_more = _mm512_loadu_ps(stm_gate[2] + LANES);
    const __m512 c3 = _mm512_loadu_ps(stm_gate[3]), c3_more = _mm512_loadu_ps(stm_gate[3] + LANES);
    const __m512i sign = _mm512_set1_epi32(INT32_MIN);
    __m512 y[2 * AT_ONCE], p[2 * AT_ONCE];
    __m512i at[2 * AT_ONCE];
    EACH y[j] = _mm512_range_ps(x[j], all_of(STM_GATE_END), 2 + 8); /* the lesser in absolute value, without a sign */
    EACH y[j] = _mm512_add_ps(y[j], all_of(1.0f));
    EACH at[j] = _mm512_srli_epi32(_mm512_castps_si512(y[j]), 20); /* of which five bits are looked at */
    EACH p[j] = _mm512_mul_ps(y[j], _mm512_permutex2var_ps(c3, at[j], c3_more));
    EACH p[j] = _mm512_mul_ps(y[j], _mm512_add_ps(p[j], _mm512_permutex2var_ps(c2, at[j], c2_more)));
    EACH p[j] = _mm512_mul_ps(y[j], _mm512_add_ps(p[j], _mm512_permutex2var_ps(c1, at[j], c1_more)));
    EACH p[j] = _mm512_add_ps(p[j], _mm512_permutex2var_ps(c0, at[j], c0_more));
    EACH
    {
        __m512i both = _mm512_ternarylogic_epi32(_mm512_castps_si512(p[j]), _mm512_castps_si512(x[j]), sign, 0xF8);
        x[j] = _mm512_add_ps(_mm512_castsi512_ps(both), all_of(0.5f)); /* p | (x & sign) */
    }
}

/* b + gate * (a - b) */
PART __m512 between(__m512 gate, __m512 a, __m512 b)
{
    return _mm512_add_ps(b, _mm512_mul_ps(gate, _mm512_sub_ps(a, b)));
}

/* Cells i to i + 16 n of word w. */
PART void sru_cells(const stm_sru *s, uint32_t w, size_t i, __m512 *state, uint32_t n)
{
    const float *u = s->u[w] + i, *x = s->x[w] + i;
    float *y = s->y[w] + i;
    __m512 gates[2 * AT_ONCE];
    EACH
    {
        size_t at = LANES * (size_t)j;
        __m512 forget = _mm512_loadu_ps(s->forget + i + at), read = _mm512_loadu_ps(s->read + i + at);
        gates[2 * j] = _mm512_add_ps(_mm512_loadu_ps(u + s->h + at), _mm512_mul_ps(forget, state[j]));
        gates[2 * j + 1] = _mm512_add_ps(_mm512_loadu_ps(u + 2 * s->h + at), _mm512_mul_ps(read, state[j]));
    }
    sigmoids(gates, 2 * n);
    EACH
    {
        size_t at = LANES * (size_t)j;
        state[j] = between(gates[2 * j], state[j], _mm512_loadu_ps(u + at));
        _mm512_storeu_ps(y + at, between(gates[2 * j + 1], state[j], _mm512_loadu_ps(x + at)));
    }
}

/* Asks memory for what is read of n cells of word w. */
PART void expect_cells(const stm_sru *s, uint32_t w, size_t i, uint32_t n)
{
    for (uint32_t k = 0; k < n; k += LANES) {
        for (uint32_t part = 0; part < 3; part++) {
            __builtin_prefetch(s->u[w] + part * s->h + i + k);
        }
        __builtin_prefetch(s->x[w] + i + k);
    }
}

/* `sets` times `n` vectors of cells from i on, for all words. */
PART void sru_column(const stm_sru *s, size_t i, uint32_t sets, uint32_t n)
{
    enum { AHEAD = 2 };
    __m512 state[SETS * AT_ONCE];
#pragma GCC unroll 8
    for (uint32_t k = 0; k < sets * n; k++) {
        state[k] = _mm512_setzero_ps();
    }
    for (uint32_t w = 0; w < s->n; w++) {
        if (s->far && w + AHEAD < s->n) {
            expect_cells(s, w + AHEAD, i, sets * n * LANES);
        }
#pragma GCC unroll 8
        for (uint32_t k = 0; k < sets; k++) {
            sru_cells(s, w, i + k * n * LANES, state + k * n, n);
        }
    }
}

WIDE void stm_vnni_sru_run(const stm_sru *s)
{
    uint32_t i = 0;
    for (; i + SETS * AT_ONCE * LANES <= s->h; i += SETS * AT_ONCE * LANES) {
        sru_column(s, i, SETS, AT_ONCE);
    }
    for (; i + AT_ONCE * LANES <= s->h; i += AT_ONCE * LANES) {
        sru_column(s, i, 1, AT_ONCE);
    }
    for (; i < s->h; i += LANES) {
        sru_column(s, i, 1, 1);
    }
}

#else
typedef int stm_no_vnni; /* a file of C has something in it */
#endif
