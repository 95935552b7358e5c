/* folds.h: the rules that fold spelling variants, the table of words that no rule can reach, and how folded letters are
 * hashed. Internal to reuse_text.c and plain_wide.c, which ask for each word.
 */
#ifndef STM_REUSE_FOLDS_H
#define STM_REUSE_FOLDS_H

#include "reuse/reuse_text.h"

#define FOLD_SLOTS 512 /* power of two, several times the lines of data/reuse_folds.txt */
#define FOLD_BITS 256  /* words of bits, one of which tells most words from those of the table */

#define FOLD_DOUBLED 7 /* words of so many letters have none of them twice in a row */

typedef struct fold {
    uint32_t hash, to_hash;
    uint8_t from[24], to[24]; /* at most 16 letters, and what hash_letters may read */
    uint8_t n_from, n_to;
} fold;

struct stm_folds {
    uint64_t bits[FOLD_BITS];
    fold slots[FOLD_SLOTS];
};

/* Eight bytes as one number, the first the lowest. */
static inline uint64_t eight(const void *at)
{
    uint64_t v;
    memcpy(&v, at, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

/* The first n < 8 of eight bytes. */
static inline uint64_t first_bytes(uint64_t x, uint32_t n) { return x & (((uint64_t)1 << 8 * n) - 1); }

/* Of eight letters in a row, the last of them missing or not, which place they have among the eights of a word. */
#define FOLD_FIRST 0x9E3779B97F4A7C15u
#define FOLD_SECOND 0xC2B2AE3D27D4EB4Fu
static inline uint64_t hash_eight(uint64_t x, uint32_t place)
{
    static const uint64_t keys[8] = { FOLD_FIRST,          FOLD_SECOND,         0xD6E8FEB86659FD93u,
                                      0xA0761D6478BD642Fu, 0xE7037ED1A0B428DBu, 0x8EBC6AF09C88C6E3u,
                                      0x589965CC75374CC3u, 0x1D8E4E27C47D124Fu };
    return x * keys[place];
}

/* Of the sum over a word's eights. The highest byte depends on all letters and comes first: hashes are told apart by
 * their lowest bits. */
static inline uint32_t hash_end(uint64_t sum) { return (uint32_t)__builtin_bswap64(sum); }

/* Of n letters, WORD_MAX at the most, eight at a time, what is missing of the last eight being zero. Eight bytes behind
 * them can be read. */
static inline uint32_t hash_letters(const uint8_t *p, uint32_t n)
{
    uint64_t sum = 0;
    uint32_t place = 0;
    for (; n >= 8; n -= 8, p += 8) {
        sum += hash_eight(eight(p), place++);
    }
    return hash_end(sum + hash_eight(first_bytes(eight(p), n), place));
}

/* Which of `bits` hold a hash's own. */
static inline uint32_t fold_bits(uint32_t hash) { return hash >> 8 & (FOLD_BITS - 1); }

static inline bool may_fold(const uint64_t *bits, uint32_t hash)
{
    return (bits[fold_bits(hash)] >> hash % 64 & 1) != 0;
}

static inline const fold *find_fold(const stm_folds *f, uint32_t hash, const uint8_t *w, uint32_t n)
{
    if (!may_fold(f->bits, hash)) {
        return NULL;
    }
    for (uint32_t i = hash % FOLD_SLOTS; f->slots[i].n_from != 0; i = (i + 1) % FOLD_SLOTS) {
        if (f->slots[i].hash == hash && f->slots[i].n_from == n && memcmp(f->slots[i].from, w, n) == 0) {
            return &f->slots[i];
        }
    }
    return NULL;
}

/* Spelling rules; returns the new length. Each is applied to every word, so that both spellings meet. */
uint32_t stm_fold_spelling(uint8_t *w, uint32_t n);

#endif
