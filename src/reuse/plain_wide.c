/* plain_wide.c: plain words of reuse_text.c for x86-64 with AVX-512. What is a letter, stands twice, or may be touched
 * by a rule is told of all the text beforehand, a bit for each byte; a word is then one register, out of which doubled
 * letters are pushed. Lengths and doubled letters are no pattern, so nothing branches by them.
 *
 * In: a text.  Out: words, as reuse_text.c makes them one letter at a time.  Never: takes a word that a rule of
 * spelling or of ends may touch, but by its way.
 * Cost: linear, some thirty steps of the processor a word.
 */
#include "reuse/reuse_text_parts.h"
#include "reuse/sketch_wide.h"

#if STM_SKETCH_X86

#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt")))

enum { IS_SMALL, IS_LETTER, IS_TWICE, IS_RESPELT }; /* in all_marks */

WIDE static inline uint64_t is(__m512i x, char c) { return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(c)); }

WIDE static inline uint64_t among(__m512i x, char from, char n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8(from)), _mm512_set1_epi8(n));
}

typedef struct all_marks {
    uint64_t *small, *letter, *twice,
        *respelt; /* an apostrophe behind two small letters and before one counts as one */
} all_marks;

WIDE static void mark_all(const char *text, size_t n, const all_marks *to)
{
    const __m512i lower = _mm512_set1_epi8(SMALL);
    for (size_t i = 0, k = 0; i < n; i += 64, k++) {
        uint64_t there = n - i < 64 ? ((uint64_t)1 << (n - i)) - 1 : ~(uint64_t)0;
        uint64_t one_there = i == 0 ? there & ~(uint64_t)1 : there, two_there = i == 0 ? there & ~(uint64_t)3 : there;
        uint64_t next_there = n - i <= 64 ? there >> 1 : ~(uint64_t)0;
        __m512i raw = _mm512_maskz_loadu_epi8(there, text + i), x = _mm512_or_si512(raw, lower);
        __m512i raw_one = _mm512_maskz_loadu_epi8(one_there, text + i - 1), one = _mm512_or_si512(raw_one, lower);
        __m512i raw_two = _mm512_maskz_loadu_epi8(two_there, text + i - 2), two = _mm512_or_si512(raw_two, lower);
        __m512i next = _mm512_maskz_loadu_epi8(next_there, text + i + 1);
        uint64_t u = is(one, 'u'), joined = is(raw_one, '\''), doubled = _mm512_cmpeq_epi8_mask(one, two);
        uint64_t joins = is(raw, '\'') & among(raw_two, 'a', 26) & among(raw_one, 'a', 26) & among(next, 'a', 26);
        to->small[k] = among(raw, 'a', 26) | joins;
        to->letter[k] = among(x, 'a', 26) | joins;
        to->twice[k] = _mm512_cmpeq_epi8_mask(x, one) & there;
        to->respelt[k] = is(x, 'z') | (is(x, 'r') & u & is(two, 'o')) | (is(x, 'e') & (is(one, 'a') | is(one, 'o'))) |
                         (joined & (_mm512_cmpeq_epi8_mask(x, two) | is(x, 'e') | (is(x, 'r') & is(two, 'u')))) |
                         (is(x, 'r') & u & is(two, '\'')) | (joins & doubled);
    }
}

void stm_plain_wide_begin(builder *b, stm_arena *arena)
{
    size_t n = b->n / 64 + 2; /* eight bytes can be read from any on */
    uint64_t *at = stm_arena_raw(arena, 4 * n, sizeof *at);
    for (uint32_t k = 0; k < 4; k++) {
        b->all_marks[k] = (const uint8_t *)(at + k * n);
    }
    mark_all(b->text, b->n,
             &(all_marks){ at + IS_SMALL * n, at + IS_LETTER * n, at + IS_TWICE * n, at + IS_RESPELT * n });
}

/* Whether the last three of so many letters, more than four, are an end that a rule may touch: tre, nce, gue, ame, mes,
 * each at the place that its hash gives it. */
WIDE static inline bool may_end_anew(__m128i letters, uint32_t n)
{
#define END(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)
#define HASH(end) ((uint32_t)((end)*0xD6E8FEB9u) >> 29)
    static const uint32_t ends[8] = { [0] = 1, /* 0 is none */
                                      [HASH(END('t', 'r', 'e'))] = END('t', 'r', 'e'),
                                      [HASH(END('n', 'c', 'e'))] = END('n', 'c', 'e'),
                                      [HASH(END('g', 'u', 'e'))] = END('g', 'u', 'e'),
                                      [HASH(END('a', 'm', 'e'))] = END('a', 'm', 'e'),
                                      [HASH(END('m', 'e', 's'))] = END('m', 'e', 's') };
#define NONE 0x80808080u
#define LAST(n) (0x80000000u | END((n)-3, (n)-2, (n)-1))
    static const uint32_t last[PLAIN_MOST + 1] = { NONE,     NONE,     NONE,     NONE,    NONE,     LAST(5),
                                                   LAST(6),  LAST(7),  LAST(8),  LAST(9), LAST(10), LAST(11),
                                                   LAST(12), LAST(13), LAST(14), LAST(15) };
    uint32_t end = (uint32_t)_mm_cvtsi128_si32(_mm_shuffle_epi8(letters, _mm_cvtsi32_si128((int)last[n])));
    return ends[HASH(end)] == end;
#undef LAST
#undef NONE
#undef HASH
#undef END
}

