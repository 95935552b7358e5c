/* kernels.c: see kernels.h. Each product has a plain C form, and on x86-64 forms for AVX2, AVX-512 VNNI and tiles (AMX)
 * that are chosen at run time; all give the same whole numbers. The float loops are plain C that the compiler
 * vectorises.
 *
 * Cost: 4 * fours * out multiplications a row; about 32 a cycle with AVX2, 64 with VNNI; with tiles half the time of
 * VNNI. Sigmoid: 32 polynomials of degree 3, each the best of its stretch (Remez); error 4e-7.
 */
#include "language/kernels.h"

#include "language/kernels_tiles.h"

#include <string.h>

#if STM_X86
#include <immintrin.h>
#endif
/* clang 14 does not link clones of hidden functions, and the sanitizers run before the resolvers may. */
#if STM_X86 && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STM_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define STM_WIDE
#endif

/* ---- products ------------------------------------------------------------------------------------------ */

static void finish(const stm_linear *l, uint32_t block, const int32_t *sum, float step, float *y)
{
    size_t at = (size_t)block * STM_BLOCK;
    for (uint32_t o = 0; o < STM_BLOCK; o++) {
        y[o] = l->bias[at + o] + (float)sum[o] * (l->scale[at + o] * step);
    }
}

#define FOUR(n) n, n + 1, n + 2, n + 3
#define SIXTEEN(n) FOUR(n), FOUR(n + 4), FOUR(n + 8), FOUR(n + 12)
const uint8_t stm_every_four[STM_IN_MAX / 4] = {
    SIXTEEN(0), SIXTEEN(16), SIXTEEN(32), SIXTEEN(48), SIXTEEN(64), SIXTEEN(80), SIXTEEN(96), SIXTEEN(112),
};

static void apply_plain(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride)
{
    for (uint32_t b = 0; b < stm_blocks(l->out); b++) {
        for (uint32_t r = 0; r < rows; r++) {
            const int8_t *w = stm_block_weights(l, b);
            const uint8_t *at = stm_block_fours(l, b);
            int32_t sum[STM_BLOCK] = { 0 };
            for (uint32_t j = 0; j < l->fours; j++, w += 4 * STM_BLOCK) {
                const int8_t *x = q + (size_t)r * l->in + (size_t)4 * at[j];
                for (uint32_t o = 0; o < STM_BLOCK; o++) {
                    sum[o] += x[0] * w[4 * o] + x[1] * w[4 * o + 1] + x[2] * w[4 * o + 2] + x[3] * w[4 * o + 3];
                }
            }
            finish(l, b, sum, step[r], y + r * stride + (size_t)b * STM_BLOCK);
        }
    }
}

#if STM_X86
/* The activations of up to `count` rows from r on, each 128 higher and so not negative; rows that are not there repeat
 * the first. The sums that result are higher by l->sum. */
static void lift(const int8_t *q, uint32_t in, uint32_t r, uint32_t n, uint32_t count, uint8_t out[][STM_IN_MAX])
{
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *x = q + (size_t)(r + (i < n ? i : 0)) * in;
        for (uint32_t k = 0; k < in; k++) {
            out[i][k] = (uint8_t)x[k] ^ 0x80;
        }
    }
}

