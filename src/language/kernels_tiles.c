/* kernels_tiles.c: see kernels_tiles.h.
 *
 * Invariant: sums of products are whole numbers, so that the order in which tiles are added up changes nothing; floats
 * are made of them by the operations of the plain form, in their order.
 * Cost: a tile of 16 rows, 16 outputs and 64 inputs takes 16 cycles, an eighth or less of what products of four take.
 * So weights are laid out with those that a block lacks, as 0: half are for nothing, and still it takes half the time.
 */
#if defined(__linux__) && !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* syscall */
#endif
#include "language/kernels_tiles.h"

#include <string.h>

#define TILE_ROWS 16
#define TILE_WIDTH 64 /* bytes of a row of a tile at most: inputs of a row, or fours of inputs of 16 outputs */

size_t stm_tiles_bytes(const stm_linear *l) { return (size_t)stm_blocks(l->out) * l->in * STM_BLOCK; }

void stm_tiles_lay_out(const stm_linear *l, int8_t *to)
{
    memset(to, 0, stm_tiles_bytes(l));
    for (uint32_t b = 0; b < stm_blocks(l->out); b++, to += (size_t)l->in * STM_BLOCK) {
        const int8_t *w = stm_block_weights(l, b);
        const uint8_t *at = stm_block_fours(l, b);
        for (uint32_t j = 0; j < l->fours; j++) {
            memcpy(to + (size_t)at[j] * TILE_WIDTH, w + (size_t)j * TILE_WIDTH, TILE_WIDTH);
        }
    }
}

#if STM_TILES

#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

bool stm_tiles_allowed(void)
{
    enum { REQUEST = 0x1023, TILE_DATA = 18 }; /* of arch_prctl */
    const unsigned both = 1u << 24 | 1u << 25; /* tiles, and whole numbers in them */
    unsigned a = 0, b = 0, c = 0, d = 0;
    return stm_vnni() && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (d & both) == both &&
           syscall(SYS_arch_prctl, REQUEST, TILE_DATA) == 0;
}

#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,amx-tile,amx-int8")))
#define PART WIDE __attribute__((always_inline)) static inline

/* What a processor is told of its eight tiles: rows, and bytes in each. */
typedef struct shape {
    uint8_t palette, start, none[14];
    uint16_t width[16];
    uint8_t rows[16];
} shape;

/* Rows and weights that are multiplied: up to two strips of sixteen rows, two blocks of sixteen outputs. */
typedef struct factors {
    const int8_t *rows, *w[2];
    uint32_t in, width; /* width: inputs of a tile, which divides `in` */
} factors;

/* tile 2 i + k = sums of strip i and block k */
PART void multiply(const factors *f, uint32_t strips)
{
    size_t pitch = f->in;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (uint32_t k = 0; k < f->in; k += f->width) {
        _tile_loadd(4, f->rows + k, pitch);
        _tile_loadd(6, f->w[0] + (size_t)k * STM_BLOCK, TILE_WIDTH);
        _tile_dpbssd(0, 4, 6);
        _tile_loadd(7, f->w[1] + (size_t)k * STM_BLOCK, TILE_WIDTH);
        _tile_dpbssd(1, 4, 7);
        if (strips == 2) {
            _tile_loadd(5, f->rows + TILE_ROWS * pitch + k, pitch);
            _tile_dpbssd(2, 5, 6);
            _tile_dpbssd(3, 5, 7);
        }
    }
}

/* Sums that are still to be made outputs of: of two blocks from the b-th on, of which the second may lie behind the
 * last, and `n` rows. */
typedef struct sums {
    _Alignas(TILE_WIDTH) int32_t of[2][2][TILE_ROWS * STM_BLOCK]; /* [strip][block][row][output] */
    uint32_t b, n;
    const float *step; /* [n] */
    float *y;          /* [n][stride] */
} sums;

