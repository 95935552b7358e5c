/* plain_wide.c: plain words of reuse_text.c for x86-64 with AVX-512. What is a letter, stands twice, or may be touched
 * by a rule is told of all the text beforehand, a bit for each byte; a word is then one register, out of which doubled
 * letters are pushed. Lengths and doubled letters are no pattern, so nothing branches by them.
 *
 * In: a text.  Out: words, as reuse_text.c makes them one letter at a time.  Never: takes a word that a rule of
 * spelling or of ends may touch, but by its way.
 * Cost: linear, some seventy instructions a word.
 */
#include "reuse/reuse_text_parts.h"
#include "reuse/sketch_wide.h"

#if STM_SKETCH_X86

#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt")))

WIDE static inline uint64_t is(__m512i x, char c) { return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(c)); }

WIDE static inline uint64_t among(__m512i x, char from, char n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8(from)), _mm512_set1_epi8(n));
}

/* ---- what is told beforehand ----------------------------------------------------------------------------- */

/* Sixty-four bytes of the text, those one and two before each, and the one behind. */
typedef struct around {
    __m512i raw, raw_one, raw_two, next;
} around;

/* What was found in the 64 bytes before. */
typedef struct carried {
    uint64_t twice, joins;
} carried;

#define NEAR 6u /* bytes: in a word of so many more than it has letters, by its joins, doubled ones stay */

/* The bits that stand up to NEAR places behind one of these. */
static inline uint64_t behind(uint64_t bits, uint64_t before)
{
    uint64_t found = 0;
    for (uint32_t k = 1; k <= NEAR; k++) {
        found |= bits << k | before >> (64 - k);
    }
    return found;
}

/* An apostrophe behind two small letters and before one joins them. What a rule may touch beside it. */
WIDE static uint64_t respelt_at_joins(const around *v, __m512i x, uint64_t twice, uint64_t joins, const carried *last)
{
    const __m512i lower = _mm512_set1_epi8(SMALL);
    __m512i one = _mm512_or_si512(v->raw_one, lower), two = _mm512_or_si512(v->raw_two, lower);
    uint64_t joined = is(v->raw_one, '\''), u = is(one, 'u');
    return (joined & (_mm512_cmpeq_epi8_mask(x, two) | is(x, 'e') | (is(x, 'r') & is(two, 'u')))) |
           (is(x, 'r') & u & is(two, '\'')) | (joins & behind(twice, last->twice)) |
           (twice & behind(joins, last->joins));
}

WIDE static void mark_all(const char *text, size_t n, size_t from, size_t to, wide_marks *m)
{
    const __m512i lower = _mm512_set1_epi8(SMALL);
    carried last = { 0, 0 };
    size_t k = 0;
    for (size_t i = from; i < to; i += 64, k += 8) {
        uint64_t there = n - i < 64 ? ((uint64_t)1 << (n - i)) - 1 : ~(uint64_t)0;
        uint64_t next_there = n - i <= 64 ? there >> 1 : ~(uint64_t)0;
        around v = { _mm512_maskz_loadu_epi8(there, text + i),
                     _mm512_maskz_loadu_epi8(i == 0 ? there & ~(uint64_t)1 : there, text + i - 1),
                     _mm512_maskz_loadu_epi8(i == 0 ? there & ~(uint64_t)3 : there, text + i - 2),
                     _mm512_maskz_loadu_epi8(next_there, text + i + 1) };
        __m512i x = _mm512_or_si512(v.raw, lower), one = _mm512_or_si512(v.raw_one, lower);
        __m512i two = _mm512_or_si512(v.raw_two, lower);
        uint64_t small = among(v.raw, 'a', 26), small_one = among(v.raw_one, 'a', 26), joins = is(v.raw, '\'');
        uint64_t letter = among(x, 'a', 26), twice = _mm512_cmpeq_epi8_mask(x, one) & there;
        uint64_t respelt = is(x, 'z') | (is(x, 'r') & is(one, 'u') & is(two, 'o')) |
                           (is(x, 'e') & (is(one, 'a') | is(one, 'o'))) | (letter & ~small & small_one);
        joins = joins == 0 ? 0 : joins & among(v.raw_two, 'a', 26) & small_one & among(v.next, 'a', 26);
        if (joins != 0 || last.joins != 0) {
            respelt |= respelt_at_joins(&v, x, twice, joins, &last);
        }
        letter |= joins;
        memcpy(m->letter + k, &letter, 8);
        memcpy(m->twice + k, &twice, 8);
        memcpy(m->respelt + k, &respelt, 8);
        last = (carried){ twice, joins };
    }
    memset(m->letter + k, 0, 8); /* eight bytes can be read from any on */
    memset(m->twice + k, 0, 8);
    memset(m->respelt + k, 0, 8);
}

#define END(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)
#define END_HASH(end) ((uint32_t)((end)*0xD6E8FEB9u) >> 29)

