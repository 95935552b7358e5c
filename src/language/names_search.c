/* names_search.c: see names_search.h.
 *
 * In: what each token's features give to each tag, what each tag gives to the next.  Out: the best tags.
 * Of 17 tags after 17 only 97 pairs are allowed, in two blocks: whatever closes a name or is none (nine tags) may go
 * before whatever opens one or is none (nine tags), and an open name of a type (two tags) goes on or ends (two tags).
 * So tags stand in lanes: nine that need no open name, then eight that do.
 * Invariants: (1) a score and the tag that it comes from are one number, so that the greatest is the best score, and
 * of equal ones the one from the lowest tag. (2) a sum over a piece fits: 1,000 tokens of at most 32,768, and 4,096
 * between two of them (names_model.c), times 32, are less than 2^31. (3) both forms do the same whole numbers.
 * Cost: 97 sums a token, or some thirty instructions with AVX-512.
 * Source: Forney, "The Viterbi algorithm" (1973).
 */
#include "language/names_search.h"

#include "language/kernels_vnni.h"

#if STM_X86
#include <immintrin.h>
#endif

#define PACK 32
#define NEVER (-(1 << 30)) /* packed: no tag that goes on stands first */
enum { CLOSED = 9, OPEN = 8, FIRST_OPEN = 16 };

/* Tags by lane: outside, begin and single of each type; inside of each type, end of each type. */
static const uint8_t tag_of[STM_NAMES_BACK] = { 0, 1, 4, 5, 8, 9, 12, 13, 16, 0, 0,  0,
                                                0, 0, 0, 0, 2, 6, 10, 14, 3,  7, 11, 15 };
static const uint8_t lane_of[STM_NAMES_TAGS] = { 0, 1, 16, 20, 2, 3, 17, 21, 4, 5, 18, 22, 6, 7, 19, 23, 8 };
/* Tags behind which no name is open, rising. */
static const uint8_t closing[CLOSED] = { 0, 3, 4, 7, 8, 11, 12, 15, 16 };

void stm_names_steps_set(const int32_t *trans, stm_names_steps *out)
{
    memset(out, 0, sizeof *out);
    for (uint32_t k = 0; k < CLOSED; k++) {
        for (uint32_t lane = 0; lane < CLOSED; lane++) {
            out->closed[k][lane] = trans[closing[k] * STM_NAMES_TAGS + tag_of[lane]] * PACK;
        }
    }
    for (uint32_t k = 0; k < OPEN; k++) {
        uint32_t to = tag_of[FIRST_OPEN + k], begin = 1 + 4 * (k % 4);
        out->from_begin[k] = trans[begin * STM_NAMES_TAGS + to] * PACK;
        out->from_inside[k] = trans[(begin + 1) * STM_NAMES_TAGS + to] * PACK;
    }
}

static int32_t low_bits(uint32_t lane) { return PACK - 1 - tag_of[lane]; }

/* Packed scores by lane before the first token. */
static void begin(int32_t here[STM_NAMES_BACK])
{
    for (uint32_t lane = 0; lane < STM_NAMES_BACK; lane++) {
        here[lane] = lane == 0 ? low_bits(0) : NEVER + low_bits(lane);
    }
}

static void follow_back(const int32_t here[STM_NAMES_BACK], uint32_t n, const uint8_t *back, uint8_t *tags)
{
    int32_t best = here[0];
    uint32_t last = 0;
    for (uint32_t k = 1; k < CLOSED; k++) {
        if (here[lane_of[closing[k]]] > best) {
            best = here[lane_of[closing[k]]];
            last = closing[k];
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        tags[i] = (uint8_t)last;
        last = back[i * STM_NAMES_BACK + lane_of[last]];
    }
}

void stm_names_search_plain(const stm_names_steps *steps, const int16_t (*scores)[STM_NAMES_TAGS], uint32_t n,
                            uint8_t *back, uint8_t *tags)
{
    int32_t here[STM_NAMES_BACK], next[STM_NAMES_BACK];
    begin(here);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t lane = 0; lane < CLOSED; lane++) {
            int32_t best = here[0] + steps->closed[0][lane];
            for (uint32_t k = 1; k < CLOSED; k++) {
                int32_t s = here[lane_of[closing[k]]] + steps->closed[k][lane];
                best = s > best ? s : best;
            }
            next[lane] = best;
        }
        for (uint32_t k = 0; k < OPEN; k++) {
            int32_t begun = here[1 + 2 * (k % 4)] + steps->from_begin[k];
            int32_t inside = here[FIRST_OPEN + k % 4] + steps->from_inside[k];
            next[FIRST_OPEN + k] = begun > inside ? begun : inside;
        }
        for (uint32_t lane = 0; lane < STM_NAMES_BACK; lane++) {
            if (lane < CLOSED || lane >= FIRST_OPEN) {
                back[i * STM_NAMES_BACK + lane] = (uint8_t)(~next[lane] & (PACK - 1));
                here[lane] = (next[lane] & ~(PACK - 1)) + low_bits(lane) + scores[i][tag_of[lane]] * PACK;
            }
        }
    }
    follow_back(here, n, back, tags);
}