static inline int32_t four_at(const uint8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

__attribute__((target("avx2"))) static void apply_avx2(const stm_linear *l, const int8_t *q, const float *step,
                                                       uint32_t rows, float *y, size_t stride)
{
    const __m256i ones = _mm256_set1_epi16(1);
    uint8_t x[4][STM_IN_MAX];
    for (uint32_t r = 0; r < rows; r += 4) {
        uint32_t n = rows - r < 4 ? rows - r : 4;
        lift(q, l->in, r, n, 4, x);
        for (uint32_t b = 0; b < stm_blocks(l->out); b++) {
            const __m256i *w = (const __m256i *)(const void *)stm_block_weights(l, b);
            const uint8_t *at = stm_block_fours(l, b);
            const __m256i *more = (const __m256i *)(const void *)(l->sum + (size_t)b * STM_BLOCK);
            __m256i s[4][2];
            for (uint32_t i = 0; i < 4; i++) {
                s[i][0] = s[i][1] = _mm256_setzero_si256();
            }
            for (uint32_t j = 0; j < l->fours; j++) {
                __m256i w0 = _mm256_loadu_si256(w + 2 * j), w1 = _mm256_loadu_si256(w + 2 * j + 1);
                for (uint32_t i = 0; i < 4; i++) {
                    __m256i a = _mm256_set1_epi32(four_at(x[i] + 4 * at[j]));
                    s[i][0] = _mm256_add_epi32(s[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(a, w0), ones));
                    s[i][1] = _mm256_add_epi32(s[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(a, w1), ones));
                }
            }
            for (uint32_t i = 0; i < n; i++) {
                int32_t sum[STM_BLOCK];
                s[i][0] = _mm256_sub_epi32(s[i][0], _mm256_loadu_si256(more));
                s[i][1] = _mm256_sub_epi32(s[i][1], _mm256_loadu_si256(more + 1));
                memcpy(sum, s[i], sizeof sum);
                finish(l, b, sum, step[r + i], y + (r + i) * stride + (size_t)b * STM_BLOCK);
            }
        }
    }
}
#endif

void stm_linear_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride)
{
    stm_ahead none = { 0 };
    stm_linear_apply_ahead(l, q, step, rows, y, stride, &none);
}

void stm_linear_apply_ahead(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y,
                            size_t stride, stm_ahead *ahead)
{
#if STM_TILES
    if (l->tiles != NULL) {
        stm_tiles_apply(l, q, step, rows, y, stride, ahead);
        return;
    }
#endif
#if STM_X86
    if (stm_vnni()) {
        stm_vnni_apply(l, q, step, rows, y, stride, ahead);
        return;
    }
    if (__builtin_cpu_supports("avx2")) {
        apply_avx2(l, q, step, rows, y, stride);
        return;
    }
#endif
    (void)ahead;
    apply_plain(l, q, step, rows, y, stride);
}

STM_WIDE int32_t stm_dot(const int8_t *a, const int8_t *b, uint32_t n)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < n; k++) {
        sum += a[k] * b[k];
    }
    return sum;
}

void stm_pairs_apply(const stm_pairs *p, float *out)
{
#if STM_X86
    if (stm_vnni()) {
        stm_vnni_pairs(p, out);
        return;
    }
#endif
    for (uint32_t i = 0; i < p->n_a; i++) {
        for (uint32_t j = 0; j < p->n_b; j++) {
            float unit = p->a_step[i] * p->b_step[j];
            int32_t sum = stm_dot(p->a + (size_t)i * p->in, p->b + (size_t)j * p->in, p->in);
            out[(size_t)i * p->n_b + j] = (float)sum * unit + p->bias[j];
        }
    }
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

/* Sixteen lanes; the compiler makes of them what the processor has. Passed by pointer: no ABI depends on them. */
typedef float lanes __attribute__((vector_size(64)));
typedef int32_t whole __attribute__((vector_size(64)));
typedef int8_t small __attribute__((vector_size(16)));
#define LANES 16
#define INLINE static inline __attribute__((always_inline))

/* Added to a float below 2^22 and taken off again, this rounds it; the low bits of the sum are the whole number. */
#define ROUNDER 12582912.0f

INLINE void load(const float *p, lanes *v) { memcpy(v, p, sizeof *v); }
INLINE void store(float *p, const lanes *v) { memcpy(p, v, sizeof *v); }

/* Where mask has ones a, else b. */
INLINE void choose(const whole *mask, const lanes *a, const lanes *b, lanes *out)
{
    *out = (lanes)((*mask & (whole)*a) | (~*mask & (whole)*b));
}

STM_WIDE static void quantize(const float *x, uint32_t n, int8_t *q, float *step)
{
    lanes most = { 0 }, v;
    float top = 0, inverse;
    for (uint32_t i = 0; i < n; i += LANES) {
        whole above;
        load(x + i, &v);
        v = (lanes)((whole)v & 0x7FFFFFFF);
        above = v > most;
        choose(&above, &v, &most, &most);
    }
    for (uint32_t k = 0; k < LANES; k++) {
        top = most[k] > top ? most[k] : top;
    }
    *step = top / STM_INT_MAX;
    inverse = top > 1e-20f ? STM_INT_MAX / top : 0;
    for (uint32_t i = 0; i < n; i += LANES) {
        small out;
        load(x + i, &v);
        out = __builtin_convertvector((whole)(v * inverse + ROUNDER) - 0x4B400000, small);
        memcpy(q + i, &out, sizeof out);
    }
}

STM_WIDE void stm_add_row(float *y, const int8_t *q, float scale, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        y[i] += scale * (float)q[i];
    }
}