/* Marks the bytes from b->marks_from on, MARKED of them at the most. */
static void mark_more(builder *b)
{
    size_t from = b->marks_from;
    mark_all(b->text, b->n, from, b->n - from < MARKED ? b->n : from + MARKED, b->known_marks);
}

#define DOES_MORE 0x80 /* than to give the next word flags; or it is no mark */

static void tell_marks(uint8_t *does)
{
    for (uint32_t c = 0; c < 256; c++) {
        does[c] = c >= 128 || is_word_byte((unsigned char)c) || c == '%' || c == '&' ? DOES_MORE : 0;
    }
    does['.'] = does['?'] = does['!'] = STM_RWORD_SENTENCE;
    does['\n'] = STM_RWORD_PARAGRAPH;
    does['"'] = STM_RWORD_QUOTED; /* begins or ends a quotation */
}

void stm_wide_marks_init(wide_marks *m, const stm_folds *folds)
{
    /* ends that a rule may touch, each at the place that its hash gives it */
    static const uint32_t ends[] = { END('t', 'r', 'e'), END('n', 'c', 'e'), END('g', 'u', 'e'), END('a', 'm', 'e'),
                                     END('m', 'e', 's') };
    memset(m->ends, 0xFF, sizeof m->ends); /* no end */
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        m->ends[END_HASH(ends[k])] = ends[k];
    }
    for (uint32_t n = 0; n <= PLAIN_MOST; n++) {
        m->all[n] = ((uint32_t)1 << n) - 1;
        m->doubles[n] = n >= FOLD_DOUBLED ? m->all[n] : 0;
        m->last[n] = n > 4 ? END(n - 3, n - 2, n - 1) | 0x80000000u : 0x80808080u; /* 0x80: none */
    }
    memcpy(m->folds, folds->bits, sizeof m->folds);
    tell_marks(m->does);
}

void stm_plain_wide_begin(builder *b)
{
    b->marks_from = 0;
    mark_more(b);
}

/* ---- words ----------------------------------------------------------------------------------------------- */

static inline uint64_t from_bit(const uint8_t *marks, size_t i)
{
    uint64_t v;
    memcpy(&v, marks + i / 8, sizeof v);
    return v >> i % 8;
}

#define LOOKED_AT (PLAIN_MOST + 2) /* bytes of the text from a word's beginning on */

/* What is to be done with a word. */
typedef struct odd_word {
    size_t at;              /* in the text */
    uint8_t *letters;       /* as it is written down */
    uint32_t n, kept, hash; /* its letters; those that are left */
    bool rule, end;         /* may touch it */
    uint8_t flags;
} odd_word;

typedef enum odd_outcome {
    ODD_PLAIN, /* take it as it is */
    ODD_TAKEN,
    ODD_LEFT /* this is no plain word */
} odd_outcome;

/* A capital behind a small letter, in a word that begins with a small one. */
static bool has_hump(const char *p, uint32_t n)
{
    bool hump = false;
    for (uint32_t k = 1; k < n && p[0] >= 'a'; k++) {
        hump = hump || (uint8_t)(p[k] - 'A') < 26;
    }
    return hump;
}

/* A word that a rule may touch, or that may stand in the table. */
static __attribute__((noinline)) odd_outcome take_odd(builder *b, const odd_word *o)
{
    stm_rtext *t = b->out;
    const fold *known = NULL;
    if (o->rule && has_hump(b->text + o->at, o->n)) {
        return ODD_LEFT;
    }
    if (!(o->rule && o->n > 3) && !o->end) {
        known = find_fold(b->folds, o->hash, o->letters, o->kept);
        if (known == NULL) {
            return ODD_PLAIN;
        }
    }
    if (known == NULL || behind_per(t)) { /* "per cent" */
        stm_close_plain(b, o->at, o->n, o->flags);
        return ODD_TAKEN;
    }
    memcpy(o->letters, known->to, sizeof known->to);
    put_word(t, t->n_words++, (uint32_t)o->at, o->n, known->to_hash, o->flags);
    t->n_letters += known->n_to;
    return ODD_TAKEN;
}

/* Flags of the next word behind a mark that does no more than that to it; an empty line ends a quotation. */
static inline uint32_t flags_behind(const wide_marks *m, uint32_t flags, const char *p)
{
    uint32_t does = m->does[(uint8_t)*p];
    flags = (flags | (does & ~(uint32_t)STM_RWORD_QUOTED)) ^ (does & STM_RWORD_QUOTED);
    return p[0] == '\n' && p[1] == '\n' ? flags & ~(uint32_t)STM_RWORD_QUOTED : flags;
}

