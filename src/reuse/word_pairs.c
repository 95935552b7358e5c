/* word_pairs.c: see word_pairs.h. Both sides are walked together; where they part, the nearest place is looked for
 * where they agree again, and what lies between goes through a dynamic programme with one-to-two steps, for words
 * that a scanner cut or ran together.
 *
 * In: two texts.  Out: pairs of words.  Cost: at most GRID cells for GRID_SIDE words.
 */
#include "reuse/word_pairs.h"

#include "reuse/reuse_tuning.h"

#define GRID_SIDE 40 /* words of either side that one dynamic programme takes */
#define GRID ((GRID_SIDE + 1) * (GRID_SIDE + 1))
#define LETTERS_MAX 40 /* of two words that are compared letter by letter */

/* Edit distance of two short strings, or something above `limit`. */
static uint32_t distance(const uint8_t *x, uint32_t nx, const uint8_t *y, uint32_t ny, uint32_t limit)
{
    uint8_t row[LETTERS_MAX + 1];
    while (nx > 0 && ny > 0 && x[0] == y[0]) {
        x++, y++, nx--, ny--;
    }
    while (nx > 0 && ny > 0 && x[nx - 1] == y[ny - 1]) {
        nx--, ny--;
    }
    if (nx == 0 || ny == 0) {
        return nx + ny;
    }
    if ((nx > ny ? nx - ny : ny - nx) > limit || nx > LETTERS_MAX || ny > LETTERS_MAX) {
        return limit + 1;
    }
    for (uint32_t k = 0; k <= ny; k++) {
        row[k] = (uint8_t)k;
    }
    for (uint32_t i = 1; i <= nx; i++) {
        uint32_t diagonal = i - 1, least = i;
        row[0] = (uint8_t)i;
        for (uint32_t k = 1; k <= ny; k++) {
            uint32_t up = row[k], v = diagonal + (x[i - 1] != y[k - 1]);
            v = up + 1 < v ? up + 1 : v;
            v = row[k - 1] + 1u < v ? row[k - 1] + 1u : v;
            diagonal = up;
            row[k] = (uint8_t)v;
            least = v < least ? v : least;
        }
        if (least > limit) {
            return limit + 1;
        }
    }
    return row[ny];
}

stm_likeness stm_words_alike(const stm_rtext *a, uint32_t i, uint32_t na, const stm_rtext *b, uint32_t j, uint32_t nb)
{
    uint32_t la = stm_rtext_letter(a, i), lb = stm_rtext_letter(b, j), longer, limit;
    uint32_t ka = stm_rtext_letter(a, i + na) - la, kb = stm_rtext_letter(b, j + nb) - lb;
    if (na == 1 && nb == 1 && a->hash[i] == b->hash[j]) {
        return STM_SAME_WORD;
    }
    if ((na != 1 || nb != 1) && ka == kb && memcmp(a->letters + la, b->letters + lb, ka) == 0) {
        return STM_SAME_WORD;
    }
    longer = ka > kb ? ka : kb;
    if (!(a->noisy || b->noisy) || ((a->flags[i] & b->flags[j]) & STM_RWORD_DIGIT) != 0 || longer < 3) {
        return STM_UNLIKE;
    }
    limit = longer < 5 ? 1 : longer < 8 ? 2 : longer / 3;
    return distance(a->letters + la, ka, b->letters + lb, kb, limit) <= limit ? STM_ALIKE : STM_UNLIKE;
}

void stm_word_grid_init(stm_word_grid *grid, stm_arena *arena)
{
    grid->score = STM_NEW_ARRAY(arena, int16_t, GRID);
    grid->step = stm_arena_array(arena, GRID, 1);
}

static void push(stm_arena *arena, stm_word_pairs *out, uint32_t a, uint32_t na, uint32_t b, uint32_t nb,
                 stm_likeness l)
{
    stm_vec_push(arena, out, (stm_word_pair){ a, b, (uint8_t)na, (uint8_t)nb, (uint8_t)l });
}

enum { STEP_BOTH, STEP_A, STEP_B, STEP_A2, STEP_B2 };