STM_WIDE void stm_add(float *to, const float *a, const float *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = a[i] + b[i];
    }
}

STM_WIDE static uint32_t best(const float *x, uint32_t n)
{
    lanes most = { 0 }, v;
    float top = x[0];
    uint32_t at = 0, whole_rows = n / LANES * LANES;
    most += top;
    for (uint32_t i = 0; i < whole_rows; i += LANES) {
        whole above;
        load(x + i, &v);
        above = v > most;
        choose(&above, &v, &most, &most);
    }
    for (uint32_t k = 0; k < LANES; k++) {
        top = most[k] > top ? most[k] : top;
    }
    for (uint32_t i = whole_rows; i < n; i++) {
        top = x[i] > top ? x[i] : top;
    }
    while (x[at] != top) {
        at++;
    }
    return at;
}

STM_WIDE void stm_leaky(float *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        x[i] = x[i] > 0 ? x[i] : x[i] * 0.125f;
    }
}

const float stm_gate[4][32] = {
    {
        -0.318151742f, -0.366742038f, -0.415021278f, -0.454285489f,  -0.477642427f, -0.481310419f, -0.464727404f,
        -0.429873571f, -0.352012023f, -0.219851857f, -0.0809135759f, 0.0470608229f, 0.15591437f,   0.243807285f,
        0.312262059f,  0.364197957f,  0.416990517f,  0.458925874f,   0.480222906f,  0.490686965f,  0.495695743f,
        0.498042291f,  0.499121871f,  0.499610892f,  -0.229270194f,  -0.230208959f, -0.232662581f, -0.237273948f,
        -0.244644279f, -0.255236903f, -0.26929108f,  -0.286761744f,
    },
    {
        0.338934f,      0.403799827f,   0.461874987f,    0.50487025f,     0.528378233f,    0.531885961f,
        0.517758119f,   0.489927669f,   0.432337841f,    0.344172291f,    0.260655254f,    0.190691514f,
        0.136133028f,   0.095468902f,   0.066061938f,    0.0452403824f,   0.0256034507f,   0.011513981f,
        0.00507848394f, 0.00220561145f, 0.000945697363f, 0.000401084751f, 0.000168508986f, 7.02144098e-05f,
        0.187800114f,   0.19027947f,    0.196141761f,    0.206176321f,    0.220892396f,    0.240427417f,
        0.264505208f,   0.292449607f,
    },
    {
        -0.0253417682f,   -0.0542208332f,   -0.0775166431f,   -0.0932154878f,   -0.101104162f,    -0.102221283f,
        -0.0982085527f,   -0.090799778f,    -0.0765969647f,   -0.0569815572f,   -0.0402403477f,   -0.0274862389f,
        -0.0183685395f,   -0.0120958517f,   -0.00788406309f,  -0.00510104009f,  -0.00266550607f,  -0.0010868144f,
        -0.000438339839f, -0.000175342951f, -6.96744485e-05f, -2.75315916e-05f, -1.08269188e-05f, -4.23996439e-06f,
        0.0622100638f,    0.0600264237f,    0.055355777f,     0.0480747667f,    0.0382776175f,    0.026265787f,
        0.0125127534f,    -0.00238905902f,
    },
    {
        -0.00341134416f, 0.000876610513f, 0.00399278271f,  0.00590411721f,  0.00678674991f,  0.00690523841f,
        0.00652526167f,  0.0058677108f,   0.00469979066f,  0.00324434751f,  0.00212528014f,  0.00135000923f,
        0.000841954298f, 0.000519342781f, 0.000318224143f, 0.00019420805f,  9.3483196e-05f,  3.44924289e-05f,
        1.27028682e-05f, 4.67499463e-06f, 1.72008763e-06f, 6.32819146e-07f, 2.32805793e-07f, 8.5645093e-08f,
        -0.0207399853f,  -0.0200986466f,  -0.0188577417f,  -0.017096129f,   -0.0149213725f,  -0.012458796f,
        -0.00983970176f, -0.00719033314f,
    },
};

