/* sketch.c: see sketch.h. Closed syncmers: a run of k letters is taken if its smallest sub-run of s letters is its
 * first or its last. The choice depends on the k letters alone, so a wrong letter elsewhere cannot spoil it, which
 * is what minimisers suffer from in noisy text.
 *
 * In: folded letters.  Out: 32-bit hashes.  Cost: linear; two rolling hashes and a monotone queue.
 * Source: R. Edgar, "Syncmers are more sensitive than minimizers for selecting conserved k-mers", PeerJ 9 (2021).
 */
#include "reuse/sketch.h"

#include "reuse/reuse_tuning.h"

#define K STM_SEED_LETTERS
#define S STM_SEED_SUB
#define WINDOW (K - S + 1) /* sub-runs in one run */
#define RING 32            /* power of two, at least WINDOW + 1 */

static const uint64_t base = 0x9E3779B97F4A7C15u | 1u;

static uint64_t power(uint32_t n)
{
    uint64_t p = 1;
    while (n-- > 0) {
        p *= base;
    }
    return p;
}

static uint32_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    return (uint32_t)h;
}

uint32_t stm_sketch_max(uint32_t n_letters) { return n_letters < K ? 0 : n_letters - K + 1; }

uint32_t stm_sketch(const uint8_t *letters, uint32_t n_letters, uint32_t *out)
{
    uint32_t ring_at[RING], ring_hash[RING], head = 0, tail = 0, n = 0;
    uint64_t hs = 0, hk = 0, drop_s = power(S), drop_k = power(K);
    for (uint32_t i = 0; i < n_letters; i++) {
        uint32_t first, h;
        hs = hs * base + letters[i] + 1 - (i >= S ? (letters[i - S] + 1) * drop_s : 0);
        hk = hk * base + letters[i] + 1 - (i >= K ? (letters[i - K] + 1) * drop_k : 0);
        if (i + 1 < S) {
            continue;
        }
        h = mix(hs);
        while (tail != head && ring_hash[(tail - 1) % RING] > h) {
            tail--;
        }
        ring_at[tail % RING] = i + 1 - S;
        ring_hash[tail++ % RING] = h;
        if (i + 1 < K) {
            continue;
        }
        first = i + 1 - K;
        while (ring_at[head % RING] < first) {
            head++;
        }
        if (ring_at[head % RING] == first || ring_hash[head % RING] == h) {
            out[n++] = mix(hk ^ 0xA0761D6478BD642Fu);
        }
    }
    return n;
}