/* Takes plain words from i up to `limit` on. In the room, or, where there is none, where the text says. */
WIDE static inline __attribute__((always_inline)) size_t take_words(builder *b, size_t i, size_t limit,
                                                                    stm_fold_room *room)
{
    const __m128i lower = _mm_set1_epi8(SMALL);
    stm_rtext *const t = b->out;
    const char *const text = b->text;
    wide_marks *const m = room != NULL ? &room->marks : b->known_marks;
    const size_t marks_from = room != NULL ? 0 : b->marks_from;
    uint8_t *const all_letters = room != NULL ? room->letters + STM_LETTERS_PAD : t->letters;
    size_t w = t->n_words;
    uint32_t n_letters = t->n_letters, flags = b->next_flags | (b->quoted ? STM_RWORD_QUOTED : 0u);
    while (i <= limit) {
        const char *p = text + i;
        size_t at = i - marks_from;
        uint8_t *letters = all_letters + n_letters;
        uint32_t n = (uint32_t)_tzcnt_u64(~from_bit(m->letter, at)), kept, hash, end, rule, own_flags, left;
        odd_outcome outcome;
        __mmask16 stay;
        __m128i x;
        if (n == 0) {
            if (m->does[(uint8_t)*p] == DOES_MORE) {
                break;
            }
            flags = flags_behind(m, flags, p);
            i++;
            continue;
        }
        if (n > PLAIN_MOST || (p[n] != ' ' && !ends_word(p[n], p[n + 1]))) {
            break;
        }
        x = _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)p), lower);
        left = _andn_u32((uint32_t)from_bit(m->twice, at) & m->doubles[n], m->all[n]);
        stay = _mm_mask_cmpneq_epi8_mask((__mmask16)left, x, _mm_set1_epi8('\''));
        kept = (uint32_t)__builtin_popcount(stay);
        x = _mm_maskz_compress_epi8(stay, x);
        _mm_storeu_si128((__m128i *)(void *)letters, x);
        hash = hash_end((uint64_t)_mm_cvtsi128_si64(x) * FOLD_FIRST + (uint64_t)_mm_extract_epi64(x, 1) * FOLD_SECOND);
        own_flags = flags + 3 * STM_RWORD_CAPITAL - (uint32_t)((uint8_t)*p / SMALL); /* 2 or 3: capital, small */
        rule = (uint32_t)from_bit(m->respelt, at) & m->all[n];
        end = (uint32_t)_mm_cvtsi128_si32(_mm_shuffle_epi8(x, _mm_cvtsi32_si128((int)m->last[kept])));
        outcome = ODD_PLAIN;
        if (rule != 0 || m->ends[END_HASH(end)] == end || may_fold(m->folds, hash)) {
            const odd_word o = {
                i, letters, n, kept, hash, rule != 0, m->ends[END_HASH(end)] == end, (uint8_t)own_flags
            };
            t->n_letters = n_letters;
            t->n_words = (uint32_t)w;
            outcome = take_odd(b, &o);
        }
        if (outcome == ODD_LEFT) {
            break;
        }
        if (outcome == ODD_TAKEN) {
            n_letters = t->n_letters;
            w = t->n_words;
        } else if (room != NULL) {
            room->hash[w] = hash;
            room->letter[w] = (uint16_t)n_letters;
            room->start[w] = (uint16_t)i;
            room->bytes[w] = (uint8_t)n;
            room->flags[w] = (uint8_t)own_flags;
            _mm_storel_epi64((__m128i *)(void *)(room->word_at + n_letters / STM_RTEXT_BLOCK),
                             _mm_set1_epi16((int16_t)w));
        } else {
            t->hash[w] = hash;
            t->letter[w] = n_letters;
            t->start[w] = (uint32_t)i;
            t->bytes[w] = (uint8_t)n;
            t->flags[w] = (uint8_t)own_flags;
            begins_at(t->word_at, (uint32_t)w, n_letters);
        }
        n_letters += outcome == ODD_PLAIN ? kept : 0;
        w += outcome == ODD_PLAIN;
        i += n + 1;
        flags &= STM_RWORD_QUOTED;
        if (p[n] != ' ') {
            flags = flags_behind(m, flags, p + n);
            i += p[n + 1] == ' ';
        }
    }
    b->next_flags = (uint8_t)(flags & ~(uint32_t)STM_RWORD_QUOTED);
    b->quoted = (flags & STM_RWORD_QUOTED) != 0;
    t->n_letters = n_letters;
    t->n_words = (uint32_t)w;
    return i;
}

WIDE size_t stm_plain_wide(builder *b, size_t i)
{
    if (b->n - i < LOOKED_AT) {
        return i;
    }
    if (b->room != NULL) {
        return take_words(b, i, b->n - LOOKED_AT, b->room);
    }
    if (i - b->marks_from > MARKED - 64) {
        b->marks_from = i & ~(size_t)7;
        mark_more(b);
    }
    return take_words(
        b, i, b->n - LOOKED_AT < b->marks_from + MARKED - 64 ? b->n - LOOKED_AT : b->marks_from + MARKED - 64, NULL);
}

#else
typedef int stm_plain_wide_is_empty; /* a file is never */
#endif