INLINE void sigmoid(const lanes *in, lanes *out)
{
    lanes y = (lanes)((whole)*in & 0x7FFFFFFF), end = (lanes){ 0 } + STM_GATE_END, c0, c1, c2, c3;
    float of[4][LANES];
    whole mask = y < end, at;
    choose(&mask, &y, &end, &y);
    y += 1.0f;
    at = (whole)y >> 20 & 31;
    for (uint32_t k = 0; k < LANES; k++) {
        of[0][k] = stm_gate[0][at[k]];
        of[1][k] = stm_gate[1][at[k]];
        of[2][k] = stm_gate[2][at[k]];
        of[3][k] = stm_gate[3][at[k]];
    }
    load(of[0], &c0);
    load(of[1], &c1);
    load(of[2], &c2);
    load(of[3], &c3);
    y = y * (y * (y * c3 + c2) + c1) + c0;
    *out = (lanes)((whole)y | ((whole)*in & INT32_MIN)) + 0.5f;
}

STM_WIDE void stm_tanh(float *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i += LANES) {
        lanes v;
        load(x + i, &v);
        v *= 2.0f;
        sigmoid(&v, &v);
        v = 2.0f * v - 1.0f;
        store(x + i, &v);
    }
}

STM_WIDE static void sru_run(const stm_sru *s)
{
    for (uint32_t i = 0; i < s->h; i += LANES) {
        lanes state = { 0 }, forget, read;
        load(s->forget + i, &forget);
        load(s->read + i, &read);
        for (uint32_t w = 0; w < s->n; w++) {
            lanes in, f, r;
            load(s->u[w] + s->h + i, &f);
            load(s->u[w] + 2 * s->h + i, &r);
            f += forget * state;
            r += read * state;
            sigmoid(&f, &f);
            sigmoid(&r, &r);
            load(s->u[w] + i, &in);
            state = in + f * (state - in);
            load(s->x[w] + i, &in);
            in += r * (state - in);
            store(s->y[w] + i, &in);
        }
    }
}

/* ---- the forms for this processor ---------------------------------------------------------------------- */

void stm_quantize(const float *x, uint32_t n, int8_t *q, float *step)
{
#if STM_X86
    if (stm_vnni()) {
        stm_vnni_quantize(x, n, q, step);
        return;
    }
#endif
    quantize(x, n, q, step);
}

uint32_t stm_best(const float *x, uint32_t n)
{
#if STM_X86
    if (stm_vnni()) {
        return stm_vnni_best(x, n);
    }
#endif
    return best(x, n);
}

void stm_sru_run(const stm_sru *s)
{
#if STM_X86
    if (stm_vnni()) {
        stm_vnni_sru_run(s);
        return;
    }
#endif
    sru_run(s);
}