/* Pairs at most GRID_SIDE words of either side. */
static void pair_grid(stm_arena *arena, stm_word_grid *grid, const stm_rtext *a, uint32_t a0, uint32_t na,
                      const stm_rtext *b, uint32_t b0, uint32_t nb, stm_word_pairs *out)
{
    static const int16_t value[] = { [STM_UNLIKE] = -1, [STM_ALIKE] = 3, [STM_SAME_WORD] = 4 };
    uint32_t wide = nb + 1, i = na, j = nb, first = out->n;
    if (na == 1 && nb == 1) { /* most gaps */
        push(arena, out, a0, 1, b0, 1, stm_word_alike(a, a0, b, b0));
        return;
    }
    for (uint32_t x = 0; x <= na; x++) {
        for (uint32_t y = 0; y <= nb; y++) {
            int best = x == 0 && y == 0 ? 0 : INT16_MIN;
            uint8_t step = STEP_BOTH;
            if (x > 0 && y > 0) {
                best = grid->score[(x - 1) * wide + y - 1] + value[stm_word_alike(a, a0 + x - 1, b, b0 + y - 1)];
            }
            if (x > 0 && grid->score[(x - 1) * wide + y] - 1 > best) {
                best = grid->score[(x - 1) * wide + y] - 1;
                step = STEP_A;
            }
            if (y > 0 && grid->score[x * wide + y - 1] - 1 > best) {
                best = grid->score[x * wide + y - 1] - 1;
                step = STEP_B;
            }
            if (x > 1 && y > 0 && stm_words_alike(a, a0 + x - 2, 2, b, b0 + y - 1, 1) != STM_UNLIKE &&
                grid->score[(x - 2) * wide + y - 1] + 4 > best) {
                best = grid->score[(x - 2) * wide + y - 1] + 4;
                step = STEP_A2;
            }
            if (x > 0 && y > 1 && stm_words_alike(a, a0 + x - 1, 1, b, b0 + y - 2, 2) != STM_UNLIKE &&
                grid->score[(x - 1) * wide + y - 2] + 4 > best) {
                best = grid->score[(x - 1) * wide + y - 2] + 4;
                step = STEP_B2;
            }
            grid->score[x * wide + y] = (int16_t)best;
            grid->step[x * wide + y] = step;
        }
    }
    while (i > 0 || j > 0) {
        uint8_t step = grid->step[i * wide + j];
        uint32_t da = step == STEP_B ? 0 : step == STEP_A2 ? 2 : 1, db = step == STEP_A ? 0 : step == STEP_B2 ? 2 : 1;
        stm_likeness l = STM_UNLIKE;
        i -= da;
        j -= db;
        if (da > 0 && db > 0) {
            l = stm_words_alike(a, a0 + i, da, b, b0 + j, db);
        }
        push(arena, out, a0 + i, da, b0 + j, db, l);
    }
    for (uint32_t lo = first, hi = out->n; lo + 1 < hi; lo++) {
        stm_word_pair swap = out->at[lo];
        out->at[lo] = out->at[--hi];
        out->at[hi] = swap;
    }
}

/* Whether both sides go on together from (i, j): a long word, or two words in a row. */
static bool agrees(const stm_rtext *a, uint32_t i, uint32_t a1, const stm_rtext *b, uint32_t j, uint32_t b1)
{
    if (stm_word_alike(a, i, b, j) == STM_UNLIKE) {
        return false;
    }
    return stm_rtext_letters(a, i) >= STM_EXTEND_LETTERS || i + 1 == a1 || j + 1 == b1 ||
           stm_word_alike(a, i + 1, b, j + 1) != STM_UNLIKE;
}

/* The nearest place behind (i, j) where both sides agree again; false: none within GRID_SIDE / 4 words. */
static bool next_agreement(const stm_rtext *a, uint32_t i, uint32_t a1, const stm_rtext *b, uint32_t j, uint32_t b1,
                           uint32_t *x, uint32_t *y)
{
    for (uint32_t far = 1; far <= GRID_SIDE / 4; far++) {
        for (uint32_t k = 0; k <= far; k++) {
            /* as far on both sides first, then more and more uneven; what wraps around is above `far` */
            uint32_t dx = (k & 1) != 0 ? far / 2 + (k + 1) / 2 : far / 2 - k / 2, dy = far - dx;
            if (dx <= far && i + dx < a1 && j + dy < b1 && agrees(a, i + dx, a1, b, j + dy, b1)) {
                *x = dx;
                *y = dy;
                return true;
            }
        }
    }
    return false;
}

void stm_word_pairs_gap(stm_arena *arena, stm_word_grid *grid, const stm_rtext *a, uint32_t *a0, uint32_t a1,
                        const stm_rtext *b, uint32_t *b0, uint32_t b1, stm_word_pairs *out)
{
    uint32_t na, nb;
    if (*a0 == a1 || *b0 == b1) {
        for (; *a0 < a1; ++*a0) {
            push(arena, out, *a0, 1, *b0, 0, STM_UNLIKE);
        }
        for (; *b0 < b1; ++*b0) {
            push(arena, out, *a0, 0, *b0, 1, STM_UNLIKE);
        }
        return;
    }
    if (!next_agreement(a, *a0, a1, b, *b0, b1, &na, &nb)) {
        na = a1 - *a0 < GRID_SIDE ? a1 - *a0 : GRID_SIDE;
        nb = b1 - *b0 < GRID_SIDE ? b1 - *b0 : GRID_SIDE;
    }
    pair_grid(arena, grid, a, *a0, na, b, *b0, nb, out);
    *a0 += na;
    *b0 += nb;
}