/* Outputs of the k-th block of *s. */
PART void finish_block(const stm_linear *l, const sums *s, uint32_t k, size_t stride)
{
    size_t first = (size_t)(s->b + k) * STM_BLOCK;
    __m512 scale = _mm512_loadu_ps(l->scale + first), bias = _mm512_loadu_ps(l->bias + first);
    float *y = s->y + first;
    for (uint32_t r = 0; r < s->n; r++, y += stride) {
        __m512 of = _mm512_cvtepi32_ps(_mm512_load_si512(s->of[r / TILE_ROWS][k] + r % TILE_ROWS * STM_BLOCK));
        of = _mm512_mul_ps(of, _mm512_mul_ps(scale, _mm512_set1_ps(s->step[r])));
        _mm512_storeu_ps(y, _mm512_add_ps(bias, of));
    }
}

PART void finish(const stm_linear *l, const sums *s, size_t stride)
{
    if (s->n > 0) {
        finish_block(l, s, 0, stride);
        if (s->b + 1 < stm_blocks(l->out)) {
            finish_block(l, s, 1, stride);
        }
    }
}

PART void keep(sums *s)
{
    _tile_stored(0, s->of[0][0], TILE_WIDTH);
    _tile_stored(1, s->of[0][1], TILE_WIDTH);
    _tile_stored(2, s->of[1][0], TILE_WIDTH);
    _tile_stored(3, s->of[1][1], TILE_WIDTH);
}

/* The greatest multiple of four that fits a tile and divides `in`. */
static uint32_t width_of(uint32_t in)
{
    uint32_t width = in < TILE_WIDTH ? in : TILE_WIDTH;
    while (in % width != 0) {
        width -= 4;
    }
    return width;
}

PART void shape_tiles(uint32_t width)
{
    _Alignas(TILE_WIDTH) shape tiles = { .palette = 1 };
    for (uint32_t t = 0; t < 8; t++) { /* sums, rows, weights: see multiply() */
        tiles.width[t] = (uint16_t)(t == 4 || t == 5 ? width : TILE_WIDTH);
        tiles.rows[t] = (uint8_t)(t == 6 || t == 7 ? width / 4 : TILE_ROWS);
    }
    __asm__ volatile("" ::"r"(&tiles) : "memory"); /* that of gcc 12 does not say what it reads */
    _tile_loadconfig(&tiles);
}

WIDE void stm_tiles_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y,
                          size_t stride, stm_ahead *ahead)
{
    enum { ROWS = 2 * TILE_ROWS, LEAST = 7, LINES = 32 }; /* fewer rows are done as fast without tiles */
    int8_t last[ROWS * STM_IN_MAX];                       /* the last rows and, if there are few, 0 behind them */
    uint32_t whole = rows / ROWS * ROWS, left = rows - whole, few = left < LEAST ? left : 0,
             blocks = stm_blocks(l->out);
    factors f = { .in = l->in, .width = width_of(l->in) };
    sums s;
    s.n = 0;
    if (left > few) {
        memcpy(last, q + (size_t)whole * l->in, (size_t)left * l->in);
        memset(last + (size_t)left * l->in, 0, (size_t)(ROWS - left) * l->in);
    }
    if (rows > few) {
        shape_tiles(f.width);
    }
    for (uint32_t b = 0; b < blocks; b += 2) { /* weights are read once for all rows */
        f.w[0] = l->tiles + (size_t)b * l->in * STM_BLOCK;
        f.w[1] = f.w[0] + (b + 1 < blocks ? (size_t)l->in * STM_BLOCK : 0);
        for (uint32_t r = 0; r < rows - few; r += ROWS) {
            uint32_t n = r < whole ? ROWS : left;
            f.rows = r < whole ? q + (size_t)r * l->in : last;
            stm_ahead_fetch(ahead, LINES);
            if (n > TILE_ROWS) {
                multiply(&f, 2);
            } else {
                multiply(&f, 1);
            }
            finish(l, &s, stride); /* those of before, while tiles are multiplied */
            keep(&s);
            s.b = b, s.n = n, s.step = step + r, s.y = y + r * stride;
        }
    }
    finish(l, &s, stride);
    if (rows > few) {
        _tile_release();
    }
    if (few > 0) {
        stm_vnni_apply(l, q + (size_t)whole * l->in, step + whole, few, y + whole * stride, stride, ahead);
    }
}

#else

bool stm_tiles_allowed(void) { return false; }

#endif
