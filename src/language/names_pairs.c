/* names_pairs.c: those features of a token that mostly two words decide, for all tokens of a piece at once.
 *
 * In: views.  Out: a column of keys for each template, one key a token.
 * What a template reads of the tokens is laid out in columns first, so that keys are worked out for as many tokens at a
 * time as the machine has lanes for; names_features.c says the same for one token, for the trainer.
 * Invariant: whole numbers: the same keys on every machine. Cost: some twenty-five mixes a token.
 */
#include "language/names_features.h"

#include "language/kernels_vnni.h"

#if STM_X86 && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STM_WIDE __attribute__((target_clones("avx512f", "avx2", "default"))) /* as in kernels.c */
#else
#define STM_WIDE
#endif

/* What is read of the tokens, from two before the first to two behind the last. */
enum { WORD, HERE, CAPS, SHOWN, MIDDLE, COARSE, RELATION, ABOVE, ABOVE2, ABOVE_WORD, FIELDS };
enum { AROUND = 2, SCRATCH = 2 };

/* `shown`: capitals in the style of the sentence. */
static void read_view(const stm_names_view *v, uint32_t *field, size_t stride)
{
    field[WORD * stride] = v->word;
    field[HERE * stride] = stm_names_join(v->shape, v->style);
    field[CAPS * stride] = v->caps;
    field[SHOWN * stride] = v->caps + 8U * v->style;
    field[MIDDLE * stride] = v->middle;
    field[COARSE * stride] = v->coarse;
    field[RELATION * stride] = v->deprel;
    field[ABOVE * stride] = v->above;
    field[ABOVE2 * stride] = v->above2;
    field[ABOVE_WORD * stride] = v->above_word;
}

STM_WIDE static void join(const uint32_t *restrict a, const uint32_t *restrict b, uint32_t n, uint32_t *restrict out)
{
    for (uint32_t i = 0; i < n; i++) {
        out[i] = stm_names_join(a[i], b[i]);
    }
}

/* The feature of a template whose value joins a and b. */
STM_WIDE static void join_feature(uint32_t template, const uint32_t *restrict a, const uint32_t *restrict b, uint32_t n,
                                  uint32_t *restrict out)
{
    for (uint32_t i = 0; i < n; i++) {
        out[i] = stm_names_join(STM_NAMES_TEMPLATE + template, stm_names_join(a[i], b[i]));
    }
}

/* Phrases of the lists on both sides. */
static uint32_t between_phrases(const stm_names_view *before, const stm_names_view *behind)
{
    return before->at == 0 && behind->at == 0
               ? 0
               : stm_names_join(STM_NAMES_TEMPLATE + 96, stm_names_join(stm_names_join(before->spans, before->at),
                                                                        stm_names_join(behind->spans, behind->at)));
}

size_t stm_names_others_room(uint32_t n)
{
    return (FIELDS + SCRATCH) * ((size_t)n + 2 * AROUND) + (size_t)STM_NAMES_OTHERS * n;
}

const uint32_t *stm_names_others(const stm_names_view *v, uint32_t n, uint32_t *room)
{
    size_t stride = (size_t)n + 2 * AROUND;
    uint32_t *out = room + (FIELDS + SCRATCH) * stride, *next = out;
    uint32_t *two_coarse = room + FIELDS * stride + AROUND, *three = two_coarse + stride;
    const uint32_t *word = room + WORD * stride + AROUND, *here = room + HERE * stride + AROUND;
    const uint32_t *caps = room + CAPS * stride + AROUND, *shown = room + SHOWN * stride + AROUND;
    const uint32_t *middle = room + MIDDLE * stride + AROUND, *coarse = room + COARSE * stride + AROUND;
    const uint32_t *relation = room + RELATION * stride + AROUND;
    const uint32_t *above = room + ABOVE * stride + AROUND, *above2 = room + ABOVE2 * stride + AROUND;
    const uint32_t *above_word = room + ABOVE_WORD * stride + AROUND;
    for (uint32_t k = 0; k < AROUND; k++) {
        read_view(stm_names_outside(false), room + k, stride);
        read_view(stm_names_outside(true), room + AROUND + n + k, stride);
    }
    for (uint32_t i = 0; i < n; i++) {
        read_view(&v[i], room + AROUND + i, stride);
    }
    join_feature(8, word - 1, word, n, next);
    join_feature(9, word, word + 1, n, next += n);
    join_feature(10, word - 1, word + 1, n, next += n);
    join_feature(11, word - 2, word - 1, n, next += n);
    join_feature(12, word + 1, word + 2, n, next += n);
    join_feature(37, here, word - 1, n, next += n);
    join_feature(38, here, word + 1, n, next += n);
    join_feature(73, middle - 1, middle, n, next += n);
    join_feature(74, middle, middle + 1, n, next += n);
    join(coarse - 1, coarse, n + 2, two_coarse - 1); /* of each token and the next */
    join_feature(75, two_coarse - 1, coarse + 1, n, next += n);
    join_feature(79, coarse - 2, two_coarse - 1, n, next += n);
    join_feature(80, coarse, two_coarse + 1, n, next += n);
    join(shown, caps - 1, n, three);
    join_feature(77, three, middle - 1, n, next += n);
    join(shown, caps + 1, n, three);
    join_feature(78, three, middle + 1, n, next += n);
    join_feature(118, relation, above, n, next += n);
    join(relation, above2, n, three);
    join_feature(119, three, shown, n, next += n);
    join_feature(120, relation, above_word, n, next += n);
    next += n;
    for (uint32_t i = 0; i < n; i++) {
        next[i] = between_phrases(i > 0 ? &v[i - 1] : stm_names_outside(false),
                                  i + 1 < n ? &v[i + 1] : stm_names_outside(true));
    }
    return out;
}