#if STM_X86
__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void
search_wide(const stm_names_steps *steps, const int16_t (*scores)[STM_NAMES_TAGS], uint32_t n, uint8_t *back,
            uint8_t *tags)
{
    enum { PACK_BITS = 5 };
    int16_t order[32] = { 0 };
    int32_t low[STM_NAMES_BACK], here[STM_NAMES_BACK];
    __m512i step[CLOSED], closed, low_closed, by_lane;
    __m256i from_begin, from_inside, open, low_open;
    const __m512i high = _mm512_set1_epi32(~(PACK - 1)), from = _mm512_set1_epi32(PACK - 1);
    const __m512i of_begin = _mm512_setr_epi32(1, 3, 5, 7, 1, 3, 5, 7, 0, 0, 0, 0, 0, 0, 0, 0);
    for (uint32_t lane = 0; lane < STM_NAMES_BACK; lane++) {
        order[lane] = tag_of[lane];
        low[lane] = low_bits(lane);
    }
    begin(here);
    for (uint32_t k = 0; k < CLOSED; k++) {
        step[k] = _mm512_loadu_si512(steps->closed[k]);
    }
    by_lane = _mm512_loadu_si512(order);
    low_closed = _mm512_loadu_si512(low);
    low_open = _mm256_loadu_si256((const void *)(low + FIRST_OPEN));
    from_begin = _mm256_loadu_si256((const void *)steps->from_begin);
    from_inside = _mm256_loadu_si256((const void *)steps->from_inside);
    closed = _mm512_loadu_si512(here);
    open = _mm256_loadu_si256((const void *)(here + FIRST_OPEN));
    for (uint32_t i = 0; i < n; i++) {
        const __m512i given =
            _mm512_permutexvar_epi16(by_lane, _mm512_maskz_loadu_epi16((1u << STM_NAMES_TAGS) - 1, scores[i]));
        const __m512i more = _mm512_cvtepi16_epi32(_mm512_castsi512_si256(given));
        const __m256i more_open = _mm256_cvtepi16_epi32(_mm512_extracti32x4_epi32(given, 2));
        __m512i best[CLOSED];
        __m256i inside = _mm256_permute2x128_si256(open, open, 0), begun;
        for (uint32_t k = 0; k < CLOSED; k++) { /* outside, then end and single of each type */
            best[k] = _mm512_add_epi32(step[k], _mm512_set1_epi32(here[lane_of[closing[k]]]));
        }
        begun = _mm512_castsi512_si256(_mm512_permutexvar_epi32(of_begin, closed));
        open = _mm256_max_epi32(_mm256_add_epi32(begun, from_begin), _mm256_add_epi32(inside, from_inside));
        for (uint32_t k = 0; k < 4; k++) {
            best[k] = _mm512_max_epi32(best[k], best[k + 4]);
        }
        best[0] = _mm512_max_epi32(best[0], best[CLOSED - 1]);
        closed = _mm512_max_epi32(_mm512_max_epi32(best[0], best[1]), _mm512_max_epi32(best[2], best[3]));
        _mm_storeu_si128((void *)(back + (size_t)i * STM_NAMES_BACK),
                         _mm512_cvtepi32_epi8(_mm512_andnot_si512(closed, from)));
        _mm_storel_epi64((void *)(back + (size_t)i * STM_NAMES_BACK + FIRST_OPEN),
                         _mm256_cvtepi32_epi8(_mm256_andnot_si256(open, _mm512_castsi512_si256(from))));
        closed = _mm512_add_epi32(_mm512_add_epi32(_mm512_and_si512(closed, high), low_closed),
                                  _mm512_slli_epi32(more, PACK_BITS));
        open = _mm256_add_epi32(_mm256_add_epi32(_mm256_and_si256(open, _mm512_castsi512_si256(high)), low_open),
                                _mm256_slli_epi32(more_open, PACK_BITS));
        _mm512_storeu_si512(here, closed);
        _mm256_storeu_si256((void *)(here + FIRST_OPEN), open);
    }
    follow_back(here, n, back, tags);
}
#endif

void stm_names_search(const stm_names_steps *steps, const int16_t (*scores)[STM_NAMES_TAGS], uint32_t n, uint8_t *back,
                      uint8_t *tags)
{
#if STM_X86
    if (stm_vnni() && __builtin_cpu_supports("avx512vl")) {
        search_wide(steps, scores, n, back, tags);
        return;
    }
#endif
    stm_names_search_plain(steps, scores, n, back, tags);
}