static inline uint64_t from_bit(const uint8_t *marks, size_t i)
{
    uint64_t v;
    memcpy(&v, marks + i / 8, sizeof v);
    return v >> i % 8;
}

/* A word that no rule touches, and that may stand in the table. */
static __attribute__((noinline)) void close_known(builder *b, size_t i, uint32_t n, uint8_t flags, uint8_t *letters,
                                                  uint32_t kept, uint32_t hash)
{
    stm_rtext *t = b->out;
    uint32_t w = t->n_words;
    const fold *known = find_fold(b->folds, hash, letters, kept);
    if (known != NULL && behind_per(t)) { /* "per cent" */
        stm_close_plain(b, i, n, flags);
        return;
    }
    if (known != NULL) {
        memcpy(letters, known->to, sizeof known->to);
        kept = known->n_to;
        hash = known->to_hash;
    }
    t->start[w] = (uint32_t)i;
    t->bytes[w] = (uint8_t)n;
    t->letter[w] = t->n_letters;
    t->hash[w] = hash;
    t->flags[w] = flags;
    begins_at(t->word_at, w, t->n_letters);
    t->n_letters += kept;
    t->n_words++;
}

WIDE size_t stm_plain_wide(builder *b, size_t i)
{
    const __m128i lower = _mm_set1_epi8(SMALL);
    stm_rtext *const t = b->out;
    const stm_folds *const folds = b->folds;
    const char *const text = b->text;
    const size_t n_text = b->n;
    const uint8_t *const small = b->all_marks[IS_SMALL], *const letter = b->all_marks[IS_LETTER];
    const uint8_t *const twice = b->all_marks[IS_TWICE], *const respelt = b->all_marks[IS_RESPELT];
    size_t w = t->n_words;
    uint32_t n_letters = t->n_letters, quoted = b->quoted ? STM_RWORD_QUOTED : 0, flags = b->next_flags | quoted;
    while (n_text - i >= PLAIN_ROOM) {
        const char *p = text + i;
        uint8_t *letters = t->letters + n_letters;
        bool capital = (uint8_t)(*p - 'A') < 26, rule;
        uint64_t of_small = from_bit(small, i), of_all = from_bit(letter, i), h, longer;
        uint32_t n = (uint32_t)_tzcnt_u64(~(of_small | (of_all & (uint64_t) - (int64_t)capital))), all, kept, hash;
        uint32_t joins, doubled;
        __mmask16 left;
        __m128i x;
        if (n - 1 >= PLAIN_MOST || (p[n] != ' ' && !ends_word(p[n], p[n + 1]))) {
            break;
        }
        all = _bzhi_u32(0xFFFF, n);
        x = _mm_or_si128(_mm_maskz_loadu_epi8((__mmask16)all, p), lower);
        joins = _mm_cmpeq_epi8_mask(x, _mm_set1_epi8('\''));
        doubled = (uint32_t)from_bit(twice, i) & (uint32_t) - (n - (uint32_t)__builtin_popcount(joins) >= FOLD_DOUBLED);
        left = (__mmask16)_andn_u32(doubled | joins, all);
        kept = (uint32_t)__builtin_popcount(left);
        x = _mm_maskz_compress_epi8(left, x);
        _mm_storeu_si128((__m128i *)(void *)letters, x);
        h = mix(0, (uint64_t)_mm_cvtsi128_si64(x));
        longer = mix(h, (uint64_t)_mm_extract_epi64(x, 1));
        h ^= (h ^ longer) & ~((uint64_t)(kept >> 3) - 1);
        hash = (uint32_t)(h * 0xD6E8FEB86659FD93u >> 32);
        flags |= capital ? STM_RWORD_CAPITAL : 0u;
        rule = (((uint32_t)from_bit(respelt, i) & all & (uint32_t) - (n > 3)) != 0 ? 1U : 0U) |
               (may_end_anew(x, kept) ? 1U : 0U);
        if (rule | may_fold(folds, hash)) {
            t->n_letters = n_letters;
            t->n_words = (uint32_t)w;
            if (rule) {
                stm_close_plain(b, i, n, (uint8_t)flags);
            } else {
                close_known(b, i, n, (uint8_t)flags, letters, kept, hash);
            }
            n_letters = t->n_letters;
            w = t->n_words;
        } else {
            t->start[w] = (uint32_t)i;
            t->bytes[w] = (uint8_t)n;
            t->letter[w] = n_letters;
            t->hash[w] = hash;
            t->flags[w] = (uint8_t)flags;
            begins_at(t->word_at, (uint32_t)w, n_letters);
            n_letters += kept;
            w++;
        }
        i += n + 1;
        flags = quoted;
        if (p[n] != ' ') {
            b->next_flags = 0;
            pass_mark(b, p[n], p[n + 1]);
            i += p[n + 1] == ' ';
            quoted = b->quoted ? STM_RWORD_QUOTED : 0;
            flags = b->next_flags | quoted;
        }
    }
    b->next_flags = (uint8_t)(flags & ~(uint32_t)STM_RWORD_QUOTED);
    t->n_letters = n_letters;
    t->n_words = (uint32_t)w;
    return i;
}

#else
typedef int stm_plain_wide_is_empty; /* a file is never */
#endif
